"""Tables 3 and 4 of the annual report: days decide, and table 3 always adds up."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.registers import ApplicantClass, Count, Outcome, Request, Result
from gongkai_desk.rules.annual_table import annual_table, open_at_end
from gongkai_desk.wording.registers import check_sentence, table_remarks

END = date(2026, 12, 31)


def a_request(received: date, answered: date | None = None, **more: object) -> Request:
    result = Result.GRANTED if answered else None
    return replace(Request(subject="x", received=received, answered=answered, result=result), **more)


OLD = a_request(date(2025, 12, 20), date(2026, 1, 9))
STILL = a_request(date(2026, 12, 20))
BEFORE = a_request(date(2025, 3, 1), date(2025, 3, 20))
USUAL = a_request(date(2026, 5, 6), date(2026, 5, 20), applicant_class=ApplicantClass.LEGAL, result=Result.NOT_HELD)


def test_days_decide_what_is_new_and_what_is_carried() -> None:
    table = annual_table([OLD, STILL, BEFORE, USUAL], 2026, END)
    assert table.sums() == (2, 1, 2, 1)
    assert table.row(Result.NOT_HELD) == (0, 0, 0, 0, 1, 0, 1)
    assert table.adds_up
    assert check_sentence(table).endswith("核对：2＋1＝2＋1，相符。")


def test_the_year_before_counts_the_same_request_as_carried_out() -> None:
    assert annual_table([OLD, BEFORE], 2025, END).row(Count.CARRIED_OUT)[-1] == 1
    assert open_at_end([OLD, STILL, BEFORE], 2025, END) == [OLD]


def test_what_was_answered_after_the_day_is_open_on_that_day() -> None:
    table = annual_table([USUAL], 2026, date(2026, 5, 10))
    assert table.sums() == (1, 0, 0, 1)


def test_a_lawsuit_follows_a_review_or_stands_alone() -> None:
    reviewed = replace(USUAL, review=Outcome.UPHELD, litigation=Outcome.PENDING)
    sued = replace(USUAL, litigation=Outcome.CORRECTED)
    columns = annual_table([reviewed, sued, USUAL], 2026, END).disputes.columns()
    assert columns == (1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1)


def test_marks_that_differ_from_the_days_are_told() -> None:
    other = a_request(date(2025, 12, 1), date(2026, 1, 5))
    table = annual_table([replace(OLD, carried_from=2025), other], 2026, END)
    assert table_remarks(table) == ["按日期上年结转2件，上年末登记结转1件，请核对。"]
    assert table_remarks(annual_table([OLD, other], 2026, END)) == []


DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
REQUESTS = st.builds(
    Request,
    received=st.none() | DAYS,
    answered=st.none() | DAYS,
    result=st.none() | st.sampled_from(Result),
    applicant_class=st.sampled_from(ApplicantClass),
)


@given(requests=st.lists(REQUESTS, max_size=25), year=st.integers(2023, 2027), as_of=DAYS)
@settings(max_examples=150, deadline=None)
def test_table_3_always_adds_up(requests: list[Request], year: int, as_of: date) -> None:
    assert annual_table(requests, year, as_of).adds_up


@given(requests=st.lists(REQUESTS, max_size=25), year=st.integers(2023, 2026))
@settings(max_examples=100, deadline=None)
def test_what_one_year_carries_out_the_next_carries_in(requests: list[Request], year: int) -> None:
    as_of = date(2030, 1, 1)
    out = annual_table(requests, year, as_of).counts[Count.CARRIED_OUT]
    assert out == annual_table(requests, year + 1, as_of).counts[Count.CARRIED_IN]
