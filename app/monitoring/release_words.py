"""What periods, releases and reports are called, and why long work stopped."""

from datetime import date, datetime

from babel.dates import format_date
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.centres.models import Centre
from app.db import db
from app.language import clock_time
from app.monitoring import defining
from app.monitoring.grid import ALL_TOGETHER, Unit
from app.monitoring.indicators import Indicator, Theme
from app.monitoring.job import FileKind, JobKind, Stopped
from app.period import Period

THEMES: dict[Theme, LazyString] = {
    Theme.PEOPLE: _l("Borgere og kontakter"),
    Theme.TOPICS: _l("Det taler borgerne om"),
    Theme.INCOME: _l("Det lever borgerne af"),
    Theme.TALKS: _l("Samtaler i rådgivningen"),
    Theme.WAITING: _l("Ventetid"),
    Theme.BRIDGES: _l("Brobygning"),
    Theme.ADDICTION: _l("Alkohol og stoffer"),
    Theme.HEALTH: _l("Sundhed"),
    Theme.WORK: _l("Arbejdet på værestederne"),
    Theme.POOL: _l("Puljen og aktiviteterne"),
    Theme.SURVEY: _l("Det siger borgerne"),
}

UNITS: dict[Unit, LazyString] = {
    Unit.CITIZENS: _l("borgere"),
    Unit.FIRST_TIMES: _l("borgere"),
    Unit.PEOPLE: _l("mennesker"),
    Unit.CONTACTS: _l("kontakter"),
    Unit.CONVERSATIONS: _l("samtaler"),
    Unit.BRIDGES: _l("brobygninger"),
    Unit.COURSES: _l("forløb"),
    Unit.ATTENDANCES: _l("fremmøder"),
    Unit.OFFERS: _l("tilbud"),
    Unit.SESSIONS: _l("rådgivninger"),
    Unit.MINUTES: _l("minutter"),
    Unit.DAYS: _l("dage"),
    Unit.APPLICATIONS: _l("ansøgninger"),
    Unit.DECISIONS: _l("beslutninger"),
    Unit.ACTIVITIES: _l("aktiviteter"),
    Unit.MEETINGS: _l("mødegange"),
    Unit.TASKS: _l("opgaver"),
    Unit.STEPS: _l("skridt"),
    Unit.ORE: _l("kroner"),
    Unit.ANSWERS: _l("svar"),
    Unit.PERCENT: _l("procent"),
}

STOPPED: dict[Stopped, LazyString] = {
    Stopped.NOT_OVER: _l("Perioden er ikke slut endnu. Den kan lukkes, når dens sidste dag er gået."),
    Stopped.CLOSED_BEFORE: _l("Perioden er lukket i forvejen. Tallene står, som de blev frigivet."),
    Stopped.NOT_CLOSED: _l("Perioden er ikke lukket. Luk den først."),
    Stopped.RELEASED_BEFORE: _l("Tallene er allerede frigivet efter den definition, der gælder nu."),
    Stopped.WOULD_DISCLOSE: _l(
        "Tallene kan ikke frigives: sammen med det, der er frigivet før, kunne små tal regnes ud. Intet er frigivet."
    ),
    Stopped.LOST: _l("Arbejdet gik i stå. Intet er frigivet. Prøv igen."),
    Stopped.WENT_WRONG: _l("Noget gik galt. Intet er frigivet. Prøv igen."),
}

JOBS: dict[JobKind, LazyString] = {
    JobKind.CLOSE: _l("Perioden lukkes"),
    JobKind.RELEASE: _l("Tallene frigives efter den nye definition"),
    JobKind.REPORT: _l("Rapporten laves"),
}

FILES: dict[FileKind, LazyString] = {
    FileKind.PDF: _l("PDF til mødet"),
    FileKind.XLSX: _l("Regneark"),
    FileKind.CSV: _l("CSV-fil"),
}


RULES: dict[str, LazyString] = {
    "small": _l("Skjult: færre borgere end grænsen. Kilden trykte så små tal; vi gør ikke."),
    "protects": _l("Skjult: tallet kunne bruges til at regne et lille tal ud."),
    "base": _l("Skjult: det, procenten er af, er skjult."),
    "other_day": _l("Kildens grupper er talt på en anden dag end dens rækker. Vores er talt af rækkerne."),
    "counted": _l("Talt af programmets egne oplysninger."),
    "not_counted": _l("Ikke frigivet: tallet er ikke talt for perioden."),
}


def said(period: Period) -> str:
    """A period as it is read: «3. kvartal 2016», or «november 2014 – oktober 2016»."""
    if period.is_quarter:
        return _("%(number)s. kvartal %(year)s", number=period.number, year=period.first.year)
    return f"{_month(period.first)} – {_month(period.last)}"


def alone(period: Period) -> str:
    """The same where it begins a line."""
    words = said(period)
    return words[:1].upper() + words[1:]


def days(period: Period) -> str:
    """Its first and last day, in full."""
    return f"{format_date(period.first, 'd. MMMM y', _locale())} – {format_date(period.last, 'd. MMMM y', _locale())}"


def column_label(column: str) -> str:
    """What a column is called: together, a centre's name, a month."""
    if column == ALL_TOGETHER:
        return _("I alt")
    if "-" in column:
        year, month = map(int, column.split("-"))
        return _month(date(year, month, 1))
    centre = db.session.get(Centre, int(column))
    return centre.name if centre else column


def row_label(indicator: Indicator, version: int, row: str) -> str:
    """What a row is called; a group by the name that this version of the definition gives it."""
    if indicator.groups is not None:
        for group in defining.groups(indicator.key, indicator.groups, version).groups:
            if group.key == row:
                return group.english if _locale() == "en" else group.danish
    return str(indicator.label(row))


def definition(indicator: str, version: int) -> str:
    """By which definition it is counted, and who adopted it: the sentence that a report says."""
    adopted = defining.adopted(indicator, version)
    if adopted is None or adopted.decided_at is None:
        return _("Definition %(version)s, den første", version=version)
    day = format_date(clock.local(adopted.decided_at).date(), "d. MMMM y", _locale())
    return _("Definition %(version)s, vedtaget %(day)s", version=version, day=day)


def stamp(instant: datetime) -> str:
    """Day and time in full, as a file says it."""
    local = clock.local(instant)
    return f"{format_date(local.date(), 'd. MMMM y', _locale())} {_('kl.')} {clock_time(instant)}"


def _month(first: date) -> str:
    return format_date(first, "LLLL y", _locale())


def _locale() -> str:
    return str(get_locale() or "da")
