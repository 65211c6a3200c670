"""意见采纳情况表: what units said of a draft and what became of it; who had none, who did not answer."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.papers import OpinionLine, OpinionTable
from gongkai_desk.domain.sheet import Align, Orientation
from gongkai_desk.page.layout import Band, BandKind, Book, Row, TableColumn, TablePaper, band, both_sides, whole_row
from gongkai_desk.papers.rows import NOTHING
from gongkai_desk.wording.days import chinese_date

_COLUMNS = (
    TableColumn("序号", 11.0, Align.CENTRE),
    TableColumn("单位", 28.0),
    TableColumn("针对内容", 38.0),
    TableColumn("意见建议", 58.0),
    TableColumn("是否同意", 15.0, Align.CENTRE),
    TableColumn("依据", 28.0),
    TableColumn("采纳情况及理由", 42.0),
    TableColumn("协商情况", 28.0),
)
_NONE = "（没有收到修改意见）"


def opinion_table(facts: OpinionTable) -> TablePaper:
    """Return the table of a plan."""
    counted = both_sides(facts.counts, f"截至{chinese_date(facts.as_of)}" if facts.as_of else "")
    return TablePaper(
        facts.heading,
        _COLUMNS,
        list(_rows(facts.lines)),
        (band(BandKind.TITLE, facts.heading), counted),
        after=tuple(_after(facts)),
        orientation=Orientation.LANDSCAPE,
        book=Book("意见采纳情况表", frozen=2),
    )


def _rows(lines: tuple[OpinionLine, ...]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        texts = line.unit, line.matter, line.text, line.agrees, line.basis, line.reply, line.consulted
        yield whole_row(str(number), *(text or NOTHING for text in texts))
    if not lines:
        yield whole_row("", "", "", _NONE, "", "", "", "")


def _after(facts: OpinionTable) -> Iterator[Band]:
    named = (("无意见", facts.none), ("逾期未复，按通知视为无意见", facts.silent), ("尚未回复", facts.waiting))
    for words, units in named:
        if units:
            yield band(BandKind.LINE, f"{words}的单位（{len(units)}家）：{'、'.join(units)}。")
