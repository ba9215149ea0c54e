"""A disk of a few megabytes that can be filled to the brim and emptied again; it needs the right to mount."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoDisk(Exception):
    """The machine does not let us mount one."""


class SmallDisk:
    """A file system in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room at all."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue

    def make_room(self) -> None:
        """As when somebody deletes what is not needed."""
        self._filler.unlink()


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """A disk of this size, mounted where PostgreSQL's own user can reach it, until the block ends; raises NoDisk."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with _mounted(Path(name) / "disk", megabytes) as disk:
            yield disk


@contextmanager
def _mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    folder.mkdir()
    options = f"size={megabytes}m,mode=0755"
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True)
    except OSError as why:
        raise NoDisk(str(why)) from why
    if done.returncode:
        raise NoDisk(done.stderr.decode())
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
