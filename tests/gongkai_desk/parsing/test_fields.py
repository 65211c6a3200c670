"""One task's units, deadline and measures, and the doubts about them."""

from datetime import date
from typing import Any

import pytest

from gongkai_desk.domain.draft import DOUBT_OF_REMARK, DoubtKind
from gongkai_desk.domain.plan import PlanDates, Task
from gongkai_desk.domain.state import Role
from gongkai_desk.domain.time import TimeRemark
from gongkai_desk.parsing.blocks.model import Raw
from gongkai_desk.parsing.fields import Context, understand
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.list_remarks import Convention
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

TIME = TimeContext(2026, PlanDates(imprint=date(2026, 3, 6)), Workdays.usual())
CONTEXT = Context(UnitDirectory.usual(), TIME)


def understood(context: Context = CONTEXT, **fields: Any) -> tuple[Task, list[DoubtKind]]:
    raw = Raw(**({"content": "公开文件", "clauses": ((None, "市司法局"),)} | fields))
    task, doubts = understand(raw, 0, context)
    return task, [doubt.kind for doubt in doubts]


def test_columns_give_their_role_and_verbs_in_them_win() -> None:
    task, _ = understood(clauses=((Role.LEAD, "市司法局"), (Role.RESPONSIBLE, "各区政府落实，市档案局配合")))
    assert (task.lead, task.responsible, task.support) == (("市司法局",), ("各区政府",), ("市档案局",))


def test_a_unit_printed_in_two_columns_has_both_roles() -> None:
    task, _ = understood(clauses=((Role.LEAD, "市司法局"), (Role.RESPONSIBLE, "市司法局、各区政府")))
    assert (task.lead, task.responsible) == (("市司法局",), ("市司法局", "各区政府"))


def test_short_forms_are_completed_beside_the_printed_ones() -> None:
    task, _ = understood(clauses=((None, "市发展改革委、商务局"),))
    assert (task.responsible, task.units_full) == (("市发展改革委", "商务局"), {"商务局": "市商务局"})


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("责任单位：市司法局；完成时限：6月底前", "6月底前"),
        ("市司法局牵头，各区政府负责，2026年6月底前完成", "2026年6月底前"),
        ("市司法局负责；长期坚持", "长期坚持"),
    ],
)
def test_a_clause_may_say_the_deadline(clause: str, text: str) -> None:
    assert understood(clauses=((None, clause),))[0].deadline.text == text


def test_dates_in_the_content_are_inner_where_a_cell_has_the_deadline() -> None:
    task, _ = understood(content="于3月31日前公开目录", deadline="3月底前")
    assert (task.deadline.text, task.inner_deadlines) == ("3月底前", (date(2026, 3, 31),))


def test_a_single_date_in_prose_is_the_deadline() -> None:
    task, doubts = understood(content="公开文件。名单于8月底前发布。")
    assert (task.deadline.text, task.deadline.due, task.inner_deadlines) == ("8月底前", date(2026, 8, 31), ())
    assert DoubtKind.DEADLINE_OF_ONE_PART in doubts


def test_a_blank_cell_is_no_deadline_whatever_the_content_says() -> None:
    task, _ = understood(content="名单于8月底前发布", deadline="")
    assert (task.deadline.text, task.inner_deadlines) == ("", (date(2026, 8, 31),))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"clauses": ()}, DoubtKind.NO_UNIT),
        ({"clauses": ((None, "相关单位"),)}, DoubtKind.UNIT_NOT_NAMED),
        ({"clauses": ((None, "市民政局等部门"),)}, DoubtKind.UNIT_OPEN_ENDED),
        ({"deadline": "及时"}, DoubtKind.DEADLINE_VAGUE),
        ({"deadline": "2月20日"}, DoubtKind.DEADLINE_BEFORE_ISSUE),
        ({"content": "定期公开文件"}, DoubtKind.NO_PERIOD),
        ({"content": "由建设单位按月公开信息"}, DoubtKind.OTHERS_DUTY),
    ],
)
def test_what_is_unsure_is_doubted(fields: dict[str, Any], kind: DoubtKind) -> None:
    assert kind in understood(**fields)[1]


def test_the_first_unit_leads_where_the_plan_says_so() -> None:
    task, _ = understood(
        Context(CONTEXT.directory, TIME, Convention(first=True)), clauses=((None, "市司法局、各区政府"),)
    )
    assert (task.lead, task.responsible) == (("市司法局",), ("各区政府",))


def test_measures_are_read_from_the_content() -> None:
    task, _ = understood(content="每季度公开一次。培训不少于2次。5个工作日内答复")
    assert (len(task.recurrences), len(task.quotas), len(task.time_limits)) == (1, 1, 1)


def test_a_deadline_is_doubted_once_for_each_reason() -> None:
    _, doubts = understood(deadline="文件印发后5个工作日内")
    assert doubts == [DoubtKind.DEADLINE_TO_CONFIRM]


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"content": "公开目录。本意见印发之日起30日内制定细则。"}, [DoubtKind.DEADLINE_OF_ONE_PART]),
        ({"content": "公开目录。6月底前报送，12月底前总结。"}, [DoubtKind.DEADLINE_SEVERAL]),
        ({"deadline": "清明节前完成整修，8月底前"}, [DoubtKind.DEADLINE_TO_CONFIRM]),
        ({"deadline": "1月底、2月底"}, [DoubtKind.DEADLINE_BEFORE_ISSUE, DoubtKind.DEADLINE_SEVERAL]),
    ],
)
def test_one_deadline_is_asked_about_once(fields: dict[str, Any], kinds: list[DoubtKind]) -> None:
    assert understood(**fields)[1] == kinds


def test_what_a_person_said_of_a_deadline_is_no_doubt() -> None:
    assert set(TimeRemark) - set(DOUBT_OF_REMARK) == {TimeRemark.DONE_BEFORE, TimeRemark.LAST_YEAR}
