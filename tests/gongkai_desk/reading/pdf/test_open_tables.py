"""Tables whose rules are missing in one direction or in both, and sheets with two pages."""

from pathlib import Path

import pytest

from gongkai_desk.reading.document import Grid
from gongkai_desk.reading.pdf.open_tables import OpenTable, open_tables, white_strips
from gongkai_desk.reading.pdf.plain import Rule
from gongkai_desk.reading.pdf.reader import read
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines
from tests.builders import grids_of, line_texts
from tests.pdf_builder import Sheet, write_pdf
from tests.plain_pages import flat, upright
from tests.plain_pages import printed as set_in

ROWS = [
    ("序号", "任务名称", "任务内容", "责任单位", "时限"),
    ("1", "", "及时公布年度重大决策事项目录并|说明理由", "市政府办公室", "6月底前"),
    (
        "2",
        "决策公开",
        "决策草案向社会公开征求意见，公|告期不少于三十日，并在结束后十|五日内反馈",
        "各区政府、市政府各|部门",
        "全年",
    ),
    ("3", "", "邀请代表列席会议", "市司法局", "全年"),
    ("4", "政策解读", "政策文件与解读材料同步起草、同|步审签", "文件起草单位", "长期坚持"),
    ("5", "平台建设", "政府网站每季度自查一次", "市大数据局", "12月底前"),
]
COLUMNS = [80.0, 110.0, 165.0, 330.0, 430.0, 500.0]
LEAD, PAD, SIZE = 14.0, 5.0, 10.0


def tops() -> list[float]:
    """The y of each row's upper edge, and of the last lower one."""
    ys = [100.0]
    for row in ROWS:
        ys.append(ys[-1] + 2 * PAD + LEAD * max(len(cell.split("|")) for cell in row))
    return ys


def printed(sheet: Sheet, *, top: bool) -> Sheet:
    """Set the rows, cells at the top or in the middle; 决策公开 stands for rows 1 to 3."""
    ys = tops()
    for i, row in enumerate(ROWS):
        for x, cell in zip(COLUMNS, row, strict=False):
            lines = cell.split("|")
            above, below = (ys[1], ys[4]) if cell == "决策公开" else (ys[i], ys[i + 1])
            start = above + PAD if top else (above + below - LEAD * len(lines)) / 2
            sheet.lines(x + 4, start + SIZE, *lines, size=SIZE, lead=LEAD / SIZE)
    return sheet


def uprights(sheet: Sheet, *, edges: bool) -> None:
    for x in COLUMNS if edges else COLUMNS[1:-1]:
        sheet.stroke(x, tops()[0], x, tops()[-1])


def flats(sheet: Sheet, ys: list[float]) -> None:
    for y in ys:
        sheet.stroke(COLUMNS[0], y, COLUMNS[-1], y)


def rules(sheet: Sheet, kind: str) -> Sheet:
    ys = tops()
    if kind in ("upright", "framed"):
        uprights(sheet, edges=kind == "framed")
    if kind == "framed":
        flats(sheet, [ys[0], ys[-1]])
    if kind == "three":
        flats(sheet, [ys[0], ys[1], ys[-1]])
    if kind == "flat":
        flats(sheet, [ys[0], ys[1], *ys[4:]])
        for y in ys[2:4]:
            sheet.stroke(COLUMNS[0], y, COLUMNS[1], y).stroke(COLUMNS[2], y, COLUMNS[-1], y)
    return sheet


def filled(grid: Grid) -> list[tuple[str, ...]]:
    above = [""] * len(grid.rows[0])
    rows = []
    for row in grid.rows:
        above = [cell.text if cell else kept for cell, kept in zip(row, above, strict=True)]
        rows.append(tuple(above))
    return rows


def expected() -> list[tuple[str, ...]]:
    rows = [[cell.replace("|", "") for cell in row] for row in ROWS]
    rows[1][1] = rows[3][1] = "决策公开"
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("kind", ["flat", "upright", "framed", "three", "none"])
def test_cells_set_in_the_middle_are_found_without_all_rules(tmp_path: Path, kind: str) -> None:
    sheet = rules(printed(Sheet(), top=False), kind).text(200, 70, "云州市任务分解表", 16).text(280, 780, "— 3 —", 12)
    document = read(write_pdf(tmp_path / "a.pdf", sheet))
    assert [filled(grid) for grid in grids_of(document)] == [expected()]
    assert grids_of(document)[0].ruled is (kind in ("upright", "framed"))
    assert line_texts(document) == ["云州市任务分解表", "—3—"]


@pytest.mark.parametrize("kind", ["upright", "framed", "three", "none"])
def test_cells_set_at_the_top_are_found_without_all_rules(tmp_path: Path, kind: str) -> None:
    """A name printed once at the top of its rows: the others are blank or merged, the text is in the right row."""
    document = read(write_pdf(tmp_path / "a.pdf", rules(printed(Sheet(), top=True), kind)))
    rows = filled(grids_of(document)[0])
    assert [(row[0], *row[2:]) for row in rows] == [(row[0], *row[2:]) for row in expected()]
    assert [row[1] for row in rows][1] == "决策公开"


def test_section_rows_across_the_columns_stay_rows_of_their_own(tmp_path: Path) -> None:
    sheet = printed(Sheet(), top=False)
    sheet.text(84, tops()[-1] + 15, "二、加强平台建设，夯实工作基础，提升服务水平", SIZE)
    for i in range(3):
        y = tops()[-1] + 40 + 24 * i
        sheet.text(84, y, str(6 + i), SIZE).text(114, y, "平台建设", SIZE).text(169, y, "巡查网站", SIZE)
        sheet.text(334, y, "市大数据局", SIZE).text(434, y, "全年", SIZE)
    rows = filled(grids_of(read(write_pdf(tmp_path / "a.pdf", sheet)))[0])
    assert rows[6][0] == "二、加强平台建设，夯实工作基础，提升服务水平"
    assert rows[9] == ("8", "平台建设", "巡查网站", "市大数据局", "全年")


def test_prose_and_signatures_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for i in range(8):
        sheet.text(90, 100 + 28 * i, "字" * i + " " + "字" * 9 + " " + "字" * (14 - i), 16)
    sheet.text(330, 400, "云州市人民政府办公室", 16).text(350, 428, "2026年3月5日", 16)
    sheet.text(90, 700, "抄送：市委办公室。", 14).text(90, 728, "市政府办公室", 14).text(380, 728, "3月5日印发", 14)
    for y in (680, 708, 736):
        sheet.stroke(88, y, 508, y)
    assert grids_of(read(write_pdf(tmp_path / "a.pdf", sheet))) == []


def test_two_pages_on_a_sheet_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet(842, 595)
    for i in range(10):
        sheet.text(50, 100 + 24 * i, "左" * 25, 12).text(471, 100 + 24 * i, "右" * 25, 12)
    document = read(write_pdf(tmp_path / "a.pdf", sheet))
    texts = [item.text for _, item in document.items()]
    assert texts == ["左" * 25] * 10 + ["右" * 25] * 10
    assert {page.number for page in document.pages} == {1}
    right = document.pages[1].items[0]
    assert (right.indent, right.places[0].box.x0) == (0, pytest.approx(471))


# ---- from the lines of a page


def rows_of_text(
    *rows: str, xs: tuple[float, ...] = (80, 140, 300), base: float = 100.0, lead: float = 20.0
) -> list[VisualLine]:
    """Return the lines of rows like ``1|任务|市委``, cells at ``xs``; an empty cell is blank."""
    chars = [
        char
        for n, row in enumerate(rows)
        for x, text in zip(xs, row.split("|"), strict=False)
        for char in set_in(text, x, base + n * lead)
    ]
    return visual_lines(chars)


def found(lines: list[VisualLine], *rules: Rule) -> list[OpenTable]:
    return open_tables(lines, [rule for rule in rules if rule.flat], [rule for rule in rules if not rule.flat])


LEDGER = "序号|任务|单位", "1|公开目录|市委", "2|解读文件|市府", "3|回应关切|市委"


def test_three_columns_in_four_lines_are_a_table_with_all_its_rules() -> None:
    (table,) = found(rows_of_text(*LEDGER))
    assert len(table.lines) == 4
    assert not table.ruled
    assert len({rule.at for rule in table.rules if not rule.flat}) == 4
    assert len({rule.at for rule in table.rules if rule.flat}) == 5


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(rows_of_text("序号|任务|单位", "1|公开|市委"), id="two lines"),
        pytest.param(rows_of_text("任务|单位", "公开|市委", "解读|市府", "回应|市委"), id="two columns"),
        pytest.param(rows_of_text(*["推进政务公开标准化规范化信息化便利化建设"] * 6), id="prose"),
        pytest.param([], id="nothing"),
        pytest.param(rows_of_text(*["1|公开|市委"] * 301), id="more lines than a page of a plan has"),
    ],
)
def test_lines_that_make_no_table(lines: list[VisualLine]) -> None:
    assert found(lines) == []


def test_two_columns_with_a_rule_between_them_are_a_table() -> None:
    (table,) = found(rows_of_text("任务|单位", "公开|市委", "解读|市府", "回应|市委"), upright(130, 90, 165))
    assert table.ruled
    assert 130 in {rule.at for rule in table.rules if not rule.flat}


def test_a_frame_round_the_page_parts_no_columns() -> None:
    lines = rows_of_text("任务|单位", "公开|市委", "解读|市府", "回应|市委")
    assert found(lines, upright(40, 0, 800), upright(560, 0, 800)) == []


def test_white_and_page_numbers_end_a_table() -> None:
    lines = [*rows_of_text(*LEDGER), *rows_of_text("— 3 —", base=190)]
    assert [len(table.lines) for table in found(lines)] == [4]
    apart = [*rows_of_text(*LEDGER), *rows_of_text(*LEDGER, base=300)]
    assert [len(table.lines) for table in found(apart)] == [4, 4]


def test_prose_through_the_columns_is_not_cut() -> None:
    prose = "推进政务公开标准化规范化信息化便利化建设工作落实"
    lines = rows_of_text("1|公开|市委", prose, prose, prose, "2|解读|市府", "3|回应|市委")
    assert all(prose not in line.text for table in found(lines) for line in table.lines)


def test_a_head_of_one_column_just_above_belongs_to_the_first_row() -> None:
    lines = [*rows_of_text("序", base=91), *rows_of_text("号|任务|单位", "1|公开|市委", "2|解读|市府", "3|回应|市委")]
    (table,) = found(visual_lines([char for line in lines for char in line.chars]))
    assert table.lines[0].text == "序"


def test_a_real_rule_that_leaves_a_column_out_merges_its_cells() -> None:
    rules = [flat(y, 77, 330) for y in (88, 106, 166)] + [flat(126, 137, 330), flat(146, 77, 330)]
    (table,) = found(rows_of_text(*LEDGER), *rules)
    at_126 = [rule for rule in table.rules if rule.flat and rule.at == 126]
    assert at_126
    assert min(rule.start for rule in at_126) > 100


def test_a_strip_of_white_through_many_lines_parts_columns_that_stand_near() -> None:
    near = rows_of_text(*["推进公开|落实解读"] * 12, xs=(80, 124))
    assert {round(strip.at) for strip in white_strips(near)} == {122}
    assert white_strips(near[:3]) == []


def test_a_strip_ends_where_a_line_runs_through_it() -> None:
    through = rows_of_text(*["推进公开|落实解读"] * 4, "推进公开推进公开推进", *["推进公开|落实解读"] * 4, xs=(80, 126))
    assert [round(strip.end - strip.start) for strip in white_strips(through) if round(strip.at) == 123] == [70, 70]
