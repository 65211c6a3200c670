"""The cells of a row: carried down from above, joined over a page, named on the next page."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.plan import CellPlace
from gongkai_desk.parsing.blocks.model import Entry, Table
from gongkai_desk.parsing.grids.columns import Header
from gongkai_desk.parsing.grids.tasks import all_have, all_stopped, names_below
from gongkai_desk.parsing.grids.values import Values, carried, joined, without_dashes
from gongkai_desk.words.terms import ColumnRole as Role

HEADER = Header((Role.SEQ, Role.TITLE, Role.CONTENT, Role.RESPONSIBLE), ("序号", "任务名称", "任务内容", "责任单位"), 1)


def values(*texts: str | None) -> Values:
    """Return a row; ``None`` is a cell that a merge covers."""
    shown = tuple(text or "" for text in texts)
    return Values(shown, shown, tuple(text is not None for text in texts), ())


def table(*rows: str, breaks: tuple[int, ...] = (), ruled: bool = True) -> Table:
    """Return a table, ``^`` covered by a merge."""
    made = tuple(tuple(None if cell == "^" else Entry(cell, cell) for cell in row.split("|")) for row in rows)
    return Table(made, breaks=frozenset(breaks), ruled=ruled)


ABOVE = values("1", "规范发布", "公开文件。", "市司法局")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (values("2", None, "更新目录。", None), ("2", "规范发布", "更新目录。", "市司法局")),
        (values("", "", "更新目录。", ""), ("1", "规范发布", "更新目录。", "市司法局")),
        (values("2", "加强解读", "同步解读。", ""), ("2", "加强解读", "同步解读。", "")),
        (values("2", "加强解读", "同步解读。", "同上"), ("2", "加强解读", "同步解读。", "市司法局")),
        (values("2", "加强解读", "", "市教育局"), ("2", "加强解读", "", "市教育局")),
    ],
    ids=["merged cells", "a row of the same item", "a blank of another item", "as above", "content is never carried"],
)
def test_what_a_row_takes_from_the_one_above(row: Values, wanted: tuple[str, ...]) -> None:
    assert carried(row, ABOVE, HEADER).texts == wanted


def test_nothing_is_carried_between_rows_of_different_width_or_without_a_row_above() -> None:
    row = values("2", None, "更新目录。", None)
    assert carried(row, None, HEADER) == row
    assert carried(row, values("1", "规范发布"), HEADER) == row


def test_a_broken_row_is_joined_inside_words_and_keeps_both_places() -> None:
    first = Values(("公开目",), ("公开目",), (True,), (CellPlace("表", "A2"),))
    rest = Values(("录",), ("录",), (True,), (CellPlace("表", "A3"),))
    assert joined(first, rest).texts == ("公开目录",)
    assert joined(first, rest).printed == ("公开目\n录",)
    assert joined(first, rest).places == (CellPlace("表", "A2"), CellPlace("表", "A3"))


def test_struck_out_cells_hold_nothing() -> None:
    assert without_dashes(values("1", "—", "公开。", "/")).texts == ("1", "", "公开。", "")


def test_rows_are_numbered_or_end_with_a_stop_as_a_rule_or_not() -> None:
    numbered = table(
        "序号|任务名称|任务内容|责任单位", *[f"{n}|名称|公开现行有效的文件。|市司法局" for n in range(1, 6)]
    )
    loose = table(
        "序号|任务名称|任务内容|责任单位", "1|名称|公开现行有效的文件|市司法局", "|名称|更新目录并且公开|市司法局"
    )
    assert (all_have(numbered, HEADER, Role.SEQ), all_stopped(numbered, HEADER)) == (True, True)
    assert (all_have(loose, HEADER, Role.SEQ), all_stopped(loose, HEADER)) == (False, False)


def test_a_name_merged_over_a_page_break_is_found_on_the_next_page() -> None:
    rows = (
        "序号|任务名称|任务内容|责任单位",
        "1|规范发布|公开文件。|市司法局",
        "2||更新目录。|市司法局",
        "3|加强解读|同步解读。|市教育局",
    )
    assert names_below(table(*rows, breaks=(3,)), HEADER) == {2: "加强解读"}
    assert names_below(table(*rows, breaks=(3,), ruled=False), HEADER) == {}
    assert names_below(table(*rows), HEADER) == {}
