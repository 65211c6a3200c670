"""A year is closed once it was handed over to the archive; a correction opens it again, with a reason."""

from __future__ import annotations

from dataclasses import replace

from gongkai_desk.domain.cycle.upward import ClosedYear
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.errors import NotAllowed
from gongkai_desk.store.entries.closed_years import closed_year
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, set_record
from gongkai_desk.store.tasks import plans


def close_year(library: Library, by: By, year: int, *, remark: str = "") -> Changes:
    """Close a year: its plans, what became of their tasks and its 年报 are only read from now on.

    Raises:
        NotAllowed: no plan of that year (``plan_of_year``), closed already (``closed_already``).
    """
    if not any(plan.year == year for plan in plans.plans(library)):
        raise NotAllowed(library=str(library.folder), lacks=("plan_of_year",))
    if closed_year(library, year) is not None:
        raise NotAllowed(library=str(library.folder), lacks=("closed_already",))
    with library.step(f"{year}年归档，转为只读", by) as step:
        step.made = insert_record(step, ClosedYear(year, by.today, by.who, remark))
    return step.changes


def reopen_year(library: Library, by: By, year: int, reason: str) -> Changes:
    """Open a closed year again for a correction.

    Raises:
        NotAllowed: it is not closed (``closed``), or no reason is given (``reason``).
    """
    known = closed_year(library, year)
    if known is None:
        raise NotAllowed(library=str(library.folder), lacks=("closed",))
    if not reason.strip():
        raise NotAllowed(library=str(library.folder), lacks=("reason",))
    with library.step(f"{year}年重新打开（更正：{reason.strip()}）", by) as step:
        opened = replace(known, reopened=by.today, reopened_by=by.who, reopen_reason=reason.strip())
        set_record(step, opened, row_id(known))
    return step.changes
