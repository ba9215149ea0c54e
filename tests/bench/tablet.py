"""The real server on a database, and a tablet that asks it over a socket; a wrong answer ends the bench."""

import gzip
import http.client
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.server import NOT_OURS, ROOT, _free_port
from tests.browser_without_script import HTMX


class WrongAnswer(RuntimeError):
    """The server answered something else than it should; then no time means anything."""


@dataclass(frozen=True)
class Running:
    """The server: its port, and the number of its first process."""

    port: int
    pid: int

    def memory(self) -> tuple[float, float]:
        """MiB of the workers together, and of these with the first process: each shared page is shared out (PSS)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        workers = sum(_proportional(int(child)) for child in children)
        return workers, workers + _proportional(self.pid)


@contextmanager
def running(url: str, folder: Path) -> Iterator[Running]:
    """gunicorn as production starts it (two processes), on this database, until the block ends."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    environment |= {"DATABASE_URL": url, "VAEKSTHUS_INSTANCE": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    log = folder / f"server-{port}.log"
    with (
        log.open("wb") as kept,
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stdout=kept, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait(port, process, log)
            yield Running(port, process.pid)
        finally:
            process.terminate()


@dataclass
class Answer:
    """What came back, and how long it took, in milliseconds, until its last byte."""

    status: int
    text: str
    location: str
    took: float

    @property
    def compressed(self) -> int:
        """Bytes, compressed as nginx does by its own choice (gzip, level 1)."""
        return len(gzip.compress(self.text.encode(), compresslevel=1, mtime=0))


class Tablet:
    """Somebody signed in, on one tablet."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = self._token("/accounts/sign-in")
        self.post("/accounts/sign-in", {"username": username, "password": password}, wanted=303)
        self.token = self._token("/accounts/me")

    def get(self, path: str, wanted: int | None = 200, **headers: str) -> Answer:
        """Open an address."""
        return self._ask("GET", path, None, wanted, headers)

    def post(self, path: str, values: dict[str, object], wanted: int = 200, **headers: str) -> Answer:
        """Send a form, with its protection and a key of its own."""
        body = urlencode({"csrf_token": self.token, "form_key": uuid.uuid4().hex, **values}, doseq=True)
        return self._ask("POST", path, body, wanted, headers)

    def tap(self, path: str, values: dict[str, object]) -> Answer:
        """Send a form that may be refused, since somebody else was first."""
        body = urlencode({"csrf_token": self.token, "form_key": uuid.uuid4().hex, **values}, doseq=True)
        return self._ask("POST", path, body, None, {})

    def save(self, citizen: int, centre: int, topics: list[str]) -> Answer:
        """Save a contact; the answer shows it, and says where the rest of the day stands (its location)."""
        answer = self.post("/outreach/contacts", contact_form(citizen, centre, topics), **HTMX)
        there = re.search(r'data-here="([^"]+)"', answer.text)
        if there is None or "Gemt lige nu" not in answer.text:
            raise WrongAnswer("a contact that was saved is not shown as new")
        return replace(answer, location=there[1])

    def search(self, typed: str) -> Answer:
        """The part with whom the typed letters find."""
        return self.post("/citizens/search", {"q": typed}, **HTMX)

    def _token(self, path: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path).text)
        if found is None:
            raise WrongAnswer(f"{path} has no form")
        return found[1]

    def _ask(self, method: str, path: str, body: str | None, wanted: int | None, headers: dict[str, str]) -> Answer:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            text = answer.read()
        finally:
            line.close()
        took = 1000 * (time.perf_counter() - began)
        if wanted is not None and answer.status != wanted:
            raise WrongAnswer(f"{method} {path.partition('?')[0]} answered {answer.status} instead of {wanted}")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(answer.status, text.decode(), answer.headers.get("Location") or "", took)


def contact_form(citizen: int, centre: int, topics: list[str]) -> dict[str, object]:
    """What a tablet sends of a contact with defaults."""
    return {
        "who": citizen,
        "kind": "contact_making",
        "topics": topics,
        "place": "centre",
        "centre": centre,
        "day": "today",
        "time": "0.00",
        "duration": 15,
    }


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up and process.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            line.close()
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


def _proportional(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
