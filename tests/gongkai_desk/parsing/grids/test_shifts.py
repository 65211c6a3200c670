"""Rows whose cells stand in the wrong columns."""

from __future__ import annotations

import pytest

from gongkai_desk.parsing.blocks.model import Entry, text_of
from gongkai_desk.parsing.grids.columns import Header, placed, says_none
from gongkai_desk.words.terms import ColumnRole as Role
from gongkai_desk.words.units import UnitDirectory

ROLES = (Role.SEQ, Role.TITLE, Role.CONTENT, Role.RESPONSIBLE, Role.DEADLINE)
HEADER = Header(ROLES, ("序号", "任务名称", "任务内容", "责任单位", "完成时限"), 1)


@pytest.mark.parametrize(
    ("row", "wanted", "moved"),
    [
        ("1|规范发布|公开现行文件。|市司法局|9月底前", "1|规范发布|公开现行文件。|市司法局|9月底前", False),
        ("1|公开现行文件。|市司法局|9月底前", "1||公开现行文件。|市司法局|9月底前", True),
        ("1|规范发布|公开现行文件。||市司法局", "1|规范发布|公开现行文件。|市司法局|", True),
        ("公开现行文件。", "||公开现行文件。||", False),
        ("1|规范发布|公开现行文件。|市司法局", "1|规范发布|公开现行文件。|市司法局|", False),
    ],
    ids=["in place", "a name is missing", "a blank too many", "a line of one cell", "only the last is missing"],
)
def test_cells_go_to_their_columns(row: str, wanted: str, moved: bool) -> None:
    fit = placed([Entry(cell, cell) for cell in row.split("|")], HEADER, UnitDirectory.usual())
    assert "|".join(map(text_of, fit.cells)) == wanted
    assert fit.moved is moved


@pytest.mark.parametrize(("text", "wanted"), [("—", True), (" / ", True), ("--", True), ("", False), ("无", False)])
def test_a_struck_out_cell(text: str, wanted: bool) -> None:
    assert says_none(text) is wanted
