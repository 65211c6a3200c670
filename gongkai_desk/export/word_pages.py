"""Page numbers of the standard: under a standing page, at the left edge of a lying one (DOMAIN §6)."""

from collections.abc import Callable

from gongkai_desk.export.word_text import half_points, paragraph_xml
from gongkai_desk.page.measures import FIGURES, Fonts, emu, points

_DASH = "\N{EM DASH}"


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
