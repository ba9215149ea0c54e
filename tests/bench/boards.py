"""The board under load: tablets that poll as the page does while others write, and what a poll costs alone."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response
from werkzeug.routing import Rule

from app import clock
from app.access import Act, allow
from app.accounts.models import Account
from app.casework import planning, visiting
from app.casework.models import CaseworkSession
from app.casework.visiting import Arrival
from app.centres.models import Centre, Effort
from app.citizens.models import Citizen
from app.db import db
from tests.bench.filling import PASSWORD, WORKERS
from tests.bench.sizes import Sizes
from tests.bench.tablet import Running, Tablet, WrongAnswer
from tests.browser_without_script import HTMX, Browser
from tests.figures import Figure
from tests.statements import statements

BOARDS = 6
WAITING = 8
POLLED_EVERY = 2.0
WRITTEN_EVERY = 3.0
WARM = 8


def crowded(name: str, server: Running, app: Flask, citizens: list[int], sizes: Sizes) -> Iterator[Figure]:
    """So many tablets with a board open, ten to a board, which ask every two seconds; so many check somebody in every
    three seconds. What is measured is every poll: those that bring the board anew, and those that bring nothing.
    """
    boards = _boards(app, citizens)
    polls: list[tuple[float, int]] = []
    writes: list[float] = []
    wrong: list[BaseException] = []
    watching = [_tablet(server, number) for number in range(sizes.tablets)]
    writing = [_tablet(server, number) for number in range(sizes.writers)]
    end = time.monotonic() + sizes.seconds

    def watch(number: int, tablet: Tablet) -> None:
        seen, board = "0", boards[number % len(boards)]
        time.sleep(POLLED_EVERY * number / len(watching))
        try:
            while time.monotonic() < end:
                began = time.monotonic()
                answer = tablet.get(f"/casework/sessions/{board}/board?seen={seen}", wanted=None, **HTMX)
                if answer.status not in (200, 204):
                    raise WrongAnswer(f"a poll answered {answer.status}")
                polls.append((answer.took, answer.status))
                if answer.status == 200:
                    seen = answer.text.partition("seen=")[2].partition('"')[0]
                time.sleep(max(0.0, POLLED_EVERY - (time.monotonic() - began)))
        except BaseException as failure:
            wrong.append(failure)

    def write(number: int, tablet: Tablet) -> None:
        board = boards[number % len(boards)]
        time.sleep(WRITTEN_EVERY * number / len(writing))
        try:
            while time.monotonic() < end:
                began = time.monotonic()
                writes.append(tablet.post(f"/casework/sessions/{board}/visits", {"who": "unnamed"}, wanted=303).took)
                time.sleep(max(0.0, WRITTEN_EVERY - (time.monotonic() - began)))
        except BaseException as failure:
            wrong.append(failure)

    threads = [threading.Thread(target=watch, args=pair) for pair in enumerate(watching)]
    threads += [threading.Thread(target=write, args=pair) for pair in enumerate(writing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    times = [took for took, _status in polls]
    yield Figure(f"{name}.board.polls", len(times), "polls")
    yield Figure(f"{name}.board.polls-with-news", sum(status == 200 for _took, status in polls), "polls")
    yield Figure(f"{name}.board.writes", len(writes), "writes")
    yield Figure(f"{name}.board.poll.p50", statistics.median(times), "ms")
    yield Figure(f"{name}.board.poll.p95", _share(times, 95), "ms", "<=100")
    yield Figure(f"{name}.board.write.p95", _share(writes, 95), "ms")


def unchanged(name: str, server: Running, app: Flask, citizens: list[int], sizes: Sizes) -> Iterator[Figure]:
    """What a poll costs that brings nothing: bytes on the wire, what it asks of the database and writes there, and its
    time against that of a page that only checks the sign-in, turn about in this process.
    """
    board = _boards(app, citizens, 1)[0]
    version = _version(app, board)
    address = f"/casework/sessions/{board}/board?seen={version}"
    yield Figure(f"{name}.board.unchanged.bytes", _bytes(server, address), "bytes", "<=1000")
    browser = Browser(app)
    form = browser.get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "worker1", PASSWORD
    form.submit()
    bare = _bare(app)
    browser.get(address, **HTMX)
    with statements(app) as sent:
        answer = browser.get(address, **HTMX)
    if answer.status != 204 or answer.text:
        raise WrongAnswer(f"an unchanged board answered {answer.status}")
    yield Figure(f"{name}.board.unchanged.statements", len(sent), "statements", "<=3")
    yield Figure(f"{name}.board.unchanged.writes", sum(not one.startswith("SELECT") for one in sent), "writes", "=0")
    times: dict[str, list[float]] = {address: [], bare: []}
    for _ in range(WARM + 2 * sizes.rounds):
        for path, took in times.items():
            began = time.perf_counter()
            if browser.client.get(path, headers=HTMX).status_code != 204:
                raise WrongAnswer(f"{path} answered otherwise")
            took.append(1000 * (time.perf_counter() - began))
    poll, check = (statistics.median(took[WARM:]) for took in times.values())
    yield Figure(f"{name}.board.unchanged.p50", poll, "ms")
    yield Figure(f"{name}.board.sign-in-check.p50", check, "ms")
    yield Figure(f"{name}.board.unchanged.against-sign-in-check", poll / check, "times", "<=1.5")


def _boards(app: Flask, citizens: list[int], number: int = BOARDS) -> list[int]:
    """Running sessions at the biggest centre, each with a few people on its board."""
    with app.app_context():
        centre = db.session.scalars(sa.select(Centre).order_by(Centre.id).limit(1)).one()
        by = db.session.scalars(sa.select(Account).where(Account.username == "worker0")).one()
        effort = db.session.scalars(sa.select(Effort).order_by(Effort.id).limit(1)).first() or Effort(name="Rådgivning")
        made = []
        for turn in range(number):
            session = planning.plan(
                effort,
                [centre],
                controller_id=centre.operator_id,
                starts_at=clock.now() - timedelta(minutes=30),
                ends_at=clock.now() + timedelta(minutes=90),
                team={by.id: None},
            )
            db.session.flush()
            for place in range(WAITING):
                citizen = db.session.get_one(Citizen, citizens[(turn * WAITING + place) % len(citizens)])
                if place < WAITING // 2:
                    visiting.check_in(session, Arrival(), citizen=citizen, by=by)
                else:
                    visiting.check_in(session, Arrival(), citizen=None, by=by)
                db.session.flush()
            made.append(session.id)
        db.session.commit()
        db.session.remove()
        return made


def _version(app: Flask, board: int) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(CaseworkSession.board_version).where(CaseworkSession.id == board)).one()


def _tablet(server: Running, number: int) -> Tablet:
    return Tablet(server.port, f"worker{number % WORKERS}", PASSWORD)


def _bytes(server: Running, address: str) -> int:
    """Everything that comes back over the socket."""
    tablet = Tablet(server.port, "worker1", PASSWORD)
    cookie = "; ".join(f"{name}={value}" for name, value in tablet.cookies.items())
    head = ("Host: 127.0.0.1", f"Cookie: {cookie}", "HX-Request: true", "Connection: close", "", "")
    asked = "\r\n".join([f"GET {address} HTTP/1.1", *head])
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(asked.encode())
        came = b"".join(iter(lambda: line.recv(65536), b""))
    if b" 204 " not in came.partition(b"\r\n")[0]:
        raise WrongAnswer("an unchanged board did not answer 204")
    return len(came)


def _bare(app: Flask) -> str:
    """A page that only checks the sign-in, as every page does."""
    if "bare" not in app.view_functions:
        app.url_map.add(Rule("/bare", endpoint="bare", methods=["GET"]))
        app.view_functions["bare"] = allow(Act.START_DAY, reads_only=True, poll=True)(lambda: Response(status=204))
    return "/bare"


def _share(times: list[float], percent: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]
