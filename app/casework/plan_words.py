"""What the plan says: refusals, times, and what was changed."""

from datetime import date, datetime, time, timedelta

from flask_babel import LazyString, format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.casework.models import CaseworkSession, SessionMember
from app.casework.series import Reason, Rhythm
from app.language import chosen, clock_time, day, day_long, day_time

REFUSALS: dict[Reason, LazyString] = {
    Reason.PAST: _l("Dagen er gået. Vælg i dag eller en dag, der kommer."),
    Reason.TOO_FAR: _l("Det er over to år frem. Vælg en tidligere dag."),
    Reason.ENDS_FIRST: _l("Den sidste dag ligger før den første. Ret en af dem."),
    Reason.OUT_OF_ORDER: _l("Den slutter, før den begynder. Ret klokken."),
    Reason.TOO_LONG: _l("Det er over otte timer. Ret klokken."),
    Reason.NIGHT: _l("Vælg en tid mellem klokken 6 og 23."),
    Reason.DAY_OFF: _l("Der er lukket den dag. Vælg en anden dag."),
    Reason.ALREADY_PLANNED: _l(
        "Indsatsen er allerede planlagt dér på samme tid. Ret den serie, eller vælg en anden tid."
    ),
    Reason.NOBODY: _l("Vælg mindst én, der kommer."),
    Reason.NOT_THERE: _l("En af dem arbejder ikke på stedet den dag. Vælg en anden."),
    Reason.NO_REASON: _l("Skriv kort, hvorfor."),
    Reason.SAME_TIME: _l("Det er den tid, den har nu. Vælg en anden."),
    Reason.HAS_VISITS: _l("Der er kommet borgere. Den kan ikke flyttes eller aflyses mere."),
    Reason.OVER: _l("Den er forbi og kan ikke ændres mere."),
    Reason.CANCELLED: _l("Den er aflyst. Sig først, at den holdes alligevel."),
    Reason.NOT_CANCELLED: _l("Den er ikke aflyst."),
    Reason.ANSWERED: _l("En anden har svaret."),
    Reason.ENDED: _l("Serien er sluttet på det tidspunkt."),
}


def week_name(monday: date) -> str:
    """«Uge 48 · 23.–29. nov. 2026»; the number is that of ISO 8601, as Danish calendars print it."""
    sunday = monday + timedelta(days=6)
    dot = "" if chosen() == "en" else "."
    first = format_date(monday, f"d{dot}" if monday.month == sunday.month else f"d{dot} MMM")
    last = format_date(sunday, f"d{dot} MMM y")
    return _("Uge %(week)s · %(first)s–%(last)s", week=monday.isocalendar().week, first=first, last=last)


def from_to(starts_at: datetime, ends_at: datetime) -> str:
    """«10.00–12.00»."""
    return f"{clock_time(starts_at)}–{clock_time(ends_at)}"


def daily(starts_at: time, ends_at: time) -> str:
    """The same of times of day."""
    between = ":" if chosen() == "en" else "."
    return "–".join(f"{one.hour}{between}{one.minute:02}" for one in (starts_at, ends_at))


def where(session: CaseworkSession) -> str:
    """«Brugerhuset · Parasollen»."""
    return " · ".join(centre.name for centre in session.centres)


def when(session: CaseworkSession, begins: bool = False) -> str:
    """«tirsdag den 24. november kl. 10.00–12.00»; with a capital where a line begins with it."""
    said = _("%(day)s kl. %(time)s", day=day_long(session.starts_at), time=from_to(session.starts_at, session.ends_at))
    return said if begins or chosen() != "da" else said[0].lower() + said[1:]


def how_often(rhythm: Rhythm) -> str:
    """«Hver tirsdag», «Tirsdag hver 2. uge», «Kun tirsdag den 24. november»."""
    name = str(format_date(rhythm.from_on, "EEEE"))
    if rhythm.to_on == rhythm.from_on:
        return _("Kun %(day)s", day=day(rhythm.from_on))
    if rhythm.every_weeks == 1:
        return _("Hver %(weekday)s", weekday=name)
    return _("%(weekday)s hver %(number)s. uge", weekday=name[0].upper() + name[1:], number=rhythm.every_weeks)


def how_long(rhythm: Rhythm) -> str:
    """«fra 24. nov.», «fra 24. nov. til 5. maj»."""
    if rhythm.to_on == rhythm.from_on:
        return ""
    if rhythm.to_on:
        return _("fra %(first)s til %(last)s", first=day(rhythm.from_on), last=day(rhythm.to_on))
    return _("fra %(first)s", first=day(rhythm.from_on))


def news_of(member: SessionMember) -> str:
    """What somebody is told about a session of theirs that was changed."""
    session = member.session
    about = {"where": where(session), "when": when(session)}
    if session.cancelled_at is not None:
        return _("Aflyst: %(where)s, %(when)s. %(reason)s", **about, reason=session.reason)
    if member.absent_at is not None:
        return _("Du er meldt fra: %(where)s, %(when)s", **about)
    if member.instead_of is not None:
        return _("Du er vikar for %(name)s: %(where)s, %(when)s", **about, name=member.instead_of.name)
    if session.moved_from is not None:
        return _(
            "Flyttet: %(where)s, fra %(before)s til %(when)s. %(reason)s",
            **about,
            before=day_time(session.moved_from),
            reason=session.reason,
        )
    return _("Ændret: %(where)s, %(when)s", **about)


def made(number: int) -> str:
    """How many sessions were planned, and how far ahead."""
    return ngettext("%(num)s gang er planlagt.", "%(num)s gange er planlagt.", number)


def is_running(session: CaseworkSession) -> bool:
    """Whether it is held at this moment."""
    return session.takes_visits and session.starts_at <= clock.now() < session.ends_at
