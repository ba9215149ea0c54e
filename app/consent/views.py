"""Consent on the tablet: giving it, reading it, taking it back, asking again; and opening on a legal ground instead."""

from collections.abc import Sequence

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.accounts.role import Person
from app.centres import queries as places
from app.centres.models import Centre, Department
from app.citizens import openings
from app.citizens.acquaintance import known_among
from app.citizens.across import Given
from app.citizens.models import Citizen
from app.citizens.opening_models import LegalGround
from app.citizens.reading import Owner
from app.citizens.views import held, here
from app.citizens.words import GIVEN
from app.consent import keeping, queries
from app.consent.consent import (
    ADULT,
    NotKept,
    Problem,
    Review,
    Side,
    Terms,
    age_on,
    asked_again_on,
    refuse_empty,
)
from app.consent.forms import AgeForm, ConsentForm, GroundForm, ReviewForm, WithdrawalForm
from app.consent.models import Consent, ConsentAge, owner_of
from app.consent.words import PROBLEMS, names, said_of, sentence, short, told
from app.db import db, hold
from app.form import choices
from app.page import page

blueprint = Blueprint("consent", __name__, url_prefix="/consent")

AGE_SAYS = ("from_age", "danish", "english", "source")


@blueprint.route("/citizens/<id:citizen_id>/new", methods=["GET", "POST"])
@allow(Act.KEEP_CONSENT, to=Citizen)
def new(citizen: Citizen) -> Response:
    """The page that the citizen reads along: who may read what, for what, and what happens without."""
    if request.method == "POST":
        held(citizen)
    parties = _parties()
    form = _offered(ConsentForm(), parties)
    if not form.is_submitted():
        return _asking(citizen, form, parties)
    fine = form.validate()
    if not _specific(form, _terms(form, parties)) or not fine:
        return _asking(citizen, form, parties, status=422)

    def store() -> str:
        consent = keeping.give(
            citizen,
            _terms(form, parties),
            purpose=form.purpose.data,
            without_it=form.without_it.data,
            given=Given(form.given.data),
            review_on=asked_again_on(Review(form.review.data), clock.today()),
            at=here(citizen),
            by=current_user.account,
        )
        return url_for("consent.consent", consent_id=consent.id)

    return form.once(store)


@blueprint.post("/citizens/<id:citizen_id>/words")
@allow(Act.KEEP_CONSENT, to=Citizen)
def words(citizen: Citizen) -> Response:
    """What the citizen is about to say yes to, in a sentence; nothing is kept."""
    parties = _parties()
    return _asking(citizen, _offered(ConsentForm(), parties), parties)


@blueprint.get("/<id:consent_id>")
@allow(Act.KEEP_CONSENT, to=Consent)
def consent(consent: Consent) -> Response:
    """One consent in plain words and large print, to take along; what happened to it, and the way to take it back."""
    return _opened(consent)


@blueprint.route("/<id:consent_id>/withdrawal", methods=["GET", "POST"])
@allow(Act.KEEP_CONSENT, to=Consent)
def withdrawal(consent: Consent) -> Response:
    """Take it back: one tap here, and the others can read nothing of it from the next moment on."""
    form = WithdrawalForm()
    if not form.is_submitted() or not form.validate():
        log.opened(consent, also=[consent.citizen])
        status = 422 if form.is_submitted() else 200
        said = _said(consent)
        return page("consent/withdrawal.html", status=status, form=form, consent=consent, said=said)

    def store() -> str:
        keeping.withdraw(consent, how=Given(form.how.data), by=current_user.account)
        flash(_("Taget tilbage. De andre kan ikke læse det mere."), "good")
        return url_for("consent.consent", consent_id=consent.id)

    try:
        return form.once(store)
    except NotKept as refused:
        db.session.refresh(consent)
        form.form_errors.append(PROBLEMS[refused.problem])
        return _opened(consent, form, status=409)


@blueprint.post("/<id:consent_id>/reviews")
@allow(Act.KEEP_CONSENT, to=Consent)
def reviews(consent: Consent) -> Response:
    """The citizen was asked again, and it stands."""
    form = ReviewForm()
    if not form.validate():
        return _opened(consent, form, status=422)

    def store() -> str:
        next_on = asked_again_on(Review(form.review.data), clock.today())
        keeping.ask_again(consent, next_on=next_on, by=current_user.account)
        flash(_("Gemt: samtykket gælder stadig."), "good")
        return url_for("consent.consent", consent_id=consent.id)

    try:
        return form.once(store)
    except NotKept as refused:
        db.session.refresh(consent)
        form.form_errors.append(PROBLEMS[refused.problem])
        return _opened(consent, form, status=409)


@blueprint.route("/citizens/<id:citizen_id>/legal-ground", methods=["GET", "POST"])
@allow(Act.OPEN_ON_LEGAL_GROUND, to=Citizen)
def legal_ground(citizen: Citizen) -> Response:
    """Without the citizen's yes: what another has written is opened until the day ends, on a ground that is kept."""
    if request.method == "POST":
        held(citizen)
    parties = {key: party for key, party in _parties().items() if party[0] not in _own_parties()}
    form = GroundForm()
    form.party.choices = choices({key: name for key, (_owner, name) in parties.items()})
    grounds = openings.legal_grounds(clock.today())
    form.legal_ground.choices = choices(
        {0: _("Vælg"), **{one.id: f"{_in_language(one)} ({one.paragraph})" for one in grounds}}
    )

    def show(status: int = 200) -> Response:
        log.opened(citizen)
        uncertain = [one.paragraph for one in grounds if one.is_uncertain]
        return page("consent/legal_ground.html", status=status, form=form, citizen=citizen, uncertain=uncertain)

    if not form.is_submitted():
        return show()
    fine = form.validate()
    if not form.kinds.data and not form.kinds.errors:
        form.kinds.errors = [PROBLEMS[Problem.NOTHING]]
    if not form.legal_ground.data and not form.legal_ground.errors:
        form.legal_ground.errors = [_("Vælg den lov, der giver lov til det.")]
    if not fine or form.kinds.errors or form.legal_ground.errors:
        return show(422)

    def store() -> str:
        keeping.open_on_ground(
            citizen,
            parties[form.party.data][0],
            form.informations,
            ground=db.session.get_one(LegalGround, form.legal_ground.data),
            purpose=form.purpose.data,
            by=current_user.account,
        )
        flash(_("Åbent for dig resten af i dag. Grunden er gemt."), "good")
        return url_for("citizens.citizen", citizen_id=citizen.id)

    return form.once(store)


@blueprint.get("/without-record")
@allow(Act.KEEP_CONSENT, reads_only=True)
def without_record() -> Response:
    """Somebody who is not written down cannot share: a consent needs something to call the person by."""
    return page("consent/without_record.html")


@blueprint.get("/ages")
@allow(Act.MANAGE_LEGAL_GROUNDS, reads_only=True)
def ages() -> Response:
    """Who consents for the young, as this site has decided, with its source (rules R8a)."""
    return page("consent/ages.html", ages=queries.ages(), said=said_of)


@blueprint.route("/ages/<id:consent_age_id>", methods=["GET", "POST"])
@allow(Act.MANAGE_LEGAL_GROUNDS, to=ConsentAge)
def age(consent_age: ConsentAge) -> Response:
    """Change what is said of an age."""
    if request.method == "POST":
        hold(consent_age)
    form = AgeForm(obj=consent_age)
    now = {name: getattr(consent_age, name) for name in AGE_SAYS}
    # The first row is for everybody younger than the next; its age stays.
    if consent_age.from_age == 0:
        del form.from_age
    if not form.is_submitted():
        conflict.opened(form, consent_age.version, now)
        return page("consent/age.html", form=form, age=consent_age)
    clash = conflict.between(form, consent_age.version, now, consent_age)
    if not form.validate() or not _fits(form, consent_age):
        return page("consent/age.html", status=422, form=form, age=consent_age)
    if clash:
        back = url_for("consent.ages")
        heading = _("Hvem siger ja for de unge?")
        return conflict.conflict_page(clash, form, heading=heading, action=request.path, back=back)

    def store() -> str:
        for name in AGE_SAYS:
            if name in form:
                given = form[name].data
                setattr(consent_age, name, given.strip() if isinstance(given, str) else given)
        consent_age.version += 1
        log.changed(consent_age)
        flash(_("Gemt."), "good")
        return url_for("consent.ages")

    return form.once(store)


def sees_whole(person: Person, consents: Sequence[Consent]) -> set[int]:
    """Those of these consents (ids) of which the person may know what they are about: they took them, read or are read
    by them, or have worked with the citizen.
    """
    parties = queries.parties_of(person)
    known = known_among(person.account_id or 0, sorted({one.citizen_id for one in consents})) if consents else ()
    return {
        one.id
        for one in consents
        if one.taken_by_id == person.account_id
        or one.citizen_id in known
        or (one.terms.owners | one.terms.readers) & parties
    }


def young(citizen: Citizen) -> ConsentAge | None:
    """What is said of who consents, where the citizen's birth date says under 18."""
    if citizen.birth_date is None:
        return None
    years = age_on(citizen.birth_date, clock.today())
    return queries.who_consents(max(years, 0)) if years < ADULT else None


def _opened(consent: Consent, form: WithdrawalForm | ReviewForm | None = None, status: int = 200) -> Response:
    log.opened(consent, also=[consent.citizen])
    return page(
        "consent/consent.html",
        status=status,
        form=form or ReviewForm(formdata=None),
        review_form=form if isinstance(form, ReviewForm) else ReviewForm(formdata=None),
        consent=consent,
        said=_said(consent),
        given=GIVEN,
        due=consent.review_on is not None and consent.review_on <= clock.today(),
    )


def _said(consent: Consent) -> dict[str, object]:
    """What the person may know of it: the sentence, for what, and what happens without; or only who reads whom."""
    whole = consent.id in sees_whole(current_user.person, [consent])
    sides = names(consent)
    return {
        "whole": whole,
        "sentence": told(consent) if whole else f"{short(consent)}.",
        "purpose": consent.purpose if whole else "",
        "without_it": consent.without_it if whole else "",
        "to": sides[Side.TO],
        "source": sides[Side.FROM],
    }


def _asking(citizen: Citizen, form: ConsentForm, parties: dict[str, tuple[Owner, str]], status: int = 200) -> Response:
    log.opened(citizen)
    chosen = {
        "to": [parties[key][1] for key in form.to.data or [] if key in parties],
        "source": [parties[key][1] for key in form.source.data or [] if key in parties],
    }
    about = young(citizen)
    return page(
        "consent/new.html",
        part="consent/_words.html" if status == 200 else None,
        status=status,
        form=form,
        citizen=citizen,
        sentence=sentence(citizen.name, chosen["to"], chosen["source"], form.informations),
        young=about,
        young_said=said_of(about) if about else "",
    )


def _parties() -> dict[str, tuple[Owner, str]]:
    """Every department and centre that runs, by the value of its chip, with its name."""
    found: list[Department | Centre] = [*places.departments(), *places.centres()]
    return {
        f"{one.__tablename__}-{one.id}": (
            owner_of(one if isinstance(one, Department) else None, one if isinstance(one, Centre) else None),
            one.name,
        )
        for one in found
    }


def _own_parties() -> frozenset[Owner]:
    return queries.parties_of(current_user.person)


def _offered(form: ConsentForm, parties: dict[str, tuple[Owner, str]]) -> ConsentForm:
    form.to.choices = form.source.choices = choices({key: name for key, (_owner, name) in parties.items()})
    return form


def _terms(form: ConsentForm, parties: dict[str, tuple[Owner, str]]) -> Terms:
    to, source = (
        frozenset(parties[key][0] for key in field.data or [] if key in parties) for field in (form.to, form.source)
    )
    return Terms(form.informations, owners=source, readers=to)


def _specific(form: ConsentForm, terms: Terms) -> bool:
    """Whether it says who, whose words and what; each fault stands at its field."""
    empty = {
        Problem.NOBODY_TO: (form.to, terms.readers),
        Problem.NOBODY_FROM: (form.source, terms.owners),
        Problem.NOTHING: (form.kinds, terms.informations),
    }
    for problem, (field, there) in empty.items():
        if not there and not field.errors:
            field.errors = [PROBLEMS[problem]]
    if any(field.errors for field, _there in empty.values()):
        return False
    try:
        refuse_empty(terms)
    except NotKept as refused:
        form.to.errors = [PROBLEMS[refused.problem]]
        return False
    return True


def _fits(form: AgeForm, kept: ConsentAge) -> bool:
    """Whether the age is one of the young, and no other row's."""
    if "from_age" not in form:
        return True
    taken = {one.from_age for one in queries.ages() if one.id != kept.id}
    if form.from_age.data is None or not 0 < form.from_age.data < ADULT or form.from_age.data in taken:
        form.from_age.errors = [_("Skriv en alder fra 1 til 17, som ikke står der i forvejen.")]
        return False
    return True


def _in_language(ground: LegalGround) -> str:
    return ground.english if str(get_locale()) == "en" and ground.english else ground.danish
