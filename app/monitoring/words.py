"""The published labels of rows, and titles of tables."""

from collections.abc import Mapping

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from app.citizens.models import NOT_NOTED
from app.monitoring import queries
from app.monitoring.models import Grouped

TITLES: dict[str, LazyString] = {
    "challenges": _l("Det taler borgerne om"),
    "challenge_groups": _l("Samlet i grupper"),
    "income": _l("Det lever borgerne af"),
    "income_groups": _l("Indkomst i grupper"),
    "known_before": _l("Kendt af kommunen før første kontakt"),
}

_CHALLENGES: dict[str, LazyString] = {
    "job": _l("Jobmuligheder"),
    "rehabilitation": _l("Rehabiliteringsplan"),
    "education": _l("Uddannelsesmuligheder"),
    "mental": _l("Psykiske problemer"),
    "health": _l("Sundhed og sygdom"),
    "housing": _l("Boligforhold"),
    "alcohol": _l("Alkoholmisbrug"),
    "cannabis": _l("Hashmisbrug"),
    "other_drugs": _l("Stofmisbrug ud over hash"),
    "economy": _l("Personlig økonomi"),
    "other_social": _l("Anden socialfaglig rådgivning"),
    "dental": _l("Tandproblemer"),
}

_KNOWN: dict[str, LazyString] = {
    "yes": _l("Kendt i forvejen"),
    "no": _l("Ikke kendt"),
    "unknown": _l("Det ved vi ikke"),
}

_NOT_NOTED = _l("Ikke noteret")


def labels(table: str) -> Mapping[str, str]:
    """The label of each row of a table, in the language of the page."""
    words: dict[str, object]
    if table == "challenges":
        words = dict(_CHALLENGES)
    elif table == "known_before":
        words = dict(_KNOWN)
    elif table == "income":
        words = {source.key: _word(source.danish, source.english) for source in queries.income_sources()}
    else:
        of = Grouped.CHALLENGES if table == "challenge_groups" else Grouped.INCOME
        words = {group.key: _word(group.danish, group.english) for group in queries.grouping(of).groups}
    return {key: str(word) for key, word in words.items()} | {NOT_NOTED: str(_NOT_NOTED)}


def _word(danish: str, english: str) -> str:
    return english if str(get_locale() or "da") == "en" else danish
