"""Tables of figures (统计表) as plain values: what stands in a cell, what it counts, the paper that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class FigureKind(StrEnum):
    """How a column's figures are written."""

    COUNT = "count"  # 12
    RATE = "rate"  # 45.5%
    CHANGE = "change"  # 增 +3
    POINTS = "points"  # 升 +5.2, percentage points


@dataclass(frozen=True, slots=True)
class FigureHead:
    """A column's head: ``group`` is what neighbours share (已销号), ``text`` its own (增减), ``tip`` what counts."""

    text: str
    kind: FigureKind
    tip: str = ""
    group: str = ""

    @property
    def whole(self) -> str:
        """Return the head on one line."""
        return f"{self.group}{self.text}" if self.group else self.text


Keys = tuple[tuple[int, int | None], ...]
"""Tasks with their units; ``None``: the task as a whole."""


class CountedKind(StrEnum):
    """Rows of which table a figure of a paper counts."""

    SHARE = "share"  # tasks with their units
    LOOKBACK = "lookback_item"
    RECTIFICATION = "rectification"
    ENTRY = "assessment_entry"
    UNIT = "unit"
    REQUEST = "request"
    ANNUAL = "annual_report"  # bodies, each with its value of a cell


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows that a figure of a paper counts: ids in their table, of shares ``keys``.

    ``of``: which value of each row is summed, where rows are not counted: ``2026/3.new.person``, a cell of a 年报.
    """

    kind: CountedKind
    ids: tuple[int, ...] = ()
    keys: Keys = ()
    of: str = ""

    def __len__(self) -> int:
        return len(self.keys) if self.kind is CountedKind.SHARE else len(self.ids)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a figure; of a change what was counted ``before`` and is no more, and what came since.

    There may be 300,000 keys, so what is asked for when a figure is clicked is worked out only then.
    """

    keys: Keys = ()
    before: Keys | None = None

    def __bool__(self) -> bool:
        return bool(self.keys) if self.before is None else self.keys != self.before

    @property
    def tasks(self) -> tuple[int, ...]:
        """Return the tasks, each once."""
        counted = self.keys
        if self.before is not None:
            old, new = set(self.before), set(self.keys)
            counted = tuple(key for key in (*self.keys, *self.before) if (key in old) != (key in new))
        return tuple(dict.fromkeys(task for task, _ in counted))


NOTHING_BEHIND = Behind()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value (``None``: there is none, e.g. a rate of nothing), its text, what stands behind it.

    A rate is a part of 1, a change of rates in percentage points.
    """

    value: float | None
    text: str
    behind: Behind = NOTHING_BEHIND


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line: what it is about, a figure for each head."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Lines of figures under heads, ``total`` (合计) last; ``name`` heads the labels (责任单位)."""

    name: str
    heads: tuple[FigureHead, ...]
    rows: tuple[FigureRow, ...]
    total: FigureRow | None = None

    @property
    def every_row(self) -> tuple[FigureRow, ...]:
        """Return the lines with the total."""
        return (*self.rows, self.total) if self.total else self.rows


@dataclass(frozen=True, slots=True)
class FigurePicture:
    """A chart on its way to paper: a PNG, its size in millimetres, and what it shows in words."""

    png: bytes = field(repr=False)
    width: float
    height: float
    caption: str


@dataclass(frozen=True, slots=True)
class FigureBar:
    """A column (from 0) that a workbook draws as bars: its colour as six hex digits and its pattern's name in Office.

    No pattern: the colour alone.
    """

    column: int
    colour: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class FigurePaper:
    """A 统计表: who reports (``unit``), up to when, the table, what the figures mean (``notes``), charts, the trend.

    ``bars`` are the columns that a workbook draws itself.
    """

    title: str
    unit: str
    as_of: date
    table: FigureTable
    before: date | None = None
    notes: tuple[str, ...] = ()
    pictures: tuple[FigurePicture, ...] = ()
    trend: FigureTable | None = None
    bars: tuple[FigureBar, ...] = ()
