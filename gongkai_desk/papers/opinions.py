"""意见反馈表, on which units say what they think of a draft; 意见采纳情况表, what they said and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai_desk.domain.cycle.opinions import AskedUnit
from gongkai_desk.domain.papers import BreakdownPaper, OpinionLine, OpinionTable
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.sheet import Align, ColumnKey, Orientation
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    PageCode,
    Piece,
    Row,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    whole_row,
)
from gongkai_desk.papers.rows import NOTHING, sequence, signatures, task_text
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


_FORM_COLUMNS = (
    TableColumn("序号", 12.0, Align.CENTRE),
    TableColumn("任务名称", 34.0),
    TableColumn("任务内容", 76.0),
    TableColumn("责任单位", 34.0),
    TableColumn("完成时限", 20.0, Align.CENTRE),
    TableColumn("修改意见", 44.0),
    TableColumn("是否同意", 15.0, Align.CENTRE),
    TableColumn("依据", 24.0),
)
_FILLED = 5  # from this column on a unit fills in
_TO_FILL = ("反馈单位（盖章）：", "填报人：", "联系电话：", "反馈日期：　　　年　　月　　日")
OWN_TASK: Final = "本单位责任"
"""The head of the column that marks the tasks of the unit that is asked; no column that is read."""
_HOW = "注：对某项任务有意见的，在该行填写修改意见和依据；没有意见的请在首行写“无意见”。请加盖公章后反馈。"


def opinion_form(facts: BreakdownPaper, asked: AskedUnit | None = None) -> TablePaper:
    """Return the form on which units answer; it comes back by ``services.opinion_returns`` or ``collect``.

    ``asked``: the unit it is for, by whose code it is known again.
    """
    title = opinion_form_name(facts)
    numbers = sequence(facts.tasks)
    keys = (ColumnKey.TITLE, ColumnKey.CONTENT, ColumnKey.UNITS, ColumnKey.DEADLINE)
    rows = [
        whole_row(number, *(task_text(task, key) for key in keys), *_mark(task, asked), "", "", "")
        for task, number in zip(facts.tasks, numbers, strict=True)
    ]
    mark = (TableColumn(OWN_TASK, 15.0, Align.CENTRE),) if asked else ()
    return TablePaper(
        title,
        (*_FORM_COLUMNS[:_FILLED], *mark, *_FORM_COLUMNS[_FILLED:]),
        rows,
        (band(BandKind.TITLE, title), *_form_head(asked)),
        after=(Band(BandKind.SMALL, (Piece(_HOW, code=asked.sheet_code if asked else ""),)),),
        orientation=Orientation.LANDSCAPE,
        book=Book("意见反馈表", frozen=2),
        code=_code(asked) if asked else None,
    )


def _code(asked: AskedUnit) -> PageCode | None:
    text = f"反馈单位：{asked.unit}　批号：{asked.batch}　单位码：{asked.code}"
    return PageCode(text, asked.sheet_code) if asked.sheet_code else None


def _mark(task: Task, asked: AskedUnit | None) -> tuple[str, ...]:
    own = asked is not None and isinstance(task, StoredTask) and task.id in asked.own
    return () if asked is None else ("√" if own else "",)


def _form_head(asked: AskedUnit | None) -> Iterator[Band]:
    """Yield the lines over the table: what is filled in, and of which batch and unit the form is."""
    if asked is not None:
        closing = f"反馈截止：{chinese_date(asked.closing)}" if asked.closing else ""
        yield signatures((f"批号：{asked.batch}", f"单位码：{asked.code}", closing), (0.0, 0.34, 0.72))
    whose = f"{_TO_FILL[0]}{asked.unit}" if asked else _TO_FILL[0]
    yield signatures((whose, *_TO_FILL[1:]), (0.0, 0.34, 0.54, 0.72))


def opinion_form_name(facts: BreakdownPaper) -> str:
    """Return what the form is called."""
    return f"《{facts.plan.title}》（征求意见稿）意见反馈表"
