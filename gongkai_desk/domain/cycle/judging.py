"""What is judged afterwards: look-back (回头看), rectification (整改), assessment (考核).

A field is called as its column in ``store.schema.judging``, where the words of facts and results stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lookback:
    """A look-back at a year: of this library, of another (by its identity), or of an old ledger's file."""

    year: int
    day: date
    plan_id: int | None = None
    library: str = ""
    file_name: str = ""
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class LookbackItem:
    """A task of that year as it read then, what came of it, and the task of this year that goes on with it."""

    lookback_id: int
    position: int = 0
    chosen: bool = False
    task_id: int | None = None
    foreign_id: int | None = None
    seq: str = ""
    title: str = ""
    content: str = ""
    unit_text: str = ""
    deadline_text: str = ""
    unit_id: int | None = None
    next_task_id: int | None = None
    result: str = ""
    evidence: str = ""
    opinion: str = ""  # 核销意见
    checked: date | None = None
    checker: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Rectification:
    """An entry of the 整改台账, from a look-back, a spot check, an assessment, an inspection's task, or by hand."""

    day: date
    problem: str
    lookback_item_id: int | None = None
    spot_check_id: int | None = None
    assessment_entry_id: int | None = None
    task_id: int | None = None
    unit_id: int | None = None
    measure: str = ""
    person: str = ""
    phone: str = ""
    due: date | None = None
    finished: date | None = None
    rechecked: date | None = None
    rechecker: str = ""
    recheck_result: str = ""
    closed: date | None = None
    closed_by: str = ""
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """An office's own scheme for a year; its ranking stays inside until there is an ``Approval``."""

    year: int
    name: str
    points: Decimal = Decimal(100)
    plan_id: int | None = None
    self_wanted: bool = False
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentItem:
    """An item with its weight; ``outside``: its points come in by table (第三方, 综合)."""

    assessment_id: int
    name: str
    points: Decimal
    parent_id: int | None = None
    position: int = 0
    standard: str = ""
    outside: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentRule:
    """Points for each fact of a kind; ``cap`` ``None``: the item's own weight."""

    assessment_item_id: int
    fact: str
    points: Decimal
    position: int = 0
    text: str = ""
    cap: Decimal | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentBand:
    """A band and the least points for it (优秀≥90)."""

    assessment_id: int
    name: str
    least: Decimal
    position: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentUnit:
    """A unit that is assessed, in which list (A, B), and what it objected."""

    assessment_id: int
    unit_id: int
    list: str = ""
    objected: date | None = None
    objection: str = ""
    objection_reply: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentScore:
    """A unit's points for an item: 自评, 复核, from outside; ``None``: not given."""

    assessment_unit_id: int
    assessment_item_id: int
    self_points: Decimal | None = None
    review_points: Decimal | None = None
    outside_points: Decimal | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """A line of the 扣分台账: the fact, its sentence, its points; ``withdrawn`` when a review took it back."""

    assessment_unit_id: int
    assessment_item_id: int
    day: date
    points: Decimal
    sentence: str = ""
    assessment_rule_id: int | None = None
    task_id: int | None = None
    report_id: int | None = None
    transition_id: int | None = None
    dispatch_unit_id: int | None = None
    spot_check_id: int | None = None
    withdrawn: date | None = None
    withdrawn_reason: str = ""
    id: int | None = None
