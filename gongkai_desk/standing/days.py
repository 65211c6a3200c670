"""The working days of an office: the State Council's notices, what was entered of them, local days if they count."""

from __future__ import annotations

from datetime import date

from gongkai_desk.store.entries.duties import LOCAL, STATE, days
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.workdays import Workdays

LOCAL_COUNTS = "workdays.local"
"""The setting that lets the local list count too; empty: it does not."""


def office_workdays(library: Library) -> Workdays:
    """Return the working days of the office: the State Council's, what was entered of them, local ones if set so."""
    lists = (STATE, LOCAL) if local_counts(library) else (STATE,)
    return Workdays.usual().with_days(days(library, *lists))


def local_days(library: Library) -> dict[date, bool]:
    """Return the days of the local list where it counts; none where it does not."""
    return days(library, LOCAL) if local_counts(library) else {}


def local_counts(library: Library) -> bool:
    """Tell whether the local list counts too."""
    return bool(setting(library, LOCAL_COUNTS))


def workdays_of(library: Library | None) -> Workdays:
    """Return the office's working days, the usual ones where no library is open."""
    return Workdays.usual() if library is None else office_workdays(library)
