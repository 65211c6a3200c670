"""依申请公开: each act one undoable step; what the law forbids is refused."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from gongkai_desk.domain.ids import By, stored_as
from gongkai_desk.domain.registers import ApplicantClass, Request, Result, StoredRequest
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.rules.requests import RequestState
from gongkai_desk.services import requests, undo
from gongkai_desk.services.office import save_settings
from gongkai_desk.standing import registers as standing
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.entries import registers
from gongkai_desk.store.library import Library

DAY = date(2026, 9, 17)
NEW = Request(applicant="王某", subject="征地批文", received=date(2026, 9, 16))


def add(library: Library, request: Request = NEW, today: date = DAY) -> int:
    made = requests.add_request(library, By("李明", today), request).made
    assert made is not None
    return made


def kept(library: Library, number: int, today: date = DAY) -> standing.Kept:
    return next(each for each in standing.kept_requests(library, today) if each.request.id == number)


def lacks(act: object) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        act()
    return tuple(refused.value.data["lacks"])


def test_numbers_go_on_within_the_year_in_the_office_s_own_form(library: Library) -> None:
    assert requests.proposed_number(library, 2026) == "〔2026〕1号"
    add(library, replace(NEW, number="依申请〔2026〕7号"))
    assert requests.proposed_number(library, 2026) == "依申请〔2026〕8号"
    assert requests.proposed_number(library, 2027) == "依申请〔2027〕1号"
    assert kept(library, add(library)).request.number == "依申请〔2026〕8号"


def test_a_number_is_given_once(library: Library) -> None:
    add(library)
    assert lacks(partial(add, library, replace(NEW, number="〔2026〕1号"))) == ("number_taken",)


def test_an_entry_comes_back_as_it_was_stored(library: Library) -> None:
    whole = replace(
        NEW,
        number="〔2026〕9号",
        applicant_class=ApplicantClass.LEGAL,
        third_party_asked=date(2026, 9, 16),
        third_party_answered=DAY,
        extended=DAY,
        extended_days=5,
        extension_reason="数量大",
        answered=DAY,
        result=Result.PARTLY,
        doc_no="告〔2026〕9号",
        remark="当面答复",
    )
    number = add(library, whole)
    assert kept(library, number).request == stored_as(StoredRequest, whole, id=number)


def test_extended_once_with_a_reason_and_in_time(library: Library) -> None:
    number = add(library)
    act = partial(requests.extend, library, By("李明", DAY), number, day=DAY)
    assert lacks(partial(act, days=20, reason=" ")) == ("reason",)
    assert lacks(partial(act, days=21, reason="数量大")) == ("extension_days",)
    act(days=20, reason="数量大")
    assert kept(library, number).clock.due == date(2026, 11, 17)
    assert lacks(partial(act, days=1, reason="还要")) == ("extension_once",)


def test_completion_stops_the_clock_and_starts_it_anew(library: Library) -> None:
    number = add(library)
    who = By("李明", date(2026, 9, 30))
    requests.ask_completion(library, who, number, day=DAY, until=date(2026, 9, 30))
    assert kept(library, number).clock.state is RequestState.COMPLETION
    requests.complete(library, who, number, day=date(2026, 9, 28))
    assert kept(library, number, date(2026, 9, 30)).clock.used == 2
    again = partial(requests.ask_completion, library, who, number, day=date(2026, 9, 29), until=date(2026, 9, 30))
    assert lacks(again) == ("completion_once",)


def test_a_third_party_is_asked_and_answers(library: Library) -> None:
    number = add(library)
    who = By("李明", date(2026, 9, 30))
    requests.ask_third_party(library, who, number, day=DAY)
    requests.take_opinion(library, who, number, day=date(2026, 9, 22))
    assert kept(library, number, date(2026, 9, 22)).clock.used == 1


def test_an_answer_closes_it_and_undo_opens_it_again(library: Library) -> None:
    number = add(library)
    requests.answer(library, By("李明", DAY), number, Result.GRANTED, day=DAY, doc_no="告〔2026〕1号")
    assert kept(library, number).clock.state is RequestState.ANSWERED
    again = partial(requests.answer, library, By("李明", DAY), number, Result.SECRET, day=DAY)
    assert lacks(again) == ("request_answered",)
    assert undo.undo_name(library) == "答复 〔2026〕1号"
    undo.undo(library, By("李明", DAY))
    assert kept(library, number).clock.state is RequestState.RUNNING


def test_a_day_that_is_not_yet_there_is_refused(library: Library) -> None:
    number = add(library)
    later = partial(requests.answer, library, By("", DAY), number, Result.GRANTED, day=date(2026, 9, 18))
    assert lacks(later) == ("future_day",)


def test_open_ones_are_carried_over_when_the_year_is_over(library: Library) -> None:
    number = add(library)
    assert lacks(partial(requests.carry_over, library, By("", DAY), 2026)) == ("year_end",)
    requests.carry_over(library, By("", date(2026, 12, 31)), 2026)
    assert kept(library, number).request.carried_from == 2026
    assert standing.annual_table(library, 2027, date(2027, 1, 5)).marked == 1
    assert lacks(partial(requests.carry_over, library, By("", DAY), 2025)) == ("nothing_open",)


def test_the_table_names_those_whose_result_is_missing(library: Library) -> None:
    number = add(library)
    requests.ask_completion(library, By("", DAY), number, day=DAY, until=DAY)
    table = standing.annual_table(library, 2026, date(2026, 10, 9))
    assert (table.to_settle, table.sums(), table.adds_up) == (("〔2026〕1号",), (1, 0, 0, 1), True)


def test_removed_ones_come_back(library: Library) -> None:
    number = add(library)
    requests.remove_requests(library, By("", DAY), [number])
    assert standing.kept_requests(library, DAY) == []
    assert [each.request.id for each in standing.kept_requests(library, DAY, removed=True)] == [number]
    other = add(library)  # takes the free number
    assert lacks(partial(requests.restore_requests, library, By("", DAY), [number])) == ("number_taken",)
    requests.remove_requests(library, By("", DAY), [other])
    requests.restore_requests(library, By("", DAY), [number])
    assert kept(library, number).request.applicant == "王某"


def test_an_unknown_one_is_refused(library: Library) -> None:
    with pytest.raises(UnknownId):
        requests.complete(library, By("", DAY), 5, day=DAY)
    with pytest.raises(UnknownId):
        add(library, replace(NEW, unit_id=99))


def test_what_is_due_soon_and_what_is_late(library: Library) -> None:
    add(library)
    add(library, replace(NEW, received=date(2026, 9, 1)))
    late, near, settle = standing.due_soon(standing.kept_requests(library, date(2026, 10, 13)))
    assert [[each.request.number for each in part] for part in (late, near, settle)] == [
        ["〔2026〕2号"],
        ["〔2026〕1号"],
        [],
    ]


def test_the_office_may_set_another_period(library: Library) -> None:
    number = add(library)
    save_settings(library, By("", DAY), {"request.reply": "15"})
    assert kept(library, number).clock.due == date(2026, 10, 13)


def test_the_dump_and_the_history_hold_the_register(library: Library) -> None:
    number = add(library)
    assert any(line.startswith(f"request {number} ") and "征地批文" in line for line in dumped(library))
    requests.change_request(library, By("李明", DAY), number, replace(NEW, subject="补偿方案"))
    assert undo.history(library, registers.REQUEST, number)[0].after["subject"] == "补偿方案"
