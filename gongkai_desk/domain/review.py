"""A draft under review (核对): the part being looked at, what was taken out, what a person has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai_desk.domain.draft import Doubt, Draft, Part, Rank, rank_of
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.unit import UnitClass


@dataclass(frozen=True, slots=True)
class Dropped:
    """A task taken out, with the place it had and what was doubtful about it."""

    place: int
    task: Task
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a doubt, in the words of the button that was pressed."""

    doubt: Doubt
    answer: str


class NameAnswer(StrEnum):
    """What is to become of a printed name that no directory knows."""

    EXISTING = "existing"  # it means this unit
    NEW = "new"  # a unit of its own
    TEXT = "text"  # stays text
    MEMBERS = "members"  # a collective name that stands for these units


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What a person decided about a printed name; ``unit`` is the full name it means or will have.

    ``members`` are the full names of the units that a collective name stands for.
    """

    printed: str
    answer: NameAnswer
    unit: str = ""
    cls: UnitClass = UnitClass.OTHER
    members: tuple[str, ...] = ()


class Rhythm(StrEnum):
    """How often units report on a task."""

    QUARTER = "quarter"  # 每季
    HALF = "half"  # 每半年
    DEADLINE = "deadline"  # 只看时限


@dataclass(frozen=True, slots=True)
class ReportingChoice:
    """How often units report on a group of tasks (``review.reporting``)."""

    group: str
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed beside the text of a plan before it is stored.

    ``names`` ``None``: nobody looked at the printed names. ``cycles``: the 填报周期 by the place of the task; tasks
    without one follow the office's usual cycle.
    """

    names: tuple[NameDecision, ...] | None = None
    cycles: Mapping[int, str] = field(default_factory=dict)


NOTHING_AGREED = Agreed()
"""Nobody looked."""


@dataclass(frozen=True, slots=True)
class Review:
    """A draft with one of its parts under review."""

    draft: Draft
    part: int
    dropped: tuple[Dropped, ...] = ()
    decided: tuple[Decision, ...] = ()
    names: tuple[NameDecision, ...] = ()
    reporting: tuple[ReportingChoice, ...] = ()

    @property
    def shown(self) -> Part:
        """Return the part under review."""
        return self.draft.parts[self.part]

    @property
    def plan(self) -> Plan:
        """Return what the part's plan says about itself."""
        return self.draft.plans[self.shown.plan]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return all open doubts: those about tasks in their order, then those about the part and the file."""
        about = sorted((d for d in self.shown.doubts if d.task is not None), key=lambda doubt: doubt.task or 0)
        return (*about, *(d for d in self.shown.doubts if d.task is None), *self.draft.doubts)

    @property
    def gravest(self) -> Doubt | None:
        """Return the open doubt that weighs most, of those the first: where a person begins."""
        order = tuple(Rank)
        return min(self.doubts, key=lambda doubt: order.index(rank_of(doubt.kind)), default=None)


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the list of findings (问题清单): ``answer`` is what was decided, empty while it is open."""

    seq: str
    task: str
    problem: str
    printed: str
    place: str
    answer: str


@dataclass(frozen=True, slots=True)
class FindingList:
    """核对问题清单 of a plan."""

    title: str
    findings: tuple[Finding, ...]
