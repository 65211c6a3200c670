"""Thresholds of the rules, as an office may set them; the values are those of the trade's usual practice."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Which colours an office's slips and lights bear."""

    GREEN_YELLOW_RED = "green-yellow-red"  # 绿黄红
    BLUE_YELLOW_RED = "blue-yellow-red"  # 蓝黄红: what is well is not marked, near is blue, behind yellow


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When lights change.

    ``due_soon``: calendar days before a deadline (临期). ``report_soon``: working days before a report is due.
    ``report_grace``: working days after it. ``verify``: working days in which the office itself verifies.
    """

    due_soon: int = 15
    report_soon: int = 5
    report_grace: int = 5
    verify: int = 5
    scheme: Scheme = Scheme.GREEN_YELLOW_RED


USUAL = Thresholds()
