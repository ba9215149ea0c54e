"""A file is checked, then counted, then read in; administrators alone, and they never see who the citizens are."""

import sqlalchemy as sa
from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.access import Act, allow
from app.accounts.slip import SLIP_LASTS
from app.db import db
from app.imports import reading_in
from app.imports.check import Checked, check
from app.imports.columns import Kind
from app.imports.forms import FileForm, ReadInForm
from app.imports.models import ImportFile
from app.imports.sheet import Unreadable
from app.imports.template import template
from app.imports.words import FAULTS, KINDS, refused
from app.page import download, page, seen_at
from app.workbook import XLSX

blueprint = Blueprint("imports", __name__, url_prefix="/imports")

MOST_AT_ONCE = 1_000
"""Rows that a page reads in (about 4 ms each, while others wait to save); more is the command's: `flask import`."""


@blueprint.get("/")
@allow(Act.IMPORT, reads_only=True, fresh=True)
def start() -> Response:
    """Choose a file; the templates."""
    return _start(FileForm(formdata=None))


@blueprint.get("/template")
@allow(Act.IMPORT, reads_only=True)
def template_file() -> Response:
    """An empty spreadsheet of the kind that is asked for."""
    asked = request.args.get("kind", "")
    kind = Kind(asked) if asked in [one.value for one in Kind] else Kind.STAFF
    return download(template(kind), name=f"vaeksthus-{kind.value}.xlsx", mimetype=XLSX)


@blueprint.post("/files")
@allow(Act.IMPORT, fresh="imports.start")
def files() -> Response:
    """Check a file: every fault on one page, or what it would make."""
    form = FileForm()
    sent = request.files.get("file")
    if not form.validate():
        return _start(form, status=422)
    if sent is None or not sent.filename:
        form.form_errors = [_("Vælg en fil.")]
        return _start(form, status=422)
    kind = Kind(form.kind.data)
    try:
        rows, found = reading_in.checked(kind, sent.read())
    except Unreadable as fault:
        form.form_errors = [refused(fault)]
        return _start(form, status=422)
    if found.problems:
        return _faults(kind, found)
    if len(found.records) > MOST_AT_ONCE:
        form.form_errors = [
            _(
                "Filen er i orden, men har over %(most)s rækker. Læs den ind med kommandoen flask import.",
                most=MOST_AT_ONCE,
            )
        ]
        return _start(form, status=422)
    file = reading_in.keep(kind, rows, current_user.account_id)
    db.session.commit()
    return seen_at(f"{request.path}/{file.id}")


@blueprint.get("/files/<id:import_file_id>")
@allow(Act.IMPORT, to=ImportFile, reads_only=True, fresh=True)
def file(import_file: ImportFile) -> Response:
    """What a checked file would make, counted."""
    return _preview(import_file, _again(import_file), ReadInForm(formdata=None))


@blueprint.post("/files/<id:import_file_id>/records")
@allow(Act.IMPORT, to=ImportFile, fresh="imports.file")
def records(import_file: ImportFile) -> Response:
    """Read it in, all of it or nothing. The slips of new staff are shown this once; the kept file is deleted."""
    alone = sa.select(ImportFile).where(ImportFile.id == import_file.id).with_for_update()
    if db.session.scalar(alone.execution_options(populate_existing=True)) is None:
        # Two taps: the first one has read it in.
        abort(404)
    found = _again(import_file)
    form = ReadInForm()
    if not form.validate():
        return _preview(import_file, found, form, status=422)
    if found.problems:
        return _faults(import_file.kind, found)
    if found.warnings and not form.seen.data:
        form.seen.errors = [_("Se advarslerne igennem, og sæt kryds.")]
        return _preview(import_file, found, form, status=422)
    slips = reading_in.read_in(import_file.kind, found, by=current_user.account)
    db.session.delete(import_file)
    return page(
        "imports/done.html",
        kind=import_file.kind,
        kinds=KINDS,
        number=len(found.records),
        slips=slips,
        lasts=SLIP_LASTS.days,
    )


def _again(import_file: ImportFile) -> Checked:
    """The kept file, checked against the database of now; 404 for anybody else's, and after its hour."""
    too_old = import_file.made_at < clock.now() - reading_in.KEPT_FOR
    if import_file.account_id != current_user.account_id or too_old:
        abort(404)
    rows = reading_in.kept_rows(import_file)
    return check(import_file.kind, rows, reading_in.known(import_file.kind), clock.today())


def _start(form: FileForm, status: int = 200) -> Response:
    return page("imports/start.html", status=status, form=form, kinds=KINDS)


def _faults(kind: Kind, found: Checked) -> Response:
    return page("imports/faults.html", status=422, kind=kind, kinds=KINDS, problems=found.problems, words=FAULTS)


def _preview(import_file: ImportFile, found: Checked, form: ReadInForm, status: int = 200) -> Response:
    return page(
        "imports/preview.html",
        status=status,
        file=import_file,
        form=form,
        kinds=KINDS,
        number=len(found.records),
        counts=_counts(import_file.kind, found),
        warnings=found.warnings,
        words=FAULTS,
    )


def _counts(kind: Kind, found: Checked) -> list[tuple[str, int]]:
    """How many at each place: enough to see that it is the right file."""
    key = {Kind.STAFF: "role", Kind.CENTRES: "operator", Kind.CITIZENS: "centre"}[kind]
    counted: dict[str, int] = {}
    for _number, record in found.records:
        counted[record[key]] = counted.get(record[key], 0) + 1
    return sorted(counted.items())
