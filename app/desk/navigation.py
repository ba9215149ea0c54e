"""The bar at the bottom: at most five ways, by what the person may do."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from app.access import Act, SessionKind, may


@dataclass(frozen=True)
class Way:
    """One way in the bar."""

    label: LazyString
    icon: str
    endpoint: str
    act: Act
    explained: LazyString | str = ""

    @property
    def href(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        """Whether the page is there now."""
        return request.endpoint == self.endpoint


WAYS = (
    Way(_l("Min dag"), "home", "desk.start", Act.RECORD_CONTACT),
    Way(_l("Start"), "home", "desk.start", Act.START_DAY),
    Way(
        _l("Borgere"),
        "persons",
        "citizens.register_of_own",
        Act.FIND_CITIZENS,
        _l("Find en borger, og se, hvad der er sket"),
    ),
    Way(
        _l("Overblik"),
        "analytics",
        "monitoring.figures",
        Act.SEE_FIGURES,
        _l("Tallene for en periode og et værested"),
    ),
    Way(_l("Brugere"), "persons", "accounts.everybody", Act.MANAGE_ACCOUNTS, _l("Inviter, giv roller, luk adgang")),
    Way(
        _l("Steder"),
        "location",
        "centres.all_places",
        Act.MANAGE_CENTRES,
        _l("Væresteder, afdelinger, indsatser og driftsherrer"),
    ),
    Way(_l("Udvalget"), "groups", "desk.committee", Act.SIT_ON_COMMITTEE),
    Way(
        _l("Sådan tæller vi"),
        "format-list-bulleted",
        "monitoring.definitions",
        Act.SEE_DEFINITIONS,
        _l("Hvem der tæller med, og hvad Haderslev trykte"),
    ),
    Way(_l("Mig"), "account", "accounts.me", Act.USE_OWN_ACCOUNT, _l("Dine roller, dit sted og din adgangskode")),
)
MOST = 5


def every_way() -> list[Way]:
    """The ways of whoever is signed in, each place once; none while locked, at the door or on a screen."""
    if not current_user.is_authenticated or current_user.locked:
        return []
    if current_user.kind not in (SessionKind.STAFF, SessionKind.COMMITTEE):
        return []
    mine: dict[str, Way] = {}
    for way in WAYS:
        if way.endpoint not in mine and may(way.act):
            mine[way.endpoint] = way
    return list(mine.values())


def ways() -> list[Way]:
    """Those of them that fit in the bar; one's own account is always the last."""
    mine = every_way()
    return [*mine[:-1][: MOST - 1], *mine[-1:]]
