"""Numbers to be reached: per unit, together, as a rate; which of them gate a close."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai_desk.domain.plan import Quota, Task
from gongkai_desk.domain.time import Every, Recurrence
from gongkai_desk.domain.work import QuotaScope, StoredAmount
from gongkai_desk.rules.light.counts import amounts, is_reached, missing, tally, targets
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.wording.lights import tally_text


def quota(text: str, value: int, unit: str, op: str = ">=", *, strict: bool = False) -> Quota:
    return Quota(text, op, Decimal(value), unit, strict=strict)


@pytest.mark.parametrize(
    ("asked", "gates"),
    [
        (quota("不少于2次", 2, "次"), True),
        (quota("至少3名", 3, "名"), True),
        (quota("不少于6个", 6, "个"), True),
        (quota("公报赠阅点增至120个", 120, "个"), False),
        (quota("建成绿道200公里", 200, "公里", "="), False),
        (quota("抽查比例不低于30%", 30, "%"), False),
        (quota("培训不少于2场", 2, "场"), False),
    ],
    ids=lambda value: value.text if isinstance(value, Quota) else "",
)
def test_only_counted_acts_gate_a_close(asked, gates):
    assert targets(Task(quotas=(asked,)))[0].gates is gates


def test_a_yearly_count_is_a_number_too():
    (target,) = targets(Task(recurrences=(Recurrence(Every.YEAR, 1, "每年不少于1次"),)))
    assert (target.value, target.unit, target.gates) == (1, "次", True)


@pytest.mark.parametrize(
    ("asked", "amount", "enough"),
    [
        (quota("超过90%", 90, "%", strict=True), "90", False),
        (quota("超过90%", 90, "%", strict=True), "90.1", True),
        (quota("不少于2次", 2, "次"), "2", True),
        (quota("不超过3个", 3, "个", "<="), "4", False),
    ],
    ids=["90 is not over 90", "over", "reached", "too many"],
)
def test_when_a_number_is_reached(asked, amount, enough):
    assert is_reached(targets(Task(quotas=(asked,)))[0], Decimal(amount)) is enough


def event(amount: int, day: int = 1) -> StoredAmount:
    return StoredAmount(1, 1, 0, date(2026, 3, day), Decimal(amount), id=day)


def test_counts_add_up_and_a_rate_is_the_last_one():
    count, rate = Task(quotas=(quota("不少于6个", 6, "个"),)), Task(quotas=(quota("达到95%", 95, "%"),))
    assert amounts(targets(count), [event(2), event(3, 2)]) == {0: 5}
    assert amounts(targets(rate), [event(96, 2), event(90)]) == {0: 96}


def test_per_unit_each_must_reach_it_together_the_sum_does():
    task = Task(quotas=(quota("不少于6个", 6, "个"),))
    shares = [Share(1, "甲", amounts={0: Decimal(4)}), Share(2, "乙", amounts={0: Decimal(2)})]
    each, together = targets(task)[0], targets(task, QuotaScope.TOTAL)[0]
    assert (tally_text(tally(each, shares)), tally_text(tally(together, shares))) == ("达标0/2家", "6/6个")
    assert missing([each], shares[0].amounts, {0: Decimal(6)}) == (each,)
    assert missing([together], shares[0].amounts, {0: Decimal(6)}) == ()


@pytest.mark.parametrize(
    ("asked", "amount", "enough"),
    [
        (quota("至多3个", 3, "个", "<="), "3", True),
        (quota("少于3个", 3, "个", "<=", strict=True), "3", False),
        (quota("少于3个", 3, "个", "<=", strict=True), "2", True),
        (quota("建成3个", 3, "个", "="), "3", True),
        (quota("建成3个", 3, "个", "="), "4", False),
        (quota("不少于2次", 2, "次"), "1.99", False),
    ],
    ids=["at most", "under, just", "under", "exactly", "more than exactly", "nearly"],
)
def test_the_sign_decides(asked, amount, enough):
    assert is_reached(targets(Task(quotas=(asked,)))[0], Decimal(amount)) is enough


def test_a_rate_stays_a_rate_whatever_the_office_sets():
    (rate,) = targets(Task(quotas=(quota("达到95%", 95, "%"),)), QuotaScope.TOTAL)
    assert (rate.scope, rate.gates) == (QuotaScope.RATE, False)


@pytest.mark.parametrize(
    ("recurrence", "count"),
    [
        (Recurrence(Every.YEAR, 2, "每年至少2场"), 1),
        (Recurrence(Every.YEAR, 2, "每年2场"), 0),
        (Recurrence(Every.QUARTER, 1, "每季度不少于1次"), 0),
    ],
    ids=["at least, a year", "no «at least»", "a quarter"],
)
def test_which_frequencies_are_numbers(recurrence, count):
    assert len(targets(Task(recurrences=(recurrence,)))) == count


def test_yearly_counts_are_numbered_after_the_quotas():
    task = Task(
        quotas=(quota("不少于6个", 6, "个"), quota("达到95%", 95, "%")),
        recurrences=(Recurrence(Every.YEAR, 2, "每年至少2场"),),
    )
    assert [(target.index, target.unit) for target in targets(task)] == [(0, "个"), (1, "%"), (2, "场")]


def test_what_was_never_counted_is_nothing_done():
    (target,) = targets(Task(quotas=(quota("不少于2次", 2, "次"),)))
    assert amounts([target], []) == {}
    assert missing([target], {}, {}) == (target,)
    assert tally(target, []).units == 0


def test_two_entries_of_one_day_count_in_the_order_of_entry():
    (rate,) = targets(Task(quotas=(quota("达到95%", 95, "%"),)))
    first = StoredAmount(1, 1, 0, date(2026, 3, 1), Decimal(90), id=1)
    second = StoredAmount(1, 1, 0, date(2026, 3, 1), Decimal(96), id=2)
    assert amounts([rate], [second, first]) == {0: 96}
