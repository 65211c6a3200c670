"""进展情况报告: what a person chooses of the reports to be told in it; the report by an office's own template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.domain.year.report import ReportChoice, ReportPart
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.templates import Filling
from gongkai_desk.papers.year.report import template_lists, template_values
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.services.year.leaving import write_titled
from gongkai_desk.standing.year.period_figures import checked_span
from gongkai_desk.standing.year.report import offered
from gongkai_desk.store.entries import report_choices
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.lights import period_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gongkai_desk.domain.year.report import PeriodReport
    from gongkai_desk.store.library import Library

Chosen = tuple[ReportPart, int]
"""A heading and the report that is told under it."""


def choose(library: Library, by: By, plan_id: int, period: str, chosen: Iterable[Chosen]) -> Changes:
    """Let a period's report tell just these texts, in this order; one step.

    Raises:
        UnknownId: there is no such plan.
        NotAllowed: it is no period (``period``, ``future_period``), or a report that does not tell of it, or has no
            such text (``report_of_period``).
    """
    plan = plans.plan(library, plan_id)
    span = checked_span(library, period, by.today)
    may = {(each.part, each.report_id) for each in offered(library, plan_id, span.name, today=by.today)}
    wanted = list(dict.fromkeys(chosen))
    if any(each not in may for each in wanted):
        raise NotAllowed(library=str(library.folder), lacks=("report_of_period",))
    known = report_choices.choices(library, plan_id, span.name)
    with library.step(f"选定{period_text(span.name)}报告的典型做法和问题（{plan.title}）", by) as step:
        report_choices.put_choices(step, known, _choices(plan_id, span.name, wanted))
    return step.changes


def _choices(plan_id: int, period: str, wanted: Sequence[Chosen]) -> list[ReportChoice]:
    return [ReportChoice(plan_id, period, number, part) for part, number in wanted]


def write_report(
    facts: PeriodReport, template: Path, out: Path, progress: Progress = silent, *, mask: Mask = NO_MASK
) -> tuple[str, ...]:
    """Write the 进展情况报告 by a template, covered as ``mask`` says; return the names in it that nothing is known for.

    Raises:
        Unreadable, Damaged: the template is no Word document.
        NoPermission, DiskFull, TargetInUse, NotAllowed: ``out`` cannot be written.
    """
    progress(Stage.WRITING, 0, 0)
    return write_titled(template, Filling(template_values(facts), template_lists(facts)), out, mask)
