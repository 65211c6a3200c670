"""Shares of a task: made only when looked at, told alike by their facts; their last and their finishing day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.light import NOTHING_KNOWN, ActFact, Facts, Proof, ReportFact, StateFact
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, DeadlineKind
from gongkai_desk.rules.light.shares import Share, Shares, finishing_day, first_reached, last_day
from tests.builders import a_share

BEGUN = Facts(stored=StateFact(State.IN_PROGRESS, date(2026, 3, 9)))
PLAIN = tuple(Share(number, f"单位{number}") for number in range(4))
DATED = Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30))
FIRST = Deadline("6月底，长期坚持", DeadlineKind.DATE_THEN_LONG_TERM, date(2026, 6, 30))


class TestShares:
    def made(self, facts: dict[int, Facts]) -> tuple[Shares, list[int]]:
        """Return shares with these facts, and the places that were asked to be made so far."""
        asked: list[int] = []

        def make(place: int, plain: Share) -> Share:
            asked.append(place)
            return Share(plain.unit_id, plain.unit, facts[place])

        return Shares(PLAIN, facts, make), asked

    def test_nothing_is_made_before_it_is_looked_at(self) -> None:
        shares, asked = self.made({1: BEGUN})
        assert len(shares) == 4
        assert shares.alike() == {BEGUN: [1], NOTHING_KNOWN: [0, 2, 3]}
        assert asked == []

    def test_only_what_something_is_known_of_is_made_and_only_once(self) -> None:
        shares, asked = self.made({1: BEGUN})
        assert [share.state for share in shares] == [State.NOT_STARTED, State.IN_PROGRESS] + [State.NOT_STARTED] * 2
        assert shares[1:3] == (Share(1, "单位1", BEGUN), PLAIN[2])
        assert asked == [1]

    def test_one_is_made_without_the_others(self) -> None:
        shares, asked = self.made({1: BEGUN, 2: BEGUN})
        assert (shares.one(1).state, shares.one(0)) == (State.IN_PROGRESS, PLAIN[0])
        assert asked == [1]
        assert list(shares)[2].state is State.IN_PROGRESS
        assert shares.one(2) is shares[2]

    def test_where_nothing_is_known_the_plain_ones_stand(self) -> None:
        shares, _ = self.made({})
        assert shares[:] is PLAIN

    def test_a_known_fact_that_says_nothing_is_alike_with_the_unknown(self) -> None:
        shares, _ = self.made({3: NOTHING_KNOWN})
        assert {facts: sorted(places) for facts, places in shares.alike().items()} == {NOTHING_KNOWN: [0, 1, 2, 3]}

    @given(st.lists(st.sampled_from([NOTHING_KNOWN, BEGUN, Facts(whole=True)]), max_size=9))
    def test_every_place_is_alike_with_exactly_its_own_facts(self, facts: list[Facts]) -> None:
        shares = Shares.of([Share(n, str(n), each) for n, each in enumerate(facts)])
        places = sorted((place, known) for known, found in shares.alike().items() for place in found)
        assert places == list(enumerate(facts))


class TestLastDay:
    @pytest.mark.parametrize(
        ("deadline", "share", "day"),
        [
            pytest.param(DATED, a_share(), date(2026, 9, 30), id="as printed"),
            pytest.param(DATED, a_share(extended=date(2026, 10, 31)), date(2026, 10, 31), id="put off"),
            pytest.param(NO_DEADLINE, a_share(), None, id="none"),
            pytest.param(NO_DEADLINE, a_share(extended=date(2026, 10, 31)), date(2026, 10, 31), id="set by the office"),
            pytest.param(FIRST, a_share(), date(2026, 6, 30), id="the first date"),
            pytest.param(FIRST, a_share(finished=date(2026, 6, 1)), None, id="the first date was reached"),
            pytest.param(
                FIRST, a_share(state=State.CLOSED, finished=date(2026, 6, 1)), date(2026, 6, 30), id="closed at its end"
            ),
            pytest.param(DATED, a_share(finished=date(2026, 6, 1)), date(2026, 9, 30), id="no long-term task"),
        ],
    )
    def test_it_is_the_one_that_holds(self, deadline: Deadline, share: Share, day: date | None) -> None:
        assert last_day(deadline, share.facts) == day

    def test_a_date_set_by_a_change_holds_too(self) -> None:
        changed = ActFact(Action.CHANGE, date(2026, 5, 1), State.IN_PROGRESS, State.IN_PROGRESS, date(2026, 12, 1))
        assert last_day(DATED, Facts(acts=(changed,))) == date(2026, 12, 1)

    def test_what_is_lasting_after_its_date_has_reached_it_only_once_it_is_verified(self) -> None:
        assert not first_reached(FIRST, a_share().facts)
        assert first_reached(FIRST, a_share(finished=date(2026, 6, 1)).facts)
        assert not first_reached(DATED, a_share(finished=date(2026, 6, 1)).facts)


class TestFinishingDay:
    """DOMAIN §0.2: the effective day of the evidence, else the day of the last report, else that of the application."""

    APPLIED = StateFact(State.PENDING, date(2026, 10, 8))

    @pytest.mark.parametrize(
        ("proofs", "reports", "day"),
        [
            pytest.param((), (), date(2026, 10, 8), id="the application"),
            pytest.param((), (date(2026, 9, 1), date(2026, 9, 20)), date(2026, 9, 20), id="the last report"),
            pytest.param((), (date(2026, 10, 9),), date(2026, 10, 8), id="a report after the application"),
            pytest.param((date(2026, 9, 28),), (date(2026, 9, 30),), date(2026, 9, 28), id="the evidence goes before"),
            pytest.param((date(2026, 8, 1), date(2026, 9, 28)), (), date(2026, 9, 28), id="the last evidence"),
            pytest.param((date(2026, 10, 30),), (date(2026, 9, 20),), date(2026, 9, 20), id="evidence that came later"),
            pytest.param((None,), (date(2026, 9, 20),), date(2026, 9, 20), id="evidence without a day"),
        ],
    )
    def test_it_is_the_units_never_the_offices(
        self, proofs: tuple[date | None, ...], reports: tuple[date, ...], day: date
    ) -> None:
        facts = Facts(
            stored=self.APPLIED,
            reports=tuple(map(ReportFact, reports)),
            proofs=tuple(Proof(effective, date(2026, 10, 8)) for effective in proofs),
        )
        assert finishing_day(DATED, facts, date(2026, 12, 1)) == day

    def test_a_report_that_was_sent_back_finishes_nothing(self) -> None:
        thin = ReportFact(date(2026, 9, 20), returned=True)
        assert finishing_day(DATED, Facts(stored=self.APPLIED, reports=(thin,)), date(2026, 12, 1)) == date(2026, 10, 8)

    def test_without_an_application_it_counts_up_to_today(self) -> None:
        facts = Facts(stored=StateFact(State.IN_PROGRESS), reports=(ReportFact(date(2026, 9, 20)),))
        assert finishing_day(DATED, facts, date(2026, 12, 1)) == date(2026, 9, 20)

    def test_a_first_date_that_was_reached_stays(self) -> None:
        facts = Facts(stored=StateFact(State.PENDING, date(2026, 12, 1), date(2026, 6, 1)))
        assert finishing_day(FIRST, facts, date(2026, 12, 5)) == date(2026, 6, 1)
