"""考核: an office's own scheme as a value, what facts propose, what a unit got, item by item, with the entries of each.

Points are decimal numbers. A scheme's ids are ``None`` until it is stored; ``domain.cycle.judging`` holds its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.cycle.upward import Approval

WHOLE = Decimal(100)


class AssessedFact(StrEnum):
    """What a rule goes by; as ``assessment_rule.fact`` stores it.

    Those ``_once`` count a unit's period once, however many tasks it was late with.
    """

    LATE = "late"  # 迟报, each task
    LATE_ONCE = "late_once"
    NOT_REPORTED = "not_reported"  # 未报, each task
    NOT_REPORTED_ONCE = "not_reported_once"
    RETURNED = "returned"  # 退回整改、退回补报
    NO_EVIDENCE = "no_evidence"  # applied for or closed without evidence
    OVERDUE = "overdue"  # past its deadline and not finished
    DONE_LATE = "done_late"  # 逾期完成
    CHECK_FAILED = "check_failed"  # 抽查不属实、未落实
    HAND = "hand"  # entered by a person


LATENESS = frozenset({AssessedFact.LATE, AssessedFact.LATE_ONCE})
SILENCE = frozenset({AssessedFact.NOT_REPORTED, AssessedFact.NOT_REPORTED_ONCE})


@dataclass(frozen=True, slots=True)
class SchemeRule:
    """Points for each fact of a kind: negative deducts; ``cap`` ``None``: the item's own weight."""

    fact: AssessedFact
    points: Decimal
    text: str = ""
    cap: Decimal | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SchemeItem:
    """An item with its weight; one with ``children`` weighs what they weigh and has no rules of its own.

    ``outside``: its points come in by table (第三方, 综合).
    """

    name: str
    points: Decimal
    standard: str = ""
    outside: bool = False
    rules: tuple[SchemeRule, ...] = ()
    children: tuple[SchemeItem, ...] = ()
    id: int | None = None

    @property
    def leaves(self) -> tuple[SchemeItem, ...]:
        """Return what is scored: its children, or itself."""
        return self.children or (self,)

    @property
    def by_hand(self) -> bool:
        """Tell whether a person gives its points: no rule and no table does."""
        return not self.outside and not self.rules

    @property
    def adds_only(self) -> bool:
        """Tell whether it begins with nothing and grows (加分项)."""
        return bool(self.rules) and all(rule.points > 0 for rule in self.rules)


@dataclass(frozen=True, slots=True)
class SchemeBand:
    """A band and the least points for it (优秀≥90)."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class SchemeUnit:
    """A unit that is assessed, and in which list (A类, B类; empty: there is one list)."""

    unit_id: int
    list: str = ""


USUAL_BANDS = tuple(
    SchemeBand(name, Decimal(least)) for name, least in (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0))
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """An office's own scheme for a year; without ``plan_id`` facts of all the year's plans count."""

    year: int
    name: str
    points: Decimal = WHOLE
    plan_id: int | None = None
    self_wanted: bool = False
    remark: str = ""
    items: tuple[SchemeItem, ...] = ()
    bands: tuple[SchemeBand, ...] = USUAL_BANDS
    units: tuple[SchemeUnit, ...] = ()
    id: int | None = None

    @property
    def leaves(self) -> tuple[SchemeItem, ...]:
        """Return all that is scored, in order."""
        return tuple(leaf for item in self.items for leaf in item.leaves)

    @property
    def in_parts(self) -> bool:
        """Tell whether items have parts (二级指标)."""
        return any(item.children for item in self.items)

    @property
    def ruled(self) -> Iterator[tuple[SchemeItem, SchemeRule]]:
        """Yield every rule with its item."""
        return ((leaf, rule) for leaf in self.leaves for rule in leaf.rules)

    def leaf(self, item_id: int | None) -> SchemeItem | None:
        """Return what is scored under an id."""
        return next((leaf for leaf in self.leaves if leaf.id == item_id), None)


# ---- facts


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """A fact of a unit and the row that it stands in: what an entry is made of.

    ``period``: of a report; ``due``: until when it was owed; ``days``: working days late; ``tasks``: how many tasks a
    ``_once`` fact holds; ``title``: of its task; ``reason``: of a return, a check.
    """

    fact: AssessedFact
    unit_id: int
    day: date
    task_id: int | None = None
    title: str = ""
    period: str = ""
    due: date | None = None
    days: int = 0
    tasks: int = 1
    reason: str = ""
    report_id: int | None = None
    transition_id: int | None = None
    dispatch_unit_id: int | None = None
    spot_check_id: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What facts propose: ``new`` entries; ``known``: how many stand already.

    ``changed``: entries that stand and whose fact is no more (a report made good, an act taken back).
    """

    new: tuple[AssessmentEntry, ...] = ()
    known: int = 0
    changed: tuple[AssessmentEntry, ...] = ()


# ---- what a unit got


@dataclass(frozen=True, slots=True)
class ItemScore:
    """A unit's points for an item: ``points`` ``None``: not given yet. ``entries``: those that count.

    ``earned``: without the caps, for whoever asks why it is not less.
    """

    item: SchemeItem
    points: Decimal | None
    entries: tuple[AssessmentEntry, ...] = ()
    earned: Decimal | None = None
    self_points: Decimal | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """What a unit objected (申诉) on which day, what it was answered (复核答复); empty: nothing."""

    text: str = ""
    day: date | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """What a unit got: an ``ItemScore`` for each leaf, the sum of those given, its band, its place in its list."""

    assessment_unit_id: int
    unit_id: int
    unit: str
    list: str
    items: tuple[ItemScore, ...]
    total: Decimal
    band: str = ""
    rank: int = 0
    objection: Objection = Objection()

    @property
    def missing(self) -> tuple[SchemeItem, ...]:
        """Return the items without points."""
        return tuple(each.item for each in self.items if each.points is None)

    @property
    def entries(self) -> tuple[AssessmentEntry, ...]:
        """Return its entries that count, item by item."""
        return tuple(entry for each in self.items for entry in each.entries)


@dataclass(frozen=True, slots=True)
class Scores:
    """A scheme with what every unit got, in the directory's order; ``approval`` lets a ranking out.

    ``entries``: all, those withdrawn too.
    """

    scheme: Scheme
    units: tuple[UnitScore, ...]
    entries: tuple[AssessmentEntry, ...] = ()
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class AssessmentPaper:
    """What papers of a 考核 are made of: ``office`` assesses, ``unit`` is the only one that a paper is about.

    ``title``: 2026年度政务公开工作考核. ``ranked``: by places, if the head of the body has allowed that.
    """

    title: str
    scores: Scores
    office: str
    as_of: date
    unit: UnitScore | None = None
    ranked: bool = False

    @property
    def by_place(self) -> Approval | None:
        """Return the approval of a paper by places; ``None``: it is internal and in the directory's order."""
        return self.scores.approval if self.ranked else None

    @property
    def internal(self) -> bool:
        """Tell whether it stays inside unless a person confirms the way it is sent by."""
        return self.by_place is None


def _usual(name: str, points: int, *rules: tuple[AssessedFact, str], outside: bool = False) -> SchemeItem:
    made = tuple(SchemeRule(fact, Decimal(each)) for fact, each in rules)
    return SchemeItem(name, Decimal(points), outside=outside, rules=made)


USUAL_ITEMS = (
    _usual("任务落实", 30, (AssessedFact.OVERDUE, "-3"), (AssessedFact.DONE_LATE, "-1"), (AssessedFact.RETURNED, "-2")),
    _usual("进展报送", 20, (AssessedFact.LATE_ONCE, "-1"), (AssessedFact.NOT_REPORTED_ONCE, "-2")),
    _usual("佐证材料", 10, (AssessedFact.NO_EVIDENCE, "-2")),
    _usual("抽查核实", 10, (AssessedFact.CHECK_FAILED, "-3")),
    _usual("日常工作", 10),
    _usual("第三方评估", 20, outside=True),
)
"""A scheme to begin with, all of it to be changed; nothing of it counts 批示、刊发、经验做法 or 留痕."""
