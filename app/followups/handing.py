"""Handing a leaver's tasks to somebody else: a page for leaders, for the centres of their own, and administrators.

It shows numbers and never a citizen: an administrator does not see any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.access import Act, allow
from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.permissions import centres_for
from app.centres import queries as places
from app.db import BIGGEST_ID, db
from app.followups import arranging, colleagues, tasks
from app.followups.cover import Refusal
from app.followups.forms import HandOverForm
from app.followups.tasks import Count
from app.followups.views import blueprint
from app.followups.words import COVER_REFUSALS, possessive
from app.form import choices
from app.page import page


@dataclass(frozen=True)
class Load:
    """How much somebody (None: the whole centre) has on their hands at one centre, in numbers and words."""

    account_id: int | None
    name: str
    centre: str
    number: int
    late: int
    said: str


@blueprint.get("/handover")
@allow(Act.HAND_OVER, reads_only=True)
def handover() -> Response:
    """From whom; and once that is chosen (`whom`), what will move and to whom."""
    leaver = _leaver()
    if leaver is None:
        return page("followups/handover.html", leaver=None, loads=_by_person())
    return _handover(leaver)


@blueprint.post("/handover")
@allow(Act.HAND_OVER)
def hand_over() -> Response:
    """Give it all to the other, in one transaction; the receiver is told on «Min dag»."""
    leaver = _leaver()
    form = HandOverForm()
    if leaver is None:
        form.validate()
        return page("followups/handover.html", status=422, leaver=None, loads=_by_person())
    if not form.validate() or not _offered(form, leaver):
        return _handover(leaver, 422, form)

    def store() -> str:
        receiver = db.session.get_one(Account, form.to.data)
        moved = arranging.hand_over(leaver.id, receiver.id, by=current_user.account, person=current_user.person)
        flash(
            _("Overdraget til %(name)s: %(what)s.", name=receiver.name, what=tasks.said(moved) or _("ingen opgaver")),
            "good",
        )
        return url_for("followups.handover", whom=leaver.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        form.to.errors = [COVER_REFUSALS[refusal.reason]]
        return _handover(leaver, 422, form)


@blueprint.app_template_global()
def open_tasks_of(account_id: int) -> int:
    """How many open tasks an account has: what the page of the account says before it is disabled."""
    return tasks.number_of(account_id)


def loads() -> list[Load]:
    """The open tasks of the leader's own centres, by centre and person, most late ones first. Numbers only."""
    centres = centres_for(current_user.person, Act.HAND_OVER)
    names = {account.id: account.name for account in accounts.accounts()}
    called = {centre.id: centre.name for centre in places.centres()}
    found: dict[tuple[int, int | None], list[tuple[tasks.Tasks, Count]]] = {}
    for one in tasks.sources():
        for count in one.counts(None):
            if count.place and (centres is None or count.place[0] in centres):
                found.setdefault((count.place[0], count.account_id), []).append((one, count))
    every = [
        Load(
            account_id,
            names.get(account_id, "") if account_id else _("Hele stedet"),
            called.get(centre_id, ""),
            sum(count.number for _kind, count in counted),
            sum(count.late for _kind, count in counted),
            tasks.said((kind, count.number) for kind, count in counted),
        )
        for (centre_id, account_id), counted in found.items()
    ]
    return sorted(every, key=lambda load: (load.centre, -load.late, load.name))


def _by_person() -> list[Load]:
    """Everybody with tasks that can be handed over, each once."""
    together: dict[int, Load] = {}
    for load in loads():
        if load.account_id:
            before = together.get(load.account_id)
            together[load.account_id] = Load(
                load.account_id,
                load.name,
                f"{before.centre}, {load.centre}" if before else load.centre,
                load.number + (before.number if before else 0),
                load.late + (before.late if before else 0),
                "",
            )
    return sorted(together.values(), key=lambda load: load.name)


def _leaver() -> Account | None:
    """The account that the address names, if its tasks are the person's to hand over."""
    id = request.args.get("whom", type=int)
    found = db.session.get(Account, id) if id and 0 < id <= BIGGEST_ID else None
    if found is None or not any(arranging.moving(found.id, current_user.person).values()):
        return found if found and _leads(found.id) else None
    return found


def _leads(account_id: int) -> bool:
    return any(one.id == account_id for one in colleagues.led_by(current_user.person))


def _handover(leaver: Account, status: int = 200, form: HandOverForm | None = None) -> Response:
    moving = arranging.moving(leaver.id, current_user.person)
    number = sum(count.number for counts in moving.values() for count in counts)
    receivers = _receivers(leaver, [count for counts in moving.values() for count in counts])
    form = form or HandOverForm(formdata=None)
    form.to.choices = choices({one.id: one.name for one, _can in receivers})
    return page(
        "followups/handover.html",
        status=status,
        leaver=leaver,
        whose=possessive(leaver.name),
        form=form,
        number=number,
        kinds=[kind.words(sum(count.number for count in counts)) for kind, counts in moving.items() if counts],
        explain={one.id: _("kan tage %(number)s af dem", number=can) for one, can in receivers if can < number},
    )


def _receivers(leaver: Account, counts: Sequence[Count]) -> list[tuple[colleagues.Colleague, int]]:
    """Who can take some of it, with how much of it, those who can take the most first."""
    centres = centres_for(current_user.person, Act.HAND_OVER)
    found = []
    for one in colleagues.everybody():
        theirs = frozenset(place for place in one.places if centres is None or place[0] in centres)
        can = sum(count.number for count in counts if arranging.fits(count, theirs)) if theirs else 0
        if one.id != leaver.id and can:
            found.append((one, can))
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))


def _offered(form: HandOverForm, leaver: Account) -> bool:
    counts = [count for found in arranging.moving(leaver.id, current_user.person).values() for count in found]
    if form.to.data not in {one.id for one, _can in _receivers(leaver, counts)}:
        form.to.errors = [_("Vælg, hvem der skal have opgaverne.")]
        return False
    return True
