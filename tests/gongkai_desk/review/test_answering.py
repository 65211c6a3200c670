"""Answering doubts: what each button does to the task, and that the decision is kept."""

from datetime import date

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.time import Every, TimeRemark
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_text
from gongkai_desk.review.answering import answer, answer_alike, given_reads
from gongkai_desk.review.choices import Ask, alike, choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

HEAD = "云州市2026年政务公开工作要点任务分解表\n\n序号\t任务名称\t任务内容\t责任单位\t时间节点\n"
TAIL = "\n云州市人民政府办公室\n2026年3月5日\n"
ROWS = """1\t公开规划\t定期更新规划进展情况专栏\t市教育局\t2月20日
2\t公开教育\t定期公布全市招生信息\t相关市级部门\t四季度前
4\t公开医疗\t公布各项收费项目标准\t市卫生健康委等部门\t6月底、12月底
5\t公开就业\t公布全市就业岗位信息\t\t适时
"""


@pytest.fixture(scope="module")
def reader():
    return Reader(UnitDirectory.usual(), Workdays.usual())


@pytest.fixture(scope="module")
def review(reader):
    return Review(parse(read_text(HEAD + ROWS + TAIL), reader.directory, reader.workdays), 0)


def doubt_of(review, kind, task=None):
    return next(d for d in review.doubts if d.kind is kind and task in (None, d.task))


def answered(review, kind, label, reader, given=""):
    doubt = doubt_of(review, kind)
    choice = next(each for each in choices(review, doubt, reader) if each.label.startswith(label))
    return answer(review, doubt, choice, reader, given)


def test_a_period_is_added(review, reader):
    after = answered(review, DoubtKind.NO_PERIOD, "每季度", reader)
    assert after.shown.tasks[0].recurrences[-1].every is Every.QUARTER
    assert after.decided[-1].answer == "定期：每季度"


@pytest.mark.parametrize(
    ("label", "remark"), [("已完成", TimeRemark.DONE_BEFORE), ("属上年", TimeRemark.LAST_YEAR)], ids=["done", "last"]
)
def test_a_deadline_before_the_issue_is_said_to_be_no_lateness(review, reader, label, remark):
    after = answered(review, DoubtKind.DEADLINE_BEFORE_ISSUE, label, reader)
    deadline = after.shown.tasks[0].deadline
    assert deadline.remarks == (remark,)
    assert deadline.text == "2月20日"


def test_another_deadline_before_the_issue_stays_doubtful(review, reader):
    after = answered(review, DoubtKind.DEADLINE_BEFORE_ISSUE, "另定", reader, "2月28日")
    assert doubt_of(after, DoubtKind.DEADLINE_BEFORE_ISSUE).text == "2月28日"


@pytest.mark.parametrize("label", ["2026年9月30日", "2026年12月31日"])
def test_both_readings_of_an_ambiguous_deadline_are_offered(review, reader, label):
    after = answered(review, DoubtKind.DEADLINE_AMBIGUOUS, label, reader)
    month, day = map(int, label[5:-1].split("月"))
    assert after.shown.tasks[1].deadline.due == date(2026, month, day)


def test_the_first_of_several_dates_can_be_the_deadline(review, reader):
    after = answered(review, DoubtKind.DEADLINE_SEVERAL, "2026年6月30日", reader)
    assert after.shown.tasks[2].deadline.due == date(2026, 6, 30)


def test_named_units_take_the_open_names_place_beside_the_print(review, reader):
    after = answered(review, DoubtKind.UNIT_NOT_NAMED, "指定", reader, "市民政局、市财政局")
    task = after.shown.tasks[1]
    assert task.responsible == ("市民政局", "市财政局")
    assert task.unit_text == "相关市级部门"


def test_units_that_say_themselves_are_all_departments(review, reader):
    after = answered(review, DoubtKind.UNIT_NOT_NAMED, "各单位自认", reader)
    meant = after.shown.tasks[1].units_full["相关市级部门"]
    assert len(reader.directory.expand(reader.directory.group(meant))) > 10
    assert after.shown.tasks[1].responsible == ("相关市级部门",)


def test_a_task_without_units_may_have_those_of_the_one_above(review, reader):
    after = answered(review, DoubtKind.NO_UNIT, "同上一项", reader)
    assert after.shown.tasks[3].responsible == review.shown.tasks[2].responsible


def test_a_jump_in_the_numbers_may_be_as_printed(review, reader):
    after = answered(review, DoubtKind.NUMBER_GAP, "原文", reader)
    assert DoubtKind.NUMBER_GAP not in {doubt.kind for doubt in after.doubts}
    assert after.shown.tasks[2].seq == "4"


def test_the_same_answer_goes_to_all_alike(review, reader):
    doubt = doubt_of(review, DoubtKind.NO_PERIOD)
    assert len(alike(review, doubt)) == 2
    monthly = choices(review, doubt, reader)[0]
    after = answer_alike(review, doubt, monthly, reader)
    assert [task.recurrence.every for task in after.shown.tasks[:2]] == [Every.MONTH, Every.MONTH]


def test_left_over_text_becomes_a_task(reader):
    text = HEAD + ROWS + "\n各单位要建立工作专班统筹推进落实。\n" + TAIL
    review = Review(parse(read_text(text), reader.directory, reader.workdays), 0)
    after = answered(review, DoubtKind.LEFT_OVER, "增补", reader)
    assert len(after.shown.tasks) == 5
    assert after.shown.tasks[-1].content == "各单位要建立工作专班统筹推进落实。"


def test_an_answered_doubt_is_not_answered_again(review, reader):
    doubt = doubt_of(review, DoubtKind.NO_PERIOD)
    once = answer(review, doubt, choices(review, doubt, reader)[0], reader)
    assert answer(once, doubt, choices(review, doubt, reader)[1], reader) == once


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_kind_of_doubt_has_an_answer(review, reader, kind):
    from gongkai_desk.domain.draft import Doubt, Readings

    assert choices(review, Doubt(kind, 0, "deadline", "9月底", readings=Readings(("甲",), ("乙",))), reader)


@pytest.mark.parametrize(
    ("ask", "given", "reads"),
    [(Ask.DAY, "2026-03-05", True), (Ask.DAY, "三月", False), (Ask.YEAR, "26", False), (Ask.UNITS, " ", False)],
)
def test_what_was_given_is_looked_at(ask, given, reads):
    assert given_reads(ask, given) is reads
