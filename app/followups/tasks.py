"""The register of what people have on their hands. A feature with open tasks registers them at start-up, so that cover
and handing over know bridges, agreements and drafts without reading their tables.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Account
from app.accounts.role import Person
from app.db import Base

Places = frozenset[tuple[int, int]]
"""Where somebody works: centres, each with the controller (operator) they work under there."""


@dataclass(frozen=True)
class Task:
    """One open task as a row of somebody's day. `records`: what the row shows of people; whoever shows it, logs it."""

    account_id: int | None
    title: str
    line: str
    href: str
    records: tuple[Base, ...]
    due_on: date | None = None


@dataclass(frozen=True)
class Count:
    """How many open tasks a person (nobody: the whole centre) has at a place, and how many of them are late.

    A task without a place of its own, such as a draft, may be about any of its owner's places (`anywhere_of`): it goes
    only to somebody who works at all of them, by somebody who leads all of them.
    """

    account_id: int | None
    place: tuple[int, int] | None
    number: int
    late: int = 0
    anywhere_of: Places = frozenset()


@dataclass(frozen=True)
class Tasks:
    """What a feature tells about its tasks.

    `open_of(account_ids, person, until)`: the open tasks of these accounts that are due by the day or have none, as
    far as the person may open them. `counts(account_ids)`: numbers alone, of everybody where no accounts are given; it
    loads no record about a citizen. `hand_over(from_id, to_id, places, by)`: gives the one's open tasks at these places
    to the other (one without a place where these are all of its owner's), logs each, does not commit; answers with the
    ids of the records.
    """

    kind: str
    words: Callable[[int], str]
    open_of: Callable[[Collection[int], Person, date], Sequence[Task]]
    counts: Callable[[Collection[int] | None], Sequence[Count]]
    hand_over: Callable[[int, int, Places, Account], Sequence[int]]


_registered: dict[str, Tasks] = {}


def source(tasks: Tasks) -> Tasks:
    """Register a feature's tasks; the same kind again replaces the first."""
    _registered[tasks.kind] = tasks
    return tasks


def sources() -> tuple[Tasks, ...]:
    """Everything that is registered, in the order of the start."""
    return tuple(_registered.values())


def open_of(account_ids: Collection[int], person: Person, until: date) -> list[Task]:
    """Every open task of these accounts that the person may open, the earliest first, those without a day last."""
    if not account_ids:
        return []
    found = [task for one in sources() for task in one.open_of(account_ids, person, until)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or until))


def number_of(account_id: int) -> int:
    """How many open tasks an account has in all."""
    return sum(count.number for one in sources() for count in one.counts([account_id]))


def said(numbers: Iterable[tuple[Tasks, int]]) -> str:
    """«3 opfølgninger, 1 brobygning»."""
    return ", ".join(one.words(number) for one, number in numbers if number)
