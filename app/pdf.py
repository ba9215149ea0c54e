"""Files for paper and archives: a page becomes a tagged PDF (PDF/UA-1), with its language, title and page numbers.

WeasyPrint draws it in a process of its own that ends when the file is made, so that what it needs in memory is not
kept by the process that serves the screens, and a page that takes too long can be stopped. In there nothing can be
fetched but the program's own fonts: neither another machine nor a file of this one.
"""

import gc
import resource
import subprocess
import sys
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "vendor" / "fonts" / "IBMPlexSans" / "split" / "woff2"
STYLES = ROOT / "static" / "pdf.css"

LONGEST = 30
"""Seconds that a file may take."""

MOST_MEMORY = 2 * 1024**3
"""Bytes of addresses that the process may take."""

_MISSING = 3


class Unavailable(RuntimeError):
    """No file could be made: what draws it is missing on this machine, or it took too long."""


def made_of(html: str, longest: float | None = None) -> bytes:
    """The PDF of a whole HTML document, which names its language and its title; raises Unavailable. `longest`: seconds
    that whoever waits can wait, where that is not LONGEST.
    """
    longest = LONGEST if longest is None else longest
    # Isolated (-I): no module from the folder where the server happens to stand, none from the environment.
    command = [sys.executable, "-I", str(Path(__file__).resolve()), str(ceil(longest))]
    try:
        drawn = subprocess.run(  # noqa: S603 (our own words, never somebody's text)
            command, input=html.encode(), capture_output=True, timeout=longest, check=False
        )
    except subprocess.TimeoutExpired as stopped:
        raise Unavailable(f"not made within {longest} seconds") from stopped
    if drawn.returncode == _MISSING:
        raise Unavailable("WeasyPrint or Pango is missing")
    if drawn.returncode or not drawn.stdout.startswith(b"%PDF"):
        raise Unavailable(f"ended with {drawn.returncode}")
    return drawn.stdout


def _draw(longest: int) -> int:
    """What the process of its own does, in so many seconds of the processor: HTML in, PDF out."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    # Nothing that is made here is to be given back before the process ends; to look for it takes a fifth of the time.
    gc.disable()
    html = sys.stdin.buffer.read().decode()
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError):
        return _MISSING

    class OwnFontsOnly(URLFetcher):  # type: ignore[misc, unused-ignore]  # WeasyPrint may be missing
        """Refuses every address but `own:` and the name of one of our font files."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            """The font file; raises ValueError for anything else."""
            font = FONTS / Path(url.removeprefix("own:")).name
            if not url.startswith("own:") or font.suffix != ".woff2":
                raise ValueError("nothing but our own fonts is fetched")
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})

    only, fonts = OwnFontsOnly(), FontConfiguration()
    styles = CSS(string=STYLES.read_text(), font_config=fonts, url_fetcher=only, base_url="own:")
    document = HTML(string=html, url_fetcher=only, base_url="own:")
    drawn = document.write_pdf(
        stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True, presentational_hints=False
    )
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(_draw(int(sys.argv[1])))
