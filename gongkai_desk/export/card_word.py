"""任务卡 as Word: each card begins a page."""

from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import CardPaper, LedgerEntry
from gongkai_desk.export.card import FACE, LABEL, FormRow, form_rows
from gongkai_desk.export.ledger import signature_xml
from gongkai_desk.export.page import FIGURES, PORTRAIT, points, twips
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, Stage, silent


def write_docx(path: Path, paper: CardPaper, progress: Progress = silent) -> None:
    """Write the cards as a Word paper; errors as ``breakdown.write_docx``."""
    word = WordPaper(paper.fonts, paper.heading)
    word.set_page(PORTRAIT, grid=False)
    word.count_pages()
    for number, entry in enumerate(paper.entries):
        progress(Stage.WRITING, number, len(paper.entries))
        word.add(_card(paper, entry, word, opens=number > 0))
    word.save(path)


def _card(paper: CardPaper, entry: LedgerEntry, word: WordPaper, *, opens: bool) -> str:
    lines = title_lines(paper.heading, points(PORTRAIT.area_width) / FIGURES.title_size)
    title = title_xml(lines, word.fonts)
    if opens:
        title = title.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)
    rows = "".join(_row(row, word) for row in form_rows(paper, entry))
    return title + _table(rows) + signature_xml(PORTRAIT, word)


def _table(rows: str) -> str:
    """Return the table around ready rows; its grid has a label and a text twice."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{side} w:val="single" w:sz="{FIGURES.rule}" w:space="0" w:color="auto"/>' for side in sides)
    room = twips(FIGURES.side)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths() * 2)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(PORTRAIT.area_width)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{room}" w:type="dxa"/><w:right w:w="{room}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _widths() -> tuple[int, int]:
    """Return the widths of a label and of one of two texts, in twips."""
    return twips(LABEL), twips(PORTRAIT.area_width / 2) - twips(LABEL)


def _row(row: FormRow, word: WordPaper) -> str:
    """Return one row; a text longer than the page may go on over its end."""
    cells = []
    for label, text in row.cells:
        cells.append(_cell(label, word.fonts.head, Align.CENTRE, word, 1))
        align = Align.LEFT if len(row.cells) == 1 else Align.CENTRE
        cells.append(_cell(text, word.fonts.text, align, word, 3 if len(row.cells) == 1 else 1))
    height = f'<w:trHeight w:val="{round(row.height * 20)}" w:hRule="atLeast"/>'
    whole = "" if row.height > points(PORTRAIT.area_height) / 2 else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, font: str, align: Align, word: WordPaper, span: int) -> str:
    properties = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{round(FACE.pitch * 20)}" '
        f'w:lineRule="exact"/><w:jc w:val="{align.value}"/>'
    )
    content = "".join(
        paragraph_xml(run_xml(line, font, FACE.size, word.fonts), "GKCell", properties) for line in text.split("\n")
    )
    label, half = _widths()
    width = label if font == word.fonts.head else half * (2 if span == 3 else 1) + label * (span // 2)
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{size}{spanned}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
