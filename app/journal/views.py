"""Marking a contact for the journal of record, what is to be sent, and what was."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock, log, pdf, spreadsheet
from app.access import Act, allow
from app.accounts.forms import StepForm
from app.accounts.permissions import pairs
from app.centres import queries as places
from app.centres.models import Centre
from app.db import db
from app.decisions.models import Decision
from app.journal import queries, recording
from app.journal.forms import SendForm
from app.journal.models import JournalExport, JournalItem
from app.journal.sending import FETCHED_FOR, Standing, can_be_fetched, standing
from app.journal.words import counted
from app.outreach.models import Contact
from app.outreach.words import KINDS, where
from app.page import download, page

blueprint = Blueprint("journal", __name__, url_prefix="/journal")

MOST_LISTED = 50


@blueprint.get("/")
@allow(Act.SEND_TO_JOURNAL, fresh=True)
def to_send() -> Response:
    """What is marked at one of one's centres and not sent, and what was sent."""
    return _to_send(_place())


@blueprint.post("/exports")
@allow(Act.SEND_TO_JOURNAL, fresh="journal.to_send")
def exports() -> Response:
    """Send what was chosen: it is kept word for word, and stands as a file on the next page."""
    form = SendForm()
    at = next((pair for pair in _own() if pair[0] == form.centre.data), None)
    if at is None:
        abort(400)
    marked, decided = _waiting(at)
    _offer(form, marked, decided)
    if not form.validate():
        return _to_send(at, form, status=422)
    contacts, decisions = set(form.contacts.data or []), set(form.decisions.data or [])

    def store() -> str:
        person = current_user.person
        going = [one for one in queries.waiting(person, at, alone=True) if one.contact.id in contacts and not one.shut]
        made = [one for one in queries.decisions_waiting(person, at, alone=True) if one.id in decisions]
        _log(marked, decided)
        if not going and not made:
            flash(_("En kollega har imens taget det med i en fil."), "wait")
            return url_for("journal.to_send", centre=at[0])
        export = recording.send(going, made, at=at, by=current_user.account)
        what = counted(len(going), len(made))
        flash(_("Filen er lavet med %(what)s. Hent den, og læg den i journalen.", what=what), "good")
        return url_for("journal.export", journal_export_id=export.id)

    return form.once(store)


@blueprint.get("/exports/<id:journal_export_id>")
@allow(Act.SEND_TO_JOURNAL, to=JournalExport)
def export(journal_export: JournalExport) -> Response:
    """What went out, as a page that can be printed."""
    return _export(journal_export)


@blueprint.get("/exports/<id:journal_export_id>/pdf")
@allow(Act.SEND_TO_JOURNAL, to=JournalExport, fresh=True)
def pdf_file(journal_export: JournalExport) -> Response:
    """What went out, as a PDF."""
    held = _fetched(journal_export)
    with force_locale("da"):
        html = render_template(
            "journal/file.html", export=journal_export, people=_by_citizen(held), head=_head(journal_export, held)
        )
    try:
        content = pdf.made_of(html)
    except pdf.Unavailable:
        flash(_("PDF-filen kan ikke laves på denne maskine lige nu. Hent CSV-filen, eller udskriv siden."), "stop")
        return _export(journal_export, status=503)
    return download(content, name=_file_name(journal_export, "pdf"), mimetype="application/pdf")


@blueprint.get("/exports/<id:journal_export_id>/csv")
@allow(Act.SEND_TO_JOURNAL, to=JournalExport, fresh=True)
def csv_file(journal_export: JournalExport) -> Response:
    """What went out, as a CSV file: the same rows."""
    held = _fetched(journal_export)
    with force_locale("da"):
        content = spreadsheet.csv_file(_head(journal_export, held), _columns(), map(_row, held))
    return download(content, name=_file_name(journal_export, "csv"), mimetype="text/csv")


@blueprint.post("/contacts/<id:contact_id>/mark")
@allow(Act.SEND_TO_JOURNAL, to=Contact)
def mark(contact: Contact) -> Response:
    """Say that the contact, with its note, belongs in the journal."""
    form = StepForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        if contact.citizen_id is None:
            flash(
                _("Kontakten er ikke med en borger, der er skrevet op. Journalen skal vide, hvem det handler om."),
                "stop",
            )
        else:
            recording.mark(contact, by=current_user.account)
            flash(_("Kontakten står nu under «Til journalen»."), "good")
        return url_for("outreach.contact", contact_id=contact.id)

    return form.once(store)


@blueprint.post("/contacts/<id:contact_id>/ended-mark")
@allow(Act.SEND_TO_JOURNAL, to=Contact)
def ended_mark(contact: Contact) -> Response:
    """Take the mark back, as long as the contact was not sent."""
    form = StepForm()
    if not form.validate():
        abort(400)

    def store() -> str:
        if queries.sent_last(contact.id):
            flash(_("Kontakten er taget med i en fil til journalen. Mærket bliver stående."), "wait")
        else:
            recording.unmark(contact)
            flash(_("Kontakten skal ikke i journalen."), "good")
        return url_for("outreach.contact", contact_id=contact.id)

    return form.once(store)


@blueprint.app_template_global()
def journal_of_decision(decision: Decision) -> JournalExport | None:
    """The file that a decision went out with; none while it waits under «Til journalen»."""
    return queries.decision_sent(decision.id)


@blueprint.app_template_global()
def journal_of(contact: Contact) -> dict[str, object]:
    """What an opened contact says about the journal: its mark, when it was sent, whether it was corrected since."""
    sent = queries.sent_last(contact.id)
    now = queries.version_of(contact)
    return {
        "form": StepForm(formdata=None),
        "mark": queries.mark_of(contact.id),
        "sent": sent,
        "corrected": standing(now, queries.version_sent(contact.id)) is Standing.CORRECTED,
    }


def _own() -> list[tuple[int, int]]:
    """The centres from which the person sends, each with its controller."""
    return sorted(pairs(current_user.person, Act.SEND_TO_JOURNAL))


def _place() -> tuple[int, int]:
    """The centre that was asked for, else the one where the person is, else the first of their own."""
    wanted = request.args.get("centre", type=int)
    own = _own()
    for centre_id in (wanted, current_user.centre_id):
        found = next((pair for pair in own if pair[0] == centre_id), None)
        if found:
            return found
    if not own:
        abort(403)
    return own[0]


def _to_send(at: tuple[int, int], form: SendForm | None = None, status: int = 200) -> Response:
    marked, decided = _waiting(at)
    _log(marked, decided)
    if form is None:
        form = SendForm(formdata=None)
        form.centre.data = at[0]
        form.contacts.data = [one.contact.id for one in marked if not one.shut]
        form.decisions.data = [one.id for one in decided]
    _offer(form, marked, decided)
    people: dict[int, list[queries.Marked]] = {}
    for one in marked:
        people.setdefault(one.citizen.id, []).append(one)
    return page(
        "journal/to_send.html",
        status=status,
        form=form,
        people=list(people.values()),
        decided=decided,
        kinds=KINDS,
        where=where,
        corrected=Standing.CORRECTED,
        centre=db.session.get_one(Centre, at[0]),
        centres=places.centres(among={centre_id for centre_id, _ in _own()}),
        sent=queries.exports(at, MOST_LISTED),
        counted=counted,
        can_be_sent=bool(decided) or any(not one.shut for one in marked),
    )


def _waiting(at: tuple[int, int]) -> tuple[list[queries.Marked], list[Decision]]:
    """What is marked, and the decisions, that are to be sent from there."""
    person = current_user.person
    return queries.waiting(person, at), queries.decisions_waiting(person, at)


def _log(marked: list[queries.Marked], decided: list[Decision]) -> None:
    log.listed([one for marks in marked for one in (marks.citizen, marks.note) if one])
    log.listed([record for one in decided for record in (one, one.citizen, one.replaces) if record])


def _offer(form: SendForm, marked: list[queries.Marked], decided: list[Decision]) -> None:
    form.contacts.choices = [SelectChoice(one.contact.id, one.citizen.name) for one in marked if not one.shut]
    form.decisions.choices = [SelectChoice(one.id, one.citizen.name) for one in decided]


def _export(journal_export: JournalExport, status: int = 200) -> Response:
    held = _held(journal_export) if can_be_fetched(journal_export.made_at, clock.now()) else None
    if held:
        log.printed([*queries.people_in(held), *held])
    return page(
        "journal/export.html",
        status=status,
        export=journal_export,
        what=counted(*queries.holds(journal_export)),
        people=_by_citizen(held or []),
        readable=held is not None,
        fetched_until=journal_export.made_at + FETCHED_FOR,
        fetched=can_be_fetched(journal_export.made_at, clock.now()),
    )


def _held(journal_export: JournalExport) -> list[JournalItem] | None:
    return queries.items(journal_export, current_user.person)


def _fetched(journal_export: JournalExport) -> list[JournalItem]:
    """What the file holds, logged as taken out; 404 where it is too old, 403 where some of it may not be read."""
    if not can_be_fetched(journal_export.made_at, clock.now()):
        abort(404)
    held = _held(journal_export)
    if held is None:
        abort(403)
    log.exported([*queries.people_in(held), *held])
    return held


def _by_citizen(held: list[JournalItem]) -> list[list[JournalItem]]:
    people: dict[int, list[JournalItem]] = {}
    for item in held:
        people.setdefault(item.citizen_id, []).append(item)
    return list(people.values())


def _file_name(journal_export: JournalExport, ending: str) -> str:
    return f"journal-{clock.local(journal_export.made_at):%Y-%m-%d}-{journal_export.id}.{ending}"


def _head(journal_export: JournalExport, held: list[JournalItem]) -> list[str]:
    said = {"when": stamp(journal_export.made_at), "name": journal_export.author.name, "number": len(held)}
    return [
        _("Til journalen fra %(centre)s", centre=journal_export.centre.name),
        _(
            "Lavet %(when)s af %(name)s: %(number)s af de kontakter og afgørelser, der ikke var taget med før",
            **said,
        )
        if any(item.decision_id for item in held)
        else _(
            "Lavet %(when)s af %(name)s: %(number)s af de kontakter, der var mærket og ikke taget med før",
            **said,
        ),
    ]


def _columns() -> list[str]:
    return [
        _("Navn"),
        _("Kendt ved"),
        _("Dag og tid"),
        _("Minutter"),
        _("Slags"),
        _("Sted"),
        _("Emner"),
        _("Notat"),
        _("Skrevet op af"),
        _("Skrevet op"),
    ]


def _row(item: JournalItem) -> list[object]:
    return [
        item.called,
        _("navn") if item.identified else _("alias"),
        stamp(item.happened_at),
        "" if item.decision_id else item.minutes,
        item.kind,
        item.place,
        item.topics,
        item.text,
        item.written_by,
        stamp(item.recorded_at),
    ]


def stamp(instant: datetime) -> str:
    """Date and time in full, for a file that is read later elsewhere: 22.11.2026 kl. 05.47."""
    return f"{clock.local(instant):%d.%m.%Y kl. %H.%M}"


blueprint.add_app_template_filter(stamp)
