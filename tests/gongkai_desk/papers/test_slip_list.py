"""Many items of a slip told short: what is common once, alike neighbours in one line, nothing of an item lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai_desk.domain.slips import SlipTask
from gongkai_desk.papers.slip_list import listing

TASK = SlipTask(
    1, 1, "第3项　集中公开", "《要点》第3项：集中公开", "9月底前（2026年9月30日）", "未报送进展。", "一季度没有报。"
)


def named(*names: str) -> list[SlipTask]:
    return [replace(TASK, name=name) for name in names]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((3, 4), "3、4"),
        ((14, 15, 16), "14—16"),
        ((17, 19, 20, 21), "17、\n19—21"),
        ((99, 100, 101, 103), "99—101、\n103"),
    ],
)
def test_neighbours_of_one_name_share_a_line_that_names_each_number(numbers: tuple[int, ...], told: str) -> None:
    (line,) = listing(named(*(f"第{number}项　集中公开" for number in numbers)), 2026).lines
    assert (line.number, line.name) == (told, "集中公开")


@pytest.mark.parametrize("other", ["deadline", "progress", "late", "name"])
def test_what_differs_has_a_line_of_its_own(other: str) -> None:
    tasks = named("第1项　甲", "第2项　甲", "第3项　甲")
    different = {"name": "第2项　乙"}.get(other, "别的。")
    tasks[1] = replace(tasks[1], **{other: different})  # type: ignore[arg-type]
    assert [line.number for line in listing(tasks, 2026).lines] == ["1", "2", "3"]


def test_items_without_a_number_are_counted() -> None:
    found = listing(named("第1项　甲", "集中公开"), 2026).lines
    assert [(line.number, line.name) for line in found] == [("1", "第1项　甲"), ("2", "集中公开")]


def test_clauses_that_most_owe_stand_above_and_the_rest_in_the_line() -> None:
    tasks = [replace(TASK, name=f"第{n}项　集中公开{n}", late="一季度没有报；二季度没有报。") for n in range(1, 6)]
    tasks[1] = replace(tasks[1], late="2026年3月31日到期；一季度没有报；二季度没有报。")
    tasks[2] = replace(tasks[2], late="二季度没有报。")
    told = listing(tasks, 2026)
    assert told.late == "一季度没有报；二季度没有报。"
    assert [line.late for line in told.lines] == ["", "另有：3月31日到期。", "二季度没有报。", "", ""]


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        ("9月底前（2026年9月30日）", "9月底前"),
        ("2月20日（2026年2月20日）", "2月20日"),
        ("8月（2026年8月31日）", "8月（8月31日）"),
        ("印发30日内（2026年3月25日）", "印发30日内（3月25日）"),
        ("3月底前（2026年3月31日），已延期到2026年6月30日", "3月底前，已延期到6月30日"),
        ("次年一季度（2027年3月31日）", "次年一季度（2027年3月31日）"),
    ],
)
def test_a_deadline_is_told_without_what_its_words_say_already(deadline: str, told: str) -> None:
    (line,) = listing([replace(TASK, deadline=deadline)], 2026).lines
    assert line.deadline == told


def test_items_of_two_papers_stand_under_each() -> None:
    other = replace(TASK, name="第1项　甲", basis="《另一要点》第1项：甲")
    told = listing([TASK, other, replace(TASK, name="第9项　乙")], 2026)
    assert told.sources == ("《要点》", "《另一要点》")
    assert [line.source for line in told.lines] == ["《要点》", "《要点》", "《另一要点》"]
