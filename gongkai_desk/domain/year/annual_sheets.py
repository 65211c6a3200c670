"""年报数据表: the workbook in which a unit tells the figures of its year, and what came back of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.registers import CLASSES, Outcome
from gongkai_desk.domain.year.annual import LINES_3, MADE_PLACES, AnnualCell, Dispute, Figures, made_cell

CODE_LABEL, UNIT_LABEL, YEAR_LABEL = "数据表码", "填报单位", "年度"
CODE_HEAD, VALUE_HEAD, FIRST_CLASS_HEAD = "数据码", "数量", "自然人"
"""What is printed on it and read again."""


class Extra(StrEnum):
    """What a unit tells besides the cells."""

    FEE = "fee"  # 信息处理费, yuan
    SUBMITTED = "submitted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of the workbook: the cells that are filled in it, from the left, or what it asks for besides."""

    cells: tuple[AnnualCell, ...] = ()
    extra: Extra | None = None


LINES: tuple[SheetLine, ...] = (
    *(SheetLine((made_cell(line, place),)) for line, places in MADE_PLACES.items() for place in places),
    *(SheetLine((AnnualCell(4, part.value, outcome.value),)) for part in Dispute for outcome in Outcome),
    *(SheetLine(extra=extra) for extra in Extra),
    *(SheetLine(tuple(AnnualCell(3, line.value, each.value) for each in CLASSES)) for line in LINES_3),
)
"""All rows, in the order of the sheets; a row is known by its place here."""


@dataclass(frozen=True, slots=True)
class AnnualBook:
    """A unit's workbook: ``code`` tells unit and year, ``codes`` its rows; ``last``: what it told a year ago."""

    year: int
    unit: str
    code: str
    codes: tuple[str, ...]
    office: str
    closing: date | None = None
    last: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A row as it came back: where it stands, its code, its words, what was filled in from the left."""

    line: int
    code: str
    words: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAnnual:
    """A workbook as it came back."""

    code: str
    unit: str
    year: int | None
    rows: tuple[ToldLine, ...]


class AnnualWait(StrEnum):
    """Why a workbook waits for a person."""

    BAD_CODE = "bad_code"  # none of ours
    UNIT_BY_NAME = "unit_by_name"  # the code is gone, a name is left
    UNIT_DIFFERS = "unit_differs"  # the code is one unit's, the name another's
    OTHER_BOOK = "other_book"  # a row is another unit's or year's
    WORDS_DIFFER = "words_differ"  # a row's code and words do not agree
    UNREAD = "unread"  # no number
    OPEN = "open"  # a cell was left open: 0 or not known?
    TWICE = "twice"  # a row stands twice, with other numbers
    CHECKS = "checks"  # 勾稽关系 does not hold
    CONFLICT = "conflict"  # other figures stand already


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A row laid on its place in ``LINES`` (``None``: on none), why it waits."""

    told: ToldLine
    place: int | None = None
    waits: tuple[AnnualWait, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidBook:
    """A workbook laid: whose, of which year, what it says; it is taken as a whole or waits as a whole.

    ``failing``: the checks that do not hold, in words; ``open``: how many cells were left open.
    """

    year: int | None
    unit_id: int | None
    rows: tuple[LaidLine, ...]
    figures: Figures
    fee: Decimal | None = None
    days: tuple[date | None, date | None] = (None, None)
    waits: tuple[AnnualWait, ...] = ()
    failing: tuple[str, ...] = ()
    open: int = 0

    @property
    def may_take(self) -> bool:
        """Tell whether a person can take it as it is: it is known whose it is, and all that stands in it was read."""
        return self.year is not None and self.unit_id is not None and AnnualWait.UNREAD not in self.waits
