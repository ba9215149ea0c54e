"""A day's tasks as the sections of a page: late, today, coming; what was just handled stays in its place, marked."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, log
from app.accounts.role import Person
from app.followups import queries, sharing, source, tasks
from app.followups.followup import UNDO_FOR, State, Step, When, coming_until, when
from app.followups.models import Cover, FollowUp, FollowUpStep
from app.followups.tasks import Task
from app.followups.words import NONE, SECTIONS, first_name, how_late

_SHOWN = frozenset({Step.DONE, Step.NOT_RELEVANT, Step.POSTPONED})


@dataclass(frozen=True)
class Row:
    """One line. `whose` says for whom, where it is not one's own; `steps_at` is where a tap goes; `handled` says what
    was just done about it, and can be undone where it was closed.
    """

    title: str
    line: str
    href: str
    due_on: date | None
    late: str
    whose: str = ""
    steps_at: str = ""
    handled: str = ""
    undo: bool = False
    is_late: bool = False
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


@dataclass(frozen=True)
class Section:
    """One group of rows. `number` counts those that are still to be done; `folded` shows its number when shut."""

    when: When
    title: str
    rows: tuple[Row, ...]
    number: int
    empty: str
    folded: bool = False


@dataclass(frozen=True)
class Listed:
    """What the part with the rows shows: its sections, the page to come back to, what to read aloud."""

    sections: tuple[Section, ...]
    back: str
    say: str = ""


def of_day(person: Person, covers_now: Sequence[Cover]) -> Listed:
    """The tasks of whoever is signed in: their own, the centre's, and those of colleagues they cover for. Logs them."""
    today = clock.today()
    until = coming_until(today)
    handled = just_handled(person)
    mine = queries.of_person(person, until, handled)
    covers = {cover.absent_id: cover for cover in covers_now}
    covered = tasks.open_of(sorted(covers), person, until)
    shown = {follow_up.id for follow_up in mine}
    theirs = [task for task in covered if not any(_is_of(record, shown) for record in task.records)]
    texts = sharing.texts(person, [*mine, *(one for task in theirs for one in _follow_ups(task))])
    _log(one for one in mine if not _for_whom(one, person, covers))
    in_cover = [source.row(one, texts[one.id]) for one in mine if _for_whom(one, person, covers)]
    log.listed([record for task in (*in_cover, *theirs) for record in task.records], log.Ground.COVER)
    rows = [of_follow_up(one, texts[one.id], handled.get(one.id), _for_whom(one, person, covers)) for one in mine]
    rows += [_of_task(task, covers, texts) for task in theirs]
    return Listed(
        _sections(rows, today, (When.OVERDUE, When.TODAY, When.COMING), folded=When.COMING),
        back=url_for("desk.start"),
        say=_said(rows),
    )


def of_list(person: Person, follow_ups: Sequence[FollowUp], back: str, handled: dict[int, FollowUpStep]) -> Listed:
    """Open follow-ups as they stand on «Opfølgning», those of colleagues with their name. Logs them."""
    _log(follow_ups)
    texts = sharing.texts(person, follow_ups)
    rows = [of_follow_up(one, texts[one.id], handled.get(one.id), _name(one, person)) for one in follow_ups]
    today = clock.today()
    kinds = [kind for kind in When if any(row.due_on and when(row.due_on, today) is kind for row in rows)]
    return Listed(_sections(rows, today, kinds), back=back, say=_said(rows))


def just_handled(person: Person) -> dict[int, FollowUpStep]:
    """What the person has closed or postponed in the last minutes, by follow-up."""
    lately = queries.handled_by(person.account_id or 0, clock.now() - UNDO_FOR)
    return {id: step for id, step in lately.items() if step.step in _SHOWN}


def of_follow_up(follow_up: FollowUp, text: str, step: FollowUpStep | None = None, whose: str = "") -> Row:
    """A follow-up as a row, with what may be read of it (see `sharing.texts`) and what was just done about it."""
    task = source.row(follow_up, text)
    said = ""
    if step is not None and follow_up.state is State.DONE:
        said = _("Klaret lige nu")
    elif step is not None and follow_up.state is State.NOT_RELEVANT:
        said = _("Lukket lige nu")
    elif step is not None and step.step is Step.POSTPONED:
        said = _("Udskudt lige nu")
    return Row(
        title=task.title,
        line=task.line,
        href=task.href,
        due_on=task.due_on,
        late=how_late(follow_up.due_on, clock.today()),
        whose=whose,
        steps_at=url_for("followups.steps", follow_up_id=follow_up.id),
        handled=said,
        undo=follow_up.state is not State.OPEN,
        is_late=follow_up.due_on < clock.today(),
    )


def _follow_ups(task: Task) -> list[FollowUp]:
    return [record for record in task.records if isinstance(record, FollowUp)]


def _of_task(task: Task, covers: dict[int, Cover], texts: dict[int, str]) -> Row:
    cover = covers.get(task.account_id or 0)
    follow_up = next(iter(_follow_ups(task)), None)
    whose = _("for %(name)s", name=first_name(cover.absent.name)) if cover else ""
    if follow_up is not None:
        return of_follow_up(follow_up, texts[follow_up.id], whose=whose)
    late = how_late(task.due_on, clock.today()) if task.due_on else ""
    return Row(task.title, task.line, task.href, task.due_on, late, whose)


def _for_whom(follow_up: FollowUp, person: Person, covers: dict[int, Cover]) -> str:
    """On one's own day: for whom one does it, where it is a colleague's."""
    cover = covers.get(follow_up.responsible_id or 0)
    if cover is not None and follow_up.responsible_id != person.account_id:
        return _("for %(name)s", name=first_name(cover.absent.name))
    return ""


def _name(follow_up: FollowUp, person: Person) -> str:
    if follow_up.responsible is None or follow_up.responsible_id == person.account_id:
        return ""
    return first_name(follow_up.responsible.name)


def _sections(
    rows: Iterable[Row], today: date, kinds: Iterable[When], folded: When | None = None
) -> tuple[Section, ...]:
    sorted_in: dict[When, list[Row]] = {kind: [] for kind in kinds}
    for row in sorted(rows, key=lambda row: (row.due_on is None, row.due_on or today)):
        kind = when(row.due_on, today) if row.due_on else When.COMING
        # What was just handled or moved stays in sight, where it can be undone.
        if row.handled and (kind not in sorted_in or kind is folded):
            kind = When.TODAY
        sorted_in.setdefault(kind, []).append(row)
    return tuple(
        Section(
            kind,
            str(SECTIONS[kind]),
            tuple(found),
            sum(not row.handled for row in found),
            str(NONE[kind]),
            folded=kind is folded and bool(found),
        )
        for kind, found in sorted_in.items()
    )


def _said(rows: Iterable[Row]) -> str:
    """What is read aloud after a tap: what was handled just now."""
    handled = [row for row in rows if row.handled]
    if not handled:
        return ""
    if len(handled) == 1:
        return f"{handled[0].title}: {handled[0].handled}"
    return ngettext("%(num)s klaret lige nu", "%(num)s klaret lige nu", len(handled))


def _log(follow_ups: Iterable[FollowUp]) -> None:
    log.listed([record for one in follow_ups for record in (one, one.citizen) if record])


def _is_of(record: object, shown: set[int]) -> bool:
    return isinstance(record, FollowUp) and record.id in shown
