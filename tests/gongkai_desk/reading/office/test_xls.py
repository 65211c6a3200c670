"""Old Excel workbooks (.xls, .et): what cells show, merges, what is hidden, what is broken."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.errors import Damaged, EmptyFile, Encrypted, InputError, Limit
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading.document import Document, FileKind
from gongkai_desk.reading.office import xls
from gongkai_desk.reading.office.workbook import read
from tests.builders import cell_texts, line_texts, lines_of, only_grid, only_table
from tests.xls_builder import ACROSS, DAY, PERCENT, PLAIN, TEN_THOUSANDS, TITLE, XlsSheet, record, write_xls


def book(path: Path, *sheets: XlsSheet, **options: bool) -> Document:
    return read(write_xls(path / "a.et", *sheets), **options)


def headed() -> XlsSheet:
    return XlsSheet().row(0, "序号", "任务", "单位")


def test_cells_are_read_with_their_places(tmp_path: Path) -> None:
    document = book(tmp_path, headed().row(3, 1.0, "公开", "市委"))
    assert document.kind is FileKind.XLS
    assert only_table(document) == [["序号", "任务", "单位"], ["1", "公开", "市委"]]
    cell = only_grid(document).rows[1][2]
    assert cell is not None
    assert cell.places == (CellPlace("任务", "C4"),)


@pytest.mark.parametrize(
    ("value", "look", "shown"),
    [
        (0.905, PERCENT, "90.5%"),
        (46295.0, DAY, "9月30日"),
        (12345.0, TEN_THOUSANDS, "1.2万元"),
        (2.5, PLAIN, "2.5"),
        (True, PLAIN, "TRUE"),
        (False, PLAIN, "FALSE"),
        ("一段\n二段", PLAIN, "一段\n二段"),
        ("=1+1", PLAIN, "=1+1"),
    ],
)
def test_a_value_is_shown_in_the_format_of_its_cell(tmp_path: Path, value: str | float, look: int, shown: str) -> None:
    assert only_table(book(tmp_path, headed().row(1, 1.0, None, "市委").put(1, 1, value, look)))[1][1] == shown


def test_days_may_count_from_1904(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", XlsSheet().put(0, 0, 44833.0, DAY), from_1904=True)
    assert line_texts(read(path)) == ["9月30日"]


@pytest.mark.parametrize(("code", "shown"), [(0x2A, "#N/A"), (0x07, "#DIV/0!"), (0x17, "#REF!"), (0x99, "#N/A")])
def test_an_error_is_shown_and_told(tmp_path: Path, code: int, shown: str) -> None:
    document = book(tmp_path, headed().row(1, 1.0, None, "市委").error(1, 1, code))
    assert only_table(document)[1] == ["1", shown, "市委"]
    assert [(loss.where, loss.what) for loss in document.missed] == [("任务!B2", f"错误值{shown}")]


def test_merged_cells_span_and_cover(tmp_path: Path) -> None:
    made = headed().row(1, "一、节").row(2, 1.0, "甲", "x").row(3, 2.0, None, "y").merge(1, 1, 0, 2).merge(2, 3, 1, 1)
    found = only_grid(book(tmp_path, made))
    assert cell_texts(found)[1:] == [["一、节", None, None], ["1", "甲", "x"], ["2", None, "y"]]
    assert [(cell.rows, cell.columns) for cell in (found.rows[1][0], found.rows[2][1]) if cell] == [(1, 3), (2, 1)]


def test_the_title_has_its_looks(tmp_path: Path) -> None:
    (line,) = lines_of(book(tmp_path, XlsSheet().put(0, 0, "任务分解表", TITLE).row(1, "序号", "任务")))
    assert (line.text, line.bold, line.size, line.centred) == ("任务分解表", True, 22.0, True)


def test_hidden_rows_and_columns_are_left_out_and_told_unless_asked_for(tmp_path: Path) -> None:
    made = headed().row(1, 1.0, "甲", "密").row(2, 2.0, "暗", "密").row(3, 3.0, "乙", "密")
    made.hide_row(2).hide_columns(2, 2)
    document = book(tmp_path, made)
    assert only_table(document) == [["序号", "任务"], ["1", "甲"], ["3", "乙"]]
    assert [loss.what for loss in document.missed] == ["隐藏或被筛选的行未读入：第3行", "隐藏的列未读入：C列"]
    assert only_table(book(tmp_path, made, with_hidden=True))[2] == ["2", "暗", "密"]


def test_a_hidden_sheet_is_told_and_read_only_when_asked_for(tmp_path: Path) -> None:
    sheets = headed(), XlsSheet("暗", hidden=True).row(0, "甲", "乙"), XlsSheet("空", hidden=True)
    document = book(tmp_path, *sheets)
    assert [page.name for page in document.pages] == ["任务"]
    assert [(loss.where, loss.what) for loss in document.missed] == [("暗", "隐藏的工作表未读入")]
    assert [page.name for page in book(tmp_path, *sheets, with_hidden=True).pages] == ["任务", "暗"]


def test_no_cell_shows_anything(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        book(tmp_path, XlsSheet().row(0, " ", ""))


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    locked = record(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    with pytest.raises(Encrypted) as caught:
        read(write_xls(tmp_path / "a.xls", headed(), more=[locked]))
    assert caught.value.data == {"file": "a.xls", "tried": False, "office": True}


def test_more_cells_than_any_plan_has_are_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "MOST_CELLS", 5)
    with pytest.raises(Limit) as caught:
        book(tmp_path, headed(), XlsSheet("乙").row(0, "甲", "乙", "丙"))
    assert caught.value.data == {"file": "a.et", "what": "cells", "limit": 5}


def test_long_sheets_can_be_cancelled_on_the_way(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING:
            seen.append((done, total))
            if done:
                raise Cancelled

    made = XlsSheet()
    for number in range(1200):
        made.put(number, 0, float(number))
    with pytest.raises(Cancelled):
        read(write_xls(tmp_path / "a.xls", made), stop)
    assert seen == [(0, 1200), (500, 1200)]


@given(st.integers(4, 900), st.integers(0, 255))
def test_no_changed_byte_raises_anything_but_our_own_errors(tmp_path_factory, at: int, byte: int) -> None:
    path = write_xls(tmp_path_factory.getbasetemp() / "a.xls", headed().row(1, 1.0, "公开", "市委").merge(1, 2, 0, 0))
    data = bytearray(path.read_bytes())
    data[min(at, len(data) - 1)] = byte
    path.write_bytes(data)
    with suppress(InputError):
        assert read(path).kind is FileKind.XLS


def test_a_cut_workbook_is_damaged(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", headed())
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(Damaged):
        read(path)


def test_a_text_centred_across_empty_cells_is_one_cell_over_them(tmp_path: Path) -> None:
    sheet = (
        headed().put(1, 0, "一、深化公开", ACROSS).blank(1, 1, ACROSS).blank(1, 2, ACROSS).row(2, "1", "公开", "市委")
    )
    heading, *others = only_grid(book(tmp_path, sheet)).rows[1]
    assert heading is not None
    assert (heading.text, heading.columns, others) == ("一、深化公开", 3, [None, None])
