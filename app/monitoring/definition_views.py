"""How things are counted, for whoever may know it; proposing another way, who was heard, adopting it (SIV-56)."""

from collections.abc import Callable, Iterable, Mapping

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app import clock
from app.access import Act, allow, may
from app.accounts.models import Account
from app.citizens.models import NOT_NOTED
from app.db import db
from app.form import StoringForm
from app.language import percent
from app.monitoring import defining, indicators, published, queries
from app.monitoring.defining import FIRST, ProposedGroup
from app.monitoring.definition import Refusal, refuse_groups, refuse_setting
from app.monitoring.forms import HearingForm, ProposalForm
from app.monitoring.indicators import Indicator
from app.monitoring.models import Definition, Grouped, Grouping
from app.monitoring.views import blueprint
from app.monitoring.words import DEFINITION_REFUSALS, THEMES, TITLES, group_word, labels
from app.page import page

ROWS_OF = {Grouped.CHALLENGES: "challenges", Grouped.INCOME: "income"}
"""The table whose rows a grouping puts into groups."""


@blueprint.get("/definitions")
@allow(Act.SEE_DEFINITIONS, reads_only=True)
def definitions() -> Response:
    """Who counts, each indicator with the version that holds, what is proposed, and what Haderslev printed."""
    holding = defining.versions_in_force(clock.today())
    words = {key: labels(key) for key in published.PRINTED}
    return page(
        "monitoring/definitions.html",
        proposals=[(one, indicators.ALL[one.indicator]) for one in _known(defining.open_ones())],
        themes=[
            (
                THEMES[theme.value][0],
                [(one, holding.get(one.key, FIRST)) for one in indicators.of_theme(theme)],
            )
            for theme in indicators.themes()
        ],
        printed=[
            {
                "caption": TITLES[key],
                "columns": [_("Række"), _("Procent")],
                "rows": [{"label": words[key][row], "cells": [percent(share)]} for row, share in rows.items()],
            }
            for key, rows in published.PRINTED.items()
        ],
    )


@blueprint.get("/definitions/<indicator>")
@allow(Act.SEE_DEFINITIONS, reads_only=True)
def definition(indicator: str) -> Response:
    """One indicator: what it answers, how it is counted now and was before, and the proposal that waits."""
    return _show(_indicator(indicator))


@blueprint.route("/definitions/<indicator>/proposals/new", methods=["GET", "POST"])
@allow(Act.PROPOSE_DEFINITION)
def new_proposal(indicator: str) -> Response:
    """Propose how it is to be counted from now on."""
    one = _indicator(indicator)
    form = ProposalForm()
    rows = _rows(one)
    _fill(form, one, rows)

    def show(status: int = 200) -> Response:
        return page("monitoring/proposal.html", status=status, form=form, indicator=one, rows=rows)

    def store() -> str:
        groups = _proposed(form, rows)
        refuse_setting(one.setting, form.setting.data)
        if one.groups is not None:
            refuse_groups([group.members for group in groups], may_overlap=one.groups is Grouped.CHALLENGES)
        setting = form.setting.data if one.setting is not None else None
        defining.propose(one.key, form.words.data.strip(), current_user.account, setting, one.groups, groups)
        flash(_("Forslaget er gemt. Hør holdene, før styregruppen tager stilling."), "good")
        return url_for("monitoring.definition", indicator=one.key)

    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.words.errors = [str(DEFINITION_REFUSALS[refusal.reason])]
        return show(422)


@blueprint.post("/definitions/proposals/<id:definition_id>/hearings")
@allow(Act.PROPOSE_DEFINITION, to=Definition)
def hearings(definition: Definition) -> Response:
    """Note a team that was heard."""
    form = HearingForm()

    def store() -> str:
        defining.note_heard(
            definition, form.team.data.strip(), form.heard_on.data, (form.note.data or "").strip(), current_user.account
        )
        flash(_("Det er skrevet op, at holdet er hørt."), "good")
        return url_for("monitoring.definition", indicator=definition.indicator)

    if not form.validate():
        return _show(_indicator(definition.indicator), form, 422)
    try:
        return form.once(store)
    except Refusal as refusal:
        form.heard_on.errors = [str(DEFINITION_REFUSALS[refusal.reason])]
        return _show(_indicator(definition.indicator), form, 422)


@blueprint.post("/definitions/proposals/<id:definition_id>/adoption")
@allow(Act.ADOPT_DEFINITION, to=Definition)
def adoption(definition: Definition) -> Response:
    """The steering group adopts it; from today on it holds."""
    return _decided(definition, defining.adopt, _("Definitionen er vedtaget og gælder fra i dag."))


@blueprint.post("/definitions/proposals/<id:definition_id>/withdrawal")
@allow(Act.PROPOSE_DEFINITION, to=Definition)
def withdrawal(definition: Definition) -> Response:
    """It comes to nothing, and stays to be read."""
    return _decided(definition, defining.withdraw, _("Forslaget er trukket tilbage."))


def _decided(definition: Definition, decide: Callable[[Definition, Account], None], said: str) -> Response:
    form = StoringForm()

    def store() -> str:
        try:
            decide(definition, current_user.account)
        except Refusal as refusal:
            flash(str(DEFINITION_REFUSALS[refusal.reason]), "stop")
        else:
            flash(said, "good")
        return url_for("monitoring.definition", indicator=definition.indicator)

    form.validate()
    return form.once(store)


def _show(one: Indicator, hearing: HearingForm | None = None, status: int = 200) -> Response:
    versions = defining.of_indicator(one.key)
    proposal = next((version for version in versions if version.decided_at is None), None)
    if hearing is None:
        hearing = HearingForm()
        hearing.heard_on.data = hearing.heard_on.data or clock.today()
    return page(
        "monitoring/definition.html",
        status=status,
        indicator=one,
        theme=THEMES[one.theme.value][0],
        holding=defining.in_force(one.key, clock.today()),
        versions=versions,
        groups={version.id: _groups(version.grouping) for version in versions if version.grouping},
        first_groups=_groups(queries.grouping(one.groups, FIRST)) if one.groups else [],
        proposal=proposal,
        hearing=hearing,
        step=StoringForm(formdata=None),
        proposes=may(Act.PROPOSE_DEFINITION),
        adopts=may(Act.ADOPT_DEFINITION),
    )


def _groups(grouping: Grouping) -> list[tuple[str, str]]:
    """Each group with the words of its members."""
    words = labels(ROWS_OF[grouping.of])
    return [
        (
            group_word(group),
            ", ".join(words[key] for key in words if key in {member.member for member in group.members}),
        )
        for group in grouping.groups
    ]


def _indicator(key: str) -> Indicator:
    if key not in indicators.ALL:
        abort(404)
    return indicators.ALL[key]


def _known(proposals: Iterable[Definition]) -> list[Definition]:
    """Those of indicators that there are."""
    return [one for one in proposals if one.indicator in indicators.ALL]


def _rows(one: Indicator) -> Mapping[str, str]:
    if one.groups is None:
        return {}
    return {key: word for key, word in labels(ROWS_OF[one.groups]).items() if key != NOT_NOTED}


def _fill(form: ProposalForm, one: Indicator, rows: Mapping[str, str]) -> None:
    """As it is counted now, where nothing was typed yet."""
    now = defining.in_force(one.key, clock.today())
    groups = defining.groups(one.key, one.groups, now).groups if one.groups else []
    while len(form.members) < len(rows):
        form.members.append_entry()
    fresh = not form.is_submitted() and not form.from_draft
    if fresh:
        adopted = defining.adopted(one.key, now)
        form.words.data = adopted.words if adopted else str(one.counted)
        if one.setting is not None:
            form.setting.data = defining.setting(one.key, now, one.setting.first)
        for place, group in enumerate(groups):
            form.names[place].data = group_word(group)
    numbers = range(1, len(form.names) + 1)
    for number in numbers:
        form.names[number - 1].label.text = _named(number, None)
    for (key, word), field in zip(rows.items(), form.members, strict=False):
        field.label.text = word
        field.choices = [SelectChoice(0, _("I ingen gruppe"))]
        field.choices += [SelectChoice(number, _named(number, form.names[number - 1].data)) for number in numbers]
        if fresh:
            field.data = next(
                (place for place, group in enumerate(groups, 1) if key in {member.member for member in group.members}),
                0,
            )


def _named(number: int, name: str | None) -> str:
    words = _("Gruppe %(number)s", number=number)
    return f"{words}: {name}" if name else words


def _proposed(form: ProposalForm, rows: Mapping[str, str]) -> list[ProposedGroup]:
    """The groups that have a name and a member; a group keeps its key and its English while it keeps its name."""
    before = {group.danish: group for of in Grouped for group in db.session.scalars(queries.groups_of(of))}
    chosen = dict(zip(rows, (field.data for field in form.members), strict=False))
    found = []
    for number, field in enumerate(form.names, 1):
        name = (field.data or "").strip()
        members = tuple(key for key, place in chosen.items() if place == number)
        if name and members:
            old = before.get(name)
            found.append(
                ProposedGroup(old.key if old else f"group_{number}", name, old.english if old else name, members)
            )
    return found
