"""The ways on the citizens' start page. Features add theirs at the start."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString

from app.centres.models import Centre


@dataclass(frozen=True)
class Way:
    """A big button: where it leads, its words, a line below, and its icon. `shown`: whether it stands there today."""

    endpoint: str
    label: LazyString
    explained: LazyString
    icon: str
    shown: Callable[[Centre], bool] = lambda _centre: True


_ways: list[Way] = []


def way(adds: Way) -> Way:
    """Register a way."""
    _ways.append(adds)
    return adds


def ways(centre: Centre) -> list[Way]:
    """Those that stand on the start page of this centre's door, in the order of the start."""
    return [one for one in _ways if one.shown(centre)]
