"""Runs and paragraphs of Word papers: plain texts, the lines over and under a table, pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.figures import FigurePicture
from gongkai_desk.export.bands import LaidBand
from gongkai_desk.page.layout import BandKind, Piece, plain_text
from gongkai_desk.page.measures import Fonts, emu, twips

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
        f'</w:rPr><w:t xml:space="preserve">{escape(plain_text(text))}</w:t></w:r>'
    )


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
            "<w:keepNext/>" if band.kind is BandKind.HEADING else "",
            "<w:pageBreakBefore/>" if opens else "",
            _CUT_RULE if band.kind is BandKind.CUT else "",
            _tabs(band, width),
            _spacing(band),
            _alignment(band),
        )
    )


def _tabs(band: LaidBand, width: float) -> str:
    stops = "".join(_stop(piece, width) for piece in band.pieces[1:])
    return f"<w:tabs>{stops}</w:tabs>" if stops else ""


def _stop(piece: Piece, width: float) -> str:
    right = piece.align is Align.RIGHT
    return f'<w:tab w:val="{piece.align.value}" w:pos="{twips(width if right else width * piece.place)}"/>'


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
