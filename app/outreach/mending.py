"""The pages that mend a contact: correcting it, moving it to the right person, and taking back a slip."""

from collections.abc import Sequence

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.accounts.forms import StepForm
from app.accounts.permissions import pairs
from app.centres import queries as places
from app.centres.models import Centre
from app.citizens import children
from app.citizens import queries as citizens
from app.citizens.challenge import Challenge
from app.citizens.models import Citizen, Note
from app.citizens.reading import Reader
from app.db import db, hold
from app.form import choices
from app.language import day_time
from app.outreach import correcting, queries
from app.outreach.contact import Kind, Place, Refusal, Talk
from app.outreach.correction import StaysAsItIs
from app.outreach.forms import GROUP, UNNAMED, CorrectionForm, HitsForm, MoveForm, clock_words
from app.outreach.models import Contact
from app.outreach.opening import opened, readable_challenges, reader_of
from app.outreach.views import RECENT_IN_ALL, RECENT_SHOWN, blueprint, choice_of, citizen_of, hits_for, show
from app.outreach.words import EXPLAINED, KINDS, LENGTHS, PLACES, REFUSALS, WHY_NOT, length, who
from app.page import page


@blueprint.get("/contacts/<id:contact_id>/correction")
@allow(Act.CORRECT_CONTACT, to=Contact)
def correction(contact: Contact) -> Response:
    """The page of the contact once more, filled in."""
    reader, note = _reader_and_note(contact)
    form = _correction_form(contact, note)
    told = _told(contact, reader, note)
    _fill(form, contact, told)
    conflict.opened(form, contact.version, told)
    return _correction_page(contact, form, note)


@blueprint.post("/contacts/<id:contact_id>/correction")
@allow(Act.CORRECT_CONTACT, to=Contact)
def correct(contact: Contact) -> Response:
    """Keep what it says now; what it said before stays to be read."""
    hold(contact)
    reader, note = _reader_and_note(contact)
    form = _correction_form(contact, note)
    form.name_the_day()
    told = _told(contact, reader, note)
    clash = conflict.between(form, contact.version, told, contact)
    hidden = frozenset(contact.wording.topics) - {Challenge(one) for one in readable_challenges(contact, reader)}
    if not form.validate() or not _about_something(form, hidden):
        return _correction_page(contact, form, note, status=422)
    if clash:
        return conflict.conflict_page(
            clash,
            form,
            heading=_("Ret kontakten med %(who)s", who=who(contact)),
            action=url_for("outreach.correct", contact_id=contact.id),
            back=url_for("outreach.contact", contact_id=contact.id),
        )

    def store() -> str:
        correcting.correct(
            contact,
            _talk(form, contact, hidden),
            at=db.session.get_one(Centre, form.centre.data),
            by=current_user.account,
            reason=form.reason.data or "",
            note_is_open="note" in form,
            sent=form.sent(),
        )
        flash(_("Kontakten er rettet. Det, der stod før, kan stadig læses."), "good")
        return url_for("outreach.contact", contact_id=contact.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        hold(contact)
        reader, note = _reader_and_note(contact)
        show(form, refusal.reason)
        return _correction_page(contact, form, note, status=422)


@blueprint.get("/contacts/<id:contact_id>/move")
@allow(Act.CORRECT_CONTACT, to=Contact)
def moving(contact: Contact) -> Response:
    """Whom was the contact with after all?"""
    form = MoveForm(formdata=None)
    form.who.data = None
    conflict.opened(form, contact.version, _stands_with(contact))
    return _move_page(contact, form)


@blueprint.post("/contacts/<id:contact_id>/move")
@allow(Act.CORRECT_CONTACT, to=Contact)
def move(contact: Contact) -> Response:
    """Let it stand with the right person, with a trace at both. Without script, the search comes here too."""
    form = MoveForm()
    if "search" in request.form:
        searching = HitsForm()
        found = hits_for(searching.q.data or "") if searching.validate() else []
        return _move_page(contact, form, 422 if searching.errors else 200, hits=found, problems=searching.q.errors)
    hold(contact)
    _offer(form, contact)
    clash = conflict.between(form, contact.version, _stands_with(contact), contact)
    to = citizen_of(form.who.data)
    fine = form.validate()
    if fine and to is None and form.who.data not in (UNNAMED, GROUP):
        form.who.errors = [_("Vælg, hvem kontakten var med.")]
        fine = False
    if not fine:
        return _move_page(contact, form, status=422)
    if clash:
        if contact.citizen:
            log.listed([contact.citizen])
        return conflict.conflict_page(
            clash,
            form,
            heading=_("Flyt kontakten"),
            action=url_for("outreach.move", contact_id=contact.id),
            back=url_for("outreach.contact", contact_id=contact.id),
        )

    def store() -> str:
        people = form.group_size.data if form.who.data == GROUP else 1
        correcting.move(contact, to=to, people=people, by=current_user.account, reason=form.reason.data)
        # A flash waits in the cookie, which can be read: it names nobody.
        flash(_("Kontakten er flyttet. Den kan flyttes tilbage."), "good")
        return url_for("outreach.contact", contact_id=contact.id)

    try:
        return form.once(store)
    except Refusal as refusal:
        form.who.errors = [REFUSALS[refusal.reason]]
        return _move_page(contact, form, status=422)


@blueprint.post("/contacts/<id:contact_id>/undoing")
@allow(Act.CORRECT_CONTACT, to=Contact)
def take_back(contact: Contact) -> Response:
    """Remove what was just saved by a slip; later, a sentence says why not."""
    form = StepForm()
    if not form.validate() or form.about.data != contact.id:
        abort(400)
    hold(contact)

    def store() -> str:
        said = [_("Kontakten er fortrudt.")]
        if correcting.came_with(contact):
            said.append(_("Borgeren står stadig i registret."))
        if children.noted_with(contact.citizen, contact.recorded_at, current_user.account):
            said.append(_("Det står stadig, at der er børn i hjemmet."))
        correcting.take_back(contact, by=current_user.account)
        flash(" ".join(said), "good")
        return url_for("desk.start")

    try:
        return form.once(store)
    except StaysAsItIs as stays:
        hold(contact)
        return opened(contact, status=422, refused=str(WHY_NOT[stays.why]))


def _reader_and_note(contact: Contact) -> tuple[Reader, Note | None]:
    reader = reader_of(contact)
    note = citizens.readable_notes([contact.id], reader).get(contact.id)
    log.opened(contact, also=[one for one in (contact.citizen, note) if one])
    return reader, note


def _correction_form(contact: Contact, note: Note | None) -> CorrectionForm:
    """The fields that apply: no number for one person, no note that the corrector may not read."""
    form = CorrectionForm()
    own = _centres_of(contact)
    form.centre.choices = choices({centre.id: centre.name for centre in own})
    if len(own) == 1:
        form.place.choices = choices(PLACES | {Place.CENTRE: own[0].name})
    if contact.minutes not in LENGTHS:
        form.duration.choices = choices({contact.minutes: length(contact.minutes)} | LENGTHS)
    if contact.citizen_id is not None or contact.people == 1:
        del form.group_size
    if note is None and citizens.has_note(contact.id):
        del form.note, form.note_kind
    return form


def _told(contact: Contact, reader: Reader, note: Note | None) -> dict[str, object]:
    """What the contact says now, as far as the reader may see it, as the form's fields say it."""
    shown = clock.local(contact.happened_at)
    return {
        "kind": contact.kind.value,
        "topics": sorted(readable_challenges(contact, reader)),
        "date": shown.date(),
        "time": clock_words(shown.time()),
        "place": contact.place.value,
        "centre": contact.centre_id,
        "duration": contact.minutes,
        "group_size": contact.people,
        "note": note.text if note else "",
        "note_kind": note.information.value if note else "",
    }


def _fill(form: CorrectionForm, contact: Contact, told: dict[str, object]) -> None:
    for name, value in told.items():
        if name in form:
            form[name].data = value
    form.day.data = "other"
    for ago, word in ((0, "today"), (1, "yesterday")):
        if (clock.today() - clock.local(contact.happened_at).date()).days == ago:
            form.day.data = word


def _about_something(form: CorrectionForm, hidden: frozenset[Challenge]) -> bool:
    if form.topics.data or hidden:
        return True
    form.topics.errors = [_("Vælg mindst ét emne.")]
    return False


def _talk(form: CorrectionForm, contact: Contact, hidden: frozenset[Challenge]) -> Talk:
    """What was entered; topics that the corrector may not see stay, and so do the seconds of an unchanged time."""
    talk = form.talk()
    same = talk.happened_at == contact.happened_at.replace(second=0, microsecond=0)
    return Talk(
        kind=talk.kind,
        topics=talk.topics | hidden,
        place=talk.place,
        happened_at=contact.happened_at if same else talk.happened_at,
        minutes=talk.minutes,
        people=talk.people,
        note=talk.note,
        information=talk.information,
    )


def _correction_page(contact: Contact, form: CorrectionForm, note: Note | None, status: int = 200) -> Response:
    return page(
        "outreach/correction.html",
        status=status,
        contact=contact,
        form=form,
        who=who(contact),
        explain=EXPLAINED,
        has_bridge=contact.kind is Kind.BRIDGING,
    )


def _centres_of(contact: Contact) -> Sequence[Centre]:
    """The centres that the contact may have belonged to: one's own, under the same controller, and its own."""
    own = {at for at, by in pairs(current_user.person, Act.CORRECT_CONTACT) if by == contact.controller_id}
    return [contact.centre, *(centre for centre in places.centres(among=own) if centre.id != contact.centre_id)]


def _stands_with(contact: Contact) -> dict[str, object]:
    """With whom the contact stands now, as the form's fields say it."""
    if contact.citizen_id is not None:
        return {"who": str(contact.citizen_id)}
    return {"who": GROUP, "group_size": contact.people} if contact.people > 1 else {"who": UNNAMED}


def _offer(form: MoveForm, contact: Contact) -> list[Citizen]:
    """Name whom the contact may be moved to, and whom it stands with now; answers with the citizens named."""
    recent = queries.talked_with_lately(current_user.person, RECENT_IN_ALL)
    chosen = citizen_of(form.who.data)
    offered = [one for one in dict.fromkeys([*([chosen] if chosen else []), *recent]) if one.id != contact.citizen_id]
    if chosen is not None and chosen.id == contact.citizen_id:
        offered = [chosen, *offered]
    now = [contact.citizen] if contact.citizen and contact.citizen not in offered else []
    log.listed([*offered, *now])
    named = [choice_of(citizen) for citizen in (*offered, *now)]
    form.who.choices = [*named, *choices({UNNAMED: _("Uden navn"), GROUP: _("Gruppe")})]
    return offered


def _move_page(
    contact: Contact, form: MoveForm, status: int = 200, hits: Sequence[Citizen] = (), problems: Sequence[str] = ()
) -> Response:
    offered = [str(citizen.id) for citizen in _offer(form, contact)]
    log.opened(contact, also=[contact.citizen] if contact.citizen else [])
    return page(
        "outreach/move.html",
        status=status,
        contact=contact,
        form=form,
        stands_with=who(contact),
        kind=KINDS[contact.kind],
        when=day_time(contact.happened_at),
        first=offered[:RECENT_SHOWN],
        more=offered[RECENT_SHOWN:],
        hits=[hit for hit in hits if hit.id != contact.citizen_id],
        q=form.q.data,
        problems=problems,
        who=form.who.data,
    )
