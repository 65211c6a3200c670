"""The stage: a document becomes its paragraphs and tables, cleaned, pieces of one table joined over pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.parsing.blocks.lines import Joiner, Wrap, without_furniture, wrap_of
from gongkai_desk.parsing.blocks.model import Block, Entry, Paragraph, Table, text_of
from gongkai_desk.parsing.blocks.wide import columns_joined, twins_parted
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.document import Cell, Document, FileKind, Grid, Line, Page
from gongkai_desk.words.normal import clean
from gongkai_desk.words.unit_names import STOPS, is_unit_like, starts_named

_PLACE = re.compile("[\u4e00-\u9fff]{1,4}[省市县区州旗盟](?:人民)?政府")
_LABEL = re.compile("(?:牵头|主办|责任|承办|配合|协办|参与)(?:单位|部门|科室)[：:]")
_TELLS_MERGES = frozenset({FileKind.DOCX, FileKind.DOC, FileKind.XLSX, FileKind.XLS, FileKind.ODS, FileKind.HTML})


def entry_of(cell: Cell) -> Entry:
    """Return a cell cleaned; its blanks are kept aside, since they may part names."""
    text, printed = clean(cell.text), _parted(cell)
    if not any(char.isspace() for char in printed):
        return Entry(text, text, cell.places, cell.rows, cell.columns)
    pieces = ((clean(piece) for piece in line.split()) for line in printed.split("\n"))
    printed = "\n".join(" ".join(line) for line in pieces)
    return Entry(text, printed, cell.places, cell.rows, cell.columns)


def _parted(cell: Cell) -> str:
    """Return the text with a line feed where a full line ended a name: units one a line in a narrow cell, no stops.

    So it is where a line begins with a label of units: 市司法局 | 配合单位：市教育局.
    """
    text, start, listed = "", 0, any(stop in cell.text for stop in STOPS)
    for join in cell.joins:
        before = (text + cell.text[start:join]).rpartition("\n")[2]
        ends = not listed and _is_name(before) and _is_name(_line_at(cell, join))
        text += cell.text[start:join] + ("\n" if ends or _LABEL.match(cell.text, join) else "")
        start = join
    return text + cell.text[start:]


def _line_at(cell: Cell, start: int) -> str:
    """Return the name that begins at a join: to the end of its line, over the joins inside it."""
    return cell.text[start:].partition("\n")[0]


def _is_name(text: str) -> bool:
    return bool(starts_named(text) or _PLACE.match(text)) and is_unit_like(text)


def table_of(grid: Grid, page: Page) -> Table:
    """Return a grid with its cells cleaned."""
    rows = tuple(tuple(entry_of(cell) if cell else None for cell in row) for row in grid.rows)
    return Table(rows, grid.name or page.name, grid.header_rows, frozenset(), page.number, grid.ruled)


def joined_over_pages(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join tables that follow each other with nothing, or only rows of a single cell, between them."""
    run = _Run()
    for block in blocks:
        if run.takes(block):
            continue
        yield from run.blocks()
        run = _Run([block] if isinstance(block, Table) else [])
        if isinstance(block, Paragraph) and block.text:
            yield block
    yield from run.blocks()


@dataclass
class _Run:
    """The pieces of one table so far, and the lines behind the last that may be rows of it."""

    pieces: list[Table] = field(default_factory=list)
    between: list[Paragraph] = field(default_factory=list)

    def takes(self, block: Block) -> bool:
        """Take a block in if the table may go on with it."""
        if not self.pieces:
            return False
        if isinstance(block, Paragraph):
            if not _may_be_row(self.pieces[-1], block, len(self.between)):
                return False
            self.between.append(block)
            return True
        if not (_goes_on(self.pieces[-1], block) and _is_row_gap(self.pieces[0], block, self.between)):
            return False
        self.pieces += [*(_row_of(paragraph, self.pieces[-1]) for paragraph in self.between), block]
        self.between = []
        return True

    def blocks(self) -> Iterator[Block]:
        """Yield the table, and the lines that turned out to be none of its rows."""
        if self.pieces:
            yield _joined(self.pieces)
        yield from (paragraph for paragraph in self.between if paragraph.text)


def _joined(tables: Sequence[Table]) -> Table:
    rows: list[tuple[Entry | None, ...]] = []
    breaks: set[int] = set()
    unsure: set[int] = set()
    for table in tables:
        if rows:
            breaks.add(len(rows))
        unsure.update(len(rows) + row for row in table.unsure)
        rows.extend(table.rows)
    return replace(tables[0], rows=tuple(rows), breaks=frozenset(breaks), unsure=frozenset(unsure))


def _goes_on(first: Table, second: Table) -> bool:
    """Return whether a table goes on with another one: as many columns, and not another sheet."""
    same = first.name == second.name and first.lost == second.lost
    return same and width_of(first) == width_of(second)


def width_of(table: Table) -> int:
    """Return the number of columns of the widest row."""
    return max((len(row) for row in table.rows), default=0)


def _may_be_row(table: Table, paragraph: Paragraph, waiting: int) -> bool:
    """Return whether a line under a pasted table may be a row of which only one cell was copied."""
    return not table.ruled and waiting < USUAL.pasted_rows and len(paragraph.text) <= USUAL.pasted_row_length


def _is_row_gap(first: Table, following: Table, between: Sequence[Paragraph]) -> bool:
    """Tell such rows from the title of another table: what follows them has no header of its own."""
    return not between or [text_of(cell) for cell in first.rows[0]] != [text_of(cell) for cell in following.rows[0]]


def _row_of(paragraph: Paragraph, table: Table) -> Table:
    return replace(table, rows=((Entry(paragraph.text, paragraph.text, paragraph.places),),), breaks=frozenset())


def read_blocks(document: Document, progress: Progress) -> tuple[Block, ...]:
    """Return the document's paragraphs and tables in reading order."""
    lines = [item for _, item in document.items() if isinstance(item, Line)]
    return tuple(joined_over_pages(columns_joined(list(_blocks(document, wrap_of(lines), progress)))))


def _blocks(document: Document, wrap: Wrap, progress: Progress) -> Iterator[Block]:
    joiner = Joiner(wrap)
    total = sum(len(page.items) for page in document.pages)
    for done, (page, item) in enumerate(without_furniture(document)):
        progress(Stage.PARSING, done, total)
        if isinstance(item, Line):
            yield from joiner.add(page, item)
        else:
            yield from joiner.flush()
            yield from twins_parted(replace(table_of(item, page), tells_merges=document.kind in _TELLS_MERGES))
    yield from joiner.flush()
