"""Tables that leave the program as a file: UTF-8 with a mark, semicolons, and no cell that a spreadsheet would run."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_RUNS = ("=", "+", "-", "@")
_ENDS_A_CELL = ("\t", "\r", "\n")


def csv_file(head: Iterable[str], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: lines that say what this is and from when, the names of the columns, and the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(line)] for line in head)
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula, however the sign is written; else as it is."""
    text = "" if cell is None else str(cell)
    first = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return f"'{text}" if text.startswith(_ENDS_A_CELL) or first in _RUNS else text
