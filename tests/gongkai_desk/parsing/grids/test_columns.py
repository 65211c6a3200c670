"""What the columns of a table hold, by their header or by what stands in them."""

from __future__ import annotations

import pytest

from gongkai_desk.parsing.blocks.model import Entry
from gongkai_desk.parsing.grids.columns import guessed_header, header_at, is_deadline, is_seq, is_units
from gongkai_desk.reading.document import Cell
from gongkai_desk.words.terms import ColumnRole as Role
from gongkai_desk.words.units import UnitDirectory

UNITS = UnitDirectory.usual()


def rows(*lines: str) -> list[list[Entry]]:
    return [[Entry(cell, cell) for cell in line.split("|")] for line in lines]


def test_a_header_is_found_and_its_columns_have_roles() -> None:
    found = header_at(rows("序号|任务名称|任务内容|责任单位|完成时限"), 0, 5)
    assert found
    assert found.roles == (Role.SEQ, Role.TITLE, Role.CONTENT, Role.RESPONSIBLE, Role.DEADLINE)
    assert (found.after, found.column(Role.DEADLINE), found.column(Role.LEAD)) == (1, 4, None)


def test_a_second_row_parts_a_column_of_the_first() -> None:
    above: list[Entry | None] = [Entry("序号"), Entry("任务内容"), Entry("责任单位", columns=2), None]
    below: list[Entry | None] = [Entry(""), Entry(""), Entry("牵头单位"), Entry("配合单位")]
    found = header_at([above, below], 0, 4)
    assert found
    assert found.roles == (Role.SEQ, Role.CONTENT, Role.LEAD, Role.SUPPORT)
    assert found.after == 2


def test_a_row_of_a_grid_as_it_was_read_is_a_header_too() -> None:
    found = header_at([[Cell("序 号"), Cell("任务内容"), None]], 0, 3)
    assert found
    assert found.names == ("序号", "任务内容", "")


@pytest.mark.parametrize(
    "row", ["1|公开文件|市司法局", "序号|姓名|电话", "序号|" + "任务内容" * 5 + "|责任单位", "任务内容||"]
)
def test_other_rows_are_no_header(row: str) -> None:
    assert header_at(rows(row), 0, 3) is None


def test_a_row_whose_words_are_those_of_headers_is_told_by_its_number() -> None:
    row = "3|公开信息类目内容|市教育局|正在推进|已落实|推进情况"
    assert header_at(rows(row), 0, 6) is None
    assert header_at(rows(row.replace("3", "序号", 1)), 0, 6) is not None


def test_columns_without_header_are_guessed_from_what_they_hold() -> None:
    found = guessed_header(
        rows("1|规范发布|公开现行有效的文件|市司法局", "2|加强解读|同步开展政策解读|市教育局"), 4, UNITS
    )
    assert found
    assert found.roles == (Role.SEQ, Role.TITLE, Role.CONTENT, Role.RESPONSIBLE)


@pytest.mark.parametrize(
    "lines",
    [
        ("1|公开现行有效的文件|张三", "2|同步开展政策解读|李四"),
        ("1|公开|市司法局", "2|解读|市教育局"),
        ("序号|单位|联系人|电话", "1|市司法局|张三|123"),
        ("1|公开现行有效的文件|市司法局",),
    ],
    ids=["no units", "short texts", "the header of another table", "one row"],
)
def test_no_header_is_guessed_without_signs(lines: tuple[str, ...]) -> None:
    assert guessed_header(rows(*lines), 4, UNITS) is None


@pytest.mark.parametrize(
    ("text", "wanted"), [("12", True), ("（三）", True), ("1.2", True), ("", False), ("第1项", False)]
)
def test_a_number_alone(text: str, wanted: bool) -> None:
    assert is_seq(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("9月底前", True),
        ("长期坚持", True),
        ("及时", True),
        ("按季度", True),
        ("持续公开名单", False),
        ("市司法局", False),
    ],
)
def test_a_deadline_alone(text: str, wanted: bool) -> None:
    assert is_deadline(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("市司法局、各区政府", True), ("市教育局牵头", True), ("公开文件", False), ("", False)],
)
def test_units_alone(text: str, wanted: bool) -> None:
    assert is_units(text, UNITS) is wanted
