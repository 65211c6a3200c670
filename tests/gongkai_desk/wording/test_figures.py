"""Figures in words: rates are rounded once, half up, whoever writes them."""

from __future__ import annotations

import pytest

from gongkai_desk.domain.figures import FigureKind
from gongkai_desk.wording.figures import figure_text, rate_text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(87, 121, "71.9%"), (1, 8, "12.5%"), (1, 16, "6.3%"), (0, 7, "0.0%"), (0, 0, "—")]
)
def test_a_rate_is_rounded_half_up_once(part: int, whole: int, text: str) -> None:
    assert rate_text(part, whole) == text
    assert figure_text(FigureKind.RATE, part / whole if whole else None) == text
