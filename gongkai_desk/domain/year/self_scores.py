"""自评: the workbook in which a unit scores itself, and what came back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.year.assessment import Scheme

CODE_LABEL, UNIT_LABEL = "自评码", "被考核单位"
CODE_HEAD, POINTS_HEAD, REMARK_HEAD, ITEM_HEAD = "指标码", "自评得分", "自评说明及佐证", "指标"
BY_OFFICE = "由考核单位评定"
"""What is printed on it and read again; ``ITEM_HEAD`` stands in a head of items, 一级指标 or 指标."""


@dataclass(frozen=True, slots=True)
class SelfBook:
    """A unit's workbook: ``code`` tells it, ``codes`` its rows by items' ids; ``office`` asks until ``closing``."""

    title: str
    unit: str
    code: str
    codes: tuple[tuple[int, str], ...]
    scheme: Scheme
    office: str
    closing: date | None = None


@dataclass(frozen=True, slots=True)
class ToldScore:
    """A row as it came back: where it stands, its code, the item's words, what was filled in."""

    line: int
    code: str
    words: str
    points: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ToldBook:
    """A workbook as it came back: its code, the unit that it names, its rows."""

    code: str
    unit: str
    rows: tuple[ToldScore, ...]


class SelfWait(StrEnum):
    """Why a row waits for a person."""

    BAD_CODE = "bad_code"  # no code, or none of ours
    UNIT_BY_NAME = "unit_by_name"  # the code is gone, a name is left
    UNIT_DIFFERS = "unit_differs"  # the code is one unit's, the name another's
    OTHER_BOOK = "other_book"  # the row is another unit's
    UNREAD = "unread"  # no number
    BEYOND = "beyond"  # below 0 or above the weight
    CONFLICT = "conflict"  # other points stand already
    APPROVED = "approved"  # the ranking was approved meanwhile


@dataclass(frozen=True, slots=True)
class SelfRow:
    """A row laid: the unit's row of the scheme and the item, as far as they are known; why it waits."""

    told: ToldScore
    unit: int | None = None
    item: int | None = None
    points: Decimal | None = None
    waits: tuple[SelfWait, ...] = ()
    known: bool = False

    @property
    def takes(self) -> bool:
        """Tell whether it is entered."""
        return not self.waits and not self.known
