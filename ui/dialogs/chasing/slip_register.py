"""编号登记簿: every slip that was issued, until when it asked for an answer, on which day that came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desk.domain.sheet import Align, PaperFormat
from gongkai_desk.domain.slips import Register, SlipNumber
from gongkai_desk.papers.listed import REGISTER
from gongkai_desk.standing import due_slips
from gongkai_desk.store.entries import papers
from gongkai_desk.wording.slips import SLIP_KINDS
from gongkai_desk.words.whole_dates import read_day
from ui.desk import Desk
from ui.dialogs.base.records import RecordsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("编号", 8.5, Align.CENTRE),
    EntryColumn("承办单位", 8),
    EntryColumn("事项", 13),
    EntryColumn("发单日期", 5.6, Align.CENTRE),
    EntryColumn("反馈时限", 5.6, Align.CENTRE),
    EntryColumn("回执日期", 5.6, Align.CENTRE, editable=True),
    EntryColumn("回执情况", 8),
    EntryColumn("签发人", 4, Align.CENTRE),
    EntryColumn("种类", 5.5, Align.CENTRE),
)
_HOW_IT_STANDS = 6
BACK, WAITING, LATE = "已回执", "待回执", "逾期未回"
_SHAPES = {
    BACK: Shape(ShapeKind.TICK, Tone.GREEN),
    WAITING: Shape(ShapeKind.RING, Tone.DIM),
    LATE: Shape(ShapeKind.WARN_FULL, Tone.RED),
}
_HOW = "在“回执日期”格内按 F2 或双击填写，回车保存；选中多行可一次登记。"
_EMPTY = "还没有发过催办单。从“督办 → 出催办单”生成后，编号自动登记在这里。"
_FILTERS = ("全部", "未回执", "逾期未回执")
_MOST = 3


class SlipRegister(RecordsDialog):
    """A year's numbers, all kinds; the paper register is written from the same lines.

    ``enter(slip_ids=, answered=)`` notes on which day answers came, as one step.
    """

    def __init__(
        self, desk: Desk, exports: Exports, enter: Callable[..., object], parent: QWidget | None = None
    ) -> None:
        super().__init__("催办文书编号登记簿", COLUMNS, desk, exports, parent)
        self._enter_answers = enter
        self.search.setPlaceholderText("查找编号、单位、事项")
        self.year, self.which = QComboBox(self), QComboBox(self)
        self.year.setAccessibleName("年度")
        self.which.setAccessibleName("按回执筛选")
        self.which.addItems(list(_FILTERS))
        self.head.insertWidget(0, self.year)
        self.head.insertWidget(2, self.which)
        self.back = button("登记回执（今天）", self.enter_today, parent=self)
        self.acts.insertWidget(2, self.back)
        self.acts.insertWidget(3, button("导出登记簿 Word…", self.export_paper, parent=self))
        self._numbers: dict[int, SlipNumber] = {}
        self._fill_years()
        self.year.currentIndexChanged.connect(self.refresh)
        self.which.currentIndexChanged.connect(self.narrow)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.refresh()
        self._look()

    def _fill_years(self) -> None:
        known = papers.slip_numbers(self._desk.library) if self._desk.library is not None else []
        years = sorted({self._desk.today.year, *(each.year for each in known)}, reverse=True)
        self.year.addItems([f"{year}年" for year in years])

    def _year(self) -> int:
        return int(self.year.currentText().removesuffix("年"))

    def entries(self) -> list[tuple[Entry, str]]:
        """Return the year's slips, the newest first."""
        if self._desk.library is None:
            return []
        register = due_slips.register(self._desk.library, self._year())
        lines = sorted(register.lines, key=lambda each: (each.day or date.min, each.id), reverse=True)
        self._numbers = {each.id: each for each in lines}
        self.note.setText(_HOW if lines else _EMPTY)
        return [(_entry(each, register, self._desk.today), each.unit) for each in lines]

    def keeps(self, entry: Entry) -> bool:
        """Tell whether a line is one of those without answer, where those are asked for."""
        which, stands = self.which.currentText(), entry.texts[_HOW_IT_STANDS]
        return which == _FILTERS[0] or stands.startswith(LATE) or (which == _FILTERS[1] and stands == WAITING)

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store the day on which a 回执 came; an empty cell takes it back."""
        day = read_day(text, self._desk.today) if text else None
        if text and day is None:
            self.note.setText(f"“{text}”不是日期。回执日期请写成 2026-03-05 或 3月5日。")
        elif day is not None and day > self._desk.today:
            self.note.setText(f"{day.isoformat()} 还没到，请核对回执日期。")
        else:
            self._enter([self._numbers[entry.key].id], day)

    def enter_today(self) -> None:
        """Note that the 回执 of the selected slips came today."""
        ids = [self._numbers[entry.key].id for entry in self.selected()]
        if ids:
            self._enter(ids, self._desk.today)

    def _enter(self, ids: list[int], day: date | None) -> None:
        self._enter_answers(slip_ids=ids, answered=day)

    def _look(self) -> None:
        self.back.setEnabled(self._desk.may_write and bool(self.selected()))

    def export_paper(self) -> None:
        """Write the year's register as Word."""
        if self._desk.library is not None:
            paper = due_slips.register(self._desk.library, self._year())
            self._exports.paper(REGISTER, paper, PaperFormat.DOCX, self.export_paper)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports, enter: Callable[..., object]) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, enter, parent)
        dialog.exec()
        dialog.deleteLater()


def _entry(each: SlipNumber, register: Register, today: date) -> Entry:
    told = list(dict.fromkeys(register.names.get(task, "") for task in each.tasks))
    matter = "；".join(told[:_MOST]) + (f" 等{len(each.tasks)}项" if len(told) > _MOST else "")
    sent, until, back = (day.isoformat() if day else "" for day in (each.day, each.answer_until, each.answered))
    word, said = _standing(each, today)
    texts = (each.number_text, each.unit, matter, sent, until, back, said, each.signer, SLIP_KINDS[each.kind])
    kind = list(SLIP_KINDS).index(each.kind)
    sorts = ((kind, each.number), *texts[1:-1], kind)
    others = len(texts) - _HOW_IT_STANDS - 1
    return Entry(each.id, texts, sorts, (*(None,) * _HOW_IT_STANDS, _SHAPES[word], *(None,) * others))


def _standing(each: SlipNumber, today: date) -> tuple[str, str]:
    """Return how an answer stands, as its word and as it is shown."""
    if each.answered is not None:
        return BACK, BACK
    over = (today - each.answer_until).days if each.answer_until else 0
    return (LATE, f"{LATE}，已过{over}天") if over > 0 else (WAITING, WAITING)
