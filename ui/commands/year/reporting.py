"""报表 → 进展情况与通报: the papers of a plan's period, asked for, previewed, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import LEADER, PROGRESS_REPORT, PROGRESS_TABLE
from ui.commands.command import LIBRARY, PLAN, Command, Here
from ui.commands.papers import show_preview

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai_desk.domain.year.personal import Mask
    from gongkai_desk.domain.year.report import PeriodReport, ReportPart, ToldText
    from gongkai_desk.store.library import Library
    from ui.dialogs.year.period_papers import ReportAsked

with lazy_imports():
    from gongkai_desk.papers import leaving, making
    from gongkai_desk.papers.year import report as papers
    from gongkai_desk.rules.light import cycles
    from gongkai_desk.services.year import reporting
    from gongkai_desk.standing import report_periods
    from gongkai_desk.standing.cycle import upward
    from gongkai_desk.standing.year import leader, progress_table
    from gongkai_desk.standing.year import report as standing
    from gongkai_desk.store.entries import report_choices
    from gongkai_desk.wording import sentences
    from ui import looking
    from ui.dialogs.base import ask
    from ui.dialogs.year import period_papers

_TITLE = "进展情况与通报"


def show_reports(here: Here) -> None:
    """Ask which paper of which period; keep what was chosen, show or write the paper."""
    desk, plan = here.desk, here.plan
    if desk.library is None or plan is None:
        return
    known, usual = (
        report_periods.period_choices(desk.library, desk.today)[0],
        standing.reported_period(desk.library, desk.today),
    )
    periods = tuple(dict.fromkeys((*known, *cycles.longer_periods(desk.today))))
    of = _OfPlan(here, desk.library, plan.id)
    does = period_papers.ReportActs(of.offered, of.choose, of.preview, of.write)
    period_papers.PeriodPapersDialog.show_for(here.parent, plan.title, periods, usual, does)


class _OfPlan:
    """The acts of the dialog upon one plan."""

    def __init__(self, here: Here, library: Library, plan_id: int) -> None:
        self._here, self._library, self._plan = here, library, plan_id

    def offered(self, period: str) -> tuple[Sequence[ToldText], Sequence[tuple[ReportPart, int]]]:
        """Return the texts that may be told of a period, and which of them were chosen."""
        if cycles.period_days(period) is None:
            return (), ()
        chosen = report_choices.choices(self._library, self._plan, period)
        texts = standing.offered(self._library, self._plan, period, today=self._here.desk.today)
        return texts, [(each.part, each.report_id) for each in chosen]

    def choose(self, period: str, chosen: Sequence[tuple[ReportPart, int]]) -> bool:
        """Keep what was chosen, where it is another than before; a library that is only read keeps its own."""
        _, known = self.offered(period)
        if sorted(known) == sorted(chosen):
            return True
        try:
            self._here.desk.do(reporting.choose, self._plan, period, chosen)
        except DeskError as error:
            ask.tell(self._here.parent, _TITLE, sentences.error_sentence(error))
            return False
        return True

    def preview(self, asked: ReportAsked) -> None:
        """Show the paper as it is printed."""
        facts = self._facts(asked)
        if facts is not None:
            show_preview(self._here, asked.kind, facts)

    def write(self, asked: ReportAsked, format: PaperFormat) -> None:
        """Ask where to, and write the paper; the report as Word by the office's own template, if there is one."""
        facts = self._facts(asked)
        if facts is None:
            return
        own = upward.own_template(self._library, papers.TEMPLATE)
        if asked.kind is not PROGRESS_REPORT or format is not PaperFormat.DOCX or not own.is_file():
            self._here.exports.paper(asked.kind, facts, format)
            return
        texts = leaving.texts_of(making.make_paper(asked.kind, facts))
        mask = looking.looked_over(self._here.desk, self._here.parent, texts)
        if mask is not None:
            self._by_template(facts, own, mask)

    def _by_template(self, facts: PeriodReport, own: Path, mask: Mask) -> None:
        """Ask where to, and write the report by the office's own template, covered as a person wanted it."""
        work, again = partial(_by_template, facts, own, mask), partial(self._by_template, facts, own, mask)
        self._here.exports.write("导出进展情况报告", papers.report_title(facts), "docx", work, again, looked=True)

    def _facts(self, asked: ReportAsked) -> PeriodReport | None:
        """Return what the paper is made of; say why where it may not be made."""
        today = self._here.desk.today
        find: Callable[..., object] = partial(standing.period_report, ranked=asked.ranked)
        if asked.kind is PROGRESS_TABLE:
            find = partial(progress_table.progress_facts, per_unit=asked.per_unit)
        given = (self._plan,) if asked.kind is LEADER else (self._plan, asked.period)
        find = leader.leader_facts if asked.kind is LEADER else find
        try:
            found: PeriodReport = find(self._library, *given, today=today, internal=asked.internal)  # type: ignore[assignment]
        except DeskError as error:
            ask.tell(self._here.parent, _TITLE, sentences.error_sentence(error))
            return None
        return found


def _by_template(facts: PeriodReport, template: Path, mask: Mask, path: Path) -> Callable[..., object]:
    return partial(reporting.write_report, facts, template, path, mask=mask)


PERIOD_PAPERS = Command(
    "period_papers",
    "进展情况与通报(&G)…",
    tip="一期的进展情况报告、进展情况表、通报、领导参阅页",
    needs=LIBRARY | PLAN,
    run=show_reports,
)
