"""Columns that go on on another page, and tables beside each other, are the table they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai_desk.domain.draft import DoubtKind
from tests.pdf_builder import Sheet
from tests.table_pages import Setting, draft_of, facts, table_on, table_pages, tasks_of

WIDTHS = (30, 80, 160, 80, 70, 60)
ROWS = """
序号|任务名称|任务内容|牵头单位|责任单位|完成时限
1|公开预算决算|公布部门预算和决算，说明增减的原因。|市财政局|各部门|9月底前
2|公开食品抽检|每周公布抽检结果。|市市场监管局|各区政府|全年
3|办好民生实事|公布十件实事的进度，未按期完成的说明理由。|市政府办公室|市住房城乡建设局、市教育局|12月底前
4|办好公报|出版政府公报，上传电子版。|市政府办公室|市司法局|全年
"""


def sheet(rows: str, columns: Sequence[int], *, level: bool = True) -> Sheet:
    """Return a page with some columns of the table, its rows as high as in the whole one."""
    high = ["" if not level else "/ /" if n in (1, 3) else "" for n in range(20)]
    picked = ["|".join(row.split("|")[n] for n in columns) for row in rows.strip().splitlines()]
    page = Sheet()
    table_on(page, "\n".join(row + more for row, more in zip(picked, high, strict=False)), Setting(widths(columns)))
    return page


def widths(columns: Sequence[int]) -> list[float]:
    return [WIDTHS[n] for n in columns]


def whole(folder: Path) -> list[tuple[object, ...]]:
    return facts(draft_of(folder, *table_pages(ROWS, Setting(WIDTHS))))


@pytest.mark.parametrize(
    "parts",
    [
        [(0, 1, 2), (3, 4, 5)],
        [(0, 1, 2), (0, 3, 4, 5)],
        [(0, 1, 2), (0, 1, 3, 4, 5)],
        [(0, 1, 2), (3, 4)],
        [(0, 1, 2, 3), (0, 4, 5)],
    ],
    ids=["plain", "number again", "number and name again", "without deadline", "lead on the left"],
)
def test_the_right_columns_on_another_page_are_of_the_same_rows(parts: list[tuple[int, ...]], tmp_path: Path) -> None:
    found = draft_of(tmp_path, *(sheet(ROWS, columns).text(280, 800, f"第{n}页") for n, columns in enumerate(parts, 1)))
    wanted = whole(tmp_path)
    if 5 not in parts[-1]:
        wanted = [(*row[:6], "", row[7]) for row in wanted]
    assert facts(found) == wanted


def test_pages_down_and_then_across(tmp_path: Path) -> None:
    lines = ROWS.strip().splitlines()
    halves = ["\n".join(lines[:3]), "\n".join([lines[0], *lines[3:]])]
    pages = [sheet(half, columns) for columns in ((0, 1, 2), (0, 3, 4, 5)) for half in halves]
    assert facts(draft_of(tmp_path, *pages)) == whole(tmp_path)
    across = [sheet(half, columns) for half in halves for columns in ((0, 1, 2), (0, 3, 4, 5))]
    assert facts(draft_of(tmp_path, *across)) == whole(tmp_path)


def test_rows_that_do_not_match_are_told(tmp_path: Path) -> None:
    found = draft_of(tmp_path, sheet(ROWS, (0, 1, 2)), sheet("\n".join(ROWS.splitlines()[:-1]), (0, 3, 4, 5)))
    assert [task.seq for task in tasks_of(found)] == ["1", "2", "3", "4"]
    assert DoubtKind.TABLE_SKIPPED in {doubt.kind for doubt in found.doubts}


def test_rows_of_another_height_are_joined_with_a_doubt(tmp_path: Path) -> None:
    found = draft_of(tmp_path, sheet(ROWS, (0, 1, 2)), sheet(ROWS, (3, 4, 5), level=False))
    assert facts(found) == whole(tmp_path)
    assert {doubt.task for doubt in found.parts[0].doubts if doubt.kind is DoubtKind.TWO_READINGS} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("gap", "head"),
    [(60.0, True), (20.0, True), (4.0, True), (60.0, False), (20.0, False)],
    ids=["apart", "near", "touching", "apart without header", "near without header"],
)
def test_a_table_beside_another_goes_on_with_its_rows(gap: float, head: bool, tmp_path: Path) -> None:
    lines = ROWS.strip().splitlines()
    page = Sheet(width=1100, height=595)
    table_on(page, "\n".join(lines[:3]), Setting(WIDTHS, left=20))
    table_on(page, "\n".join([*lines[: int(head)], *lines[3:]]), Setting(WIDTHS, left=500 + gap))
    assert facts(draft_of(tmp_path, page)) == whole(tmp_path)


def test_rows_above_the_header_are_told(tmp_path: Path) -> None:
    lines = ROWS.strip().splitlines()
    found = draft_of(tmp_path, *table_pages("\n".join([lines[3], *lines[:3]]), Setting(WIDTHS)))
    assert [doubt.text[:8] for part in found.parts for doubt in part.doubts if doubt.kind is DoubtKind.LEFT_OVER]
