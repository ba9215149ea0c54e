"""Whoever hands in an answer leaves no line in any log of the program, not even when it goes wrong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from time_machine import travel

from app import envelope
from app.db import db
from tests.database import one_table
from tests.survey.keyholder import CONTENT, NOON, Keyholder

WRONG = ("x", "", "A" * 450)


@contextmanager
def _without_tickets(keyholder: Keyholder) -> Iterator[None]:
    """The database cannot be asked for tickets."""
    for name, other in (("survey_ticket", "away"), ("away", "survey_ticket")):
        with keyholder.world.app.app_context(), db.engine.begin() as connection:
            connection.execute(sa.text(f"ALTER TABLE {name} RENAME TO {other}"))
        if name == "survey_ticket":
            yield


def test_neither_an_answer_nor_a_failure_is_logged(keyholder: Keyholder, caplog: pytest.LogCaptureFixture) -> None:
    app = keyholder.world.app
    keyholder.publish()
    code = keyholder.ask()
    sealed = envelope.text_of(keyholder.sealed(code, CONTENT))
    browser = app.test_client()
    before = one_table(app, "access_entry")
    with travel(NOON, tick=False), caplog.at_level(logging.DEBUG, logger="vaeksthus"):
        for wrong in WRONG:
            assert browser.post("/survey/envelopes", data={"code": code, "envelope": wrong}).status_code == 400
        assert browser.post("/survey/ticket", data={"code": code}).status_code == 200
        assert browser.post("/survey/envelopes", data={"code": code, "envelope": sealed}).status_code == 200
        with _without_tickets(keyholder):
            assert browser.post("/survey/envelopes", data={"code": code, "envelope": sealed}).status_code == 503
            assert browser.post("/survey/ticket", data={"code": code}).status_code >= 500
    assert caplog.records == []
    assert one_table(app, "access_entry") == before


def test_a_page_that_is_not_marked_is_found_in_the_log(
    keyholder: Keyholder, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = keyholder.world.app
    monkeypatch.setattr(app.view_functions["survey.ticket"], "leaves_no_line", False)
    with caplog.at_level(logging.DEBUG, logger="vaeksthus"), _without_tickets(keyholder):
        app.test_client().post("/survey/ticket", data={"code": "x"})
    assert len(caplog.records) == 1
