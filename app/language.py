"""Danish, and English beside it; and how days, times and numbers are said on the screens."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.support import NullTranslations
from flask import Blueprint, Flask, Response, has_request_context, request, session
from flask_babel import Babel, format_decimal, get_locale, get_translations, ngettext
from flask_babel import gettext as _

from app import clock
from app.access import anywhere
from app.page import own_path, seen_at

LANGUAGES = {"da": "Dansk", "en": "English"}

blueprint = Blueprint("language", __name__, url_prefix="/language")


def init(app: Flask) -> None:
    """Choose the language of each answer, and teach the templates to say days and times."""
    Babel(app, locale_selector=chosen, default_translation_directories=str(_catalogues(app)))
    app.register_blueprint(blueprint)
    _speed_up(app.jinja_env)
    app.add_template_filter(clock_time)
    app.add_template_filter(day)
    app.add_template_filter(day_long)
    app.add_template_filter(day_time)
    app.add_template_filter(hours)
    app.add_template_filter(listed)
    app.add_template_filter(number)
    app.add_template_filter(percent)
    app.context_processor(lambda: {"language": chosen(), "languages": LANGUAGES})


def _catalogues(app: Flask) -> str:
    return f"{app.root_path}/translations"


def _speed_up(templates: Any) -> None:
    """A page says a hundred sentences: of each, Flask-Babel asks three times which language the page has, and Jinja
    takes a detour to it from `_`.
    """
    templates.install_gettext_callables(
        gettext=lambda one: _sentences(get_locale()).gettext(one),
        ngettext=lambda one, many, number: _sentences(get_locale()).ngettext(one, many, number),
        newstyle=True,
    )
    templates.globals["_"] = templates.globals["gettext"]


@cache
def _sentences(_language: Locale | None) -> NullTranslations:
    return get_translations()


def chosen() -> str:
    """The language chosen on this tablet; Danish until somebody chooses, and in commands."""
    language = session.get("language", "da") if has_request_context() else "da"
    return language if language in LANGUAGES else "da"


@blueprint.post("/")
@anywhere
def choice() -> Response:
    """Remember the language on this tablet, and go back to the page."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return seen_at(own_path(request.form.get("next")) or "/")


def clock_time(when: datetime | time) -> str:
    """As a wall clock shows it: 9.05 in Danish, 9:05 in English; a time without a day is local already."""
    shown = when if isinstance(when, time) else clock.local(when)
    return f"{shown.hour}{':' if chosen() == 'en' else '.'}{shown.minute:02}"


def day(when: datetime | date) -> str:
    """Today, yesterday, else the date, with the year when it is another."""
    shown = _date(when)
    today = clock.today()
    if shown == today:
        return _("i dag")
    if shown == today - timedelta(days=1):
        return _("i går")
    return format_date(shown, _pattern("d. MMM", shown), _locale())


def day_long(when: datetime | date) -> str:
    """Weekday and date in full, with the year when it is another."""
    shown = _date(when)
    said = format_date(shown, _pattern("EEEE 'den' d. MMMM", shown), _locale())
    return said[0].upper() + said[1:]


def day_time(instant: datetime) -> str:
    """Day and time of day."""
    return _("%(day)s kl. %(time)s", day=day(instant), time=clock_time(instant))


def listed(lines: str) -> str:
    """What stands line by line, in one: Ida, Bo og Karl."""
    return format_list([line.strip() for line in lines.splitlines() if line.strip()], locale=_locale())


def number(value: float) -> str:
    """A number with the language's separators."""
    return str(format_decimal(value))


def hours(minutes: int) -> str:
    """Minutes as hours in words: 1 hour, 2.25 hours; hundredths at most."""
    return ngettext("%(hours)s time", "%(hours)s timer", 1 if minutes == 60 else 2, hours=hours_alone(minutes))


def hours_alone(minutes: int) -> str:
    """Minutes as hours, as they are typed: 2,25."""
    return str(format_decimal(Decimal(minutes) / 60, "0.##"))


def percent(value: int) -> str:
    """Whole percent, with a space before the sign in Danish."""
    return f"{value}%" if chosen() == "en" else f"{value}\N{NO-BREAK SPACE}%"


def _pattern(danish: str, shown: date) -> str:
    """How a date is written: ordinals with a dot in Danish, and the year when it is another."""
    written = danish if chosen() == "da" else danish.replace(".", "").replace("'den' ", "")
    return written if shown.year == clock.today().year else f"{written} y"


def _date(when: datetime | date) -> date:
    return clock.local(when).date() if isinstance(when, datetime) else when


def _locale() -> str:
    return str(get_locale() or "da")
