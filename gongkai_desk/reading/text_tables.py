"""Tables in plain text: rows of tabs (copied from Excel or Word), rows of pipes, and tables drawn with rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.reading.document import Cell, Grid
from gongkai_desk.reading.flowing import visible

_PIPE = re.compile(r"(?<!\\)[|｜│┃║]")
_RULE_MARKS = "".join(map(chr, range(0x2500, 0x2580))) + " \t\u3000|｜+:=-‐‑‒–—―"  # what |:--:| and ├──┼──┤ are made of
_DASHES = re.compile("[-=\u2010-\u2015\u2500\u2501\u2504-\u250b\u2550]{2}|[─━═]")
_FRAME = re.compile("[|｜+\u2500-\u257f]")
_MOST_COLUMNS = 300  # a line with more tabs is no row of a table that a person made
_TAG_BREAK = re.compile(r"\s*(?:<br\s*/?>|</p>\s*<p>|</?p>)\s*", re.IGNORECASE)  # <p>…</p> in a pasted cell
_ITEM_MARK = re.compile(  # the mark of a list item with a tab behind it: "1." "（一）" "三、" "①" "●" "第二条"
    r"[（(\[]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])[）)\]、.．:：]|[①-⓿●■◆▪•·○\-*]|第.{1,4}[条章节]|附件\d?[:：]"
)
_UNIT_LINE = re.compile(r"[（(【]|[\u4e00-\u9fff]{2,8}[：:]")  # a line of units below an item, never a row of one cell
_LONGEST_QUOTED = 40  # lines that one quoted cell may run over


@dataclass(frozen=True)
class RawLine:
    """A physical line as decoded, and where it starts in the text."""

    text: str
    start: int

    @cached_property
    def blank(self) -> bool:
        """Return whether nothing of it prints."""
        return not visible(self.text).strip()

    @cached_property
    def tabbed(self) -> bool:
        """Return whether cells are parted by tabs."""
        return 0 < self.text.count("\t") < _MOST_COLUMNS and not self.blank

    @cached_property
    def piped(self) -> bool:
        """Return whether the line is a row of pipes or a drawn rule."""
        return 2 <= len(_PIPE.findall(self.text)) < _MOST_COLUMNS or self.rule

    @cached_property
    def rule(self) -> bool:
        """Return whether the line is drawn, e.g. ``|---|---|`` or ``├──┼──┤``, with no text."""
        return not self.text.strip(_RULE_MARKS) and bool(_DASHES.search(self.text) and _FRAME.search(self.text))


@dataclass(frozen=True, slots=True)
class Found:
    """A table and the number of the line after it."""

    grid: Grid
    after: int


def table_at(lines: Sequence[RawLine], at: int) -> Found | None:
    """Return the table that begins with line ``at``, if one does."""
    if _begins_row(lines, at):
        return _tabbed(lines, at)
    if lines[at].piped:
        return _piped(lines, at)
    return None


def _tabbed(lines: Sequence[RawLine], at: int) -> Found | None:
    rows: list[tuple[Cell, ...]] = []
    here = at
    while here < len(lines) and _goes_on(lines, here):
        row, here = _quoted_row(lines, here, "\t")
        rows.append(row)
    if not _is_table(rows):
        return None
    return Found(Grid(tuple(rows), ruled=False), here)


def _goes_on(lines: Sequence[RawLine], at: int) -> bool:
    """Return whether line ``at`` is a row; a single line without tabs between two rows is one of one cell."""
    if _begins_row(lines, at):
        return True
    return not lines[at].blank and at + 1 < len(lines) and lines[at + 1].tabbed


def _begins_row(lines: Sequence[RawLine], at: int) -> bool:
    """Return whether a row begins here; its first cell may break before any tab: ``"序⏎号"⇥任务``."""
    if lines[at].tabbed:
        return True
    return lines[at].text.startswith('"') and len(_quoted_row(lines, at, "\t")[0]) > 1


def _is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell a table from tabs that indent a line or part an item's mark from its text (``1.⇥推进…``)."""
    filled = [[cell.text for cell in row if cell.text] for row in rows]
    widest = max(len(texts) for texts in filled)
    if widest < 2:
        return False
    if widest > 2:
        return not _are_items(filled)
    marked = sum(len(texts) < 2 or bool(_ITEM_MARK.fullmatch(texts[0])) for texts in filled)
    return len(rows) > 1 and marked < len(rows)


def _are_items(filled: Sequence[Sequence[str]]) -> bool:
    """Tell numbered lines with tabs behind number and name (``1.⇥规范解读⇥出台规程。（市司法局）``) from rows."""
    wide = [texts for texts in filled if len(texts) > 1]
    if not all(_ITEM_MARK.fullmatch(texts[0]) for texts in wide):
        return False
    ended = all(texts[-1].endswith(("。", "）", ")")) for texts in wide)
    below = any(_UNIT_LINE.match(texts[0]) for texts in filled if len(texts) == 1)
    return len(wide) == 1 or ended or below


def comma_rows(lines: Sequence[RawLine]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a .csv file, blank lines left out."""
    at = 0
    while at < len(lines):
        if lines[at].blank:
            at += 1
        else:
            row, at = _quoted_row(lines, at, ",")
            yield row


def _quoted_row(lines: Sequence[RawLine], at: int, mark: str) -> tuple[tuple[Cell, ...], int]:
    """Return the row that begins with line ``at`` and the line after it; a quoted cell may hold lines.

    ``mark`` parts the cells: a tab, or the comma of a .csv file.
    """
    cells: list[Cell] = []
    offset = 0
    while True:
        text = lines[at].text
        if quoted := _quoted(lines, at, offset, mark):
            cells.append(quoted.cell)
            at, offset = quoted.line, quoted.offset
            text = lines[at].text
        else:
            end = text.find(mark, offset)
            end = len(text) if end < 0 else end
            cells.append(_cell(text[offset:end], lines[at].start + offset))
            offset = end
        if offset >= len(text):
            return tuple(cells), at + 1
        offset += 1


@dataclass(frozen=True, slots=True)
class _Quoted:
    cell: Cell
    line: int
    offset: int


def _quoted(lines: Sequence[RawLine], at: int, offset: int, mark: str) -> _Quoted | None:
    """Read ``"one line⏎next line"`` or ``"so-called ""yes"" marks"`` as Excel copies cells; other quotes are text."""
    if not lines[at].text.startswith('"', offset):
        return None
    pieces: list[str] = []
    begin = offset + 1
    for number in range(at, min(at + _LONGEST_QUOTED, len(lines))):
        text = lines[number].text
        end = _closing(text, begin)
        if end is None:
            pieces.append(text[begin:])
            begin = 0
            continue
        pieces.append(text[begin:end])
        inner = "\n".join(pieces)
        closed = end + 1 == len(text) or text[end + 1] == mark
        if not closed or (mark == "\t" and "\n" not in inner and '""' not in inner):
            return None
        place = TextPlace(lines[at].start + offset + 1, lines[number].start + end)
        return _Quoted(Cell(_shown(inner.replace('""', '"')), (place,)), number, end + 1)
    return None


def _closing(text: str, begin: int) -> int | None:
    """Return where the quote that ends a cell stands: the first one that is not doubled."""
    at = text.find('"', begin)
    while at >= 0 and text.startswith('""', at):
        at = text.find('"', at + 2)
    return at if at >= 0 else None


def _cell(raw: str, start: int) -> Cell:
    stripped = raw.strip()
    left = raw.find(stripped)
    return Cell(_shown(stripped), (TextPlace(start + left, start + left + len(stripped)),))


def _shown(text: str) -> str:
    """Return the cell's paragraphs parted by line feeds, without the tags that some pages paste."""
    if "<" in text:
        text = _TAG_BREAK.sub("\n", text)
    paragraphs = (visible(piece).strip() for piece in text.split("\n"))
    return "\n".join(piece for piece in paragraphs if piece)


def _piped(lines: Sequence[RawLine], at: int) -> Found | None:
    after = at
    while after < len(lines) and lines[after].piped:
        after += 1
    block = lines[at:after]
    bands = list(_bands(block))
    if len(block) < 2 or not bands or max(len(_pipe_cells(line)) for band in bands for line in band) < 2:
        return None  # one line of pipes is a row of links: 首页 | 新闻 | 公开
    marked = len(bands) > 1 and len(bands[0]) == 1 and block[0].rule is False and block[1].rule
    drawn = sum(line.rule for line in block) > 2  # a rule after every row: what stands between two is one row
    if drawn:
        rows = [_joined([_pipe_cells(line) for line in band]) for band in bands]
    else:
        rows = [_pipe_cells(line) for band in bands for line in band]
    return Found(Grid(tuple(rows), header_rows=int(marked)), after)


def _bands(block: Sequence[RawLine]) -> Iterator[list[RawLine]]:
    """Yield the lines between two drawn rules."""
    band: list[RawLine] = []
    for line in block:
        if not line.rule:
            band.append(line)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _pipe_cells(line: RawLine) -> tuple[Cell, ...]:
    """Cut a line at its pipes; those at its two ends are the frame."""
    cuts = [found.start() for found in _PIPE.finditer(line.text)]
    begins = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(line.text)]
    cells = [_cell(line.text[b:e].replace("\\|", "|"), line.start + b) for b, e in zip(begins, ends, strict=True)]
    if cuts and not line.text[: cuts[0]].strip():
        cells = cells[1:]
    if cuts and not line.text[cuts[-1] + 1 :].strip():
        cells = cells[:-1]
    return tuple(cells)


def _joined(parts: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """Join the lines that one drawn row was wrapped into; text wraps inside words."""
    width = max(len(part) for part in parts)
    columns = ([part[n] for part in parts if n < len(part) and part[n].text] for n in range(width))
    return tuple(_one(column) for column in columns)


def _one(pieces: Sequence[Cell]) -> Cell:
    if not pieces:
        return Cell("")
    text = "".join(piece.text for piece in pieces)
    return replace(pieces[0], text=text, places=tuple(place for piece in pieces for place in piece.places))
