"""A QR code as one path of an SVG, so that a page draws it without style, script or a picture from elsewhere."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Empty squares around the code, as the standard (ISO/IEC 18004) asks for."""


@dataclass(frozen=True)
class Drawn:
    """The side of the picture in squares, quiet zone included, and the dark squares as path data."""

    side: int
    path: str


def drawn(text: str) -> Drawn:
    """The code for a text, which still reads when a seventh of it is smudged (level M)."""
    rows = [[bool(square) for square in row] for row in segno.make(text, error="m", micro=False).matrix]
    strokes = [
        f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, squares in enumerate(rows)
        for column, length in _runs(squares)
    ]
    return Drawn(len(rows) + 2 * QUIET, "".join(strokes))


def _runs(squares: list[bool]) -> list[tuple[int, int]]:
    """Where dark squares that touch begin, and how many they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(squares):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs
