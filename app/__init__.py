"""Væksthus: the intranet of a municipality's drop-in centres. `create_app` is the map; read it top to bottom."""

import os
from collections.abc import Mapping

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import access, config, db, errors, health, installation, language, page
from app.accounts import administration, guessing, locking, session
from app.accounts import views as accounts
from app.accounts.permissions import allows
from app.activities import door_views as activity_doors
from app.activities import money_views, own_views
from app.activities import views as activities
from app.applications import form_views, staff_views
from app.applications import views as applications
from app.casework import (
    calendar_views,
    checking_in,
    closing_pages,
    conversing,
    handing_out,
    plan_views,
    presence,
    request_views,
    series_views,
)
from app.casework import opening as talk_opening
from app.casework import timeline as casework_timeline
from app.casework import views as casework
from app.centres import duty as notifying
from app.centres import views as centres
from app.citizens import across_views, duty, link_views, standing_views
from app.citizens import views as citizens
from app.committee import criteria_views as committee_criteria
from app.committee import meeting_views as committee_meetings
from app.committee import minutes_views as committee_minutes
from app.committee import seat_views as committee_seats
from app.committee import source as committee_source
from app.committee import views as committee
from app.committee import voting_views as committee_voting
from app.consent import timeline as consent_timeline
from app.consent import views as consent
from app.courses import offers
from app.courses import timeline as course_timeline
from app.courses import views as courses
from app.decisions import competence_views
from app.decisions import request_views as decision_requests
from app.decisions import source as decision_source
from app.decisions import views as decisions
from app.desk import consents as reviewing
from app.desk import context, more, paper, tasks, unanswered
from app.desk import mending as completing
from app.desk import views as desk
from app.drafts import views as drafts
from app.followups import absence, handing
from app.followups import source as follow_up_source
from app.followups import views as followups
from app.hotline import interviews
from app.hotline import source as hotline_source
from app.hotline import views as hotline
from app.hours import session_views
from app.hours import views as hours
from app.imports import views as imports
from app.journal import timeline as journal_timeline
from app.journal import views as journal
from app.mentoring import views as mentoring
from app.monitoring import (
    definition_views,
    period_pages,
    report_pages,
    source_differences,
    source_views,
    watching,
)
from app.monitoring import helping as help_monitored
from app.monitoring import people as people_monitored
from app.monitoring import pooled as pool_monitored
from app.monitoring import sessions as sessions_monitored
from app.monitoring import surveyed as survey_monitored
from app.monitoring import views as monitoring
from app.monitoring import work as work_monitored
from app.outreach import bridge_pages, heads, mending, opening, timeline
from app.outreach import views as outreach
from app.peers import door_views as peer_doors
from app.peers import views as peers
from app.pool import account_views as pool_account
from app.pool import views as pool
from app.survey import keys as survey_keys
from app.survey import question_views, result_views
from app.survey import views as survey
from app.volunteers import views as volunteers
from app.workshops import room_views
from app.workshops import views as workshops

FEATURES = (
    desk,
    accounts,
    drafts,
    centres,
    citizens,
    consent,
    volunteers,
    pool,
    applications,
    committee,
    activities,
    peers,
    workshops,
    followups,
    outreach,
    mentoring,
    casework,
    decisions,
    hotline,
    courses,
    journal,
    survey,
    monitoring,
    hours,
    imports,
    health,
)
ADDED_TO = (
    administration,
    locking,
    link_views,
    standing_views,
    across_views,
    duty,
    consent_timeline,
    notifying,
    form_views,
    staff_views,
    follow_up_source,
    presence,
    absence,
    handing,
    bridge_pages,
    checking_in,
    conversing,
    talk_opening,
    handing_out,
    closing_pages,
    heads,
    plan_views,
    series_views,
    request_views,
    calendar_views,
    session_views,
    hotline_source,
    interviews,
    mending,
    completing,
    more,
    offers,
    course_timeline,
    opening,
    paper,
    pool_account,
    committee_meetings,
    committee_voting,
    committee_minutes,
    committee_seats,
    committee_criteria,
    committee_source,
    tasks,
    unanswered,
    period_pages,
    report_pages,
    source_differences,
    reviewing,
    journal_timeline,
    definition_views,
    source_views,
    watching,
    people_monitored,
    sessions_monitored,
    help_monitored,
    work_monitored,
    pool_monitored,
    survey_monitored,
    timeline,
    casework_timeline,
    competence_views,
    decision_requests,
    decision_source,
    question_views,
    result_views,
    room_views,
    peer_doors,
    activity_doors,
    own_views,
    money_views,
)
"""Modules that add to a feature's blueprint, to the citizen's timeline or to what can be missing, or watch what is
written, when they are imported.
"""


def create_app(environment: Mapping[str, str] | None = None, **settings: object) -> Flask:
    """The program, set up from the environment; raises BadSetting or ViewWithoutRule rather than start unsafe."""
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.update(config.settings(os.environ if environment is None else environment))
    app.config.update(settings)
    access.init(app, policy=allows, found_locked=session.note_idle)
    page.init(app)
    db.init(app)
    protected = CSRFProtect(app)
    session.init(app)
    guessing.init(app)
    language.init(app)
    errors.init(app)
    context.init(app)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    for view in survey.WITHOUT_SESSION:
        protected.exempt(view)
    access.anywhere(app.view_functions["static"])
    access.refuse_views_without_rule(app)
    installation.refuse_the_wrong_database(app)
    survey_keys.refuse_both(app)
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as documented
    return app
