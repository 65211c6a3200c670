"""Workbooks with a sheet for each section or unit: one plan, whose sheets say where a task stands or who does it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai_desk.domain.plan import CellPlace, Place
from gongkai_desk.domain.sheet import DETAIL, detail_mark
from gongkai_desk.domain.state import Role
from gongkai_desk.parsing.blocks.model import Listing, Paragraph, Raw, Table
from gongkai_desk.parsing.parts import is_same_plan
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Grid, Line, Missed, Page
from gongkai_desk.words.assigning import is_unit_list
from gongkai_desk.words.lexicon import ENDED
from gongkai_desk.words.units import UnitDirectory

_PLAIN_NAME = re.compile(r"(?:sheet|工作表|表|页)?\s*\d*", re.IGNORECASE)  # Sheet1, 工作表2: says nothing
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")  # …任务分解表（政策公开）


def without_detail(document: Document) -> Document:
    """Return a workbook of ours without its 明细: of two sheets with the same tasks only the official one is read.

    Told by its name and by the line over it, where the sheet of which that is a list is there. What stands in 明细
    alone (somebody went on writing there) is told as missed.
    """
    names = {page.name for page in document.pages}
    listed = [page for page in document.pages if page.name.startswith(DETAIL) and _listed(page) & names]
    if not listed:
        return document
    pages = tuple(page for page in document.pages if page not in listed)
    official = _Columns(pages)
    missed = (each for page in listed for each in _only_there(page, official))
    return replace(document, pages=pages, missed=(*document.missed, *missed))


def _listed(page: Page) -> set[str]:
    """Return the sheet that the line over a list names."""
    lines = [item.text for item in page.items if isinstance(item, Line)]
    named = (match for line in lines if (match := re.search("“(.+)”", line)) and line == detail_mark(match[1]))
    return {match[1] for match in named}


class _Columns:
    """The texts of the official sheet; one that is cut by a page end stands in several cells under each other."""

    def __init__(self, pages: Sequence[Page]) -> None:
        cells = [cell for page in pages for cell in _cells_of(page)]
        self._whole = {text for _, cell in cells for text in cell.text.split("\n")}
        columns: dict[int, list[str]] = {}
        for column, cell in cells:
            columns.setdefault(column, []).append(cell.text.replace("\n", ""))
        self._running = ["".join(texts) for texts in columns.values()]

    def hold(self, text: str) -> bool:
        """Tell whether each paragraph of a text is there."""
        paragraphs = (each for each in text.split("\n") if each not in self._whole)
        return all(any(each in running for running in self._running) for each in paragraphs)


def _only_there(page: Page, official: _Columns) -> Iterator[Missed]:
    heads = next((grid.rows[0] for grid in page.items if isinstance(grid, Grid)), ())
    for _, cell in _cells_of(page):
        if cell not in heads and not official.hold(cell.text):
            place = cell.places[0] if cell.places else None
            where = f"{place.sheet}!{place.cell}" if isinstance(place, CellPlace) else page.name
            yield Missed(where, f"只在“{DETAIL}”里有，没有采用：{cell.text}")


def _cells_of(page: Page) -> Iterator[tuple[int, Cell]]:
    for grid in page.items:
        if isinstance(grid, Grid):
            yield from ((column, cell) for row in grid.rows for column, cell in enumerate(row) if cell is not None)


def sheet_of(table: Table) -> str:
    """Return the sheet that a table stands on, "" where it is of no workbook."""
    places = (place for row in table.rows for cell in row if cell for place in cell.places)
    place = next(places, None)
    return place.sheet if isinstance(place, CellPlace) else ""


def title_on_sheet(table: Table, above: Sequence[Paragraph]) -> str:
    """Return the title that a further sheet has of its own: the longest line above its table."""
    sheet = sheet_of(table)
    lines = [line.text for line in above if sheet and any(_is_on(place, sheet) for place in line.places)]
    titles = (text for text in lines if USUAL.title_line <= len(text) <= USUAL.name_most and text[-1] not in ENDED)
    return max(titles, key=len, default="")


def _is_on(place: Place, sheet: str) -> bool:
    return isinstance(place, CellPlace) and place.sheet == sheet


def placed_in_sheets(listings: Sequence[Listing], directory: UnitDirectory) -> list[Listing]:
    """Return the listings of a document with what the names of their sheets say, where several sheets hold tasks.

    A sheet that holds all that the others do is the plan, they are its extracts: each is then a list of its own.
    """
    sheets = list(dict.fromkeys(each.sheet for each in listings if each.tasks and each.sheet))
    if len(sheets) < 2:
        return list(listings)
    named = (sheet for sheet in sheets if not is_unit_list(sheet, directory))
    whole = next((sheet for sheet in named if _holds_all(sheet, listings)), None)
    if whole is not None:
        return [each if each.sheet == whole else _apart(each) for each in listings]
    return [_placed(each, directory) for each in listings]


def is_one_plan(one: Listing, other: Listing) -> bool:
    """Tell whether the tables of two sheets are parts of one plan: their titles differ by the sheet at most."""
    if not one.sheet or not other.sheet or one.apart or other.apart:
        return False
    return is_same_plan(common_title(one), common_title(other), same_kind=True)


def common_title(listing: Listing) -> str:
    """Return the title without the part that a sheet stands for: …任务分解表（政策公开）."""
    return _IN_BRACKETS.sub("", listing.title) or listing.title


def _holds_all(sheet: str, listings: Sequence[Listing]) -> bool:
    own = Counter(raw.content for each in listings if each.sheet == sheet for raw in each.tasks)
    others = Counter(raw.content for each in listings if each.sheet and each.sheet != sheet for raw in each.tasks)
    return bool(others) and not others.keys() - own.keys() and own.total() > 1


def _apart(listing: Listing) -> Listing:
    if not listing.sheet:
        return listing
    return replace(listing, title=f"{common_title(listing)}（{listing.sheet}）", apart=True)


def _placed(listing: Listing, directory: UnitDirectory) -> Listing:
    name = listing.sheet.strip()
    if not name or _PLAIN_NAME.fullmatch(name) or name in common_title(listing):
        return listing
    if is_unit_list(name, directory) and not any(raw.clauses for raw in listing.tasks):
        return replace(listing, tasks=[_done_by(raw, name) for raw in listing.tasks])
    return replace(listing, tasks=[_within(raw, name) for raw in listing.tasks])


def _done_by(raw: Raw, unit: str) -> Raw:
    return replace(raw, clauses=((Role.RESPONSIBLE, unit),), unit_text=unit)


def _within(raw: Raw, name: str) -> Raw:
    return raw if name in raw.section else replace(raw, section=(name, *raw.section))
