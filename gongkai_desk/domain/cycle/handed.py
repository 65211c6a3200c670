"""A 填报表 of another library (上级下发的填报表): what it asks of this office, and what became of it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.books import BATCH_LABEL, CLOSING_LABEL, CODE_LABEL, UNIT_LABEL
from gongkai_desk.domain.plan import Level, StoredPlan, StoredTask, Task

_APART = "　"


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A task as a superior's book prints it; ``line``: its row in the sheet.

    ``place``: where its code says that it stands in the book, ``None`` for a code that was changed or is not there.
    """

    line: int
    code: str = ""
    place: int | None = None
    seq: str = ""
    title: str = ""
    content: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class HandedBook:
    """A superior's book as it was read; texts as printed, ``unit`` empty in a shared one, which lists its ``units``.

    ``plan`` is the title of the superior's plan, ``office`` who collects. ``code_differs``: the 单位码 is not of the
    book that the rows' codes are of.
    """

    file: str
    plan: str = ""
    batch: str = ""
    code: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    closing: date | None = None
    office: str = ""
    contact: str = ""
    phone: str = ""
    rows: tuple[HandedRow, ...] = ()
    code_differs: bool = False

    @property
    def period(self) -> str:
        """Return the period of its batch (``2022Q2`` of 2022Q2-01), empty where that does not tell."""
        return self.batch.rpartition("-")[0]

    @property
    def spoiled(self) -> tuple[HandedRow, ...]:
        """Return the rows whose code says no place of this book."""
        return tuple(row for row in self.rows if row.place is None)

    def line(self, unit: str) -> str:
        """Return the line over its table as it reads when ``unit`` fills it in."""
        day = self.closing
        closing = f"{day.year}年{day.month}月{day.day}日" if day else ""
        named = ((UNIT_LABEL, unit), (BATCH_LABEL, self.batch), (CODE_LABEL, self.code), (CLOSING_LABEL, closing))
        return _APART.join(f"{label}：{text}" for label, text in named if text)


@dataclass(frozen=True, slots=True)
class HandedEntry:
    """A book that was registered: the superior's plan here, who collects, the ``line`` over its table, its kept file.

    ``key`` tells it from other files of the same 单位码. ``tasks``: {place of a row: our id of the superior's task}.
    """

    id: int
    key: str
    plan_id: int
    day: date
    office: str
    line: str
    filed_copy_id: int
    tasks: Mapping[int, int]

    @property
    def unit(self) -> str:
        """Return which unit of the superior's we are."""
        return self._said(UNIT_LABEL)

    @property
    def batch(self) -> str:
        """Return its 批号."""
        return self._said(BATCH_LABEL)

    @property
    def code(self) -> str:
        """Return its 单位码."""
        return self._said(CODE_LABEL)

    @property
    def closing(self) -> str:
        """Return until when it is to be returned, as printed."""
        return self._said(CLOSING_LABEL)

    def _said(self, label: str) -> str:
        said = dict(piece.split("：", 1) for piece in self.line.split(_APART) if "：" in piece)
        return said.get(label, "")


@dataclass(frozen=True, slots=True)
class HandedPlan:
    """A plan of ours that a book may go on with: which rows (by their order) are tasks of it, what has changed.

    ``moved``: rows whose deadline is printed otherwise than it is stored.
    """

    plan: StoredPlan
    known: Mapping[int, StoredTask]
    moved: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOffer:
    """A book beside the library: the tasks that would be made, the plans that it may go on with, the likeliest first.

    ``registered``: the same book is here already; ``later``: the batch that came after it from the same superior.
    ``unit``: which of its units we are, empty where nothing tells.
    """

    book: HandedBook
    tasks: tuple[Task, ...]
    plans: tuple[HandedPlan, ...] = ()
    registered: HandedEntry | None = None
    later: str = ""
    unit: str = ""
    level: Level | None = None

    def of(self, plan_id: int | None) -> HandedPlan | None:
        """Return how the book goes on with a plan."""
        return next((each for each in self.plans if each.plan.id == plan_id), None)


@dataclass(frozen=True, slots=True)
class HandedChoice:
    """What a person chose: the plan to go on with (``None``: a new one), which unit of the book we are, the level."""

    plan_id: int | None = None
    unit: str = ""
    level: Level | None = None
