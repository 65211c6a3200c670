"""A power cut, played: the operations of a piece of work recorded, and the disk as it may stand after each.

A file's content is on the disk as it was when it was last flushed, else it is empty; a name is on the disk at once, or
only when its folder is flushed. Renaming is one operation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

Disk = dict[str, bytes]


@dataclass
class Recorder:
    """What happens to the files below ``folder`` while ``os`` is listened to."""

    folder: Path
    before: Disk = field(default_factory=dict)
    events: list[tuple[str, Path, Path, bytes]] = field(default_factory=list)
    flushed: dict[int, bytes] = field(default_factory=dict)

    def listen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand in the way of flushing, renaming and deleting from now on."""
        self.before = read_disk(self.folder)
        for path in (self.folder / name for name in self.before):
            self.flushed[path.stat().st_ino] = path.read_bytes()
        for name, heard in (("fsync", self._flush), ("replace", self._move), ("rename", self._move)):
            monkeypatch.setattr(os, name, self._heard(getattr(os, name), heard))
        monkeypatch.setattr(os, "unlink", self._heard(os.unlink, self._drop))

    def _heard(self, real, heard):
        def call(*args, **options):
            heard(*args)
            return real(*args, **options)

        return call

    def _flush(self, number: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{number}"))
        if path.is_dir():
            self.events.append(("folder", path, path, b""))
            return
        self.flushed[path.stat().st_ino] = path.read_bytes()
        self.events.append(("put", path, path, path.read_bytes()))

    def _move(self, source: Path, target: Path) -> None:
        known = self.flushed.get(Path(source).stat().st_ino)
        content = Path(source).read_bytes()
        self.events.append(("put", Path(source), Path(target), content if content == known else b""))

    def _drop(self, path: Path, *rest: object) -> None:
        self.events.append(("drop", Path(path), Path(path), b""))

    def disks(self) -> Iterator[Disk]:
        """Yield the disk after each operation: with all names so far, and with only those of flushed folders."""
        at_once, late, waiting = dict(self.before), dict(self.before), []
        yield dict(late)
        for event in self.events:
            if event[0] == "folder":
                for done in [each for each in waiting if each[2].parent == event[2]]:
                    self._apply(late, done)
                    waiting.remove(done)
            else:
                self._apply(at_once, event)
                waiting.append(event)
            yield dict(at_once)
            yield dict(late)

    def _apply(self, disk: Disk, event: tuple[str, Path, Path, bytes]) -> None:
        kind, source, target, content = event
        disk.pop(self._name(source), None)
        if kind == "put" and self.folder in target.parents:
            disk[self._name(target)] = content

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self.folder)


def read_disk(folder: Path) -> Disk:
    """Return the files below a folder by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_disk(folder: Path, disk: Disk) -> None:
    """Lay files out below a new folder."""
    folder.mkdir()
    for name, content in disk.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
