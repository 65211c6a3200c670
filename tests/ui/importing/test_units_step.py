"""单位与时限 in the wizard: collective names are filled once, the plan of another city is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.plan import Plan, PlanDates, Task
from gongkai_desk.domain.review import NameAnswer, NameDecision, Rhythm
from gongkai_desk.review import naming
from gongkai_desk.store import units
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.shares import task_settings
from ui.dialogs.base import ask
from ui.importing import review_acts
from ui.importing.frame import NAMED, RECOGNISED, REVIEWED
from ui.importing.unit_dialog import MembersDialog
from ui.importing.wizard import ImportWizard

DISTRICTS = ("青石区政府", "白沙区政府", "临江区政府")


def draft(city: str) -> Draft:
    tasks = tuple(Task(content=f"第{n}件事", seq=str(n), responsible=("各区政府", "市教委")) for n in range(1, 4))
    plan = Plan(f"{city}2022年政务公开工作要点", issuer=f"{city}人民政府办公室", year=2022)
    return Draft(f"{city}.docx", (plan,), (Part(PartKind.TABLE, "分解表", tasks),), text=city)


def at_names(wizard: ImportWizard, city: str = "云州市") -> ImportWizard:
    wizard.take_read(None, (draft(city), ()))
    for _ in range(2):
        wizard.go_on()
    assert wizard.pages.currentIndex() == NAMED
    return wizard


def row_of(wizard: ImportWizard, printed: str) -> int:
    model = wizard.units_page.name_model
    return next(r for r in range(model.rowCount()) if model.index(r, 0).data() == printed)


def test_a_collective_name_is_filled_once_for_all_tasks(wizard: ImportWizard, monkeypatch: pytest.MonkeyPatch) -> None:
    page = at_names(wizard).units_page
    answer = NameDecision("各区政府", NameAnswer.MEMBERS, members=DISTRICTS)
    monkeypatch.setattr(review_acts.MembersDialog, "ask", lambda *given: answer)
    row = row_of(wizard, "各区政府")
    assert page.name_model.index(row, 1).data().startswith("△ 统称")
    page.name_view.selectRow(row)
    next(each for each in page.name_bar.buttons if each.text() == "指定包括哪些单位…").click()
    assert page.name_model.index(row_of(wizard, "各区政府"), 1).data() == "✓ 统称，3 家"
    wizard.go_on()
    wizard.go_on()
    library = wizard._desk.library
    ids = [task.id for task in plans.tasks(library, wizard.changes.made)]
    known = {unit.id: unit.name for unit in units.units(library)}
    for number in ids:
        assert {known[unit] for _, _, unit in units.expanded(library, [number])} == {*DISTRICTS, "市教委"}


def test_units_of_another_name_are_not_promised(wizard: ImportWizard) -> None:
    page = at_names(wizard).units_page
    assert page.name_model.index(row_of(wizard, "市教委"), 1).data() == "✓ 新登记：市教委"


@pytest.mark.parametrize("agreed", [False, True])
def test_another_citys_plan_is_asked_about(wizard: ImportWizard, monkeypatch: pytest.MonkeyPatch, agreed: bool) -> None:
    asked: list[str] = []
    monkeypatch.setattr(ask, "choose", lambda parent, title, text, verb: asked.append(text) or agreed)
    wizard.take_read(None, (draft("沈阳市"), ()))
    wizard.go_on()
    assert ["云州市" in text and "沈阳市" in text for text in asked] == [True]
    assert wizard.pages.currentIndex() == (REVIEWED if agreed else RECOGNISED)


def test_a_pasted_list_is_parted_into_names(qtbot) -> None:
    dialog = MembersDialog("各区政府", ("青石区政府", "白沙区政府"), ("白沙区政府",))
    qtbot.addWidget(dialog)
    dialog.pasted.setPlainText("临江区政府、青石区政府\n东湖区政府")
    assert dialog.members() == ("临江区政府", "青石区政府", "东湖区政府", "白沙区政府")
    assert dialog.told.text() == "共 4 家"


def test_how_often_units_report_is_asked_and_stored(wizard: ImportWizard) -> None:
    bar = at_names(wizard).units_page.reporting
    assert "6月25日、12月10日" in bar.told.text()
    box = bar.boxes[naming.LASTING]
    box.setCurrentIndex(box.findData(Rhythm.DEADLINE))
    box.activated.emit(box.currentIndex())
    assert bar.told.text().startswith("不要求定期报进展")
    wizard.go_on()
    wizard.go_on()
    ids = [task.id for task in plans.tasks(wizard._desk.library, wizard.changes.made)]
    assert {each.report_cycle for each in task_settings(wizard._desk.library, ids).values()} == {"不填报"}


def test_the_day_of_the_text_is_not_called_the_imprints(wizard: ImportWizard) -> None:
    told = draft("云州市")
    written = replace(told.plans[0], dates=PlanDates(written=date(2022, 2, 23)))
    at_names(wizard).take_read(None, (replace(told, plans=(written,)), ()))
    for _ in range(3):
        wizard.go_on()
    assert wizard.store_page._values["印发日期"].text() == "2022年2月23日（周三）（成文日期，印发日期未登记）"
