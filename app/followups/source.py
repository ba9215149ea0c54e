"""Follow-ups in the register of tasks, and in a citizen's timeline."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, log
from app.accounts.models import Account
from app.accounts.role import Person
from app.citizens.models import Citizen
from app.citizens.timeline import Event
from app.citizens.timeline import source as of_timeline
from app.followups import queries, recording, sharing, tasks
from app.followups.followup import State, Step
from app.followups.models import FollowUp
from app.followups.tasks import Count, Places, Task

KIND = "follow_up"


def row(follow_up: FollowUp, text: str) -> Task:
    """A follow-up as a row: about whom, and what (see `sharing.texts`); the text leads where there is nobody."""
    about = follow_up.citizen.name if follow_up.citizen else text
    line = [text] if follow_up.citizen else []
    if follow_up.responsible_id is None:
        line.append(_("hele stedet, %(centre)s", centre=follow_up.centre.name))
    return Task(
        account_id=follow_up.responsible_id,
        title=about,
        line=" · ".join(line),
        href=url_for("followups.follow_up", follow_up_id=follow_up.id),
        records=(follow_up, follow_up.citizen) if follow_up.citizen else (follow_up,),
        due_on=follow_up.due_on,
    )


def _open_of(account_ids: Collection[int], person: Person, until: date) -> Sequence[Task]:
    found = queries.of_accounts(account_ids, person, until)
    texts = sharing.texts(person, found)
    return [row(follow_up, texts[follow_up.id]) for follow_up in found]


def _counts(account_ids: Collection[int] | None) -> Sequence[Count]:
    return queries.counts(account_ids, clock.today())


def _hand_over(from_id: int, to_id: int, places: Places, by: Account) -> Sequence[int]:
    moved = queries.open_at(from_id, places)
    for follow_up in moved:
        recording.take(follow_up, Step.TAKEN_OVER, by=by, to_id=to_id, ground=log.Ground.OWN_TASK)
    return [follow_up.id for follow_up in moved]


FOLLOW_UPS = tasks.source(
    tasks.Tasks(
        kind=KIND,
        words=lambda number: ngettext("%(num)s opfølgning", "%(num)s opfølgninger", number),
        open_of=_open_of,
        counts=_counts,
        hand_over=_hand_over,
    )
)


@of_timeline
def closed(citizen: Citizen, person: Person) -> Iterable[Event]:
    """What was agreed about the citizen and has been seen to, at the reader's own centres."""
    every = queries.closed_of_citizen(citizen, person)
    reader = sharing.reader_of(person, [one.wording for one in every])
    for one in every:
        done = one.state is State.DONE
        title = _("Klaret af %(name)s", name=one.by)
        if not done:
            title = _("Ikke længere aktuelt, skriver %(name)s", name=one.by)
        text = sharing.said(reader, one.wording, one.text)
        yield Event(one.happened_at, title, text, href=url_for("followups.follow_up", follow_up_id=one.id))
