"""Runs and paragraphs of Word papers."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from gongkai_desk.export.page import FIGURES, Fonts
from gongkai_desk.export.plain import plain_text


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


def title_xml(lines: Sequence[str], fonts: Fonts) -> str:
    """Return the title: one paragraph, its lines parted by line breaks."""
    runs = [run_xml(line, fonts.title, FIGURES.title_size, fonts) for line in lines]
    return paragraph_xml("<w:r><w:br/></w:r>".join(runs), "GKTitle")


def half_points(size: float) -> int:
    """Return a type size as Word counts it."""
    return round(size * 2)
