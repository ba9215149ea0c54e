"""Every page explains itself in a few sentences behind one tap."""

import pytest
from flask import Flask

from app.access import rule_of
from app.accounts.role import Role
from app.desk.help import HELP, SHOWN_AGAIN
from app.outreach.words import KINDS
from tests.make import World

FILES = {
    "activities.own_receipt", "activities.receipt", "applications.picture_read", "applications.picture_shown",
    "casework.calendar_feed", "committee.minutes_file", "imports.template_file", "journal.csv_file",
    "journal.pdf_file", "pool.account_file", "static", "survey.counted_csv", "survey.counted_xlsx",
}  # fmt: skip
NO_PAGE = FILES | {
    "casework.board_part", "casework.calendar_feed", "desk.wall", "health.healthz", "imports.template_file",
    "journal.csv_file", "journal.pdf_file", "monitoring.job_file", "monitoring.report_file", "workshops.led_board",
    "workshops.room_board", "workshops.screen_board",
}  # fmt: skip
"""Files, an answer for machines, and parts that are never a page."""
NEVER_SHOWN = {
    "accounts.disabling", "accounts.door", "accounts.lock", "accounts.screen", "accounts.sign_out", "accounts.survey",
    "accounts.switch", "accounts.touch", "applications.done", "applications.keep", "applications.remove_picture",
    "applications.support", "applications.take_down", "applications.touch", "casework.arrival_hits",
    "casework.ended_calendar", "casework.seen_news", "casework.survey", "citizens.protection_ended",
    "citizens.reopened", "citizens.safety_ended", "citizens.safety_longer", "citizens.undone_links",
    "citizens.welcomed", "decisions.close", "desk.undo_income", "desk.undo_known_before", "drafts.keep",
    "drafts.removal", "followups.seen", "journal.ended_mark", "journal.mark", "language.choice",
    "outreach.head_counts", "outreach.hits", "outreach.survey", "survey.envelopes", "survey.ticket",
    "volunteers.ending", "workshops.room_next",
}  # fmt: skip
"""One tap that leads on, or a part of a page."""


def test_every_page_has_its_help_and_no_help_is_left_over(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGE
    with app.app_context():
        assert all(rule_of(endpoint) for endpoint in pages)
    assert set(HELP) == pages


def test_a_form_that_is_shown_again_keeps_its_help(app: Flask, world: World) -> None:
    sent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "GET" not in (rule.methods or ())
    }
    assert set(SHOWN_AGAIN) == sent - NEVER_SHOWN
    assert sent >= NEVER_SHOWN
    assert set(SHOWN_AGAIN.values()) <= set(HELP)
    world.account("mette", Role.SKP_WORKER)
    mette = world.browser("mette")
    form = mette.get("/followups/new").form("followups")
    form["agreed_text"] = " "
    again = form.submit()
    assert again.status == 422
    help_of_it = [page.soup.select_one("details.v-help") for page in (again, mette.get("/followups/new"))]
    assert help_of_it[0] == help_of_it[1] is not None


def test_whoever_has_no_role_is_told_what_to_do(world: World) -> None:
    world.account("ny")
    assert "givet dig en rolle" in world.browser("ny").get("/").soup.select_one("details.v-help").get_text()


def test_it_is_a_few_sentences_that_end() -> None:
    for endpoint, sentences in HELP.items():
        for sentence in map(str, sentences):
            assert (endpoint, sentence, sentence[-1]) == (endpoint, sentence, ".")
            assert len(sentence) < 160, endpoint


def test_the_page_of_a_contact_tells_all_six_kinds(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    told = world.browser("mette").get("/outreach/contacts/new").soup.select_one("details.v-help")
    assert told is not None
    for kind in KINDS.values():
        assert f"{kind}: " in told.get_text()


@pytest.mark.parametrize("address", ["/day", "/citizens/", "/accounts/me", "/drafts/", "/privacy"])
def test_it_stands_folded_at_the_end_of_the_page(world: World, address: str) -> None:
    world.account("mette", Role.SKP_WORKER)
    folded = world.browser("mette").get(address).soup.select("main > details.v-help")
    assert [fold.has_attr("open") for fold in folded] == [False]
