"""The committee's criteria: those in force, earlier ones, and writing new ones for a meeting to adopt."""

from collections.abc import Callable

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict
from app.access import Act, SessionKind, allow
from app.applications.application import MOST_PEOPLE
from app.committee import drafting, queries
from app.committee.criteria import MOST_CRITERIA, NUMBERED, Kind
from app.committee.drafting import Rule
from app.committee.forms import CriteriaForm
from app.committee.meeting import Refusal
from app.committee.models import CriteriaVersion, Criterion
from app.committee.views import blueprint
from app.committee.words import said
from app.db import hold
from app.money import Refusal as NoAmount
from app.money import ore_of, refused, written
from app.page import page


@blueprint.get("/criteria")
@allow(Act.SEE_MEETINGS, kinds=(SessionKind.STAFF, SessionKind.COMMITTEE), reads_only=True)
def criteria() -> Response:
    """What holds today, what held before, and what is being written."""
    today = clock.today()
    every = queries.versions()
    return page(
        "committee/criteria.html",
        current=queries.in_force(today),
        past=[one for one in every if one.adopted_on and one is not queries.in_force(today)],
        draft=queries.draft_version(),
    )


@blueprint.route("/criteria/new", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE)
def new_criteria() -> Response:
    """Write new criteria, beginning with those in force."""
    form = CriteriaForm()
    if not form.is_submitted():
        current = queries.in_force(clock.today())
        if current and not form.from_draft:
            _fill(form, current)
        return _shown(form, None)

    def store() -> str:
        drafting.begin(_rules(form), by=current_user.account)
        flash(_("Reglerne er skrevet. De gælder først, når et møde har stemt for dem."), "good")
        return url_for("committee.criteria")

    return _kept(form, store, None)


@blueprint.route("/criteria/<id:criteria_version_id>", methods=["GET", "POST"])
@allow(Act.KEEP_COMMITTEE, to=CriteriaVersion)
def criteria_version(criteria_version: CriteriaVersion) -> Response:
    """Write on; what was adopted can only be read."""
    form = CriteriaForm()
    if not form.is_submitted():
        if not form.from_draft:
            _fill(form, criteria_version)
        conflict.opened(form, criteria_version.version, _told(criteria_version))
        return _shown(form, criteria_version)
    hold(criteria_version)
    clash = conflict.between(form, criteria_version.version, _told(criteria_version), criteria_version)
    if clash:
        back = url_for("committee.criteria")
        return conflict.conflict_page(clash, form, heading=_("Udvalgets regler"), action=request.path, back=back)

    def store() -> str:
        drafting.change(criteria_version, _rules(form))
        flash(_("Gemt."), "good")
        return url_for("committee.criteria")

    return _kept(form, store, criteria_version)


def _kept(form: CriteriaForm, store: Callable[[], str], version: CriteriaVersion | None) -> Response:
    if form.validate():
        try:
            return form.once(store)
        except Refusal as refusal:
            form.words_1.errors = [said(refusal)]
        except NoNumber as wrong:
            form[wrong.field].errors = [wrong.sentence]
    return _shown(form, version, 422)


def _shown(form: CriteriaForm, version: CriteriaVersion | None, status: int = 200) -> Response:
    return page(
        "committee/criteria_form.html",
        status=status,
        form=form,
        version=version,
        numbers=range(1, MOST_CRITERIA + 1),
        numbered=[one.value for one in NUMBERED],
    )


class NoNumber(ValueError):
    """What stands in this field is no number of people, or no amount."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


def _rules(form: CriteriaForm) -> list[Rule]:
    rules = []
    for number in range(1, MOST_CRITERIA + 1):
        kind, words = Kind(form[f"kind_{number}"].data), (form[f"words_{number}"].data or "").strip()
        if words:
            rules.append(Rule(kind, words, _number(kind, f"number_{number}", form)))
    return rules


def _number(kind: Kind, field: str, form: CriteriaForm) -> int | None:
    typed = (form[field].data or "").strip()
    if kind is Kind.ASKED_AT_MOST:
        try:
            return ore_of(typed)
        except NoAmount as refusal:
            raise NoNumber(field, refused(refusal.reason)) from refusal
    if kind is Kind.PEOPLE_AT_LEAST:
        if not (typed.isascii() and typed.isdigit() and 2 <= int(typed[:6]) <= MOST_PEOPLE):
            raise NoNumber(field, _("Skriv et tal fra 2 til %(most)s.", most=MOST_PEOPLE))
        return int(typed)
    return None


def _fill(form: CriteriaForm, version: CriteriaVersion) -> None:
    for name, value in _told(version).items():
        form[name].data = value


def _told(version: CriteriaVersion) -> dict[str, object]:
    told: dict[str, object] = {}
    for number in range(1, MOST_CRITERIA + 1):
        one = version.criteria[number - 1] if number <= len(version.criteria) else None
        told |= {
            f"kind_{number}": one.kind.value if one else Kind.JUDGED.value,
            f"words_{number}": one.words if one else "",
            f"number_{number}": _typed(one) if one else "",
        }
    return told


def _typed(criterion: Criterion) -> str:
    if criterion.number is None:
        return ""
    return written(criterion.number) if criterion.kind is Kind.ASKED_AT_MOST else str(criterion.number)
