"""回头看 and 整改台账: results, states, and what their papers and the 年报 are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.cycle.judging import Lookback, LookbackItem, Rectification
from gongkai_desk.domain.figures import Counted, CountedKind


class Outcome(StrEnum):
    """What came of an item (落实情况), as ``lookback_item.result`` stores it; empty: nobody can say yet."""

    DONE = "done"  # 已落实
    GOING_ON = "going_on"  # 持续推进
    NOT_DONE = "not_done"  # 未落实


UNFINISHED = frozenset({Outcome.GOING_ON.value, Outcome.NOT_DONE.value})
"""Results that leave something to do this year."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item with every task of this year that goes on with it: one that was split has several."""

    item: LookbackItem
    next_ids: tuple[int, ...] = ()

    @property
    def id(self) -> int:
        """Return the item's id."""
        assert self.item.id is not None
        return self.item.id

    @property
    def name(self) -> str:
        """Return what the item is called on one line: its name, else its content."""
        return " ".join((self.item.title or self.item.content).split())

    @property
    def text(self) -> str:
        """Return name and content on one line: several items may share a name."""
        whole = "：".join(filter(None, (self.item.title, self.item.content)))
        return " ".join(whole.split())

    @property
    def confirmed(self) -> bool:
        """Tell whether a person has confirmed the result."""
        return self.item.checked is not None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person enters of items; ``None`` leaves what is there. ``confirm``: the result stands from now on."""

    result: str | None = None
    evidence: str | None = None
    opinion: str | None = None
    chosen: bool | None = None
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class LookbackCounts:
    """How a look-back stands, each figure with its rows: items that were ticked, by result, 整改 that came of them.

    A result counts once a person has confirmed it; until then the item is ``unconfirmed``.
    """

    items: Counted
    done: Counted
    going_on: Counted
    not_done: Counted
    unconfirmed: Counted
    rectifications: Counted
    closed: Counted

    @property
    def unfinished(self) -> Counted:
        """Return what is left to do: 持续推进 and 未落实."""
        return Counted(CountedKind.LOOKBACK, (*self.going_on.ids, *self.not_done.ids))


class RectifyState(StrEnum):
    """How an entry of the 整改台账 stands, by its days; never stored."""

    RUNNING = "running"  # 整改中
    OVERDUE = "overdue"  # 逾期: past its day and not finished
    TO_RECHECK = "to_recheck"  # 待复查: finished, by what the unit says
    TO_CLOSE = "to_close"  # 待销号: the re-check was passed
    CLOSED = "closed"  # 已销号


class RectifySource(StrEnum):
    """Where an entry came from."""

    LOOKBACK = "lookback"
    SPOT_CHECK = "spot_check"
    ASSESSMENT = "assessment"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class KeptRectification:
    """An entry with how it stands today, the names that it is read by, and what it came from in words."""

    entry: Rectification
    state: RectifyState
    source: RectifySource = RectifySource.HAND
    unit: str = ""
    origin: str = ""

    @property
    def id(self) -> int:
        """Return the entry's id."""
        assert self.entry.id is not None
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a re-check found: ``passed``, in whose words; ``due``: until when it is put right anew if not."""

    passed: bool
    result: str = ""
    rechecker: str = ""
    day: date | None = None
    due: date | None = None


# ---- on the way to paper


@dataclass(frozen=True, slots=True)
class LookbackPaper:
    """A look-back on its way to paper: what was looked at, its items, how they stand, what came of them.

    ``plan``: the title of what was looked at; ``goes_on``: the names of this year's tasks by id; ``sections``: the
    outermost headings over items of this library, by the items' ids.
    """

    lookback: Lookback
    plan: str
    office: str
    as_of: date
    items: tuple[KeptItem, ...]
    counts: LookbackCounts
    goes_on: Mapping[int, str]
    rectifications: tuple[KeptRectification, ...] = ()
    sections: Mapping[int, str] = field(default_factory=dict)
    internal: bool = False

    @property
    def title(self) -> str:
        """Return what its table is called."""
        return f"{self.lookback.year}年政务公开工作要点落实情况“回头看”逐项核查核销表"


@dataclass(frozen=True, slots=True)
class RectificationPaper:
    """The 整改台账 on its way to paper."""

    title: str
    office: str
    as_of: date
    entries: tuple[KeptRectification, ...]
    internal: bool = False
