"""分工录入包: chosen tasks go to a colleague's PC as a library of their own and are merged back as one step.

What went out is filed (``packet``), and what both sides agree upon after each merge: the base of the next one. A row
that was made there is known by that library and its id there, and gets an id of its own here (DECISIONS 29).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from gongkai_desk.domain.cycle.packets import (
    SETTLED,
    Base,
    Conflict,
    Content,
    Merge,
    Outgoing,
    PacketOrder,
    Rows,
    Side,
    StepMark,
)
from gongkai_desk.domain.cycle.rounds import Packet
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import BadPacket, NotAllowed, Unreadable
from gongkai_desk.paths import LEDGER, beside_prefix, refuse_inside_library, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading import child
from gongkai_desk.rules.packets.merging import merged
from gongkai_desk.rules.packets.parts import Sides
from gongkai_desk.services.packet_in_child import LIMITS, look
from gongkai_desk.services.year.late import mark_late
from gongkai_desk.store import units
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.findings import named_files
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.entries import packets as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.store.tasks.evidence import KeptFile

Taken = Mapping[str, Side]
"""Whose word holds where both sides changed something, by ``Conflict.key``."""
_CODE = 6  # random bytes of a packet's code
_CALLED = 16  # characters by which a task is named
_SCRATCH = beside_prefix("packet")


# ---- out


def drafted(library: Library, by: By, order: PacketOrder) -> Outgoing:
    """Return a packet with the tasks that are chosen, and all that was done to them.

    Raises:
        UnknownId: no such plan or unit.
        NotAllowed: no task is chosen (``lacks``: ``packet_tasks``).
    """
    plans.plan(library, order.plan_id)
    chosen = set(plans.task_ids(library, order.plan_id))
    if order.units:
        ids = {units.find_unit(library, name).id for name in order.units}
        chosen &= {task for task, _, unit in units.expanded(library, chosen) if unit in ids}
    if not chosen:
        raise NotAllowed(library=library.name, lacks=("packet_tasks",))
    rows = stored.rows_of(library, chosen)
    name = f"{library.name}（{order.peer or '、'.join(order.units) or '分工录入'}）"
    settings = stored.packet_settings(library, name)
    places = stored.file_places(rows)
    code = os.urandom(_CODE).hex()
    home = library.origin.library
    return Outgoing(order, code, home, library.name, by.today, rows, settings, places, len(chosen))


def write(of: Outgoing, by: By, folder: Path, out: Path, progress: Progress = silent) -> None:
    """Write a packet: a small ledger with the files that it names out of the library's ``folder``.

    Raises:
        NotAllowed: ``out`` is a part of a library.
        Unreadable: a kept file is gone from the library.
        DiskFull, NoPermission, TargetInUse: it cannot be written.
    """
    with TemporaryDirectory(prefix=_SCRATCH) as scratch:
        ledger = Path(scratch) / LEDGER
        stored.write_ledger(ledger, of, by)
        _pack(ledger, folder, of.files, out, progress)


def _pack(ledger: Path, folder: Path, places: tuple[str, ...], out: Path, progress: Progress) -> None:
    refuse_inside_library(out)
    with written_whole(out) as beside, ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(ledger, LEDGER)
        for done, place in enumerate(places):
            progress(Stage.WRITING, done, len(places))
            if not (folder / place).is_file():
                raise Unreadable(file=place, reason="missing")
            archive.write(folder / place, place)


def make(library: Library, by: By, of: Outgoing, write: Callable[[], None]) -> Changes:
    """Register a packet that ``write`` puts where a clerk finds it, as one undoable step; ``made`` is its id.

    Raises:
        DiskFull, NoPermission …: it could not be written; nothing is stored then.
    """
    copy = stored.keep_base(library, Base(stored.seen(of.rows)), of.code)
    entry = Packet(of.code, stored.MADE, "", by.today, of.order.peer or "、".join(of.order.units), of.order.plan_id)
    with library.step(f"发出分工录入包（{of.tasks}项）", by) as step:
        step.made = stored.put_packet(step, entry, None, copy)
        write()
    return step.changes


def write_back(library: Library, out: Path, progress: Progress = silent) -> None:
    """Write a colleague's library as the packet that goes back (打包交回); it may be done as often as wanted.

    Raises:
        NotAllowed: this library was not made from a packet (``lacks``: ``received_packet``).
        DamagedLedger, DiskFull, NoPermission, TargetInUse: it could not be written.
    """
    if not is_received(library):
        raise NotAllowed(library=library.name, lacks=("received_packet",))
    with TemporaryDirectory(prefix=_SCRATCH) as scratch:
        ledger = Path(scratch) / LEDGER
        snapshots.copy_ledger(library.folder, ledger)
        with closing(sqlite3.connect(ledger)) as connection:
            places = {f"{folder}/{kept.path}": None for folder, kept in named_files(connection)}
        _pack(ledger, library.folder, tuple(places), out, progress)


def is_received(library: Library) -> bool:
    """Tell whether a library was made from a packet."""
    return stored.received(library) is not None


def unpack(file: Path, folder: Path, who: str = "", progress: Progress = silent) -> None:
    """Lay a packet out as a library of its own in an empty ``folder``.

    Raises:
        BadPacket: it is no packet, or not whole.
        NotAllowed: something stands there already (``lacks``: ``empty_folder``).
        Limit, NewerLedger, DiskFull, NoPermission.
    """
    with told_kindly(folder):
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise NotAllowed(library=str(folder), lacks=("empty_folder",))
    with opened(file, folder, progress):
        restore_folder(file, folder, who=who)


# ---- back


@dataclass(frozen=True, slots=True)
class Opened:
    """A packet that was laid out beside; ``files`` tells where a kept file of it lies."""

    content: Content
    scratch: Path


def read(file: Path, scratch: Path, home: Path, progress: Progress = silent) -> Content:
    """Return a packet, read in the child process and laid out in ``scratch``; see ``packet_in_child.look``.

    Raises:
        BadPacket, Limit, NewerLedger, DiskFull: it cannot be read.
    """
    return child.run(look, file, scratch, home, progress=progress, limits=LIMITS)


@contextmanager
def opened(file: Path, home: Path, progress: Progress = silent) -> Iterator[Opened]:
    """Yield a packet, read in the child process; what was laid out goes with the block.

    Raises:
        BadPacket, Limit, NewerLedger, DiskFull: it cannot be read.
    """
    with TemporaryDirectory(prefix=_SCRATCH, ignore_cleanup_errors=True) as scratch:
        yield Opened(read(file, Path(scratch), home, progress), Path(scratch))


@dataclass(frozen=True, slots=True)
class Review:
    """What taking a packet back would do; ``older``: a later state of it was taken back already."""

    content: Content
    packet: Packet
    former: Packet | None
    merge: Merge
    older: bool = False
    base: Base | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether nothing of it is new here, and nothing is open."""
        if self.older:
            return True
        base = Base(self.merge.base, self.content.steps)
        return not (self.merge.changes or self.merge.origins or self.merge.conflicts) and _same(base, self.base)

    @property
    def open(self) -> tuple[Conflict, ...]:
        """Return the conflicts that a person has to choose in."""
        return tuple(each for each in self.merge.conflicts if each.clash not in SETTLED)


def reviewed(library: Library, content: Content, taken: Taken | None = None, progress: Progress = silent) -> Review:
    """Return what taking a packet back would do; ``taken``: whose word holds where both changed something.

    Raises:
        BadPacket: it is of another library (``foreign``), one that is not registered here (``unknown``), or was worked
            on in two places (``parted``).
        Cancelled: ``progress`` asked to stop.
    """
    if content.home != library.origin.library:
        raise BadPacket(file="", reason="foreign")
    made = stored.packet(library, content.code, stored.MADE)
    if made is None:
        raise BadPacket(file="", reason="unknown")
    former = stored.packet(library, _merged_code(content), stored.MERGED)
    first = stored.base_of(library, made)
    base = stored.base_of(library, former) if former else first
    older = _is_older(base.steps, content.steps)
    if older:
        return Review(content, made, former, Merge(), older=True, base=base)
    merge = _merge(library, content, (base, first), taken or {}, progress)
    return Review(content, made, former, merge, base=base)


def places(library: Library, conflicts: Iterable[Conflict]) -> dict[str, str]:
    """Return of each conflict, by its key, which task and unit it is about."""
    names = {int(unit.id): unit.name for unit in units.units(library)}
    tasks = {int(task.id): task for task in (*plans.tasks(library), *plans.removed_tasks(library))}
    found = {}
    for each in conflicts:
        task, unit = tasks.get(each.task_id or 0), names.get(each.unit_id or 0, "")
        number = "" if each.table != "unit" else names.get(each.row_id or 0, "")
        words = f"任务{task.seq or ''}“{(task.title or task.content or '')[:_CALLED]}”" if task else number
        found[each.key] = " ".join(filter(None, (words, unit)))
    return found


def _merged_code(content: Content) -> str:
    """Return by what a merge is known: two colleagues may have opened one packet, each in a library of his own."""
    return f"{content.code}/{content.library}"


def _is_older(known: tuple[StepMark, ...], now: tuple[StepMark, ...]) -> bool:
    """Tell a state from before the one that was taken back."""
    shared = min(len(known), len(now))
    if known[:shared] != now[:shared]:
        raise BadPacket(file="", reason="parted")
    return len(now) < len(known)


def _merge(library: Library, content: Content, bases: tuple[Base, Base], taken: Taken, progress: Progress) -> Merge:
    """Work a merge out; ``bases``: of the last merge, and of what was sent out at first."""
    base, first = bases
    progress(Stage.COMPARING, 0, 0)
    known = stored.known_rows(library, content.library)
    wanted: dict[str, set[int]] = {table: set(rows) for table, rows in first.rows.items()}
    for (table, _), number in known.items():
        wanted.setdefault(table, set()).add(number)
    here = stored.rows_of(library, wanted.get("task", set()), wanted)
    ids = {table: set(rows) for table, rows in first.rows.items()}
    pinned = stored.pinned(library, wanted)
    sides = Sides(base.rows, content.rows, here, ids, known, stored.following_ids(library), pinned)
    return merged(stored.shapes_of(library.connection), sides, taken, partial(progress, Stage.COMPARING))


@dataclass(frozen=True, slots=True)
class Ready:
    """A merge that is worked out, its files kept; ``copy``: what both sides then agree upon, ``None``: nothing new."""

    review: Review
    base: Base
    copy: KeptFile | None = None


def ready(library: Library, of: Opened, review: Review, progress: Progress = silent) -> Ready:
    """Keep the files that a merge brings; nothing is stored, so a library for reading will do.

    Raises:
        Unreadable, DiskFull, NoPermission: evidence could not be kept.
        Cancelled: ``progress`` asked to stop.
    """
    base = Base(review.merge.base, of.content.steps)
    if review.older or (not review.merge.changes and not review.merge.origins and _same(base, review.base)):
        return Ready(review, base)
    progress(Stage.STORING, 0, 0)
    _keep_files(library, of, review.merge)
    return Ready(review, base, stored.keep_base(library, base, of.content.code))


def take(library: Library, by: By, of: Opened, made: Ready) -> Changes | None:
    """Store a merge that was worked out for the library as it stands, as one undoable step; ``None``: nothing new."""
    review = made.review
    if made.copy is None:
        return None
    peer = review.packet.peer
    entry = Packet(_merged_code(of.content), stored.MERGED, of.content.library, by.today, peer, review.packet.plan_id)
    with library.step(f"收回分工录入包（{peer or of.content.code}）", by) as step:
        step.made = stored.put_packet(step, entry, review.former, made.copy)
        stored.apply(step, review.merge, of.content.library, step.made)
        mark_late(library, step, by, [number for table, number, _ in review.merge.inserts if table == "report"])
    return step.changes


def merge(library: Library, by: By, of: Opened, taken: Taken | None = None) -> tuple[Changes | None, Review]:
    """Take a packet back as one undoable step; ``None`` where nothing of it is new.

    Where both sides changed something and ``taken`` does not say whose word holds, ours stays and the place is told
    again with the next packet.

    Raises:
        BadPacket: see ``reviewed``.
        Unreadable, DiskFull, NoPermission: evidence could not be kept; nothing is stored then.
    """
    made = ready(library, of, reviewed(library, of.content, taken))
    return take(library, by, of, made), made.review


def _same(base: Base, former: Base | None) -> bool:
    return former is not None and _plain(base.rows) == _plain(former.rows) and len(base.steps) == len(former.steps)


def _plain(rows: Rows) -> Rows:
    return {table: dict(own) for table, own in rows.items() if own}


def _keep_files(library: Library, of: Opened, merge: Merge) -> None:
    """Copy the kept files that new rows name into the library, each under its content's hash."""
    new: dict[str, dict[int, dict[str, str | int | None]]] = {}
    for table, number, row in (*merge.inserts, *merge.updates):
        if row.get("sha256"):
            new.setdefault(table, {})[number] = {"suffix": "", **row}
    for place in stored.file_places(new):
        if (file := of.scratch / place).is_file():
            evidence.keep_file(library.folder / place.partition("/")[0], file)
