"""抽查: a sample of units' shares of tasks, drawn by a number that proves it, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.ids import CheckId, DrawId, TaskId
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.state import State


class Verdict(StrEnum):
    """What a check found (结论)."""

    TRUE = "true"  # 属实
    MOSTLY = "mostly"  # 基本属实
    FALSE = "false"  # 不属实
    NOT_DONE = "not_done"  # 未落实


BAD = frozenset({Verdict.FALSE, Verdict.NOT_DONE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A share that may be drawn."""

    task_id: TaskId
    unit_id: int | None
    unit: str = ""
    section: str = ""
    colour: Colour = Colour.GREEN
    state: State = State.NOT_STARTED
    plan_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is drawn from and how much: ``count`` shares, or ``percent`` of them.

    ``each_unit``: at least one of every unit. Empty tuples and ``None`` pick nothing out.
    """

    seed: int
    percent: int | None = 10
    count: int | None = None
    each_unit: bool = False
    plan_id: int | None = None
    units: tuple[str, ...] = ()
    section: str = ""
    colours: tuple[Colour, ...] = ()
    closed_only: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw with its number (抽查〔2026〕1号).

    ``population`` is how many could be drawn, ``mark`` their fingerprint.
    """

    year: int
    number: int
    day: date
    checker: str
    wanted: Wanted
    population: int
    mark: str
    checks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredDraw(Draw):
    """A draw of the library."""

    id: DrawId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Check:
    """One share that was drawn, and what was found of it; ``verdict`` ``None``: it is still to be checked."""

    task_id: TaskId
    unit_id: int | None
    day: date
    checker: str = ""
    verdict: Verdict | None = None
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class StoredCheck(Check):
    """A check of the library."""

    id: CheckId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a share: ``verdict`` ``None`` takes it back; without ``checker`` it stays who it was."""

    verdict: Verdict | None = None
    opinion: str = ""
    checker: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the check sheet."""

    number: str
    task: str
    unit: str
    reported: str
    evidence: str
    method: str
    finding: str
    verdict: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """抽查表 on its way to paper; ``drawn`` says how it was drawn, so that it can be drawn again."""

    title: str
    number: str
    drawn: str
    office: str
    checker: str
    day: date
    lines: tuple[SheetLine, ...]
