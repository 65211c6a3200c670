"""Papers of the list, written as the tests of each want them: what it is made of in, a file or pages out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from gongkai_desk.export import excel, word
from gongkai_desk.export.pages import pages
from gongkai_desk.export.printed import PrintedPaper, PrintSetup
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.making import make_paper
from gongkai_desk.progress import Progress, silent


class Writing:
    """Writes one kind of paper."""

    def __init__(self, kind: PaperKind) -> None:
        self._make = partial(make_paper, kind)

    def docx(self, path: Path, facts: object, progress: Progress = silent) -> None:
        """Write it as Word."""
        word.write(self._make(facts), path, progress)

    def xlsx(self, path: Path, facts: object, progress: Progress = silent) -> None:
        """Write it as a workbook."""
        excel.write(self._make(facts), path, progress)

    def pages(self, facts: object, setup: PrintSetup | None = None) -> PrintedPaper:
        """Return its pages."""
        return pages(self._make(facts), setup)
