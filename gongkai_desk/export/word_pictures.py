"""Pictures in Word papers: a PNG in its size on paper, in a paragraph of its own."""

from io import BytesIO
from xml.sax.saxutils import quoteattr

from gongkai_desk.export.page import emu
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_text import paragraph_xml

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture_xml(word: WordPaper, png: bytes, width: float, height: float, told: str, *, number: int) -> str:
    """Return a centred paragraph with the picture, ``width`` × ``height`` mm; ``told`` says what it shows."""
    relation, _ = word.document.part.get_or_add_image(BytesIO(png))
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    name = f'id="{number}" name={quoteattr(told)} descr={quoteattr(told)}'
    picture = (
        f'<pic:pic xmlns:pic="{_PICTURE}"><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_RELATIONS}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_PICTURE}">{picture}'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    lines = '<w:keepNext/><w:spacing w:before="160" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return paragraph_xml(inline, "GKLine", lines)
