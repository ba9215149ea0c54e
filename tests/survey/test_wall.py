"""The survey knows centres and the kernel only, and the rest of the program comes in by its two doors."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.torture.place import ROOT

WALL = (
    "The ballot knows centres and the kernel only",
    "The ballot is entered by its doors, the factory and the commands",
)
PLANTED = {"app/survey/ballot.py": "import app.citizens.models", "app/outreach/contact.py": "import app.survey.box"}


def _broken(place: Path) -> list[str]:
    """The contracts that do not hold in this copy of the program."""
    run = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    said = subprocess.run(run, cwd=place, capture_output=True, text=True).stdout
    assert "Contracts:" in said, said
    return [line.partition(" BROKEN")[0] for line in said.splitlines() if " BROKEN" in line]


def test_the_wall_stands_and_an_import_through_it_breaks_its_contract(tmp_path: Path) -> None:
    names = [
        one["name"] for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    ]
    assert set(WALL) <= set(names)
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__", "translations"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert _broken(tmp_path) == []
    for path, line in PLANTED.items():
        planted = tmp_path / path
        planted.write_text(f"{planted.read_text()}\n{line}\n")
    assert set(WALL) <= set(_broken(tmp_path))
