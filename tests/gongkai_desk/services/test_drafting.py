"""Reviewing a draft: corrections are read again, nothing falls away, the former review is the undo."""

from datetime import date

import pytest

from gongkai_desk.domain.plan import DoubtKind
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.services import drafting
from gongkai_desk.services.drafting import Reader, Review
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TABLE = """云州市2026年政务公开工作要点任务分解表

序号\t任务名称\t任务内容\t责任单位\t时间节点
1\t公开规划\t开设规划专栏。每月更新进展\t市发展改革委牵头，市教育局配合\t6月底前
2\t公开教育\t定期公布招生信息\t市教育局\t8月
3\t公开医疗\t公布收费项目\t市卫生健康委\t全年
"""


@pytest.fixture(scope="module")
def reader():
    return Reader(UnitDirectory.usual(), Workdays.usual())


@pytest.fixture
def review(reader):
    return Review(parse(read_text(TABLE), reader.directory, reader.workdays), 0)


def seqs(review):
    return [task.seq for task in review.shown.tasks]


def kinds(review, index):
    return {doubt.kind for doubt in review.shown.doubts if doubt.task == index}


def test_a_typed_deadline_is_read_again(review, reader):
    task = drafting.correct(review, 0, {"deadline": "9月底前"}, reader).shown.tasks[0]
    assert task.deadline.due == date(2026, 9, 30)


def test_typed_units_are_split_by_role(review, reader):
    task = drafting.correct(review, 1, {"unit_text": "市民政局牵头，市财政局配合"}, reader).shown.tasks[1]
    assert (task.lead, task.support) == (("市民政局",), ("市财政局",))


def test_a_correction_settles_the_doubt_it_answers(review, reader):
    assert DoubtKind.NO_PERIOD in kinds(review, 1)
    assert DoubtKind.NO_PERIOD not in kinds(drafting.correct(review, 1, {"content": "每季度公布招生信息"}, reader), 1)


def test_a_split_gives_each_half_its_own_measures(review, reader):
    halves = drafting.split(review, 0, len("开设规划专栏。"), reader).shown.tasks[:2]
    assert [half.content for half in halves] == ["开设规划专栏。", "每月更新进展"]
    assert [half.recurrence is not None for half in halves] == [False, True]
    assert halves[0].lead == halves[1].lead


def test_a_split_at_an_edge_changes_nothing(review, reader):
    assert drafting.split(review, 0, 0, reader) == review


def test_merging_keeps_every_word_and_place(review, reader):
    merged = drafting.merge(review, [1, 2], reader).shown.tasks
    assert len(merged) == 2
    assert merged[1].content == "定期公布招生信息\n公布收费项目"
    assert merged[1].source == review.shown.tasks[1].source + review.shown.tasks[2].source


def test_a_dropped_task_leaves_a_gap_that_is_doubted(review):
    dropped = drafting.drop(review, [1])
    assert seqs(dropped) == ["1", "3"]
    assert DoubtKind.NUMBER_GAP in kinds(dropped, 1)


def test_a_dropped_task_comes_back_where_it_was(review, reader):
    back = drafting.restore(drafting.drop(review, [1]), 0, reader)
    assert back.shown.tasks == review.shown.tasks
    assert back.dropped == ()


def test_renumbering_closes_the_gap(review):
    numbered = drafting.renumber(drafting.drop(review, [0]))
    assert seqs(numbered) == ["1", "2"]
    assert not [doubt for doubt in numbered.shown.doubts if doubt.kind is DoubtKind.NUMBER_GAP]


def test_a_settled_doubt_is_gone(review):
    doubt = next(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.NO_PERIOD)
    assert doubt not in drafting.settle(review, doubt).shown.doubts
