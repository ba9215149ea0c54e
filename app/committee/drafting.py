"""The committee's criteria are written here, and adopted by a vote at a meeting. Callers commit."""

from collections.abc import Sequence
from dataclasses import dataclass

from app import clock, log
from app.accounts.models import Account
from app.committee import queries
from app.committee.criteria import NUMBERED, Kind
from app.committee.meeting import Reason, Refusal
from app.committee.models import CriteriaVersion, Criterion
from app.db import db


@dataclass(frozen=True)
class Rule:
    """One criterion as it is written."""

    kind: Kind
    words: str
    number: int | None = None


def begin(rules: Sequence[Rule], *, by: Account) -> CriteriaVersion:
    """A new version, not adopted yet; raises Refusal where one is being written already."""
    if queries.draft_version():
        raise Refusal(Reason.NOT_NOW)
    latest = max((one.number for one in queries.versions()), default=0)
    version = CriteriaVersion(number=latest + 1, drafted_by_id=by.id, drafted_at=clock.now(), version=0)
    _write(version, rules)
    db.session.add(version)
    log.created(version)
    return version


def change(version: CriteriaVersion, rules: Sequence[Rule]) -> None:
    """Write it anew; what was adopted is never changed."""
    if version.adopted_on is not None:
        raise Refusal(Reason.ADOPTED)
    if queries.is_being_voted_on(version):
        raise Refusal(Reason.VOTE_IS_OPEN)
    _write(version, rules)
    log.changed(version)


def _write(version: CriteriaVersion, rules: Sequence[Rule]) -> None:
    if not rules:
        raise Refusal(Reason.NO_CRITERIA)
    if any(not one.words.strip() for one in rules):
        raise Refusal(Reason.NO_WORDS)
    if any((one.number is not None) != (one.kind in NUMBERED) or (one.number or 1) <= 0 for one in rules):
        raise Refusal(Reason.NO_AMOUNT)
    version.criteria = [
        Criterion(position=number, kind=one.kind, number=one.number, words=" ".join(one.words.split()))
        for number, one in enumerate(rules, start=1)
    ]
    version.version += 1
