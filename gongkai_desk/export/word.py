"""A paper as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.export.bands import LaidBand, bands_height, laid_bands
from gongkai_desk.export.paging import Placed
from gongkai_desk.export.tables import LaidTable, lay_table, sized_pictures, taken_by
from gongkai_desk.export.word_kit import WordPaper, band_xml, end_xml, picture_xml
from gongkai_desk.export.word_table import form_xml, table_xml
from gongkai_desk.page.layout import Band, BandKind, Form, FormPage, FormPaper, PageNumbers, Paper, TablePaper, band
from gongkai_desk.page.measures import FIGURES, points
from gongkai_desk.progress import Progress, Stage, silent


def write(paper: Paper, path: Path, progress: Progress = silent) -> None:
    """Write a paper as a Word file.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    word = WordPaper(paper.fonts, paper.heading)
    if isinstance(paper, TablePaper):
        _TableWriter(word, paper, progress).write()
    else:
        _write_forms(word, paper, progress)
    word.save(path)


def _number(word: WordPaper, paper: Paper) -> None:
    if paper.numbers is PageNumbers.STANDARD:
        word.number_pages(paper.leaf)
    else:
        word.count_pages()


# ---- tables


class _TableWriter:
    """Writes a table, its charts and its second table; knows how far the last page is filled, in points."""

    def __init__(self, word: WordPaper, paper: TablePaper, progress: Progress) -> None:
        self._word, self._paper, self._progress = word, paper, progress
        self._high = points(paper.leaf.area_height)
        self._used = 0.0

    def write(self) -> None:
        """Write all of it."""
        paper = self._paper
        # The grid of lines is for papers in the standard's own form.
        self._word.set_page(paper.leaf, paper.first_page, grid=paper.numbers is PageNumbers.STANDARD)
        _number(self._word, paper)
        self._table(paper)
        for number, picture in enumerate(sized_pictures(paper), 1):
            self._picture(picture, number)
        if paper.then is not None:
            self._second(paper.then)

    def _table(self, paper: TablePaper) -> None:
        table = lay_table(paper)
        rows = table.placed()
        self._add_bands(table.above)
        self._word.add(table_xml(table, rows, self._progress))
        self._add_bands(table.below)
        if not table.below:
            self._word.add(end_xml())
        self._add_bands(table.after)
        self._used = _filled(table, rows) + bands_height(table.below)

    def _picture(self, picture: FigurePicture, number: int) -> None:
        self._word.add(picture_xml(self._word.document, picture, number))
        (caption,) = laid_bands([band(BandKind.CAPTION, picture.caption)], points(self._paper.leaf.area_width))
        self._add_bands([caption])
        more = taken_by(picture)
        self._used = more if self._used + more > self._high else self._used + more

    def _second(self, paper: TablePaper) -> None:
        """Write the second table; on a page of its own where it would be cut."""
        table = lay_table(paper)
        cut = self._used + _filled(table, table.placed()) + FIGURES.reserve > self._high
        first, *others = table.above
        self._add_bands([first], opens=cut)
        self._add_bands(others)
        self._word.add(table_xml(table, table.placed(), self._progress) + end_xml())

    def _add_bands(self, bands: Sequence[LaidBand], *, opens: bool = False) -> None:
        for each in bands:
            self._word.add(band_xml(each, self._word.fonts, self._paper.leaf.area_width, opens=opens))


def _filled(table: LaidTable, rows: Sequence[Placed]) -> float:
    """Return how far the last page of a table is used, in points."""
    last = rows[-1].page if rows else 0
    high = sum(row.height or 0.0 for row in rows if row.page == last)
    return high + table.head_height + (bands_height(table.above) if last == 0 else 0.0)


# ---- forms


def _write_forms(word: WordPaper, paper: FormPaper, progress: Progress) -> None:
    word.set_page(paper.leaf, grid=False)
    _number(word, paper)
    for number, page in enumerate(paper.pages):
        progress(Stage.WRITING, number, len(paper.pages))
        if number and page.restarts:
            word.end_section()
        _write_page(word, paper, page, opens=number > 0 and not page.restarts)
        following = paper.pages[number + 1] if number + 1 < len(paper.pages) else None
        if isinstance(page.blocks[-1], Form) and (following is None or following.restarts):
            word.add(end_xml())


def _write_page(word: WordPaper, paper: FormPaper, page: FormPage, *, opens: bool) -> None:
    for index, block in enumerate(page.blocks):
        if isinstance(block, Form):
            word.add(form_xml(block, word.fonts, paper.leaf.area_height))
        else:
            word.add(_line(block, word, paper, opens=opens and index == 0))


def _line(block: Band, word: WordPaper, paper: FormPaper, *, opens: bool) -> str:
    width = paper.leaf.area_width
    lines = laid_bands([block], points(width))
    return "".join(band_xml(each, word.fonts, width, opens=opens and not index) for index, each in enumerate(lines))
