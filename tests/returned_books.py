"""Books that went out and come back: a library with a batch, and each unit's workbook as it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.cycle.books import OWN_HEADING
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, SentRow
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.papers import unit_sheet
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.standing.lights import works
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.library import Library
from gongkai_desk.words.codes import book_code, row_code
from tests.builders import a_task, stored_plan

DAY = date(2026, 6, 15)
TODAY = date(2026, 6, 24)
BY = By("李明", TODAY)
UNITS = ("市教育局", "市司法局", "市民政局")
HEADS = (
    unit_sheet.CODE,
    unit_sheet.SEQ,
    unit_sheet.TITLE,
    unit_sheet.CONTENT,
    unit_sheet.DEADLINE,
    unit_sheet.PREVIOUS,
    *unit_sheet.FILLED.values(),
)
COLUMN = {name: place for place, name in enumerate(("code", "seq", "title", "content", "deadline", "previous"), 1)}
COLUMN |= {("day" if name == "filled" else name): place for place, name in enumerate(unit_sheet.FILLED, 7)}
HEAD_ROW = 3
FIRST = HEAD_ROW + 1

CONTENTS = (
    "集中公开现行有效行政规范性文件，逐件标注有效性并提供下载",
    "修订本机关政府信息公开指南，更新受理机构和联系方式",
    "围绕稳就业保民生做好政策解读，重要政策同步发布解读材料",
    "建立健全政务公开专区，在服务大厅提供查询和申请服务",
    "开展“政府开放日”活动，邀请市民代表走进机关现场交流",
    "规范办理依申请公开，答复文书统一格式并加盖印章",
    "每季度更新重大建设项目批准和实施信息，注明责任科室",
    "公开年度部门预算决算和“三公”经费，附绩效目标说明",
)
TITLES = ("政策文件", "公开指南", "政策解读", "公开专区", "开放日", "依申请公开", "重大项目", "财政信息")


def tasks() -> list[Task]:
    """Return eight tasks: all units share the first five, each has one of the last three for itself."""
    shared = [
        a_task(seq=str(n), title=TITLES[n - 1], content=CONTENTS[n - 1], lead=UNITS, responsible=(), unit_text="")
        for n in range(1, 6)
    ]
    own = [
        a_task(seq=str(n), title=TITLES[n - 1], content=CONTENTS[n - 1], lead=(UNITS[n - 6],), responsible=())
        for n in range(6, 9)
    ]
    return [*shared, *own]


def send(library: Library, plan: int, period: str = "2026Q2", number: str = "01", *, shared: bool = False) -> int:
    """Send a batch of the plan to all three units and return its id."""
    batch = Dispatch(plan, DispatchKind.WORKBOOK, DAY, f"{period}-{number}", period, shared=shared)
    first: DispatchUnit | None = None
    with library.step("下发", BY) as step:
        stored = dispatches.insert_dispatch(step, batch)
        assert stored.id is not None
        for name in UNITS:
            unit = units.find_unit(library, name)
            book = dispatches.insert_book(step, DispatchUnit(stored.id, unit.id))
            first = first or book
            coded = first if shared else book
            assert coded.id is not None
            book = replace(book, code=book_code(coded.id, library.origin.library))
            dispatches.set_book(step, book)
            assert book.id is not None
            for place, task in enumerate(tasks_of(library, unit.id)):
                code = row_code(coded.id, place, library.origin.library)
                dispatches.insert_row(step, SentRow(book.id, task.id, place, code))
    return stored.id


def tasks_of(library: Library, unit: int) -> list[StoredTask]:
    """Return the tasks of a unit in their order."""
    found = [of.task for of in works(library).values() if any(share.unit_id == unit for share in of.shares.plain)]
    return sorted(found, key=lambda task: task.position)


def a_round(library: Library) -> int:
    """Store the plan, send its first batch and return the batch's id."""
    return send(library, stored_plan(library, *tasks(), day=DAY))


Fill = Mapping[int, Mapping[str, str]]
"""What is filled in, by place of the row (from 0) and field."""
Mangle = Callable[[Workbook, Worksheet], None]


def usual_fill(count: int = 6, who: str = "") -> dict[int, dict[str, str]]:
    """Return a text for each row that says which unit and row it is of."""
    return {
        n: {"progress": f"{who}第{n + 1}项已按要求推进，完成阶段工作{n + 1}次", "state": "推进中"} for n in range(count)
    }


def book_of(library: Library, unit: str, batch: int) -> DispatchUnit:
    """Return a unit's book of a batch."""
    found = Rounds(library).book_of(batch, units.find_unit(library, unit).id)
    assert found is not None
    return found


def workbook_of(library: Library, unit: str, batch: int, fill: Fill) -> Workbook:
    """Return a unit's book with what it filled in."""
    book = book_of(library, unit, batch)
    of = dispatches.dispatch(library, batch)
    made = Workbook()
    guide = made.active
    assert guide is not None
    guide.title = unit_sheet.GUIDE_SHEET
    guide["A1"] = "填报说明：不得填写国家秘密、工作秘密。"
    sheet = made.create_sheet(unit_sheet.FILL_SHEET)
    sheet["A1"] = "云州市2026年政务公开工作要点2026年二季度填报表" if of.period == "2026Q2" else "填报表"
    sheet["A2"] = f"填报单位：{unit}　　批号：{of.batch}　　单位码：{book.code}　　报送截止：2026年6月25日"
    for place, head in enumerate(HEADS, 1):
        sheet.cell(HEAD_ROW, place, head)
    for number, (row, task) in enumerate(_rows(library, book.id or 0)):
        printed = (row.code, task.seq, task.title, task.content, task.deadline.text, "上期已部署")
        for place, text in enumerate(printed, 1):
            sheet.cell(FIRST + number, place, text)
        for name, text in fill.get(number, {}).items():
            sheet.cell(FIRST + number, COLUMN[name], text)
    end = FIRST + len(_rows(library, book.id or 0))
    sheet.cell(end, 1, OWN_HEADING)
    for number in range(1, 4):
        sheet.cell(end + number, 2, unit_sheet.own_number(number))
    return made


def _rows(library: Library, book: int) -> Sequence[tuple[SentRow, StoredTask]]:
    known = works(library)
    return [(row, known[row.task_id].task) for row in dispatches.sent_rows(library, book)]


def save(made: Workbook, path: Path) -> Path:
    """Save a workbook and return where."""
    made.save(path)
    return path
