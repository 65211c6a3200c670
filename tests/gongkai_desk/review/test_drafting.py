"""Reviewing a draft: corrections are read again, nothing falls away, the former review is the undo."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.review import Review
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.review import drafting
from gongkai_desk.review.drafting import Reader
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


def test_a_dropped_task_comes_back_where_it_was_with_its_doubts(review):
    back = drafting.restore(drafting.drop(review, [1]), [0])
    assert back.shown.tasks == review.shown.tasks
    assert set(back.shown.doubts) == set(review.shown.doubts)
    assert back.dropped == ()


def test_renumbering_closes_the_gap(review):
    numbered = drafting.renumber(drafting.drop(review, [0]))
    assert seqs(numbered) == ["1", "2"]
    assert not [doubt for doubt in numbered.shown.doubts if doubt.kind is DoubtKind.NUMBER_GAP]


PROSE = """云州市2026年政务公开工作要点

一、深化决策公开
（一）公开规划信息。开设规划专栏，每月更新。（市发展改革委负责）
（二）公开教育信息。公布招生信息。（市教育局负责）
二、强化政策解读
（一）解读政策文件。发布解读材料。（市司法局负责）
（二）回应关切。及时答复留言。（市民政局负责）
"""


@pytest.mark.parametrize("act", ["title", "drop"])
def test_numbers_that_begin_anew_under_a_heading_are_no_repeat_after_an_edit(reader, act):
    prose = Review(parse(read_text(PROSE), reader.directory, reader.workdays), 0)
    edited = drafting.drop(prose, [1]) if act == "drop" else drafting.correct(prose, 3, {"title": "回应民众"}, reader)
    numbers = {DoubtKind.NUMBER_REPEAT, DoubtKind.NUMBER_GAP}
    assert not numbers & {doubt.kind for doubt in (*prose.shown.doubts, *edited.shown.doubts)}


def test_a_name_typed_in_a_merged_group_makes_its_number_no_repeat(reader):
    text = TABLE.replace("2\t公开教育", "1\t公开规划").replace("3\t公开医疗", "2\t公开医疗")
    grouped = Review(parse(read_text(text), reader.directory, reader.workdays), 0)
    edited = drafting.correct(grouped, 1, {"title": "公开规划信息"}, reader)
    assert DoubtKind.NUMBER_REPEAT not in kinds(grouped, 1) | kinds(edited, 1)


def test_a_number_typed_twice_is_a_repeat(review, reader):
    assert DoubtKind.NUMBER_REPEAT in kinds(drafting.correct(review, 1, {"seq": "1"}, reader), 1)


def test_a_gap_of_headings_is_still_doubted_after_an_edit(reader):
    prose = Review(parse(read_text(PROSE.replace("二、强化", "三、强化")), reader.directory, reader.workdays), 0)
    edited = drafting.correct(prose, 0, {"content": "开设规划专栏，每周更新。"}, reader)
    gaps = [[d.text for d in each.shown.doubts if d.kind is DoubtKind.NUMBER_GAP] for each in (prose, edited)]
    assert gaps == [["三"], ["三"]]


def test_a_settled_doubt_is_gone(review):
    doubt = next(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.NO_PERIOD)
    assert doubt not in drafting.settle(review, doubt).shown.doubts


def test_several_dropped_tasks_come_back_in_order(review):
    back = drafting.restore(drafting.drop(drafting.drop(review, [2]), [0]), [0, 1])
    assert sorted(seqs(back)) == ["1", "2", "3"]


def test_what_nobody_typed_stays_decided(review, reader):
    doubt = next(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.NO_PERIOD)
    settled = drafting.correct(drafting.settle(review, doubt), 1, {"deadline": "9月"}, reader)
    assert DoubtKind.NO_PERIOD not in kinds(settled, 1)
    assert settled.decided[0].answer == "看过，没有问题"


def test_a_correction_is_kept_as_the_answer_to_its_doubt(review, reader):
    corrected = drafting.correct(review, 1, {"content": "每季度公布招生信息"}, reader)
    assert [each.answer for each in corrected.decided] == ["改为“每季度公布招生信息”"]


def test_a_decision_moves_with_its_task(review):
    doubt = next(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.NO_PERIOD)
    moved = drafting.drop(drafting.settle(review, doubt), [0])
    assert moved.decided[0].doubt.task == 0


def test_another_issue_date_lets_deadlines_be_counted_anew(reader):
    text = TABLE.replace("6月底前", "印发之日起30日内")
    before = Review(parse(read_text(text), reader.directory, reader.workdays), 0)
    dated = replace(before.plan, dates=PlanDates(imprint=date(2026, 3, 1)))
    after = drafting.describe(before, dated, reader)
    assert after.shown.tasks[0].deadline.due == date(2026, 3, 31)
    assert DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE not in kinds(after, 0)
