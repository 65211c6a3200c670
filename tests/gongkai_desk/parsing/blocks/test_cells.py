"""Cells of a PDF table as entries: units one a line in a narrow cell are parted, names that wrap are not."""

from itertools import accumulate

import pytest

from gongkai_desk.parsing.blocks.reader import entry_of
from gongkai_desk.reading.document import Cell


def cell(*lines: str) -> Cell:
    """Return a cell whose full lines were joined."""
    return Cell("".join(lines), joins=tuple(accumulate(len(line) for line in lines[:-1])))


@pytest.mark.parametrize(
    "units",
    [
        ("市教育局", "市民政局", "市水利局"),
        ("市司法局", "市财政局"),
        ("各县区政府", "市级各部门"),
        ("县教体局", "县水务局", "各乡镇人民政府"),
        ("区营商环境局", "区数据局"),
    ],
)
def test_units_one_a_line_are_parted(units):
    assert entry_of(cell(*units)).printed.split("\n") == list(units)


@pytest.mark.parametrize(
    "lines",
    [
        ("市人力资源和社会", "保障局"),
        ("市政府", "办公室"),
        ("市发展和", "改革委员会"),
        ("各区政府、市政府", "各部门"),
        ("市政府各部门要公开", "市级财政预算"),
        ("清理长期不更新", "的栏目"),
    ],
)
def test_a_name_or_text_that_wraps_is_whole(lines):
    made = entry_of(cell(*lines))
    assert "\n" not in made.printed
    assert made.text == "".join(lines)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (["文件起草单位", "配合单位：市大", "数据中心"], "文件起草单位\n配合单位：市大数据中心"),
        (["市司法局、市", "教育局", "协办单位：市民", "政局"], "市司法局、市教育局\n协办单位：市民政局"),
        (["牵头单位：市司", "法局", "责任单位：各区", "政府"], "牵头单位：市司法局\n责任单位：各区政府"),
        (["市政府办公室配", "合单位：市民政", "局"], "市政府办公室配合单位：市民政局"),
    ],
)
def test_a_line_that_begins_with_a_label_of_units_stays_a_line(lines: list[str], printed: str) -> None:
    assert entry_of(Cell("".join(lines), joins=tuple(accumulate(len(line) for line in lines[:-1])))).printed == printed
