"""What is rolled up, read for one scope: who was seen, what they talked about, what they lived on, and plain sums.

Any period is whole years, whole months and the days at its edges, laid over each other. Each question is asked once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED
from app.db import db
from app.monitoring import lanes
from app.monitoring.lanes import EVER_SINCE, Span
from app.monitoring.models import EVERYWHERE, ContactsRolledUp, CountedRolledUp, Layer, RolledUp
from app.monitoring.rolling import BIT_OF, HAD_CONTACT, LANE_OF
from app.monitoring.table import Scope
from app.monitoring.tallies import TALLIES
from app.monitoring.waited import GOALS, WAITS, kind_of

Found = TypeVar("Found")
Blocks = dict[int, int]
KINDS: Mapping[str, list[str]] = {
    **{tally.kind: [f"{tally.kind}.{name}" for name in tally.says] for tally in TALLIES},
    WAITS: [kind_of(goal.key) for goal in GOALS],
}
"""What is read together, since a page asks for it together."""
BEGINNING = date(1900, 1, 1)
"""No income is noted before this day."""
_FIRST_BITS: Any = sa.func.substr(RolledUp.__table__.c.lanes, 1, lanes.BLOCK // 8, type_=sa.LargeBinary())
"""Of a block, who had a contact: the first bit of each lane (HAD_CONTACT)."""


class Contacts(NamedTuple):
    """Contacts, those of them without a record, the people of those, and the minutes of all."""

    contacts: int
    without_record: int
    people_without_record: int
    minutes: int


class Kept:
    """What is kept of a scope; each part is read when it is first asked for. `shared` holds what several scopes have in
    common: what citizens live on does not depend on the centre.
    """

    def __init__(self, scope: Scope, shared: dict[object, Any] | None = None) -> None:
        self.scope = scope
        self._shared = {} if shared is None else shared
        self._tallies: dict[str, dict[str, dict[str, int]]] = {}
        self._contacts: Contacts | None = None

    @property
    def contacts(self) -> Contacts:
        """The contacts of the scope."""
        if self._contacts is None:
            read_contacts([self])
        return self._contacts or Contacts(0, 0, 0, 0)

    def tally(self, kind: str) -> Mapping[str, int]:
        """How many records of a kind there are, by what they say (`tallies`, and the waits of `waited`)."""
        family = kind.partition(".")[0]
        if family not in self._tallies:
            read_tallies([self], [family])
        return self._tallies[family].get(kind, {})

    def of_all_centres(self, read: Callable[[date, date], Found]) -> Found:
        """What is read of the days, whatever the centres: once for all scopes that share."""
        key = (read, self.scope.first, self.scope.last)
        if key not in self._shared:
            self._shared[key] = read(self.scope.first, self.scope.last)
        found: Found = self._shared[key]
        return found

    @cached_property
    def seen(self) -> Blocks:
        """Who had a contact or a conversation, and what they talked about, in the period."""
        found: Blocks = {}
        edges: dict[int, int] = {}
        rows = _rows(Layer.SEEN, self.scope.first, self.scope.last, self.scope.centre_ids)
        for span, _starts_on, block, kept in rows:
            if span is Span.DAY:
                for citizen_id, lane in lanes.unpacked_day(kept):
                    edges[citizen_id] = edges.get(citizen_id, 0) | lane
            else:
                found[block] = found.get(block, 0) | lanes.unpacked(kept)
        return together([found, lanes.blocks(edges.items())])

    @cached_property
    def counted(self) -> Blocks:
        """The citizens who count: those who had a contact or a conversation."""
        return {block: lanes.bit(kept, HAD_CONTACT) for block, kept in self.seen.items()}

    @cached_property
    def citizens(self) -> int:
        """How many citizens count."""
        return number((self.counted if "seen" in self.__dict__ else heads(self.scope)).values())

    @cached_property
    def talked_about(self) -> Mapping[str, Blocks]:
        """Who talked about each challenge."""
        return {
            one.value: {block: lanes.bit(kept, BIT_OF[one]) for block, kept in self.seen.items()} for one in Challenge
        }

    @property
    def lived_on(self) -> Mapping[int, list[int]]:
        """What each citizen lived on at the end of the last day: the latest that was noted by then; as `lanes.bits`."""
        if self.scope.last not in self._shared:
            self._shared[self.scope.last] = _incomes_on(self.scope.last)
        found: Mapping[int, list[int]] = self._shared[self.scope.last]
        return found

    @cached_property
    def living_on(self) -> Mapping[int, int]:
        """How many of those who count lived on each source, by its id."""
        return self._among(self.lived_on)

    def _among(self, lanes_of: Mapping[int, list[int]]) -> dict[int, int]:
        """How many of those who count have each lane."""
        found: dict[int, int] = {}
        for block, people in self.counted.items():
            for lane, having in lanes.split(lanes_of.get(block, []), people).items():
                found[lane] = found.get(lane, 0) + having.bit_count()
        return found

    @cached_property
    def known_before(self) -> Mapping[str, int]:
        """How many of those who count gave each answer, and of how many it was not noted."""
        if Layer.KNOWN_BEFORE not in self._shared:
            self._shared[Layer.KNOWN_BEFORE] = _known_ever()
        known = self._shared[Layer.KNOWN_BEFORE]
        having = self._among(known)
        answers = {answer.value: having.get(LANE_OF[answer], 0) for answer in KnownBefore}
        return {**answers, NOT_NOTED: self.citizens - sum(answers.values())}


def _incomes_on(last: date) -> dict[int, list[int]]:
    found: Blocks = {}
    edges: dict[int, int] = {}
    for span, _starts_on, block, kept in sorted(_rows(Layer.INCOME, BEGINNING, last, None), key=lambda row: row[1]):
        if span is Span.DAY:
            edges.update(lanes.unpacked_day(kept))
        else:
            found[block] = lanes.laid_over(found.get(block, 0), lanes.unpacked(kept))
    for block, newest in lanes.blocks(edges.items()).items():
        found[block] = lanes.laid_over(found.get(block, 0), newest)
    return {block: lanes.bits(kept) for block, kept in found.items()}


def _known_ever() -> dict[int, list[int]]:
    ever = RolledUp.__table__.c
    question = sa.select(ever.block, ever.lanes).where(
        ever.layer == Layer.KNOWN_BEFORE,
        ever.centre_id == EVERYWHERE,
        ever.span == Span.EVER,
        ever.starts_on == EVER_SINCE,
    )
    return {block: lanes.bits(lanes.unpacked(kept)) for block, kept in db.session.execute(question)}


def read_contacts(several: Sequence[Kept]) -> None:
    """Read the contacts of several scopes in one question."""
    table = ContactsRolledUp.__table__.c
    sums = [sa.func.coalesce(sa.func.sum(table[name]), 0) for name in Contacts._fields]
    questions = [
        sa.select(sa.literal_column(str(place)), *sums).where(*_within(table, piece, kept.scope.centre_ids))
        for place, kept in enumerate(several)
        for piece in lanes.pieces(kept.scope.first, kept.scope.last)
    ]
    found = [[0] * len(sums) for _ in several]
    for place, *numbers in db.session.execute(sa.union_all(*questions)):
        found[place] = [before + int(number) for before, number in zip(found[place], numbers, strict=True)]
    for kept, counted in zip(several, found, strict=True):
        kept._contacts = Contacts(*counted)


def read_tallies(several: Sequence[Kept], families: Iterable[str]) -> None:
    """Read these families of tallies, of several scopes, in one question."""
    table = CountedRolledUp.__table__.c
    asked = sorted(set(families))
    if not asked:
        return
    kinds = [kind for family in asked for kind in KINDS[family]]
    pieces = [
        sa.select(sa.literal_column(str(place)).label("place"), table.kind, table.row, table.number).where(
            table.kind.in_(kinds), *_within(table, piece, kept.scope.centre_ids)
        )
        for place, kept in enumerate(several)
        for piece in lanes.pieces(kept.scope.first, kept.scope.last)
    ]
    rows = sa.union_all(*pieces).subquery().c
    columns = (rows.place, rows.kind, rows.row)
    for kept in several:
        kept._tallies |= {family: {} for family in asked}
    for place, kind, row, counted in db.session.execute(
        sa.select(*columns, sa.func.sum(rows.number)).group_by(*columns)
    ):
        several[place]._tallies[kind.partition(".")[0]].setdefault(kind, {})[row] = int(counted)


def heads(scope: Scope) -> Blocks:
    """Who had a contact or a conversation, and nothing else of them: a fifteenth of the bytes.

    SQLite says NULL of a block that has lost everybody.
    """
    found: Blocks = {}
    edges: dict[int, int] = {}
    for span, _starts_on, block, kept in _rows(Layer.SEEN, scope.first, scope.last, scope.centre_ids, _FIRST_BITS):
        if span is Span.DAY:
            edges |= dict.fromkeys((citizen_id for citizen_id, lane in lanes.unpacked_day(kept) if lane), 1)
        else:
            found[block] = found.get(block, 0) | lanes.unpacked(kept or b"")
    return together([found, lanes.blocks(edges.items())])


def heads_by_month(months: Sequence[tuple[date, date]], centre_ids: frozenset[int] | None) -> list[int]:
    """How many citizens were seen in each of these whole months, in one question."""
    kept = RolledUp.__table__.c
    piece = (Span.MONTH, months[0][0], months[-1][0])
    question = sa.select(kept.starts_on, kept.block, _FIRST_BITS).where(
        kept.layer == Layer.SEEN, *_within(kept, piece, centre_ids)
    )
    found: dict[date, Blocks] = {first: {} for first, _ in months}
    for starts_on, block, lanes_kept in db.session.execute(question).all():
        blocks = found[starts_on]
        blocks[block] = blocks.get(block, 0) | lanes.unpacked(lanes_kept or b"")
    return [number(found[first].values()) for first, _ in months]


def contacts_by_month(months: Sequence[tuple[date, date]], centre_ids: frozenset[int] | None) -> list[int]:
    """How many contacts each of these whole months had, in one question."""
    table = ContactsRolledUp.__table__.c
    piece = (Span.MONTH, months[0][0], months[-1][0])
    question = sa.select(table.starts_on, sa.func.sum(table.contacts)).where(*_within(table, piece, centre_ids))
    rows = db.session.execute(question.group_by(table.starts_on))
    found: dict[date, int] = {starts_on: number for starts_on, number in rows}
    return [int(found.get(first, 0)) for first, _ in months]


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


def _rows(
    layer: Layer, first: date, last: date, centre_ids: Iterable[int] | None, of_months: Any = None
) -> Iterable[tuple[Span, date, int, bytes]]:
    """The rolled-up rows that cover the days: their span, its first day, block and lanes."""
    kept = RolledUp.__table__.c
    last = _until(layer, last, centre_ids)
    questions = []
    for piece in lanes.pieces(first, last):
        what = kept.lanes if of_months is None or piece[0] is Span.DAY else of_months
        inside = _within(kept, piece, centre_ids, layer is Layer.INCOME)
        questions.append(sa.select(kept.span, kept.starts_on, kept.block, what).where(kept.layer == layer, *inside))
    return db.session.execute(sa.union_all(*questions)).all()


def _until(layer: Layer, last: date, centre_ids: Iterable[int] | None) -> date:
    """The end of the year, where nothing is kept of its days after the last: then the whole year, or its whole months,
    say the same as all the days so far, in a tenth of the rows.
    """
    end = last.replace(month=12, day=31)
    if last == end:
        return last
    kept = RolledUp.__table__.c
    rest = (Span.DAY, last + timedelta(days=1), end)
    later = sa.select(kept.block).where(kept.layer == layer, *_within(kept, rest, centre_ids, layer is Layer.INCOME))
    return end if db.session.execute(later.limit(1)).first() is None else last


def _within(
    kept: Any, piece: tuple[Span, date, date], centre_ids: Iterable[int] | None, of_nowhere: bool = False
) -> list[sa.ColumnElement[bool]]:
    """Days are kept centre by centre; months and years also for all centres together."""
    span, first, last = piece
    if of_nowhere or (centre_ids is None and span is not Span.DAY):
        at = kept.centre_id == EVERYWHERE
    else:
        at = kept.centre_id.in_(sa.select(Centre.id) if centre_ids is None else sorted(centre_ids))
    return [at, kept.span == span, kept.starts_on.between(first, last)]
