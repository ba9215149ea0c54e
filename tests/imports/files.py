"""Files for the tests, made as a spreadsheet program would make them; hostile ones too."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook


def xlsx(*rows: Sequence[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook whose first sheet holds these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A text file with these rows."""
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with some of its parts replaced; a name is the end of a part's own, with _ for the dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            key = part.filename.rsplit("/", 1)[-1].replace(".", "_")
            new.writestr(part.filename, parts.get(key, old.read(part)))
    return file.getvalue()
