"""抽查表: what was drawn and how, what the units reported, room for what is found and for signatures."""

from __future__ import annotations

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.sheet import Orientation
from gongkai_desk.domain.spot_check import CheckSheet, SheetLine
from gongkai_desk.page.layout import BandKind, Book, Row, TableColumn, TablePaper, band, both_sides, whole_row
from gongkai_desk.papers.rows import signatures
from gongkai_desk.wording.days import chinese_date

_CENTRE = Align.CENTRE
_COLUMNS = (
    TableColumn("编号", 10.0, _CENTRE),
    TableColumn("任务", 55.0),
    TableColumn("单位", 26.0, _CENTRE),
    TableColumn("报送情况", 40.0),
    TableColumn("佐证", 11.0, _CENTRE),
    TableColumn("核查方式", 20.0, _CENTRE),
    TableColumn("核查情况", 32.0),
    TableColumn("结论", 14.0, _CENTRE),
    TableColumn("检查人签字", 17.0, _CENTRE),
)
_ROOM = "\n\n"  # in a cell to be filled in by hand
_SIGNED = ("检查人（签字）：", "被检查单位负责人（签字）：", "检查日期：　　　年　　月　　日")


def check_sheet(facts: CheckSheet) -> TablePaper:
    """Return the sheet of a draw."""
    by = f"检查单位：{facts.office or '　　　　　　　　'}　　检查人：{facts.checker}"
    above = (
        band(BandKind.TITLE, facts.title),
        both_sides(by, f"{facts.number}　　{chinese_date(facts.day)}"),
        band(BandKind.LINE, facts.drawn),
    )
    below = (signatures(_SIGNED, (0.0, 0.36, 0.72)),)
    rows, book = list(map(_row, facts.lines)), Book("抽查表", frozen=2)
    return TablePaper(facts.title, _COLUMNS, rows, above, below, orientation=Orientation.LANDSCAPE, book=book)


def check_sheet_name(facts: CheckSheet) -> str:
    """Return the proposed file name: with the number of the draw."""
    return f"{facts.title}（{facts.number}）"


def _row(line: SheetLine) -> Row:
    found = line.finding or _ROOM, line.verdict, ""  # the last is signed by hand
    return whole_row(line.number, line.task, line.unit, line.reported, line.evidence, line.method, *found)
