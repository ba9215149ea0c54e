"""Every page there is: those that links lead to, and those that only a form, a fault or another state shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from tests.browser import (
    account_pages,
    board_pages,
    calls_pages,
    committee_pages,
    consent_pages,
    contact_pages,
    decide_pages,
    door_pages,
    figures_pages,
    follow_up_pages,
    plan_pages,
    register_pages,
    survey_pages,
    together_pages,
)

ROLES = {
    "centre worker": "tom",
    "SKP worker": "mette",
    "SKP worker at two centres": "lis",
    "caseworker": "karim",
    "addiction worker": "ole",
    "health worker": "gitte",
    "committee member": "bo",
    "steering group": "birgit",
    "leader": "lene",
    "leader of one centre": "frank",
    "administrator": "anders",
}
MOST_ALIKE = 2
"""Of pages that differ only in a number, such as citizens', so many are opened."""
ONE_FORM_FOR_ALL = r"^(/monitoring/definitions)/\w+"
"""What stands behind this is a word, but the pages differ no more than if it were a number."""


def crawled(page: Page) -> Iterator[str]:
    """Open every page that links lead to from the start; answers with its path while it is open."""
    waiting, known, alike = ["/"], {"/"}, dict[str, int]()
    while waiting:
        answer = page.goto(waiting.pop(0))
        assert answer is not None
        assert answer.status == 200, f"{page.url}: {answer.status}"
        known.add(_path(page.url))
        yield _path(page.url)
        for address in page.locator("a[href]:not([data-file])").evaluate_all("links => links.map(({ href }) => href)"):
            path = _path(address)
            if path in known or urlsplit(address).netloc != urlsplit(page.url).netloc:
                continue
            known.add(path)
            kind = _kind(address)
            alike[kind] = alike.get(kind, 0) + 1
            if alike[kind] <= MOST_ALIKE:
                waiting.append(path)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _kind(address: str) -> str:
    """The address without its numbers, days and quarters, in whichever order it asks."""
    parts = urlsplit(address)
    words = [name if re.fullmatch(r"[\dQ-]+", value) else f"{name}={value}" for name, value in parse_qsl(parts.query)]
    path = re.sub(ONE_FORM_FOR_ALL, r"\1/one", parts.path)
    return re.sub(r"\d+", "N", path) + "?" + "&".join(sorted(words))


Way = tuple[str | None, bool, Callable[[Page], None]]

FURTHER: dict[str, Way] = {
    "sign-in": (None, False, account_pages.sign_in),
    "sign-in refused": (None, False, account_pages.signing_in_wrong),
    "welcome": (None, False, account_pages.welcome),
    "welcome refused": (None, False, account_pages.welcome_wrong),
    "404 for nobody": (None, False, account_pages.missing),
    "404": ("mette", False, account_pages.missing),
    "403": ("karim", False, account_pages.forbidden),
    "board, nobody": ("karim", False, board_pages.empty_board),
    "board, full": ("karim", False, board_pages.full_board),
    "board, who came": ("karim", False, board_pages.sheet),
    "board, visit": ("karim", False, board_pages.visit),
    "board, locked": ("karim", True, board_pages.locked),
    "board, today": ("karim", False, board_pages.sessions),
    "board, begun without an effort": ("karim", False, board_pages.start_refused),
    "contact, all missing": ("mette", False, contact_pages.contact_missing),
    "contact, all wrong": ("lis", False, contact_pages.contact_wrong),
    "contact, new citizen": ("mette", False, contact_pages.contact_new_citizen),
    "contact, hits": ("mette", False, contact_pages.contact_hits),
    "contact saved": ("mette", False, contact_pages.contact_saved),
    "contact opened": ("mette", False, contact_pages.contact_opened),
    "contact saved, and the next": ("mette", False, contact_pages.contact_saved_and_new),
    "contact without a line": ("mette", False, contact_pages.offline),
    "contact corrected": ("mette", False, contact_pages.corrected),
    "contact, correction": ("mette", False, contact_pages.correction),
    "contact, move refused": ("mette", False, contact_pages.moving_refused),
    "contact, bridge refused": ("mette", False, contact_pages.bridging),
    "bridge, answer refused": ("mette", False, contact_pages.bridge_refused),
    "conflict": ("mette", False, contact_pages.conflict),
    "conflict, a choice is missing": ("mette", False, contact_pages.conflict_missing),
    "heads, conflict": ("asger", False, contact_pages.heads_conflict),
    "contact in English": ("nadia", True, contact_pages.english),
    "follow-up just done": ("nadia", False, follow_up_pages.just_done),
    "follow-up postponed": ("tom", False, follow_up_pages.postponing),
    "follow-ups coming": ("mette", False, follow_up_pages.coming),
    "follow-up refused": ("lis", False, follow_up_pages.refused),
    "follow-up with a contact": ("mette", False, follow_up_pages.with_a_contact),
    "follow-up closed without a reason": ("mette", False, follow_up_pages.closing),
    "cover refused": ("tom", False, follow_up_pages.cover_refused),
    "handover refused": ("lene", False, follow_up_pages.nobody_chosen),
    "session closing": ("tom", False, figures_pages.closing),
    "session closed": ("mette", False, figures_pages.closed),
    "session closed before": ("tom", False, figures_pages.closed_before),
    "heads": ("tom", False, contact_pages.heads),
    "heads refused": ("tom", False, contact_pages.heads_wrong),
    "citizens found": ("karim", False, contact_pages.citizens_found),
    "citizens not found": ("karim", False, contact_pages.citizens_none),
    "citizens, one letter": ("karim", False, contact_pages.citizens_short),
    "citizen refused": ("mette", False, contact_pages.citizen_wrong),
    "income noted": ("gitte", False, contact_pages.income_noted),
    "password refused": ("birgit", False, account_pages.password_wrong),
    "figures refused": ("lene", False, account_pages.figures_wrong),
    "figures of nobody": ("lene", False, account_pages.figures_empty),
    "account refused": ("anders", False, account_pages.account_wrong),
    "slip": ("anders", False, account_pages.slip),
    "place refused": ("anders", False, account_pages.place_wrong),
    "lock": ("jens", True, account_pages.lock),
    "lock refused": ("jens", True, account_pages.lock_wrong),
    "door": ("jens", True, account_pages.door),
    "door, privacy": ("jens", True, account_pages.door_privacy),
    "door, forbidden": ("jens", True, account_pages.door_forbidden),
    "committee, vote": ("bo", False, committee_pages.voted),
    "committee, own vote": ("bo", False, committee_pages.own_vote),
    "committee, too close": ("bo", False, committee_pages.too_close),
    "committee, vote running": ("tom", False, committee_pages.vote_running),
    "committee, motion refused": ("tom", False, committee_pages.motion_refused),
    "committee, decision refused": ("tom", False, committee_pages.decision_refused),
    "committee, seat refused": ("tom", False, committee_pages.seat_refused),
    "committee, meeting refused": ("tom", False, committee_pages.meeting_refused),
    "committee, criteria refused": ("tom", False, committee_pages.criteria_refused),
    "pool, grant refused": ("tom", False, committee_pages.grant_refused),
    "pool, reservation refused": ("lene", False, committee_pages.reservation_refused),
    "door, ideas": ("tom", True, door_pages.ideas),
    "door, idea refused": ("tom", True, door_pages.idea_refused),
    "door, application begun, refused": ("tom", True, door_pages.begun_refused),
    "door, draft refused": ("tom", True, door_pages.draft_refused),
    "door, slip": ("tom", True, door_pages.slip),
    "door, picture refused": ("tom", True, door_pages.picture_refused),
    "door, thrown away": ("tom", True, door_pages.thrown_away),
    "door, code refused": ("tom", True, door_pages.code_refused),
    "door, question": ("tom", True, door_pages.asked),
    "application, new slip": ("tom", False, door_pages.new_slip),
    "door, what happens here": ("tom", True, together_pages.here),
    "door, a task refused": ("tom", True, together_pages.task_refused),
    "door, plan": ("tom", True, together_pages.plan),
    "door, a day refused": ("tom", True, together_pages.day_refused),
    "door, who does what": ("tom", True, together_pages.roles),
    "door, who came": ("tom", True, together_pages.attendance),
    "door, a step refused": ("tom", True, together_pages.progress_refused),
    "door, money refused": ("tom", True, together_pages.money_refused),
    "door, a receipt": ("tom", True, together_pages.receipt),
    "door, a receipt missing": ("tom", True, together_pages.receipt_missing),
    "door, rest refused": ("tom", True, together_pages.rest_refused),
    "door, report refused": ("tom", True, together_pages.report_refused),
    "activity, payment refused": ("mette", False, together_pages.payment_refused),
    "door, citizen to citizen": ("tom", True, together_pages.peers),
    "door, notice refused": ("tom", True, together_pages.peer_refused),
    "door, notice and slip": ("tom", True, together_pages.peer_slip),
    "door, one's own notice": ("tom", True, together_pages.own_peer),
    "door, notice's words refused": ("tom", True, together_pages.peer_code_refused),
    "notice, hiding refused": ("mette", False, together_pages.peer_hiding_refused),
    "notices on paper": ("mette", False, together_pages.peer_sheet),
    "workshop refused": ("mette", False, together_pages.workshop_refused),
    "workshop, slips": ("mette", False, together_pages.slips),
    "workshop, led": ("mette", False, together_pages.led),
    "workshop, hiding refused": ("mette", False, together_pages.idea_hiding_refused),
    "screen": ("asger", True, account_pages.screen),
    "PIN refused": ("hanne", True, account_pages.pin_refused),
    "PIN chosen": ("hanne", True, account_pages.pin_chosen),
    "lock with a PIN": ("hanne", True, account_pages.lock_by_pin),
    "lock with a PIN, refused": ("hanne", True, account_pages.lock_by_pin_wrong),
    "confirming": ("mette", True, account_pages.confirming),
    "confirming refused": ("mette", True, account_pages.confirming_wrong),
    "about to lock": ("mette", False, account_pages.about_to_lock),
    "covered": ("mette", False, account_pages.covered),
    "drafts": ("lis", False, register_pages.drafts),
    "draft taken up": ("lis", False, register_pages.draft_taken_up),
    "level refused": ("mette", False, register_pages.level_refused),
    "status refused": ("mette", False, register_pages.status_refused),
    "safety refused": ("mette", False, register_pages.safety_refused),
    "other centres refused": ("mette", False, register_pages.other_centres_refused),
    "link of two": ("lis", False, register_pages.link_of_two),
    "known elsewhere": ("mette", False, register_pages.elsewhere_asked),
    "known elsewhere, opened": ("tom", False, register_pages.elsewhere_opened),
    "children": ("mette", False, register_pages.children_noted),
    "mentor agreement refused": ("mette", False, register_pages.agreement_refused),
    "mentor agreement, all open": ("mette", False, register_pages.agreement_ending),
    "hours refused": ("lene", False, register_pages.hours_refused),
    "helper refused": ("mette", False, register_pages.helper_refused),
    "missing, answered": ("mette", False, register_pages.answered),
    "import without a file": ("anders", True, register_pages.import_without_a_file),
    "import with faults": ("anders", True, register_pages.import_with_faults),
    "plan of a week with changes": ("ole", False, plan_pages.plan_of_a_week_with_changes),
    "session moved": ("lene", False, plan_pages.moved),
    "session cancelled": ("gitte", False, plan_pages.cancelled),
    "session, move refused": ("karim", False, plan_pages.moving_refused),
    "session, cancelling refused": ("hanne", False, plan_pages.cancelling_refused),
    "session, substitute refused": ("jens", False, plan_pages.substitute_refused),
    "series refused": ("lene", False, plan_pages.series_refused),
    "series, end refused": ("frank", False, plan_pages.series_ending),
    "visit asked for, refused": ("asger", False, plan_pages.visit_asked_refused),
    "visit answered, yes refused": ("ole", False, plan_pages.visit_answered_yes),
    "visit answered, no": ("lene", False, plan_pages.visit_answered_no),
    "calendar address": ("karim", False, plan_pages.calendar_made),
    "hours of sessions refused": ("frank", False, plan_pages.session_hours_refused),
    "consent refused": ("karim", False, consent_pages.refused),
    "consent in a sentence": ("karim", False, consent_pages.said),
    "consent given": ("karim", False, consent_pages.given),
    "consent, taking back": ("mette", False, consent_pages.withdrawing),
    "consent taken back": ("mette", False, consent_pages.withdrawn),
    "consent on the citizen's page": ("karim", False, consent_pages.of_citizen),
    "consent, legal ground refused": ("karim", False, consent_pages.ground_refused),
    "consent without a record": ("karim", False, consent_pages.without_record),
    "consent, ages refused": ("anders", False, consent_pages.age_refused),
    "call refused": ("mette", False, calls_pages.call_refused),
    "call to answer": ("mette", False, calls_pages.call_to_answer),
    "calls of Borgerservice": ("sanne", False, calls_pages.call_for_borgerservice),
    "interview on Min dag": ("mette", False, calls_pages.interview_asked),
    "interview refused": ("mette", False, calls_pages.interview_refused),
    "wish refused": ("mette", False, calls_pages.wish_of_a_citizen),
    "wish without a name": ("tom", False, calls_pages.wish_noted),
    "course refused": ("ole", False, calls_pages.course_refused),
    "course, whose it is": ("ole", False, calls_pages.course_named),
    "course not found": ("ole", False, calls_pages.course_found),
    "deadline refused": ("anders", False, calls_pages.rule_refused),
    "offer refused": ("gitte", False, calls_pages.offer_refused),
    "attendance": ("mette", False, calls_pages.attendance),
    "decision refused": ("jens", False, decide_pages.decision_refused),
    "decision asked of a colleague, refused": ("karim", False, decide_pages.asking_refused),
    "decision asked for": ("jens", False, decide_pages.asked),
    "decision sent back without a word": ("hanne", False, decide_pages.return_refused),
    "decision replaced without a reason": ("jens", False, decide_pages.replacing),
    "decision that was replaced": ("jens", False, decide_pages.replaced),
    "competence refused": ("anders", False, decide_pages.row_refused),
    "competence, last day": ("anders", False, decide_pages.row_ending),
    "kind of decision refused": ("anders", False, decide_pages.kind_refused),
    "survey, asked": ("tom", True, survey_pages.asked_in_survey),
    "survey, refused": ("asger", True, survey_pages.refused_survey),
    "survey, unlocking": ("tom", True, survey_pages.unlocking_survey),
    "survey, stand": (None, False, survey_pages.stand),
    "survey, stand refused": (None, False, survey_pages.stand_refused),
    "survey on a slip": ("mette", False, survey_pages.slip),
    "survey on paper": ("mette", False, survey_pages.paper),
    "survey, question refused": ("birgit", False, survey_pages.question_refused),
    "survey, leaving out refused": ("anders", False, survey_pages.question_left_out_refused),
    "follow-up, conflict": ("tom", False, register_pages.follow_up_conflict),
}
"""Who goes there, whether the session is spent on it, and how."""
