"""Numbers to reach, periods allowed for a step, and prose cut with its names hidden."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai_desk.words.normal import clause_end, clause_start, masked
from gongkai_desk.words.numbering import counts
from gongkai_desk.words.quantities import time_limits


@pytest.mark.parametrize(
    ("piece", "wanted"),
    [
        ("举办培训不少于2次", [(">=", "2", "次", False)]),
        ("覆盖率达到99%以上", [(">=", "99", "%", False)]),
        ("办理时间超过5天的", []),
        ("企业超过100家", [(">", "100", "家", True)]),
        ("投诉不超过3件", [("<=", "3", "件", False)]),
        ("投诉低于3件", [("<", "3", "件", True)]),
        ("投诉量下降10%", [("=", "10", "%", False)]),
        ("举办开放日3场", [("=", "3", "场", False)]),
        ("建成200公里", [("=", "200", "公里", False)]),
        ("达到一个新高度", []),
        ("10件民生实事", []),
        ("去年举办培训3次", []),
        ("百分之九十以上", [(">=", "90", "%", False)]),
    ],
)
def test_counts_of_a_piece(piece: str, wanted: list[tuple[str, str, str, bool]]) -> None:
    ops = {">": ">=", "<": "<="}
    found = [(count.op, count.value, count.unit, count.strict) for count in counts(piece)]
    assert found == [(ops.get(op, op), Decimal(value), unit, strict) for op, value, unit, strict in wanted]


@pytest.mark.parametrize(
    ("text", "days", "workdays", "after"),
    [
        ("自收到申请之日起20个工作日内答复", 20, True, "收到申请之日起"),
        ("不超过5个工作日", 5, True, ""),
        ("在24小时内发布", 1, False, ""),
        ("1个工作日完成答复", 1, True, ""),
        ("文件公开后3个月内解读", 90, False, "文件公开后"),
    ],
)
def test_a_period_for_a_step(text: str, days: int, workdays: bool, after: str) -> None:
    (limit,) = time_limits(text)
    assert (limit.days, limit.working, limit.after) == (days, workdays, after)


@pytest.mark.parametrize("text", ["近3个月内", "第20个工作日", "20个工作日", "“30日内”专栏"])
def test_other_spans_are_no_period(text: str) -> None:
    assert time_limits(text) == ()


def test_names_are_hidden_without_moving_anything() -> None:
    text = "落实《十四五规划》，各县（市、区）公开"
    assert masked(text) == "落实□□□□□□□，各县（市□区）公开"
    at = text.index("县")
    assert text[clause_start(text, at) : clause_end(text, at)] == "各县（市、区）公开"
