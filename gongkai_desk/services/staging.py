"""Papers that are written beside where they are to be, and put there all or none once their act is sure of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Generic, NamedTuple, TypeVar

from gongkai_desk.errors import NoPermission
from gongkai_desk.paths import flush_folder, free_name, refuse_inside_library, told_kindly

Out = TypeVar("Out")


class Written(NamedTuple):
    """What was written: the files in their order (by name where it does not matter), unknown names of a template."""

    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged(Generic[Out]):
    """Papers that are written, but not where a clerk finds them; ``of``: what they tell, as it was printed.

    ``unknown``: names of a template that nothing is known for; they stand in the paper as they are.
    """

    of: Out
    beside: Path
    names: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def path(self, name: str) -> Path:
        """Return where a paper lies until it is placed."""
        return self.beside / name

    def place(self, of: Out) -> dict[str, Path]:
        """Move the papers into the folder, under free names, all or none; return where each is, in their order.

        Their new names are on the disk when this returns, so that what is stored of them holds after a power cut.

        Raises:
            ValueError: what is stored now is not what was printed, e.g. other numbers; nothing is moved.
            NoPermission, DiskFull: the folder cannot be written.
        """
        if of != self.of:
            raise ValueError("the papers tell something else")
        placed: dict[str, Path] = {}
        folder = self.beside.parent
        with ExitStack() as back, told_kindly(folder):
            for name in self.names:
                target = free_name(folder / name)
                (self.beside / name).rename(target)
                back.callback(target.rename, self.beside / name)
                placed[name] = target
            flush_folder(folder)
            back.pop_all()
        return placed

    def discard(self) -> None:
        """Remove what was not placed."""
        rmtree(self.beside, ignore_errors=True)


def staged(folder: Path, name: str, of: Out, write: Callable[[Path], Written]) -> Staged[Out]:
    """Have papers written into a folder of their own inside ``folder``; ``name`` says what they are.

    Raises:
        NotAllowed: ``folder`` is a part of a library.
        NoPermission, DiskFull: it cannot be written; nothing is left behind then.
        Cancelled: by ``write``, likewise.
    """
    refuse_inside_library(folder / name)
    if folder.exists() and not folder.is_dir():
        raise NoPermission(file=str(folder), reason="no_folder")
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=f".{name}-", dir=folder))
    with ExitStack() as left:
        left.callback(rmtree, beside, ignore_errors=True)
        done = write(beside)
        left.pop_all()
    return Staged(of, beside, done.names or tuple(sorted(each.name for each in beside.iterdir())), done.unknown)
