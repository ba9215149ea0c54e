"""Bridges on «Mangler oplysninger»: of which nobody knows after two weeks whether they held, and where they lead.

Never where to: that may be about health, and the list is everybody's at the centre.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.accounts.role import Person
from app.desk.incomplete import Missing, Row, register
from app.language import day
from app.outreach import bridges
from app.outreach.bridge import State
from app.outreach.models import Bridge
from app.outreach.words import STATES

ASKED_AFTER = timedelta(days=14)
ANSWERS = (State.ARRIVED, State.DID_NOT_ARRIVE, State.NOT_RELEVANT)

Question = Callable[[Person], sa.Select[Bridge]]


def without_outcome(person: Person) -> sa.Select[Bridge]:
    """Those that have waited for two weeks."""
    return bridges.without_outcome(person, ASKED_AFTER)


def _ids(question: Question) -> Callable[[Person], sa.Select[int]]:
    return lambda person: bridges.ids(question(person))


def _newest(question: Question) -> Callable[[Person, int], Sequence[Row]]:
    return lambda person, most: [_row(bridge) for bridge in bridges.newest(question(person), most)]


def _row(bridge: Bridge) -> Row:
    days = bridges.days_waiting(bridge.recorded_at)
    parts = [_("Sendt videre %(day)s", day=day(bridge.recorded_at)), bridge.centre.name]
    if bridge.state is State.WAITING and days:
        parts.insert(1, ngettext("har ventet %(num)s dag", "har ventet %(num)s dage", days))
    return Row(
        bridge.id,
        bridge.citizen.name if bridge.citizen else _("Uden navn"),
        " · ".join(parts),
        url_for("outreach.bridge", bridge_id=bridge.id),
        bridges.shown([bridge]),
        {"answers": {state: STATES[state] for state in ANSWERS}},
    )


register(
    Missing(
        "outcome",
        _l("Kom de frem?"),
        _l("I har sendt personen videre, og efter to uger ved ingen endnu, om det holdt."),
        _ids(without_outcome),
        _newest(without_outcome),
        "desk/_missing_outcome.html",
    )
)
register(
    Missing(
        "destination",
        _l("Sendt videre hvorhen?"),
        _l("Styregruppens tabel over brobygninger tæller kun dem, hvor det er noteret."),
        _ids(bridges.without_destination),
        _newest(bridges.without_destination),
        "desk/_missing_destination.html",
    )
)
