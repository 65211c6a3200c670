"""Slips as files in two steps: a job writes them under their names to be, then numbers and files are taken together.

A job sees no store, and a number may not be used before its paper is whole: so the slow part is done with the numbers
that are next (``slips.numbered``), and ``place`` is what ``slips.issue`` calls as the last act of its step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from gongkai_desk.domain.slips import Slip
from gongkai_desk.paths import free_name, refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.chasing.slips import file_name, slip_name, write_slips


@dataclass(frozen=True, slots=True)
class Staged:
    """Papers that are written, but not where a clerk finds them; ``slips`` as they were printed."""

    slips: tuple[Slip, ...]
    beside: Path
    files: tuple[Path, ...]

    def place(self, issued: Sequence[Slip]) -> tuple[Path, ...]:
        """Move the papers into the folder, under free names, all or none; return where they are.

        Raises:
            ValueError: other numbers were given than those that are printed; ask ``slips.numbered`` again first.
            NoPermission, DiskFull: the folder cannot be written.
        """
        if tuple(issued) != self.slips:
            raise ValueError("the papers bear other numbers")
        done: list[tuple[Path, Path]] = []
        folder = self.beside.parent
        try:
            with told_kindly(folder):
                for file in self.files:
                    target = free_name(folder / file.name)
                    file.rename(target)
                    done.append((file, target))
        except BaseException:
            for file, target in done:
                target.rename(file)
            raise
        return tuple(target for _, target in done)

    def discard(self) -> None:
        """Remove what was not placed."""
        rmtree(self.beside, ignore_errors=True)


def stage(folder: Path, slips: Sequence[Slip], *, apart: bool, progress: Progress = silent) -> Staged:
    """Write numbered slips into a folder of their own inside ``folder``: a file each (``apart``), or one for all.

    Raises:
        NotAllowed: ``folder`` is a part of a library.
        NoPermission, DiskFull: it cannot be written.
        Cancelled: by ``progress``; nothing is left behind.
    """
    refuse_inside_library(folder / "催办文书")
    with told_kindly(folder):
        beside = Path(mkdtemp(prefix=".催办文书-", dir=folder))
    try:
        if apart:
            for index, slip in enumerate(slips):
                progress(Stage.WRITING, index, len(slips))
                write_slips(beside, [slip])
        else:
            write_slips(beside / f"{joint_name(slips)}.docx", slips, progress)
        progress(Stage.WRITING, len(slips), len(slips))
    except BaseException:
        rmtree(beside, ignore_errors=True)
        raise
    names = [slip_name(slip) for slip in slips] if apart else [joint_name(slips)]
    return Staged(tuple(slips), beside, tuple(beside / f"{name}.docx" for name in names))


def joint_name(slips: Sequence[Slip]) -> str:
    """Return the name of a file that holds all slips: by its one number, or by first and last and how many."""
    if len(slips) == 1:
        return slip_name(slips[0])
    title = file_name(slips[0].title.partition("（")[0])
    if len({slip.kind for slip in slips}) > 1:
        return f"{title}（{len(slips)}份）"
    return f"{title}{slips[0].day.year}年第{slips[0].number}—{slips[-1].number}号（{len(slips)}份）"
