"""``export fill``: a superior's form from the command line, as it is promised (issue 12, Contract)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from gongkai_desk.papers.rows import unit_text
from gongkai_desk.reading.office import legacy
from gongkai_desk.services import filling, forms_in_child
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import tasks
from tests.superior_forms import FORMS, Printed


@pytest.fixture
def rows(filled: Path) -> list[Printed]:
    """Return the plan's first three tasks as a superior prints them; the first has been reported on."""
    with Library.open(filled, read_only=True) as library:
        found = tasks(library, 1)[:3]
    return [Printed("", t.seq or "", t.title or "", t.content, unit_text(t), t.deadline.text) for t in found]


@pytest.fixture
def fill(run: Any, filled: Path, tmp_path: Path, rows: list[Printed]) -> Any:
    task = ("progress", 1, "--text", "已公布专栏。", "--date", "2026-09-01", "--library", filled)
    assert run(*task).code == 0

    def typed(name: str = "印好任务-保护.xlsx", *more: object, out: str = "") -> Any:
        form = FORMS[name](tmp_path / name, rows)
        target = tmp_path / (out or f"填好-{name}")
        return run("export", "fill", form, "--plan", 1, "--library", filled, target, *more)

    return typed


def test_json_is_as_promised(fill: Any, tmp_path: Path) -> None:
    told = fill("印好任务-保护.xlsx", "--json", "-").json
    assert [told["mode"], told["rows"]] == ["printed", 3]
    assert told["columns"][3] == {
        "sheet": "表样",
        "header": "贯彻落实情况",
        "field": "progress",
        "by": "name",
        "limit": None,
    }
    assert {tuple(each) for each in told["unplaced"]} == {("sheet", "row", "text", "why", "tasks")}
    assert load_workbook(tmp_path / "填好-印好任务-保护.xlsx").worksheets[0]["D4"].value == "已公布专栏。"


def test_an_empty_form_is_told_as_such(fill: Any) -> None:
    told = fill("空表-合计.xlsx", "--json", "-").json
    assert (told["mode"], told["rows"], told["unplaced"]) == ("empty", 41, [])
    assert told["columns"][-1]["field"] is None


def test_a_summary_is_in_chinese(fill: Any) -> None:
    answer = fill("印好任务.docx")
    assert answer.code == 0
    assert answer.out.startswith("表中已印好任务，只填空格，对上 3 行，写入 1 格\n  序号\t序号\t按表头\n")
    assert "? 这项任务在表中没有对应的行：4 " in answer.out


def test_a_form_without_a_blank_cell_promises_none(run: Any, filled: Path, sample: Path, tmp_path: Path) -> None:
    table = sample.with_name("yunzhou-2026-table.xlsx")
    answer = run("export", "fill", table, "--plan", 1, "--library", filled, tmp_path / "填好.xlsx")
    assert "写入 0 格" in answer.out.splitlines()[0]


def test_columns_are_mapped_by_hand_and_remembered(fill: Any) -> None:
    mapped = ("--map", "佐证材料（链接）=progress", "--map", "贯彻落实情况=", "--json", "-")
    columns = fill("印好任务-保护.xlsx", *mapped).json["columns"]
    assert [(each["field"], each["by"]) for each in columns[3:5]] == [(None, None), ("progress", "hand")]
    columns = fill("印好任务-保护.xlsx", "--json", "-").json["columns"]
    assert [(each["field"], each["by"]) for each in columns[3:5]] == [(None, None), ("progress", "remembered")]


@pytest.mark.parametrize(("period", "text"), [("2026Q3", "已公布专栏。"), ("2026Q2", None), ("2026", "已公布专栏。")])
def test_only_reports_of_a_period_are_told(fill: Any, tmp_path: Path, period: str, text: str | None) -> None:
    assert fill("印好任务-保护.xlsx", "--period", period).code == 0
    assert load_workbook(tmp_path / "填好-印好任务-保护.xlsx").worksheets[0]["D4"].value == text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--map", "贯彻落实情况"), "--map 应写成 列名=field"),
        (("--map", "贯彻落实情况=进展"), "--map 应写成 列名=field"),
        (("--map", "没有的栏=progress"), "表样中没有“没有的栏”这一栏"),
        (("--period", "二季度"), "--period 应写成"),
    ],
)
def test_wrong_words_are_one_chinese_sentence(fill: Any, more: tuple[str, ...], said: str) -> None:
    answer = fill("印好任务-保护.xlsx", *more)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert said in answer.err


def test_another_suffix_and_the_original_are_refused(fill: Any) -> None:
    assert "填好的表应以 .xlsx 结尾" in fill(out="填好.docx").err
    assert "不能写在表样原件上" in fill(out="印好任务-保护.xlsx").err


def test_a_file_without_a_known_head_is_refused(run: Any, filled: Path, tmp_path: Path) -> None:
    form = tmp_path / "说明.docx"
    document = Document()
    document.add_paragraph("填表说明")
    document.save(str(form))
    answer = run("export", "fill", form, "--plan", 1, "--library", filled, tmp_path / "填好.docx")
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert answer.err.startswith("错误[no_form]: 《说明.docx》中没有认出可填的表")


def test_a_form_that_is_no_office_file_is_refused(run: Any, filled: Path, tmp_path: Path) -> None:
    form = tmp_path / "表样.txt"
    form.write_text("序号 任务 进展情况", encoding="utf-8")
    answer = run("export", "fill", form, "--plan", 1, "--library", filled, tmp_path / "填好.docx")
    assert (answer.code, "不是 Word 或 Excel 表" in answer.err) == (3, True)


def test_an_unknown_plan_is_refused_and_nothing_is_written(run: Any, filled: Path, tmp_path: Path) -> None:
    form = FORMS["印好任务.docx"](tmp_path / "表样.docx")
    assert run("export", "fill", form, "--plan", 9, "--library", filled, tmp_path / "填好.docx").code == 4
    assert not (tmp_path / "填好.docx").exists()


def test_while_the_library_is_in_use_it_is_filled_and_not_remembered(fill: Any, filled: Path, run: Any) -> None:
    with Library.open(filled, who="王芳"):
        answer = fill("印好任务-保护.xlsx", "--map", "贯彻落实情况=problems")
    assert (answer.code, "没有记住" in answer.err) == (0, True)
    assert fill("印好任务-保护.xlsx", "--json", "-").json["columns"][3]["by"] == "name"


needs_office = pytest.mark.skipif(legacy.find_soffice() is None, reason="LibreOffice is not installed here")


@needs_office
def test_an_old_workbook_is_converted_and_told(run: Any, filled: Path, tmp_path: Path, rows: list[Printed]) -> None:
    lines = [("序号", "工作任务", "进展情况"), *((row.seq, row.content, "") for row in rows)]
    form = tmp_path / "表样.xls"
    form.write_text(XML_2003.format("".join(map(_row, lines))), encoding="utf-8")
    words = ("--plan", 1, "--library", filled, tmp_path / "填好.xlsx", "--json", "-")
    told = run("export", "fill", form, *words).json
    assert (told["mode"], told["rows"], len(told["losses"])) == ("printed", 3, 1)


XML_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="表样"><Table>{}</Table></Worksheet></Workbook>'
)


def _row(texts: tuple[str, ...]) -> str:
    cells = "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in texts)
    return f"<Row>{cells}</Row>"


def test_without_an_office_program_an_old_form_is_refused(
    run: Any, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy, "sheet_converter", lambda: None)
    monkeypatch.setattr(filling, "read_form", forms_in_child.look)
    form = tmp_path / "表样.xls"
    form.write_text(XML_2003.format(_row(("序号", "任务", "进展情况"))), encoding="utf-8")
    answer = run("export", "fill", form, "--plan", 1, "--library", filled, tmp_path / "填好.xlsx")
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert "旧版表格文件" in answer.err
