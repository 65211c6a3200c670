"""The code by which a paper that comes back sealed is known: drawn, and where it stands on pages and in workbooks.

It stands in the head's right corner, over the type area, with a line of the same for people at the left. A seal is
pressed at the foot. Its size and its level of correction are measured on scans of 150 dpi, skewed and under seals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from gongkai_desk.export.printed import Box, Ink, PrintedPage, PrintedPicture
from gongkai_desk.page.layout import PageCode, plain_text
from gongkai_desk.page.measures import FIGURES, Fonts, Leaf, emu, points

if TYPE_CHECKING:
    from openpyxl.drawing.image import Image

_DOTS = 8  # pixels of a module: sharp on every printer
_QUIET = 4  # modules of white around it, which every reader wants


@lru_cache(maxsize=512)
def code_png(content: str) -> bytes:
    """Return a code with the white around it as a PNG of two colours."""
    import segno

    out = BytesIO()
    made = segno.make_qr(content, error="h", boost_error=False)
    made.save(out, kind="png", scale=_DOTS, border=_QUIET)
    return out.getvalue()


def code_box(leaf: Leaf) -> tuple[float, float]:
    """Return how far the code is from the left and the upper edge of a page, in mm; ``FIGURES.code`` is its side."""
    return leaf.width - leaf.right - FIGURES.code, leaf.top - FIGURES.code_gap - FIGURES.code


def with_codes(pages: Sequence[PrintedPage], code: PageCode | None, leaf: Leaf, fonts: Fonts) -> list[PrintedPage]:
    """Return pages with a code in each one's head that says which of them it is."""
    return [_with_code(page, code, at, leaf, fonts, len(pages)) if code else page for at, page in enumerate(pages, 1)]


def _with_code(page: PrintedPage, code: PageCode, at: int, leaf: Leaf, fonts: Fonts, count: int) -> PrintedPage:
    left, top = map(points, code_box(leaf))
    side, line = points(FIGURES.code), FIGURES.code_line
    box = Box(points(leaf.left), points(FIGURES.header), left - points(leaf.left), line)
    ink = Ink(box, plain_text(code.text), fonts.text, FIGURES.code_size, line)
    picture = PrintedPicture(Box(left, top, side, side), code_png(code.on_page(at, count)))
    return replace(page, inks=(*page.inks, ink), pictures=(*page.pictures, picture))


def sheet_picture(content: str, column: int, row: int, across: float) -> Image:
    """Return a code for a workbook, at a cell (from 1) and ``across`` mm from its left edge; it does not grow."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    made = Image(BytesIO(code_png(content)))
    side, gap = emu(FIGURES.code), emu(FIGURES.sheet_code_gap)
    at = AnchorMarker(col=column - 1, colOff=emu(across), row=row - 1, rowOff=gap)
    made.anchor = OneCellAnchor(_from=at, ext=XDRPositiveSize2D(side, side))
    return made


def anchored_xml(relation: str, leaf: Leaf, spaces: dict[str, str]) -> str:
    """Return Word's run with the code in its place on the page; ``spaces``: the namespaces of drawings and pictures."""
    left, top = code_box(leaf)
    size = f'cx="{emu(FIGURES.code)}" cy="{emu(FIGURES.code)}"'
    places = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{emu(mm)}</wp:posOffset></wp:position{axis}>'
        for axis, mm in (("H", left), ("V", top))
    )
    name = 'id="9" name="识别码" descr="识别码"'
    drawn = (
        f'<pic:pic xmlns:pic="{spaces["pic"]}"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{spaces["r"]}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="3" '
        f'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{places}'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr {name}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{spaces["pic"]}">{drawn}</a:graphicData></a:graphic>'
        f"</wp:anchor></w:drawing></w:r>"
    )
