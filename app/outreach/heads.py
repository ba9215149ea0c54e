"""Counting heads: how many came today, or on another day, to the centre where one is."""

from datetime import date

from flask import Response, abort, request, url_for
from flask_login import current_user

from app import clock, conflict
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.centres.models import Centre
from app.conflict import Conflict
from app.db import hold
from app.outreach import queries, recording
from app.outreach.forms import HeadCountForm
from app.outreach.models import HeadCount
from app.outreach.views import blueprint
from app.page import page, seen_at


@blueprint.post("/head-counts")
@allow(Act.COUNT_HEADS)
def head_counts() -> Response:
    """Keep how many came to the centre where one is."""
    form = HeadCountForm()
    centre = current_user.centre
    if centre is None or centre not in places.centres(among=centres_for(current_user.person, Act.COUNT_HEADS)):
        abort(403)
    # Two who count for the first time on a day have no row to wait for, so they wait for the centre's.
    hold(centre)
    on = form.counted_on() if form.validate() else clock.today()
    kept = queries.head_count(centre, on)
    clash = conflict.between(form, _version(on, kept), _told(kept), kept)
    one_more = "more" in request.form
    fine = form.validate()
    if not one_more and (clash or not fine):
        return page(
            "outreach/head_count.html",
            part="outreach/_head_count.html",
            status=clash.status if fine and clash else 422,
            head_count=head_count_of(centre, form, clash if fine else None),
        )

    def store() -> str:
        if one_more:
            recording.one_more(on=clock.today(), at=centre, by=current_user.account)
            return url_for("outreach.head_count")
        recording.count_heads(form.people.data, on=on, at=centre, by=current_user.account)
        return url_for("outreach.head_count", on=None if on == clock.today() else on.isoformat())

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


def head_count_of(
    centre: Centre, form: HeadCountForm | None = None, clash: Conflict | None = None
) -> dict[str, object]:
    """What the part of the head count shows."""
    kept = queries.head_count(centre, clock.today())
    if form is None:
        form = HeadCountForm(formdata=None)
        form.people.data = kept.people if kept else 0
        conflict.opened(form, _version(clock.today(), kept), _told(kept))
    return {"form": form, "centre": centre, "kept": kept, "conflict": clash, "other": _other_day(centre)}


def _told(kept: HeadCount | None) -> dict[str, int]:
    """What the count says now; one that nobody has taken says nothing."""
    return {"people": kept.people} if kept else {}


def _version(on: date, kept: HeadCount | None) -> int:
    """Which count the form was opened with: that of another day is another, though it may be as old."""
    return on.toordinal() * 10_000 + (kept.version if kept else 0)


def _other_day(centre: Centre) -> HeadCount | None:
    """The count of another day that was kept just now, and is named in the address."""
    try:
        on = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return queries.head_count(centre, on)
