"""考核: asks for facts to enter, an entry by hand, units and their lists, objections, approvals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.assessment import Drawn, Objection, SchemeItem, SchemeUnit, Scores, UnitScore
from gongkai_desk.rules.year.assessment import lists_of, points_text, read_points
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.year.assessment import entry_sentence, missing_note, places, rule_text
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.rounds.row_lists import tree
from ui.widgets.fields import DayField
from ui.widgets.notices import label
from ui.widgets.tick_list import TickList

Named = Sequence[tuple[int, str]]
"""Units or tasks: id and name."""
_PLACE = Qt.ItemDataRole.UserRole


# ---- what facts propose


class DrawForm(Form):
    """Shows what the facts of a period propose, each ticked; says what stands already and what has changed."""

    def __init__(
        self,
        periods: Sequence[str],
        proposed: Callable[[str], Drawn],
        names: Mapping[int, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("提取事实", "登记", parent)
        self._proposed, self._names = proposed, names
        self._drawn = Drawn()
        self.period = QComboBox(self)
        for name in periods:
            self.period.addItem(period_text(name), name)
        self.form.addRow("时间范围(&P)", self.period)
        self.list = tree(("单位", "日期", "事实", "分值"), "可登记的扣分和加分", self)
        self.told, self.changed = label(name="dim", wrap=True, parent=self), label(name="dim", wrap=True, parent=self)
        self.add_wide(self.told, self.changed, self.list)
        self.period.currentIndexChanged.connect(self._show)
        self.list.itemChanged.connect(self._look)
        give_size(self, 70, 32)
        self._show()

    def _show(self) -> None:
        self._drawn = self._proposed(self.period.currentData())
        _fill(self.list, [self._line(entry) for entry in self._drawn.new])
        changed = [f"{self._names[each.assessment_unit_id]}：{entry_sentence(each)}" for each in self._drawn.changed]
        self.changed.setText("事实已变，请复核后撤销：" + "；".join(changed) if changed else "")
        self.changed.setVisible(bool(changed))
        self._look()

    def _line(self, entry: AssessmentEntry) -> tuple[str, ...]:
        return self._names[entry.assessment_unit_id], entry.day.isoformat(), entry.sentence, points_text(entry.points)

    def _look(self) -> None:
        new, ticked = len(self._drawn.new), len(self.entries())
        known = f"已登记的 {self._drawn.known} 条不再列出。" if self._drawn.known else ""
        self.told.setText(f"按方案的规则找到 {new} 条，选中 {ticked} 条。{known}" if new else f"没有新的事实。{known}")
        self.accept_button.setEnabled(bool(ticked))

    def entries(self) -> list[AssessmentEntry]:
        """Return what is ticked."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [
            self._drawn.new[item.data(0, _PLACE)]
            for item in items
            if item is not None and item.checkState(0) is Qt.CheckState.Checked
        ]

    @classmethod
    def ask(
        cls, parent: QWidget, periods: Sequence[str], proposed: Callable[[str], Drawn], names: Mapping[int, str]
    ) -> list[AssessmentEntry]:
        """Ask; nothing if it was cancelled."""
        dialog = cls(periods, proposed, names, parent)
        entries = dialog.entries() if dialog.asked() else []
        dialog.deleteLater()
        return entries


def _fill(view: QTreeWidget, lines: Sequence[tuple[str, ...]]) -> None:
    view.blockSignals(True)
    view.clear()
    for place, texts in enumerate(lines):
        item = QTreeWidgetItem(view, list(texts))
        item.setData(0, _PLACE, place)
        item.setCheckState(0, Qt.CheckState.Checked)
        item.setToolTip(2, texts[2])
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight)
    wide = view.fontMetrics().horizontalAdvance("国")
    for column, characters in enumerate((12, 6, 36, 4)):
        view.setColumnWidth(column, wide * characters + 16)
    view.blockSignals(False)


# ---- an entry by hand


@dataclass(frozen=True, slots=True)
class EntryOffer:
    """What the form of an entry begins with: units (``assessment_unit``), items, tasks, the day, what is chosen."""

    units: Named
    items: Sequence[SchemeItem]
    tasks: Named
    today: date
    unit: int | None = None
    item: int | None = None


class EntryForm(Form):
    """Asks for points by hand: whose, at which item, how many, for which fact."""

    def __init__(self, offer: EntryOffer, parent: QWidget | None = None) -> None:
        super().__init__("登记扣分、加分", "登记", parent)
        self._offer = offer
        self.unit, self.item, self.rule = QComboBox(self), QComboBox(self), QComboBox(self)
        for number, name in offer.units:
            self.unit.addItem(name, number)
        for each in offer.items:
            self.item.addItem(f"{each.name}（{points_text(each.points)}分）", each.id)
        self.form.addRow("单位(&U)", self.unit)
        self.form.addRow("指标(&I)", self.item)
        self.form.addRow("规则(&R)", self.rule)
        self.points = self.add_line("分值(&P)", hint="扣分写负数，如 -2")
        self.sentence = self.add_text("事实(&S)", lines=3)
        self.task = QComboBox(self)
        self.task.addItem("（不针对某项任务）", None)
        for number, name in offer.tasks:
            self.task.addItem(name, number)
        self.form.addRow("任务(&T)", self.task)
        self.day = DayField(offer.today, self)
        self.form.addRow("日期(&D)", self.day)
        self.item.currentIndexChanged.connect(self._offer_rules)
        self.rule.currentIndexChanged.connect(self._take_points)
        self.points.textChanged.connect(self._look)
        self.sentence.textChanged.connect(self._look)
        self.unit.setCurrentIndex(max(0, self.unit.findData(offer.unit)))
        self.item.setCurrentIndex(max(0, self.item.findData(offer.item)))
        self._offer_rules()
        give_size(self, 40, 24)

    def _offer_rules(self) -> None:
        self.rule.clear()
        item = self._offer.items[self.item.currentIndex()]
        for rule in item.rules:
            self.rule.addItem(rule_text(item, rule), rule.id)
        self.rule.addItem("（不按规则）", None)

    def _take_points(self) -> None:
        item = self._offer.items[self.item.currentIndex()]
        points = next((rule.points for rule in item.rules if rule.id == self.rule.currentData()), None)
        if points is not None:
            self.points.setText(points_text(points))
        self._look()

    def _look(self) -> None:
        points = read_points(self.points.text())
        if not points:
            self.say("分值请写成数，扣分为负数，如 -2。")
        else:
            self.say("" if self.sentence.toPlainText().strip() else "请写明事实，这句话会印在扣分台账和评分表上。")

    def entry(self) -> AssessmentEntry:
        """Return what was entered."""
        return AssessmentEntry(
            self.unit.currentData(),
            self.item.currentData(),
            self.day.day(),
            read_points(self.points.text()) or Decimal(0),
            self.sentence.toPlainText().strip(),
            self.rule.currentData(),
            self.task.currentData(),
        )

    @classmethod
    def ask(cls, parent: QWidget, offer: EntryOffer) -> AssessmentEntry | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(offer, parent)
        entry = dialog.entry() if dialog.asked() else None
        dialog.deleteLater()
        return entry


# ---- units and their lists


class UnitsForm(Form):
    """Asks which units are assessed, and which of them stand in list B; the others stand in A, or in one list.

    A unit of a third list (it came in by a table) keeps it.
    """

    def __init__(self, units: Named, chosen: Sequence[SchemeUnit], parent: QWidget | None = None) -> None:
        super().__init__("被考核单位", "确定", parent)
        rows = [(number, name, name) for number, name in units]
        self.units, self.second = TickList(rows, "个单位", self), TickList(rows, "个单位", self)
        self.first_name, self.second_name = QLineEdit(self), QLineEdit(self)
        lists = list(dict.fromkeys(each.list for each in chosen)) or [""]
        self._third = {each.unit_id: each.list for each in chosen if each.list in lists[2:]}
        self.first_name.setText(lists[0])
        self.second_name.setText(lists[1] if len(lists) > 1 else "")
        self.first_name.setPlaceholderText("A类，可不填")
        self.second_name.setPlaceholderText("B类，不分类可不填")
        self.form.addRow("第一类名称(&A)", self.first_name)
        self.form.addRow("第二类名称(&B)", self.second_name)
        self.units.show_ticked(each.unit_id for each in chosen)
        self.second.show_ticked(each.unit_id for each in chosen if len(lists) > 1 and each.list == lists[1])
        self.add_wide(label("被考核的单位：", parent=self), self.units,
                      label("其中列入第二类的单位（各类分别排名次）：", parent=self), self.second)  # fmt: skip
        self.units.changed.connect(self._look)
        self.second.changed.connect(self._look)
        self.second_name.textChanged.connect(self._look)
        give_size(self, 40, 36)
        self._look()

    def _look(self) -> None:
        outside = set(self.second.ticked()) - set(self.units.ticked())
        named = bool(self.second_name.text().strip())
        if not self.units.ticked():
            self.say("请选择被考核单位。")
        elif outside:
            self.say("列入第二类的单位也要在被考核单位中选上。")
        else:
            self.say("第二类请写名称。" if self.second.ticked() and not named else "")

    def chosen(self) -> tuple[SchemeUnit, ...]:
        """Return the units with their lists."""
        second = set(self.second.ticked())
        names = self.first_name.text().strip(), self.second_name.text().strip()
        third = {number: name for number, name in self._third.items() if number not in second}
        return tuple(SchemeUnit(each, third.get(each, names[each in second])) for each in self.units.ticked())

    @classmethod
    def ask(cls, parent: QWidget, units: Named, chosen: Sequence[SchemeUnit]) -> tuple[SchemeUnit, ...] | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(units, chosen, parent)
        found = dialog.chosen() if dialog.asked() else None
        dialog.deleteLater()
        return found


# ---- objection, approval


class ObjectionForm(Form):
    """Asks what a unit objects, when, and what it is answered, with the entries that are taken back."""

    def __init__(self, unit: UnitScore, today: date, parent: QWidget | None = None) -> None:
        super().__init__(f"申诉与复核　{unit.unit}", "保存", parent)
        self.objection = self.add_text("申诉理由(&O)", unit.objection.text, lines=4)
        self.day = DayField(unit.objection.day or today, self)
        self.form.addRow("申诉日期(&D)", self.day)
        self.reply = self.add_text("复核答复(&R)", unit.objection.reply, lines=4)
        rows = [(row_id(entry), entry_sentence(entry), "") for entry in unit.entries]
        self.entries = TickList(rows, "条扣分", self)
        self.add_wide(label("复核后撤销的扣分：", parent=self), self.entries)
        self.objection.textChanged.connect(self._look)
        self.reply.textChanged.connect(self._look)
        self.entries.changed.connect(self._look)
        give_size(self, 48, 30)
        self._look()

    def _look(self) -> None:
        told = self.told()
        if told.reply and not told.text:
            self.say("没有申诉，不用答复。")
        else:
            self.say("撤销扣分请写明答复。" if self.entries.ticked() and not told.reply else "")

    def told(self) -> Objection:
        """Return what was entered."""
        text = self.objection.toPlainText().strip()
        return Objection(text, self.day.day() if text else None, self.reply.toPlainText().strip())

    @classmethod
    def ask(cls, parent: QWidget, unit: UnitScore, today: date) -> tuple[Objection, tuple[int, ...]] | None:
        """Ask; what is objected and answered, entries to take back; ``None`` if it was cancelled."""
        dialog = cls(unit, today, parent)
        found = (dialog.told(), dialog.entries.ticked()) if dialog.asked() else None
        dialog.deleteLater()
        return found


class ApproveForm(Form):
    """Asks who allowed the ranking to leave, when, by which paper; the places are shown here only."""

    def __init__(self, scores: Scores, today: date, parent: QWidget | None = None) -> None:
        super().__init__("审定名次", "登记审定", parent)
        told = "名次在审定前只供内部研究，不能导出、打印和发送。请由本机关负责人审定后登记；登记后分数不再改动。"
        self.form.addRow(label(told, wrap=True, parent=self))
        self.approver = self.add_line("审定人(&N)")
        self.day = DayField(today, self)
        self.form.addRow("审定日期(&D)", self.day)
        self.doc_no = self.add_line("文号或会议纪要(&C)", hint="可不填")
        self.places = tree(("类别", "名次", "单位", "总分"), "拟审定的名次", self)
        for line in places(scores):
            QTreeWidgetItem(self.places, list(line)).setTextAlignment(3, Qt.AlignmentFlag.AlignRight)
        self.places.setColumnHidden(0, lists_of(scores.units) in ((), ("",)))
        self.places.setColumnWidth(2, 18 * self.fontMetrics().horizontalAdvance("国"))
        missing = label(missing_note(scores.units), name="dim", wrap=True, parent=self)
        missing.setVisible(bool(missing.text()))
        self.add_wide(missing, self.places)
        self.approver.textChanged.connect(self._look)
        give_size(self, 44, 34)
        self._look()

    def _look(self) -> None:
        self.say("" if self.approver.text().strip() else "请填写审定人。")

    def approval(self) -> Approval:
        """Return what was entered, without what it is of."""
        return Approval(
            "ranking", self.day.day(), approver=self.approver.text().strip(), doc_no=self.doc_no.text().strip()
        )

    @classmethod
    def ask(cls, parent: QWidget, scores: Scores, today: date) -> Approval | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(scores, today, parent)
        approval = dialog.approval() if dialog.asked() else None
        dialog.deleteLater()
        return approval
