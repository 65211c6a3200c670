"""What the child process does of a packet: laid out, checked as a backup is, read to the last row.

``packets`` alone asks for it: no file from outside is opened in another process.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

from gongkai_desk.domain.cycle.packets import Content, Rows
from gongkai_desk.errors import BadBackup, BadPacket, DeskError
from gongkai_desk.paths import LEDGER
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.guard import MEGABYTE, Limits, check_size
from gongkai_desk.store import units
from gongkai_desk.store.care.restore import laid_findings, unpack
from gongkai_desk.store.entries import packets
from gongkai_desk.store.library import Library
from gongkai_desk.store.rows import day_of
from gongkai_desk.store.tasks import doubts, evidence, plans, shares, states, work

LIMITS = Limits(file_bytes=2000 * MEGABYTE, unpacked=4000 * MEGABYTE, silence=120.0)
"""A packet holds evidence, scans of some megabytes each; hashing a great one is silent for a while."""
_DAYS = frozenset(
    {
        *("day", "removed", "since", "until", "finished", "rectify_until", "settled", "entered", "effective"),
        *("received", "started", "ended", "expected", "written", "imprint", "published"),
        *("deadline_due", "deadline_start", "set_due", "set_start"),
    }
)
"""Columns of days in all tables that travel."""
_BROKEN = (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, IndexError)


def look(path: Path, scratch: Path, home: Path, progress: Progress = silent) -> Content:
    """Lay a packet out in ``scratch`` and return what it holds; kept files that ``home`` holds are not laid out.

    Raises:
        BadPacket: it is none, or not whole (``reason``: ``damaged``).
        Limit, NewerLedger, DiskFull: it is too great, too new, or there is no room.
    """
    progress(Stage.OPENING, 0, 0)
    _check_package(path)
    try:
        hashes = unpack(path, scratch, home)
    except BadBackup as error:
        raise BadPacket(file=path.name, reason="damaged") from error
    progress(Stage.READING, 0, 0)
    if laid_findings(scratch, home, hashes):
        raise BadPacket(file=path.name, reason="damaged")
    try:
        return _content(path, scratch)
    except DeskError:
        raise
    except _BROKEN as error:
        raise BadPacket(file=path.name, reason="damaged") from error


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadPacket(file=path.name, reason="damaged") from error
    check_size(path, members, LIMITS)
    if LEDGER not in {member.filename for member in members}:
        raise BadPacket(file=path.name, reason="damaged")


def _content(path: Path, scratch: Path) -> Content:
    with Library.open(scratch, read_only=True) as library:
        entry = packets.received(library)
        if entry is None:
            raise BadPacket(file=path.name, reason="foreign")
        _ask_readable(library)
        rows = packets.all_rows(library.connection)
        _ask_days(rows)
        marks = packets.step_marks(library.connection)
        left = packets.left_rows(library.connection)
        return Content(entry.code, entry.library, library.origin.library, rows, marks, left, packets.file_places(rows))


def _ask_readable(library: Library) -> None:
    """Read all that will be read of these rows once they are ours; what cannot be understood raises now."""
    plans.plans(library), plans.tasks(library), plans.removed_tasks(library)
    units.units(library), units.groups(library), units.assignments(library)
    for read in (shares.timed_cases, shares.transitions, shares.task_settings, work.reports, evidence.evidence):
        read(library)
    [shares.quota_event_of(row) for row in shares.quota_rows(library)]
    states.states(library)
    doubts.doubts(library)
    doubts.doubts(library, settled=True)
    for (other,) in library.rows("SELECT other FROM task"):
        if not all(isinstance(text, str) for text in json.loads(other).values()):
            raise TypeError("other")


def _ask_days(rows: Rows) -> None:
    """Ask for every day to be one, in the recycle bin too."""
    for own in rows.values():
        for row in own.values():
            for name in _DAYS & row.keys():
                day_of(str(row[name]) if row[name] is not None else None)
