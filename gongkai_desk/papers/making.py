"""Who makes each paper of the list, and what its file is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai_desk.page.layout import Paper
from gongkai_desk.papers import listed
from gongkai_desk.papers.annual import annual_tables, annual_title
from gongkai_desk.papers.checking import check_sheet, check_sheet_name, evidence_list, finding_list
from gongkai_desk.papers.ledger import breakdown, card_name, cards, ledger
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.opinions import opinion_form, opinion_form_name, opinion_table
from gongkai_desk.papers.seen import seen_table, year_list
from gongkai_desk.papers.slips import chase_list, chase_list_name, register, slips
from gongkai_desk.papers.statistics import figures
from gongkai_desk.papers.year import (
    annual_report,
    archive,
    assessment_sheets,
    assessment_tables,
    bulletin,
    leader,
    progress_table,
    report,
)
from gongkai_desk.papers.year.lookback import lookback_table, rectification_table
from gongkai_desk.papers.year.lookback_report import lookback_report, report_title

MAKERS: dict[PaperKind, Callable[[Any], Paper]] = {
    listed.BREAKDOWN: breakdown,
    listed.LEDGER: ledger,
    listed.CARDS: cards,
    listed.SLIPS: slips,
    listed.CHASE_LIST: chase_list,
    listed.REGISTER: register,
    listed.OPINIONS: opinion_table,
    listed.OPINION_FORM: opinion_form,
    listed.EVIDENCE: evidence_list,
    listed.CALENDAR: year_list,
    listed.FIGURES: figures,
    listed.ANNUAL: annual_tables,
    listed.ANNUAL_REPORT: annual_report.annual_report,
    listed.ANNUAL_COMPARED: annual_report.annual_compared,
    listed.CHECK_SHEET: check_sheet,
    listed.FINDINGS: finding_list,
    listed.LOOKBACK: lookback_table,
    listed.LOOKBACK_REPORT: lookback_report,
    listed.RECTIFICATION: rectification_table,
    listed.PROGRESS_TABLE: progress_table.progress_table,
    listed.PROGRESS_REPORT: report.progress_report,
    listed.BULLETIN: bulletin.bulletin,
    listed.LEADER: leader.leader_page,
    listed.CATALOGUE: archive.catalogue,
    listed.HANDOVER: archive.handover,
    listed.SEEN: seen_table,
    listed.ASSESSMENT: assessment_tables.assessment_table,
    listed.DEDUCTIONS: assessment_tables.deduction_ledger,
    listed.SCORE_SHEET: assessment_sheets.unit_sheet,
    listed.FEEDBACK: assessment_sheets.feedback_list,
    listed.SCHEME: assessment_tables.scheme_table,
}
NAMED: dict[PaperKind, Callable[[Any], str]] = {
    listed.CARDS: card_name,
    listed.OPINION_FORM: opinion_form_name,
    listed.CHASE_LIST: chase_list_name,
    listed.ANNUAL: annual_title,
    listed.ANNUAL_REPORT: annual_report.report_title,
    listed.ANNUAL_COMPARED: annual_report.compared_title,
    listed.LOOKBACK_REPORT: report_title,
    listed.PROGRESS_TABLE: progress_table.progress_title,
    listed.PROGRESS_REPORT: report.report_title,
    listed.BULLETIN: bulletin.bulletin_title,
    listed.LEADER: leader.leader_title,
    listed.CHECK_SHEET: check_sheet_name,
    listed.ASSESSMENT: assessment_tables.table_title,
    listed.DEDUCTIONS: assessment_tables.ledger_title,
    listed.SCORE_SHEET: assessment_sheets.sheet_name,
    listed.FEEDBACK: assessment_sheets.feedback_name,
    listed.SCHEME: assessment_tables.scheme_paper_title,
}
"""Papers whose file is not called by their heading alone."""


def make_paper(kind: PaperKind, facts: Any) -> Paper:  # noqa: ANN401 - each kind has its own
    """Return the paper of what it is made of."""
    return MAKERS[kind](facts)


def file_name(kind: PaperKind, facts: Any) -> str:  # noqa: ANN401
    """Return the proposed name of a paper's file, without suffix."""
    if kind in NAMED:
        return NAMED[kind](facts)
    return str(getattr(facts, "heading", "") or facts.title)
