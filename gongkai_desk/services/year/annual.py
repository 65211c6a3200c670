"""年报: what a person enters of a body's year, each as one step; the report by an office's own template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai_desk.domain.cycle.upward import AnnualReport
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.year.annual import AnnualCell, AnnualReportFacts, AnnualScope, Heading
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export.templates import Filling
from gongkai_desk.papers.year.annual_report import template_values
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.year.annual import every_cell
from gongkai_desk.services.year.leaving import write_titled
from gongkai_desk.standing.year.annual import name_of, text_key
from gongkai_desk.store.entries import annual as stored
from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class AnnualEntry:
    """What is entered of a body's year; what is not named stays. A cell with ``None`` is not known any more."""

    figures: Mapping[AnnualCell, Decimal | None] = field(default_factory=dict)
    texts: Mapping[Heading, str] = field(default_factory=dict)
    scope: AnnualScope = AnnualScope.OWN
    fee: Decimal | None = None
    submitted: date | None = None
    published: date | None = None


def enter(library: Library, by: By, year: int, entry: AnnualEntry, unit_id: int | None = None) -> Changes:
    """Enter figures, texts and days of a body's year; ``unit_id`` ``None``: of our own; one step.

    Raises:
        NotAllowed: no such cell (``annual_cell``), or a number below 0 (``annual_number``).
    """
    if not set(entry.figures) <= set(every_cell()):
        raise NotAllowed(library=str(library.folder), lacks=("annual_cell",))
    numbers = (*entry.figures.values(), entry.fee)
    if any(value is not None and (not value.is_finite() or value < 0) for value in numbers):
        raise NotAllowed(library=str(library.folder), lacks=("annual_number",))
    with library.step(f"登记{year}年年报数据（{name_of(library, unit_id)}）", by) as step:
        known = stored.annual_report(library, year, unit_id) or AnnualReport(year, unit_id)
        number = stored.put_report(library, step, _with(known, entry))
        stored.put_figures(library, step, number, entry.figures)
        for heading, text in entry.texts.items():
            stored.put_text(library, step, number, text_key(entry.scope, heading), text.strip())
        step.made = number
    return step.changes


def _with(known: AnnualReport, entry: AnnualEntry) -> AnnualReport:
    given = {name: getattr(entry, name) for name in ("fee", "submitted", "published")}
    return replace(known, **{name: value for name, value in given.items() if value is not None})


def write_report(
    facts: AnnualReportFacts, template: Path, out: Path, progress: Progress = silent, *, mask: Mask = NO_MASK
) -> tuple[str, ...]:
    """Write the 年报 by a template, covered as ``mask`` says; return the names in it that nothing is known for.

    Raises:
        Unreadable, Damaged: the template is no Word document.
        NoPermission, DiskFull, TargetInUse, NotAllowed: ``out`` cannot be written.
    """
    progress(Stage.WRITING, 0, 0)
    return write_titled(template, Filling(template_values(facts), {}), out, mask)
