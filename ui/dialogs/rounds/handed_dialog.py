"""上级下发的填报表: what registering it would do, into which plan, as which of its units; or collecting it instead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desk.domain.cycle.handed import HandedChoice, HandedOffer
from gongkai_desk.domain.plan import Level, StoredTask
from gongkai_desk.wording.handed import NEW_PLAN, TAKE, TITLE, heading, notes, summary
from ui.dialogs.base.dialog import Form, give_size, row_of_buttons
from ui.models.item_table import RecordTable
from ui.parts.figure_view import record_view
from ui.widgets.notices import button, label

_HEADS = ("任务码", "序号", "任务名称", "任务内容", "完成时限", "登记为")
_WIDTHS = (7, 4, 14, 26, 9)  # characters of all but the last
_NO_LEVEL = "未登记"
_CHOOSE = "（请选择）"


@dataclass(frozen=True, slots=True)
class HandedAnswer:
    """What is to be done with a book: ``choice`` registers it, ``None``: it came back from a unit of ours."""

    choice: HandedChoice | None


class HandedDialog(Form):
    """The book's tasks beside those that are here; what is chosen above changes what they become."""

    def __init__(self, offer: HandedOffer, proposed: HandedChoice, parent: QWidget | None = None) -> None:
        super().__init__(f"{TITLE} — {offer.book.file}", f"{TAKE}(&S)", parent)
        self._offer = offer
        self.collecting = False
        self.form.addRow(label(heading(offer.book), name="heading", wrap=True, parent=self))
        self.plan, self.level, self.unit = QComboBox(self), QComboBox(self), QComboBox(self)
        self._offer_plans(proposed)
        self._offer_units(proposed)
        self.told = label(wrap=True, parent=self)
        self.tasks = RecordTable(_HEADS, self)
        view = record_view(self.tasks, self)
        view.setAccessibleName("表中的任务")
        for column, characters in enumerate(_WIDTHS):
            view.setColumnWidth(column, self.fontMetrics().horizontalAdvance("国") * characters + 18)
        back = button("这是本单位发出、现在交回的，打开回收汇总(&R)…", self.collect, parent=self)
        self.add_wide(self.told, row_of_buttons(back), view)
        for field in (self.plan, self.level, self.unit):
            field.currentIndexChanged.connect(self._show)
        give_size(self, 78, 34)
        self._show()

    def _offer_plans(self, proposed: HandedChoice) -> None:
        for each in self._offer.plans:
            self.plan.addItem(f"《{each.plan.title}》（认出 {len(each.known)} 项）", each.plan.id)
        self.plan.addItem(NEW_PLAN, None)
        self.plan.setCurrentIndex(self.plan.findData(proposed.plan_id))
        self.form.addRow("归入(&P)", self.plan)
        self.level.addItem(_NO_LEVEL, None)
        for level in Level:
            self.level.addItem(level.value, level.value)
        self.level.setCurrentIndex(max(0, self.level.findData(proposed.level)))
        self.form.addRow("上级级别(&L)", self.level)

    def _offer_units(self, proposed: HandedChoice) -> None:
        units = self._offer.book.units
        self.unit.addItems([_CHOOSE, *units] if units else [proposed.unit or "（表中没有写明）"])
        if proposed.unit:
            self.unit.setCurrentText(proposed.unit)
        self.unit.setEnabled(bool(units))
        self.form.addRow("本单位是(&U)", self.unit)

    def collect(self) -> None:
        """Leave for 回收汇总: it is a book of our own under another library."""
        self.collecting = True
        self.accept()

    def choice(self) -> HandedChoice:
        """Return what is chosen now."""
        units = self._offer.book.units
        unit = self.unit.currentText() if not units or self.unit.currentIndex() else ""
        level = self.level.currentData()
        return HandedChoice(
            self.plan.currentData(), unit if units else self._offer.unit, Level(level) if level else None
        )

    def _show(self) -> None:
        chosen = self.choice()
        into = self._offer.of(chosen.plan_id)
        known = into.known if into is not None else {}
        self.level.setEnabled(into is None)
        self.told.setText("\n".join((summary(self._offer, chosen), *(f"· {n}。" for n in notes(self._offer, chosen)))))
        moved = set(into.moved) if into is not None else set()
        plain = {at for at, row in enumerate(self._offer.book.rows) if at in known and row.place is not None} - moved
        order = sorted(range(len(self._offer.tasks)), key=lambda at: (at in plain, at))  # what wants a look first
        self.tasks.show([self._row(at, known.get(at), moved=at in moved) for at in order])
        self.say("" if chosen.unit or not self._offer.book.units else "这是通用填报表，请选本单位是其中哪一家。")

    def _row(self, at: int, known: StoredTask | None, *, moved: bool) -> tuple[str, ...]:
        row = self._offer.book.rows[at]
        became = "新增" if known is None else f"原有第{known.seq or '？'}项"
        due = known.printed or known.deadline if known is not None and moved else None
        return (
            row.code if row.place is not None else f"{row.code}（不符）",
            row.seq,
            row.title,
            row.content,
            f"{row.deadline}（原：{due.text}）" if due is not None else row.deadline,
            became,
        )

    @classmethod
    def ask(cls, parent: QWidget, offer: HandedOffer, proposed: HandedChoice) -> HandedAnswer | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(offer, proposed, parent)
        given = HandedAnswer(None if dialog.collecting else dialog.choice()) if dialog.asked() else None
        dialog.deleteLater()
        return given
