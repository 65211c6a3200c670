"""What every Word paper needs: the base paper, page set-up, page numbers, paragraphs, and tables of many rows.

Tables are written as text from a template of one cell per column and parsed once: 5,000 rows take a second, where
``table.cell(i, j)`` takes minutes.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document as open_document
from docx.oxml import parse_xml
from lxml import etree

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme
from gongkai_desk.export.em_grid import EmGrid, em_grid, head_height, head_lines
from gongkai_desk.export.page import FIGURES, FONTS, Fonts, Leaf, Typeface, emu, points, twips
from gongkai_desk.export.paging import Placed, Room, Row, RowKind, lay_out
from gongkai_desk.export.plain import plain_text
from gongkai_desk.paths import resource, written_whole
from gongkai_desk.progress import Progress, Stage

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MARK = "\ue000"  # stands for the text while a template is made
_DASH = "\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class Run:
    """How a run of text is set: style id of its paragraph, font, size in points."""

    style: str
    font: str
    size: float


class WordPaper:
    """A Word paper being written; ``document`` is python-docx's."""

    def __init__(self, scheme: FontScheme, title: str) -> None:
        """Open the base paper with the fonts of ``scheme``."""
        self.document: Any = open_document(str(resource("templates", "base.docx")))
        self.fonts: Fonts = FONTS[scheme]
        self._body: list[str] = []
        self.document.core_properties.title = title[:255]
        _rename_fonts(self.document, scheme)

    def save(self, path: Path) -> None:
        """Write the paper whole or not at all."""
        # The body is parsed as one document: lxml takes minutes to move a table of 5,000 rows from one to another.
        section = etree.tostring(self.document.sections[0]._sectPr, encoding="unicode")
        body = f"<w:body>{''.join(self._body)}{section}</w:body>"
        self.document.part._element = _parse(f"<w:document {_NAMESPACES}>{body}</w:document>")
        with written_whole(path) as beside:
            self.document.save(str(beside))

    def set_page(self, leaf: Leaf, first_page: int = 1, *, grid: bool = True) -> None:
        """Set size, margins and the first page number.

        ``grid`` keeps the standard's grid of 22 lines. A page of table text alone goes without: LibreOffice centres the
        grid on the page and would shift the table by as much as a line.
        """
        section = self.document.sections[0]._sectPr
        size, margins = section.find(_tag("pgSz")), section.find(_tag("pgMar"))
        _assign(size, w=twips(leaf.width), h=twips(leaf.height))
        if leaf.landscape:
            _assign(size, orient="landscape")
        _assign(margins, top=twips(leaf.top), bottom=twips(leaf.bottom), left=twips(leaf.left), right=twips(leaf.right))
        _assign(margins, header=twips(FIGURES.header), footer=twips(leaf.bottom - FIGURES.footer))
        if not grid:
            section.remove(section.find(_tag("docGrid")))
        margins.addnext(_parse(f'<w:pgNumType {_NAMESPACES} w:start="{first_page}"/>'))

    def add(self, xml: str) -> None:
        """Append paragraphs or a table to the body."""
        self._body.append(xml)

    def number_pages(self, leaf: Leaf) -> None:
        """Number the pages as the standard says: «— 1 —», odd right and even left; on a lying page at the left edge."""
        self._headings("header", *(_edge_number(self.fonts, odd) if leaf.landscape else "" for odd in (True, False)))
        self._headings("footer", *("" if leaf.landscape else _foot_number(self.fonts, odd) for odd in (True, False)))

    def count_pages(self) -> None:
        """Number the pages of a ledger: «第1页 共9页», in the middle of the foot."""
        fields = f"{self._page_run('第')}{_field('PAGE', self._page_run)}{self._page_run('页　共')}"
        line = f"{fields}{_field('NUMPAGES', self._page_run)}{self._page_run('页')}"
        foot = f'<w:p><w:pPr><w:pStyle w:val="GKPage"/><w:jc w:val="center"/></w:pPr>{line}</w:p>'
        self._headings("header", "", "")
        self._headings("footer", foot, foot)

    def _page_run(self, text: str) -> str:
        return run_xml(text, self.fonts.number, 10.5, self.fonts)

    def _headings(self, kind: str, odd: str, even: str) -> None:
        section = self.document.sections[0]
        for name, xml in ((kind, odd), (f"even_page_{kind}", even)):
            part = getattr(section, name)
            part.is_linked_to_previous = False
            element = part._element
            for child in list(element):
                element.remove(child)
            empty = '<w:p><w:pPr><w:pStyle w:val="GKEnd"/></w:pPr></w:p>'
            element.append(_parse(f"<w:hdr {_NAMESPACES}>{xml or empty}</w:hdr>")[0])


def run_xml(text: str, font: str, size: float, fonts: Fonts) -> str:
    """Return one run; the hint makes quotation marks and dashes Chinese ones."""
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{fonts.latin}" w:hAnsi="{fonts.latin}" '
        f'w:cs="{fonts.latin}" w:eastAsia="{font}"/><w:sz w:val="{_half(size)}"/><w:szCs w:val="{_half(size)}"/>'
        f'</w:rPr><w:t xml:space="preserve">{escape(plain_text(text))}</w:t></w:r>'
    )


def paragraph_xml(runs: str, style: str, properties: str = "") -> str:
    """Return one paragraph of ready runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def title_xml(lines: Sequence[str], fonts: Fonts) -> str:
    """Return the title: one paragraph, its lines parted by line breaks."""
    runs = [run_xml(line, fonts.title, FIGURES.title_size, fonts) for line in lines]
    return paragraph_xml("<w:r><w:br/></w:r>".join(runs), "GKTitle")


@dataclass(frozen=True, slots=True)
class WordTable:
    """How a table is set: column heads, widths in mm, alignments, type, and the room at the sides of a cell in mm."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    face: Typeface
    side: float
    fonts: Fonts

    def edges(self) -> tuple[int, ...]:
        """Return the column widths in twips; they sum to the rounded width of the whole."""
        ends, gone = [0], 0.0
        for width in self.widths:
            gone += width
            ends.append(twips(gone))
        return tuple(end - start for start, end in itertools.pairwise(ends))

    def grid(self) -> EmGrid:
        """Return the grid by which lines are counted."""
        face = self.face
        wide = tuple(points(width) for width in self.widths)
        return em_grid(wide, side=points(self.side), face=face, pitch=face.pitch, slack=FIGURES.slack)

    def head_height(self) -> float:
        """Return the height of the head row in points: that of its highest cell, with some air."""
        return head_height(self.heads, self.grid())


def placed_rows(table: WordTable, rows: Sequence[Row], page: Leaf, *, above: float, foot: float) -> tuple[Placed, ...]:
    """Return the rows in their places; ``above`` and ``foot`` (points) stand over and under the table."""
    room = points(page.area_height) - table.head_height()
    return lay_out(rows, table.grid(), Room(room - above, room, foot, FIGURES.reserve, FIGURES.spare))


def table_xml(table: WordTable, rows: Sequence[Placed], progress: Progress) -> str:
    """Return the whole table: a repeated head and the rows, each with its height and none of them split."""
    widths = table.edges()
    cells = [_cell_template(table, width, align) for width, align in zip(widths, table.aligns, strict=True)]
    parts = [_table_head(table, widths), _head_row(table, widths)]
    for index, placed in enumerate(rows):
        if index % 100 == 0:
            progress(Stage.WRITING, index, len(rows))
        if placed.row.kind is RowKind.SECTION:
            parts.append(_section_row(table, placed, sum(widths)))
        else:
            parts.append(_task_row(placed, cells))
    parts.append("</w:tbl>")
    return "".join(parts)


def after_table_xml() -> str:
    """Return the paragraph that must follow a table, made too small to be seen."""
    return paragraph_xml("", "GKEnd")


def _table_head(table: WordTable, widths: Sequence[int]) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(table.side)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="{room}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _heads(table: WordTable) -> list[str]:
    grid = table.grid()
    return [head_lines(head, grid.columns[column]) for column, head in enumerate(table.heads)]


def _head_row(table: WordTable, widths: Sequence[int]) -> str:
    cells = [
        _wrapped(width, "", _texts(table, head, "GKHead", table.fonts.head, Align.CENTRE))
        for width, head in zip(widths, _heads(table), strict=True)
    ]
    return f"<w:tr>{_row_properties(table.head_height(), head=True)}{''.join(cells)}</w:tr>"


def _section_row(table: WordTable, placed: Placed, width: int) -> str:
    font = table.fonts.head if placed.row.level == 0 else table.fonts.sub
    text = _texts(table, placed.row.texts[0], "GKSection", font, Align.LEFT, keep=True)
    cell = _wrapped(width, f'<w:gridSpan w:val="{len(table.widths)}"/>', text)
    return f"<w:tr>{_row_properties(placed.height)}{cell}</w:tr>"


def _texts(table: WordTable, text: str, style: str, font: str, align: Align, *, keep: bool = False) -> str:
    properties = ("<w:keepNext/>" if keep else "") + _cell_paragraph(table, align)
    lines = plain_text(text).split("\n")
    return "".join(
        paragraph_xml(run_xml(line, font, table.face.size, table.fonts), style, properties) for line in lines
    )


def _cell_paragraph(table: WordTable, align: Align) -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{round(table.face.pitch * 20)}" '
        f'w:lineRule="exact"/><w:jc w:val="{align.value}"/>'
    )


def _wrapped(width: int, properties: str, content: str) -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{properties}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _row_properties(height: float | None, *, head: bool = False) -> str:
    """Return the row's properties; one taller than a page has no height and may be split: nothing is cut."""
    if height is None:
        return ""
    repeated = "<w:tblHeader/>" if head else ""
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{round(height * 20)}" w:hRule="exact"/>{repeated}</w:trPr>'


def _cell_template(table: WordTable, width: int, align: Align) -> Callable[[str, int], str]:
    """Return a function (text, span) → the cell's XML, with all that does not change made once."""
    start, end = _texts(table, _MARK, "GKCell", table.fonts.text, align).split(_MARK)
    covered = _wrapped(width, "<w:vMerge/>", start + end)
    single, restart = (_wrapped(width, merge, _MARK).split(_MARK) for merge in ("", '<w:vMerge w:val="restart"/>'))

    def cell(text: str, span: int) -> str:
        if not span:
            return covered
        head, tail = single if span == 1 else restart
        paragraphs = (end + start).join(escape(plain_text(text)).split("\n"))
        return f"{head}{start}{paragraphs}{end}{tail}"

    return cell


def _task_row(placed: Placed, cells: Sequence[Callable[[str, int], str]]) -> str:
    made = map(_apply, cells, placed.row.texts, placed.spans)
    return f"<w:tr>{_row_properties(placed.height)}{''.join(made)}</w:tr>"


def _apply(cell: Callable[[str, int], str], text: str, span: int) -> str:
    return cell(text, span)


def _field(name: str, run: Callable[[str], str]) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


def _number_runs(fonts: Fonts) -> str:
    def run(text: str) -> str:
        return (
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{fonts.number}" w:hAnsi="{fonts.number}" '
            f'w:eastAsia="{fonts.number}"/><w:sz w:val="{_half(FIGURES.number_size)}"/>'
            f'<w:szCs w:val="{_half(FIGURES.number_size)}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    return f"{run(_DASH + ' ')}{_field('PAGE', run)}{run(' ' + _DASH)}"


def _foot_number(fonts: Fonts, odd: bool) -> str:
    side = "right" if odd else "left"
    indent = f'<w:ind w:{side}="{round(FIGURES.number_size * 20)}"/>'  # one character in
    return paragraph_xml(_number_runs(fonts), "GKPage", f'{indent}<w:jc w:val="{side}"/>')


def _edge_number(fonts: Fonts, odd: bool) -> str:
    """Return a header with a text box at the left edge, its text running down; odd numbers end low, even begin high."""
    number = paragraph_xml(_number_runs(fonts), "GKPage", f'<w:jc w:val="{"right" if odd else "left"}"/>')
    content = f"<w:txbxContent>{number}</w:txbxContent>"
    left, top = FIGURES.number_centre - FIGURES.number_band / 2, FIGURES.number_top
    width, height = FIGURES.number_band, FIGURES.number_end - FIGURES.number_top
    shape = _drawing(content, left, top, width, height) + _picture(content, left, top, width, height)
    return paragraph_xml(f"<w:r><mc:AlternateContent>{shape}</mc:AlternateContent></w:r>", "GKEnd")


def _drawing(content: str, left: float, top: float, width: float, height: float) -> str:
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    places = (("H", left), ("V", top))
    position = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{emu(mm)}</wp:posOffset></wp:position{axis}>'
        for axis, mm in places
    )
    return (
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{position}<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="页码"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>{content}</wps:txbx>"
        f'<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/>'
        f"</wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    )


def _picture(content: str, left: float, top: float, width: float, height: float) -> str:
    """Return the same box in VML, for programs before 2010."""
    place = ";".join(
        f"{name}:{points(mm):.2f}pt"
        for name, mm in (("margin-left", left), ("margin-top", top), ("width", width), ("height", height))
    )
    return (
        f'<mc:Fallback><w:pict><v:rect style="position:absolute;{place};mso-position-horizontal-relative:page;'
        f'mso-position-vertical-relative:page;v-text-anchor:middle" filled="f" stroked="f">'
        f'<v:textbox style="layout-flow:vertical" inset="0,0,0,0">{content}</v:textbox></v:rect></w:pict></mc:Fallback>'
    )


def _rename_fonts(document: Any, scheme: FontScheme) -> None:  # noqa: ANN401 - python-docx has no types
    """Give the base paper's styles the fonts of ``scheme``."""
    official, wanted = FONTS[FontScheme.OFFICIAL], FONTS[scheme]
    names = {official.title: wanted.title, official.sub: wanted.sub, official.text: wanted.text}
    for fonts in document.styles.element.iter(_tag("rFonts")):
        name = fonts.get(_tag("eastAsia"))
        fonts.set(_tag("eastAsia"), names.get(name, name))


def _assign(element: Any, **values: object) -> None:  # noqa: ANN401
    for name, value in values.items():
        element.set(_tag(name), str(value))


def _tag(name: str) -> str:
    return f"{{{_W}}}{name}"


def _half(size: float) -> int:
    return round(size * 2)


def _parse(xml: str) -> Any:  # noqa: ANN401
    return parse_xml(xml)
