"""Word files (.docx, .docm, strict or transitional), read from their XML in one linear pass.

python-docx is not used for reading: it skips content controls, insertions, text boxes and nested tables, refuses strict
files and takes quadratic time over merged cells. What stands outside the running text (notes, text boxes, headers,
footers, contents lists) is no item, but stands at the end of ``Document.text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gongkai_desk.errors import Damaged, EmptyFile, NoText
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.containers import Element, Package
from gongkai_desk.reading.document import Document, FileKind, Line, Missed, Page
from gongkai_desk.reading.flowing import Block, Flow, Paragraph, plain, pour, visible
from gongkai_desk.reading.office.word_numbers import Numbers, W
from gongkai_desk.reading.office.word_runs import Inside, Run, chosen, runs
from gongkai_desk.reading.office.word_styles import PLAIN, Look, Styles, look
from gongkai_desk.reading.office.word_tables import read_table

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
