"""A worker who writes contacts over real HTTP, and remembers which of them the server acknowledged."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from tests.make import PASSWORD

LONGEST_ANSWER = 60.0


class NoAnswer(Exception):
    """The line broke before there was an answer: nobody knows whether it was stored."""


class OddAnswer(Exception):
    """The server answered something that is no acknowledgement."""


class NotNow(Exception):
    """The server said in words that it could not store it now."""


@dataclass
class Writer:
    """Writes contacts whose notes are marks, so that each is found again in the database.

    The two faults that can be planted: `counts_early` remembers a contact as acknowledged when it is sent, and
    without `keeps_key` a contact is sent again as if from a form opened anew.
    """

    port: int
    username: str
    counts_early: bool = False
    keeps_key: bool = True
    acknowledged: set[str] = field(default_factory=set)
    unanswered: dict[str, str] = field(default_factory=dict)
    """The marks that were sent and not acknowledged, with the key of their form."""
    slowest: float = 0.0
    odd: list[str] = field(default_factory=list)
    _cookies: dict[str, str] = field(default_factory=dict)
    _form: list[tuple[str, str]] = field(default_factory=list)
    _line: http.client.HTTPConnection | None = None
    _written: int = 0

    def sign_in(self) -> None:
        """Through the form, and open the page of a contact."""
        page = self._ask("GET", "/accounts/sign-in")[1]
        token = str(BeautifulSoup(page, "html.parser").find("input", {"name": "csrf_token"})["value"])
        status, _ = self._ask(
            "POST",
            "/accounts/sign-in",
            [("csrf_token", token), ("username", self.username), ("password", PASSWORD)],
        )
        if status != 303:
            raise OddAnswer(f"sign-in: {status}")
        self._open_form()

    def write(self, lose_answer: bool = False) -> None:
        """Send one new contact. With `lose_answer` the line breaks once it is sent, and it is sent again."""
        mark = f"{self.username}-{self._written}"
        self._written += 1
        self.unanswered[mark] = uuid.uuid4().hex
        if self.counts_early:
            self.acknowledged.add(mark)
        if lose_answer:
            self._send_and_hang_up(mark)
        self._send(mark)

    def send_again(self) -> None:
        """Send what was never acknowledged again, with its key."""
        for mark in list(self.unanswered):
            self._send(mark)

    def work(self, until: threading.Event, pause: float = 0.0) -> None:
        """Write one contact after another, until told to stop or until the line breaks."""
        try:
            self.send_again()
            while not until.is_set():
                self.write(lose_answer=self._written % 10 == 3)
                if pause:
                    time.sleep(pause)
        except NoAnswer:
            pass
        except (NotNow, OddAnswer) as answer:
            self.odd.append(str(answer))
        finally:
            self._hang_up()

    def work_through(self, until: threading.Event) -> None:
        """Write one contact after another until told to stop; what is refused for now is sent again a little later."""
        while not until.is_set():
            try:
                self.send_again()
                self.write()
            except (NoAnswer, NotNow):
                time.sleep(0.05)
            except OddAnswer as answer:
                self.odd.append(str(answer))
                time.sleep(0.05)

    def _open_form(self) -> None:
        """What a browser would send of the page of a contact, with the three taps made."""
        page = BeautifulSoup(self._ask("GET", "/outreach/contacts/new?who=unnamed")[1], "html.parser")
        form = page.find("form", {"id": "contact"})
        fields: list[tuple[str, str]] = []
        for control in form.find_all(["input", "textarea", "select"]):
            kind = control.get("type", "text")
            if not control.get("name") or (kind in ("radio", "checkbox") and not control.has_attr("checked")):
                continue
            fields.append((control["name"], control.get("value", "")))
        taps = {"kind": "outreach", "topics": "economy", "who": "unnamed"}
        kept = [(name, value) for name, value in fields if name not in (*taps, "note", "form_key", "q")]
        self._form = [*kept, *taps.items()]

    def _send(self, mark: str) -> None:
        key = self.unanswered[mark] if self.keeps_key else uuid.uuid4().hex
        began = time.monotonic()
        status, text = self._ask("POST", "/outreach/contacts", [*self._form, ("note", mark), ("form_key", key)])
        self.slowest = max(self.slowest, time.monotonic() - began)
        if status in (503, 507):
            raise NotNow(text)
        if status != 303:
            raise OddAnswer(f"{mark}: {status} {BeautifulSoup(text, 'html.parser').get_text(' ', strip=True)[:300]}")
        self.acknowledged.add(mark)
        del self.unanswered[mark]

    def _send_and_hang_up(self, mark: str) -> None:
        fields = [*self._form, ("note", mark), ("form_key", self.unanswered[mark])]
        try:
            self._send_request("POST", "/outreach/contacts", fields)
            time.sleep(0.02)
        except (OSError, http.client.HTTPException) as failure:
            raise NoAnswer from failure
        finally:
            self._hang_up()

    def _ask(self, method: str, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        try:
            line = self._send_request(method, path, fields)
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as failure:
            self._hang_up()
            raise NoAnswer from failure
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.split(";")[0].partition("=")
            self._cookies[name] = value
        self._hang_up()
        return answer.status, text

    def _send_request(self, method: str, path: str, fields: list[tuple[str, str]] | None) -> http.client.HTTPConnection:
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_ANSWER)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields)
        self._line.request(method, path, body=body, headers=headers)
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
