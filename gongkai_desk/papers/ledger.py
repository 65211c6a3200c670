"""工作台账 and its card for one task (一事一卡); 任务分解表 in both official styles (DOMAIN §7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gongkai_desk.domain.papers import BreakdownPaper, CardPaper, LedgerEntry, LedgerPaper
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import (
    BREAKDOWN_OTHER,
    DETAIL,
    FIVE_COLUMNS,
    ITEM_COLUMNS,
    Align,
    BreakdownStyle,
    Column,
    ColumnKey,
    Orientation,
    TextSize,
)
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    PageNumbers,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
)
from gongkai_desk.page.measures import (
    FIGURES,
    MM_PER_INCH,
    PORTRAIT,
    TYPE,
    Typeface,
    line_count,
    points,
    text_width,
)
from gongkai_desk.papers.rows import (
    BLANK_DATE,
    Record,
    lead_text,
    responsible_text,
    sequence,
    signatures,
    table_rows,
    task_text,
)
from gongkai_desk.wording.days import chinese_date

_INTERNAL = "内部资料　注意保存"


def ledger(facts: LedgerPaper) -> TablePaper:
    """Return the ledger of a plan."""
    rows = ledger_rows(facts)
    return TablePaper(
        facts.heading,
        followed(table_columns(facts.columns), rows),
        rows,
        tuple(_above(facts)),
        (signatures(),),
        orientation=Orientation.LANDSCAPE,
        size=facts.paper,
        faces=(TYPE[facts.size],),
        fonts=facts.fonts,
        book=Book("工作台账", frozen=2, detail=DETAIL),
    )


_LONG = 12  # lines of 进展情况 or 工作内容 from which on other columns give them room
_NARROW = 12.0  # mm of a column that is empty on the whole paper: a hand still writes in it
_CONTENT, _PROGRESS = 34.0, 30.0  # mm that the work's own words keep, and what is reported on it
_REMARK = 5.0  # ems beside each other in 备注 where it says anything
_ASKED = 500  # rows by which the widths are chosen


def followed(columns: Sequence[TableColumn], rows: Sequence[Row]) -> tuple[TableColumn, ...]:
    """Return the columns with widths that follow what stands in them; as DOMAIN §7 has them where all is short."""
    widths = {column.key: column.width for column in columns}
    texts = {column.key: _column_texts(rows, place) for place, column in enumerate(columns)}
    remark = max(widths[ColumnKey.REMARK], _room(texts[ColumnKey.REMARK]))
    widths[ColumnKey.CONTENT] -= remark - widths[ColumnKey.REMARK]
    widths[ColumnKey.REMARK] = remark
    if any(_most_lines(texts[key], widths[key]) > _LONG for key in (ColumnKey.CONTENT, ColumnKey.PROGRESS)):
        for key in widths.keys() - {ColumnKey.CONTENT, ColumnKey.PROGRESS}:
            if not texts[key] and widths[key] > _NARROW:
                widths[ColumnKey.PROGRESS] += widths[key] - _NARROW
                widths[key] = _NARROW
        _share_room(widths, [column.key for column in columns], rows)
    return tuple(replace(column, width=widths[column.key], lying=widths[column.key]) for column in columns)


def _share_room(widths: dict[str, float], keys: Sequence[str], rows: Sequence[Row]) -> None:
    """Part the room of 工作内容 and 进展情况 between them, so that the rows are together as low as they can be."""
    both = widths[ColumnKey.CONTENT] + widths[ColumnKey.PROGRESS]
    places = keys.index(ColumnKey.CONTENT), keys.index(ColumnKey.PROGRESS)
    tasks = [row for row in rows if row.kind is RowKind.TASK]
    asked = [_Asked.of(row, places, [widths[key] for key in keys]) for row in tasks[:: len(tasks) // _ASKED + 1]]
    steps = [_CONTENT + step for step in range(int(both - _CONTENT - _PROGRESS) + 1)]
    best = min(steps, key=lambda width: sum(row.lines(width, both - width) for row in asked))
    widths[ColumnKey.CONTENT], widths[ColumnKey.PROGRESS] = best, both - best


class _Asked(NamedTuple):
    """What a row asks for: the ems of each paragraph of its two long cells, the lines of the highest other cell."""

    content: list[float]
    progress: list[float]
    others: int

    @classmethod
    def of(cls, row: Row, places: tuple[int, int], widths: Sequence[float]) -> _Asked:
        long = [[text_width(paragraph) for paragraph in row.texts[place].split("\n")] for place in places]
        others = (n for n in range(len(widths)) if n not in places)
        return cls(long[0], long[1], max(line_count(row.texts[n], _ems(widths[n])) for n in others))

    def lines(self, content: float, progress: float) -> float:
        """Return about how many lines the row takes; parts of one count, so that any more room is worth something."""
        cells = ((self.content, _ems(content)), (self.progress, _ems(progress)))
        return max(self.others, *(sum(max(each / wide, 1.0) for each in cell) for cell, wide in cells))


def _column_texts(rows: Sequence[Row], place: int) -> set[str]:
    return {row.texts[place] for row in rows if row.kind is RowKind.TASK} - {""}


def _ems(width: float) -> float:
    """Return how many ems stand beside each other in a column of so many mm."""
    return points(width - 2 * FIGURES.ledger_side) / TYPE[TextSize.SMALL_FIVE].size - FIGURES.slack


def _most_lines(texts: Collection[str], width: float) -> int:
    return max((line_count(text, _ems(width)) for text in texts), default=0)


def _room(texts: Collection[str]) -> float:
    """Return the mm that a remark asks for: what stands in a line of it, up to five characters."""
    ems = min(max((text_width(line) for text in texts for line in text.split("\n")), default=0.0), _REMARK)
    millimetres = (ems + FIGURES.slack) * TYPE[TextSize.SMALL_FIVE].size / 72 * MM_PER_INCH
    return millimetres + 2 * FIGURES.ledger_side if ems else 0.0


def ledger_rows(facts: LedgerPaper) -> list[Row]:
    """Return the rows of the ledger, section rows among them."""
    numbers = sequence([entry.task for entry in facts.entries])
    columns = facts.columns
    records = [_record(entry, number, columns) for entry, number in zip(facts.entries, numbers, strict=True)]
    return table_rows(records, columns)


def _record(entry: LedgerEntry, number: str, columns: Sequence[Column]) -> Record:
    own = {
        ColumnKey.SEQ: number,
        ColumnKey.CONTACT: entry.contact,
        ColumnKey.PROGRESS: entry.progress,
        ColumnKey.STATE: entry.state,
        ColumnKey.EVIDENCE: entry.evidence,
        ColumnKey.REMARK: entry.remark,
        ColumnKey.LIGHT: entry.light,
        ColumnKey.PROBLEMS: entry.problems,
        ColumnKey.NEXT_STEPS: entry.next_steps,
        ColumnKey.CLOSED: entry.closed,
    }
    keys = (column.key for column in columns)
    return Record(entry.task, tuple(plain_text(own[key]) if key in own else task_text(entry.task, key) for key in keys))


def _above(facts: LedgerPaper) -> Iterator[Band]:
    """Yield 内部资料, the title, who reports, when and up to when."""
    if facts.internal:
        yield band(BandKind.INTERNAL, _INTERNAL)
    yield band(BandKind.TITLE, facts.heading)
    reported = chinese_date(facts.reported) if facts.reported else BLANK_DATE
    yield both_sides(f"填报单位（盖章）：{facts.unit}", f"填报日期：{reported}　　截至{chinese_date(facts.as_of)}")


_BROKEN = {ColumnKey.CONTACT: "责任人\n及电话"}  # heads that find no good break of their own, as the card has them
_COLUMNS = {BreakdownStyle.FIVE: FIVE_COLUMNS, BreakdownStyle.ITEM: ITEM_COLUMNS}
_DRAFT = "（征求意见稿）"


def breakdown(facts: BreakdownPaper) -> TablePaper:
    """Return the table of a plan's tasks."""
    return TablePaper(
        facts.heading,
        table_columns(_columns_of(facts)),
        breakdown_rows(facts),
        tuple(_over(facts)),
        orientation=facts.orientation,
        size=facts.paper,
        faces=(TYPE[facts.size],),
        side=FIGURES.side,
        fonts=facts.fonts,
        numbers=PageNumbers.STANDARD,
        first_page=facts.first_page,
        book=Book("任务分解表", detail=DETAIL),
    )


def _columns_of(facts: BreakdownPaper) -> tuple[Column, ...]:
    own = _COLUMNS[facts.style]
    return (*own, BREAKDOWN_OTHER) if facts.other else own


def table_columns(columns: Sequence[Column]) -> tuple[TableColumn, ...]:
    """Return columns of tasks as columns of a paper."""
    return tuple(
        TableColumn(_BROKEN.get(each.key, each.title), each.portrait, each.align, each.key, each.landscape)
        for each in columns
    )


def breakdown_rows(facts: BreakdownPaper) -> list[Row]:
    """Return the rows of the table, section rows among them."""
    columns = _columns_of(facts)
    records = []
    for task, number in zip(facts.tasks, sequence(facts.tasks), strict=True):
        texts = (number if column.key is ColumnKey.SEQ else task_text(task, column.key) for column in columns)
        records.append(Record(task, tuple(texts)))
    return table_rows(records, columns)


def _over(facts: BreakdownPaper) -> Iterator[Band]:
    if facts.internal:
        yield band(BandKind.INTERNAL, _INTERNAL)
    if facts.annex:
        yield band(BandKind.ANNEX, facts.annex)
    yield band(BandKind.TITLE, facts.heading)
    if facts.draft:
        yield band(BandKind.DRAFT, _DRAFT)
    if facts.note:
        yield band(BandKind.NOTE, facts.note)


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
