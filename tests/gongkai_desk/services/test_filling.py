"""按上级表样填报 from file to file: eight shapes of forms, filled from a library and opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from gongkai_desk.domain.forms import Filled, FormField, FormMode, Lack
from gongkai_desk.domain.ids import By, TaskId
from gongkai_desk.domain.papers import LedgerChoice
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.work import NewReport
from gongkai_desk.rules.forms.fitting import Fitting, laid
from gongkai_desk.rules.light.cycles import period_days
from gongkai_desk.services import filling
from gongkai_desk.services.filling import FillOrder
from gongkai_desk.services.progress.work import report
from gongkai_desk.standing.cycle.form_facts import form_facts
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.links import insert_link
from gongkai_desk.store.tasks.plans import tasks
from tests import superior_forms as forms
from tests.builders import a_plan, a_task, stored_plan

DAY = date(2022, 6, 20)
TOLD = "已公布清单3份，配发解读2篇。"


def own(row: forms.Printed, **more: Any) -> Task:
    usual: dict[str, Any] = {"section": (row.section,), "lead": (row.unit,), "responsible": (), "unit_text": row.unit}
    return a_task(seq=row.seq, title=row.title, content=row.content, **(usual | more))


@pytest.fixture
def plan(library: Library) -> int:
    """Return a plan of the four tasks that the forms print; each but the last has been reported on."""
    number = stored_plan(library, *map(own, forms.ROWS), day=date(2022, 3, 1))
    for task in tasks(library, number)[:3]:
        report(library, By("李明", DAY), task.id, NewReport(None, DAY, f"第{task.seq}项{TOLD}", "2022Q2"))
    return number


Fill = Callable[..., tuple[Fitting, Filled, Path]]


@pytest.fixture
def fill(library: Library, plan: int, tmp_path: Path) -> Fill:
    def filled(name: str, rows: tuple[forms.Printed, ...] = forms.ROWS, **order: Any) -> tuple[Fitting, Filled, Path]:
        path = forms.FORMS[name](tmp_path / name, rows)
        fitting = filling.fit(library, filling.read_form(path), FillOrder(plan, DAY, **order))
        done = laid(fitting)
        target = tmp_path / f"填好-{name}"
        filling.remember(library, By("李明", DAY), fitting, lambda: filling.write(path, target, done))
        return fitting, done, target

    return filled


def column(path: Path, letter: str, sheet: int = 0) -> list[Any]:
    return [cell.value for cell in load_workbook(path).worksheets[sheet][letter]]


def texts(path: Path, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[table].rows]


def lacks(done: Filled) -> list[Lack]:
    return [note.lack for note in done.notes]


class TestPrinted:
    def test_blank_cells_of_printed_rows_are_filled_in_place(self, fill: Fill) -> None:
        _, done, path = fill("印好任务-一行表头.xlsx")
        assert (done.mode, done.rows, done.notes) == (FormMode.PRINTED, 4, ())
        assert column(path, "F")[4:9] == [f"第1项{TOLD}", f"第2项{TOLD}", None, f"第3项{TOLD}", None]

    def test_a_state_is_one_of_the_words_of_the_form(self, fill: Fill) -> None:
        words = column(fill("印好任务-一行表头.xlsx")[2], "G")[4:9]
        assert words == ["持续推进", "持续推进", None, "持续推进", "未启动"]

    def test_what_was_printed_stays(self, fill: Fill, tmp_path: Path) -> None:
        _, _, path = fill("印好任务-一行表头.xlsx")
        for letter in "ABCDE":
            assert column(path, letter) == column(tmp_path / "印好任务-一行表头.xlsx", letter)

    def test_a_head_of_three_rows_names_its_columns_by_the_lowest(self, fill: Fill) -> None:
        fitting, _, path = fill("印好任务-三行表头横向.xlsx")
        fields = [each.field for each in fitting.heads[0].columns]
        assert fields[5:] == [FormField.PROGRESS, FormField.PROBLEMS, FormField.NEXT_STEPS, FormField.PHONE]
        assert column(path, "F")[5:8] == [f"第{n}项{TOLD}" for n in (1, 2, 3)]

    def test_a_cell_that_holds_a_text_is_told_and_left(self, fill: Fill) -> None:
        _, done, path = fill("印好任务-保护.xlsx")
        assert lacks(done) == [Lack.CELL_HELD]
        assert column(path, "D")[3:6] == [f"第1项{TOLD}", "已按要求办结，见附件。", f"第3项{TOLD}"]

    def test_protection_stays(self, fill: Fill) -> None:
        sheet = load_workbook(fill("印好任务-保护.xlsx")[2]).worksheets[0]
        assert sheet.protection.sheet
        assert sheet["A4"].protection.locked
        assert not sheet["D4"].protection.locked

    def test_a_word_table_is_filled_in_the_type_of_its_row(self, fill: Fill) -> None:
        _, done, path = fill("印好任务.docx")
        assert (done.mode, done.rows) == (FormMode.PRINTED, 4)
        cell = Document(str(path)).tables[0].rows[3].cells[5]
        assert (cell.text, cell.paragraphs[0].runs[0].font.name) == (f"第1项{TOLD}", "仿宋_GB2312")

    def test_a_row_that_is_none_of_ours_is_told_and_left(self, fill: Fill) -> None:
        strange = forms.Printed("三、其他", "5", "林长制公示", "设立林长公示牌，写明职责和电话。", "市林业局", "全年")
        _, done, path = fill("印好任务.docx", (*forms.ROWS, strange))
        assert lacks(done) == [Lack.ROW_UNKNOWN]
        assert texts(path)[-1][5] == ""

    def test_a_task_that_no_row_takes_is_told(self, fill: Fill) -> None:
        _, done, _ = fill("印好任务.docx", forms.ROWS[:3])
        assert [(note.lack, note.text) for note in done.notes] == [(Lack.TASK_LEFT, "4 养老机构信息公开")]

    def test_tasks_that_take_up_a_printed_one_feed_its_row_together(
        self, library: Library, plan: int, tmp_path: Path
    ) -> None:
        above = stored_plan(library, own(forms.ROWS[0]), day=DAY, plan=a_plan(title="省要点"))
        with library.step("承接", By("李明", DAY)) as step:
            for task in tasks(library, plan)[1:3]:
                insert_link(step, task.id, tasks(library, above)[0].id)
        form = filling.read_form(forms.printed_word(tmp_path / "省表.docx", forms.ROWS[:1]))
        done = laid(filling.fit(library, form, FillOrder(plan, DAY)))
        assert [each.text for each in done.fills[0].texts] == [f"2.第2项{TOLD}\n3.第3项{TOLD}"]
        assert lacks(done) == [Lack.SEVERAL, Lack.TASK_LEFT, Lack.TASK_LEFT]

    def test_a_superiors_plan_is_told_of_by_what_takes_it_up_unless_it_was_reported_on(
        self, library: Library, plan: int, tmp_path: Path
    ) -> None:
        above = stored_plan(library, own(forms.ROWS[0]), own(forms.ROWS[1]), day=DAY, plan=a_plan(title="省要点"))
        with library.step("承接", By("李明", DAY)) as step:
            for taker, task in zip(tasks(library, plan), tasks(library, above), strict=False):
                insert_link(step, taker.id, task.id)
        form = filling.read_form(forms.printed_word(tmp_path / "省表.docx", forms.ROWS[:2]))

        def told() -> list[str]:
            return [each.text for each in laid(filling.fit(library, form, FillOrder(above, DAY))).fills[0].texts]

        assert told() == [f"第1项{TOLD}", f"第2项{TOLD}"]
        report(library, By("李明", DAY), tasks(library, above)[1].id, NewReport(None, DAY, "汇总后的话"))
        assert told() == [f"第1项{TOLD}", "汇总后的话"]


class TestEmpty:
    def test_the_plans_own_tasks_are_listed_whoever_takes_them_up(
        self, library: Library, plan: int, tmp_path: Path
    ) -> None:
        above = stored_plan(library, own(forms.ROWS[0]), day=DAY, plan=a_plan(title="省要点"))
        with library.step("承接", By("李明", DAY)) as step:
            insert_link(step, tasks(library, plan)[0].id, tasks(library, above)[0].id)
        form = filling.read_form(forms.FORMS["空表-合计.xlsx"](tmp_path / "表.xlsx", ()))
        fitting = filling.fit(library, form, FillOrder(above, DAY))
        assert fitting.mode is FormMode.EMPTY
        assert list(fitting.facts) == [task.id for task in tasks(library, above)]

    def test_rows_are_put_in_before_the_total_and_counted_by_it(self, fill: Fill) -> None:
        _, done, path = fill("空表-合计.xlsx")
        sheet = load_workbook(path).worksheets[0]
        assert (done.mode, done.rows) == (FormMode.EMPTY, 4)
        assert [cell.value for cell in sheet["A"]][3:9] == [1, 2, 3, 4, "合计", "注：本表每季度末月25日前报送。"]
        assert (sheet["F8"].value, sheet["G8"].value, sheet["G7"].value) == (
            "=COUNTA(F4:F7)",
            "=SUM(G4:G7)",
            "=LEN(E7)",
        )

    def test_new_rows_look_like_those_that_were_there(self, fill: Fill) -> None:
        sheet = load_workbook(fill("空表-合计.xlsx")[2]).worksheets[0]
        for place in ("B7", "E7"):
            assert sheet[place].border.left.style == "thin"
            assert sheet[place].font.name == "仿宋_GB2312"

    def test_tasks_go_under_the_section_rows_of_two_sheets(self, fill: Fill) -> None:
        _, done, path = fill("空表-分部分两张表.xlsx")
        assert (done.rows, done.notes) == (4, ())
        assert column(path, "B")[5:7] == ["助企纾困政策公开", "重大项目公开"]
        assert column(path, "B", 1)[5:7] == ["义务教育招生公开", "养老机构信息公开"]

    def test_an_example_stays_and_is_told(self, fill: Fill) -> None:
        _, done, path = fill("空表-三行表头.docx")
        assert lacks(done) == [Lack.EXAMPLE]
        rows = texts(path)
        assert [row[0] for row in rows] == ["序号"] * 3 + ["例", "1", "2", "3", "4", "填报人："]
        assert rows[4][4:] == [f"第1项{TOLD}", "", "2022-06-20"]

    def test_two_tables_take_what_their_heads_ask_for(self, fill: Fill, library: Library, plan: int) -> None:
        task = TaskId(tasks(library, plan)[1].id)
        report(
            library,
            By("李明", DAY),
            task,
            NewReport(None, DAY, "已报。", problems="人手不足。", next_steps="加紧办理。"),
        )
        path = fill("空表-两个表.docx")[2]
        assert len(texts(path)) == 5
        assert texts(path, 1)[1:] == [["1", forms.ROWS[1].content, "人手不足。", "加紧办理。"]]


@pytest.mark.parametrize(("period", "text"), [("2022Q1", ""), ("2022Q2", "迟到的。"), ("2022H1", "迟到的。")])
def test_a_late_report_is_told_of_its_own_period(library: Library, plan: int, period: str, text: str) -> None:
    task, day = TaskId(tasks(library, plan)[3].id), date(2022, 7, 4)
    report(library, By("李明", day), task, NewReport(None, day, "迟到的。", "2022Q2"))
    since, until = period_days(period) or (None, None)
    facts = form_facts(library, plan, day, LedgerChoice((), since, until, by_period=True))
    assert facts[task].texts[FormField.PROGRESS] == text


def test_a_form_is_remembered_as_a_person_set_it(fill: Fill) -> None:
    fill("印好任务.docx", columns={"落实情况（200字以内）": FormField.PROBLEMS})
    fitting, _, _ = fill("印好任务.docx")
    assert [(each.field, each.by) for each in fitting.heads[0].columns][-1] == (FormField.PROBLEMS, "remembered")


def test_filling_is_one_step_that_can_be_undone(fill: Fill, library: Library) -> None:
    fill("印好任务.docx")
    assert library.rows("SELECT count(*) FROM form")[0][0] == 1
    assert library.rows("SELECT name FROM step ORDER BY id DESC LIMIT 1")[0][0] == "按上级表样填报《印好任务》"
