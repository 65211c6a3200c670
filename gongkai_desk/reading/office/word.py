"""Word files (.docx, .docm, strict or transitional), read from their XML in one pass; tables as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from gongkai_desk.errors import Damaged, EmptyFile, NoText
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Element, Package
from gongkai_desk.reading.document import Document, FileKind, Line, Missed, Page
from gongkai_desk.reading.flowing import Block, BlockCell, Flow, Paragraph, Table, plain, pour, visible
from gongkai_desk.reading.office.word_numbers import Numbers, W
from gongkai_desk.reading.office.word_text import PLAIN, Inside, Look, Run, Styles, chosen, is_on, look, runs

_MOST_COLUMNS = 256  # wider spans than a sheet of paper can hold are clipped
_ROW_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_Blocks = Callable[[Element], Iterator[Block]]


def read_table(table: Element, blocks: _Blocks) -> Table:
    """Read a ``w:tbl``; ``blocks`` reads what is in a cell."""
    rows: list[list[BlockCell | None]] = []
    open_cells: dict[int, BlockCell] = {}  # by first column: the cells that may go on in the next row
    shown = [row for row in _below(table, W + "tr") if row.find(f"{W}trPr/{W}del") is None]
    for row in shown:
        cells, open_cells = _row(row, open_cells, blocks)
        rows.append(cells)
    heads = sum(1 for _ in takewhile(_is_head, shown))
    return Table(rows, header_rows=heads if heads < len(rows) else 0)


def _row(
    row: Element, above: dict[int, BlockCell], blocks: _Blocks
) -> tuple[list[BlockCell | None], dict[int, BlockCell]]:
    """Return the row's places and its cells that may go on below."""
    places: list[BlockCell | None] = [BlockCell() for _ in range(_skipped(row))]
    going_on: dict[int, BlockCell] = {}
    for element, wanted in _cells(row):
        if len(places) >= _MOST_COLUMNS:
            break
        start, span = len(places), min(wanted, _MOST_COLUMNS - len(places))
        merge = _merge(element)
        if merge == "continue" and start in above and above[start].columns == span:
            going_on[start] = above[start]
            above[start].rows += 1
            places += [None] * span
        else:
            cell = BlockCell(list(blocks(element)), columns=span)
            places += [cell, *[None] * (span - 1)]
            if merge:
                going_on[start] = cell
    return places, going_on


def _cells(row: Element) -> list[tuple[Element, int]]:
    """Return the cells of a row with their spans; one that goes on from its left (the old ``w:hMerge``) widens that."""
    cells: list[tuple[Element, int]] = []
    for element in _below(row, W + "tc"):
        if element.find(f"{W}tcPr/{W}cellDel") is not None:
            continue
        if cells and _horizontal(element) == "continue":
            cells[-1] = cells[-1][0], cells[-1][1] + _span(element)
        else:
            cells.append((element, _span(element)))
    return cells


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows or cells, through content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _ROW_WRAPPERS:
            yield from _below(child, tag)


def _skipped(row: Element) -> int:
    return min(_value(row.find(f"{W}trPr/{W}gridBefore"), 0), _MOST_COLUMNS)


def _span(cell: Element) -> int:
    return max(1, _value(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def _merge(cell: Element) -> str:
    """Return "restart", "continue" or ""; a mark without a value goes on."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if mark is None else str(mark.get(W + "val", "continue"))


def _horizontal(cell: Element) -> str:
    mark = cell.find(f"{W}tcPr/{W}hMerge")
    return "" if mark is None else str(mark.get(W + "val", "continue"))


def _is_head(row: Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and is_on(mark)


def _value(element: Element | None, default: int) -> int:
    text = element.get(W + "val", "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) < 9 else default


_STEP = 200  # paragraphs between two reports
_WRAPPERS = {W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
_ASIDE_PARTS = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_TWIPS_PER_POINT = 20
_USUAL_SIZE = 16.0  # points; 三号, the body size of official papers, where a file does not say


def read(path: Path, progress: Progress = silent) -> Document:
    """Read a Word file.

    Raises:
        Damaged: not a Word package, or a broken one.
        Unsafe: a part declares entities.
        EmptyFile: no text in it. NoText: only pictures.
    """
    progress(Stage.OPENING, 0, 0)
    with Package(path) as package:
        reader = _open(package, progress)
        blocks, aside = reader.body()
        flow = Flow()
        pour(blocks, flow)
        for text in aside:
            flow.aside(text)
    if not flow.items:
        raise (NoText(file=path.name, pages=0) if reader.inside.pictures else EmptyFile(file=path.name))
    return Document(path.name, FileKind.DOCX, (Page(1, tuple(flow.items)),), flow.text, tuple(reader.missed()))


def _open(package: Package, progress: Progress) -> _Reader:
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise Damaged(file=package.file, reason="word/document.xml")
    parts: dict[str, list[str]] = {}
    for relation in package.relations(main).values():
        if not relation.external and relation.target in package:
            parts.setdefault(relation.kind, []).append(relation.target)

    def only(kind: str) -> Element | None:
        return package.xml(parts[kind][0]) if kind in parts else None

    styles = Styles(only("styles"))
    numbers = Numbers(only("numbering"), styles.list_of)
    asides = [package.xml(part) for kind in _ASIDE_PARTS for part in sorted(parts.get(kind, ()))]
    return _Reader(package.xml(main), asides, styles, numbers, progress, "aFChunk" in parts)


@dataclass
class _Reader:
    root: Element
    asides: list[Element]
    styles: Styles
    numbers: Numbers
    progress: Progress
    chunks: bool
    inside: Inside = field(default_factory=Inside)
    contents: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    done: int = 0

    def body(self) -> tuple[list[Block], list[str]]:
        """Return the blocks of the running text and the texts beside it."""
        body = self.root.find(W + "body")
        blocks = list(self.blocks(body)) if body is not None else []
        boxed = list(self._boxed())
        if len(visible(plain(boxed))) > len(visible(plain(blocks))):
            blocks, boxed = [*blocks, *boxed], []  # a page set wholly in text boxes
        self.numbers = Numbers(None)
        asides = [plain(list(self.blocks(note))) for part in self.asides for note in _notes(part)]
        return blocks, [text for text in (*self.contents, plain(boxed), *asides) if text]

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the paragraphs and tables in a body, cell, text box or note."""
        carried: list[Run] = []  # a paragraph whose end mark is deleted runs on into the next
        for child in _children(parent):
            if child.tag == W + "tbl":
                yield read_table(child, self.blocks)
            elif _mark_is_deleted(child):
                carried += self._runs(child)
            else:
                paragraph = self._paragraph(child, carried)
                carried = []
                if paragraph:
                    yield Paragraph(paragraph)
        if carried:
            yield Paragraph(Line("".join(run.text for run in carried)))

    def missed(self) -> Iterator[Missed]:
        """Yield what is in the file and cannot be read."""
        if self.inside.pictures:
            yield Missed("正文", f"{self.inside.pictures}张图片未识别文字")
        if self.inside.objects:
            yield Missed("正文", f"{self.inside.objects}个嵌入对象未读取")
        if self.chunks:
            yield Missed("正文", "嵌入的外部文档未读取")

    def _boxed(self) -> Iterator[Block]:
        at = 0
        while at < len(self.inside.boxes):  # reading a box may find further ones
            yield from self.blocks(self.inside.boxes[at])
            at += 1

    def _runs(self, paragraph: Element) -> list[Run]:
        return list(runs(paragraph, self.styles, self._looks(paragraph), self.inside))

    def _looks(self, paragraph: Element) -> Look:
        """Return the looks of a paragraph; what its ``rPr`` says is of the paragraph mark only."""
        properties = paragraph.find(W + "pPr")
        own = look(properties) if properties is not None else PLAIN
        return own.over(self.styles.paragraph(_style(paragraph)))

    def _paragraph(self, paragraph: Element, carried: list[Run]) -> Line | None:
        self.done += 1
        if self.done % _STEP == 0:
            self.progress(Stage.READING, self.done, 0)
        looks = self._looks(paragraph)
        shown = [*carried, *self._runs(paragraph)]
        text = "".join(run.text for run in shown)
        if self.styles.is_contents(_style(paragraph)):
            self.contents.append(text)
            return None
        number = self._number(paragraph, looks, bool(visible(text).strip()))
        if not text and not number:
            return None
        first = next((run.look for run in shown if run.text.strip()), looks)
        return Line(
            number + text if not number or _closes(number) else f"{number} {text.lstrip()}",
            size=first.size,
            bold=bool(first.bold),
            font=first.font or "",
            centred=looks.align == "center",
            indent=_indent(looks, first.size),
            heading=looks.outline or None,
            number=number,
            struck="".join(run.text for run in shown if run.look.struck).strip(),
        )

    def _number(self, paragraph: Element, looks: Look, filled: bool) -> str:
        """Count the paragraph in its list; only in a cell does an empty one show its number (序号)."""
        if not looks.list_id or looks.list_id == "0":
            return ""
        level = looks.list_level
        if level is None:
            level = self.numbers.level_of_style(looks.list_id, _style(paragraph))
        number = self.numbers.next(looks.list_id, level)
        return number if filled or any(above.tag == W + "tc" for above in paragraph.iterancestors()) else ""


def _children(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables below, through content controls, insertions and alternatives."""
    for child in parent:
        tag = child.tag
        if tag in {W + "p", W + "tbl"}:
            yield child
        elif tag in _WRAPPERS or tag == W + "sdt":
            yield from _children(child)
        elif isinstance(tag, str) and tag.endswith("}AlternateContent"):
            yield from _children(chosen(child))


def _notes(part: Element) -> Iterator[Element]:
    """Yield the notes of a part, or the part itself where it is a header or footer; separators are none."""
    notes = [note for note in part if note.tag in {W + "footnote", W + "endnote"}]
    if notes:
        yield from (note for note in notes if note.get(W + "type", "normal") == "normal")
    elif part.tag in {W + "hdr", W + "ftr"}:
        yield part


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(W + "val", "") if style is not None else ""


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _closes(number: str) -> bool:
    """Return whether text may follow at once: 一、 （一） 1. but not 1 or 第一条."""
    return not number[-1].isalnum()


def _indent(looks: Look, size: float | None) -> float:
    """Return the first line's indent in characters."""
    em = (size or _USUAL_SIZE) * _TWIPS_PER_POINT
    first = looks.first_chars if looks.first_chars else (looks.first_twips or 0.0) / em
    return round(max(0.0, first + (looks.left_twips or 0.0) / em), 2)
