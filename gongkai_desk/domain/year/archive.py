"""归档移交包 and 工作交接 on their way to paper: numbered files (DA/T 22-2015), open matters item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class ArchiveNumber:
    """档号 by DA/T 22-2015: 全宗号—门类代码·年度—保管期限—机构（问题）代码—件号; what nobody typed stays blank."""

    fonds: str = ""
    retention: str = ""  # 永久 Y, 定期30年 D30, 定期10年 D10
    office: str = ""
    category: str = "WS"  # 文书档案


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A 件 of the package: where its files lie in it (one for each format), and what the catalogue says of it.

    ``pages``: as it is printed; ``None`` where nobody counted, which is left to the archivist.
    """

    places: tuple[str, ...]
    title: str
    responsible: str = ""
    doc_no: str = ""
    day: date | None = None
    pages: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveCatalogue:
    """归档文件目录 of a plan's year, each 件 numbered in its order from 1."""

    plan: Plan
    office: str
    number: ArchiveNumber
    files: tuple[ArchiveFile, ...]
    made: date

    @property
    def title(self) -> str:
        """Return what it is called."""
        return f"{self.plan.title}归档文件目录"


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """An open matter: what it is, whose, what is to be done about it."""

    name: str
    unit: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class HandoverPart:
    """Open matters of a kind, in words, with the rows that they are (``None``: they are no rows of tasks)."""

    heading: str
    items: tuple[HandoverItem, ...]
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """工作交接清单: from whom to whom, what is open, whom to ask, where things lie; the rest is written in by hand."""

    plan: Plan
    office: str
    day: date
    tasks: Counted
    closed: Counted
    parts: tuple[HandoverPart, ...]
    contacts: tuple[HandoverPart, ...] = ()
    places: tuple[str, ...] = ()
    giver: str = ""
    taker: str = ""

    @property
    def title(self) -> str:
        """Return what it is called."""
        return f"{self.plan.title}工作交接清单"
