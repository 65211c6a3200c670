"""The clocks of requests and interpretations in words: each note, each state, how many days."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.registers import Interpretation, Request, Result
from gongkai_desk.rules.interpretations import InterpretationState, Standing, standing
from gongkai_desk.rules.requests import Act, Clock, Note, RequestState, Said, clock
from gongkai_desk.wording import clocks as wording
from gongkai_desk.workdays import Workdays

USUAL = Workdays.usual()
RECEIVED = date(2026, 9, 16)


def on(today: date, **fields: object) -> Clock:
    return clock(Request(received=RECEIVED, **fields), today, USUAL)  # type: ignore[arg-type]


def texts(of: Clock) -> tuple[str, str, str]:
    return wording.state_text(of), wording.days_text(of), wording.due_text(of)


def test_every_name_has_its_words() -> None:
    assert set(wording.REQUEST_STATES) == set(RequestState)
    assert set(wording.ACTS) == set(Act)
    assert set(wording.INTERPRETATION_STATES) == set(InterpretationState)


@pytest.mark.parametrize("note", Note)
def test_every_note_is_a_whole_sentence(note: Note) -> None:
    bare = Clock(RequestState.RUNNING, Colour.GREEN, None, 0, 0, False, False, False, (Said(note, RECEIVED, 20),))
    (sentence,) = wording.clock_lines(bare)
    assert sentence.endswith("。")
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (on(date(2026, 9, 16)), ("在办", "余20个工作日", "2026-10-20")),
        (on(date(2026, 10, 20)), ("在办", "余0个工作日", "2026-10-20")),
        (on(date(2026, 10, 23)), ("逾期", "超3个工作日", "2026-10-20")),
        (
            on(date(2026, 12, 1), answered=date(2026, 10, 20), result=Result.GRANTED),
            ("已答复", "用时20个工作日", "2026-10-20"),
        ),
        (
            on(date(2026, 12, 1), answered=date(2026, 10, 21), result=Result.GRANTED),
            ("已答复（逾期）", "用时21个工作日", "2026-10-20"),
        ),
        (
            on(date(2026, 10, 21), extended=date(2026, 10, 20), extended_days=20),
            ("在办", "余19个工作日", "2026-11-17"),
        ),
        (
            on(date(2026, 9, 22), completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30)),
            ("待补正", "暂停，余20个工作日", "待补正后起算"),
        ),
    ],
    ids=["first day", "last day", "past", "answered in time", "answered late", "extended", "waits for completion"],
)
def test_how_a_request_stands(of: Clock, expected: tuple[str, str, str]) -> None:
    assert texts(of) == expected


def test_one_given_up_still_waits_for_its_result() -> None:
    over = on(date(2026, 11, 2), completion_asked=date(2026, 9, 18), completion_until=date(2026, 9, 30))
    assert wording.state_text(over) == "视为放弃，待登记结果"
    assert (wording.days_short(over), wording.due_sentence(over)) == ("", "")


def test_while_a_third_party_is_asked_the_last_day_is_the_latest() -> None:
    asked = on(date(2026, 9, 22), third_party_asked=date(2026, 9, 18))
    assert wording.due_text(asked).startswith("最迟2026-")
    assert wording.due_sentence(asked).startswith("答复期限：最迟2026年")
    assert wording.days_text(asked).startswith("暂停，余")


def test_a_cell_is_short() -> None:
    assert wording.days_short(on(date(2026, 9, 16))) == "余20"
    assert wording.due_sentence(on(date(2026, 9, 16))) == "答复期限：2026年10月20日。"


@pytest.mark.parametrize(
    ("published", "today", "state", "text"),
    [
        (date(2026, 9, 16), date(2026, 9, 30), "同步发布", ""),
        (date(2026, 9, 20), date(2026, 9, 30), "按期发布", ""),
        (date(2026, 9, 22), date(2026, 9, 30), "逾期发布", "超2个工作日"),
        (None, date(2026, 9, 17), "待解读", "余2个工作日"),
        (None, date(2026, 9, 20), "待解读", "余0个工作日"),
        (None, date(2026, 9, 21), "逾期未解读", "超1个工作日"),
    ],
    ids=["together", "the last day", "late", "waiting", "waiting, the last day", "missing"],
)
def test_how_an_interpretation_stands(published: date | None, today: date, state: str, text: str) -> None:
    found: Standing = standing(Interpretation(file_day=RECEIVED, day=published), today, USUAL)
    assert (wording.INTERPRETATION_STATES[found.state], wording.standing_text(found)) == (state, text)
