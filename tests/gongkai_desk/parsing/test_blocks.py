"""Lines become paragraphs, grids become tables; page furniture is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.parsing.blocks.lines import is_page_number
from gongkai_desk.parsing.blocks.model import Paragraph, Piece, Ruler, Table
from gongkai_desk.parsing.blocks.reader import read_blocks
from gongkai_desk.parsing.rare.layouts import pieces_of
from gongkai_desk.progress import silent
from gongkai_desk.reading.document import Line
from gongkai_desk.reading.read import read_text
from tests.builders import document, grid, paged


def line(text: str, indent: float = 0, room: float = 0, size: float = 16, *, centred: bool = False) -> Line:
    return Line(text, whole=False, indent=indent, room=room, size=size, centred=centred)


def texts(*pages: list[Line]) -> list[str]:
    return [block.text for block in read_blocks(paged(*pages), silent) if isinstance(block, Paragraph)]


def pasted(text: str) -> list[str]:
    return [block.text for block in read_blocks(read_text(text), silent) if isinstance(block, Paragraph)]


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    page = [line("对现行有效的规范性文件进行全面清", 2), line("理并公开。", 0, 12), line("重要政策同步解读。", 2, 7)]
    assert texts(page) == ["对现行有效的规范性文件进行全面清理并公开。", "重要政策同步解读。"]


def test_a_paragraph_goes_on_over_the_page_and_its_number() -> None:
    first = [line("对现行有效的规范性文件进行全面清", 2), line("— 1 —", 12, 12, 14, centred=True)]
    assert texts(first, [line("理并公开。", 0, 12)]) == ["对现行有效的规范性文件进行全面清理并公开。"]


@pytest.mark.parametrize("text", ["— 19 —", "—９１—", "- 3 -", "第 3 页 共 12 页", "第3页"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text, edge=False)


@pytest.mark.parametrize("text", ["19", "3/12"])
def test_bare_numbers_are_page_numbers_only_at_the_edge(text: str) -> None:
    assert is_page_number(text, edge=True)
    assert not is_page_number(text, edge=False)


def test_a_running_head_is_left_out() -> None:
    pages = [[line("云州市政务公开工作手册", 8, 8, 10), line(f"第{n}部分内容如下。", 2, 9)] for n in "一二三四"]
    assert texts(*pages) == [f"第{n}部分内容如下。" for n in "一二三四"]


def test_lines_of_a_table_of_contents_are_left_out() -> None:
    assert texts([line("一、推进公开……………3", 2), line("一、推进公开", 2, 12)]) == ["一、推进公开"]


def test_text_wrapped_by_hand_is_joined() -> None:
    lines = [
        "（一）规范发布。各区、各部门要对文件进行",
        "清理，在网站集中公开，方便企业和群众查询",
        "使用，并于9月底前完成。（市司法局）",
    ]
    assert pasted("\n".join(["一、推进公开", *lines]) + "\n" + "\n".join(lines * 4))[1] == "".join(lines)


def test_a_sentence_goes_on_over_a_blank_line() -> None:
    lines = [
        "6.加强公开。严格执行各项制度，持续发布疫情防控进展信",
        "息。加强协调。（牵头单位：市卫生健康委；责任单位：",
        "各区政府）",
    ]
    assert pasted("\n\n".join(lines)) == ["".join(lines)]


def test_a_heading_without_stop_does_not_go_on() -> None:
    assert pasted("（一）进一步推进清单公开\n对清单进行动态调整。\n") == [
        "（一）进一步推进清单公开",
        "对清单进行动态调整。",
    ]


def test_tables_that_follow_each_other_are_one_and_know_their_breaks() -> None:
    head = "序号|任务\n"
    (table,) = read_blocks(paged([grid(head + "1|甲")], [grid(head + "2|乙")]), silent)
    assert isinstance(table, Table)
    assert (len(table.rows), table.breaks) == (4, {2})


def test_a_line_between_two_tables_keeps_them_apart() -> None:
    found = read_blocks(document(grid("甲|乙\n丙|丁"), "附件2", grid("甲|乙\n丙|丁")), silent)
    assert [type(block) for block in found] == [Table, Paragraph, Table]


def test_a_bullet_is_left_out() -> None:
    assert pasted("● 公开文件。\n") == ["公开文件。"]


@given(
    st.lists(st.text("政务公开ＡＢ１２ 　,.()", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=4),
    st.data(),
)
def test_a_stretch_leads_back_to_the_printed_characters(lines: list[str], data: st.DataObject) -> None:
    printed = "\n".join(lines)
    (block, *_) = read_blocks(document(*[line.strip() for line in lines]), silent)
    assert isinstance(block, Paragraph)
    start = data.draw(st.integers(0, len(block.text) - 1))
    places = Ruler(block).places(start, start + 1)
    assert all(isinstance(place, TextPlace) and place.end <= len(printed) for place in places)
    assert bool(places) != block.text[start].isspace()


def test_a_stretch_of_a_paragraph_has_its_own_range() -> None:
    block = Paragraph("公开文件。（市司法局）", (Piece("公 开文件.(市司法局)", (TextPlace(10, 22),)),))
    assert Ruler(block).places(5, 11) == (TextPlace(16, 22),)


def test_a_glued_paragraph_is_parted_and_an_ordinary_one_is_not() -> None:
    glued = "云州市工作要点一、推进公开（一）规范发布。公开文件，及时更新目录。（市司法局）（二）加强解读。同步解读。"
    glued += "二、加强平台管好网站。"
    ordinary = (
        "推动一、二、三产业融合发展，做好（一）类和（二）类文件的公开，主要包括：1.公开文件；2.更新目录；3.做好解读，"
    )
    ordinary += "提升公开质量。"
    starts = [block.text[:4] for block in pieces_of(Paragraph(glued))]
    assert starts == ["云州市工", "一、推进", "（一）规", "（二）加", "二、加强"]
    assert [block.text for block in pieces_of(Paragraph(ordinary))] == [ordinary]
