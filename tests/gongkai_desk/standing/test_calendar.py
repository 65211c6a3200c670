"""The calendar of a library's year and its paper."""

from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from gongkai_desk.domain.calendar import ItemKind
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import UnknownId
from gongkai_desk.papers.listed import CALENDAR
from gongkai_desk.rules.calendar import Scope
from gongkai_desk.standing import calendar
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.store.library import Library
from gongkai_desk.workdays import Workdays
from tests.builders import a_task, stored_plan

TODAY = date(2026, 9, 20)


@pytest.fixture
def filled(library: Library) -> Library:
    tasks = (a_task(), a_task(seq="2", content="公开规划", lead=(), responsible=("市教育局",)))
    stored_plan(library, *tasks, day=date(2026, 3, 10))
    return library


def test_each_item_says_where_it_stands(filled: Library) -> None:
    found = calendar.with_bases(filled, calendar.year_calendar(filled, 2026, today=TODAY))
    deadline = next(item for item in found if item.kind is ItemKind.DEADLINE)
    assert deadline.basis == "《云州市2026年政务公开工作要点》第1项，时限“9月底前”"
    assert next(item for item in found if item.kind is ItemKind.DUTY).basis.startswith(
        "《中华人民共和国政府信息公开条例》"
    )


def test_it_is_of_a_plan_or_a_unit(filled: Library) -> None:
    found = calendar.year_calendar(filled, 2026, today=TODAY, scope=Scope(unit="市教育局"))
    assert {item.task_ids for item in found if item.kind is ItemKind.DEADLINE} == {(2,)}
    with pytest.raises(UnknownId):
        calendar.year_calendar(filled, 2026, today=TODAY, scope=Scope(unit="无此单位"))
    with pytest.raises(UnknownId):
        calendar.year_calendar(filled, 2026, today=TODAY, scope=Scope(plan_id=9))


def test_a_year_without_notice_is_marked_on_paper(filled: Library) -> None:
    paper = calendar.calendar_paper((), 2035, Workdays({}))
    assert "2035年放假安排还没有录入" in paper.note


@pytest.mark.parametrize("kind", [PaperFormat.DOCX, PaperFormat.XLSX])
def test_the_paper_lists_months_days_units_and_bases(filled: Library, tmp_path: Path, kind: PaperFormat) -> None:
    items = calendar.year_calendar(filled, 2026, today=TODAY)
    paper = calendar.calendar_paper(items, 2026, Workdays.usual(), of="全部要点")
    path = tmp_path / f"日历.{kind}"
    write_kind(CALENDAR, paper, path, kind)
    if kind is PaperFormat.DOCX:
        texts = [cell.text for row in docx.Document(str(path)).tables[0].rows for cell in row.cells]
    else:
        texts = [str(cell.value or "") for row in load_workbook(path).active.iter_rows() for cell in row]
    assert "九月（3项）" in texts
    assert "9月30日\n周三" in texts
    assert any("【任务到期】集中公开现行有效行政规范性文件（临近）" in text for text in texts)
    assert any("提醒日9月24日周四" in text for text in texts)
