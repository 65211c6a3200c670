"""What leaves is looked at first: the texts of a paper with their places, scanned and covered before a painter has it.

A paper stays a value: what is covered is covered in every format, in the workbook's second sheet and in the preview.
Not looked into: files of evidence and what was frozen before (an issued paper goes out as it is).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar, cast

from gongkai_desk.domain.year.personal import NOTHING_KNOWN, Found, FoundPlace, Key, Known, Mask
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Paper,
    Row,
    RowKind,
    TablePaper,
    WorkbookPaper,
)
from gongkai_desk.rules.personal import finds, masked
from gongkai_desk.wording.year.personal import BANDS, HEADING, SECTION_ROW

AnyPaper = Paper | WorkbookPaper
P = TypeVar("P", bound="TablePaper | FormPaper | WorkbookPaper")
Placed = tuple[str, str]
"""Where a text stands, in words; the text."""
_CALLED = 14  # characters by which a row is called
_BETWEEN = "　"


def scanned(papers: Iterable[AnyPaper], known: Known = NOTHING_KNOWN) -> tuple[Found, ...]:
    """Return the personal data that papers carry, each with the places where it stands."""
    several = tuple(papers)
    named = len(several) > 1
    return found_in(
        (
            (_BETWEEN.join(filter(None, (paper.heading if named else "", where))), text)
            for paper in several
            for where, text in texts_of(paper)
        ),
        known,
    )


def found_in(texts: Iterable[Placed], known: Known = NOTHING_KNOWN) -> tuple[Found, ...]:
    """Return the personal data of texts by place, in their order."""
    places: dict[Key, dict[FoundPlace, None]] = {}
    seen: dict[str, tuple[tuple[Key, int, int], ...]] = {}
    present: dict[str, None] = {}
    listed = list(dict.fromkeys(texts))
    whole = "\n".join(text for _, text in listed)
    here = replace(known, applicants=tuple(name for name in known.applicants if name in whole))
    for where, text in listed:
        if text not in seen:
            seen[text] = tuple((each.key, each.start, each.end) for each in finds(text, here))
        for key, start, end in seen[text]:
            present[text] = None
            places.setdefault(key, {})[FoundPlace(where, text, start, end)] = None
    return tuple(Found(*key, tuple(at)) for key, at in places.items())


def mask_paper(paper: P, mask: Mask) -> P:
    """Return the paper with what the mask hides covered in every text; places of figures stay what they are."""
    if not mask.hidden:
        return paper
    return cast("P", _mapped(paper, lambda text: mask_text(text, mask)))


def mask_text(text: str, mask: Mask) -> str:
    """Return a text with what the mask hides covered."""
    if not mask.hidden:
        return text
    hidden = [each for each in finds(text, mask.known) if each.key in mask.hidden]
    return masked(text, hidden) if hidden else text


# ---- the texts of a paper


def texts_of(paper: AnyPaper) -> Iterator[Placed]:
    """Yield every text of a paper with where it stands."""
    if isinstance(paper, WorkbookPaper):
        for sheet in paper.sheets:
            for where, text in texts_of(sheet):
                yield _BETWEEN.join(filter(None, (sheet.book.name, where))), text
    elif isinstance(paper, TablePaper):
        yield from _of_table(paper)
    else:
        for page in paper.pages:
            yield from _of_page(page)


def _of_table(paper: TablePaper) -> Iterator[Placed]:
    yield HEADING, paper.heading
    yield from _of_bands((*paper.above, *paper.below, *paper.after))
    for row in paper.rows:
        yield from _of_row(row, paper)
    if paper.then is not None:
        yield from _of_table(paper.then)


def _of_bands(bands: Iterable[Band]) -> Iterator[Placed]:
    for each in bands:
        for piece in each.pieces:
            yield BANDS[each.kind.value], piece.text


def _of_row(row: Row, paper: TablePaper) -> Iterator[Placed]:
    if row.kind is RowKind.SECTION:
        yield from ((SECTION_ROW, text) for text in row.texts)
        return
    name = _BETWEEN.join(_short(text) for text in row.texts[:2] if text)
    for column, text in zip(paper.columns, row.texts, strict=False):
        if text:
            yield f"{name}，{column.name}", text


def _of_page(page: FormPage) -> Iterator[Placed]:
    for block in page.blocks:
        if isinstance(block, Band):
            yield from ((f"{page.name}{BANDS[block.kind.value]}", piece.text) for piece in block.pieces)
        else:
            for row in block.rows:
                yield from _of_cells(row.cells, page.name)


def _of_cells(cells: Iterable[Cell], page: str) -> Iterator[Placed]:
    label = ""
    for cell in cells:
        if cell.label:
            label = _short(cell.text)
        yield _BETWEEN.join(filter(None, (page, label))) or BANDS[BandKind.BODY.value], cell.text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CALLED else f"{line[:_CALLED]}…"


# ---- the same paper with other texts

Change = Callable[[str], str]


def _mapped(paper: AnyPaper, change: Change) -> AnyPaper:
    if isinstance(paper, WorkbookPaper):
        sheets = tuple(_table(each, change) if isinstance(each, TablePaper) else _forms(each, change)
                       for each in paper.sheets)  # fmt: skip
        return replace(paper, heading=change(paper.heading), sheets=sheets)
    return _table(paper, change) if isinstance(paper, TablePaper) else _forms(paper, change)


def _table(paper: TablePaper, change: Change) -> TablePaper:
    return replace(
        paper,
        heading=change(paper.heading),
        rows=tuple(replace(row, texts=tuple(map(change, row.texts))) for row in paper.rows),
        above=_bands(paper.above, change),
        below=_bands(paper.below, change),
        after=_bands(paper.after, change),
        then=None if paper.then is None else _table(paper.then, change),
    )


def _forms(paper: FormPaper, change: Change) -> FormPaper:
    return replace(paper, heading=change(paper.heading), pages=tuple(_page(each, change) for each in paper.pages))


def _bands(bands: Iterable[Band], change: Change) -> tuple[Band, ...]:
    return tuple(_band(each, change) for each in bands)


def _band(each: Band, change: Change) -> Band:
    return replace(each, pieces=tuple(replace(piece, text=change(piece.text)) for piece in each.pieces))


def _page(page: FormPage, change: Change) -> FormPage:
    blocks = (_band(each, change) if isinstance(each, Band) else _form(each, change) for each in page.blocks)
    return replace(page, blocks=tuple(blocks))


def _form(form: Form, change: Change) -> Form:
    return replace(form, rows=tuple(_form_row(row, change) for row in form.rows))


def _form_row(row: FormRow, change: Change) -> FormRow:
    return replace(row, cells=tuple(_cell(each, change) for each in row.cells))


def _cell(cell: Cell, change: Change) -> Cell:
    return replace(cell, value=change(cell.value)) if isinstance(cell.value, str) else cell
