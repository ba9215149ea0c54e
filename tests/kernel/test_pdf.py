"""Files made of pages: tagged, in their language, with every letter; and nothing can be fetched by what was typed."""

import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import pdf

DOCUMENT = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Prøve på æ, ø og å</title></head>
<body><h1>Rødgrød med fløde</h1>{}</body></html>"""


def _read(html: str) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.made_of(DOCUMENT.format(html))))


def _text(reader: PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A web server nearby, and the addresses that were asked of it."""
    paths: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            return None

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_it_is_tagged_and_says_its_language_its_title_and_that_it_is_pdf_ua() -> None:
    reader = _read("<h2>Ib</h2><p>Kom til kaffe.</p>")
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("da", True, True)
    assert reader.metadata is not None
    assert reader.metadata.title == "Prøve på æ, ø og å"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is True or root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_danish_polish_and_ukrainian_letters_read_back() -> None:
    typed = ["Æblegrød på Ærø, Åse", "Zażółć gęślą jaźń", "Щасливі їжаки ґ є", "5 € – »godt«"]
    text = _text(_read("".join(f"<p>{line}</p>" for line in typed)))
    assert [line for line in typed if line not in text] == []


def test_its_letters_are_in_the_file_and_latin_ones_are_the_programs_own() -> None:
    reader = _read("<p>Щасливі</p>")
    fonts = [str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert any("Plex" in font for font in fonts)
    assert all("+" in font for font in fonts), "a font that is not embedded has no mark in front"


def test_pages_are_numbered() -> None:
    reader = _read("<p>Linje</p>" * 200)
    assert len(reader.pages) > 2
    assert f"2 / {len(reader.pages)}" in reader.pages[1].extract_text()


def test_typed_markup_is_text() -> None:
    from markupsafe import escape

    typed = "<img src=file:///etc/passwd><script>alert(1)</script>"
    assert typed in _text(_read(f"<p>{escape(typed)}</p>"))


def test_nothing_is_fetched_even_by_markup_of_our_own(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'HEMMELIGT' }")
    picture = Path(__file__).parents[2] / "static" / "icon.svg"
    markup = "".join(
        f'<img src="{url}" alt="x"><link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}">'
        for url in (f"{address}/a", secret.as_uri(), picture.as_uri(), f"own:../../../../../..{secret}", "own:icon.svg")
    )
    reader = _read(f"{markup}<p>Resten</p>")
    assert (paths, "HEMMELIGT" in _text(reader), "Resten" in _text(reader)) == ([], False, True)
    assert (dict(reader.attachments), list(reader.pages[0].images)) == ({}, [])


def test_a_page_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LONGEST", 0.05)
    with pytest.raises(pdf.Unavailable):
        pdf.made_of(DOCUMENT.format("<p>Linje</p>"))


@pytest.mark.parametrize(("seconds", "is_made"), [("1", False), ("120", True)])
def test_the_process_that_draws_has_as_much_time_as_whoever_waits(seconds: str, is_made: bool) -> None:
    """Of the processor: what makes it draw on for nobody is stopped, and what a long report takes is not."""
    long = DOCUMENT.format("<table>" + "<tr><td>Række</td><td>7</td></tr>" * 1500 + "</table>")
    command = [sys.executable, "-I", str(Path(pdf.__file__)), seconds]
    drawn = subprocess.run(command, input=long.encode(), capture_output=True, check=False)
    assert (drawn.returncode == 0, drawn.stdout.startswith(b"%PDF")) == (is_made, is_made)


def test_where_what_draws_is_missing_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The interpreter without the packages: what a machine without them looks like from here."""
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nshift\nexec {sys._base_executable} -I -S "$@"\n')
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    with pytest.raises(pdf.Unavailable, match="missing"):
        pdf.made_of(DOCUMENT.format("<p>Linje</p>"))
