"""A figure that was measured, beside what it should be; `make torture` and `make bench` print one a line.

    name value unit aim ok|missed

The last line says how many aims were met.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from operator import eq, ge, le

HOLDS = {"=": eq, "<=": le, ">=": ge}


@dataclass(frozen=True)
class Figure:
    """One figure; the name is one word, the aim a comparison (`=0`, `<=100`, `>=20`), or empty where there is none."""

    name: str
    value: float
    unit: str
    aim: str = ""

    @property
    def ok(self) -> bool:
        """Whether the aim is met; a figure without one cannot miss it."""
        return not self.aim or any(
            holds(self.value, float(self.aim.removeprefix(sign)))
            for sign, holds in HOLDS.items()
            if self.aim.startswith(sign)
        )

    def __str__(self) -> str:
        """The line that is printed."""
        value = f"{self.value:.2f}".rstrip("0").rstrip(".") if isinstance(self.value, float) else str(self.value)
        return f"{self.name} {value} {self.unit} {self.aim or '-'} {'ok' if self.ok else 'missed'}"


def printed(figures: Iterable[Figure]) -> int:
    """Print each figure as it comes, and the last line; answers with how many aims were missed."""
    began = time.monotonic()
    aims = met = 0
    for figure in figures:
        print(figure, flush=True)
        if figure.aim:
            aims += 1
            met += figure.ok
    print(f"took {time.monotonic() - began:.0f} s -", flush=True)
    print(f"{met} of {aims} aims met", flush=True)
    return aims - met
