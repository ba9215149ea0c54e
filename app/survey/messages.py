"""What the program and the keyholder say to each other, a line of JSON each, so that they need not be one user.

The program knows the database and no key; the keyholder knows a key and no database. Plain objects.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app import envelope
from app.survey import ballot, batch
from app.survey.figures import Figure, Grouping
from app.survey.tally import Came, Line, Tally, counted


class Garbled(ValueError):
    """A line that is no such message."""


@dataclass(frozen=True)
class Made:
    """From the keyholder: a key pair was made for a quarter."""

    batch: str
    public_key: str


@dataclass(frozen=True)
class HandOut:
    """To the keyholder: the box of a quarter that is over, what it is sealed to, and what its ballots were asked."""

    batch: str
    public_key: str
    questions: tuple[str, ...]
    centres: frozenset[int]
    efforts: frozenset[int]
    envelopes: tuple[bytes, ...]


@dataclass(frozen=True)
class Result:
    """From the keyholder: what was counted."""

    batch: str
    envelopes: int
    unopened: int
    tally: Tally


@dataclass(frozen=True)
class Gone:
    """From the keyholder: a key was destroyed after the count, or is lost."""

    batch: str
    lost: bool


Message = Made | HandOut | Result | Gone


class AnotherKey(ValueError):
    """The private key is not the one that the envelopes are sealed to: nothing of them could be read."""


def result_of(handed: HandOut, private_key: bytes) -> Result:
    """Open and count, in memory; what cannot be opened, or is no ballot, is counted as that and nothing else. Raises
    AnotherKey, so that a box is never counted, and emptied, as if nobody had answered.
    """
    if envelope.text_of(envelope.public_of(private_key)) != handed.public_key:
        raise AnotherKey(handed.batch)
    ballots = []
    for sealed in handed.envelopes:
        try:
            content = envelope.open(private_key, sealed, about=handed.batch.encode())
        except envelope.NotOpened:
            continue
        if (read := ballot.read(content, len(handed.questions))) is not None:
            ballots.append(read)
    tally = counted(ballots, handed.questions, handed.centres, handed.efforts)
    return Result(handed.batch, len(handed.envelopes), len(handed.envelopes) - len(ballots), tally)


def written(message: Message) -> str:
    """As one line."""
    said: dict[str, Any] = {"kind": type(message).__name__, "batch": message.batch}
    match message:
        case Made():
            said |= {"public_key": message.public_key}
        case HandOut():
            said |= {
                "public_key": message.public_key,
                "questions": message.questions,
                "centres": sorted(message.centres),
                "efforts": sorted(message.efforts),
                "envelopes": [envelope.text_of(sealed) for sealed in message.envelopes],
            }
        case Result():
            said |= {
                "envelopes": message.envelopes,
                "unopened": message.unopened,
                "came": [[one.grouping, one.member, one.answered, one.refused] for one in message.tally.came],
                "lines": [
                    [one.grouping, one.member, one.question, one.figure, one.number] for one in message.tally.lines
                ],
            }
        case Gone():
            said |= {"lost": message.lost}
    return json.dumps(said)


def read(lines: Iterable[str]) -> Iterator[Message]:
    """The messages of these lines; raises Garbled."""
    for line in lines:
        if line.strip():
            try:
                yield _read(json.loads(line))
            except (ValueError, KeyError, TypeError) as why:
                raise Garbled("A line that was read is no message of the survey's.") from why


def _read(said: dict[str, Any]) -> Message:
    name = str(said["batch"])
    batch.named(name)
    match said["kind"]:
        case "Made":
            return Made(name, str(said["public_key"]))
        case "HandOut":
            return HandOut(
                name,
                str(said["public_key"]),
                tuple(map(str, said["questions"])),
                frozenset(map(int, said["centres"])),
                frozenset(map(int, said["efforts"])),
                tuple(envelope.bytes_of(text) for text in said["envelopes"]),
            )
        case "Result":
            came = tuple(Came(Grouping(one), int(who), int(did), int(not_)) for one, who, did, not_ in said["came"])
            lines = tuple(
                Line(Grouping(one), int(who), str(question), Figure(figure), int(number))
                for one, who, question, figure, number in said["lines"]
            )
            return Result(name, int(said["envelopes"]), int(said["unopened"]), Tally(came, lines))
        case "Gone":
            return Gone(name, bool(said["lost"]))
    raise Garbled(said["kind"])
