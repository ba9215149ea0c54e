"""All the figures, on both databases: python -m tests.ballot [part …]

The sizes come from the environment: ORDERED (200), REDEEMED (1000), ANSWERS (200), KINDS (sqlite,postgresql).
"""

import sys
import tempfile
from pathlib import Path

from tests.ballot.parts import PARTS
from tests.figures import printed
from tests.torture.__main__ import everything


def main() -> int:
    """Print the figures; 1 where an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        return int(printed(everything(PARTS, Path(folder), sys.argv[1:])) > 0)


if __name__ == "__main__":
    sys.exit(main())
