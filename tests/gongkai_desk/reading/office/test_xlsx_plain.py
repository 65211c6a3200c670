"""Workbooks whose styles openpyxl refuses: values and merges as calamine tells them, the loss said once."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_desk.errors import Damaged
from gongkai_desk.progress import silent
from gongkai_desk.reading.containers import Package
from gongkai_desk.reading.office import xlsx_plain
from gongkai_desk.reading.office.sheet import Sheet
from gongkai_desk.reading.office.workbook import read
from tests.builders import only_table
from tests.office_builder import changed, write_xlsx


def saved(path: Path, *rows: list[object]) -> Path:
    """Write a workbook whose only font openpyxl refuses to read."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.create_chartsheet("图")
    book.save(path)
    return changed(path, "xl/styles.xml", '<family val="2"', '<family val="134"')


def sheets(path: Path, *, with_hidden: bool = False) -> tuple[list[Sheet], list[str]]:
    with Package(path) as package:
        found, missed = xlsx_plain.read_sheets(package, "odd font", with_hidden)
    return found, [loss.what for loss in missed]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("公开", "公开"),
        (3, "3"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 9, 30), "2026/9/30"),
        (datetime(2026, 9, 30, 18, 0), "2026/9/30 18:00"),
        (datetime(2026, 9, 30), "2026/9/30"),
        (time(9, 5), "9:05"),
        ("2026年9月底前", "2026年9月底前"),
    ],
)
def test_a_value_of_each_type(tmp_path: Path, value: object, shown: str) -> None:
    assert only_table(read(saved(tmp_path / "a.xlsx", ["名", "值"], ["甲", value]))) == [["名", "值"], ["甲", shown]]


def test_only_worksheets_are_read_and_the_loss_of_looks_is_told_once(tmp_path: Path) -> None:
    found, missed = sheets(saved(tmp_path / "a.xlsx", ["名", "值"]))
    assert [sheet.name for sheet in found] == ["Sheet"]
    assert len(missed) == 1
    assert "请对照原件" in missed[0]


def test_merges_count_from_the_sheets_first_cell(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [None, None, None], [None, "名", "值"], [None, "一、节"], [None, "甲", "乙"])
    merge = '</sheetData><mergeCells><mergeCell ref="B3:C3"/></mergeCells>'
    found, _ = sheets(changed(path, "xl/worksheets/sheet1.xml", "</sheetData>", merge))
    assert found[0].merges == [(3, 2, 3, 3)]
    assert found[0].cells[3, 2].text == "一、节"


def test_a_hidden_sheet_is_told_and_read_only_when_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ["名", "值"])
    changed(path, "xl/workbook.xml", 'state="visible"', 'state="hidden"')
    assert sheets(path)[0] == []
    assert sheets(path)[1][-1] == "隐藏的工作表未读入"
    assert len(sheets(path, with_hidden=True)[0]) == 1


def test_what_calamine_refuses_too_is_damaged_for_the_first_reason(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", "<worksheet><sheetData/></worksheet>")
    changed(path, "xl/_rels/workbook.xml.rels", "s.xml", "gone.xml")
    with Package(path) as package, pytest.raises(Damaged) as caught:
        xlsx_plain.read_sheets(package, "odd font", False)
    assert caught.value.data == {"file": "a.xlsx", "reason": "odd font"}


def test_far_cells_that_are_formatted_and_empty_are_no_limit(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ["名", "值"])
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert len(sheets(changed(path, "xl/worksheets/sheet1.xml", "</sheetData>", far))[0]) == 1
    assert silent  # the usual reader is asked first
