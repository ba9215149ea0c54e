"""Templates hold nothing that the policy for content would have to allow: no inline script, style or handler."""

import re
from pathlib import Path

import pytest

FOLDERS = [Path(__file__).parents[2] / name for name in ("templates", "app", "static")]
HTML = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|{[{%#].*?[}%#]}|[^>\"'{])*>", re.DOTALL)

RULES = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "an inline handler of htmx": re.compile(r"\s(?:data-)?hx-on", re.IGNORECASE),
    "a value that is script": re.compile(r"['\"]\s*(?:js|javascript):", re.IGNORECASE),
    "a filter of a trigger": re.compile(r"hx-trigger\s*=\s*(\"[^\"]*\[|'[^']*\[)", re.IGNORECASE),
    "an address elsewhere": re.compile(r"\s(?:src|href|action|hx-\w+)\s*=\s*['\"](?:https?:)?//", re.IGNORECASE),
}
WHOLE = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
}

FAULTS = {
    "an inline style": '<p class="a" style="color: red">',
    "an inline handler": '<button\n onclick="go()">',
    "an inline handler of htmx": '<a hx-on:click="go()">',
    "a value that is script": "<a hx-vals='js:{a: 1}'>",
    "a filter of a trigger": '<a hx-trigger="click[ctrlKey]">',
    "an address elsewhere": '<img src="//evil.com/a.png">',
    "an inline script": "<script defer>go()</script>",
    "an inline style sheet": "<style>p {}</style>",
    "text that is not escaped": "{{ note|safe }}",
}


def faults(text: str) -> list[str]:
    """What a template holds that it must not."""
    tags = " ".join(HTML.findall(re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)))
    found = [name for name, rule in RULES.items() if rule.search(tags)]
    return found + [name for name, rule in WHOLE.items() if rule.search(text)]


def test_no_template_holds_what_the_policy_forbids() -> None:
    templates = [path for folder in FOLDERS for path in folder.rglob("*.html")]
    assert len(templates) > 25
    assert {path.name: found for path in templates if (found := faults(path.read_text()))} == {}


def test_no_page_made_in_python_goes_around_the_templates() -> None:
    sources = [
        path
        for path in FOLDERS[1].rglob("*.py")
        if re.search(r"Markup\(|render_template_string|<script", path.read_text())
    ]
    assert sources == []


TITLE = re.compile(r"block title %}(.*?){% endblock", re.DOTALL)
OF_SOMEBODY = re.compile(r"\b(?:citizen|account|owner|me|contact|person)\b[.\[]")


def test_no_title_names_a_person_since_browsers_keep_titles() -> None:
    titles = {path: TITLE.search(path.read_text()) for path in FOLDERS[0].rglob("*.html")}
    found = {path.name for path, title in titles.items() if title and OF_SOMEBODY.search(title[1])}
    assert found == set()
    assert OF_SOMEBODY.search("{{ citizen.name }}")


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    page = (FOLDERS[0] / "base.html").read_text()
    assert faults(page) == []
    assert faults(page.replace("</main>", f"{FAULTS[name]}</main>")) == [name]


def test_the_sign_in_page_as_it_is_sent_holds_none_either(app) -> None:
    assert faults(app.test_client().get("/accounts/sign-in").get_data(as_text=True)) == []
