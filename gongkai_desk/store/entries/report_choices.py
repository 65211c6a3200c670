"""What a person chose to be told in the 进展情况报告 of a period, as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.domain.year.report import ReportChoice
from gongkai_desk.store.records import insert_record, records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def choices(library: Library, plan_id: int, period: str) -> list[ReportChoice]:
    """Return what was chosen for a plan's period, in the order in which it was."""
    return records(library, ReportChoice, "plan_id = ? AND period = ?", (plan_id, period))


def put_choices(step: Step, known: Iterable[ReportChoice], wanted: Iterable[ReportChoice]) -> None:
    """Let what was chosen be just as it is ``wanted``, in that order."""
    gone = [(each.id,) for each in known]
    step.connection.executemany("DELETE FROM report_choice WHERE id = ?", gone)
    for each in wanted:
        insert_record(step, each)
