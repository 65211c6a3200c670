"""Lines become paragraphs, grids become tables: joined over pages, cleaned, page furniture left out.

The text of a block is a cleaned copy (``words.normal.clean``); a ``Ruler`` leads any stretch of it back to the places
in the source, counting printed characters, since cleaning drops blanks and changes widths.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from gongkai_desk.domain.place import Place, TextPlace
from gongkai_desk.parsing.furniture import without_furniture
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.document import Cell, Document, Grid, Line, Page
from gongkai_desk.words.normal import clean
from gongkai_desk.words.numbering import NumberStyle, read_number


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line of a paragraph, as printed, with its places."""

    raw: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of cleaned ``text``; ``pieces`` are the printed lines it was made of."""

    text: str
    pieces: tuple[Piece, ...] = ()
    centred: bool = False
    size: float | None = None
    bold: bool = False
    heading: int | None = None
    page: int = 0
    bullet: bool = False  # it began with ● or the like, which is left out

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the whole paragraph stands in the source."""
        return tuple(place for piece in self.pieces for place in piece.places)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table: ``text`` cleaned, ``printed`` with the blanks and lines that may part two names."""

    text: str
    printed: str = ""
    places: tuple[Place, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cleaned cells, ``None`` where a merge covers; a row may be short.

    ``breaks`` are the rows with which a new page begins: a row may go on over one. ``header_rows`` as the format says.
    """

    rows: tuple[tuple[Entry | None, ...], ...]
    name: str = ""
    header_rows: int = 0
    breaks: frozenset[int] = frozenset()
    page: int = 0
    ruled: bool = True


Block = Paragraph | Table


class Ruler:
    """Leads stretches of a paragraph back to the source, each in the time that its own pieces take."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._paragraph = paragraph
        self._printed = tuple(accumulate((not char.isspace() for char in paragraph.text), initial=0))
        self._starts = tuple(accumulate((_printed(piece.raw) for piece in paragraph.pieces), initial=0))
        self._exact = self._printed[-1] == self._starts[-1]
        self._columns: dict[int, list[int]] = {}

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where ``text[start:end]`` stands; the whole paragraph where cleaning changed its length."""
        if not self._exact:
            return self._paragraph.places
        first, last = self._printed[start], self._printed[end]
        if first >= last:
            return ()
        at = bisect_right(self._starts, first) - 1
        found: list[Place] = []
        while at < len(self._paragraph.pieces) and self._starts[at] < last:
            found.extend(self._part(at, first - self._starts[at], last - self._starts[at]))
            at += 1
        return tuple(found)

    def _part(self, at: int, low: int, high: int) -> tuple[Place, ...]:
        """Return the places of printed characters ``low`` to ``high`` of piece ``at``, cut to fit it."""
        piece = self._paragraph.pieces[at]
        place = piece.places[0] if len(piece.places) == 1 else None
        if not isinstance(place, TextPlace) or place.end - place.start != len(piece.raw):
            return piece.places
        if at not in self._columns:
            self._columns[at] = [n for n, char in enumerate(piece.raw) if not char.isspace()]
        columns = self._columns[at]
        return (TextPlace(place.start + columns[max(low, 0)], place.start + columns[min(high, len(columns)) - 1] + 1),)


def _printed(text: str) -> int:
    return sum(not char.isspace() for char in text)


_MOST_ROWS = 6  # lines between two pieces of a pasted table that may be rows of it
_LONGEST_ROW = 120  # characters of such a line
_ONE_LINE = 200  # characters of a line that may be a whole document
_UNBROKEN = re.compile(r"\S+(?: (?=[!-~])\S+)*")  # OA system stays together


# --------------------------------------------------------------------------- lines into paragraphs

_END = re.compile(r"[。！？；：!?;:…][”’」』》）)〉]*\s*$|[.．]\s*$")  # a sentence ends with the line
_STOP = re.compile(r"[。！？；;]|(?<=[\u4e00-\u9fff])\.")
_GOES_ON = re.compile(r"[，、,（(〔\[《〈“‘—\-和与及的]\s*$")  # a line cannot end a paragraph with these
_OPENS = "（(〔［["
_CLOSES = "）)〕］]"
_NUMBER_MARK = re.compile(r"\s*[（(]?[0-9０-９一二三四五六七八九十]{1,3}\s*[）)、.．]\s*$")  # «1.» alone on its line
_NAME_AND_TEXT = re.compile(r"(\s*[^\s。，；：]{4,30})(?:\u3000+|[ \u3000]{2,})(\S.{11,})", re.DOTALL)
_HASH = re.compile(r"^#{1,6}\s*")
_BULLET = re.compile(r"^[●■◆▪•○◇□▲★☆➢✓\uf06c-\uf0d8]+\s*")
_SPACED_NUMBER = re.compile(r"^(\d{1,3}) +([.、．)）])")
_FULL_SHARE = 0.35  # so many lines of nearly one length: the text was wrapped by hand
_INDENTED = 1.5  # characters; a paragraph's first line stands 2 in, justified text moves it a little
_ROOM = 2.6  # characters left free on the right by a full line at most: a word or a stop moved to the next line


@dataclass(frozen=True, slots=True)
class Wrap:
    """How the lines of a text without page layout are wrapped: at about ``width`` characters, or not (0)."""

    width: int = 0


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """Find the width at which a text was wrapped by hand."""
    lengths = Counter(_width(line.text) for line in lines if not line.whole and line.room is None and line.text)
    total = sum(lengths.values())
    if total < 12:
        return Wrap()
    common = max(lengths, key=lambda width: sum(lengths.get(width - n, 0) for n in range(3)))
    share = sum(lengths.get(common - n, 0) for n in range(3)) / total
    longer = sum(count for width, count in lengths.items() if width > common + 2) / total
    return Wrap(common) if share >= _FULL_SHARE and longer < 0.1 and common >= 10 else Wrap()


def _width(text: str) -> int:
    """Return the width of a line in full characters."""
    return round(sum(0.5 if char < "\u2000" else 1 for char in text))


def _depth(text: str, depth: int = 0) -> int:
    """Return how many brackets are open at the end of ``text``; lost ones are forgotten."""
    for char in text:
        if char in _OPENS:
            depth += 1
        elif char in _CLOSES and depth:
            depth -= 1
    return min(depth, 4)


class _Joiner:
    """Collects lines into paragraphs; each call of ``add`` gives back those that are complete."""

    def __init__(self, wrap: Wrap) -> None:
        self._wrap = wrap
        self._lines: list[Line] = []
        self._page = 0
        self._gap = False
        self._depth = 0

    def add(self, page: Page, line: Line) -> Iterator[Paragraph]:
        if not line.text.strip():
            self._gap = True
            return
        if self._lines and not self._continues(line):
            yield from self.flush()
        if not self._lines:
            self._page = page.number
            self._depth = 0
        self._lines.append(line)
        self._depth = _depth(line.text, self._depth)
        self._gap = False
        if line.whole:
            yield from self.flush()

    def flush(self) -> Iterator[Paragraph]:
        """Give back what was collected."""
        if self._lines:
            yield _paragraph(self._lines, self._page)
            self._lines = []

    def _continues(self, line: Line) -> bool:
        last = self._lines[-1]
        if line.whole or last.whole:
            return False
        if self._depth and len(self._lines) < 30 and not _is_heading_mark(line):
            return True
        if _NUMBER_MARK.fullmatch(last.text) and not self._gap and len(self._lines) == 1:
            return True
        if last.room is not None and line.indent is not None:
            return self._continues_on_page(last, line)
        return self._continues_in_text(last, line)

    def _continues_on_page(self, last: Line, line: Line) -> bool:
        if last.centred != line.centred and (last.centred or (line.indent and line.indent > _INDENTED)):
            return False
        if last.size and line.size and abs(last.size - line.size) > 1.5:
            return False
        if last.centred and line.centred:
            return False
        if (line.indent or 0) >= _INDENTED:
            return bool(_GOES_ON.search(last.text)) and (last.room or 0) < _ROOM and not read_number(line.text)
        return (last.room or 0) < _ROOM

    def _continues_in_text(self, last: Line, line: Line) -> bool:
        number = read_number(line.text)
        if (line.indent or 0) >= _INDENTED:
            return False
        if number:  # «…名录， ⏎ 二是…»: a comma ends no paragraph, and 二是 need not begin one
            return number.style is NumberStyle.POINT and last.text.rstrip().endswith(("，", ","))
        if self._wrap.width and not self._gap:
            return _width(last.text) >= self._wrap.width - 2 or bool(_GOES_ON.search(last.text))
        if _GOES_ON.search(last.text):
            return True
        so_far = "".join(part.text for part in self._lines[-3:])
        return (
            bool(_STOP.search(so_far)) and not _END.search(last.text) and len(last.text) > 12 and not _closes(last.text)
        )


def _closes(text: str) -> bool:
    return text.rstrip()[-1:] in "）)”》"


def _is_heading_mark(line: Line) -> bool:
    """Return whether a line surely begins an item, whatever bracket was left open before it."""
    number = read_number(line.text)
    return bool(number and re.match(r"[一二三四五六七八九十]+、|第", number.text))


def _paragraph(lines: Sequence[Line], page: int) -> Paragraph:
    first = lines[0]
    raw = _parted_name(first.text) if first.whole else first.text
    for line in lines[1:]:
        gap = (
            " "
            if raw[-1:].isascii() and raw[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
            else ""
        )
        raw += gap + line.text
    pieces = tuple(Piece(line.text, line.places) for line in lines)
    centred = all(line.centred for line in lines)
    text = clean(raw)
    bullet = bool(_BULLET.match(text))
    return Paragraph(_unmarked(text), pieces, centred, first.size, first.bold, first.heading, page, bullet)


def _parted_name(raw: str) -> str:
    """Set a name that blanks part from its text on a line of its own: （一）规范发布　　集中公开现行有效文件."""
    match = _NAME_AND_TEXT.match(raw)
    return f"{match[1]}\n{match[2]}" if match and read_number(match[1]) else raw


def _unmarked(text: str) -> str:
    """Leave out a bullet, and the blank inside a number: ● 公开…, 1 .公开…."""
    return _SPACED_NUMBER.sub(r"\1\2", _BULLET.sub("", _HASH.sub("", text))).strip()


# --------------------------------------------------------------------------- tables


def entry_of(cell: Cell) -> Entry:
    """Return a cell cleaned; its blanks are kept aside, since they may part names."""
    text = clean(cell.text)
    if not any(char.isspace() for char in cell.text):
        return Entry(text, text, cell.places, cell.rows, cell.columns)
    pieces = ((clean(piece) for piece in line.split()) for line in cell.text.split("\n"))
    printed = "\n".join(" ".join(line) for line in pieces)
    return Entry(text, printed, cell.places, cell.rows, cell.columns)


def _table(grid: Grid, page: Page) -> Table:
    rows = tuple(tuple(entry_of(cell) if cell else None for cell in row) for row in grid.rows)
    return Table(rows, grid.name or page.name, grid.header_rows, frozenset(), page.number, grid.ruled)


def _width_of(table: Table) -> int:
    return max((len(row) for row in table.rows), default=0)


def _goes_on(first: Table, second: Table) -> bool:
    """Return whether a table goes on with another one: as many columns, and not another sheet."""
    return first.name == second.name and _width_of(first) == _width_of(second)


def _joined(tables: Sequence[Table]) -> Table:
    rows: list[tuple[Entry | None, ...]] = []
    breaks: set[int] = set()
    for table in tables:
        if rows:
            breaks.add(len(rows))
        rows.extend(table.rows)
    return replace(tables[0], rows=tuple(rows), breaks=frozenset(breaks))


# --------------------------------------------------------------------------- the stage


def _at_blanks(document: Document) -> Document:
    """Part a whole document on one line at its blanks: there they are all that is left of the paragraphs."""
    items = [item for _, item in document.items() if not isinstance(item, Line) or item.text]
    only = items[0] if len(items) == 1 else None
    if not isinstance(only, Line) or len(only.text) < _ONE_LINE or len(only.places) != 1:
        return document
    place = only.places[0]
    if not isinstance(place, TextPlace) or place.end - place.start != len(only.text):
        return document
    lines = tuple(
        Line(found[0], (TextPlace(place.start + found.start(), place.start + found.end()),), whole=True)
        for found in _UNBROKEN.finditer(only.text)
    )
    return replace(document, pages=(replace(document.pages[0], items=lines),))


def read_blocks(document: Document, progress: Progress) -> tuple[Block, ...]:
    """Return the document's paragraphs and tables in reading order."""
    document = _at_blanks(document)
    lines = [item for _, item in document.items() if isinstance(item, Line)]
    return tuple(_merged(_blocks(document, wrap_of(lines), progress)))


def _blocks(document: Document, wrap: Wrap, progress: Progress) -> Iterator[Block]:
    joiner = _Joiner(wrap)
    total = sum(len(page.items) for page in document.pages)
    for done, (page, item) in enumerate(without_furniture(document)):
        progress(Stage.PARSING, done, total)
        if isinstance(item, Line):
            yield from joiner.add(page, item)
        else:
            yield from joiner.flush()
            yield _table(item, page)
    yield from joiner.flush()


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Join tables that follow each other with nothing, or only rows of a single cell, between them."""
    run: list[Table] = []
    between: list[Paragraph] = []
    for block in blocks:
        if run and isinstance(block, Paragraph) and _may_be_row(run[-1], block, len(between)):
            between.append(block)
            continue
        if isinstance(block, Table) and run and _goes_on(run[-1], block) and _is_row_gap(run[0], block, between):
            run.extend([*(_row_of(paragraph, run[-1]) for paragraph in between), block])
            between = []
            continue
        yield from _flushed(run, between)
        run, between = ([block], []) if isinstance(block, Table) else ([], [])
        if isinstance(block, Paragraph) and block.text:
            yield block
    yield from _flushed(run, between)


def _flushed(run: list[Table], between: Sequence[Paragraph]) -> Iterator[Block]:
    if run:
        yield _joined(run)
    yield from (paragraph for paragraph in between if paragraph.text)


def _may_be_row(table: Table, paragraph: Paragraph, waiting: int) -> bool:
    """Return whether a line under a pasted table may be a row of which only one cell was copied."""
    return not table.ruled and waiting < _MOST_ROWS and len(paragraph.text) <= _LONGEST_ROW


def _is_row_gap(first: Table, following: Table, between: Sequence[Paragraph]) -> bool:
    """Tell such rows from the title of another table: what follows them has no header of its own."""
    return not between or [_shown(cell) for cell in first.rows[0]] != [_shown(cell) for cell in following.rows[0]]


def _shown(cell: Entry | None) -> str:
    return cell.text if cell else ""


def _row_of(paragraph: Paragraph, table: Table) -> Table:
    return replace(table, rows=((Entry(paragraph.text, paragraph.text, paragraph.places),),), breaks=frozenset())
