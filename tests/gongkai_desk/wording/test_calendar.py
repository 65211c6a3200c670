"""The calendar of the year in words."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.calendar import Clock, Duty, DutyKind, Item, ItemKind, Mark
from gongkai_desk.rules.duties import Imposed
from gongkai_desk.wording import calendar as wording
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
DAY = date(2026, 9, 30)


def item(kind: ItemKind, text: str = "公开规划", **fields: object) -> Item:
    return Item(DAY, kind, text, **fields)  # type: ignore[arg-type]


def test_every_name_has_its_words() -> None:
    assert set(wording.KINDS) == set(ItemKind)
    assert set(wording.MARKS) == set(Mark)
    assert set(wording.IMPOSED) == set(Imposed)
    assert set(wording.DUTY_KINDS) == set(DutyKind)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (item(ItemKind.DEADLINE, "公开\n规划"), "公开规划"),
        (
            item(ItemKind.REPORT, "2026Q3", units=("甲", "乙"), task_ids=(1, 2, 3)),
            "2026年三季度进展报送（3项任务、2家单位）",
        ),
        (item(ItemKind.PERIODIC, "quarter", task_ids=(1,)), "按季公开、办理的任务（1项）：上一期应已完成"),
        (item(ItemKind.REVIEW, "", task_ids=(1, 2)), "全年任务年底统一检查（2项）"),
    ],
    ids=["a task", "reports", "published by quarter", "looked at in the end"],
)
def test_an_item_says_what_falls_due(shown: Item, text: str) -> None:
    assert wording.item_text(shown) == text


@pytest.mark.parametrize(
    ("most", "text"),
    [(0, "一二三四五"), (5, "一二三四五"), (4, "一二三…"), (1, "…")],
    ids=["all", "fits", "cut", "no room"],
)
def test_a_long_text_is_cut_with_a_mark(most: int, text: str) -> None:
    assert wording.item_text(item(ItemKind.NODE, "一二三四五"), most) == text


def test_the_reminder_is_told_where_it_is_another_day() -> None:
    assert wording.reminder_of(item(ItemKind.DEADLINE, remind=date(2026, 9, 24))) == "提醒日9月24日周四"
    assert wording.reminder_of(item(ItemKind.DEADLINE, remind=DAY)) == ""
    assert wording.reminder_of(item(ItemKind.DEADLINE)) == ""


@pytest.mark.parametrize(
    ("day", "kind", "letter"),
    [
        (date(2026, 9, 30), "工作日", ""),
        (date(2026, 9, 20), "调休上班", "班"),
        (date(2026, 10, 1), "放假", "休"),
        (date(2026, 9, 19), "周末", ""),
    ],
    ids=["a working day", "made up", "off", "weekend"],
)
def test_what_a_day_is(day: date, kind: str, letter: str) -> None:
    assert (wording.day_kind(day, USUAL), wording.day_letter(day, USUAL)) == (kind, letter)


def test_items_are_counted_by_kind_in_the_order_of_kinds() -> None:
    items = [item(ItemKind.REPORT), item(ItemKind.DEADLINE), item(ItemKind.DEADLINE)]
    assert wording.counts_text(items) == "任务到期2　进展报送1"
    assert wording.counts_text([]) == ""


def test_a_year_without_notice_is_remarked() -> None:
    assert wording.year_remark(2026, USUAL) == ""
    assert "2035年放假安排还没有录入" in wording.year_remark(2035, USUAL)


def duty(due: date | None, **fields: object) -> Duty:
    return Duty("own:1", DutyKind.OWN, "年报", "条例", due, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stands", "text"),
    [
        (duty(None), "没有定日期"),
        (duty(date(2026, 10, 5)), "还有5天"),
        (duty(DAY), "今天到期"),
        (duty(date(2026, 9, 27)), "已过3天未办"),
        (duty(date(2026, 1, 31), entered=date(2026, 3, 1)), "建账前到期，待补登"),
        (duty(date(2026, 1, 31), entered=date(2026, 3, 1), set_by_hand=True), "已过242天未办"),
        (duty(DAY, done=date(2026, 1, 28)), "1月28日已办"),
        (duty(DAY, done=date(2025, 12, 28)), "2025年12月28日已办"),
        (duty(date(2026, 1, 27), done=date(2026, 1, 28)), "1月28日逾期办结"),
        (duty(None, done=date(2026, 1, 28)), "1月28日已办"),
    ],
    ids=[
        "no day",
        "ahead",
        "today",
        "past",
        "before the ledger",
        "moved",
        "done",
        "done last year",
        "late",
        "done undated",
    ],
)
def test_how_a_duty_stands(stands: Duty, text: str) -> None:
    assert wording.state_text(stands, DAY) == text


def test_how_a_day_was_counted() -> None:
    calendar_days = Clock("印发", date(2022, 2, 23), 30, working=False)
    assert wording.clock_sentence(calendar_days, date(2022, 3, 25), USUAL) == (
        "自印发之日（2022年2月23日）次日起30天，到2022年3月25日"
    )
    working = wording.clock_sentence(Clock("", date(2023, 8, 7), 20), date(2023, 9, 4), USUAL)
    assert working.startswith("自起算日之日（2023年8月7日）次日起20个工作日：")
    assert working.endswith("共20个工作日")


def test_a_guessed_count_says_so() -> None:
    guessed = wording.clock_sentence(Clock("发布", date(2034, 12, 28), 5), date(2035, 1, 4), Workdays({}))
    assert guessed.endswith("（有年度未录入放假安排，按周一至周五推算）")


def test_a_duty_on_a_day_off_is_done_before() -> None:
    assert wording.reminder_text(date(2026, 1, 31), USUAL) == "当日休息，最迟1月30日（周五）办"
    assert wording.reminder_text(date(2026, 1, 30), USUAL) == ""
