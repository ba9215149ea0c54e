"""The published labels of rows, and titles of tables."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import g
from flask_babel import LazyString, format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.centres.models import Centre
from app.citizens.models import NOT_NOTED
from app.db import db
from app.monitoring import queries
from app.monitoring.definition import Reason
from app.monitoring.models import Group, Grouped

TITLES: dict[str, LazyString] = {
    "citizens": _l("Borgere og kontakter"),
    "conversations": _l("Samtaler i rådgivningen"),
    "waiting": _l("Så længe ventede borgerne"),
    "bridges": _l("Kom de frem?"),
    "destinations": _l("Hvor blev de sendt hen?"),
    "addiction": _l("Fra samtale til forløb"),
    "deadline": _l("De fjorten dage"),
    "health": _l("Sundhed på værestederne"),
    "skp_hours": _l("SKP-timer"),
    "sessions": _l("Rådgivninger"),
    "load": _l("Arbejdet på holdene"),
    "applications": _l("Ansøgninger"),
    "committee_decisions": _l("Det har udvalget bestemt"),
    "pool_money": _l("Pengene"),
    "pool_left": _l("Så meget er der tilbage"),
    "activities": _l("Aktiviteter og skridt"),
    "survey_positive": _l("Så mange var positive"),
    "survey_at_least": _l("Mindst så mange var positive"),
    "survey_response": _l("Så mange svarede"),
    "challenges": _l("Det taler borgerne om"),
    "challenge_groups": _l("Samlet i grupper"),
    "income": _l("Det lever borgerne af"),
    "income_groups": _l("Indkomst i grupper"),
    "known_before": _l("Kendt af kommunen før første kontakt"),
    "recurrence": _l("Én samtale eller flere"),
    "settled": _l("Klaret på stedet"),
    "brought_by": _l("Hvem kom borgeren med?"),
}
OF_CONVERSATIONS = frozenset({"recurrence", "settled", "brought_by"})
"""Tables whose rows count conversations, not citizens."""

WAITS: dict[str, LazyString] = {
    "conversation": _l("Første samtale i rådgivningen"),
    "decision": _l("Første afgørelse"),
}

CITIZENS_AND_CONTACTS = "citizens"
_CITIZENS: dict[str, LazyString] = {
    "citizens": _l("Borgere"),
    "contacts": _l("Kontakter i alt"),
    "contacts_named": _l("Kontakter med en borger, vi kender"),
    "contacts_without_record": _l("Kontakter uden navn"),
    "people_without_record": _l("Mennesker i kontakter uden navn"),
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

_RECURRENCE: dict[str, LazyString] = {
    "one_off": _l("Enkeltstående"),
    "ongoing": _l("Løbende"),
}

_SETTLED: dict[str, LazyString] = {
    "settled": _l("Klaret på stedet"),
    "missing_papers": _l("Der manglede papirer"),
    "another_department": _l("En anden afdeling skulle med"),
    "takes_time": _l("Det tager tid at afgøre"),
    "citizen_thinks": _l("Borgeren tænker over det"),
    "no_time": _l("Vi nåede det ikke"),
    "another_reason": _l("En anden grund"),
}

_BROUGHT_BY: dict[str, LazyString] = {
    "self": _l("Kom selv"),
    "skp": _l("SKP"),
    "centre_worker": _l("Værestedet"),
    "called_in": _l("Indkaldt"),
    "hospital": _l("Sygehuset"),
    "home_support": _l("Bostøtten"),
    "probation": _l("Kriminalforsorgen"),
    "another_partner": _l("En anden"),
}

_FIXED: dict[str, Mapping[str, LazyString]] = {
    "citizens": _CITIZENS,
    "challenges": _CHALLENGES,
    "known_before": _KNOWN,
    "recurrence": _RECURRENCE,
    "settled": _SETTLED,
    "brought_by": _BROUGHT_BY,
}

_NOT_NOTED = _l("Ikke noteret")


def labels(table: str) -> Mapping[str, str]:
    """The label of each row of a table, in the language of the page; of groups, whatever they ever were."""
    return {key: str(word) for key, word in _words(table).items()} | {NOT_NOTED: str(_NOT_NOTED)}


def label(table: str) -> Callable[[str], str]:
    """What says the label of a row of this table."""
    return lambda row: str(_NOT_NOTED if row == NOT_NOTED else _words(table).get(row, row))


def _words(table: str) -> Mapping[str, object]:
    """Those in the database are asked for once a request."""
    if table in _FIXED:
        return _FIXED[table]
    asked: dict[tuple[str, str], Mapping[str, object]] = g.setdefault("words_of_tables", {})
    key = (table, str(get_locale()))
    if key not in asked:
        asked[key] = _kept_words(table)
    return asked[key]


def _kept_words(table: str) -> Mapping[str, str]:
    if table == "income":
        return {source.key: _word(source.danish, source.english) for source in queries.income_sources()}
    of = Grouped.CHALLENGES if table == "challenge_groups" else Grouped.INCOME
    return {group.key: group_word(group) for group in db.session.scalars(queries.groups_of(of))}


THEMES: dict[str, tuple[LazyString, str, LazyString]] = {
    "people": (_l("Borgere og kontakter"), "persons", _l("Hvor mange vi når, og om kommunen kendte dem")),
    "topics": (_l("Det taler borgerne om"), "format-list-bulleted", _l("Udfordringer, én for én og i grupper")),
    "income": (_l("Det lever borgerne af"), "payments", _l("Indkomst, og hvem der har en sag i jobcentret")),
    "talks": (_l("Rådgivningen"), "groups", _l("Samtaler, klaret på stedet, og hvem borgerne kom med")),
    "waiting": (_l("Ventetid"), "hourglass", _l("Dage fra første kontakt til samtale og afgørelse")),
    "bridges": (_l("Brobygning"), "share", _l("Sendt videre, hvorhen, og om de kom frem")),
    "addiction": (_l("Alkohol og stoffer"), "time", _l("Fra samtale til forløb, og fristen på fjorten dage")),
    "health": (_l("Sundhed"), "how-to-reg", _l("Samtaler, tilbud og fremmøde")),
    "work": (_l("Arbejdet"), "business", _l("SKP-timer, rådgivninger og hvad hvert hold laver")),
    "pool": (_l("Puljen"), "groups", _l("Ansøgninger, bevillinger og hvor langt de er")),
    "survey": (_l("Spørgeskemaet"), "checklist", _l("Hvad borgerne svarer, og hvor mange der svarer")),
}
"""What a theme is called, its icon, and what is on its page."""


def column_label(column: str) -> str:
    """What a column of a grid is called: a centre, a month, or an earlier period."""
    fixed = {
        "all": _("I alt"),
        "before": _("Perioden før"),
        "year_before": _("Samme tid sidste år"),
        "now": _("Nu"),
    }
    if column in fixed:
        return fixed[column]
    if column.isdigit():
        centre = db.session.get(Centre, int(column))
        return centre.name if centre else column
    year, _dash, month = column.partition("-")
    return str(format_date(date(int(year), int(month), 1), "MMM yyyy"))


DEFINITION_REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_NEXT: _l("Forslaget er afgjort imens. Se, hvad der står nu."),
    Reason.NOBODY_HEARD: _l("Ingen hold er hørt endnu. Skriv op, hvem der er hørt, før styregruppen vedtager det."),
    Reason.ANOTHER_IS_OPEN: _l("Der er allerede et forslag, der venter. Træk det tilbage først."),
    Reason.NO_GROUPS: _l("Giv mindst én gruppe et navn, og læg noget i den."),
    Reason.TWO_GROUPS: _l("Noget ligger i to grupper. Læg det i én."),
    Reason.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Vælg en dag til og med i dag."),
    Reason.NUMBER: _l("Skriv et helt tal fra 55 til 95."),
}


def group_word(group: Group) -> str:
    """What a group is called, in the language of the page."""
    return _word(group.danish, group.english)


def _word(danish: str, english: str) -> str:
    return english if str(get_locale() or "da") == "en" else danish
