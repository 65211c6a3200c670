"""The list of findings: open and decided doubts, dropped tasks, losses, each with its place; as Word and Excel."""

from dataclasses import replace

import docx
import openpyxl
import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Loss, Part, PartKind
from gongkai_desk.domain.plan import Box, CellPlace, PagePlace, Plan, Task, TextPlace
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.papers.listed import FINDINGS
from gongkai_desk.review import drafting
from gongkai_desk.review.findings import finding_list, findings
from gongkai_desk.standing.papers import write_kind

OPEN = Doubt(DoubtKind.UNIT_NOT_NAMED, 1, "responsible", "相关单位")
PERIOD = Doubt(DoubtKind.NO_PERIOD, 0, "recurrence", "定期")


@pytest.fixture
def review():
    tasks = (
        Task("定期公布信息", "1", title="公开规划", source=(PagePlace(3, Box(0, 0, 1, 1)),)),
        Task("=公布招生信息", "2", source=(CellPlace("任务表", "C4"),)),
        Task("多余的一行", "3", source=(TextPlace(5, 6),)),
    )
    part = Part(PartKind.TABLE, "表", tasks, (OPEN, PERIOD))
    draft = Draft("要点.pdf", (Plan("云州市要点"),), (part,), (Loss("第2页", "图片"),), text="甲\n乙\n丙")
    return drafting.drop(drafting.settle(Review(draft, 0), PERIOD, "每月"), [2])


def test_each_finding_has_its_place_and_answer(review):
    told = [(each.seq, each.place, each.answer) for each in findings(review)]
    assert told == [
        ("1", "第3页", "每月"),
        ("2", "任务表 C4", "待确认"),
        ("3", "第3行", "已删除，不存入"),
        ("", "第2页", "未读出，请对照原件"),
    ]


def test_a_task_without_name_is_told_by_its_content(review):
    assert findings(review)[1].task == "=公布招生信息"
    assert findings(review)[1].problem == "责任单位没有指明"


@pytest.mark.parametrize("format", [PaperFormat.DOCX, PaperFormat.XLSX])
def test_the_list_is_written(review, tmp_path, format):
    path = tmp_path / f"清单.{format}"
    write_kind(FINDINGS, finding_list(review), path, format)
    if format is PaperFormat.DOCX:
        rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]
    else:
        rows = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
    assert rows[0] == ["序号", "任务", "问题", "原文", "位置", "处理"]
    assert rows[2][1] == "=公布招生信息"
    assert len(rows) == 5


def test_a_list_without_findings_is_written_too(review, tmp_path):
    empty = replace(review, draft=replace(review.draft, losses=(), parts=(Part(PartKind.TABLE, "表", ()),)), dropped=())
    write_kind(FINDINGS, finding_list(replace(empty, decided=())), tmp_path / "空.xlsx", PaperFormat.XLSX)
    assert (tmp_path / "空.xlsx").is_file()
