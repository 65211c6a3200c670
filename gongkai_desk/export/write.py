"""A paper in any of its formats; a PDF file is painted from its pages by whoever has a pen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import UnsupportedType
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.page.layout import Paper
from gongkai_desk.progress import Progress, silent

Pen = Callable[[PrintedPaper, Path, Progress], None]
"""Paints pages into a PDF file; the window has one."""


def write_paper(
    paper: Paper, path: Path, format: PaperFormat, progress: Progress = silent, *, pen: Pen | None = None
) -> None:
    """Write a paper; needs no library, so a job may do it.

    Raises:
        UnsupportedType: a PDF file without a pen.
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    if format is PaperFormat.PDF:
        from gongkai_desk.export.pages import pages

        if pen is None:
            raise UnsupportedType(file=str(path), type=format.value)
        pen(pages(paper), path, progress)
    elif format is PaperFormat.XLSX:
        from gongkai_desk.export import excel

        excel.write(paper, path, progress)
    else:
        from gongkai_desk.export import word

        word.write(paper, path, progress)
