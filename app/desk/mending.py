"""The page «Mangler oplysninger»: each row is mended by one tap in the row, and the last tap can be taken back."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import get_locale
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.accounts.permissions import pairs
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen, IncomeNoted, IncomeSource
from app.citizens.words import KNOWN_BEFORE
from app.db import db, hold
from app.desk import incomplete
from app.desk.forms import IncomeTap, KnownBeforeTap, UndoTap
from app.desk.incomplete import MOST_SHOWN, Missing, Row
from app.desk.models import Completion, Lacking
from app.desk.views import blueprint
from app.form import StoringForm, choices
from app.page import page, wants_part


@blueprint.get("/missing")
@allow(Act.COMPLETE_RECORDS)
def missing() -> Response:
    """The incomplete records of one's own centres, grouped by what is missing."""
    return _page()


@blueprint.route("/missing/known-before/<id:citizen_id>", methods=["GET", "POST"])
@allow(Act.COMPLETE_RECORDS, to=Citizen)
def known_before_missing(citizen: Citizen) -> Response:
    """One row: was the citizen known before? Answering it is one tap."""

    def note(form: StoringForm) -> Completion:
        register.ask_known_before(citizen, KnownBefore(form.known_before.data))
        log.changed(citizen)
        return _completion(citizen, Lacking.KNOWN_BEFORE)

    return _row(citizen, Lacking.KNOWN_BEFORE, KnownBeforeTap(), note)


@blueprint.route("/missing/income/<id:citizen_id>", methods=["GET", "POST"])
@allow(Act.COMPLETE_RECORDS, to=Citizen)
def income_missing(citizen: Citizen) -> Response:
    """One row: what does the citizen live on? Noting it is one tap."""
    form = IncomeTap()
    form.source.choices = choices({one.id: one.danish for one in citizens.income_sources(clock.today())})

    def note(form: StoringForm) -> Completion:
        source = db.session.get_one(IncomeSource, form.source.data)
        noted = register.note_income(citizen, source, on=clock.today(), at=_here(citizen), by=current_user.account)
        return _completion(citizen, Lacking.INCOME, noted)

    return _row(citizen, Lacking.INCOME, form, note)


@blueprint.post("/missing/known-before/<id:citizen_id>/undoing")
@allow(Act.COMPLETE_RECORDS, to=Citizen)
def undo_known_before(citizen: Citizen) -> Response:
    """Take the answer back, if it was one's own last tap."""

    def take_back(_last: Completion) -> None:
        citizen.known_before = None

    return _undo(citizen, Lacking.KNOWN_BEFORE, take_back)


@blueprint.post("/missing/income/<id:citizen_id>/undoing")
@allow(Act.COMPLETE_RECORDS, to=Citizen)
def undo_income(citizen: Citizen) -> Response:
    """Take the income back, if it was one's own last tap."""

    def take_back(last: Completion) -> None:
        noted = db.session.get(IncomeNoted, last.income_noted_id) if last.income_noted_id else None
        if noted is not None:
            last.income_noted_id = None
            db.session.flush()
            db.session.delete(noted)

    return _undo(citizen, Lacking.INCOME, take_back)


def _row(citizen: Citizen, lacking: Lacking, form: StoringForm, note: Callable[[StoringForm], Completion]) -> Response:
    log.listed([citizen])
    if request.method == "GET":
        return _page(citizen, lacking)
    hold(citizen)
    if citizen.kept_as_id is not None:
        abort(409)
    if not form.validate():
        abort(400)

    def store() -> str:
        if incomplete.lacks(citizen, lacking):
            db.session.add(note(form))
        log.listed([citizen])
        return url_for(_endpoint(lacking), citizen_id=citizen.id)

    return form.once(store)


def _undo(citizen: Citizen, lacking: Lacking, take_back: Callable[[Completion], None]) -> Response:
    form = UndoTap()
    log.listed([citizen])
    hold(citizen)
    if citizen.kept_as_id is not None:
        abort(409)
    if not form.validate():
        abort(400)

    def store() -> str:
        last = incomplete.last_act(current_user.account_id)
        theirs = last is not None and (last.citizen_id, last.lacking) == (citizen.id, lacking)
        if last is not None and theirs and last.undone_at is None:
            take_back(last)
            last.undone_at = clock.now()
            log.changed(citizen)
        log.listed([citizen])
        return url_for(_endpoint(lacking), citizen_id=citizen.id)

    return form.once(store)


def _page(citizen: Citizen | None = None, lacking: Lacking | None = None) -> Response:
    """The page; of a row that was just mended the row alone, or the page with it on top."""
    shown: Row | None = None
    if citizen is not None and lacking is not None:
        shown = incomplete.row_of(citizen, lacking, current_user.account_id)
    groups = [_group(one, shown if lacking and one.key == lacking.value else None) for one in incomplete.registered()]
    log.listed({record for group in groups for row in group["rows"] for record in row.records})
    first, others = incomplete.most_used()
    group = next((one for one in groups if lacking and one["missing"].key == lacking.value), None)
    return page(
        "desk/missing.html",
        part="desk/_missing_row.html" if shown else None,
        swap=shown is not None and wants_part(),
        groups=groups,
        group=group,
        row=shown,
        known_before=KNOWN_BEFORE,
        first=first,
        others=others,
        income_word=_income_word,
        fresh=lambda: UndoTap(formdata=None),
        most=MOST_SHOWN,
    )


def _group(missing: Missing, shown: Row | None) -> dict[str, Any]:
    """What a group shows. For a part only the number and the one row are asked for."""
    rows: list[Row] = [] if shown is not None and wants_part() else list(missing.rows(current_user.person, MOST_SHOWN))
    if shown is not None:
        rows = [shown, *(row for row in rows if row.id != shown.id)]
    [number] = incomplete.numbers(current_user.person, [missing])
    return {"missing": missing, "rows": rows, "number": number, "said": incomplete.said(number)}


def _endpoint(lacking: Lacking) -> str:
    return "desk.known_before_missing" if lacking is Lacking.KNOWN_BEFORE else "desk.income_missing"


def _completion(citizen: Citizen, lacking: Lacking, noted: IncomeNoted | None = None) -> Completion:
    return Completion(
        citizen_id=citizen.id,
        lacking=lacking,
        income_noted_id=noted.id if noted else None,
        account_id=current_user.account_id,
        made_at=clock.now(),
    )


def _here(citizen: Citizen) -> Centre:
    """The centre at which the person on the tablet has to do with the citizen."""
    own = {centre_id for centre_id, _ in pairs(current_user.person, Act.COMPLETE_RECORDS)}
    shared = sorted(citizen.centre_ids & own)
    if current_user.centre_id in shared:
        return current_user.centre
    return db.session.get_one(Centre, shared[0])


def _income_word(source: IncomeSource) -> str:
    return source.english if str(get_locale()) == "en" else source.danish
