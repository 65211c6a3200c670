"""Names of periods."""

from datetime import date

import pytest

from gongkai_desk.rules.light.cycles import period_days


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_name_means_days(name: str, first: date, last: date) -> None:
    assert period_days(name) == (first, last)


@pytest.mark.parametrize("name", ["", "2026Q5", "2026Q0", "2026H3", "2026M13", "Q1", "0000", "二〇二六", "2026Q"])
def test_other_words_mean_none(name: str) -> None:
    assert period_days(name) is None
