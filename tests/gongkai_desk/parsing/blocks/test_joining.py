"""Lines become paragraphs, pieces of tables one table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.plan import Box, PagePlace
from gongkai_desk.parsing.blocks.lines import Joiner, Wrap, wrap_of
from gongkai_desk.parsing.blocks.model import Entry, Paragraph, Table
from gongkai_desk.parsing.blocks.reader import entry_of, joined_over_pages, width_of
from gongkai_desk.reading.document import Cell, Line, Page

PAGE = Page(1, ())


def paragraphs(*lines: Line, wrap: Wrap | None = None) -> list[str]:
    joiner = Joiner(wrap or Wrap())
    found = [paragraph for line in lines for paragraph in joiner.add(PAGE, line)]
    return [paragraph.text for paragraph in [*found, *joiner.flush()]]


def text(*lines: str) -> list[Line]:
    return [Line(line, whole=False) for line in lines]


def table(*rows: str, name: str = "", ruled: bool = True) -> Table:
    return Table(tuple(tuple(Entry(cell, cell) for cell in row.split("|")) for row in rows), name, ruled=ruled)


def test_a_wrapped_text_goes_on_where_its_lines_are_full() -> None:
    full = "公开现行有效的行政规范性"
    assert wrap_of(text(*[full] * 12)) == Wrap(12)
    assert paragraphs(*text(full, "文件。", "更新目录。"), wrap=Wrap(12)) == [f"{full}文件。", "更新目录。"]


@pytest.mark.parametrize("lines", [["公开文件"] * 11, ["公开"] * 30, ["公开" * (3 * n) for n in range(1, 14)]])
def test_a_text_of_few_narrow_or_uneven_lines_is_not_wrapped(lines: list[str]) -> None:
    assert wrap_of(text(*lines)) == Wrap()


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["公开文件，", "更新目录。"], 1),
        (["公开文件（含目录", "和指南）。"], 1),
        (["1.", "公开文件。"], 1),
        (["公开文件。", "更新目录。"], 2),
        (["公开文件，", "2.更新目录。"], 2),
        (["公开文件，", "二是更新目录。"], 1),
        (["公开文件，", "", "更新目录。"], 1),
        (["公开文件（含目录", "一、更新目录。"], 2),
    ],
    ids=["comma", "bracket", "number", "stop", "next number", "point", "gap", "heading in a lost bracket"],
)
def test_lines_of_a_text(lines: list[str], wanted: int) -> None:
    assert len(paragraphs(*text(*lines))) == wanted


@pytest.mark.parametrize(
    ("room", "indent", "centred", "size", "wanted"),
    [
        (0.5, 0, False, 16, 1),
        (5, 0, False, 16, 2),
        (0.5, 2, False, 16, 2),
        (0.5, 2, True, 16, 2),
        (0.5, 0, False, 22, 2),
    ],
    ids=["full line", "short line", "indented", "centred", "another size"],
)
def test_lines_of_a_page(room: float, indent: float, centred: bool, size: float, wanted: int) -> None:
    last = Line("公开现行有效的文件", whole=False, room=room, indent=0, size=16)
    line = Line("更新目录", whole=False, room=5, indent=indent, centred=centred, size=size)
    assert len(paragraphs(last, line)) == wanted


def on_page(words: str, top: float) -> Line:
    place = PagePlace(1, Box(80, top, 500, top + 14))
    return Line(words, (place,), whole=False, room=0, indent=0, size=14)


@pytest.mark.parametrize(
    "following",
    ["2.改造食堂3所。", "（二）改造食堂3所。", "四、工作进度", "（3）改造食堂3所。", "第三条　改造食堂3所。"],
)
def test_a_number_after_a_full_line_that_ends_a_sentence_begins_anew(following: str) -> None:
    assert len(paragraphs(on_page("1.新建幼儿园5所，增加学位一千个。", 100), on_page(following, 115))) == 2


@pytest.mark.parametrize("following", ["二是改造食堂3所。", "2020年改造食堂3所。", "3.5亿元用于食堂。"])
def test_what_is_no_item_goes_on(following: str) -> None:
    assert len(paragraphs(on_page("1.新建幼儿园5所，增加学位一千个。", 100), on_page(following, 115))) == 1


def test_a_number_within_a_sentence_goes_on() -> None:
    assert len(paragraphs(on_page("1.新建幼儿园5所，按照《标准》", 100), on_page("2.改造食堂3所。", 115))) == 1


@pytest.mark.parametrize(("top", "wanted"), [(130, 1), (134, 1), (139.7, 2), (160, 2)])
def test_a_line_that_stands_farther_than_the_others_begins_anew(top: float, wanted: int) -> None:
    lines = (on_page("未纳入范围的地方可参照", 100), on_page("执行，并报送办公厅备案。", 115))
    assert len(paragraphs(*lines, on_page("各地要加强指导。", top))) == wanted


@pytest.mark.parametrize(
    ("above", "last", "following"),
    [
        ("三、试点任务", "确保集约化平台支持互联网协议IPv6", "四、工作进度"),
        ("（一）完善目录", "编制本地区公开目录并报上级备案；", "（二）规范申请"),
        ("2.新建幼儿园3所", "建成后新增学位一千二百个", "3.改造食堂5所"),
        ("第二章　信息公开", "按照国家有关规定执行到位", "第三章　监督检查"),
        ("（1）梳理清单", "形成统一规范的事项清单；", "（2）编制指南"),
        ("一、总体要求", "今年重点做好以下几项工作：", "1.推进平台整合"),
    ],
)
def test_a_number_that_counts_on_begins_anew_also_behind_a_full_line_without_stop(
    above: str, last: str, following: str
) -> None:
    lines = [on_page(above, 100), on_page(last + "。", 120), on_page(last, 135), on_page(following, 150)]
    assert paragraphs(replace(lines[0], room=9), replace(lines[1], room=9), *lines[2:])[-1].startswith(following[:3])


@pytest.mark.parametrize(
    ("above", "last", "following"),
    [
        ("（一）完善目录", "按照《条例》第二十条第", "（二）项规定的范围公开。"),
        ("2.新建幼儿园3所", "在地铁沿线新建，重点是", "3、4号线周边。"),
        ("三、试点任务", "整合二级网站，重点推进", "五、六级联动。"),
        ("（一）完善目录", "按照以下两个方面推进，", "（二）规范申请。"),
    ],
    ids=["article", "underground lines", "another number", "comma"],
)
def test_a_number_that_is_no_item_goes_on_behind_a_full_line(above: str, last: str, following: str) -> None:
    first, *more = (on_page(words, 100 + 15 * n) for n, words in enumerate((above, last, following)))
    assert len(paragraphs(replace(first, room=9), *more)) == 2


def page_of(*tops: float) -> Page:
    return Page(1, tuple(on_page("公开现行有效的行政规范性文件", top) for top in tops), 595, 842)


@pytest.mark.parametrize(
    ("tops", "wanted"),
    [
        ((100, 115, 130, 145, 170, 195), 3),
        ((100, 125, 150, 165, 180, 195), 3),
        ((100, 115, 130, 145, 160, 175), 1),
        ((100, 125, 150, 175, 200, 225), 1),
    ],
    ids=["behind a line of its own", "lines of their own first", "one paragraph", "no pitch to compare with"],
)
def test_one_line_is_measured_by_the_pitch_of_its_page(tops: tuple[float, ...], wanted: int) -> None:
    page = page_of(*tops)
    joiner = Joiner(Wrap())
    lines = [item for item in page.items if isinstance(item, Line)]
    assert len([*(each for line in lines for each in joiner.add(page, line)), *joiner.flush()]) == wanted


def test_latin_words_are_parted_where_lines_join() -> None:
    assert paragraphs(*text("平台（Windows", "Server）。")) == ["平台（Windows Server）。"]


def test_a_table_goes_on_over_a_page_and_over_lone_lines_of_a_pasted_one() -> None:
    (joined,) = joined_over_pages([table("序号|内容", "1|公开"), table("2|解读")])
    assert isinstance(joined, Table)
    assert (len(joined.rows), joined.breaks) == (3, frozenset({2}))
    pasted = [table("序号|内容", "1|公开", ruled=False), Paragraph("更新目录"), table("2|解读", ruled=False)]
    (joined,) = joined_over_pages(pasted)
    assert isinstance(joined, Table)
    assert len(joined.rows) == 4


@pytest.mark.parametrize(
    "blocks",
    [
        [table("序号|内容"), table("序号|内容|单位")],
        [table("序号|内容", name="一"), table("1|公开", name="二")],
        [table("序号|内容"), Paragraph("公开"), table("1|公开")],
        [table("序号|内容", ruled=False), Paragraph("另一张表"), table("序号|内容", ruled=False)],
    ],
    ids=["columns", "sheet", "text between", "a header of its own"],
)
def test_other_tables_stay_apart(blocks: list[Table | Paragraph]) -> None:
    assert list(joined_over_pages(blocks)) == blocks


def test_an_entry_keeps_the_blanks_that_may_part_names() -> None:
    entry = entry_of(Cell("市司 法局\n市教育局", rows=2))
    assert (entry.text, entry.printed, entry.rows) == ("市司法局\n市教育局", "市司 法局\n市教育局", 2)
    assert width_of(table("1|2|3", "1")) == 3
