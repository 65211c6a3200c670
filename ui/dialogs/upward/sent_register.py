"""报送登记: what went up to whom, in which version, on which day, by which means, with which receipt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desk.domain.cycle.sent import SentKind, SentUp
from gongkai_desk.domain.cycle.upward import Submission, Superior
from gongkai_desk.domain.sheet import Align
from gongkai_desk.errors import DeskError
from gongkai_desk.standing.cycle import upward
from gongkai_desk.store.entries import upward as stored
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.wording.upward import SENT_KINDS
from gongkai_desk.words.whole_dates import read_day
from ui.desk import Desk
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.base.records import RecordsDialog
from ui.models.register_table import Entry, EntryColumn
from ui.papers import Exports
from ui.theme import Tone
from ui.widgets.fields import DayField, FileField
from ui.widgets.notices import button
from ui.widgets.painting import Shape, ShapeKind

COLUMNS = (
    EntryColumn("日期", 5.6, Align.CENTRE),
    EntryColumn("报送内容", 18),
    EntryColumn("种类", 5, Align.CENTRE),
    EntryColumn("报给", 9),
    EntryColumn("版本", 5),
    EntryColumn("方式", 5, Align.CENTRE),
    EntryColumn("应报日", 5.6, Align.CENTRE),
    EntryColumn("文号", 9, editable=True),
    EntryColumn("回执日期", 5.6, Align.CENTRE, editable=True),
    EntryColumn("回执人", 5, editable=True),
    EntryColumn("备注", 8, editable=True),
)
_DUE, _RECEIPT = 6, 8
_FIELDS = {7: "doc_no", 8: "receipt", 9: "receipt_by", 10: "remark"}
_HOW = "在“文号”“回执日期”等格内按 F2 或双击填写，回车保存。文号由公文系统给，这里只登记。"
_EMPTY = "还没有登记过报送。出报备、给上级发邮件草稿后登记在这里，也可以点“登记报送…”。"
_BACK = Shape(ShapeKind.TICK, Tone.GREEN)
_LATE = Shape(ShapeKind.WARN_FULL, Tone.RED)
MEANS = ("公文系统", "邮件", "光盘", "纸质", "机要")


@dataclass(frozen=True, slots=True)
class SentActs:
    """What is done upon the register: each act of a service; ``compare(parent, line)``: 与报备稿的差异."""

    submit: Callable[..., object]
    enter: Callable[..., object]
    remove: Callable[..., object]
    compare: Callable[[QWidget, SentUp], object]


class SentRegister(RecordsDialog):
    """All entries, the newest first."""

    def __init__(self, desk: Desk, exports: Exports, does: SentActs, parent: QWidget | None = None) -> None:
        super().__init__("报送登记", COLUMNS, desk, exports, parent)
        self._does = does
        self._lines: dict[tuple[str, int], SentUp] = {}
        self.unit.setAccessibleName("按上级单位筛选")
        self.adder = button("登记报送…", self.add, parent=self)
        self.back = button("登记回执（今天）", self.enter_today, parent=self)
        self.opener = button("打开留存件", self.open_copy, parent=self)
        self.differ = button("与报备稿的差异…", self.compare, parent=self)
        self.remover = button("删除", self.remove, parent=self)
        for place, each in enumerate((self.adder, self.back, self.opener, self.differ, self.remover), start=2):
            self.acts.insertWidget(place, each)
        self.view.selectionModel().selectionChanged.connect(self._look)
        self.model.modelReset.connect(self._look)
        self.refresh()
        self._look()

    def entries(self) -> list[tuple[Entry, str]]:
        """Return the register, each line with the superior it went to."""
        found = upward.sent_up(self._desk.library) if self._desk.library is not None else ()
        self._lines = {(each.kind.value, each.id): each for each in found}
        self.note.setText(_HOW if found else _EMPTY)
        return [(_entry(each), each.addressee) for each in found]

    def take(self, entry: Entry, column: int, text: str) -> None:
        """Store what was typed; an empty day takes the receipt back."""
        line = self._lines[entry.key]
        day = read_day(text, self._desk.today) if column == _RECEIPT and text else None
        if column == _RECEIPT and text and day is None:
            self.note.setText(f"“{text}”不是日期。回执日期请写成 2026-03-05 或 3月5日。")
            return
        value = day if column == _RECEIPT else text
        self._enter(line, **{_FIELDS[column]: value})

    def _enter(self, line: SentUp, **given: object) -> None:
        try:
            self._does.enter(line.kind, line.id, replace(line.entry, **given))  # type: ignore[arg-type]
        except DeskError as error:
            self.note.setText(error_sentence(error))

    def chosen(self) -> list[SentUp]:
        """Return the selected lines."""
        return [self._lines[entry.key] for entry in self.selected()]

    def enter_today(self) -> None:
        """Note that receipts of the selected lines came today."""
        for line in self.chosen():
            self._enter(line, receipt=self._desk.today)

    def add(self) -> None:
        """Ask what went up and enter it."""
        if self._desk.library is None:
            return
        plans = [(plan.id, plan.title) for plan in self._desk.shelf.plans()]
        told = SubmitForm.ask(self, stored.superiors(self._desk.library), plans, self._desk.today)
        if told is not None:
            try:
                self._does.submit(*told)
            except DeskError as error:
                self.note.setText(error_sentence(error))

    def open_copy(self) -> None:
        """Open the frozen copy of the selected line."""
        line = next(iter(self.chosen()), None)
        if line is not None and line.copy_id is not None and self._desk.library is not None:
            path = stored.copy_path(self._desk.library, line.copy_id)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def compare(self) -> None:
        """Show where the plan differs from what was filed."""
        line = next(iter(self.chosen()), None)
        if line is not None:
            self._does.compare(self, line)

    def remove(self) -> None:
        """Take the selected lines out of the register."""
        for line in self.chosen():
            self._does.remove(line.kind, line.id)

    def _look(self) -> None:
        lines, writes = self.chosen(), self._desk.may_write
        kept = len(lines) == 1 and lines[0].copy_id is not None
        self.adder.setEnabled(writes)
        self.back.setEnabled(writes and bool(lines))
        self.remover.setEnabled(writes and bool(lines))
        self.opener.setEnabled(kept)
        self.differ.setEnabled(kept and lines[0].kind is SentKind.FILING)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, exports: Exports, does: SentActs) -> None:
        """Show it until it is closed."""
        dialog = cls(desk, exports, does, parent)
        dialog.exec()
        dialog.deleteLater()


def _entry(line: SentUp) -> Entry:
    said, due, back = line.entry, line.due.isoformat() if line.due else "", line.entry.receipt
    texts = (
        line.day.isoformat(), line.title, SENT_KINDS.get(line.what, line.what), line.addressee, line.version,
        line.means, due, said.doc_no, back.isoformat() if back else "", said.receipt_by, said.remark,
    )  # fmt: skip
    late = line.due is not None and line.day > line.due
    shapes = [None] * len(texts)
    return Entry((line.kind.value, line.id), texts, shapes=_shaped(shapes, late=late, back=back is not None))


def _shaped(shapes: list[None], *, late: bool, back: bool) -> tuple[Shape | None, ...]:
    marked = {_DUE: _LATE if late else None, _RECEIPT: _BACK if back else None}
    return tuple(marked.get(place) for place in range(len(shapes)))


class SubmitForm(Form):
    """Asks what went up; the file that is chosen is kept as it is."""

    def __init__(
        self, superiors: Sequence[Superior], plans: Sequence[tuple[int, str]], today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("登记报送", "登记", parent)
        self.name = self.add_line("报送内容(&N)", hint="如 二季度政务公开工作台账")
        self.kind, self.superior, self.plan = QComboBox(self), QComboBox(self), QComboBox(self)
        for value, word in SENT_KINDS.items():
            if value != upward.FILING:
                self.kind.addItem(word, value)
        self.superior.addItem("（不写）", None)
        for each in superiors:
            self.superior.addItem(each.name, each.id)
        self.superior.setCurrentIndex(min(1, len(superiors)))
        self.plan.addItem("不属于哪份要点", None)
        for number, title in plans:
            self.plan.addItem(title, number)
        self.plan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.addRow("种类(&K)", self.kind)
        self.form.addRow("报给(&T)", self.superior)
        self.form.addRow("所属要点(&P)", self.plan)
        self.version = self.add_line("版本(&V)", hint="如 送审稿、第二稿，可不填")
        self.means = QComboBox(self)
        self.means.setEditable(True)
        self.means.addItems(list(MEANS))
        self.form.addRow("方式(&M)", self.means)
        self.doc_no = self.add_line("文号(&O)", hint="公文系统给的，可以后填")
        self.day = DayField(today, self)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.addRow("日期(&D)", self.day)
        self.file = FileField("选择报出的文件", parent=self)
        self.form.addRow("留存文件(&F)", self.file)
        self.name.textChanged.connect(self._look)
        self._look()
        give_size(self, 40, 20)

    def _look(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()))

    def told(self) -> tuple[Submission, Path | None]:
        """Return what was entered, and the file."""
        new = Submission(
            str(self.kind.currentData()),
            self.day.day(),
            self.name.text().strip(),
            self.superior.currentData(),
            self.plan.currentData(),
            version=self.version.text().strip(),
            means=self.means.currentText().strip(),
            doc_no=self.doc_no.text().strip(),
        )
        return new, self.file.path()

    @classmethod
    def ask(
        cls, parent: QWidget, superiors: Sequence[Superior], plans: Sequence[tuple[int, str]], today: date
    ) -> tuple[Submission, Path | None] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(superiors, plans, today, parent)
        told = dialog.told() if dialog.asked() else None
        dialog.deleteLater()
        return told
