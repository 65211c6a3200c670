"""抽查表 as Word: what was drawn and how, what the units reported, room for what is found and for signatures."""

from pathlib import Path

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import FontScheme, TextSize
from gongkai_desk.domain.spot_check import CheckSheet, SheetLine
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.page import FIGURES, LANDSCAPE, TYPE, points, twips
from gongkai_desk.export.paging import Row
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.titles import title_lines
from gongkai_desk.export.word_kit import WordPaper
from gongkai_desk.export.word_table import WordTable, after_table_xml, placed_rows, table_xml
from gongkai_desk.export.word_text import paragraph_xml, run_xml, title_xml
from gongkai_desk.progress import Progress, silent

_CENTRE = Align.CENTRE
_HEADS = ("编号", "任务", "单位", "报送情况", "佐证", "核查方式", "核查情况", "结论", "检查人签字")
_WIDTHS = (10.0, 55.0, 26.0, 40.0, 11.0, 20.0, 32.0, 14.0, 17.0)  # mm; together 225
_ALIGNS = (_CENTRE, Align.LEFT, _CENTRE, Align.LEFT, _CENTRE, _CENTRE, Align.LEFT, _CENTRE, _CENTRE)
_ROOM = "\n\n"  # in a cell to be filled in by hand
_SIGNED = ("检查人（签字）：", "被检查单位负责人（签字）：", "检查日期：　　　年　　月　　日")


def write_docx(path: Path, sheet: CheckSheet, progress: Progress = silent) -> None:
    """Write the sheet.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written; what stood there stays.
        Cancelled: by ``progress``.
    """
    word = WordPaper(FontScheme.OFFICIAL, sheet.title)
    word.set_page(LANDSCAPE, grid=False)
    word.count_pages()
    size, width = FIGURES.head_line_size, points(LANDSCAPE.area_width)
    lines = title_lines(sheet.title, width / FIGURES.title_size)
    table = WordTable(_HEADS, _WIDTHS, _ALIGNS, TYPE[TextSize.FIVE], FIGURES.ledger_side, word.fonts)
    noted = 1 + line_count(sheet.drawn, width / size)
    above = len(lines) * FIGURES.title_line + FIGURES.title_gap + noted * FIGURES.head_line
    rows = [Row(_texts(line), (False,) * len(_HEADS)) for line in sheet.lines]
    foot = FIGURES.foot_gap + FIGURES.head_line + FIGURES.last_line
    placed = placed_rows(table, rows, LANDSCAPE, above=above, foot=foot)
    word.add(title_xml(lines, word.fonts) + _head(sheet, word) + _line(sheet.drawn, word))
    word.add(table_xml(table, placed, progress) + _signatures(word) + after_table_xml())
    word.save(path)


def _texts(line: SheetLine) -> tuple[str, ...]:
    told = (line.number, line.task, line.unit, line.reported, line.evidence, line.method)
    found = (line.finding or _ROOM, line.verdict, "")  # the last is signed by hand
    return tuple(map(plain_text, (*told, *found)))


def _head(sheet: CheckSheet, word: WordPaper) -> str:
    """Return the office and who checks at the left, the number and the day at the right."""
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(LANDSCAPE.area_width)}"/></w:tabs>'
    left, right = (
        run_xml(text, word.fonts.text, FIGURES.head_line_size, word.fonts)
        for text in (
            f"检查单位：{sheet.office or '　　　　　　　　'}　　检查人：{sheet.checker}",
            f"{sheet.number}　　{chinese_date(sheet.day)}",
        )
    )
    return paragraph_xml(f"{left}<w:r><w:tab/></w:r>{right}", "GKLine", stop)


def _line(text: str, word: WordPaper) -> str:
    return paragraph_xml(run_xml(text, word.fonts.text, FIGURES.head_line_size, word.fonts), "GKLine")


def _signatures(word: WordPaper) -> str:
    places = (0.36, 0.72)
    stops = "".join(f'<w:tab w:val="left" w:pos="{twips(LANDSCAPE.area_width * place)}"/>' for place in places)
    gap = f'<w:spacing w:before="{round(FIGURES.foot_gap * 20)}" w:line="{round(FIGURES.head_line * 20)}"'
    runs = (run_xml(text, word.fonts.text, FIGURES.head_line_size, word.fonts) for text in _SIGNED)
    line = "<w:r><w:tab/></w:r>".join(runs)
    return paragraph_xml(line, "GKLine", f'<w:tabs>{stops}</w:tabs>{gap} w:lineRule="exact"/>')
