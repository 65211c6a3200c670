"""任务卡（一事一卡）: a form of labels and texts on a page of its own, as rows for Word and print alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_desk.domain.papers import CardPaper, LedgerEntry, TextSize
from gongkai_desk.domain.plan import Task
from gongkai_desk.export.em_grid import line_count
from gongkai_desk.export.ledger import chinese_date
from gongkai_desk.export.page import FIGURES, PORTRAIT, TYPE, points
from gongkai_desk.export.plain import plain_text
from gongkai_desk.export.table_rows import lead_text, responsible_text

FACE = TYPE[TextSize.FIVE]
LABEL = 24.0
"""Width of a label in mm; a row has a label and a text, or two of each side by side."""
_ROOM = 28.0  # points: a short row, with room to write by hand
_TALL = 80.0


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form: labels with their texts, one or two; ``least`` is its height in points at least."""

    cells: tuple[tuple[str, str], ...]
    least: float = _ROOM

    @property
    def text_width(self) -> float:
        """Return the width of each text in mm."""
        return (PORTRAIT.area_width - LABEL * len(self.cells)) / len(self.cells)

    @property
    def height(self) -> float:
        """Return the height in points that the texts need."""
        width = (points(self.text_width) - 2 * points(FIGURES.side)) / FACE.size - FIGURES.slack
        lines = max(max(line_count(text, width), label.count("\n") + 1) for label, text in self.cells)
        return max(self.least, lines * FACE.pitch + 2 * FACE.padding)


def form_rows(paper: CardPaper, entry: LedgerEntry) -> tuple[FormRow, ...]:
    """Return the form of one task; what does not apply to it has no row."""
    return tuple(_rows(paper, entry))


def _rows(paper: CardPaper, entry: LedgerEntry) -> Iterator[FormRow]:
    task = entry.task
    yield FormRow(
        (("任务依据", f"《{paper.plan.title}》" + (f"（{paper.plan.doc_no}）" if paper.plan.doc_no else "")),)
    )
    yield FormRow((("序号", task.seq or ""), ("截至", chinese_date(paper.as_of))))
    if task.section:
        yield FormRow((("所属部分", plain_text("\n".join(task.section))),))
    if task.title:
        yield FormRow((("任务名称", plain_text(task.title)),))
    yield FormRow((("任务内容", plain_text(task.content)),), _TALL)
    yield FormRow((("牵头单位", lead_text(task)), ("责任单位", responsible_text(task))))
    yield FormRow((("完成时限", plain_text(task.deadline.text)), ("责任人\n及电话", plain_text(entry.contact))))
    if measures := measures_text(task):
        yield FormRow((("量化指标\n和频次", measures),))
    yield FormRow((("进展情况", plain_text(entry.progress)),), _TALL)
    yield FormRow((("完成情况", plain_text(entry.state)), ("备注", plain_text(entry.remark))))
    yield FormRow((("佐证材料", plain_text(entry.evidence)),), _TALL / 2)
    yield FormRow((("领导批示", ""),), _TALL / 2)


def measures_text(task: Task) -> str:
    """Return quotas, recurrences and time limits as the task words them, each once."""
    said = [
        *(quota.text for quota in task.quotas),
        *(recurrence.text for recurrence in task.recurrences),
        *(limit.text for limit in task.time_limits),
    ]
    return plain_text("；".join(dict.fromkeys(filter(None, said))))
