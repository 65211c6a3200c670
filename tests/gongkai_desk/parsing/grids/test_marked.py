"""Units as columns with marks in the rows: ★ leads, ● is responsible, △ supports, as the legend says."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part
from gongkai_desk.domain.plan import Task
from gongkai_desk.reading.document import Grid
from tests.builders import draft, grid

TITLE = "云州市2026年重点任务分工表"
UNITS = "市发改委|市财政局|市住建局|各县区"
ROWS = ("1|建成绿道30公里。|★|●||△|6月底", "2|改造管网80公里。|●||★|△|9月底")
TWO_ROWS = f"序号|重点任务|责任分工|^|^|^|完成时限\n^|^|{UNITS}|^"
ONE_ROW = f"序号|重点任务|{UNITS}|完成时限"
LEGEND = "注：★为牵头单位，●为责任单位，△为配合单位。"


def part_of(*items: str | Grid) -> Part:
    (part,) = draft(TITLE, *items).parts
    return part


def table(head: str, *rows: str) -> Grid:
    return grid("\n".join([head, *rows]))


def roles(task: Task) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return task.lead, task.responsible, task.support


def units_doubted(part: Part) -> list[int | None]:
    return [each.task for each in part.doubts if each.field in ("lead", "responsible", "support", "units")]


WANTED = [(("市发改委",), ("市财政局",), ("各县区",)), (("市住建局",), ("市发改委",), ("各县区",))]


@pytest.mark.parametrize("head", [TWO_ROWS, ONE_ROW], ids=["below 责任分工", "in one row"])
@pytest.mark.parametrize(
    "legend",
    [
        LEGEND,
        "（★为牵头单位，●为责任单位，△为配合单位）",
        "说明：“★”表示牵头单位，“●”表示责任单位，“△”表示配合单位。",
        "图例：★牵头　●责任　△配合",
        "备注：牵头单位（★）、责任单位（●）、配合单位（△）",
    ],
)
def test_marks_are_read_as_the_legend_says(head: str, legend: str) -> None:
    for items in ((table(head, *ROWS), legend), (legend, table(head, *ROWS))):
        part = part_of(*items)
        assert [roles(task) for task in part.tasks] == WANTED
        assert [task.deadline.text for task in part.tasks] == ["6月底", "9月底"]
        assert [dict(task.extra) for task in part.tasks] == [{}, {}]
        assert units_doubted(part) == []


def test_the_legend_may_stand_in_the_header_or_in_the_last_row() -> None:
    header = TWO_ROWS.replace("责任分工", "责任分工（★牵头；●责任；△配合）")
    for rows in ((header, *ROWS), (TWO_ROWS, *ROWS, f"{LEGEND}|^|^|^|^|^|^")):
        part = part_of(table(*rows))
        assert [roles(task) for task in part.tasks] == WANTED
        assert units_doubted(part) == []


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        ("1|建成绿道30公里。|√|√|||6月底", "2|改造管网80公里。|||√|√|9月底"),
        ("1|建成绿道30公里。|●||||6月底", "2|改造管网80公里。||●|||9月底"),
    ],
    ids=["three marks", "ticks", "dots"],
)
@pytest.mark.parametrize("head", [TWO_ROWS, ONE_ROW])
def test_without_a_legend_each_row_is_doubted(head: str, rows: tuple[str, ...]) -> None:
    part = part_of(table(head, *rows))
    assert all(any(roles(task)) for task in part.tasks)
    assert {*units_doubted(part)} == {0, 1}


@pytest.mark.parametrize(
    ("lead", "responsible", "support"),
    [
        ("牵头", "责任", "配合"),
        ("牵头单位", "责任单位", "配合单位"),
        ("主办", "承办", "协办"),
        ("主责", "落实", "参与"),
    ],
)
def test_words_in_the_cells_need_no_legend(lead: str, responsible: str, support: str) -> None:
    row = f"1|建成绿道30公里。|{lead}|{responsible}||{support}|6月底"
    part = part_of(table(ONE_ROW, row, row.replace("1|建成绿道30", "2|改造管网80")))
    assert [roles(task) for task in part.tasks] == [WANTED[0]] * 2
    assert units_doubted(part) == []


def test_ticks_below_two_kinds_of_units_need_no_legend() -> None:
    head = "序号|重点任务|牵头单位|^|配合单位|^|完成时限\n^|^|市发改委|市财政局|市住建局|各县区|^"
    part = part_of(table(head, "1|建成绿道30公里。|√|||√|6月底", "2|改造管网80公里。||√|√|√|9月底"))
    assert [roles(task) for task in part.tasks] == [
        (("市发改委",), (), ("各县区",)),
        (("市财政局",), (), ("市住建局", "各县区")),
    ]
    assert units_doubted(part) == []


def test_section_rows_and_struck_cells_stay_what_they_are() -> None:
    rows = ("一、生态建设|^|^|^|^|^|^", ROWS[0].replace("●||△", "●|—|△"), "二、城市更新|^|^|^|^|^|^", ROWS[1])
    part = part_of(table(TWO_ROWS, *rows), LEGEND)
    assert [task.section for task in part.tasks] == [("一、生态建设",), ("二、城市更新",)]
    assert [roles(task) for task in part.tasks] == WANTED


def test_a_row_without_any_mark_has_no_unit() -> None:
    part = part_of(table(TWO_ROWS, *ROWS, "3|修订预案。|||||全年"), LEGEND)
    assert (DoubtKind.NO_UNIT, 2) in [(each.kind, each.task) for each in part.doubts]


def test_columns_of_numbers_below_units_are_no_marks() -> None:
    part = part_of(table(ONE_ROW.replace("完成时限", "责任单位"), "1|建成绿道30公里。|5|8|9|8|市林业局"))
    assert roles(part.tasks[0]) == ((), ("市林业局",), ())
