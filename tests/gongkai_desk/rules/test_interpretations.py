"""政策解读: together with the file, at the latest three working days after."""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.registers import Interpretation
from gongkai_desk.rules.interpretations import InterpretationState, coverage, faults, standing
from gongkai_desk.workdays import Workdays

DAYS = Workdays.usual()
FILE = Interpretation("关于优化公交线网的意见", "云政发〔2026〕3号", file_day=date(2026, 9, 29))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 9, 29), InterpretationState.TOGETHER),
        (date(2026, 10, 9), InterpretationState.IN_TIME),
        (date(2026, 10, 10), InterpretationState.LATE),
    ],
    ids=["same day", "third working day", "a day later"],
)
def test_published_interpretations(day: date, state: InterpretationState) -> None:
    found = standing(replace(FILE, title="解读", day=day), date(2026, 12, 1), DAYS)
    assert (found.due, found.state) == (date(2026, 10, 9), state)


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2026, 9, 30), InterpretationState.WAITING, 2),
        (date(2026, 10, 10), InterpretationState.MISSING, -1),
    ],
)
def test_a_file_without_one_waits_and_is_late_after_its_day(today: date, state: InterpretationState, left: int) -> None:
    found = standing(FILE, today, DAYS)
    assert (found.state, found.left) == (state, left)


def test_several_interpretations_of_a_file_count_once() -> None:
    one = replace(FILE, title="图解", day=date(2026, 10, 20))
    other = replace(FILE, title="问答", day=date(2026, 9, 29))
    lone = replace(FILE, file_title="另一份", file_doc_no="")
    found = coverage([one, other, lone], date(2026, 12, 1), DAYS)
    assert (found.files, found.done, found.in_time, found.missing) == (2, 1, 1, ("另一份",))


def test_a_link_is_an_address() -> None:
    assert faults(replace(FILE, link="www.yunzhou.gov.cn"), date(2026, 12, 1)) == ("http_link",)
    assert faults(Interpretation(), date(2026, 12, 1)) == ("file_title", "file_day")
