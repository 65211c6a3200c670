"""Feedback tables that came back: whose, of which task, one step, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from gongkai_desk.domain.cycle.opinions import Asking
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.listed import OPINION_FORM
from gongkai_desk.rules.work.opinions import Stand
from gongkai_desk.services import opinion_returns, opinions, undo, units
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.standing.cycle.opinions import replies
from gongkai_desk.standing.papers import PaperOrder, paper_facts, write_kind
from gongkai_desk.store.entries import opinions as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.units import find_unit
from tests.builders import a_task, stored_plan

DAY, NOW = date(2026, 3, 10), date(2026, 3, 25)
BY = By("李明", NOW)
HEADS = ("序号", "任务内容", "修改意见", "是否同意", "依据")
TASK = "集中公开现行有效行政规范性文件"
NAMES = ("市教育局", "市民政局")


@pytest.fixture
def draft(library: Library) -> Library:
    for name in NAMES:
        units.add_unit(library, BY, Unit(name, "", UnitClass.DEPARTMENT))
    stored_plan(library, a_task(lead=(), responsible=NAMES, unit_text="两家"), day=DAY)
    opinions.ask(library, BY, 1, Asking(tuple(find_unit(library, name).id for name in NAMES)))
    return library


def sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def laid(library: Library, *paths: Path) -> list[opinion_returns.Laid]:
    return opinion_returns.laid(library, 1, received(paths))


def test_a_table_is_laid_entered_once_and_undone_as_one_step(draft: Library, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "市教育局反馈.xlsx",
        ("反馈单位：市教育局",),
        HEADS,
        ("1", TASK, "建议延至10月底", "同意", "国办发〔2022〕8号"),
        ("", "", "另建议增加一项", "", ""),
    )
    rows = laid(draft, path)
    opinion_returns.take_in(draft, BY, 1, rows)
    found = [(each.task_id, each.text, each.agrees) for each in stored.opinions(draft, 1)]
    assert found == [(1, "建议延至10月底", "yes"), (None, "另建议增加一项", "")]
    assert [reply.stand for reply in replies(draft, 1, NOW)] == [Stand.TOLD, Stand.WAITING]
    assert next(file.name for file in stored.letters(draft, 1).values()) == "市教育局反馈.xlsx"
    assert all(each.known for each in laid(draft, path))
    with pytest.raises(NotAllowed):
        opinion_returns.take_in(draft, BY, 1, laid(draft, path))
    undo.undo(draft, BY)
    assert stored.opinions(draft, 1) == []


def test_the_form_that_goes_out_comes_back_row_by_row(draft: Library, tmp_path: Path) -> None:
    path = tmp_path / "意见反馈表.xlsx"
    write_kind(OPINION_FORM, paper_facts(draft, OPINION_FORM, PaperOrder(1, NOW)), path, "xlsx")
    book = load_workbook(path)
    cells = [cell for row in book.active.iter_rows() for cell in row]  # type: ignore[union-attr]
    head = next(cell for cell in cells if cell.value == "修改意见")
    unit = next(cell for cell in cells if str(cell.value).startswith("反馈单位"))
    unit.value = "反馈单位（盖章）：市教育局"
    book.active.cell(head.row + 1, head.column, "建议延至10月底")  # type: ignore[union-attr]
    book.save(path)
    rows = laid(draft, path)
    assert [(each.unit_id, each.task_id, each.text) for each in rows] == [
        (find_unit(draft, "市教育局").id, 1, "建议延至10月底")
    ]


def test_a_unit_that_only_agrees_row_by_row_has_no_opinion(draft: Library, tmp_path: Path) -> None:
    path = sheet(tmp_path / "市民政局.xlsx", HEADS, ("1", TASK, "无", "同意", ""), ("2", "别的", "", "同意", ""))
    opinion_returns.take_in(draft, BY, 1, laid(draft, path))
    assert [(each.text, each.agrees, each.task_id) for each in stored.opinions(draft, 1)] == [("", "yes", None)]
    assert [reply.stand for reply in replies(draft, 1, NOW)] == [Stand.WAITING, Stand.NONE]


def test_what_is_not_found_keeps_its_words(draft: Library, tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("条款", "意见", "第三部分第二条", "建议删去"), strict=True):
        cell.text = words
    document.save(str(tmp_path / "市教育局.docx"))
    row = laid(draft, tmp_path / "市教育局.docx")[0]
    assert (row.task_id, row.text) == (None, "（针对“第三部分第二条”）建议删去")


@pytest.mark.parametrize(
    ("name", "above"),
    [("反馈.xlsx", ""), ("市教育局.xlsx", "市民政局"), ("市教育局.xlsx", "市水利局"), ("市教育局、市民政局.xlsx", "")],
    ids=["nobody", "another", "one that is not known", "two"],
)
def test_a_file_whose_unit_is_not_sure_waits_for_a_person(
    draft: Library, tmp_path: Path, name: str, above: str
) -> None:
    rows = laid(draft, sheet(tmp_path / name, (f"反馈单位：{above}",), HEADS, ("1", TASK, "建议", "", "")))
    assert [each.unit_id for each in rows] == [None]
    with pytest.raises(NotAllowed) as refused:
        opinion_returns.take_in(draft, BY, 1, rows)
    assert refused.value.data["lacks"] == ("units",)
