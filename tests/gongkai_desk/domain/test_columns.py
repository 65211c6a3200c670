"""The column sets: their widths are the papers' type areas."""

import pytest

from gongkai_desk.domain.papers import breakdown_title, ledger_title
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.sheet import FIVE_COLUMNS, ITEM_COLUMNS, LEDGER_COLUMNS, Column, widths


@pytest.mark.parametrize(
    ("columns", "landscape", "area"),
    [
        pytest.param(FIVE_COLUMNS, False, 156, id="five standing"),
        pytest.param(FIVE_COLUMNS, True, 225, id="five lying"),
        pytest.param(ITEM_COLUMNS, False, 156, id="item standing"),
        pytest.param(ITEM_COLUMNS, True, 225, id="item lying"),
        pytest.param(LEDGER_COLUMNS, True, 225, id="ledger"),
    ],
)
def test_widths_sum_to_the_type_area(columns: tuple[Column, ...], landscape: bool, area: float) -> None:
    assert sum(widths(columns, landscape=landscape)) == area


def test_widths_grow_together_on_a_larger_sheet() -> None:
    grown = widths(LEDGER_COLUMNS, landscape=True, area=348)
    assert sum(grown) == pytest.approx(348)
    assert grown[0] / grown[1] == pytest.approx(9 / 22)


@pytest.mark.parametrize(
    ("plan", "breakdown", "ledger"),
    [
        ("云州市2026年政务公开工作要点", "云州市2026年政务公开工作要点任务分解表", "云州市2026年政务公开工作台账"),
        ("云州市2026年政务公开要点任务分解表", "云州市2026年政务公开要点任务分解表", "云州市2026年政务公开工作台账"),
        ("云州市2026年工作台账", "云州市2026年工作台账任务分解表", "云州市2026年工作台账"),
    ],
    ids=["plan", "table", "ledger"],
)
def test_titles_are_made_from_the_plans(plan: str, breakdown: str, ledger: str) -> None:
    assert breakdown_title(Plan(plan)) == breakdown
    assert ledger_title(Plan(plan)) == ledger
