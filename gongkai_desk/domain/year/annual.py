"""年报 (国办公开办函〔2021〕30号): cells of its tables, headings, the data of one body and of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from gongkai_desk.domain.registers import Count, Outcome, Result


class Made(StrEnum):
    """What a body made and decided: the lines of table 2 (《条例》第二十条)."""

    RULES = "rules"  # （一）规章
    NORMATIVE = "normative"  # （一）行政规范性文件
    LICENCES = "licences"  # （五）行政许可
    PENALTIES = "penalties"  # （六）行政处罚
    COERCION = "coercion"  # （六）行政强制
    FEES = "fees"  # （八）行政事业性收费


class MadePlace(StrEnum):
    """The columns of table 2."""

    MADE = "made"  # 本年制发件数
    ABOLISHED = "abolished"  # 本年废止件数
    IN_FORCE = "in_force"  # 现行有效件数
    DECISIONS = "decisions"  # 本年处理决定数量
    YUAN = "yuan"  # 本年收费金额, kept in yuan, printed in 万元


class Dispute(StrEnum):
    """The parts of table 4."""

    REVIEW = "review"  # 行政复议
    DIRECT = "direct"  # 未经复议直接起诉
    AFTER_REVIEW = "after_review"  # 复议后起诉


MADE_PLACES: Mapping[Made, tuple[MadePlace, ...]] = {
    Made.RULES: (MadePlace.MADE, MadePlace.ABOLISHED, MadePlace.IN_FORCE),
    Made.NORMATIVE: (MadePlace.MADE, MadePlace.ABOLISHED, MadePlace.IN_FORCE),
    Made.LICENCES: (MadePlace.DECISIONS,),
    Made.PENALTIES: (MadePlace.DECISIONS,),
    Made.COERCION: (MadePlace.DECISIONS,),
    Made.FEES: (MadePlace.YUAN,),
}


class AnnualCell(NamedTuple):
    """A cell of the tables: ``part`` 2, 3 or 4, line and place by the names above; as ``annual_figure`` stores it."""

    part: int
    line: str
    place: str


def made_cell(line: Made, place: MadePlace) -> AnnualCell:
    """Return a cell of table 2."""
    return AnnualCell(2, line.value, place.value)


class Heading(StrEnum):
    """The headings under which texts stand, in the order of the form; tables 2, 3, 4 are parts of their own."""

    OPENING = "opening"  # 一、总体情况, before its five headings
    PROACTIVE = "proactive"  # （一）主动公开
    ON_REQUEST = "on_request"  # （二）依申请公开
    MANAGEMENT = "management"  # （三）政府信息管理
    PLATFORM = "platform"  # （四）政府信息公开平台建设
    SUPERVISION = "supervision"  # （五）监督保障
    PROBLEMS = "problems"  # 五、存在的主要问题
    IMPROVED = "improved"  # 五、改进情况: last year's problems answered
    OTHER = "other"  # 六、其他需要报告的事项


class AnnualScope(StrEnum):
    """Of whom a 年报 tells: our own body, or with all its units (汇总)."""

    OWN = "own"
    ALL = "all"


Figures = Mapping[AnnualCell, Decimal]
"""What is known of the cells; one that is not in it is not known, which is not 0."""


@dataclass(frozen=True, slots=True)
class AnnualData:
    """What is known of a body's year: ``unit_id`` ``None``: our own body.

    ``rows``: the requests behind a cell that was counted from the register. ``returned``: its table came back.
    """

    year: int
    name: str
    figures: Figures
    unit_id: int | None = None
    fee: Decimal | None = None
    submitted: date | None = None
    published: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[AnnualCell, tuple[int, ...]] = field(default_factory=dict)
    returned: bool = False


class CheckKind(StrEnum):
    """勾稽关系 of the tables."""

    BALANCE = "balance"  # 表三：第一项＋第二项＝第三项＋第四项
    RESULTS = "results"  # 表三：（一）至（六）之和＝（七）总计
    CARRIED = "carried"  # 上年结转＝上年的结转下年度
    IN_FORCE = "in_force"  # 现行有效＝上年现行有效＋制发－废止
    WHOLE = "whole"  # a count is a whole number, nothing is below 0


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one column or line (``place``): both sides, ``None`` where something that it asks is not known.

    ``strict``: it must hold; the others are only to be looked at.
    """

    kind: CheckKind
    place: str
    left: Decimal | None
    right: Decimal | None
    strict: bool = True

    @property
    def holds(self) -> bool | None:
        """Tell whether it holds; ``None``: nobody can say yet."""
        return None if self.left is None or self.right is None else self.left == self.right


@dataclass(frozen=True, slots=True)
class AnnualReportFacts:
    """A 年报 on its way to paper. ``prefilled``: texts of the program where nobody wrote any, by heading.

    ``units``: the bodies whose data are summed; ``missing``: names of those that have told nothing yet; ``last``: the
    figures of the year before, in the same 口径; ``partial``: how many cells a body left open that are summed.
    """

    data: AnnualData
    scope: AnnualScope
    office: str
    as_of: date
    checks: tuple[Check, ...]
    prefilled: Mapping[str, str] = field(default_factory=dict)
    last: Figures = field(default_factory=dict)
    units: tuple[AnnualData, ...] = ()
    missing: tuple[str, ...] = ()
    partial: Mapping[str, int] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """Return its year."""
        return self.data.year

    def text(self, heading: Heading) -> str:
        """Return what stands under a heading: what a person wrote, else what the program knows."""
        return self.data.texts.get(heading.value) or self.prefilled.get(heading.value, "")


LINES_3: tuple[Count | Result, ...] = (
    Count.NEW,
    Count.CARRIED_IN,
    *Result,
    Count.TOTAL,
    Count.CARRIED_OUT,
)
"""The lines of table 3 as printed."""
PLACES_4: tuple[Outcome, ...] = tuple(Outcome)
