"""The year's account of a pool: a page that prints, and a spreadsheet."""

from flask import Response
from flask_babel import gettext as _

from app import clock
from app.access import Act, SessionKind, allow
from app.page import download, page
from app.pool import account
from app.pool.models import Pool
from app.pool.views import blueprint
from app.workbook import XLSX


@blueprint.get("/<id:pool_id>/account")
@allow(Act.SEE_POOL, to=Pool, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def account_of_year(pool: Pool) -> Response:
    """What was given and what became of it, grant by grant, and every line behind it."""
    return page("pool/account.html", pool=pool, account=account.of(pool), now=clock.now())


@blueprint.get("/<id:pool_id>/account/xlsx")
@allow(Act.SEE_POOL, to=Pool, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def account_file(pool: Pool) -> Response:
    """The same as a spreadsheet."""
    name = _("puljen-%(year)s", year=pool.year) + ".xlsx"
    return download(account.spreadsheet(pool, account.of(pool)), name=name, mimetype=XLSX)
