"""A keyholder for the tests of the survey."""

from pathlib import Path

import pytest

from tests.make import World
from tests.survey.keyholder import Keyholder


@pytest.fixture
def keyholder(world: World, tmp_path: Path) -> Keyholder:
    """Somebody who holds the keys of this world; nothing is published yet."""
    return Keyholder(world, tmp_path)
