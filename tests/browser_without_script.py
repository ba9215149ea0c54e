"""A browser without script: it follows redirects only when told, and sends forms as a browser would."""

from __future__ import annotations

from functools import cached_property

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Page:
    """An answer that was looked at."""

    def __init__(self, browser: Browser, answer: TestResponse) -> None:
        self.browser = browser
        self.answer = answer
        self.status = answer.status_code
        self.path = answer.request.path
        self.headers = answer.headers
        self.text = answer.get_data(as_text=True) if answer.mimetype.startswith(("text/", "application/json")) else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """What it is built of; read when somebody looks, for most answers are only opened."""
        return BeautifulSoup(self.text, "html.parser")

    def __contains__(self, words: str) -> bool:
        return words in self.text or words in self.soup.get_text(" ", strip=True)

    def form(self, action: str = "", index: int = 0) -> Form:
        """The form whose action contains these words; among several, the one at this index."""
        found = [form for form in self.soup.find_all("form") if action in form.get("action", self.path)]
        return Form(self, found[index])

    def follow(self) -> Page:
        """Where the answer leads."""
        assert 300 <= self.status < 400, f"{self.status}: leads nowhere"
        return self.browser.get(self.headers["Location"])


class Form:
    """A form with what a browser would send of it."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page = page
        self.action = str(tag.get("action") or page.path)
        self.method = str(tag.get("method", "get")).upper()
        self.values: dict[str, list[str]] = {}
        inside = tag.find_all(["input", "select", "textarea"])
        outside = (
            page.soup.find_all(["input", "select", "textarea"], attrs={"form": tag.get("id")}) if tag.get("id") else []
        )
        for control in [*inside, *outside]:
            self._read(control)

    def __getitem__(self, name: str) -> str:
        return self.values[name][0] if self.values.get(name) else ""

    def __setitem__(self, name: str, value: str | list[str]) -> None:
        self.values[name] = value if isinstance(value, list) else [value]

    def submit(self, button: tuple[str, str] | None = None, action: str | None = None, **headers: str) -> Page:
        """Send it, with the button's own name and value if it has one."""
        data = {**self.values, **({button[0]: [button[1]]} if button else {})}
        return self.page.browser.send(self.method, action or self.action, data, headers)

    def _read(self, control: Tag) -> None:
        name = str(control.get("name") or "")
        kind = str(control.get("type") or "text")
        if (
            not name
            or kind in ("submit", "button")
            or (kind in ("radio", "checkbox") and not control.has_attr("checked"))
        ):
            return
        if control.name == "textarea":
            value = control.get_text().removeprefix("\r\n").removeprefix("\n")
        elif control.name == "select":
            options = control.find_all("option")
            chosen = next((one for one in options if one.has_attr("selected")), options[0] if options else None)
            value = str(chosen.get("value")) if chosen else ""
        else:
            value = str(control.get("value", "on" if kind == "checkbox" else ""))
        self.values.setdefault(name, []).append(value)


class Browser:
    """A tablet with script turned off."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, address: str, **headers: str) -> Page:
        """Open an address."""
        return Page(self, self.client.get(address, headers=headers))

    def send(
        self, method: str, address: str, data: dict[str, list[str]], headers: dict[str, str] | None = None
    ) -> Page:
        """Send what was entered."""
        if method == "GET":
            return Page(self, self.client.get(address, query_string=data, headers=headers or {}))
        return Page(self, self.client.open(address, method=method, data=data, headers=headers or {}))
