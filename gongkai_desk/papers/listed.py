"""The list of all papers: what each is called, in which formats it comes, what it is made of, where it is offered.

Menus, the command line and the preview are made of this list, and it is light, since the menus are there from the
start; ``making`` holds what makes each. Who adds a paper adds an entry to both.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from gongkai_desk.domain.sheet import PaperFormat

DOCX, XLSX, PDF = PaperFormat.DOCX, PaperFormat.XLSX, PaperFormat.PDF
EVERY = (DOCX, XLSX, PDF)
FORMAT_WORDS = {DOCX: "Word 文档", XLSX: "Excel 表格", PDF: "PDF 文档"}
FORMAT_KEYS = {DOCX: "W", XLSX: "E", PDF: "D"}
"""What a menu calls each format, and its key there."""


class Source(Enum):
    """What a paper is made of, and so who reads that from the library (``services.papers``)."""

    PLAN = "plan"  # a BreakdownPaper: the plan and its tasks as printed
    LEDGER = "ledger"  # a LedgerPaper: the tasks with all that has become of them
    TASKS = "tasks"  # a CardPaper: some tasks of a plan with what has become of them
    CHASE_LIST = "chase_list"  # a ChaseList
    REGISTER = "register"  # a Register
    OPINIONS = "opinions"  # an OpinionTable
    OWN = "own"  # a page or a dialog of its own makes it


class Place(Enum):
    """Where the window offers a paper."""

    REPORTS = "reports"  # a sub-menu of 报表: each format, 打印预览
    TASK = "task"  # the menu 任务
    OWN = "own"  # a page or a dialog of its own


class PaperKind(NamedTuple):
    """One kind of paper.

    ``name`` is what the command line calls it, ``letter`` its key in the menu. ``asks``: what it is to hold is asked
    for first. ``making`` knows who makes it. ``leaves``: it is made to go out of the house, so it is looked at for
    personal data before it is written (a working paper only when it goes by mail).
    """

    name: str
    title: str
    formats: tuple[PaperFormat, ...] = EVERY
    source: Source = Source.OWN
    place: Place = Place.OWN
    letter: str = ""
    tip: str = ""
    asks: bool = False
    leaves: bool = False


BREAKDOWN = PaperKind("breakdown", "任务分解表", EVERY, Source.PLAN, Place.REPORTS, "B", asks=True)
LEDGER = PaperKind("ledger", "台账", EVERY, Source.LEDGER, Place.REPORTS, "L", asks=True)
CARDS = PaperKind("card", "任务卡", (DOCX, PDF), Source.TASKS, Place.TASK, tip="选中的任务，一事一卡")
CHASE_LIST = PaperKind("chase-list", "催办名单", EVERY, Source.CHASE_LIST)
REGISTER = PaperKind("chase-register", "催办文书编号登记簿", EVERY, Source.REGISTER)
OPINIONS = PaperKind("opinions", "意见采纳情况表", EVERY, Source.OPINIONS, leaves=True)
OPINION_FORM = PaperKind("opinion-form", "意见反馈表", EVERY, Source.PLAN, leaves=True)
SLIPS = PaperKind("chase", "催办单、提示单或三色督办单", (DOCX,))
EVIDENCE = PaperKind("evidence", "佐证材料清单")
CALENDAR = PaperKind("calendar", "全年日历")
FIGURES = PaperKind("statistics", "统计表")
ANNUAL = PaperKind("annual-tables", "年报表三、表四")
ANNUAL_REPORT = PaperKind("annual", "政府信息公开工作年度报告", (DOCX, PDF), leaves=True)
ANNUAL_COMPARED = PaperKind("annual-compare", "年报数据与上年对比")
CHECK_SHEET = PaperKind("check-sheet", "抽查表")
FINDINGS = PaperKind("findings", "核对问题清单")
LOOKBACK = PaperKind("lookback", "逐项核查核销表")
LOOKBACK_REPORT = PaperKind("lookback-report", "回头看报告", (DOCX, PDF), leaves=True)
RECTIFICATION = PaperKind("rectification", "整改台账")
PROGRESS_TABLE = PaperKind("progress-table", "进展情况表", leaves=True)
PROGRESS_REPORT = PaperKind("report", "进展情况报告", (DOCX, PDF), leaves=True)
BULLETIN = PaperKind("bulletin", "进展报送情况通报", (DOCX, PDF), leaves=True)
LEADER = PaperKind("leader", "领导参阅页", (DOCX, PDF))
CATALOGUE = PaperKind("archive-catalogue", "归档文件目录", leaves=True)
HANDOVER = PaperKind("handover", "工作交接清单", (DOCX, PDF), leaves=True)
SEEN = PaperKind("seen", "当前表格")
ASSESSMENT = PaperKind("assessment-table", "考核汇总表")
DEDUCTIONS = PaperKind("assessment-ledger", "考核扣分台账")
SCORE_SHEET = PaperKind("assessment-sheet", "考核评分表", leaves=True)
FEEDBACK = PaperKind("assessment-feedback", "考核反馈问题清单", leaves=True)
SCHEME = PaperKind("assessment-scheme", "考核指标及评分标准")

PAPERS: tuple[PaperKind, ...] = (
    BREAKDOWN,
    LEDGER,
    CARDS,
    SLIPS,
    CHASE_LIST,
    REGISTER,
    OPINIONS,
    OPINION_FORM,
    EVIDENCE,
    CALENDAR,
    FIGURES,
    ANNUAL,
    ANNUAL_REPORT,
    ANNUAL_COMPARED,
    CHECK_SHEET,
    FINDINGS,
    LOOKBACK,
    LOOKBACK_REPORT,
    RECTIFICATION,
    PROGRESS_TABLE,
    PROGRESS_REPORT,
    BULLETIN,
    LEADER,
    CATALOGUE,
    HANDOVER,
    SEEN,
    ASSESSMENT,
    DEDUCTIONS,
    SCORE_SHEET,
    FEEDBACK,
    SCHEME,
)


def paper_kind(name: str) -> PaperKind:
    """Return the paper of a name that is on the list."""
    return next(kind for kind in PAPERS if kind.name == name)
