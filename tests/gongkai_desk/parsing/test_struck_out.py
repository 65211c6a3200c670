"""Cells that say «none», items without a name, items that end a section: what our own 事项式 paper prints."""

import pytest

from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

HEAD = "云州市2026年政务公开工作要点任务分解表\n\n事项名称\t主要任务\t牵头部门\t责任单位\t完成时限\n"


def tasks(rows):
    return parse(read_text(HEAD + rows), UnitDirectory.usual(), Workdays.usual()).parts[0].tasks


@pytest.mark.parametrize("none", ["—", "/", "－"])
def test_a_struck_out_cell_takes_nothing_from_above(none):
    first, second = tasks(
        f"1.公开规划\t公布规划全文\t市教育局\t市财政局\t9月底前\n\t解读规划要点\t市民政局\t{none}\t{none}\n"
    )
    assert first.responsible == ("市财政局",)
    assert (second.lead, second.responsible, second.deadline.text) == (("市民政局",), (), "")


def test_an_item_may_have_a_number_and_no_name():
    (task,) = tasks("1.\t公布规划全文\t市教育局\t市财政局\t9月底前\n")
    assert (task.seq, task.title) == ("1", None)


def test_an_item_may_have_neither():
    first, second = tasks("1.公开规划\t公布规划全文\t市教育局\t市财政局\t全年\n—\t各单位要高度重视\t—\t—\t—\n")
    assert (first.seq, first.title) == ("1", "公开规划")
    assert (second.seq, second.title, second.lead, second.responsible) == (None, None, (), ())


def test_an_item_numbered_like_the_section_ends_it():
    rows = "二、促进发展\n（一）公开建设信息\n1.公开清单\t公布项目清单\t市教育局\t市财政局\t全年\n"
    first, second = tasks(rows + "（二）公开税费\t公布收费目录\t市财政局\t市税务局\t全年\n")
    assert first.section == ("二、促进发展", "（一）公开建设信息")
    assert second.section == ("二、促进发展",)
    assert (second.seq, second.title) == ("(二)", "公开税费")
