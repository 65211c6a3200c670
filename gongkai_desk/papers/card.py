"""任务卡（一事一卡）: a form of labels and texts, for each task on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.papers import CardPaper, LedgerEntry
from gongkai_desk.domain.plan import Task
from gongkai_desk.page.layout import BandKind, Cell, Form, FormPage, FormPaper, FormRow, band, plain_text
from gongkai_desk.page.measures import PORTRAIT, Typeface
from gongkai_desk.papers.rows import lead_text, responsible_text, signatures
from gongkai_desk.wording.clocks import chinese_date

_FACE = Typeface(10.5, 16, 14, padding=10.0)
_LABEL = 24.0  # mm
_ROOM, _TALL = 28.0, 80.0  # points: a short row with room to write by hand, a high one
_GRID = (_LABEL, PORTRAIT.area_width / 2 - _LABEL) * 2
Pair = tuple[str, str]


def cards(facts: CardPaper) -> FormPaper:
    """Return the cards of all tasks."""
    title, signed = band(BandKind.TITLE, facts.heading), signatures()
    forms = (Form(_GRID, tuple(form_rows(facts, entry)), _FACE) for entry in facts.entries)
    return FormPaper(facts.heading, tuple(FormPage((title, form, signed)) for form in forms), facts.fonts)


def card_name(facts: CardPaper) -> str:
    """Return the proposed file name: with the number of the one task that it is about."""
    first = facts.entries[0].task.seq or ""
    return f"{facts.heading}（{first}）" if first and len(facts.entries) == 1 else facts.heading


def form_rows(facts: CardPaper, entry: LedgerEntry) -> Iterator[FormRow]:
    """Yield the form of one task; what does not apply to it has no row."""
    task, plan = entry.task, facts.plan
    yield _row(("任务依据", f"《{plan.title}》" + (f"（{plan.doc_no}）" if plan.doc_no else "")))
    yield _row(("序号", task.seq or ""), ("截至", chinese_date(facts.as_of)))
    if task.section:
        yield _row(("所属部分", "\n".join(task.section)))
    if task.title:
        yield _row(("任务名称", task.title))
    yield _row(("任务内容", task.content), least=_TALL)
    yield _row(("牵头单位", lead_text(task)), ("责任单位", responsible_text(task)))
    yield _row(("完成时限", task.deadline.text), ("责任人\n及电话", entry.contact))
    if measures := measures_text(task):
        yield _row(("量化指标\n和频次", measures))
    yield _row(("进展情况", entry.progress), least=_TALL)
    yield _row(("完成情况", entry.state), ("备注", entry.remark))
    yield _row(("佐证材料", entry.evidence), least=_TALL / 2)
    yield _row(("领导批示", ""), least=_TALL / 2)


def _row(*pairs: Pair, least: float = _ROOM) -> FormRow:
    """Return a row of a label and its text, or of two of each side by side."""
    columns, align = (3, Align.LEFT) if len(pairs) == 1 else (1, Align.CENTRE)
    cells: list[Cell] = []
    for label, text in pairs:
        cells.append(Cell(label, label=True, align=Align.CENTRE))
        cells.append(Cell(plain_text(text), columns, align=align))
    return FormRow(tuple(cells), least)


def measures_text(task: Task) -> str:
    """Return quotas, recurrences and time limits as the task words them, each once."""
    worded = [
        *(quota.text for quota in task.quotas),
        *(recurrence.text for recurrence in task.recurrences),
        *(limit.text for limit in task.time_limits),
    ]
    return plain_text("；".join(dict.fromkeys(filter(None, worded))))
