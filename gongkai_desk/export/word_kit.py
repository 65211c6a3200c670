"""What every Word paper needs: the base paper, page set-up, page numbers, runs and paragraphs, saving."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document as open_document
from docx.oxml import parse_xml
from lxml import etree

from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.domain.sheet import Align, FontScheme
from gongkai_desk.export.bands import LaidBand
from gongkai_desk.export.sheet_codes import anchored_xml, code_png
from gongkai_desk.page.layout import BandKind, PageCode, Piece, plain_text
from gongkai_desk.page.measures import FIGURES, FONTS, Fonts, Leaf, codes, emu, points, twips
from gongkai_desk.paths import resource, written_whole

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAB, _BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"
_CUT_RULE = '<w:pBdr><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'


def run_xml(text: str, font: str, size: float, fonts: Fonts) -> str:
    """Return one run; the hint makes quotation marks and dashes Chinese ones."""
    half = half_points(size)
    return (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{fonts.latin}" w:hAnsi="{fonts.latin}" '
        f'w:cs="{fonts.latin}" w:eastAsia="{font}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'</w:rPr><w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>'
    )


_NO_BREAK = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def text_xml(text: str) -> str:
    """Return what stands in a run's text element; within a line no date, telephone number or code is parted.

    One that has a line to itself stays as it is: its column has room for it.
    """
    plain = plain_text(text)
    found = [code for code in codes(plain) if code[0] != plain]
    parts, gone = [], 0
    for code in found:
        parts += [escape(plain[gone : code.start()]), code[0].replace("-", _NO_BREAK)]
        gone = code.end()
    return "".join((*parts, escape(plain[gone:])))


def paragraph_xml(runs: str, style: str, properties: str = "") -> str:
    """Return one paragraph of ready runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def half_points(size: float) -> int:
    """Return a type size as Word counts it."""
    return round(size * 2)


def end_xml() -> str:
    """Return the paragraph that must follow a table, made too small to be seen."""
    return paragraph_xml("", "GKEnd")


# ---- lines over and under a table


def band_xml(band: LaidBand, fonts: Fonts, width: float, *, opens: bool = False) -> str:
    """Return a line on a page ``width`` mm wide; ``opens``: it begins a page."""
    text = paragraph_xml(_band_runs(band, fonts), band.style.word, _band_properties(band, width, opens=opens))
    return text + paragraph_xml("", "GKBlank") if band.kind is BandKind.ANNEX else text


def _band_runs(band: LaidBand, fonts: Fonts) -> str:
    if len(band.pieces) == 1:
        lines = band.pieces[0].text.split("\n") if band.kind is BandKind.TITLE else [band.pieces[0].text]
        return _BREAK.join(run_xml(line, band.font(fonts), band.style.size, fonts) for line in lines)
    return _TAB.join(_piece_run(piece, band, fonts) if piece.text else "" for piece in band.pieces)


def _piece_run(piece: Piece, band: LaidBand, fonts: Fonts) -> str:
    if piece.mark is None:
        return run_xml(piece.text, band.font(fonts), band.style.size, fonts)
    run = run_xml(piece.text, fonts.head, band.style.size, fonts)
    # the schema's order: colour, size, ground
    inked = run.replace("<w:sz ", f'<w:color w:val="{piece.mark.ink}"/><w:sz ', 1)
    return inked.replace("</w:rPr>", f'<w:shd w:val="clear" w:color="auto" w:fill="{piece.mark.ground}"/></w:rPr>', 1)


def _band_properties(band: LaidBand, width: float, *, opens: bool) -> str:
    """Return the properties, in the schema's order."""
    return "".join(
        (
            "<w:keepNext/>" if band.kind is BandKind.HEADING or band.style.keeps else "",
            "<w:pageBreakBefore/>" if opens else "",
            _CUT_RULE if band.kind is BandKind.CUT else "",
            _tabs(band, width),
            _spacing(band),
            _indent(band),
            _alignment(band),
        )
    )


def _tabs(band: LaidBand, width: float) -> str:
    stops = "".join(_stop(piece, width) for piece in band.pieces[1:])
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def _stop(piece: Piece, width: float) -> str:
    right = piece.align is Align.RIGHT
    return f'<w:tab w:val="{piece.align.value}" w:pos="{twips(width if right else width * piece.place)}"/>'


def _indent(band: LaidBand) -> str:
    """Return how far the first line is in, or all lines from the right, in characters and for programs without them."""
    style = band.style
    if style.indent:
        return f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{round(style.indent * style.size * 20)}"/>'
    if style.inset:
        return f'<w:ind w:rightChars="{style.inset * 100}" w:right="{round(style.inset * style.size * 20)}"/>'
    return ""


def _spacing(band: LaidBand) -> str:
    if not (band.style.own or band.before):
        return ""
    before, after = (f' w:{side}="{round(gap * 20)}"' if gap else "" for side, gap in _gaps(band))
    return f'<w:spacing{before}{after} w:line="{round(band.style.line * 20)}" w:lineRule="exact"/>'


def _gaps(band: LaidBand) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("before", band.before), ("after", band.style.after if band.style.own else 0.0)


def _alignment(band: LaidBand) -> str:
    if len(band.pieces) > 1 or band.pieces[0].align is band.style.align:
        return ""
    return f'<w:jc w:val="{band.pieces[0].align.value}"/>'


# ---- pictures


def picture_xml(document: Any, picture: FigurePicture, number: int) -> str:  # noqa: ANN401 - python-docx has no types
    """Return a centred paragraph with the picture in its size; its caption says what it shows."""
    relation, _ = document.part.get_or_add_image(BytesIO(picture.png))
    size = f'cx="{emu(picture.width)}" cy="{emu(picture.height)}"'
    name = f'id="{number}" name={quoteattr(picture.caption)} descr={quoteattr(picture.caption)}'
    drawn = (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_PICTURE}">{drawn}'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    lines = '<w:keepNext/><w:spacing w:before="160" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return paragraph_xml(inline, "GKLine", lines)


_DASH = "\N{EM DASH}"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


class WordPaper:
    """A Word paper being written; ``document`` is python-docx's."""

    def __init__(self, scheme: FontScheme, title: str) -> None:
        """Open the base paper with the fonts of ``scheme``."""
        self.document: Any = open_document(str(resource("templates", "base.docx")))
        self.fonts: Fonts = FONTS[scheme]
        self._body: list[str] = []
        self._heads: dict[str, list[Any]] = {}  # what stands in heads without a code, by their type
        self.document.core_properties.title = title[:255]
        _rename_fonts(self.document, scheme)

    def save(self, path: Path) -> None:
        """Write the paper whole or not at all."""
        # The body is parsed as one document: lxml takes minutes to move a table of 5,000 rows from one to another.
        section = etree.tostring(self.document.sections[0]._sectPr, encoding="unicode")
        body = f"<w:body>{''.join(self._body)}{section}</w:body>"
        self.document.part._element = _parse(f"<w:document {_NAMESPACES}>{body}</w:document>")
        package = BytesIO()  # a zip file that meets a full disk would complain once more when it is let go
        self.document.save(package)
        with written_whole(path) as beside:
            beside.write_bytes(package.getvalue())  # no view of it: the error of a full disk would hold that

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

    def end_section(self) -> None:
        """End a part of the paper: what follows begins on a leaf of its own; see ``count_from_one``.

        Printed on both sides, no part stands on the back of another, which goes to somebody else.
        """
        whole = self.document.sections[0]._sectPr
        if whole.find(_tag("type")) is None:
            whole.find(_tag("pgSz")).addprevious(_parse(f'<w:type {_NAMESPACES} w:val="oddPage"/>'))
        section = etree.tostring(self.document.sections[0]._sectPr, encoding="unicode")
        self.add(f'<w:p><w:pPr><w:pStyle w:val="GKEnd"/>{section}</w:pPr></w:p>')

    def count_from_one(self, restarts: bool) -> None:
        """Let the part that is written begin with page 1 on a leaf of its own, or go on with the next page."""
        section = self.document.sections[0]._sectPr
        numbers, start = section.find(_tag("pgNumType")), _tag("start")
        if (begins := section.find(_tag("type"))) is not None:
            begins.set(_tag("val"), "oddPage" if restarts else "nextPage")
        if restarts:
            numbers.set(start, "1")
        else:
            numbers.attrib.pop(start, None)

    def mark(self, code: PageCode | None, leaf: Leaf) -> None:
        """Let each page of the part that is written bear a code in its head; ask once the pages are numbered."""
        for reference in self.document.sections[0]._sectPr.iter(_tag("headerReference")):
            related, kind = f"{{{_RELATIONS}}}id", reference.get(_tag("type"))
            if kind not in self._heads:
                self._heads[kind] = list(self.document.part.related_parts[reference.get(related)].element)
            part, relation = self.document.part.add_header_part()
            for child in list(part.element):
                part.element.remove(child)
            part.element.extend(map(deepcopy, self._heads[kind]))
            if code is not None:
                part.element.insert(0, self._code_line(part, code, leaf))
            reference.set(related, relation)

    def _code_line(self, part: Any, code: PageCode, leaf: Leaf) -> Any:  # noqa: ANN401 - python-docx has no types
        relation, _ = part.get_or_add_image(BytesIO(code_png(code.content)))
        run = run_xml(code.text, self.fonts.text, FIGURES.code_size, self.fonts)
        drawn = anchored_xml(relation, leaf, {"pic": _PICTURE, "r": _RELATIONS})
        # Where a part begins on an odd page LibreOffice sets the text right below the head, not at its margin.
        free = points(leaf.top - FIGURES.header) - FIGURES.code_line - 2 * FIGURES.last_line
        line = f'w:line="{round(FIGURES.code_line * 20)}" w:lineRule="exact"'
        spacing = f'<w:spacing w:before="0" w:after="{round(free * 20)}" {line}/>'
        return _parse(f"<w:hdr {_NAMESPACES}>{paragraph_xml(run + drawn, 'GKLine', spacing)}</w:hdr>")[0]

    def number_pages(self, leaf: Leaf) -> None:
        """Number the pages as the standard says: «— 1 —», odd right and even left; on a lying page at the left edge."""
        self._headings("header", *(edge_number(self.fonts, odd) if leaf.landscape else "" for odd in (True, False)))
        self._headings("footer", *("" if leaf.landscape else foot_number(self.fonts, odd) for odd in (True, False)))

    def count_pages(self) -> None:
        """Number the pages of a ledger: «第1页 共9页», in the middle of the foot."""
        fields = f"{self._page_run('第')}{field_xml('PAGE', self._page_run)}{self._page_run('页　共')}"
        line = f"{fields}{field_xml('NUMPAGES', self._page_run)}{self._page_run('页')}"
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


def _parse(xml: str) -> Any:  # noqa: ANN401
    return parse_xml(xml)


# ---- page numbers of the standard: under a standing page, at the left edge of a lying one (DOMAIN §6)


def field_xml(name: str, run: Callable[[str], str]) -> str:
    """Return a field such as PAGE, its text set by ``run``."""
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


def _number_runs(fonts: Fonts) -> str:
    def run(text: str) -> str:
        return (
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{fonts.number}" w:hAnsi="{fonts.number}" '
            f'w:eastAsia="{fonts.number}"/><w:sz w:val="{half_points(FIGURES.number_size)}"/>'
            f'<w:szCs w:val="{half_points(FIGURES.number_size)}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    return f"{run(_DASH + ' ')}{field_xml('PAGE', run)}{run(' ' + _DASH)}"


def foot_number(fonts: Fonts, odd: bool) -> str:
    """Return the number under the type area: odd right, even left, one character in."""
    side = "right" if odd else "left"
    indent = f'<w:ind w:{side}="{round(FIGURES.number_size * 20)}"/>'  # one character in
    return paragraph_xml(_number_runs(fonts), "GKPage", f'{indent}<w:jc w:val="{side}"/>')


def edge_number(fonts: Fonts, odd: bool) -> str:
    """Return a header with a text box at the left edge, its text running down; odd numbers end low, even begin high."""
    number = paragraph_xml(_number_runs(fonts), "GKPage", f'<w:jc w:val="{"right" if odd else "left"}"/>')
    content = f"<w:txbxContent>{number}</w:txbxContent>"
    left, top = FIGURES.number_centre - FIGURES.number_band / 2, FIGURES.number_top
    width, height = FIGURES.number_band, FIGURES.number_end - FIGURES.number_top
    shape = _drawing(content, 2 - odd, left, top, width, height) + _picture(content, left, top, width, height)
    return paragraph_xml(f"<w:r><mc:AlternateContent>{shape}</mc:AlternateContent></w:r>", "GKEnd")


def _drawing(content: str, number: int, left: float, top: float, width: float, height: float) -> str:
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
        f'<wp:docPr id="{number}" name="页码"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
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
