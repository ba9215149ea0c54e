"""All the figures, on both databases: python -m tests.torture [part …]

The sizes come from the environment: KILLS (200), CRASHES (10), RESTORES (20), CROWD (50), RACES (100), APPROVALS (100),
KINDS (sqlite,postgresql).
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.conftest import DATABASES
from tests.figures import Figure, printed
from tests.torture.parts import PARTS, Part


def everything(parts: Sequence[Part], folder: Path, wanted: Sequence[str]) -> Iterator[Figure]:
    """The figures of these parts (of those that are wanted, where some are) on both databases."""
    kinds = os.environ.get("KINDS", "sqlite,postgresql").split(",")
    for part in parts:
        if wanted and part.name not in wanted:
            continue
        for kind in part.kinds:
            if kind in kinds and kind in DATABASES:
                yield from part.run(kind, folder / f"{part.name}-{kind}", part.size())
    if "postgresql" in kinds and "postgresql" not in DATABASES:
        yield Figure("postgresql_answers", 0, "servers", "=1")


def main() -> int:
    """Print the figures; 1 where an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        return int(printed(everything(PARTS, Path(folder), sys.argv[1:])) > 0)


if __name__ == "__main__":
    sys.exit(main())
