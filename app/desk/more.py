"""«Mere»: every way there is for whoever is signed in, each with its sentence. The bar holds only five."""

from flask import Response

from app.access import Act, allow
from app.accounts.views import EVERYBODY
from app.desk.navigation import every_way
from app.desk.views import blueprint
from app.page import page


@blueprint.get("/more")
@allow(Act.USE_OWN_ACCOUNT, kinds=EVERYBODY, reads_only=True)
def more() -> Response:
    """Every way, with what is found there."""
    return page("desk/more.html", ways=every_way())
