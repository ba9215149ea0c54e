"""When something is to be sent: plain rules, every standing."""

from datetime import UTC, datetime, timedelta

import pytest

from app.journal.sending import FETCHED_FOR, Standing, Version, can_be_fetched, standing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "sent", "stands"),
    [
        (Version(1, 0), None, Standing.WAITING),
        (Version(1, 1), Version(1, 1), Standing.SENT),
        (Version(1, 0), Version(1, 1), Standing.SENT),
        (Version(2, 1), Version(1, 1), Standing.CORRECTED),
        (Version(1, 2), Version(1, 1), Standing.CORRECTED),
        (Version(1, 1), Version(1, 0), Standing.CORRECTED),
    ],
)
def test_it_is_sent_when_it_was_sent_as_it_is_now(now: Version, sent: Version | None, stands: Standing) -> None:
    assert standing(now, sent) is stands


def test_every_standing_can_be_reached() -> None:
    reached = {standing(Version(2, 0), sent) for sent in (None, Version(1, 0), Version(2, 0))}
    assert reached == set(Standing)


def test_the_file_can_be_fetched_for_thirty_days() -> None:
    assert timedelta(days=30) == FETCHED_FOR
    assert can_be_fetched(NOW - FETCHED_FOR + timedelta(seconds=1), NOW)
    assert not can_be_fetched(NOW - FETCHED_FOR, NOW)
