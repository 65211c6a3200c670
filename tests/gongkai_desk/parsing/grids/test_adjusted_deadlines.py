"""Two deadline columns, one of them adjusted: what was put off to holds, what was set first stays with the task."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.draft import DoubtKind, Part, rank_of
from tests.builders import draft, grid

TITLE = "云州市2026年重点工作督办台账"
PAIRS = [
    ("原定完成时间", "调整后完成时间"),
    ("原时限", "现时限"),
    ("完成时限", "调整时限"),
    ("办结时限", "变更后时限"),
    ("计划完成时间", "延期至"),
    ("原定时间", "延期后完成时间"),
    ("时间节点", "最新时间节点"),
    ("完成时间", "顺延至"),
    ("原完成时限", "申请延期时限"),
]


def part_of(former: str, adjusted: str, *rows: str) -> Part:
    (part,) = draft(TITLE, grid("\n".join([f"序号|督办事项|责任单位|{former}|{adjusted}", *rows]))).parts
    return part


def confirms(part: Part) -> list[str]:
    return [each.text for each in part.doubts if each.kind is DoubtKind.DEADLINE_TO_CONFIRM and each.task is not None]


@pytest.mark.parametrize(("former", "adjusted"), PAIRS)
def test_the_adjusted_deadline_holds(former: str, adjusted: str) -> None:
    part = part_of(former, adjusted, "1|建成绿道。|市园林局|3月20日|4月10日", "2|改造管网。|市住建局|5月底|6月底")
    first, second = part.tasks
    assert (first.deadline.text, second.deadline.text) == ("4月10日", "6月底")
    assert (first.extra, second.extra) == ({former: "3月20日"}, {former: "5月底"})
    assert [("4月10日" in text and "3月20日" in text) for text in confirms(part)] == [True, False]


@pytest.mark.parametrize(("former", "adjusted"), PAIRS)
@pytest.mark.parametrize("blank", ["", "—", "/"])
def test_where_nothing_was_adjusted_the_first_holds(former: str, adjusted: str, blank: str) -> None:
    part = part_of(former, adjusted, "1|建成绿道。|市园林局|9月20日|4月10日", f"2|改造管网。|市住建局|5月底|{blank}")
    assert part.tasks[1].deadline.text == "5月底"
    assert former not in part.tasks[1].extra


def test_the_same_day_twice_is_no_doubt() -> None:
    part = part_of(*PAIRS[0], "1|建成绿道。|市园林局|9月20日|9月20日", "2|改造管网。|市住建局|5月底|6月底")
    assert (part.tasks[0].deadline.text, len(confirms(part))) == ("9月20日", 1)


def test_words_that_adjust_nothing_leave_the_first_and_are_told() -> None:
    part = part_of(*PAIRS[0], "1|建成绿道。|市园林局|9月20日|待县领导审定", "2|改造管网。|市住建局|5月底|6月底")
    assert (part.tasks[0].deadline.text, part.tasks[0].extra) == ("9月20日", {"调整后完成时间": "待县领导审定"})
    assert "待县领导审定" in confirms(part)[0]


def test_an_adjusted_deadline_alone_is_the_deadline() -> None:
    (part,) = draft(TITLE, grid("序号|督办事项|责任单位|调整后完成时限\n1|建成绿道。|市园林局|9月20日")).parts
    assert (part.tasks[0].deadline.text, part.tasks[0].extra) == ("9月20日", {})


def test_the_last_of_two_adjustments_holds() -> None:
    heads = "序号|督办事项|责任单位|完成时限|第一次调整后时限|第二次调整后时限"
    rows = "1|建成绿道。|市园林局|5月底|6月底|8月底\n2|改造。|市住建局|5月底|7月底|"
    (part,) = draft(TITLE, grid(f"{heads}\n{rows}")).parts
    assert [task.deadline.text for task in part.tasks] == ["8月底", "7月底"]
    assert list(part.tasks[0].extra.values()) == ["5月底", "6月底"]


def test_such_a_doubt_is_to_be_looked_at() -> None:
    assert rank_of(DoubtKind.DEADLINE_TO_CONFIRM) == "look"


def test_the_day_on_which_it_was_done_is_no_adjustment() -> None:
    (part,) = draft(
        TITLE, grid("序号|督办事项|责任单位|完成时限|实际完成时间\n1|建成绿道。|市园林局|5月底|6月3日")
    ).parts
    assert (part.tasks[0].deadline.text, part.tasks[0].extra) == ("5月底", {"实际完成时间": "6月3日"})
