"""Colours of slips and how they rise."""

import pytest

from gongkai_desk.domain.slips import SlipKind
from gongkai_desk.rules.work.slips import USUAL_RULES, Escalation, escalated, is_copied

TWICE = Escalation(after=2)
BLUE, YELLOW, RED = SlipKind.BLUE, SlipKind.YELLOW, SlipKind.RED


@pytest.mark.parametrize(
    ("kind", "unanswered", "next_kind"),
    [
        pytest.param(BLUE, {}, BLUE, id="first"),
        pytest.param(BLUE, {BLUE: 1}, BLUE, id="once"),
        pytest.param(BLUE, {BLUE: 2}, YELLOW, id="twice rises"),
        pytest.param(BLUE, {BLUE: 2, YELLOW: 2}, RED, id="rises on"),
        pytest.param(RED, {RED: 5}, RED, id="nothing above red"),
        pytest.param(YELLOW, {BLUE: 2}, YELLOW, id="milder ones do not count"),
    ],
)
def test_a_slip_rises_after_so_many_without_answer(
    kind: SlipKind, unanswered: dict[SlipKind, int], next_kind: SlipKind
) -> None:
    assert escalated(kind, unanswered, TWICE) is next_kind


def test_a_red_slip_goes_above_once_red_ones_were_ignored() -> None:
    assert is_copied([{}, {RED: 2}], TWICE)
    assert not is_copied([{YELLOW: 2}], TWICE)


def test_no_cause_has_two_colours() -> None:
    colours = [USUAL_RULES[kind].triggers for kind in (BLUE, YELLOW, RED)]
    assert sum(map(len, colours)) == len(frozenset().union(*colours))
