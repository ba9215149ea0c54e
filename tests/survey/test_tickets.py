"""A ticket is the right to one envelope, for a day; it knows of no talk and nobody."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from app import clock, envelope
from app.survey import handover
from app.survey.batch import GRACE, name_of, named, needing_keys, next_quarter, quarter_of
from app.survey.ticket import Outcome, Way, expires_on, hash_of, new_code
from tests.database import one_table, rows
from tests.survey.keyholder import CONTENT, DAY, Keyholder, rows_of

LAST_DAY = date(2026, 3, 31)


def _noon(day: date) -> datetime:
    return clock.at(day, time(12))


def test_an_answer_lies_in_the_box_once_however_often_it_is_sent(keyholder: Keyholder) -> None:
    private = keyholder.publish()
    code = keyholder.ask()
    sealed = keyholder.sealed(code, CONTENT)
    other = keyholder.sealed(code, None)
    assert keyholder.hand_in(code, sealed) is Outcome.STORED
    assert keyholder.hand_in(code.lower().replace("-", " "), sealed) is Outcome.STORED_BEFORE
    assert keyholder.hand_in(code, other) is Outcome.STORED_BEFORE
    assert keyholder.envelopes() == [sealed]
    assert envelope.open(private, sealed, about=b"2026-Q1") == (
        b'{"centre":%d,"effort":null,"answers":[1,2,1,3,1]}' % keyholder.world.centre["Regnbuen"]
    )


def test_the_page_is_told_what_it_needs_and_no_more_once_the_ticket_is_used(keyholder: Keyholder) -> None:
    keyholder.publish()
    effort = keyholder.world.effort("Sundhed")
    code = keyholder.ask(effort=effort)
    sheet = keyholder.sheet(code)
    assert (sheet.outcome, sheet.about, sheet.effort_id) == (Outcome.OPEN, "2026-Q1", effort)
    assert sheet.centre_id == keyholder.world.centre["Regnbuen"]
    assert sheet.question_set is not None
    assert [question.key for question in sheet.question_set.questions] == ["place", "safe", "heard", "mattered", "time"]
    keyholder.hand_in(code, keyholder.sealed(code, None))
    used = keyholder.sheet(code)
    assert (used.outcome, used.public_key, used.question_set) == (Outcome.STORED_BEFORE, None, None)


def test_nobody_is_asked_while_no_key_is_published(keyholder: Keyholder) -> None:
    with pytest.raises(handover.Refusal) as refused:
        keyholder.ask()
    assert refused.value.reason is handover.Reason.NO_KEY
    assert rows_of(keyholder.world, "survey_ticket") == 0


def test_a_code_that_was_never_made_is_unknown(keyholder: Keyholder) -> None:
    keyholder.publish()
    code = keyholder.ask()
    sealed = keyholder.sealed(code, CONTENT)
    for wrong in (new_code(), "", "\x00", "x" * 5000, "\ud800"):
        assert keyholder.sheet(wrong).outcome is Outcome.UNKNOWN
        assert keyholder.hand_in(wrong, sealed) is Outcome.UNKNOWN
    assert keyholder.envelopes() == []


def test_what_is_no_envelope_uses_no_ticket_up(keyholder: Keyholder) -> None:
    keyholder.publish()
    code = keyholder.ask()
    sealed = keyholder.sealed(code, CONTENT)
    for wrong in (b"", sealed[:-1], sealed + b"x", b"\0" * 337, b"\x04" + sealed[2:] + b"x"):
        assert keyholder.hand_in(code, wrong) is Outcome.MALFORMED
    assert keyholder.hand_in(code, sealed) is Outcome.STORED


def test_a_ticket_lasts_a_day_and_one_on_paper_the_days_of_grace() -> None:
    assert expires_on(Way.TABLET, DAY, LAST_DAY) == DAY + timedelta(days=1)
    assert expires_on(Way.PAPER, DAY, LAST_DAY) == DAY + GRACE
    assert expires_on(Way.PAPER, LAST_DAY, LAST_DAY) == LAST_DAY + GRACE
    assert set(Way) == {Way.TABLET, Way.SLIP, Way.PHONE, Way.PAPER}


def test_an_answer_that_comes_too_late_is_told_so(keyholder: Keyholder) -> None:
    keyholder.publish()
    code = keyholder.ask()
    sealed = keyholder.sealed(code, CONTENT)
    tomorrow, later = (_noon(DAY + timedelta(days=days)) for days in (1, 2))
    assert keyholder.sheet(code, later).outcome is Outcome.TOO_LATE
    assert keyholder.hand_in(code, sealed, later) is Outcome.TOO_LATE
    assert keyholder.hand_in(code, sealed, tomorrow) is Outcome.STORED


def test_asked_on_the_last_day_and_answered_on_the_next_belongs_to_the_old_quarter(keyholder: Keyholder) -> None:
    for name in ("2026-Q1", "2026-Q2"):
        keyholder.publish(name)
    evening, morning = clock.at(LAST_DAY, time(23, 50)), clock.at(LAST_DAY + timedelta(days=1), time(0, 10))
    code = keyholder.ask(when=evening)
    paper = keyholder.ask(way=Way.PAPER, when=evening)
    new = keyholder.ask(when=morning)
    in_grace = clock.at(LAST_DAY + GRACE, time(16))
    for one, when in ((code, morning), (paper, in_grace), (new, morning)):
        assert keyholder.hand_in(one, keyholder.sealed(one, CONTENT, when), when) is Outcome.STORED
    assert (len(keyholder.envelopes("2026-Q1")), len(keyholder.envelopes("2026-Q2"))) == (2, 1)


def test_what_comes_while_its_quarter_is_counted_or_afterwards_is_not_taken(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=10)
    code = keyholder.ask(way=Way.PAPER, when=clock.at(LAST_DAY, time(12)))
    sealed = keyholder.sealed(code, CONTENT, clock.at(LAST_DAY, time(13)))
    keyholder.handed_out()
    assert keyholder.hand_in(code, sealed, clock.at(LAST_DAY, time(14))) is Outcome.TOO_LATE
    keyholder.count()
    assert keyholder.hand_in(code, sealed, clock.at(LAST_DAY, time(15))) is Outcome.UNKNOWN


def test_who_was_asked_is_a_number_by_centre_and_by_effort_and_never_by_both(keyholder: Keyholder) -> None:
    keyholder.publish()
    health = keyholder.world.effort("Sundhed")
    for at, effort in (("Regnbuen", health), ("Regnbuen", None), ("Parasollen", health)):
        keyholder.ask(at, effort)
    centre = keyholder.world.centre
    found = {
        (row["grouping"].value, row["member"]): row["asked"] for row in one_table(keyholder.world.app, "survey_turnout")
    }
    assert found == {
        ("everybody", 0): 3,
        ("centre", centre["Regnbuen"]): 2,
        ("centre", centre["Parasollen"]): 1,
        ("effort", health): 2,
        ("effort", -1): 1,
    }


def test_tickets_that_ran_out_are_gone_when_the_next_one_is_made(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.ask()
    keyholder.ask(when=clock.at(DAY + timedelta(days=2), time(9)))
    assert rows_of(keyholder.world, "survey_ticket") == 1


def test_of_a_ticket_only_the_hash_is_kept(keyholder: Keyholder) -> None:
    keyholder.publish()
    code = keyholder.ask()
    (kept,) = one_table(keyholder.world.app, "survey_ticket")
    assert kept["code_hash"] == hash_of(code)
    everything = repr(rows(keyholder.world.app))
    assert code not in everything
    assert code.replace("-", "") not in everything


def test_a_box_of_another_machine_takes_nothing_until_somebody_gives_it_up(
    keyholder: Keyholder, tmp_path: Path
) -> None:
    keyholder.publish()
    keyholder.answer()
    app = keyholder.world.app
    code = keyholder.ask()
    sealed = keyholder.sealed(code, CONTENT)
    here, app.config["INSTANCE"] = app.config["INSTANCE"], tmp_path / "elsewhere"
    try:
        assert keyholder.hand_in(code, sealed) is Outcome.NOT_NOW
        with pytest.raises(handover.Refusal) as refused:
            keyholder.ask()
        assert refused.value.reason is handover.Reason.BOX_UNREADABLE
        said = app.test_cli_runner().invoke(args=["survey", "renew-box", "2026-Q1", "--yes"])
        assert said.output == "2026-Q1: 1 envelopes lost; answers are taken again.\n"
        assert keyholder.hand_in(code, sealed) is Outcome.STORED
        assert keyholder.envelopes() == [sealed]
        keyholder.count()
        assert keyholder.protocol() == ["published", "box_lost", "closed", "too_few", "key_destroyed"]
    finally:
        app.config["INSTANCE"] = here


def test_quarters_begin_and_end_on_local_days() -> None:
    assert quarter_of(date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert next_quarter(date(2026, 12, 31)) == date(2027, 1, 1)
    assert needing_keys(date(2026, 11, 30)) == ["2026-Q4", "2027-Q1"]
    assert [named(name_of(first)) for first in (date(2026, 1, 1), date(2026, 10, 1))] == [
        date(2026, 1, 1),
        date(2026, 10, 1),
    ]
    for wrong in ("2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-Q01", "x-Qy", ""):
        with pytest.raises(ValueError, match=r".*"):
            named(wrong)
