"""Counting heads: how many came today to the centre where one is."""

from flask import Response, abort, url_for
from flask_login import current_user

from app import clock
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.centres.models import Centre
from app.outreach import queries, recording
from app.outreach.forms import HeadCountForm
from app.outreach.views import blueprint
from app.page import page, seen_at


@blueprint.post("/head-counts")
@allow(Act.COUNT_HEADS)
def head_counts() -> Response:
    """Keep how many came today to the centre where one is."""
    form = HeadCountForm()
    centre = current_user.centre
    if centre is None or centre not in places.centres(among=centres_for(current_user.person, Act.COUNT_HEADS)):
        abort(403)
    if not form.validate():
        return page(
            "outreach/head_count.html",
            part="outreach/_head_count.html",
            status=422,
            head_count=head_count_of(centre, form),
        )

    def store() -> str:
        recording.count_heads(form.people.data, on=clock.today(), at=centre, by=current_user.account)
        return url_for("outreach.head_count")

    return form.once(store)


@blueprint.get("/head-count")
@allow(Act.COUNT_HEADS)
def head_count() -> Response:
    """Today's count at the centre where one is; its part stands on «Min dag»."""
    if current_user.centre is None:
        return seen_at(url_for("accounts.me"))
    return page(
        "outreach/head_count.html",
        part="outreach/_head_count.html",
        head_count=head_count_of(current_user.centre),
    )


def head_count_of(centre: Centre, form: HeadCountForm | None = None) -> dict[str, object]:
    """What the part of the head count shows."""
    kept = queries.head_count(centre, clock.today())
    if form is None:
        form = HeadCountForm(formdata=None)
        form.people.data = kept.people if kept else 0
    return {"form": form, "centre": centre, "kept": kept}
