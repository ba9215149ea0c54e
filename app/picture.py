"""Pictures that somebody sends: checked by what they are, not by what they are called, and made anew.

What is kept was drawn from the dots alone: no place, no camera, no hidden text comes along.
"""

import struct
import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from flask import Response, make_response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from PIL import ExifTags, Image, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from app import log
from app.db import db

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_SENT = 100 * MEGABYTE
"""What a page that takes pictures receives, in order to refuse it with a sentence; above that the line is cut."""
MOST_DOTS = 60_000_000
LONGEST_SIDE = 1600
"""Dots; the small print of a receipt can be read."""
FORMATS = ("JPEG", "PNG", "WEBP")
MIMETYPE = "image/jpeg"
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How the telephone was held (the orientation of EXIF), and what sets that right."""
ODD = (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, struct.error)
"""What Pillow's readers raise on a file that was cut or made to hurt."""


class Reason(StrEnum):
    """Why a file is not taken."""

    NOTHING = "nothing"
    TOO_BIG = "too_big"
    NO_PICTURE = "no_picture"
    BROKEN = "broken"


REFUSALS: dict[Reason, LazyString] = {
    Reason.NOTHING: _l("Vælg et billede først."),
    Reason.TOO_BIG: _l("Billedet er for stort. Det må højst fylde 10 megabyte. Tag det igen i en mindre størrelse."),
    Reason.NO_PICTURE: _l("Det er ikke et billede. Vælg et andet, eller tag et nyt."),
    Reason.BROKEN: _l("Billedet er gået i stykker. Tag det igen."),
}


class Refusal(ValueError):
    """This is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A JPEG of ours; width and height in dots."""

    content: bytes
    width: int
    height: int


def received(file: FileStorage | None) -> bytes:
    """What a form sent as a file, and no more than is looked at anyway; nothing where no file was chosen."""
    if file is None:
        return b""
    with file.stream as sent:
        return sent.read(MOST_BYTES + 1)


def drawn_anew(sent: bytes) -> Picture:
    """The picture in these bytes, upright, at most 1600 dots wide or high, without anything else; raises Refusal."""
    if not sent:
        raise Refusal(Reason.NOTHING)
    if len(sent) > MOST_BYTES:
        raise Refusal(Reason.TOO_BIG)
    try:
        with warnings.catch_warnings():
            # What is too big is refused below, before any dot is drawn.
            warnings.simplefilter("ignore")
            return _drawn(sent)
    except UnidentifiedImageError as odd:
        raise Refusal(Reason.NO_PICTURE) from odd
    except Image.DecompressionBombError as bomb:
        raise Refusal(Reason.TOO_BIG) from bomb
    except Refusal:
        raise
    except (*ODD, MemoryError) as broken:
        raise Refusal(Reason.BROKEN) from broken


def _drawn(sent: bytes) -> Picture:
    with Image.open(BytesIO(sent), formats=FORMATS) as image:
        if image.width * image.height > MOST_DOTS:
            raise Refusal(Reason.TOO_BIG)
        turn = _turn(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen_through = (image.transpose(turn) if turn else image).convert("RGBA")
        plain = Image.new("RGB", seen_through.size, "white")
        plain.paste(seen_through, mask=seen_through.getchannel("A"))
    kept = BytesIO()
    plain.save(kept, "JPEG", quality=85, optimize=True)
    return Picture(kept.getvalue(), plain.width, plain.height)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What sets the picture upright; nothing where it is, or where what stands beside the dots makes no sense."""
    try:
        return UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except ODD:
        return None


def served(content: bytes) -> Response:
    """A picture of ours as an answer, sent only when the reading of it has been logged."""
    log.settle()
    db.session.commit()
    answer = make_response(content)
    answer.mimetype = MIMETYPE
    answer.headers.set("Content-Disposition", "inline", filename="billede.jpg")
    return answer
