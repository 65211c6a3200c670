"""A person's word on the columns: read as if the header had said so, repeated headers and headerless tables too."""

import pytest

from gongkai_desk.parsing.plan import parse
from gongkai_desk.parsing.typed import Layout, columns_of, with_layouts
from gongkai_desk.reading.document import Cell, Document, FileKind, Grid, Page
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

HEAD = ("序号", "任务名称", "任务内容", "联系单位", "时间节点")
ROWS = (
    ("1", "公开规划", "更新规划进展情况专栏。", "市教育局", "9月底前"),
    ("2", "公开教育", "公布全市招生信息。", "市民政局", "8月"),
)
ROLES = (ColumnRole.SEQ, ColumnRole.TITLE, ColumnRole.CONTENT, ColumnRole.SUPPORT, ColumnRole.DEADLINE)


def document(*rows):
    grid = Grid(tuple(tuple(Cell(text) for text in row) for row in rows))
    return Document("表.docx", FileKind.DOCX, (Page(1, (grid,)),))


def tasks(made):
    return parse(made, UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


def test_the_columns_are_told_with_a_sample():
    (columns,) = columns_of(document(HEAD, *ROWS))
    assert columns.layout.names == HEAD
    assert columns.samples[1] == "公开规划"


@pytest.mark.parametrize("rows", [(HEAD, *ROWS), (HEAD, ROWS[0], HEAD, ROWS[1])], ids=["once", "repeated header"])
def test_a_column_holds_what_a_person_says(rows):
    read = tasks(with_layouts(document(*rows), [Layout(HEAD, ROLES)]))
    assert [task.support for task in read] == [("市教育局",), ("市民政局",)]


def test_a_table_without_header_gets_one():
    names = ("",) * 5
    read = tasks(with_layouts(document(*ROWS), [Layout(names, ROLES)]))
    assert [task.title for task in read] == ["公开规划", "公开教育"]


def test_other_tables_are_left_alone():
    made = document(HEAD, *ROWS)
    assert with_layouts(made, [Layout(("甲", "乙"), (None, None))]) == made
