"""考核 in the window: a scheme, points typed and pasted, entries behind a cell, a ranking only after approval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.cycle.judging import AssessmentEntry, Rectification
from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.unit import Unit
from gongkai_desk.domain.year.assessment import USUAL_ITEMS, AssessedFact, Drawn, Scheme, SchemeRule, SchemeUnit
from gongkai_desk.domain.year.self_scores import POINTS_HEAD
from gongkai_desk.rules.year.assessment import SchemeLack, lacks
from gongkai_desk.services import units
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.year import approvals, self_scores
from gongkai_desk.services.year import assessment as acts
from gongkai_desk.standing.year.assessment import scores
from gongkai_desk.store.entries import assessment as stored
from gongkai_desk.store.records import records
from tests.ui.answers import REJECTED, answer
from ui.dialogs.base import ask
from ui.dialogs.year.assessment_answers import UnknownUnitsForm, WaitingForm
from ui.dialogs.year.assessment_dialog import AssessmentDialog
from ui.dialogs.year.assessment_forms import (
    ApproveForm,
    DrawForm,
    EntryForm,
    ObjectionForm,
    UnitsForm,
)
from ui.dialogs.year.assessment_scheme import RuleForm, SchemeForm, SchemeOffer
from ui.dialogs.year.assessment_tree import POINTS, every_row
from ui.dialogs.year.lookback_forms import DueForm
from ui.window.window import MainWindow

Open = Callable[[Callable[[AssessmentDialog], object]], None]
RULED, BY_HAND, OUTSIDE = 2, 6, 7  # columns


@pytest.fixture(autouse=True)
def scheme(window: MainWindow) -> Scheme:
    for name in ("市教育局", "市民政局"):
        window.desk.do(units.add_unit, Unit(name))
    plan = next(each for each in window.desk.shelf.plans() if each.year == 2022)
    named = tuple(SchemeUnit(number) for number, _ in window.desk.shelf.unit_names())
    made = Scheme(2022, "政务公开工作考核", plan_id=plan.id, items=USUAL_ITEMS, units=named)
    window.desk.do(acts.save_scheme, made)
    return stored.scheme(window.desk.library, 1)


@pytest.fixture
def shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open 考核 and do something in it."""

    def open_and(fill: Callable[[AssessmentDialog], object]) -> None:
        answer(monkeypatch, AssessmentDialog, fill, REJECTED)
        window.menus["assessment"].trigger()

    return open_and


def points(window: MainWindow, row: int, column: int) -> Decimal | None:
    return scores(window.desk.library, 1).units[row].items[column - 2].points


def test_points_of_persons_and_tables_are_typed_where_they_stand_those_of_rules_are_not(window, shown):
    def fill(dialog: AssessmentDialog) -> None:
        model = dialog.model
        assert not model.flags(model.index(0, RULED)) & Qt.ItemFlag.ItemIsEditable
        assert model.setData(model.index(0, BY_HAND), "9.5")
        assert model.setData(model.index(1, OUTSIDE), "18")
        model.setData(model.index(0, OUTSIDE), "30")
        assert "分值" in dialog.note.text()
        model.setData(model.index(0, OUTSIDE), "很好")
        assert "不是分值" in dialog.note.text()

    shown(fill)
    assert points(window, 0, BY_HAND) == Decimal("9.5")
    assert (points(window, 0, OUTSIDE), points(window, 1, OUTSIDE)) == (None, Decimal(18))


def test_points_are_typed_down_a_column_without_opening_a_cell_first(qtbot: QtBot, window: MainWindow, shown: Open):
    def fill(dialog: AssessmentDialog) -> None:
        dialog.show()
        dialog.view.setFocus()
        dialog.view.setCurrentIndex(dialog.model.index(0, BY_HAND))
        for text in ("9.5", "8"):
            qtbot.keyClick(dialog.view, text[0])
            editor = dialog.view.viewport().findChildren(QLineEdit)[-1]  # the one before is closed, not freed
            qtbot.keyClicks(editor, text[1:])
            qtbot.keyClick(editor, Qt.Key.Key_Return)

    shown(fill)
    assert [points(window, row, BY_HAND) for row in (0, 1)] == [Decimal("9.5"), Decimal(8)]


def test_the_heads_of_a_scheme_that_was_just_made_are_seen(window, shown):
    undone = stored.scheme(window.desk.library, 1)
    window.menus["undo"].trigger()

    def fill(dialog: AssessmentDialog) -> None:
        dialog.show()
        window.desk.do(acts.save_scheme, replace(undone, id=None, items=USUAL_ITEMS))
        assert dialog.model.leaves
        assert dialog.view.horizontalHeader().isVisibleTo(dialog)

    shown(fill)


def test_a_block_is_pasted_as_one_step(window, shown, monkeypatch):
    monkeypatch.setattr(ask, "choose", lambda *_: True)

    def fill(dialog: AssessmentDialog) -> None:
        QGuiApplication.clipboard().setText("9\t18\r\n8\t19\r\n")
        dialog.view.setCurrentIndex(dialog.model.index(0, BY_HAND))
        dialog.block.paste()
        dialog.view.selectAll()
        dialog.block.copy()
        assert "市教育局\t\t30\t20\t10\t10\t9\t18" in QGuiApplication.clipboard().text()

    before = len(stored.scores(window.desk.library, 1))
    shown(fill)
    assert [points(window, row, column) for row in (0, 1) for column in (BY_HAND, OUTSIDE)] == [9, 18, 8, 19]
    window.menus["undo"].trigger()
    assert len(stored.scores(window.desk.library, 1)) == before


def test_a_cell_lists_its_entries_which_are_taken_back_with_a_reason(window, shown, monkeypatch):
    monkeypatch.setattr(ask, "ask_line", lambda *_: "经核实无误")

    def write(form: EntryForm) -> None:
        assert form.unit.currentText() == "市民政局"
        form.points.setText("-2")
        form.sentence.setPlainText("培训材料未报")

    answer(monkeypatch, EntryForm, write)
    answer(monkeypatch, DueForm, lambda form: None)

    def fill(dialog: AssessmentDialog) -> None:
        dialog.view.setCurrentIndex(dialog.model.index(1, RULED))
        dialog.enterer.click()
        assert dialog.entries.heading.text() == "市民政局　任务落实 28/30，1 条"
        assert dialog.entries.lines.text(0, 2) == "培训材料未报，扣2分"
        dialog.entries.view.selectRow(0)
        dialog.entries.feeder.click()
        assert dialog.note.text() == "考核问题列入整改台账（1条）。"
        dialog.entries.withdrawer.click()
        assert dialog.entries.lines.text(0, 4).endswith("撤销：经核实无误")
        dialog.view.setCurrentIndex(dialog.model.index(0, RULED))
        assert dialog.entries.lines.rowCount() == 0

    shown(fill)
    assert points(window, 1, RULED) == 30
    [row] = records(window.desk.library, Rectification)
    assert row.problem == "培训材料未报"
    assert row.due is not None


def test_what_facts_propose_is_ticked_and_what_is_not_ticked_stays_out(
    qtbot: QtBot, window: MainWindow, scheme: Scheme
):
    new = tuple(AssessmentEntry(1, 1, window.desk.today, Decimal(-1), text) for text in ("迟报", "未报"))
    form = DrawForm(("2022",), lambda period: Drawn(new, 3), {1: "市教育局"}, window)
    qtbot.addWidget(form)
    assert "找到 2 条" in form.told.text()
    assert "3 条不再列出" in form.told.text()
    form.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert form.entries() == [new[1]]


def test_a_ranking_is_offered_only_after_its_approval_and_points_then_stay(window, shown):
    def offered(dialog: AssessmentDialog) -> bool:
        dialog.menu.fill(None, approved=dialog.model.editable is False)
        ranked = next(each for each in dialog.menu.actions() if each.text().startswith("得分及排名表"))
        return ranked.isEnabled()

    def inside(dialog: AssessmentDialog) -> None:
        assert not offered(dialog)

    shown(inside)
    window.desk.do(approvals.approve, Approval("ranking", window.desk.today, assessment_id=1, approver="王主任"))

    def approved(dialog: AssessmentDialog) -> None:
        assert offered(dialog)
        assert "王主任" in dialog.status.text()
        assert not dialog.model.flags(dialog.model.index(0, BY_HAND)) & Qt.ItemFlag.ItemIsEditable
        assert not dialog.enterer.isEnabled()

    shown(approved)


def test_who_enters_an_approval_sees_the_places_list_by_list(qtbot: QtBot, window: MainWindow, scheme: Scheme):
    scored = scores(window.desk.library, 1)
    first, second = (replace(unit, list=of, rank=1) for unit, of in zip(scored.units[:2], "BA", strict=True))
    form = ApproveForm(replace(scored, units=(first, second)), window.desk.today, window)
    qtbot.addWidget(form)
    rows = [form.places.topLevelItem(row) for row in range(form.places.topLevelItemCount())]
    assert [[row.text(column) for column in range(3)] for row in rows] == [
        ["A类", "1", second.unit], ["B类", "1", first.unit],
    ]  # fmt: skip


def test_an_objection_is_entered_and_answered(window, shown, monkeypatch):
    def write(form: ObjectionForm) -> None:
        form.objection.setPlainText("系统故障")
        form.reply.setPlainText("已核实")

    answer(monkeypatch, ObjectionForm, write)

    def fill(dialog: AssessmentDialog) -> None:
        dialog.view.setCurrentIndex(dialog.model.index(0, 0))
        dialog.objector.click()
        assert dialog.model.text(0, dialog.model.columnCount() - 1) == "已答复"

    shown(fill)


def test_points_of_others_come_in_by_a_file_and_unknown_units_are_asked(
    qtbot: QtBot, window: MainWindow, shown: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    book = Workbook()
    for row in (("单位", "得分"), ("市教育局", 18), ("民政", 17)):
        book.active.append(row)
    book.save(tmp_path / "第三方.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "第三方.xlsx"), ""))
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda parent, title, text: told.append(text))
    answer(monkeypatch, UnknownUnitsForm, lambda form: form.choices["民政"].setCurrentIndex(2))

    def fill(dialog: AssessmentDialog) -> None:
        dialog.importer.click()
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)

    shown(fill)
    assert told == ["已填写 2 格。"]
    assert [points(window, row, OUTSIDE) for row in (0, 1)] == [18, 17]


def test_what_units_gave_themselves_is_shown_and_what_waits_is_decided(
    window: MainWindow, shown: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library = window.desk.library
    [path, _] = self_scores.write_books(tmp_path, self_scores.books(library, 1, window.desk.today))
    for text in ("29", "25"):
        book = load_workbook(path)
        row, column = next(
            (c.row, c.column) for line in book.active.iter_rows() for c in line if c.value == POINTS_HEAD
        )
        book.active.cell(row + 1, column).value = text
        book.save(path)
        files = self_scores.reviewed(library, self_scores.apart(received([path]))[0])
        window.desk.do(self_scores.take_over, files)
    answer(monkeypatch, WaitingForm, lambda form: form.rows.tick_shown())

    def fill(dialog: AssessmentDialog) -> None:
        dialog.whose.setCurrentIndex(1)
        assert (dialog.model.text(0, RULED), dialog.model.text(1, RULED)) == ("29", "")
        assert dialog.waiter.text() == "待定的自评 1 条…"
        dialog.waiter.click()
        assert dialog.model.text(0, RULED) == "25"
        assert not dialog.waiter.isVisibleTo(dialog)
        dialog.model.setData(dialog.model.index(1, RULED), "30")
        assert dialog.model.text(1, RULED) == "30"

    shown(fill)
    assert [unit.items[0].self_points for unit in scores(library, 1).units] == [25, 30]
    assert points(window, 0, RULED) == 30


def test_what_cannot_be_taken_waits_until_a_person_says_that_it_is_settled(qtbot: QtBot, window: MainWindow):
    rows = [(4, "市教育局　信息报送：21（超出该项分值）", False), (7, "市民政局　信息报送：20（数据不同）", True)]
    form = WaitingForm(rows, window)
    qtbot.addWidget(form)
    assert form.decided() == ((), (7,))
    form.rows.tick_shown()
    assert (form.decided(), form.told.text()) == (((7,), ()), "采用 1 条，不采用 0 条。")
    form.checked.tick_shown()
    assert form.decided() == ((7,), (4,))


# ---- the scheme


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, scheme: Scheme) -> SchemeForm:
    made = SchemeForm(scheme, SchemeOffer([(1, "市教育局")], lambda parent, take: None), window)
    qtbot.addWidget(made)
    return made


def test_a_scheme_comes_back_as_the_tree_shows_it(form: SchemeForm, scheme: Scheme):
    assert form.scheme() == scheme
    top = next(every_row(form.tree))
    top.setText(POINTS, "35")
    assert form.scheme().items[0].points == 35
    assert "合计 105 分" in form.told.text()
    top.setText(POINTS, "很多")
    assert not form.accept_button.isEnabled()


def test_a_part_takes_the_rules_of_its_item(form: SchemeForm):
    form.tree.setCurrentItem(next(every_row(form.tree)))
    form.add_second()
    item = form.scheme().items[0]
    assert (item.rules, len(item.children), len(item.children[0].rules)) == ((), 1, 3)


def test_bands_that_are_not_understood_are_not_lost_silently(form: SchemeForm):
    form.bands.setText("好≥95，一般80分，其他")
    assert "等次没有读懂" in form.note.text()
    form.bands.setText("好≥95，一般80分")
    assert [(each.name, each.least) for each in form.scheme().bands] == [("好", 95), ("一般", 80)]


def test_units_of_a_third_list_keep_it(qtbot: QtBot, window: MainWindow):
    chosen = (SchemeUnit(1, "A"), SchemeUnit(2, "B"), SchemeUnit(3, "C"))
    form = UnitsForm([(1, "甲"), (2, "乙"), (3, "丙")], chosen, window)
    qtbot.addWidget(form)
    assert form.chosen() == chosen
    form.second.show_ticked([1, 2])
    assert form.chosen() == (SchemeUnit(1, "B"), SchemeUnit(2, "B"), SchemeUnit(3, "C"))


def test_a_table_that_was_copied_becomes_the_scheme(form: SchemeForm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ask, "choose", lambda *_: True)
    QGuiApplication.clipboard().setText("指标\t分值\t评分标准\r\n信息报送\t100\t每迟报一次扣0.5分\r\n")
    form.paste()
    assert [(each.name, each.points, each.rules[0].fact) for each in form.scheme().items] == [
        ("信息报送", Decimal(100), AssessedFact.LATE)
    ]


def test_who_counts_remarks_of_leaders_is_told_why_not_and_may_go_on(form: SchemeForm, monkeypatch: pytest.MonkeyPatch):
    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda parent, title, text: told.append(text))
    rule = SchemeRule(AssessedFact.HAND, Decimal(2), "获领导批示加2分")
    monkeypatch.setattr(RuleForm, "ask", lambda *_: rule)
    form.add_rule()
    assert "《整治形式主义为基层减负若干规定》" in told[0]
    assert form.accept_button.isEnabled()
    assert SchemeLack.TRACES in dict(lacks(form.scheme()))
