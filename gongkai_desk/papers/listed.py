"""The list of all papers: what each is called, in which formats it comes, what it is made of, where it is offered.

Menus, the command line, preview and pictures are made of this list; who adds a paper adds an entry here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.page.layout import Paper
from gongkai_desk.papers.annual import annual_tables, annual_title
from gongkai_desk.papers.breakdown import breakdown
from gongkai_desk.papers.calendar import year_list
from gongkai_desk.papers.card import card_name, cards
from gongkai_desk.papers.chasing import chase_list, chase_list_name, register
from gongkai_desk.papers.check_sheet import check_sheet, check_sheet_name
from gongkai_desk.papers.evidence import evidence_list
from gongkai_desk.papers.findings import finding_list
from gongkai_desk.papers.ledger import ledger
from gongkai_desk.papers.seen import seen_table
from gongkai_desk.papers.slips import slips
from gongkai_desk.papers.statistics import figures

DOCX, XLSX, PDF = PaperFormat.DOCX, PaperFormat.XLSX, PaperFormat.PDF
EVERY = (DOCX, XLSX, PDF)


class Source(Enum):
    """What a paper is made of, and so who reads that from the library (``services.papers``)."""

    PLAN = "plan"  # a BreakdownPaper: the plan and its tasks as printed
    LEDGER = "ledger"  # a LedgerPaper: the tasks with all that has become of them
    TASKS = "tasks"  # a CardPaper: some tasks of a plan with what has become of them
    CHASE_LIST = "chase_list"  # a ChaseList
    REGISTER = "register"  # a Register
    OWN = "own"  # a page or a dialog of its own makes it


class Place(Enum):
    """Where the window offers a paper."""

    REPORTS = "reports"  # a sub-menu of 报表: each format, 打印预览
    TASK = "task"  # the menu 任务
    OWN = "own"  # a page or a dialog of its own


def heading_of(facts: Any) -> str:  # noqa: ANN401 - each kind has its own
    """Return the heading of what a paper is made of."""
    return str(getattr(facts, "heading", "") or facts.title)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    ``name`` is what the command line calls it, ``letter`` its key in the menu. ``make`` turns its facts into the paper,
    ``called`` proposes a file name. ``asks``: what it is to hold is asked for first.
    """

    name: str
    title: str
    make: Callable[[Any], Paper]
    formats: tuple[PaperFormat, ...] = EVERY
    source: Source = Source.OWN
    place: Place = Place.OWN
    letter: str = ""
    tip: str = ""
    asks: bool = False
    called: Callable[[Any], str] = heading_of

    def file_name(self, facts: object) -> str:
        """Return the proposed name of its file, without suffix."""
        return self.called(facts)


BREAKDOWN = PaperKind("breakdown", "任务分解表", breakdown, EVERY, Source.PLAN, Place.REPORTS, "B")
LEDGER = PaperKind("ledger", "台账", ledger, EVERY, Source.LEDGER, Place.REPORTS, "L", asks=True)
CARDS = PaperKind(
    "card", "任务卡", cards, (DOCX, PDF), Source.TASKS, Place.TASK, tip="选中的任务，一事一卡", called=card_name
)
CHASE_LIST = PaperKind("chase-list", "催办名单", chase_list, EVERY, Source.CHASE_LIST, called=chase_list_name)
REGISTER = PaperKind("chase-register", "催办文书编号登记簿", register, EVERY, Source.REGISTER)
SLIPS = PaperKind("chase", "催办单、提示单或三色督办单", slips, (DOCX,))
EVIDENCE = PaperKind("evidence", "佐证材料清单", evidence_list)
CALENDAR = PaperKind("calendar", "全年日历", year_list)
FIGURES = PaperKind("statistics", "统计表", figures)
ANNUAL = PaperKind("annual", "年报表三、表四", annual_tables, called=annual_title)
CHECK_SHEET = PaperKind("check-sheet", "抽查表", check_sheet, called=check_sheet_name)
FINDINGS = PaperKind("findings", "核对问题清单", finding_list)
SEEN = PaperKind("seen", "当前表格", seen_table)

PAPERS: tuple[PaperKind, ...] = (
    BREAKDOWN,
    LEDGER,
    CARDS,
    SLIPS,
    CHASE_LIST,
    REGISTER,
    EVIDENCE,
    CALENDAR,
    FIGURES,
    ANNUAL,
    CHECK_SHEET,
    FINDINGS,
    SEEN,
)


def paper_kind(name: str) -> PaperKind:
    """Return the paper of a name that is on the list."""
    return next(kind for kind in PAPERS if kind.name == name)
