"""What is measured. Each function yields its figures as it goes; times are milliseconds, p50 and p95."""

import gzip
import os
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app import clock
from app.citizens.models import Citizen, CitizenAtCentre, CitizenWord
from app.db import db, sqlite
from app.monitoring import indicators
from tests.bench.filling import PASSWORD, WORKERS, YEARS
from tests.bench.sizes import GROWN, Sizes
from tests.bench.tablet import Running, Tablet, WrongAnswer, contact_form
from tests.browser.server import ROOT
from tests.browser_without_script import HTMX, Browser
from tests.figures import Figure
from tests.statements import statements

ONE, MANY = ["economy"], ["economy", "housing", "mental", "health", "job", "dental", "alcohol", "education"]
WARM = 8
"""Requests before the clock starts: both processes have met the page by then."""


def progress(words: str) -> None:
    """A line for whoever waits, with how busy the machine is; the figures alone go to standard output."""
    print(f"# load {os.getloadavg()[0]:.1f}: {words}", file=sys.stderr, flush=True)


def saving(name: str, server: Running, app: Flask, folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """A contact saved over HTTP and shown, turn about with a raw durable insert on the same disk; and the rest of the
    day, which a tablet asks for after it.

    Several people save in turn, since the day shows all that one has saved today, and nobody saves hundreds.
    """
    centre, citizens = regulars(app)
    tablets = [Tablet(server.port, f"worker{number}", PASSWORD) for number in range(min(WORKERS, sizes.rounds))]
    raw = sqlite.connect(folder / "raw.sqlite", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, at TEXT, citizen INTEGER, words TEXT)")
    saved, inserted, rest = [], [], []
    for turn in range(WARM + sizes.rounds):
        began = time.perf_counter()
        raw.execute("INSERT INTO row (at, citizen, words) VALUES (datetime(), ?, 'en kontakt')", (turn,))
        inserted.append(1000 * (time.perf_counter() - began))
        tablet = tablets[turn % len(tablets)]
        answer = tablet.save(citizens[turn % len(citizens)], centre, ONE)
        saved.append(answer.took)
        rest.append(tablet.get(answer.location).took)
    raw.close()
    raw_p50, raw_p95 = _percentiles(inserted[WARM:])
    p50, p95 = _percentiles(saved[WARM:])
    yield Figure(f"{name}.save.p50", p50, "ms")
    yield Figure(f"{name}.save.p95", p95, "ms")
    day_p50, day_p95 = _percentiles(rest[WARM:])
    yield Figure(f"{name}.save.rest-of-day.p50", day_p50, "ms")
    yield Figure(f"{name}.save.rest-of-day.p95", day_p95, "ms")
    yield Figure(f"{name}.raw-insert.p50", raw_p50, "ms")
    yield Figure(f"{name}.raw-insert.p95", raw_p95, "ms")
    yield Figure(f"{name}.save-against-raw.p50", p50 / raw_p50, "times", "<=30")
    yield Figure(f"{name}.save-against-raw.p95", p95 / raw_p95, "times", "<=30")
    yield Figure(f"{name}.save-against-raw.stretch", p50 / raw_p50, "times", "<=25")


def saving_statements(name: str, app: Flask) -> Iterator[Figure]:
    """What saving asks of the database, from the same program inside this process; the most of several times. The
    first time asks one thing more, as each process does once a minute (whether the survey is open).
    """
    centre, citizens = regulars(app)
    browser = _signed_in(app, "worker0")

    def saved(citizen: int, topics: list[str]) -> int:
        form = browser.get("/outreach/contacts/new").form("/outreach/contacts")
        for field, value in contact_form(citizen, centre, topics).items():
            form[field] = [str(one) for one in value] if isinstance(value, list) else str(value)
        with statements(app) as sent:
            answer = form.submit(**HTMX)
        if answer.status != 200:
            raise WrongAnswer(f"saving answered {answer.status}")
        return len(sent)

    with clock.stopped(clock.now()):
        first = saved(citizens[4], ONE)
        one, many = (max(saved(citizen, topics) for citizen in citizens[:4] * 2) for topics in (ONE, MANY))
    yield Figure(f"{name}.save.statements", max(first, one, many), "statements", "<=12")
    yield Figure(f"{name}.save.statements-by-topics", many - one, "statements", "=0")


def listing(name: str, server: Running, app: Flask, sizes: Sizes) -> Iterator[Figure]:
    """The register's page: the fifty newest records. Compressed as nginx would; the whole page, since it is one."""
    tablet = Tablet(server.port, "worker1", PASSWORD)
    answers = [tablet.get("/citizens/") for _ in range(WARM + sizes.rounds)][WARM:]
    rows = answers[0].text.count('class="v-open v-grow"')
    if rows != min(50, sizes.citizens):
        raise WrongAnswer(f"the list has {rows} rows")
    yield from _times(f"{name}.list-of-50", [answer.took for answer in answers], 15)
    yield Figure(f"{name}.list-of-50.compressed", max(answer.compressed for answer in answers), "bytes", "<=6000")
    few, many = (_statements_of(app, username, "/citizens/") for username in ("newcomer", "worker1"))
    yield Figure(f"{name}.list-of-50.statements", many, "statements")
    yield Figure(f"{name}.list-of-50.statements-by-rows", many - few, "statements", "=0")


def searching(name: str, server: Running, app: Flask, sizes: Sizes) -> Iterator[Figure]:
    """The part that lists whom the typed letters find, by somebody who belongs to every centre."""
    tablet = Tablet(server.port, "worker1", PASSWORD)
    for label, typed in _searches(app).items():
        times = [tablet.search(typed).took for _ in range(WARM + sizes.rounds)][WARM:]
        yield from _times(f"{name}.search-{label}", times, 10)


def monitoring(name: str, big: Running, small: Running, sizes: Sizes) -> Iterator[Figure]:
    """The page of figures with many contacts and, turn about, with a tenth of them in the same register."""
    tablets = [Tablet(server.port, "leader", PASSWORD) for server in (big, small)]
    for label, (first, last) in _periods().items():
        path = f"/monitoring/?first={first}&last={last}&centre=0"
        turns = [[tablet.get(path) for tablet in tablets] for _ in range(WARM + sizes.rounds)][WARM:]
        if "borgere har haft kontakt." not in turns[0][0].text:
            raise WrongAnswer("the page of figures shows none")
        many, few = ([answers[place].took for answers in turns] for place in (0, 1))
        yield from _times(f"{name}.monitoring-{label}", many, 50)
        growth = _percentiles(many)[0] / _percentiles(few)[0]
        yield Figure(f"{name}.monitoring-{label}.growth-by-{GROWN}", growth, "times", "<=1.5")


def themes(name: str, big: Running, small: Running, sizes: Sizes) -> Iterator[Figure]:
    """Every page of a theme: as it opens, centre by centre, and of all the years there are."""
    tablets = [Tablet(server.port, "leader", PASSWORD) for server in (big, small)]
    first, last = _periods()["five-years"]
    years = f"first={first}&last={last}&centre=0"
    rounds = max(1, sizes.rounds // 4)
    warm = min(WARM, rounds)
    for theme in indicators.themes():
        for label, asked in (("", ""), ("-centres", "?by=centre"), ("-five-years", f"?{years}")):
            path = f"/monitoring/themes/{theme.value}{asked}"
            turns = [[tablet.get(path) for tablet in tablets] for _ in range(warm + rounds)][warm:]
            if f'id="{indicators.of_theme(theme)[0].key}"' not in turns[0][0].text:
                raise WrongAnswer(f"{path} does not show what it counts")
            many, few = ([answers[place].took for answers in turns] for place in (0, 1))
            yield from _times(f"{name}.theme-{theme.value}{label}", many, 50)
            growth = _percentiles(many)[0] / _percentiles(few)[0]
            yield Figure(f"{name}.theme-{theme.value}{label}.growth-by-{GROWN}", growth, "times", "<=1.5")


def crowd(name: str, server: Running, app: Flask, sizes: Sizes) -> Iterator[Figure]:
    """Clients at once: as fast as the server answers, each saves a contact, gets the rest of the day, opens the
    register and searches, in turn; and then people who save a contact every second, more than they ever do.
    """
    centre, citizens = regulars(app)

    def everything(tablet: Tablet, citizen: int) -> list[float]:
        saved = tablet.save(citizen, centre, ONE)
        others = (tablet.get(saved.location), tablet.get("/citizens/"), tablet.search("an"))
        return [one.took for one in (saved, *others)]

    def a_contact_a_second(tablet: Tablet, citizen: int) -> list[float]:
        saved = tablet.save(citizen, centre, ONE)
        time.sleep(max(0.0, 1 - saved.took / 1000))
        return [saved.took]

    for label, turn in (("crowd", everything), ("savers", a_contact_a_second)):
        times = _at_once(server, citizens, sizes, turn)
        p50, p95 = _percentiles(times)
        yield Figure(f"{name}.{label}.requests", len(times) / sizes.seconds, "a-second")
        yield Figure(f"{name}.{label}.p50", p50, "ms")
        yield Figure(f"{name}.{label}.p95", p95, "ms")
        yield Figure(f"{name}.{label}.p99", _share(times, 99), "ms", "<=100")


def _at_once(
    server: Running, citizens: list[int], sizes: Sizes, turn: Callable[[Tablet, int], list[float]]
) -> list[float]:
    """How long the answers took that these clients waited for, each with its own turns."""
    tablets = [Tablet(server.port, f"worker{number % WORKERS}", PASSWORD) for number in range(sizes.clients)]
    times: list[float] = []
    wrong: list[BaseException] = []
    end = time.monotonic() + sizes.seconds

    def work(number: int, tablet: Tablet) -> None:
        # Nobody begins at the very same moment.
        time.sleep(number / len(tablets))
        try:
            while time.monotonic() < end:
                number += len(tablets)
                times.extend(turn(tablet, citizens[number % len(citizens)]))
        except BaseException as failure:
            wrong.append(failure)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(tablets)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return times


def memory(name: str, server: Running) -> Iterator[Figure]:
    """Of the two processes after all that work, and with the one that started them."""
    workers, all_of_them = server.memory()
    yield Figure(f"{name}.memory.workers", workers, "MiB", "<=200")
    yield Figure(f"{name}.memory.workers-and-first", all_of_them, "MiB")


def first_load(server: Running) -> Iterator[Figure]:
    """What a tablet fetches beside the page, the first time; compressed as set-up compressed it, else by gzip."""
    tablet = Tablet(server.port, "worker0", PASSWORD)
    page = tablet.get("/outreach/contacts/new").text
    asked = {*re.findall(r'(?:src|href)="([^"#]+\.(?:css|js|svg|png)[^"#]*)', page)}
    styles = [ROOT / address.partition("?")[0].lstrip("/") for address in asked if re.search(r"\.(css|js)\b", address)]
    inside = "".join(path.read_text() for path in styles)
    fonts = {
        _beside(path, url) for path in styles for url in re.findall(r"url\(([^)]+\.woff2?)[^)]*\)", path.read_text())
    }
    elsewhere = re.findall(
        r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""", page + inside
    )
    yield Figure("first-load.styles-and-scripts", sum(map(_compressed, styles)), "bytes", "<=60000")
    yield Figure("first-load.fonts", sum(path.stat().st_size for path in fonts), "bytes", "<=70000")
    yield Figure("first-load.requests-elsewhere", len(elsewhere), "requests", "=0")


def _beside(style: Path, url: str) -> Path:
    return (style.parent / url.strip("\"'").partition("?")[0]).resolve()


def _compressed(path: Path) -> int:
    made = path.with_name(f"{path.name}.gz")
    return made.stat().st_size if made.exists() else len(gzip.compress(path.read_bytes(), 9, mtime=0))


def regulars(app: Flask) -> tuple[int, list[int]]:
    """The biggest centre, and citizens of it."""
    with app.app_context():
        at = CitizenAtCentre
        centre = db.session.scalars(sa.select(at.centre_id).order_by(at.centre_id).limit(1)).one()
        citizens = sa.select(at.citizen_id).where(at.centre_id == centre).order_by(at.citizen_id).limit(200)
        return centre, list(db.session.scalars(citizens))


def _searches(app: Flask) -> dict[str, str]:
    """Beginnings that many words have, one has, two together, and an alias as it is."""
    with app.app_context():
        words = sa.select(CitizenWord.word).group_by(CitizenWord.word)
        commonest = db.session.scalars(words.order_by(sa.func.count().desc(), CitizenWord.word).limit(1)).one()
        alias = db.session.scalars(sa.select(Citizen.alias).where(Citizen.alias != "").order_by(Citizen.id)).first()
        name = db.session.scalars(
            sa.select(Citizen.full_name).where(Citizen.full_name != "").order_by(Citizen.id.desc())
        ).first()
        rarest = db.session.scalars(
            words.where(sa.func.length(CitizenWord.word) > 3).order_by(sa.func.count(), CitizenWord.word).limit(1)
        ).one()
    if not (alias and name):
        raise WrongAnswer("nobody is called anything")
    first, *_, last = name.split()
    return {
        "common": commonest[:2],
        "common-word": commonest,
        "rare": rarest,
        "two-words": f"{first[:3]} {last[:3]}",
        "alias": alias,
    }


def _periods() -> dict[str, tuple[date, date]]:
    """This year, the last quarter as its link says it, and all the years there are."""
    today = clock.today()
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = quarter - timedelta(days=1)
    return {
        "this-year": (date(today.year, 1, 1), today),
        "last-quarter": (date(before.year, before.month - 2, 1), before),
        "five-years": (today - timedelta(days=365 * YEARS + 1), today),
    }


def _statements_of(app: Flask, username: str, path: str) -> int:
    browser = _signed_in(app, username)
    browser.get(path)
    with statements(app) as sent:
        browser.get(path)
    return len(sent)


def _signed_in(app: Flask, username: str) -> Browser:
    browser = Browser(app)
    form = browser.get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = username, PASSWORD
    form.submit()
    return browser


def _times(name: str, times: list[float], aim: int) -> Iterator[Figure]:
    p50, p95 = _percentiles(times)
    yield Figure(f"{name}.p50", p50, "ms")
    yield Figure(f"{name}.p95", p95, "ms", f"<={aim}")


def _percentiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), _share(times, 95)


def _share(times: list[float], percent: int) -> float:
    """The time that this share of them does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]
