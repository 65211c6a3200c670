"""The fill colours of cells: plain, of a theme, of the old palette; odd styles cost nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from gongkai_desk.reading.office.colours import cell_fills


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = "台账"
    colours = (Color("FF92D050"), Color(theme=5), Color(indexed=5))
    for row, colour in enumerate(colours, 1):
        sheet.cell(row, 2, "已完成").fill = PatternFill("solid", fgColor=colour)
    sheet["C9"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["D9"].fill = PatternFill("gray125")
    path = tmp_path / "台账.xlsx"
    made.save(path)
    return path


def test_fills_are_read_by_sheet_and_cell(book):
    assert cell_fills(book) == {
        ("台账", "B1"): "92D050",
        ("台账", "B2"): "C0504D",
        ("台账", "B3"): "FFFF00",
        ("台账", "C9"): "FF0000",
    }


def test_what_is_no_workbook_has_none(tmp_path):
    path = tmp_path / "台账.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert cell_fills(path) == {}


def test_odd_styles_are_passed_over(book, tmp_path):
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(book) as whole, zipfile.ZipFile(odd, "w") as made:
        for name in whole.namelist():
            data = whole.read(name)
            made.writestr(name, data.replace(b' s="1"', b' s="x"').replace(b' s="2"', b' s="9999"'))
    assert {cell for _, cell in cell_fills(odd)} == {"B3", "C9"}
