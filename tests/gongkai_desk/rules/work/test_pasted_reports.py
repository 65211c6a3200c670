"""A unit × text column from Excel finds its rows; what does not is told."""

from gongkai_desk.rules.work.pasted_reports import Place, Placed, place

UNITS = {"市教育局": 1, "教育局": 1, "市民政局": 2, "市交通局": 3}
ROWS = [Place(1, "5"), Place(2, "5")]
GRID = [Place(1, "5"), Place(2, "5"), Place(1, "6"), Place(2, "6")]


def put(text: str, rows: list[Place] = ROWS) -> Placed | None:
    return place([line.split("|") for line in text.split("\n")], rows, UNITS.get)


def test_units_are_matched_by_any_name_in_any_order() -> None:
    assert put("市民政局|乙\n教育局|甲") == Placed({1: ("乙",), 0: ("甲",)})


def test_a_heading_is_no_unit() -> None:
    assert put("责任单位|进展情况\n市教育局|甲") == Placed({0: ("甲",)})


def test_names_without_a_row_are_told() -> None:
    assert put("市教育局|甲\n市交通局|丙\n某某局|丁") == Placed({0: ("甲",)}, strange=("市交通局", "某某局"))


def test_a_unit_with_several_tasks_needs_the_number() -> None:
    assert put("市教育局|甲", GRID) == Placed({}, several=("市教育局",))
    assert put("6|市教育局|甲", GRID) == Placed({2: ("甲",)})
    assert put("市民政局|5|甲|问题", GRID) == Placed({1: ("甲", "问题")})


def test_numbers_are_enough_for_one_unit() -> None:
    rows = [Place(1, "5"), Place(1, "6")]
    assert put("6|甲", rows) == Placed({1: ("甲",)})


def test_a_second_line_for_the_same_row_is_told() -> None:
    assert put("市教育局|甲\n教育局|乙") == Placed({0: ("甲",)}, several=("教育局",))


def test_texts_alone_name_no_row() -> None:
    assert put("已经办好\n正在办理") is None
    assert put("已经办好|没有问题") is None
