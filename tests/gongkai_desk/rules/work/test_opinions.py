"""征求意见: where a unit stands, what an opinion still lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.cycle.rounds import Opinion
from gongkai_desk.rules.work.opinions import Asked, Stand, lacks, open_points, stand_of

TODAY, OVER = date(2026, 4, 20), Asked(date(2026, 4, 15), silent_agrees=True)
NONE = Opinion(1, agrees="yes")
TOLD = Opinion(1, text="建议延至10月底", agrees="yes")
AGAINST = Opinion(1, agrees="no")


@pytest.mark.parametrize(
    ("opinions", "asked", "stand"),
    [
        ((), Asked(TODAY), Stand.WAITING),
        ((), OVER, Stand.OVERDUE),
        ((replace(NONE, silent=True),), OVER, Stand.SILENT),
        ((NONE,), OVER, Stand.NONE),
        ((NONE, TOLD), OVER, Stand.TOLD),
        ((TOLD, AGAINST), OVER, Stand.AGAINST),
    ],
    ids=["on its last day", "over time", "silent", "none", "told", "against"],
)
def test_a_unit_stands_where_its_opinions_say(opinions, asked, stand):
    assert stand_of(opinions, asked, TODAY) is stand


@pytest.mark.parametrize(
    ("opinion", "missing"),
    [
        (NONE, ()),
        (TOLD, ("answer",)),
        (replace(TOLD, adopted="yes"), ()),
        (replace(TOLD, adopted="no"), ("reply",)),
        (replace(TOLD, adopted="partly", reply="时限由要点定"), ()),
        (replace(AGAINST, adopted="no", reply="职责法定"), ("consultation",)),
        (replace(AGAINST, adopted="yes", consultation="当面协商一致"), ()),
    ],
    ids=["none", "open", "adopted", "no reason", "reason", "not talked over", "talked over"],
)
def test_what_an_opinion_lacks(opinion, missing):
    assert lacks(opinion) == missing


def test_open_points_are_told_once():
    assert open_points([TOLD, TOLD, AGAINST]) == ("answer", "consultation")
