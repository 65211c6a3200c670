"""Samples: the same number draws the same, whatever the order; what was asked for is in them."""

import pytest

from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.spot_check import Candidate, Wanted
from gongkai_desk.domain.state import State
from gongkai_desk.rules.work.sampling import draw, mark, population, size

ALL = tuple(
    Candidate(task, unit, f"单位{unit}", "一、公开\x1f（一）政策" if task < 20 else "二、解读", plan_id=1)
    for task in range(1, 41)
    for unit in (1, 2, 3)
)


def test_the_same_number_draws_the_same_sample_in_any_order() -> None:
    wanted = Wanted(seed=20261016, percent=10)
    assert draw(ALL, wanted) == draw(tuple(reversed(ALL)), wanted)
    assert len(draw(ALL, wanted)) == 12
    assert draw(ALL, wanted) != draw(ALL, Wanted(seed=20261017, percent=10))


def test_one_more_share_moves_nothing_but_itself() -> None:
    wanted = Wanted(seed=7, percent=None, count=10)
    before = draw(ALL, wanted)
    after = draw((*ALL, Candidate(99, 1, "单位1")), wanted)
    assert len(set(before) - set(after)) <= 1


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(1, percent=10), 2),
        (Wanted(1, percent=100), 13),
        (Wanted(1, percent=None, count=5), 5),
        (Wanted(1, percent=None, count=50), 13),
        (Wanted(1, percent=0), 0),
    ],
)
def test_how_many_are_drawn(wanted: Wanted, number: int) -> None:
    assert size(13, wanted) == number


def test_what_is_picked_out_is_drawn_from() -> None:
    assert {each.section for each in draw(ALL, Wanted(1, section="一、公开", percent=100))} == {ALL[0].section}
    assert {each.unit for each in draw(ALL, Wanted(1, units=("单位2",), percent=50))} == {"单位2"}
    mixed = (Candidate(1, 1, colour=Colour.RED), Candidate(2, 1), Candidate(3, 1, state=State.CLOSED))
    assert [each.task_id for each in population(mixed, Wanted(1, colours=(Colour.RED,)))] == [1]
    assert [each.task_id for each in population(mixed, Wanted(1, closed_only=True))] == [3]
    assert population(ALL, Wanted(1, plan_id=2)) == ()


def test_what_is_set_aside_is_never_drawn() -> None:
    aside = tuple(Candidate(1, n, state=state) for n, state in enumerate((State.NOT_APPLICABLE, State.SUSPENDED)))
    assert draw(aside, Wanted(1, percent=100)) == ()


def test_every_unit_is_among_them_if_asked() -> None:
    few = draw(ALL, Wanted(seed=5, percent=None, count=1, each_unit=True))
    assert {each.unit for each in few} == {"单位1", "单位2", "单位3"}
    many = draw(ALL, Wanted(seed=5, percent=None, count=30, each_unit=True))
    assert len(many) == 30


def test_the_fingerprint_tells_whether_the_same_could_be_drawn() -> None:
    assert mark(ALL) == mark(tuple(reversed(ALL)))
    assert mark(ALL) != mark(ALL[1:])
