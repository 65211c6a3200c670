"""What else offices put into tables: notes under them, numbers and names inside the work, units one a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.domain.draft import DoubtKind
from tests.pdf_builder import Sheet
from tests.table_pages import Setting, draft_of, table_on, table_pages, tasks_of

WIDTHS = (30, 270, 90, 70)
HEAD = "序号|任务内容|责任单位|完成时限\n"
ROWS = HEAD + "1|公布预算和决算①。|市财政局|9月底前\n2|每周公布抽检结果。|市市场监管局|全年"


@pytest.mark.parametrize(
    "notes",
    [
        ["① 决算以批复的为准。"],
        ["注：", "1.决算以批复的为准。", "2.时限为最迟时间。"],
        ["填表说明：1.决算以批复的为准。", "2.时限为最迟时间。"],
        ["[1] 决算以批复的为准。", "[2] 时限为最迟时间。"],
    ],
    ids=["circled", "below 注", "behind 说明", "brackets"],
)
def test_notes_under_a_table_are_no_tasks_and_are_told(notes: list[str], tmp_path: Path) -> None:
    page = Sheet()
    table_on(page, ROWS, Setting(WIDTHS))
    found = draft_of(tmp_path, page.lines(60, 600, *notes, size=9))
    assert [task.content for task in tasks_of(found)] == ["公布预算和决算①。", "每周公布抽检结果。"]
    told = "".join(doubt.text for part in found.parts for doubt in part.doubts if doubt.kind is DoubtKind.LEFT_OVER)
    assert all(note.removeprefix("注：").replace(" ", "") in told for note in notes)


def contents(folder: Path, rows: str) -> list[tuple[str | None, str | None, str]]:
    found = draft_of(folder, *table_pages(HEAD + rows, Setting(WIDTHS)))
    return [(task.seq, task.title, task.content) for task in tasks_of(found)]


@pytest.mark.parametrize("stop", ["．", "、", ". "])
def test_a_row_number_that_all_contents_repeat_is_taken_out(stop: str, tmp_path: Path) -> None:
    rows = f"1|1{stop}公布预算。|市财政局|全年\n2|2{stop}公布抽检结果。|市教育局|全年"
    assert contents(tmp_path, rows) == [("1", None, "公布预算。"), ("2", None, "公布抽检结果。")]


def test_points_inside_a_content_keep_their_numbers(tmp_path: Path) -> None:
    rows = "1|1.公布预算。/2.公布决算。|市财政局|全年\n2|1.公布抽检结果。|市教育局|全年"
    assert [content for *_, content in contents(tmp_path, rows)] == ["1.公布预算。\n2.公布决算。", "1.公布抽检结果。"]


@pytest.mark.parametrize(
    "cell",
    [
        "任务名称：预算公开/任务内容：公布预算，说明增减。",
        "事项名称：预算公开/公布预算，说明增减。",
        "项目名称：预算公开。工作内容：公布预算，说明增减。",
    ],
)
def test_a_name_with_its_label_inside_the_content(cell: str, tmp_path: Path) -> None:
    assert contents(tmp_path, f"1|{cell}|市财政局|全年") == [("1", "预算公开", "公布预算，说明增减。")]


@pytest.mark.parametrize("cell", ["公布机构名称：全称和简称。", "任务名称：", "工作要求：公布预算。"])
def test_other_labels_stay(cell: str, tmp_path: Path) -> None:
    assert contents(tmp_path, f"1|{cell}|市财政局|全年") == [("1", None, cell)]


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("市财政局/东港区政府/云山县政府", ("市财政局", "东港区政府", "云山县政府")),
        ("市住房城乡/建设管理委/市财政局", ("市住房城乡建设管理委", "市财政局")),
        ("市教育局/市文广新旅/局/市财政局", ("市教育局", "市文广新旅局", "市财政局")),
        ("市卫生健康/委员会", ("市卫生健康委员会",)),
    ],
    ids=["districts", "wrapped first", "wrapped middle", "one name"],
)
def test_units_one_a_line_in_a_narrow_cell(cell: str, units: tuple[str, ...], tmp_path: Path) -> None:
    rows = f"{HEAD}1|公布预算和决算，说明增减。|{cell}|全年\n2|公布抽检结果。|市教育局|全年"
    first = tasks_of(draft_of(tmp_path, *table_pages(rows, Setting((30, 250, 58, 70)))))[0]
    assert first.responsible == units
