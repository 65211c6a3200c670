import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.errors import EmptyFile
from gongkai_desk.reading.document import Document, Line
from gongkai_desk.reading.text import read, read_pasted
from tests.builders import cell_texts, grids_of, line_texts, only_grid, printed_at_places
from tests.steps import steps

NOTICE = "云州市政务公开工作要点\n\n一、总体要求\n推进决策、执行、管理、服务、结果公开。（市政府办公室牵头）\n"


def grids(document: Document) -> list[list[list[str | None]]]:
    return [cell_texts(grid) for grid in grids_of(document)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, encoding: str, end: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(NOTICE.replace("\n", end).encode(encoding))
    document = read(file)
    assert document.text == NOTICE
    assert document.missed == ()


def test_big5_is_told_from_gbk(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = "雲州市政務公開工作要點\n一、推進決策、執行、管理、服務、結果公開。"
    file.write_bytes(text.encode("big5"))
    assert read(file).text == text


def test_a_broken_byte_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(NOTICE.encode() + b"\xe5\x85")
    document = read(file)
    assert "推进决策" in document.text
    assert document.missed


def test_nothing_but_blanks_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeff \u3000\r\n\x00")
    with pytest.raises(EmptyFile):
        read(tmp_path / "a.txt")


def test_blank_lines_stay_recognisable() -> None:
    document = read_pasted("一\n\n\n二\n三")
    assert line_texts(document) == ["一", "", "二", "三"]
    assert document.pages[0].items[1] == Line("", (TextPlace(2, 3),), whole=False)


def test_a_form_feed_begins_a_page() -> None:
    document = read_pasted("甲\f乙\n丙")
    assert [[item.text for item in page.items] for page in document.pages] == [["甲"], ["乙", "丙"]]
    assert document.text == "甲\n乙\n丙"


@pytest.mark.parametrize(
    "text",
    [
        "　　甲乙\r\n丙\x01丁",
        "序号\t任务\t单位\r\n1\t甲\x02乙\t市 委",
        "|a|b|\n|-|-|\n| 甲 |  |",
        'x\t"甲\n乙"\tz\n1\t2\t3',
    ],
    ids=["lines", "tabs", "pipes", "quoted"],
)
def test_places_point_into_the_text(text: str) -> None:
    document = read_pasted(text)
    for shown, printed in printed_at_places(document):
        assert printed.replace(" ", "") == shown.replace(" ", "")


def test_controls_are_dropped_and_move_no_place() -> None:
    document = read_pasted("甲\x00乙\u200b\n丙")
    assert line_texts(document) == ["甲乙", "丙"]
    assert document.text[-1] == "丙"
    assert "\x00" not in document.text


def test_tabs_make_a_grid_and_missing_cells_stay_missing() -> None:
    text = "任务分解表\n序号\t任务\t单位\n1\t甲\t\n一、公开\n2\t乙\n\n序号\t任务\t单位\n3\t丙\t市委"
    document = read_pasted(text)
    assert line_texts(document) == ["任务分解表", ""]
    assert grids(document) == [
        [["序号", "任务", "单位"], ["1", "甲", ""], ["一、公开"], ["2", "乙"]],
        [["序号", "任务", "单位"], ["3", "丙", "市委"]],
    ]


@pytest.mark.parametrize(
    "text",
    ["\t\t云州市人民政府\n\t\t2026年3月5日", "1.\t推进公开\n2.\t加强解读", "（一）\t推进公开", "首页 | 新闻 | 公开"],
    ids=["indent", "list", "one item", "links"],
)
def test_tabs_and_pipes_that_make_no_table(text: str) -> None:
    assert grids(read_pasted(text)) == []


def test_a_pasted_cell_may_hold_lines_and_quotes() -> None:
    text = '任务\t内容\t单位\n甲\t"一段\n二段"\t"说""是""的"\n"三同步"要求\t"未闭合\t市委'
    assert grids(read_pasted(text)) == [
        [["任务", "内容", "单位"], ["甲", "一段\n二段", '说"是"的'], ['"三同步"要求', '"未闭合', "市委"]]
    ]


CELL = st.lists(st.text('甲乙1，。"（）<|', min_size=1, max_size=6), min_size=1, max_size=3).map("\n".join)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell or '"' in cell else cell


@given(st.integers(3, 6).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=6)))
def test_what_excel_copies_is_read_back(rows: list[list[str]]) -> None:
    assume(any(set(row[0]) - set("1（）") for row in rows))  # rows that all begin with «1）» are items parted by tabs
    text = "\r\n".join("\t".join(quoted(cell) for cell in row) for row in rows)
    assert grids(read_pasted(text)) == [rows]


def test_a_csv_file_is_a_table(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = '任务分解表,,\r\n序号,任务,单位\r\n"1","甲，一段,\r\n二段","说""是"""\r\n\r\n2,乙,\r\n'
    file.write_bytes(rows.encode("gb18030"))
    document = read(file)
    assert line_texts(document) == ["任务分解表"]
    assert grids(document) == [[["序号", "任务", "单位"], ["1", "甲，一段,\n二段", '说"是"'], ["2", "乙", ""]]]


def test_paragraph_tags_in_a_pasted_cell_are_paragraphs() -> None:
    text = "任务\t内容\t单位\n甲\t<p>一段。</p> <p>二段。<br/>三行</p>\t市委"
    assert grids(read_pasted(text))[0][1][1] == "一段。\n二段。\n三行"


def test_pipe_table_with_marked_head() -> None:
    document = read_pasted("| 序号 | 任务 |\n|:--:|---|\n| 1 | 甲\\|乙 |\n| 2 | |\n")
    assert grids(document) == [[["序号", "任务"], ["1", "甲|乙"], ["2", ""]]]
    grid = only_grid(document)
    assert grid.header_rows == 1


def test_a_drawn_table_joins_what_was_wrapped_between_two_rules() -> None:
    text = "┌──┬────┐\n│序号│任务│\n├──┼────┤\n│1 │推进公│\n│  │开工作│\n├──┼────┤\n│2 │解读  │\n└──┴────┘"
    assert grids(read_pasted(text)) == [[["序号", "任务"], ["1", "推进公开工作"], ["2", "解读"]]]


@pytest.mark.parametrize("unit", ["推进公开。", "|", "\t", '"', '\t"a', "<p>", "\x0c", "甲\t乙\n", "--|", "\n"])
def test_ten_times_the_text_is_about_ten_times_the_work(unit: str) -> None:
    def work(count: int) -> int:
        return steps(lambda: read_pasted("甲" + unit * count))

    assert work(10_000) < 12 * work(1_000)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(
    "name", ["shanghai-2022-table.tsv", "shanghai-2022-pdftext", "shenyang-2022-narrative-and-table"]
)
def test_nothing_of_the_real_plans_is_lost(shared_plans: Path, name: str) -> None:
    file = shared_plans / f"{name}.txt"
    document = read(file)
    whole = "".join(line_texts(document)) + "".join(cell for grid in grids(document) for row in grid for cell in row)
    raw = file.read_text(encoding="utf-8").replace("<p>", "").replace("</p>", "")
    assert sorted(squeezed(whole)) == sorted(squeezed(raw))


def test_every_content_of_the_real_table_is_one_cell(shared_plans: Path) -> None:
    gold = json.loads((shared_plans / "gold" / "shenyang-2022-table.json").read_text(encoding="utf-8"))
    table = grids(read(shared_plans / "shenyang-2022-narrative-and-table.txt"))
    printed = {squeezed(cell) for grid in table for row in grid for cell in row}
    assert {squeezed(task["content"]) for task in gold["tasks"]} <= printed
