"""年报 as stored: one of our own body (no unit) and one of each unit, their cells, their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.domain.cycle.upward import AnnualFigure, AnnualReport, AnnualText
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.annual import AnnualCell
from gongkai_desk.store.journal import set_columns
from gongkai_desk.store.records import insert_record, records, set_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gongkai_desk.store.journal import Step
    from gongkai_desk.store.library import Library


def annual_reports(library: Library, year: int) -> list[AnnualReport]:
    """Return all of a year, our own among them."""
    return records(library, AnnualReport, "removed IS NULL AND year = ?", (year,))


def annual_report(library: Library, year: int, unit_id: int | None) -> AnnualReport | None:
    """Return one body's, ``None`` where nothing was entered yet."""
    found = [each for each in annual_reports(library, year) if each.unit_id == unit_id]
    return found[0] if found else None


def put_report(library: Library, step: Step, new: AnnualReport) -> int:
    """Store what is known of a body's year as a whole; return its id."""
    known = annual_report(library, new.year, new.unit_id)
    if known is None:
        return insert_record(step, new)
    number = row_id(known)
    set_record(step, new, number)
    return number


def figures(library: Library, report_id: int) -> dict[AnnualCell, Decimal]:
    """Return the cells that were entered."""
    found = records(library, AnnualFigure, "annual_report_id = ?", (report_id,))
    return {AnnualCell(each.part, each.line, each.place): each.value for each in found}


def put_figures(library: Library, step: Step, report_id: int, new: Mapping[AnnualCell, Decimal | None]) -> None:
    """Store cells; ``None`` makes one unknown again."""
    stored = records(library, AnnualFigure, "annual_report_id = ?", (report_id,))
    known = {AnnualCell(each.part, each.line, each.place): each for each in stored}
    for cell, value in new.items():
        old = known.get(cell)
        if value is None:
            if old is not None:
                step.connection.execute("DELETE FROM annual_figure WHERE id = ?", (old.id,))
        elif old is None:
            insert_record(step, AnnualFigure(report_id, cell.part, cell.line, cell.place, value))
        elif old.value != value:
            set_columns(step, "annual_figure", row_id(old), {"value": str(value)})


def texts(library: Library, report_id: int) -> dict[str, str]:
    """Return the texts that people wrote, by heading."""
    found = records(library, AnnualText, "annual_report_id = ?", (report_id,))
    return {each.heading: each.text for each in found if each.text}


def put_text(library: Library, step: Step, report_id: int, heading: str, text: str) -> None:
    """Store a text under a heading; an empty one lets the program's own stand again."""
    found = records(library, AnnualText, "annual_report_id = ? AND heading = ?", (report_id, heading))
    if found:
        set_columns(step, "annual_text", row_id(found[0]), {"text": text})
    elif text:
        insert_record(step, AnnualText(report_id, heading, text))
