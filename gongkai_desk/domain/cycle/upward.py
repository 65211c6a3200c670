"""What goes to superiors: issued and filed papers (印发, 报备, 上报), their forms, locked periods, the 年报.

A field is called as its column in ``store.schema.upward``, ``plans`` and ``registers``, where the words stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Superior:
    """An addressee above (上级): ``salutation`` heads the letter."""

    name: str
    salutation: str = ""
    contact: str = ""
    phone: str = ""
    mail: str = ""
    position: int = 0
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FiledCopy:
    """A paper as it left, kept by content in ``filed/``."""

    sha256: str
    name: str
    suffix: str = ""
    size: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A plan as it was issued (呈批印发): 签发人, 文号, day, public link, frozen copy."""

    plan_id: int
    signer: str = ""
    doc_no: str = ""
    link: str = ""
    day: date | None = None
    published: date | None = None
    filed_copy_id: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """报备: ``due`` by the clock of its duty, the letter (报告 or 函), the frozen copy, the receipt."""

    plan_id: int
    duty_id: int | None = None
    issued_paper_id: int | None = None
    superior_id: int | None = None
    addressee: str = ""
    copy_to: str = ""
    form: str = ""
    doc_no: str = ""
    signer: str = ""
    due: date | None = None
    day: date | None = None
    receipt: date | None = None
    receipt_by: str = ""
    filed_copy_id: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """An entry of the 报送登记: what went up, in which version, on which day, by which means, with which receipt."""

    kind: str
    day: date
    title: str = ""
    superior_id: int | None = None
    plan_id: int | None = None
    period: str = ""
    version: str = ""
    means: str = ""
    doc_no: str = ""
    receipt: date | None = None
    receipt_by: str = ""
    filed_copy_id: int | None = None
    corrects: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodLock:
    """A period whose figures were sent: who locked it when, what was sent; ``unlocked`` with its reason."""

    period: str
    day: date
    plan_id: int | None = None
    who: str = ""
    reason: str = ""
    submission_id: int | None = None
    unlocked: date | None = None
    unlocked_by: str = ""
    unlock_reason: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class LockedFigure:
    """A figure as it was sent; ``behind`` the rows that it counted then (``store.entries.locks`` reads them)."""

    period_lock_id: int
    name: str
    value: Decimal
    section: str = ""
    unit_id: int | None = None
    behind: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """What the head of the body allowed, e.g. a public ranking."""

    kind: str
    day: date
    plan_id: int | None = None
    assessment_id: int | None = None
    period: str = ""
    approver: str = ""
    doc_no: str = ""
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A year that was handed over to the archive and is only read since, until it is opened again."""

    year: int
    day: date
    who: str = ""
    remark: str = ""
    filed_copy_id: int | None = None
    reopened: date | None = None
    reopened_by: str = ""
    reopen_reason: str = ""
    id: int | None = None


# ---- forms of superiors, remembered


@dataclass(frozen=True, slots=True)
class Form:
    """A superior's form (上级表样), known again by its header words."""

    name: str
    signature: str
    mode: str = ""
    superior_id: int | None = None
    head_rows: int = 1
    word_limit: int = 0
    used: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """Which field a column of a form holds; ``grid``: which of its tables."""

    form_id: int
    grid: int
    position: int
    header: str = ""
    field: str = ""
    matched_by: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FormWord:
    """A form's word for a state."""

    form_id: int
    state: str
    word: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A printed row of a form and a task that feeds it."""

    form_id: int
    words: str
    task_id: int
    id: int | None = None


# ---- 年报


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A year's 年报 of one unit, or (no ``unit_id``) of our own body; ``fee``: 信息处理费 in yuan, if it is known."""

    year: int
    unit_id: int | None = None
    submitted: date | None = None
    published: date | None = None
    fee: Decimal | None = None
    returned_file_id: int | None = None
    remark: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualFigure:
    """A cell of its tables: ``part`` 2, 3 or 4, row and column by the names of the form."""

    annual_report_id: int
    part: int
    line: str
    place: str
    value: Decimal
    id: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualText:
    """A text under one of its headings."""

    annual_report_id: int
    heading: str
    text: str = ""
    id: int | None = None
