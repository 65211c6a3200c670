"""考核方案: items in two levels with their weights and rules, as a tree table that is written in; bands, units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QTreeWidgetItem, QWidget

from gongkai_desk.domain.year.assessment import (
    USUAL_ITEMS,
    AssessedFact,
    Scheme,
    SchemeBand,
    SchemeItem,
    SchemeRule,
)
from gongkai_desk.rules.year.assessment import FORBIDS, SchemeLack, lacks, points_text, read_points, sum_of_items
from gongkai_desk.rules.year.assessment_table import scheme_of
from gongkai_desk.wording.year.assessment import FACTS, lack_sentence
from ui.clip import read_html, read_tsv
from ui.dialogs.base import ask
from ui.dialogs.base.dialog import Form, give_size
from ui.dialogs.year.assessment_forms import Named, UnitsForm
from ui.dialogs.year.assessment_tree import (
    CAP,
    NAME,
    POINTS,
    STANDARD,
    add_item,
    add_rule,
    children,
    every_row,
    fill_rule,
    is_rule,
    item_of,
    leaf_of,
    rule_of,
    scheme_tree,
    top_of,
    tops,
)
from ui.widgets.flow import Flow
from ui.widgets.notices import button, label

_BANDS = re.compile(r"([^\s，,、；;≥>=\d]+)\s*(?:≥|>=|>|：|:)?\s*(\d+(?:\.\d+)?)")
_HEAD_WANTED = "没有认出考核指标表：要有“指标”“分值”两列表头，可另有“二级指标”“评分标准”。"


@dataclass(frozen=True, slots=True)
class SchemeOffer:
    """What the dialog is given beside a scheme: units to choose from; ``read(parent, take)`` reads a table's items."""

    units: Named
    read: Callable[[QWidget, Callable[[Sequence[SchemeItem]], None]], object]


class RuleForm(Form):
    """Asks for which fact a rule gives or takes how many points."""

    def __init__(self, rule: SchemeRule, parent: QWidget | None = None) -> None:
        super().__init__("评分规则", "确定", parent)
        self._rule = rule
        self.fact = QComboBox(self)
        for fact, words in FACTS.items():
            self.fact.addItem(words, fact)
        self.fact.setCurrentIndex(self.fact.findData(rule.fact))
        self.form.addRow("依据的事实(&F)", self.fact)
        self.points = self.add_line("每次分值(&P)", points_text(rule.points), "扣分写负数，如 -0.5")
        self.cap = self.add_line("封顶(&C)", points_text(rule.cap, ""), "不填就是该项分值")
        self.text = self.add_line("规则说明(&T)", rule.text, "可不填；如 每迟报一次扣0.5分")
        for field in (self.points, self.cap):
            field.textChanged.connect(self._look)
        self.fact.currentIndexChanged.connect(self._look)
        give_size(self, 36, 13)
        self._look()

    def _look(self) -> None:
        points, cap = read_points(self.points.text()), read_points(self.cap.text())
        if points is None or (points == 0 and self.fact.currentData() is not AssessedFact.HAND):
            self.say("每次分值请写成数，扣分为负数，如 -0.5。")
        else:
            self.say("封顶请写成数。" if self.cap.text().strip() and cap is None else "")

    def rule(self) -> SchemeRule:
        """Return the rule as it was entered."""
        points = read_points(self.points.text()) or Decimal(0)
        cap = read_points(self.cap.text())
        return replace(self._rule, fact=self.fact.currentData(), points=points, cap=cap, text=self.text.text().strip())

    @classmethod
    def ask(cls, parent: QWidget, rule: SchemeRule) -> SchemeRule | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(rule, parent)
        found = dialog.rule() if dialog.asked() else None
        dialog.deleteLater()
        return found


class SchemeForm(Form):
    """A scheme as a tree that is written in; ``scheme`` is what it says now."""

    def __init__(self, scheme: Scheme, offer: SchemeOffer, parent: QWidget | None = None) -> None:
        super().__init__("考核方案", "保存", parent)
        self._given, self._offer, self._units = scheme, offer, scheme.units
        self.name = self.add_line("名称(&N)", scheme.name)
        self.points = QLineEdit(points_text(scheme.points), self)
        self.self_wanted = QCheckBox("要求单位自评(&Z)", self)
        self.self_wanted.setChecked(scheme.self_wanted)
        self.units = button("", self.choose_units, parent=self)
        self.points.setAccessibleName("总分")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.points)
        row.addWidget(self.self_wanted)
        row.addWidget(self.units)
        row.addStretch(1)
        total = QLabel("总分(&W)", self)
        total.setBuddy(self.points)
        self.form.addRow(total, row)
        shown = "，".join(f"{each.name}≥{points_text(each.least)}" for each in scheme.bands)
        self.bands = self.add_line("等次(&B)", shown, "如 优秀≥90，良好≥80，合格≥60，不合格≥0")
        self.remark = self.add_line("备注(&M)", scheme.remark, "如考核依据的文件")
        self.tree = scheme_tree(self)
        self.told = label(name="dim", wrap=True, parent=self)
        self._make_buttons()
        self.add_wide(self.acts, self.told, self.tree)
        self._show(scheme.items)
        self._wire()
        give_size(self, 76, 38)
        self._look()

    def _make_buttons(self) -> None:
        self.first = button("加指标", self.add_first, parent=self)
        self.second = button("加二级指标", self.add_second, parent=self)
        self.ruler = button("加规则…", self.add_rule, parent=self)
        self.changer = button("修改…", self.change, parent=self)
        self.remover = button("删除", self.remove, parent=self)
        self.up, self.down = button("上移", self.move_up, parent=self), button("下移", self.move_down, parent=self)
        self.paster = button("粘贴表格", self.paste, parent=self)
        self.reader = button("导入…", self.read, parent=self)
        self.usual = button("起步方案", self.take_usual, parent=self)
        self.acts = Flow()
        for each in (
            self.first, self.second, self.ruler, self.changer, self.remover, self.up, self.down, self.paster,
            self.reader, self.usual,
        ):  # fmt: skip
            self.acts.addWidget(each)

    def _wire(self) -> None:
        self.tree.installEventFilter(self)
        self.tree.itemDoubleClicked.connect(self._edit)
        self.tree.itemChanged.connect(self._look)
        self.tree.currentItemChanged.connect(self._look)
        for field in (self.name, self.points, self.bands):
            field.textChanged.connect(self._look)

    # -- the tree

    def _show(self, items: Sequence[SchemeItem]) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        for item in items:
            add_item(self.tree.invisibleRootItem(), item)
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.tree.blockSignals(False)

    def items(self) -> tuple[SchemeItem, ...]:
        """Return the items as they stand in the tree."""
        return tuple(map(item_of, tops(self.tree)))

    def scheme(self) -> Scheme:
        """Return the scheme as it stands."""
        items, points = self.items(), read_points(self.points.text())
        return replace(
            self._given, name=self.name.text().strip(), points=points if points is not None else sum_of_items(items),
            self_wanted=self.self_wanted.isChecked(), remark=self.remark.text().strip(), items=items,
            bands=bands_of(self.bands.text()), units=self._units,
        )  # fmt: skip

    def _look(self) -> None:
        """Say what is not as it should be, and which buttons make sense."""
        scheme = self.scheme()
        found = list(lacks(scheme))
        unread = [f"“{text}”不是分值。" for text in self._unread()]
        if left := bands_left(self.bands.text()):
            unread.append(f"等次没有读懂：“{left}”。请写成 优秀≥90，良好≥80。")
        self.say("\n".join([*unread, *(lack_sentence(*each) for each in found if each[0] in FORBIDS)]))
        rest = [lack_sentence(*each) for each in found if each[0] not in FORBIDS]
        weights = f"现有 {len(scheme.leaves)} 项指标，合计 {points_text(sum_of_items(scheme.items))} 分。"
        self.told.setText("\n".join([weights, *dict.fromkeys(rest)]))
        self.units.setText(f"被考核单位 {len(self._units)} 家…")
        current = self.tree.currentItem()
        self.second.setEnabled(current is not None)
        self.ruler.setEnabled(leaf_of(current) is not None)
        for each in (self.changer, self.remover, self.up, self.down):
            each.setEnabled(current is not None)

    def _unread(self) -> Iterator[str]:
        """Yield what stands for points and is no number."""
        for item in every_row(self.tree):
            texts = item.text(POINTS), item.text(CAP)
            yield from (text for text in texts if text.strip() and read_points(text) is None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+V paste a table, F2 edit the cell and Del take the row away."""
        if watched is self.tree and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste()
                return True
            if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
                self.remove() if event.key() == Qt.Key.Key_Delete else self.edit_cell()
                return True
        return super().eventFilter(watched, event)

    def edit_cell(self) -> None:
        """Write in the current cell."""
        if (item := self.tree.currentItem()) is not None:
            self._edit(item, self.tree.currentColumn())

    def _edit(self, item: QTreeWidgetItem, column: int) -> None:
        rule = is_rule(item)
        if column in ((POINTS, CAP, STANDARD) if rule else (NAME, POINTS, STANDARD)):
            self.tree.editItem(item, column)
        elif rule:
            self.change()

    # -- acts

    def add_first(self) -> None:
        """Add an item of the first level."""
        self._write_name(add_item(self.tree.invisibleRootItem(), SchemeItem("新指标", Decimal(10))))

    def add_second(self) -> None:
        """Add a part to the current item; what the item had of rules goes with it."""
        top = top_of(self.tree.currentItem())
        if top is not None:
            rules = [each for each in children(top) if is_rule(each)]
            made = add_item(top, SchemeItem("新指标", read_points(top.text(POINTS)) or Decimal(10)))
            for each in rules:
                top.removeChild(each)
                made.addChild(each)
            top.setExpanded(True)
            self._write_name(made)

    def _write_name(self, item: QTreeWidgetItem) -> None:
        item.setExpanded(True)
        self.tree.setCurrentItem(item)
        self._look()
        self.tree.editItem(item, NAME)

    def add_rule(self) -> None:
        """Add a rule to the current item."""
        item = leaf_of(self.tree.currentItem())
        rule = RuleForm.ask(self, SchemeRule(AssessedFact.LATE, Decimal("-0.5"))) if item is not None else None
        if rule is not None and item is not None:
            self.tree.setCurrentItem(add_rule(item, rule))
            item.setExpanded(True)
            self._warn(rule)

    def _warn(self, rule: SchemeRule) -> None:
        """Say at once why a rule is not wise, where it counts 批示 and the like; it stays possible."""
        made = SchemeItem(rule.text, Decimal(1), rules=(rule,))
        told = [lack_sentence(*each) for each in lacks(Scheme(0, "", items=(made,))) if each[0] is SchemeLack.TRACES]
        if told:
            ask.tell(self, "考核方案", told[0])

    def change(self) -> None:
        """Change the current rule in a form, or write in the name of an item."""
        item = self.tree.currentItem()
        if item is not None and is_rule(item):
            new = RuleForm.ask(self, rule_of(item))
            if new is not None:
                fill_rule(item, new)
                self._warn(new)
        elif item is not None:
            self.tree.editItem(item, NAME)

    def remove(self) -> None:
        """Take the current row away, with what stands under it."""
        item = self.tree.currentItem()
        if item is not None:
            (item.parent() or self.tree.invisibleRootItem()).removeChild(item)
            self._look()

    def move_up(self) -> None:
        """Move the current row before the one above it."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current row behind the one below it."""
        self._move(1)

    def _move(self, by: int) -> None:
        item = self.tree.currentItem()
        if item is None:
            return
        parent = item.parent() or self.tree.invisibleRootItem()
        place = parent.indexOfChild(item)
        if 0 <= place + by < parent.childCount():
            parent.insertChild(place + by, parent.takeChild(place))
            self.tree.expandAll()
            self.tree.setCurrentItem(item)

    def paste(self) -> None:
        """Take the table that is on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        rows = read_html(data.html()) if data.hasHtml() else []
        self.take_items(scheme_of(rows) or scheme_of(read_tsv(data.text())))

    def read(self) -> None:
        """Take the table of a file."""
        self._offer.read(self, self.take_items)

    def take_usual(self) -> None:
        """Begin with the usual scheme."""
        self.take_items(USUAL_ITEMS)

    def take_items(self, items: Sequence[SchemeItem]) -> None:
        """Put these items in the place of those that stand there, if that is wanted."""
        if not items:
            ask.tell(self, "考核方案", _HEAD_WANTED)
            return
        there = self.tree.topLevelItemCount()
        if there and not ask.choose(
            self, "考核方案", f"现有的 {there} 项一级指标会被换掉，换成 {len(items)} 项？", "换掉"
        ):
            return
        self._show(items)
        self.points.setText(points_text(sum_of_items(items)))
        self._look()

    def choose_units(self) -> None:
        """Choose who is assessed, and in which list."""
        chosen = UnitsForm.ask(self, self._offer.units, self._units)
        if chosen is not None:
            self._units = chosen
            self._look()

    @classmethod
    def ask(cls, parent: QWidget, scheme: Scheme, offer: SchemeOffer) -> Scheme | None:
        """Ask; ``None`` if it was cancelled."""
        dialog = cls(scheme, offer, parent)
        found = dialog.scheme() if dialog.asked() else None
        dialog.deleteLater()
        return found


def bands_left(text: str) -> str:
    """Return what of a line of bands is none; empty: all of it was understood."""
    return re.sub(r"[\s，,、；;分]", "", _BANDS.sub("", text))


def bands_of(text: str) -> tuple[SchemeBand, ...]:
    """Return the bands of a line such as 优秀≥90，良好≥80."""
    return tuple(SchemeBand(name, Decimal(least)) for name, least in _BANDS.findall(text))
