"""The text of a Word paragraph as it prints once all tracked changes are accepted."""

from __future__ import annotations

import pytest
from lxml import etree

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.office.word_text import PLAIN, Inside, Look, Run, Styles, chosen, runs
from tests.office_builder import style, word_part

CHOICE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
NO_STYLES = Styles(None)


def xml(inside: str) -> Element:
    return etree.fromstring(word_part("p", inside))


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def read(inside: str, found: Inside | None = None, styles: Styles = NO_STYLES) -> list[Run]:
    return list(runs(xml(inside), styles, PLAIN, found or Inside()))


def text(inside: str, found: Inside | None = None) -> str:
    return "".join(run.text for run in read(inside, found))


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        pytest.param(f"<w:ins>{r('入')}</w:ins>{r('文')}", "入文", id="inserted"),
        pytest.param(f"<w:del>{r('出')}</w:del>{r('文')}", "文", id="deleted"),
        pytest.param(f"<w:ins><w:del>{r('入又出')}</w:del>{r('留')}</w:ins>", "留", id="inserted, then deleted"),
        pytest.param(f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新", id="moved"),
        pytest.param(f"<w:ins>{r('甲')}<w:ins>{r('乙')}</w:ins></w:ins>", "甲乙", id="inserted twice"),
        pytest.param("<w:r><w:delText>出</w:delText><w:t>留</w:t></w:r>", "留", id="text marked deleted in its run"),
    ],
)
def test_tracked_changes_read_as_accepted(inside: str, shown: str) -> None:
    assert text(inside) == shown


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲\n乙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="column"/><w:t>乙</w:t></w:r>', "甲乙"),
        ("<w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:t>甲</w:t><w:ptab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>2026</w:t><w:noBreakHyphen/><w:t>2027</w:t></w:r>", "2026-2027"),
        ("<w:r><w:t>公</w:t><w:softHyphen/><w:t>开</w:t></w:r>", "公开"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>公开</w:t><w:footnoteReference w:id='1'/></w:r>", "公开"),
    ],
)
def test_breaks_tabs_and_hyphens(inside: str, shown: str) -> None:
    assert text(inside) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("F0FE", "☑"),
        ("F0A8", "□"),
        ("F06C", "●"),
        ("F0FF", ""),
        ("25A1", "□"),
        ("x", ""),
        ("", ""),
        ("D800", ""),
        ("0007", ""),
    ],
)
def test_a_symbol_prints_its_plain_likeness(code: str, shown: str) -> None:
    assert text(f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>') == shown


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_of_a_field_only_the_result_is_text() -> None:
    inner = mark("begin") + r("DATE") + mark("separate") + r("三") + mark("end")
    assert (
        text(mark("begin") + r("IF") + inner + r("暗") + mark("separate") + r("结果") + mark("end") + r("后"))
        == "结果后"
    )


@pytest.mark.parametrize("marks", [("separate",), ("end",), ("end", "end", "separate")])
def test_field_marks_that_close_nothing_take_no_text(marks: tuple[str, ...]) -> None:
    assert text("".join(map(mark, marks)) + r("文")) == "文"


def test_a_field_may_run_on_into_the_next_paragraph() -> None:
    found = Inside()
    assert text(mark("begin") + r("TOC"), found) == ""
    assert text(mark("separate") + r("一、公开"), found) == "一、公开"
    assert text(mark("end") + r("文"), found) == "文"


def either(choice: str, fallback: str) -> str:
    branches = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    return f"<mc:AlternateContent {CHOICE}>{branches}</mc:AlternateContent>"


def test_of_alternatives_one_is_read() -> None:
    both = either(r("新"), r("旧"))
    assert text(both) == "新"
    assert text(both.replace("<mc:Choice>" + r("新") + "</mc:Choice>", "")) == "旧"
    inside_run = "<w:t>甲</w:t>" + both.replace(r("新"), "<w:t>乙</w:t>")
    assert text(f"<w:r>{inside_run}</w:r>") == "甲乙"


def test_alternatives_without_a_branch_are_nothing() -> None:
    assert list(chosen(etree.fromstring(f"<mc:AlternateContent {CHOICE}><x/></mc:AlternateContent>"))) == []


def test_formulas_are_read_as_their_letters() -> None:
    assert text(f"{r('共')}<m:oMath {MATH}><m:r><m:t>x+1</m:t></m:r></m:oMath>{r('项')}") == "共x+1项"


def test_of_ruby_the_base_is_text() -> None:
    base = f"<w:rubyBase>{r('云')}</w:rubyBase>"
    assert text(f"<w:r><w:ruby><w:rt>{r('yun')}</w:rt>{base}</w:ruby></w:r>") == "云"


def test_hidden_text_is_left_out_also_where_a_style_hides_it() -> None:
    styles = Styles(etree.fromstring(word_part("styles", style("v", "注", "<w:rPr><w:vanish/></w:rPr>"))))
    assert text(r("见") + r("暗", "<w:vanish/>") + r("显", '<w:vanish w:val="0"/>')) == "见显"
    shown = read(
        r("见") + r("暗", '<w:rStyle w:val="v"/>') + r("显", '<w:rStyle w:val="v"/><w:vanish w:val="0"/>'), None, styles
    )
    assert "".join(run.text for run in shown) == "见显"


def test_looks_are_the_runs_own_over_its_style_over_the_paragraphs() -> None:
    styles = Styles(etree.fromstring(word_part("styles", style("k", "楷", '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'))))
    base = Look(font="仿宋", size=16.0, bold=False)
    properties = '<w:rStyle w:val="k"/><w:rFonts w:eastAsia="楷体"/>'
    found = list(runs(xml(r("甲", properties) + "<w:r><w:t>乙</w:t></w:r>"), styles, base, Inside()))
    assert [(run.look.font, run.look.size, run.look.bold) for run in found] == [
        ("楷体", 16.0, True),
        ("仿宋", 16.0, False),
    ]


def picture(wide: int, high: int) -> str:
    return f'<w:r><w:drawing><extent cx="{wide}" cy="{high}"/></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (picture(5_000_000, 7_000_000), 1),
        (picture(300_000, 300_000), 0),
        (picture(5_000_000, 100_000), 0),
        (picture(-5, 10**20), 0),
    ],
    ids=["page", "icon", "rule", "nonsense"],
)
def test_only_pictures_large_enough_to_read_are_told(drawn: str, count: int) -> None:
    found = Inside()
    assert text(drawn + r("文"), found) == "文"
    assert found.pictures == count


def test_embedded_objects_are_counted() -> None:
    found = Inside()
    text("<w:r><w:object><x/></w:object></w:r>" * 2, found)
    assert (found.objects, found.pictures) == (2, 0)


def test_a_text_box_is_kept_apart_once_though_it_is_written_twice() -> None:
    box = f"<w:txbxContent><w:p>{r('框')}</w:p></w:txbxContent>"
    found = Inside()
    assert text(f"<w:r><w:drawing>{either(box, box)}</w:drawing></w:r>", found) == ""
    assert len(found.boxes) == 1


def test_a_box_in_a_box_is_read_with_the_outer_one() -> None:
    box = f"<w:txbxContent><w:p>{r('内')}</w:p></w:txbxContent>"
    found = Inside()
    text(
        f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:pict>{box}</w:pict></w:r></w:p></w:txbxContent></w:pict></w:r>",
        found,
    )
    assert len(found.boxes) == 1
