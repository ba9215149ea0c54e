"""Every route × method × role × own, other and another operator's centre, over real HTTP, equals the table below.

The table is written by hand; the page of permissions must say the same. A planted gap must be found.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.access import Act, ViewWithoutRule, allow, anyone, refuse_views_without_rule, rule_of
from app.accounts.permissions import PERMISSIONS, Reach
from app.accounts.role import Role
from app.monitoring.job import JobKind
from tests.committee.around import one_of_each
from tests.make import WORDS_IN_ADDRESSES, World
from tests.survey.quarters import lost

ROLES = list(Role)
OWN, OTHER, PRIVATE = "Regnbuen", "BorgerCafeen", "Parasollen"

ACTIVITIES = (
    "activity",
    "activity_role",
    "activity_meeting",
    "activity_expense",
    "peer_offer",
    "workshop",
    "workshop_idea",
)

HOSTS = "centre_worker skp_worker"
VISITORS = "caseworker addiction_worker health_worker"
MEETS = f"{HOSTS} {VISITORS}"
ALL_STAFF = f"{MEETS} steering_group leader administrator"
EVERYBODY = f"{ALL_STAFF} committee_member"
SEE_POOL = f"{HOSTS} steering_group leader administrator committee_member"

# Route by endpoint: (methods, who, what the subject is). Who may, and for a subject: only of their own centre
# ("own") or everywhere ("all"). "public" needs no sign-in.
TABLE: dict[str, tuple[str, str, str]] = {
    "static": ("GET", "public", ""),
    "health.healthz": ("GET", "public", ""),
    "language.choice": ("POST", "public", ""),
    "desk.front": ("GET", "public", ""),
    "desk.privacy": ("GET", "public", ""),
    "desk.accessibility": ("GET", "public", ""),
    "desk.start": ("GET", ALL_STAFF, ""),
    "desk.paper": ("GET", ALL_STAFF, ""),
    "desk.paper_contacts": ("GET", ALL_STAFF, ""),
    "desk.paper_heads": ("GET", ALL_STAFF, ""),
    "desk.paper_follow_ups": ("GET", ALL_STAFF, ""),
    "desk.door": ("GET", "", ""),
    "desk.screen": ("GET", "", ""),
    "accounts.sign_in": ("GET POST", "public", ""),
    "accounts.sign_out": ("POST", "public", ""),
    "accounts.switch": ("POST", "public", ""),
    "accounts.lock": ("POST", "public", ""),
    "accounts.unlock": ("GET POST", "public", ""),
    "accounts.welcome": ("GET POST", "public", ""),
    "accounts.me": ("GET", EVERYBODY, ""),
    "accounts.password": ("POST", EVERYBODY, ""),
    "accounts.pin": ("POST", EVERYBODY, ""),
    "accounts.touch": ("POST", EVERYBODY, ""),
    "accounts.confirm": ("GET POST", EVERYBODY, ""),
    "accounts.place": ("POST", EVERYBODY, ""),
    "accounts.door": ("POST", MEETS, ""),
    "accounts.screen": ("POST", HOSTS, ""),
    "drafts.own": ("GET", EVERYBODY, ""),
    "drafts.keep": ("POST", EVERYBODY, ""),
    "drafts.removal": ("POST", EVERYBODY, "draft:nobody's"),
    "applications.ideas": ("GET", "", ""),
    "applications.new_idea": ("GET POST", "", ""),
    "applications.support": ("POST", "", "idea:own"),
    "applications.new": ("GET POST", "", ""),
    "applications.code": ("GET POST", "", ""),
    "applications.touch": ("POST", "", ""),
    "applications.done": ("POST", "", ""),
    "applications.application": ("GET", "", ""),
    "applications.write": ("POST", "", ""),
    "applications.keep": ("POST", "", ""),
    "applications.slip": ("GET", "", ""),
    "applications.pictures": ("GET POST", "", ""),
    "applications.picture_shown": ("GET", "", "application_picture:own"),
    "applications.remove_picture": ("POST", "", "application_picture:own"),
    "applications.withdrawal": ("GET POST", "", ""),
    "applications.answer": ("POST", "", ""),
    "applications.applications": ("GET", HOSTS + " leader", ""),
    "applications.read": ("GET", HOSTS + " leader", "application:own"),
    "applications.picture_read": ("GET", HOSTS + " leader", "application_picture:own"),
    "applications.new_code": ("POST", HOSTS + " leader", "application:own"),
    "applications.take_down": ("POST", HOSTS + " leader", "idea:own"),
    "activities.activities": ("GET", HOSTS + " leader", ""),
    "activities.make": ("POST", HOSTS + " leader", "application:own"),
    "activities.activity": ("GET", HOSTS + " leader", "activity:own"),
    "activities.payments": ("POST", HOSTS + " leader", "activity:own"),
    "activities.rest": ("POST", HOSTS + " leader", "activity:own"),
    "activities.closing": ("POST", HOSTS + " leader", "activity:own"),
    "activities.handed_back": ("POST", HOSTS + " leader", "activity:own"),
    "activities.receipt": ("GET", HOSTS + " leader", "activity_expense:own"),
    "activities.here": ("GET", "", ""),
    "activities.role": ("GET POST", "", "activity_role:own"),
    "activities.own": ("GET", "", ""),
    "activities.start": ("POST", "", ""),
    "activities.meetings": ("GET POST", "", ""),
    "activities.cancelling": ("POST", "", "activity_meeting:own"),
    "activities.roles": ("GET POST", "", ""),
    "activities.role_steps": ("POST", "", "activity_role:own"),
    "activities.attendance": ("GET POST", "", "activity_meeting:own"),
    "activities.progress": ("GET POST", "", ""),
    "activities.money": ("GET POST", "", ""),
    "activities.expense": ("GET POST", "", "activity_expense:own"),
    "activities.own_receipt": ("GET", "", "activity_expense:own"),
    "activities.own_rest": ("GET POST", "", ""),
    "activities.own_report": ("GET POST", "", ""),
    "peers.offers": ("GET", HOSTS + " leader", ""),
    "peers.hiding": ("GET POST", HOSTS + " leader", "peer_offer:own"),
    "peers.steps": ("POST", HOSTS + " leader", "peer_offer:own"),
    "peers.sheet": ("GET", HOSTS + " leader", "centre:own"),
    "peers.board": ("GET", "", ""),
    "peers.new": ("GET POST", "", ""),
    "peers.slip": ("GET", "", ""),
    "peers.own_code": ("GET POST", "", ""),
    "peers.own": ("GET POST", "", ""),
    "workshops.workshops": ("GET", HOSTS + " leader", ""),
    "workshops.new": ("GET POST", HOSTS + " leader", ""),
    "workshops.workshop": ("GET", HOSTS + " leader", "workshop:own"),
    "workshops.led_board": ("GET", HOSTS + " leader", "workshop:own"),
    "workshops.stages": ("POST", HOSTS + " leader", "workshop:own"),
    "workshops.ideas": ("POST", HOSTS + " leader", "workshop:own"),
    "workshops.hiding": ("GET POST", HOSTS + " leader", "workshop_idea:own"),
    "workshops.winner": ("POST", HOSTS + " leader", "workshop:own"),
    "workshops.slips": ("GET POST", HOSTS + " leader", "workshop:own"),
    "workshops.details": ("GET POST", HOSTS + " leader", "workshop:own"),
    "workshops.room": ("GET", "", ""),
    "workshops.room_board": ("GET", "", ""),
    "workshops.room_ideas": ("POST", "", ""),
    "workshops.room_slip": ("POST", "", ""),
    "workshops.room_next": ("POST", "", ""),
    "workshops.room_dots": ("POST", "", ""),
    "workshops.room_application": ("POST", "", ""),
    "workshops.screen": ("GET", "", ""),
    "workshops.screen_board": ("GET", "", ""),
    "desk.wall": ("GET", "", ""),
    "accounts.everybody": ("GET", "administrator", ""),
    "accounts.new": ("GET", "administrator", ""),
    "accounts.create": ("POST", "administrator", ""),
    "accounts.account": ("GET", "administrator", "account:all"),
    "accounts.change": ("POST", "administrator", "account:all"),
    "accounts.roles": ("POST", "administrator", "account:all"),
    "accounts.ended_roles": ("POST", "administrator", "account:all"),
    "accounts.invitation": ("POST", "administrator", "account:all"),
    "accounts.disabling": ("POST", "administrator", "account:all"),
    "accounts.permissions": ("GET", "administrator", ""),
    "centres.all_places": ("GET", "administrator", ""),
    "centres.new_centre": ("GET POST", "administrator", ""),
    "centres.centre": ("GET POST", "administrator", "centre:all"),
    "centres.new_department": ("GET POST", "administrator", ""),
    "centres.department": ("GET POST", "administrator", "department:all"),
    "centres.new_effort": ("GET POST", "administrator", ""),
    "centres.effort": ("GET POST", "administrator", "effort:all"),
    "centres.new_operator": ("GET POST", "administrator", ""),
    "centres.duty": ("GET", "administrator", ""),
    "centres.duty_texts": ("POST", "administrator", ""),
    "centres.notify_contact": ("GET POST", "administrator", "operator:all"),
    "citizens.register_of_own": ("GET", MEETS, ""),
    "citizens.search": ("POST", MEETS, ""),
    "citizens.new": ("GET POST", MEETS, ""),
    "citizens.create": ("POST", MEETS, ""),
    "citizens.citizen": ("GET", MEETS, "citizen:own"),
    "citizens.details": ("GET", MEETS, "citizen:own"),
    "citizens.change": ("POST", MEETS, "citizen:own"),
    "citizens.income": ("POST", MEETS, "citizen:own"),
    "citizens.known_before": ("POST", MEETS, "citizen:own"),
    "followups.every_follow_up": ("GET", MEETS, ""),
    "followups.new": ("GET", MEETS, ""),
    "followups.create": ("POST", MEETS, ""),
    "followups.follow_up": ("GET", MEETS, "follow_up:own"),
    "followups.steps": ("POST", MEETS, "follow_up:own"),
    "followups.details": ("GET", MEETS, "follow_up:own"),
    "followups.change": ("POST", MEETS, "follow_up:own"),
    "followups.covers": ("GET", f"{MEETS} leader", ""),
    "followups.arrange": ("POST", f"{MEETS} leader", ""),
    "followups.ended_covers": ("POST", f"{MEETS} leader", ""),
    "followups.seen": ("POST", MEETS, ""),
    "followups.handover": ("GET", "leader administrator", ""),
    "followups.hand_over": ("POST", "leader administrator", ""),
    "citizens.level": ("GET", MEETS, "citizen:own"),
    "citizens.level_change": ("POST", MEETS, "citizen:own"),
    "citizens.status": ("GET", MEETS, "citizen:own"),
    "citizens.status_change": ("POST", MEETS, "citizen:own"),
    "citizens.reopened": ("POST", MEETS, "citizen:own"),
    "citizens.protection": ("GET", MEETS, "citizen:own"),
    "citizens.protect": ("POST", MEETS, "citizen:own"),
    "citizens.protection_ended": ("POST", MEETS, "citizen:own"),
    "citizens.protected": ("GET POST", MEETS, "citizen:own"),
    "citizens.other_centres": ("GET POST", MEETS, "citizen:own"),
    "citizens.safety": ("GET", MEETS, "citizen:own"),
    "citizens.safety_note": ("POST", MEETS, "citizen:own"),
    "citizens.safety_longer": ("POST", MEETS, "citizen:own"),
    "citizens.safety_ended": ("POST", MEETS, "citizen:own"),
    "citizens.new_link": ("GET", MEETS, "citizen:own"),
    "citizens.other_search": ("POST", MEETS, "citizen:own"),
    "citizens.links_of_citizen": ("POST", MEETS, "citizen:own"),
    "citizens.undone_links": ("POST", MEETS, "citizen:own"),
    "citizens.elsewhere": ("POST", MEETS, ""),
    "citizens.opening": ("POST", MEETS, ""),
    "citizens.welcomed": ("POST", MEETS, "citizen:own"),
    "citizens.other_operators": ("GET", MEETS, ""),
    "citizens.look_up": ("POST", MEETS, ""),
    "citizens.legal_grounds": ("GET", "administrator", ""),
    "citizens.new_legal_ground": ("GET POST", "administrator", ""),
    "citizens.legal_ground": ("GET POST", "administrator", "legal_ground:all"),
    "desk.more": ("GET", EVERYBODY, ""),
    "desk.missing": ("GET", MEETS, ""),
    "desk.known_before_missing": ("GET POST", MEETS, "citizen:own"),
    "desk.income_missing": ("GET POST", MEETS, "citizen:own"),
    "desk.undo_known_before": ("POST", MEETS, "citizen:own"),
    "desk.undo_income": ("POST", MEETS, "citizen:own"),
    "mentoring.agreements": ("GET", MEETS, ""),
    "mentoring.loads": ("GET", "leader", ""),
    "mentoring.new": ("GET", MEETS, "citizen:own"),
    "mentoring.create": ("POST", MEETS, "citizen:own"),
    "mentoring.agreement": ("GET", MEETS, "mentor_agreement:own"),
    "mentoring.change": ("POST", MEETS, "mentor_agreement:own"),
    "mentoring.ending": ("POST", MEETS, "mentor_agreement:own"),
    "hours.hours": ("GET", f"{HOSTS} leader administrator", ""),
    "hours.setting": ("GET POST", "leader administrator", "centre:own"),
    "volunteers.helpers": ("GET", f"{HOSTS} leader", ""),
    "volunteers.new": ("GET POST", f"{HOSTS} leader", "centre:own"),
    "volunteers.helper": ("GET POST", f"{HOSTS} leader", "helper:own"),
    "volunteers.ending": ("POST", f"{HOSTS} leader", "helper:own"),
    "citizens.children_at_home": ("POST", MEETS, "citizen:own"),
    "citizens.notifications": ("POST", MEETS, "citizen:own"),
    "outreach.new": ("GET", HOSTS, ""),
    "outreach.create": ("POST", HOSTS, ""),
    "outreach.hits": ("POST", HOSTS, ""),
    "outreach.contact": ("GET", HOSTS, "contact:own"),
    "outreach.correction": ("GET", HOSTS, "contact:own"),
    "outreach.correct": ("POST", HOSTS, "contact:own"),
    "outreach.moving": ("GET", HOSTS, "contact:own"),
    "outreach.move": ("POST", HOSTS, "contact:own"),
    "outreach.take_back": ("POST", HOSTS, "contact:own"),
    "casework.summary": ("GET", MEETS, "casework_session:own"),
    "casework.close": ("POST", MEETS, "casework_session:own"),
    "casework.settle": ("POST", MEETS, "visit:own"),
    "outreach.all_bridges": ("GET", HOSTS, ""),
    "outreach.new_bridge": ("GET", HOSTS, ""),
    "outreach.create_bridge": ("POST", HOSTS, ""),
    "outreach.bridge": ("GET", HOSTS, "bridge:own"),
    "outreach.bridge_details": ("GET", HOSTS, "bridge:own"),
    "outreach.change_bridge": ("POST", HOSTS, "bridge:own"),
    "outreach.bridge_outcomes": ("POST", HOSTS, "bridge:own"),
    "outreach.head_counts": ("POST", HOSTS, ""),
    "outreach.head_count": ("GET", HOSTS, ""),
    "casework.sessions": ("GET", MEETS, ""),
    "casework.start_now": ("POST", "caseworker addiction_worker health_worker", ""),
    "casework.board": ("GET", MEETS, "casework_session:own"),
    "casework.board_part": ("GET", MEETS, "casework_session:own"),
    "casework.locked_board": ("GET", MEETS, "casework_session:own"),
    "casework.checking_in": ("GET", MEETS, "casework_session:own"),
    "casework.check_in": ("POST", MEETS, "casework_session:own"),
    "casework.arrival_hits": ("POST", MEETS, "casework_session:own"),
    "casework.visit": ("GET", MEETS, "visit:own"),
    "casework.change_visit": ("POST", MEETS, "visit:own"),
    "casework.visit_steps": ("POST", MEETS, "visit:own"),
    "consent.new": ("GET POST", MEETS, "citizen:own"),
    "consent.words": ("POST", MEETS, "citizen:own"),
    "consent.consent": ("GET", MEETS, "consent:own"),
    "consent.withdrawal": ("GET POST", MEETS, "consent:own"),
    "consent.reviews": ("POST", MEETS, "consent:own"),
    "consent.legal_ground": ("GET POST", MEETS, "citizen:own"),
    "consent.without_record": ("GET", MEETS, ""),
    "consent.ages": ("GET", "administrator", ""),
    "consent.age": ("GET POST", "administrator", "consent_age:all"),
    "hotline.calls": ("GET", MEETS, ""),
    "hotline.new_call": ("GET", MEETS, ""),
    "hotline.create_call": ("POST", MEETS, ""),
    "hotline.call": ("GET", MEETS, "hotline_call:own"),
    "hotline.answer": ("POST", MEETS, "hotline_call:own"),
    "hotline.call_steps": ("POST", MEETS, "hotline_call:own"),
    "hotline.interviews": ("GET", f"{HOSTS} caseworker", ""),
    "hotline.new_interview": ("GET", f"{HOSTS} caseworker", "citizen:own"),
    "hotline.create_interview": ("POST", f"{HOSTS} caseworker", "citizen:own"),
    "hotline.interview": ("GET", f"{HOSTS} caseworker", "job_interview_follow_up:own"),
    "hotline.change_interview": ("POST", f"{HOSTS} caseworker", "job_interview_follow_up:own"),
    "hotline.interview_outcome": ("POST", f"{HOSTS} caseworker", "job_interview_follow_up:own"),
    "courses.courses": ("GET", "addiction_worker", ""),
    "courses.new_wish": ("GET", MEETS, ""),
    "courses.create_wish": ("POST", MEETS, ""),
    # The SKP worker noted the wish; for the other hosts and visitors it does not exist.
    "courses.course": ("GET", "skp_worker addiction_worker", "addiction_course:own"),
    "courses.steps": ("POST", "addiction_worker", "addiction_course:own"),
    "courses.taken_back": ("POST", "addiction_worker", "addiction_course:own"),
    "courses.named": ("POST", "addiction_worker", "addiction_course:own"),
    "courses.rules": ("GET POST", "administrator", ""),
    "courses.offers": ("GET", f"{HOSTS} health_worker leader", ""),
    "courses.new_offer": ("GET POST", f"{HOSTS} health_worker leader", ""),
    "courses.offer": ("GET", f"{HOSTS} health_worker leader", "centre_offer:own"),
    "courses.offer_details": ("GET", f"{HOSTS} health_worker leader", "centre_offer:own"),
    "courses.change_offer": ("POST", f"{HOSTS} health_worker leader", "centre_offer:own"),
    "courses.attendance": ("POST", f"{HOSTS} health_worker", "centre_offer:own"),
    "decisions.recent": ("GET", VISITORS, ""),
    "decisions.new": ("GET POST", VISITORS, "conversation:own"),
    "decisions.alias": ("POST", VISITORS, "conversation:own"),
    "decisions.ask": ("GET POST", VISITORS, "conversation:own"),
    "decisions.new_of_citizen": ("GET POST", VISITORS, "citizen:own"),
    "decisions.ask_of_citizen": ("GET POST", VISITORS, "citizen:own"),
    "decisions.decision": ("GET", VISITORS, "decision:own"),
    "decisions.replace": ("GET POST", VISITORS, "decision:own"),
    "decisions.asked": ("GET", VISITORS, "decision_request:own"),
    "decisions.answer": ("GET POST", VISITORS, "decision_request:own"),
    "decisions.pass_on": ("POST", VISITORS, "decision_request:own"),
    "decisions.give_back": ("POST", VISITORS, "decision_request:own"),
    "decisions.close": ("POST", VISITORS, "decision_request:own"),
    "decisions.competence": ("GET", f"{VISITORS} leader administrator", ""),
    "decisions.new_competence": ("GET POST", "administrator", ""),
    "decisions.competence_row": ("GET POST", "administrator", "competence:all"),
    "decisions.kinds": ("GET", "administrator", ""),
    "decisions.new_kind": ("GET POST", "administrator", ""),
    "decisions.kind": ("GET POST", "administrator", "decision_kind:all"),
    "decisions.grounds": ("GET", "administrator", ""),
    "decisions.new_ground": ("GET POST", "administrator", ""),
    "decisions.ground": ("GET POST", "administrator", "decision_ground:all"),
    "committee.start": ("GET", "committee_member", ""),
    "committee.point": ("GET", "committee_member", "agenda_point:all"),
    "committee.interests": ("POST", "committee_member", "agenda_point:all"),
    "committee.ended_interests": ("POST", "committee_member", "agenda_point:all"),
    "committee.votes": ("POST", "committee_member", "ballot:all"),
    "committee.own_vote": ("GET", "committee_member", "ballot:all"),
    "committee.meetings": ("GET", SEE_POOL, ""),
    "committee.meeting_minutes": ("GET", SEE_POOL, "committee_meeting:all"),
    "committee.minutes_file": ("GET", SEE_POOL, "committee_meeting:all"),
    "committee.criteria": ("GET", SEE_POOL, ""),
    "committee.new_meeting": ("GET POST", "centre_worker leader", ""),
    "committee.meeting": ("GET", "centre_worker leader", "committee_meeting:all"),
    "committee.meeting_details": ("GET POST", "centre_worker leader", "committee_meeting:all"),
    "committee.meeting_steps_taken": ("POST", "centre_worker leader", "committee_meeting:all"),
    "committee.attendance": ("POST", "centre_worker leader", "committee_meeting:all"),
    "committee.points": ("POST", "centre_worker leader", "committee_meeting:all"),
    "committee.removal": ("POST", "centre_worker leader", "agenda_point:all"),
    "committee.voting_page": ("GET", "centre_worker leader", "agenda_point:all"),
    "committee.ballots": ("POST", "centre_worker leader", "agenda_point:all"),
    "committee.closing": ("POST", "centre_worker leader", "ballot:all"),
    "committee.hands": ("POST", "centre_worker leader", "ballot:all"),
    "committee.named_interests": ("POST", "centre_worker leader", "agenda_point:all"),
    "committee.decision": ("POST", "centre_worker leader", "agenda_point:all"),
    "committee.every_seat": ("GET", "centre_worker leader", ""),
    "committee.new_seat": ("GET POST", "centre_worker leader", ""),
    "committee.seat": ("GET POST", "centre_worker leader", "committee_seat:all"),
    "committee.new_criteria": ("GET POST", "centre_worker leader", ""),
    "committee.criteria_version": ("GET POST", "centre_worker leader", "criteria_version:all"),
    "committee.quorum": ("GET POST", "leader administrator", ""),
    "pool.this_year": ("GET", SEE_POOL, ""),
    "pool.pool": ("GET", SEE_POOL, "pool:all"),
    "pool.account_of_year": ("GET", SEE_POOL, "pool:all"),
    "pool.account_file": ("GET", SEE_POOL, "pool:all"),
    "pool.new_year": ("GET POST", "leader administrator", ""),
    "pool.budget": ("GET POST", "leader administrator", "pool:all"),
    "pool.reservations": ("GET POST", "leader administrator", "pool:all"),
    "pool.releases": ("GET POST", "leader administrator", "pool:all"),
    "pool.correction": ("GET POST", "leader administrator", "pool_entry:all"),
    "pool.grant": ("GET", "centre_worker leader administrator", "grant:all"),
    "pool.payments": ("POST", "centre_worker leader administrator", "grant:all"),
    "pool.returns": ("POST", "centre_worker leader administrator", "grant:all"),
    "pool.lapses": ("POST", "leader administrator", "grant:all"),
    "journal.to_send": ("GET", MEETS, ""),
    "journal.exports": ("POST", MEETS, ""),
    "journal.export": ("GET", MEETS, "journal_export:own"),
    "journal.pdf_file": ("GET", HOSTS, "journal_export:own"),
    "journal.csv_file": ("GET", HOSTS, "journal_export:own"),
    "journal.mark": ("POST", MEETS, "contact:own"),
    "journal.ended_mark": ("POST", MEETS, "contact:own"),
    "casework.plan": ("GET", ALL_STAFF, ""),
    "casework.planned": ("GET", ALL_STAFF, "casework_session:all"),
    "casework.moving": ("GET POST", f"{MEETS} leader", "casework_session:own"),
    "casework.cancelling": ("GET POST", f"{MEETS} leader", "casework_session:own"),
    "casework.reopened": ("POST", f"{MEETS} leader", "casework_session:own"),
    "casework.team": ("POST", f"{MEETS} leader", "casework_session:own"),
    "casework.absences": ("POST", f"{MEETS} leader", "casework_session:own"),
    "casework.seen_news": ("POST", MEETS, ""),
    "casework.every_series": ("GET", "leader administrator", ""),
    "casework.new_series": ("GET POST", "leader administrator", ""),
    "casework.series": ("GET", "leader administrator", "session_series:own"),
    "casework.change_series": ("GET POST", "leader administrator", "session_series:own"),
    "casework.ending_series": ("POST", "leader administrator", "session_series:own"),
    "casework.new_visit_request": ("GET POST", HOSTS, ""),
    "casework.visit_request": ("GET", f"{HOSTS} addiction_worker leader", "visit_request:own"),
    "casework.answers": ("POST", "addiction_worker leader", "visit_request:own"),
    "casework.own_calendar": ("GET", MEETS, ""),
    "casework.calendar_addresses": ("POST", MEETS, ""),
    "casework.ended_calendar": ("POST", MEETS, ""),
    "casework.calendar_feed": ("GET", "public", ""),
    "hours.sessions": ("GET", ALL_STAFF, ""),
    "hours.session_setting": ("GET POST", "leader administrator", "centre:own"),
    "casework.new_conversation": ("GET", VISITORS, "visit:own"),
    "casework.create_conversation": ("POST", VISITORS, "visit:own"),
    "casework.conversation": ("GET", MEETS, "conversation:own"),
    "casework.correction": ("GET", VISITORS, "conversation:own"),
    "casework.correct": ("POST", VISITORS, "conversation:own"),
    "casework.handout": ("GET", MEETS, "conversation:own"),
    "imports.start": ("GET", "administrator", ""),
    "imports.template_file": ("GET", "administrator", ""),
    "imports.files": ("POST", "administrator", ""),
    "imports.file": ("GET", "administrator", "import_file:all"),
    "imports.records": ("POST", "administrator", "import_file:all"),
    "accounts.survey": ("POST", MEETS, ""),
    "outreach.survey": ("POST", HOSTS, "contact:own"),
    "outreach.survey_slip": ("POST", HOSTS, "contact:own"),
    "casework.survey": ("POST", MEETS, "conversation:own"),
    "casework.survey_slip": ("POST", MEETS, "conversation:own"),
    "survey.survey": ("GET", "public", ""),
    "survey.ticket": ("POST", "public", ""),
    "survey.envelopes": ("POST", "public", ""),
    "survey.counted": ("GET", "leader steering_group", ""),
    "survey.counted_csv": ("GET", "leader steering_group", ""),
    "survey.counted_xlsx": ("GET", "leader steering_group", ""),
    "survey.every_question": ("GET", "steering_group administrator", ""),
    "survey.new_question": ("GET POST", "steering_group administrator", ""),
    "survey.question": ("GET POST", "steering_group administrator", ""),
    "survey.left_out": ("POST", "steering_group administrator", ""),
    "monitoring.figures": ("GET", "leader administrator", ""),
    "monitoring.published_overview": ("GET", "leader administrator steering_group", ""),
    "monitoring.published_themes": ("GET", "leader administrator steering_group", ""),
    "monitoring.published_theme": ("GET", "leader administrator steering_group", "closed_period:all"),
    "monitoring.reports": ("GET", "leader administrator steering_group", ""),
    "monitoring.report": ("GET", "leader administrator steering_group", "closed_period:all"),
    "monitoring.report_file": ("GET", "leader administrator steering_group", "closed_period:all"),
    "monitoring.source_differences": ("GET", "administrator", ""),
    "monitoring.periods": ("GET", "leader administrator", ""),
    "monitoring.closings": ("POST", "leader administrator", ""),
    "monitoring.releases": ("POST", "leader administrator", ""),
    "monitoring.plain_reports": ("POST", "leader administrator", ""),
    "monitoring.job": ("GET", "leader administrator", "monitoring_job:all"),
    "monitoring.job_file": ("GET", "leader administrator", "monitoring_job:all"),
    "monitoring.themes": ("GET", "leader administrator", ""),
    "monitoring.theme": ("GET", "leader administrator", ""),
    "monitoring.source": ("GET", "administrator", ""),
    "monitoring.definitions": ("GET", "leader administrator steering_group", ""),
    "monitoring.definition": ("GET", "leader administrator steering_group", ""),
    "monitoring.new_proposal": ("GET POST", "leader administrator", ""),
    "monitoring.hearings": ("POST", "leader administrator", "definition:all"),
    "monitoring.withdrawal": ("POST", "leader administrator", "definition:all"),
    "monitoring.adoption": ("POST", "steering_group", "definition:all"),
}

EVERYWHERE: dict[str, set[str]] = {
    "hours.setting": {"administrator"},
    "hours.session_setting": {"administrator"},
    "casework.series": {"administrator"},
    "casework.change_series": {"administrator"},
    "casework.ending_series": {"administrator"},
    "casework.visit_request": {"addiction_worker"},
    "casework.answers": {"addiction_worker"},
}
"""Roles that reach everywhere with an endpoint that others reach only at their own centre."""

ENDS_A_SESSION = (
    "accounts.door",
    "accounts.screen",
    "accounts.survey",
    "accounts.sign_out",
    "accounts.switch",
    "accounts.lock",
)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass
class Served:
    """The program behind a real socket, with everybody's cookies."""

    app: Flask
    address: str
    cookies: dict[Role, tuple[str, str]]
    subjects: dict[str, dict[str, int]]
    calendar: str

    def status(self, method: str, path: str, cookie: str = "", token: str = "") -> int:
        """What the server answers to this request; a redirect is an answer."""
        headers = {"Cookie": cookie, "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"form_key": "0" * 32, "about": "0"}).encode() if method == "POST" else None
        request = Request(self.address + path, data=body, method=method, headers=headers)
        try:
            with build_opener(_Stay()).open(request, timeout=20) as answer:
                answer.read()
                return int(answer.status)
        except OSError as failure:
            return int(failure.code)


@pytest.fixture
def served(world: World) -> Iterator[Served]:
    """One account for each role at Regnbuen, and something of each kind at each centre."""
    accounts = {role: world.account(role.value.replace("_", "-"), role, at=(OWN,)) for role in ROLES}
    hosts = {OWN: accounts[Role.SKP_WORKER]}
    hosts[OTHER] = world.account("otto", Role.SKP_WORKER, at=(OTHER,))
    hosts[PRIVATE] = world.account("peter", Role.SKP_WORKER, at=(PRIVATE,))
    citizens = {at: world.citizen(f"Ib i {at}", by=host, at=at) for at, host in hosts.items()}
    contacts = {at: world.contact(citizens[at], by=host, at=at) for at, host in hosts.items()}
    bridges = {at: world.bridge(citizens[at], by=host, at=at) for at, host in hosts.items()}
    writers = {at: world.account(f"karim-{at.lower()}", Role.CASEWORKER, at=(at,)) for at in hosts}
    writers[OWN] = accounts[Role.CASEWORKER]
    visits = {
        at: world.visit(
            world.session(at=(at,), team=(writers[at],)), by=host, citizen=citizens[at], taken_by=writers[at]
        )
        for at, host in hosts.items()
    }
    world.department("Borgerservice")
    lost(world.app, WORDS_IN_ADDRESSES["period"])
    # Each centre has its own, so that a wish is seen to where it was noted.
    world.account("olga", Role.ADDICTION_WORKER, at=(OTHER, PRIVATE))
    sessions = {at: world.session(at=(at,)) for at in hosts}
    applied = {
        "idea": {at: world.idea("En tur til havet", at=at) for at in hosts},
        "application": {at: world.application("Mad sammen", at=at) for at in hosts},
        "application_picture": {at: world.picture(world.application("Tegn og mal", at=at)) for at in hosts},
    }
    pools = world.pool()
    made = {at: world.around_an_activity(by=host, at=at) for at, host in hosts.items()}
    any_account = dict.fromkeys((OWN, OTHER, PRIVATE), hosts[OTHER])
    subjects = {
        "citizen": citizens,
        "contact": contacts,
        "bridge": bridges,
        "follow_up": {
            at: world.follow_up(f"Ring til Ib i {at}", by=host, citizen=citizens[at], at=at)
            for at, host in hosts.items()
        },
        "visit": visits,
        "conversation": {at: world.conversation(visits[at], by=writers[at], at=at) for at in hosts},
        "account": any_account,
        "draft": dict.fromkeys((OWN, OTHER, PRIVATE), world.draft(by=hosts[OTHER])),
        "journal_export": {at: world.sent(contacts[at], by=host, at=at) for at, host in hosts.items()},
        "definition": dict.fromkeys((OWN, OTHER, PRIVATE), world.definition(by=accounts[Role.ADMINISTRATOR])),
        "import_file": dict.fromkeys((OWN, OTHER, PRIVATE), world.import_file(by=accounts[Role.ADMINISTRATOR])),
        "centre": world.centre,
        "department": dict.fromkeys((OWN, OTHER, PRIVATE), world.department()),
        "operator": dict.fromkeys((OWN, OTHER, PRIVATE), world.operator("KFUM")),
        "effort": dict.fromkeys((OWN, OTHER, PRIVATE), world.effort("Sundhed")),
        "legal_ground": dict.fromkeys((OWN, OTHER, PRIVATE), world.legal_ground()),
        "mentor_agreement": {at: world.agreement(citizens[at], hosts[at], at=at) for at in hosts},
        "casework_session": sessions,
        "session_series": {at: world.series(at=at, team=(hosts[at],)) for at in hosts},
        "visit_request": {at: world.visit_request(by=hosts[at], at=at) for at in hosts},
        "consent": {
            at: world.consent(citizens[at], by=host, to=("Ydelsescenter",), source=("Jobcenter",), at=at)
            for at, host in hosts.items()
        },
        "consent_age": dict.fromkeys((OWN, OTHER, PRIVATE), 1),
        "hotline_call": {at: world.call("Hvordan får Ib pas?", by=hosts[at], at=at) for at in hosts},
        "job_interview_follow_up": {at: world.interview(citizens[at], by=hosts[at], at=at) for at in hosts},
        "addiction_course": {at: world.wish(by=hosts[at], at=at) for at in hosts},
        "centre_offer": {at: world.offer("NADA", by=hosts[at], at=(at,)) for at in hosts},
        **_decided(world),
        **{
            name: dict.fromkeys((OWN, OTHER, PRIVATE), id)
            for name, id in one_of_each(world, accounts[Role.COMMITTEE_MEMBER]).items()
        },
        **{name: dict.fromkeys((OWN, OTHER, PRIVATE), id) for name, id in pools.items()},
        **applied,
        **{name: {at: ids[f"{name}_id"] for at, ids in made.items()} for name in ACTIVITIES},
        "helper": {at: world.helper(f"Hans i {at}", by=hosts[at], at=at) for at in hosts},
        "closed_period": dict.fromkeys((OWN, OTHER, PRIVATE), world.released("2020-Q1")),
        "monitoring_job": dict.fromkeys((OWN, OTHER, PRIVATE), world.job(JobKind.CLOSE, "2020-Q2")),
    }
    server = make_server("127.0.0.1", 0, world.app, threaded=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    cookies = {role: world.cookie(role.value.replace("_", "-")) for role in ROLES}
    yield Served(world.app, address, cookies, subjects, world.calendar(hosts[OTHER]))
    server.shutdown()
    server.server_close()
    thread.join()


def _decided(world: World) -> dict[str, dict[str, int]]:
    """A talk, a decision and a request for one at each centre, by colleagues in the department of those who ask."""
    everywhere = (OWN, OTHER, PRIVATE)
    row = world.competence()
    clerks = [world.account(name, Role.CASEWORKER, at=everywhere) for name in ("clara", "carl")]
    talks, decisions, requests = {}, {}, {}
    for at in everywhere:
        citizen = world.citizen(f"Else i {at}", by=clerks[0], at=at)
        visit = world.visit(world.session(at=(at,)), by=clerks[0], citizen=citizen)
        talks[at] = world.conversation(visit, by=clerks[0], at=at)
        decisions[at] = world.decision(citizen, by=clerks[0], at=at)
        requests[at] = world.request(citizen, by=clerks[0], to=clerks[1], at=at)
    lists = {"competence": row, "decision_kind": world.kind(), "decision_ground": world.ground()}
    return {
        "conversation": talks,
        "decision": decisions,
        "decision_request": requests,
        **{name: dict.fromkeys(everywhere, id) for name, id in lists.items()},
    }


def test_every_route_has_its_line_in_the_table(app: Flask) -> None:
    routes: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        routes.setdefault(rule.endpoint, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    assert {name: set(methods.split()) for name, (methods, _, _) in TABLE.items()} == routes


def test_the_page_of_permissions_says_what_the_table_says(app: Flask) -> None:
    with app.app_context():
        for endpoint, (_, who, subject) in TABLE.items():
            rule = rule_of(endpoint)
            assert rule is not None
            assert (rule.act is None) == (who == "public"), endpoint
            if rule.act is not None:
                assert {role.value for role in PERMISSIONS[rule.act]} >= set(who.split()), endpoint
                for role in who.split():
                    reach = PERMISSIONS[rule.act][Role(role)]
                    if role in EVERYWHERE.get(endpoint, ()):
                        assert reach is Reach.ALL, endpoint
                        continue
                    assert not subject.endswith(":own") or reach is Reach.OWN, endpoint
                    assert not subject.endswith(":all") or reach is Reach.ALL, endpoint


def test_over_http_the_program_does_what_the_table_says(served: Served) -> None:
    assert _faults(served) == []


def test_nobody_signed_in_reaches_only_what_is_public(served: Served) -> None:
    for endpoint, (methods, who, subject) in TABLE.items():
        for method in methods.split():
            for path in _paths(served, endpoint, subject).values():
                status = served.status(method, path)
                if who == "public":
                    no_ticket = endpoint == "survey.ticket" and status == 404
                    assert no_ticket or status in (200, 303, 400), (endpoint, method, status)
                else:
                    assert status == 303, (endpoint, method, status)


def test_a_planted_gap_is_found(served: Served) -> None:
    view = served.app.view_functions["citizens.citizen"]
    rule = view.access_rule

    def open_to_all(citizen_id: int) -> str:
        return f"citizen {citizen_id}"

    open_to_all.access_rule = rule
    served.app.view_functions["citizens.citizen"] = open_to_all
    try:
        found = _faults(served, only="citizens.citizen")
    finally:
        served.app.view_functions["citizens.citizen"] = view
    assert ("citizens.citizen", "GET", "caseworker", OTHER, 200) in found
    assert ("citizens.citizen", "GET", "administrator", OWN, 200) in found


def test_a_view_without_a_rule_stops_the_start() -> None:
    app = Flask("bare")
    app.add_url_rule("/bare", "bare", lambda: "nobody asked who may")
    anyone(app.view_functions["static"])
    with pytest.raises(ViewWithoutRule, match="bare"):
        refuse_views_without_rule(app)


def test_a_view_with_a_rule_does_not(app: Flask) -> None:
    bare = Flask("ruled")
    bare.add_url_rule("/ruled", "ruled", allow(Act.START_DAY)(lambda: "asked"))
    anyone(bare.view_functions["static"])
    refuse_views_without_rule(bare)


def _faults(served: Served, only: str | None = None) -> list[tuple[str, str, str, str, int]]:
    """Where the server's answer and the table differ: endpoint, method, role, centre, status."""
    faults = []
    for endpoint, (methods, who, subject) in TABLE.items():
        if who == "public" or endpoint in ENDS_A_SESSION or (only and endpoint != only):
            continue
        for at, path in _paths(served, endpoint, subject).items():
            for method in methods.split():
                for role in ROLES:
                    cookie, token = served.cookies[role]
                    status = served.status(method, path, cookie, token)
                    everywhere = role.value in EVERYWHERE.get(endpoint, ())
                    if not _agrees(status, role, who, subject, OWN if everywhere else at):
                        faults.append((endpoint, method, role.value, at, status))
    return faults


def _agrees(status: int, role: Role, who: str, subject: str, at: str) -> bool:
    if role.value not in who.split():
        return status in (403, 404) if subject else status == 403
    if (subject.endswith(":own") and at != OWN) or subject.endswith(":nobody's"):
        return status == 404
    return status in (200, 204, 303, 400, 404, 409, 422) if status != 404 else subject.startswith("account")


def _paths(served: Served, endpoint: str, subject: str) -> dict[str, str]:
    with served.app.test_request_context():
        adapter = served.app.create_url_adapter(None) or served.app.url_map.bind("localhost")
        if endpoint == "static":
            return {"": "/static/app.css"}
        if endpoint == "casework.calendar_feed":
            return {"": adapter.build(endpoint, {"token": served.calendar})}
        if not subject:
            (rule, *_others) = served.app.url_map.iter_rules(endpoint)
            return {"": adapter.build(endpoint, {name: WORDS_IN_ADDRESSES[name] for name in rule.arguments})}
        kind = subject.split(":")[0]
        return {at: adapter.build(endpoint, {f"{kind}_id": id}) for at, id in served.subjects[kind].items()}
