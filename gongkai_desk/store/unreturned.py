"""Workbooks that were sent out and have not come back (未回收)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai_desk.store.rows import day_of

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library


@dataclass(frozen=True, slots=True)
class Unreturned:
    """A unit that owes a workbook: since when, until when, of which batch."""

    unit: str
    sent: date
    closing: date | None
    batch: str


def unreturned(library: "Library") -> list[Unreturned]:
    """Return what is still out, the earliest closing day first."""
    rows = library.rows(
        "SELECT u.name, d.day, d.closing, d.batch FROM dispatch_unit du"
        " JOIN dispatch d ON d.id = du.dispatch_id AND d.removed IS NULL AND d.kind = 'workbook'"
        " JOIN unit u ON u.id = du.unit_id WHERE du.returned IS NULL"
        " ORDER BY coalesce(d.closing, '9999'), u.position, u.id"
    )
    return [Unreturned(name, date.fromisoformat(day), day_of(closing), batch) for name, day, closing, batch in rows]
