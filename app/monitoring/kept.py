"""What is rolled up, read for several scopes at once: who was seen, what they talked about, what they lived on, and
plain sums.

Any period is whole years, whole months and the days at its edges, laid over each other. A page lays several scopes side
by side (centres, or earlier periods); each thing is asked for once, for all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED
from app.db import db
from app.monitoring import lanes
from app.monitoring.lanes import EVER_SINCE, Span
from app.monitoring.models import EVERYWHERE, ContactsRolledUp, CountedRolledUp, Layer, RolledUp, WaitsRolledUp
from app.monitoring.rolling import BIT_OF, HAD_CONTACT, LANE_OF
from app.monitoring.table import Scope
from app.monitoring.tallies import TALLIES
from app.monitoring.waited import GOALS

Found = TypeVar("Found")
Blocks = dict[int, int]
Wanted = Mapping[tuple[str, int, date], Sequence[Found]]
"""Whose rolled-up rows these are: by their span, centre and first day."""
EVERY_KIND = [f"{tally.kind}.{name}" for tally in TALLIES for name in tally.says]
BEGINNING = date(1900, 1, 1)
"""No income is noted before this day."""


class Contacts(NamedTuple):
    """Contacts, those of them without a record, the people of those, and the minutes of all."""

    contacts: int
    without_record: int
    people_without_record: int
    minutes: int


def _bound(name: str) -> Any:
    return sa.bindparam(name, expanding=True)


_AFTER: Any = (sa.bindparam("after"), sa.bindparam("end"))


class Rows:
    """Rolled-up rows of one kind (`which` may name by binding what is asked), whose days may stand in another; its
    questions are put together once.
    """

    def __init__(self, table: Any, which: Any, *what: Any, days: "Rows | None" = None) -> None:
        kept = table.c
        self.which, self.days = which, days or self
        self.question = sa.union_all(
            *(
                sa.select(sa.literal_column(f"'{span}'"), kept.centre_id, kept.starts_on, *what).where(
                    self.days.which if span is Span.DAY else which,
                    kept.span == span,
                    kept.centre_id.in_(_bound(f"{span}_centres")),
                    kept.starts_on.in_(_bound(f"{span}_starts")),
                )
                for span in (Span.DAY, Span.MONTH, Span.YEAR)
            )
        )
        self.later = sa.exists().where(
            which, kept.span == Span.DAY, kept.centre_id.in_(_bound("centres")), kept.starts_on.between(*_AFTER)
        )

    def read(self, wanted: Wanted[Found], **asked: Any) -> Iterator[tuple[Sequence[Found], str, date, Any]]:
        """The wanted rows: whose they are, their span, their first day, and what they say."""
        for span in (Span.DAY, Span.MONTH, Span.YEAR):
            asked[f"{span}_centres"] = sorted({centre_id for one, centre_id, _on in wanted if one == span})
            asked[f"{span}_starts"] = sorted({on for one, _centre_id, on in wanted if one == span})
        for span, centre_id, starts_on, *what in db.session.execute(self.question, asked).all():
            whose = wanted.get((span, centre_id, starts_on))
            if whose:
                yield whose, span, starts_on, what


_ROLLED_UP, _CONTACTS, _COUNTED, _WAITS = (
    model.__table__ for model in (RolledUp, ContactsRolledUp, CountedRolledUp, WaitsRolledUp)
)
_KEPT: Any = _ROLLED_UP.c
SEEN = Rows(_ROLLED_UP, _KEPT.layer == Layer.SEEN, _KEPT.block, _KEPT.lanes)
HEADS = Rows(_ROLLED_UP, _KEPT.layer == Layer.HEADS, _KEPT.block, _KEPT.lanes, days=SEEN)
INCOMES = Rows(_ROLLED_UP, _KEPT.layer == Layer.INCOME, _KEPT.block, _KEPT.lanes)
CONTACTS = Rows(_CONTACTS, sa.true(), *(_CONTACTS.c[name] for name in Contacts._fields))
COUNTED = Rows(
    _COUNTED,
    _COUNTED.c.kind.in_(_bound("kinds")),
    *(_COUNTED.c[name] for name in ("kind", "row", "number")),
)
WAITS = Rows(_WAITS, sa.true(), _WAITS.c.goal, _WAITS.c.numbers)
_EVER = sa.select(_KEPT.block, _KEPT.lanes).where(
    _KEPT.layer == Layer.KNOWN_BEFORE,
    _KEPT.centre_id == EVERYWHERE,
    _KEPT.span == Span.EVER,
    _KEPT.starts_on == EVER_SINCE,
)
_WITH_DAYS = (SEEN, INCOMES, CONTACTS, COUNTED, WAITS)
_LATER = sa.select(*(rows.later for rows in _WITH_DAYS))


class Reading:
    """What is kept of several scopes; each thing is read for all of them when it is first asked for."""

    def __init__(self, scopes: Iterable[Scope]) -> None:
        self.scopes = tuple(dict.fromkeys(scopes))
        self._tallies: dict[str, dict[Scope, dict[str, int]]] = {}
        self._wanted_until: dict[date, Wanted[Scope]] = {}
        self._of_all_centres: dict[object, Any] = {}

    def of(self, scope: Scope) -> "Kept":
        """What is kept of one of the scopes."""
        return Kept(scope, self)

    @cached_property
    def contacts(self) -> Mapping[Scope, Contacts]:
        """The contacts of each scope."""
        found = {scope: Contacts(0, 0, 0, 0) for scope in self.scopes}
        for whose, _span, _on, numbers in CONTACTS.read(self._wanted(CONTACTS)):
            for scope in whose:
                found[scope] = Contacts(*map(sum, zip(found[scope], numbers, strict=True)))
        return found

    @cached_property
    def seen(self) -> Mapping[Scope, Blocks]:
        """Who had a contact or a conversation in each scope, and what they talked about."""
        return {
            scope: together([kept, lanes.SEEN.blocks(on_days.items())]) for scope, kept, on_days in self._people(SEEN)
        }

    @property
    def has_seen(self) -> bool:
        """Whether that has been read; then it says who counts, too."""
        return "seen" in self.__dict__

    @cached_property
    def heads(self) -> Mapping[Scope, Blocks]:
        """Who had a contact or a conversation in each scope, in blocks of heads."""
        return {
            scope: together([kept, lanes.HEADS.blocks((citizen_id, lane & 1) for citizen_id, lane in on_days.items())])
            for scope, kept, on_days in self._people(HEADS)
        }

    def tallies(self, kind: str) -> Mapping[Scope, Mapping[str, int]]:
        """How many records of a kind each scope has, by what they say."""
        self.read_tallies([kind])
        return self._tallies[kind]

    def read_tallies(self, kinds: Iterable[str]) -> None:
        """Read several kinds in one question."""
        asked = sorted(set(kinds) - set(self._tallies))
        if not asked:
            return
        self._tallies |= {kind: {scope: {} for scope in self.scopes} for kind in asked}
        for whose, _span, _on, (kind, row, number) in COUNTED.read(self._wanted(COUNTED), kinds=asked):
            of_kind = self._tallies[kind]
            for scope in whose:
                counted = of_kind[scope]
                counted[row] = counted.get(row, 0) + number

    @cached_property
    def waits(self) -> Mapping[Scope, Mapping[str, Counter[str]]]:
        """How many waits for each goal ended in each scope, by the days that they took (`waited`)."""
        found = {scope: {goal.key: Counter[str]() for goal in GOALS} for scope in self.scopes}
        for whose, _span, _on, (goal, numbers) in WAITS.read(self._wanted(WAITS)):
            for scope in whose:
                found[scope][goal].update(numbers)
        return found

    def of_all_centres(self, read: Callable[[date, date], Found], scope: Scope) -> Found:
        """What is read of the days, whatever the centres: once for all scopes of the same days."""
        key = (read, scope.first, scope.last)
        if key not in self._of_all_centres:
            self._of_all_centres[key] = read(scope.first, scope.last)
        found: Found = self._of_all_centres[key]
        return found

    @cached_property
    def lived_on(self) -> Mapping[date, Mapping[int, list[int]]]:
        """By the last day of each scope, what each citizen lived on at the end of it: the latest that was noted by
        then; as `Shape.bits`. It does not depend on the centre.
        """
        lasts = sorted({scope.last for scope in self.scopes})
        wanted: dict[tuple[str, int, date], list[date]] = {}
        first = BEGINNING
        for last in lasts:
            end = self._end(INCOMES) if last == lasts[-1] else last
            wanted |= {(span, EVERYWHERE, on): [last] for span, on in lanes.starts(first, end)}
            first = last + timedelta(days=1)
        noted: dict[date, list[tuple[date, str, Any]]] = {last: [] for last in lasts}
        for (last,), span, on, what in INCOMES.read(wanted):
            noted[last].append((on, span, what))
        found: dict[date, dict[int, list[int]]] = {}
        latest: Blocks = {}
        for last in lasts:
            for blocks in _in_order(noted[last]):
                for block, newer in blocks.items():
                    latest[block] = lanes.SHORT.laid_over(latest.get(block, 0), newer)
            found[last] = {block: lanes.SHORT.bits(kept) for block, kept in latest.items()}
        return found

    @cached_property
    def known_before(self) -> Mapping[int, list[int]]:
        """What each citizen answered, as `Shape.bits`."""
        return {block: lanes.SHORT.bits(lanes.unpacked(kept)) for block, kept in db.session.execute(_EVER)}

    def _people(self, rows: Rows) -> Iterator[tuple[Scope, Blocks, dict[int, int]]]:
        """Of each scope the blocks of its months and years, and the lanes of its days."""
        found: dict[Scope, Blocks] = {scope: {} for scope in self.scopes}
        edges: dict[Scope, dict[int, int]] = {scope: {} for scope in self.scopes}
        for whose, span, _on, (block, kept) in rows.read(self._wanted(rows)):
            if span == Span.DAY:
                lanes_of = list(lanes.unpacked_day(kept))
                for scope in whose:
                    on_days = edges[scope]
                    for citizen_id, lane in lanes_of:
                        on_days[citizen_id] = on_days.get(citizen_id, 0) | lane
            else:
                people = lanes.unpacked(kept)
                for scope in whose:
                    blocks = found[scope]
                    blocks[block] = blocks.get(block, 0) | people
        return ((scope, found[scope], edges[scope]) for scope in self.scopes)

    def _wanted(self, rows: Rows) -> Wanted[Scope]:
        """Days are kept centre by centre; months and years also for all centres together."""
        end = self._end(rows)
        if end in self._wanted_until:
            return self._wanted_until[end]
        wanted: dict[tuple[str, int, date], list[Scope]] = defaultdict(list)
        for scope in self.scopes:
            for span, on in lanes.starts(scope.first, end if scope.last == self._last else scope.last):
                of_all = self._centres if span is Span.DAY else [EVERYWHERE]
                for centre_id in of_all if scope.centre_ids is None else scope.centre_ids:
                    wanted[span, centre_id, on].append(scope)
        self._wanted_until[end] = wanted
        return wanted

    def _end(self, rows: Rows) -> date:
        """The end of the year, where nothing is kept of its days after the last of all scopes: then the whole year, or
        its whole months, say the same as all the days so far, in a tenth of the rows.
        """
        return self._last if self._has_later[rows.days] else self._last.replace(month=12, day=31)

    @cached_property
    def _has_later(self) -> Mapping[Rows, bool]:
        days = {"after": self._last + timedelta(days=1), "end": self._last.replace(month=12, day=31)}
        asked = {**days, "kinds": EVERY_KIND, "centres": [EVERYWHERE, *self._centres]}
        return dict(zip(_WITH_DAYS, map(bool, db.session.execute(_LATER, asked).one()), strict=True))

    @cached_property
    def _last(self) -> date:
        return max(scope.last for scope in self.scopes)

    @cached_property
    def _centres(self) -> list[int]:
        """All that the scopes are about."""
        if any(scope.centre_ids is None for scope in self.scopes):
            return sorted(db.session.scalars(sa.select(Centre.__table__.c.id)))
        return sorted({centre_id for scope in self.scopes for centre_id in scope.centre_ids or ()})


class Kept:
    """What is kept of one scope; `reading` reads it, together with that of other scopes."""

    def __init__(self, scope: Scope, reading: Reading | None = None) -> None:
        self.scope = scope
        self._reading = reading or Reading([scope])
        self._talked_about: dict[Challenge, Blocks] = {}

    @property
    def contacts(self) -> Contacts:
        """The contacts of the scope."""
        return self._reading.contacts[self.scope]

    def tally(self, kind: str) -> Mapping[str, int]:
        """How many records of a kind there are, by what they say (`tallies`)."""
        return self._reading.tallies(kind)[self.scope]

    def waits(self, goal: str) -> Mapping[str, int]:
        """How many waits for a goal ended, by the days that they took (`waited`)."""
        return self._reading.waits[self.scope][goal]

    def of_all_centres(self, read: Callable[[date, date], Found]) -> Found:
        """What is read of the days, whatever the centres."""
        return self._reading.of_all_centres(read, self.scope)

    @cached_property
    def counted(self) -> Blocks:
        """The citizens who count, those who had a contact or a conversation, in short blocks."""
        if not self._reading.has_seen:
            return lanes.HEADS.regrouped(self._reading.heads[self.scope], into=lanes.SHORT)
        seen = self._reading.seen[self.scope]
        people = {block: lanes.SEEN.bit(kept, HAD_CONTACT) for block, kept in seen.items()}
        return lanes.SEEN.regrouped(people, into=lanes.SHORT)

    @cached_property
    def citizens(self) -> int:
        """How many citizens count."""
        return number((self.counted if self._reading.has_seen else self._reading.heads[self.scope]).values())

    def talked_about(self, challenge: Challenge) -> Blocks:
        """Who talked about it."""
        if challenge not in self._talked_about:
            seen, number = self._reading.seen[self.scope], BIT_OF[challenge]
            self._talked_about[challenge] = {block: lanes.SEEN.bit(kept, number) for block, kept in seen.items()}
        return self._talked_about[challenge]

    @cached_property
    def living_on(self) -> Mapping[int, int]:
        """How many of those who count lived on each source at the end of the last day, by its id."""
        return self._among(self._reading.lived_on[self.scope.last])

    @cached_property
    def known_before(self) -> Mapping[str, int]:
        """How many of those who count gave each answer, and of how many it was not noted."""
        having = self._among(self._reading.known_before)
        answers = {answer.value: having.get(LANE_OF[answer], 0) for answer in KnownBefore}
        return {**answers, NOT_NOTED: self.citizens - sum(answers.values())}

    def _among(self, lanes_of: Mapping[int, list[int]]) -> dict[int, int]:
        """How many of those who count have each lane."""
        found: dict[int, int] = {}
        for block, people in self.counted.items():
            for lane, having in lanes.split(lanes_of.get(block, []), people).items():
                found[lane] = found.get(lane, 0) + having.bit_count()
        return found


def together(sets: Iterable[Blocks]) -> Blocks:
    """Whoever is in at least one of the sets."""
    found: Blocks = {}
    for one in sets:
        for block, people in one.items():
            found[block] = found.get(block, 0) | people
    return found


def number(sets: Iterable[int]) -> int:
    """How many citizens these sets hold."""
    return sum(people.bit_count() for people in sets)


def _in_order(noted: list[tuple[date, str, Any]]) -> Iterator[Blocks]:
    """What was noted, the oldest first; days that follow each other together."""
    for is_day, rows in groupby(sorted(noted, key=lambda row: row[0]), lambda row: row[1] == Span.DAY):
        if is_day:
            yield lanes.SHORT.blocks(
                {pair[0]: pair[1] for row in rows for pair in lanes.unpacked_day(row[2][1])}.items()
            )
        else:
            yield from ({block: lanes.unpacked(kept)} for _on, _span, (block, kept) in rows)
