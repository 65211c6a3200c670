"""佐证材料包: the evidence of a task, a unit or a period, numbered, as a folder with its list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copyfile

from gongkai_desk.domain.papers import Packet, PacketPiece
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.domain.work import Evidence, StoredEvidence
from gongkai_desk.errors import NotAllowed
from gongkai_desk.export import word
from gongkai_desk.papers.evidence import evidence_list
from gongkai_desk.paths import refuse_inside_library, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.store.directory import units
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.wording.days import chinese_date

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # what Windows allows in no file name
LIST = "佐证材料清单.docx"
_LONGEST = 60  # characters of a file's name without its suffix


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what the evidence is wanted: all that is given must hold. ``since`` and ``until`` are days it took effect."""

    task_id: int | None = None
    plan_id: int | None = None
    unit: str | None = None
    since: date | None = None
    until: date | None = None

    def holds(self, piece: Evidence) -> bool:
        """Tell whether a piece took effect in the period; one without any day is of every period."""
        day = piece.effective or piece.received
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def packet(library: Library, scope: Scope, *, today: date) -> Packet:
    """Return the evidence of a scope with its numbers.

    Raises:
        UnknownId: no such task, plan or unit.
    """
    unit = units.find_unit(library, scope.unit) if scope.unit else None
    tasks = _tasks(library, scope)
    links = _links(library, [task.id for task in tasks])
    known: dict[int | None, str] = {each.id: each.name for each in units.units(library)}
    pieces: list[PacketPiece] = []
    missing: list[str] = []
    counted = 0
    for task in tasks:
        found = [
            (each, owner)
            for each, owner in links.get(task.id, ())
            if scope.holds(each) and (unit is None or owner in (None, unit.id))
        ]
        if not found:
            missing.append(_name(task))
            continue
        counted += 1
        for index, (each, owner) in enumerate(found, start=1):
            pieces.append(_piece(library, f"{counted}-{index}", task, each, known.get(owner, "")))
    return Packet("佐证材料清单", _scope_text(library, scope), tuple(pieces), today, tuple(missing))


def _tasks(library: Library, scope: Scope) -> list[StoredTask]:
    if scope.task_id is not None:
        return [plans.task(library, scope.task_id)]
    if scope.plan_id is not None:
        plans.plan(library, scope.plan_id)
    tasks = plans.tasks(library, scope.plan_id)
    if scope.unit is None:
        return tasks
    kept = set(units.tasks_of(library, scope.unit))
    return [task for task in tasks if task.id in kept]


def _links(library: Library, task_ids: Iterable[int]) -> dict[int, list[tuple[StoredEvidence, int | None]]]:
    """Return the evidence of tasks with the unit that each piece belongs to."""
    wanted = list(task_ids)
    owners = evidence.evidence_units(library, wanted)
    return {
        task_id: [(each, owners[task_id, each.id]) for each in found]
        for task_id, found in evidence.evidence(library, wanted).items()
    }


def _piece(library: Library, number: str, task: StoredTask, each: StoredEvidence, unit: str) -> PacketPiece:
    file = evidence.evidence_file(library, each.id) if each.sha256 else None
    there = file is not None and file.is_file()
    place = "　".join(filter(None, (each.doc_no, each.url)))
    name = _file_name(number, each.name, file) if file is not None and there else ""
    return PacketPiece(number, _name(task), each.name, unit, place, each.effective, each.received, file, name)


def _file_name(number: str, title: str, file: Path) -> str:
    """Return the name in the packet: its number, its own name, its suffix."""
    stem = title.removesuffix(file.suffix) if file.suffix else title
    return f"{number} {_NOT_IN_NAMES.sub('_', stem)[:_LONGEST].strip(' .')}{file.suffix}"


def _name(task: Task) -> str:
    return "　".join(filter(None, ((task.seq or "").rpartition("/")[2], task.title or task.content[:30])))


def _scope_text(library: Library, scope: Scope) -> str:
    """Return what the packet is of, as a line above the list."""
    told = []
    if scope.task_id is not None:
        told.append(_name(plans.task(library, scope.task_id)))
    if scope.plan_id is not None:
        told.append(plans.plan(library, scope.plan_id).title)
    if scope.unit:
        told.append(units.find_unit(library, scope.unit).name)
    if scope.since or scope.until:
        told.append(f"{chinese_date(scope.since, '')}至{chinese_date(scope.until, '今')}")
    return "　".join(told) or "全部任务"


def write_packet(folder: Path, made: Packet, progress: Progress = silent) -> None:
    """Write the files and their list into a folder; needs no library, so a job may do it.

    The folder is to be new, so that no old piece is in it. The list comes last, when all files are there.

    Raises:
        NotAllowed: something stands there already (``lacks``: ``empty_folder``), or it is a part of a library.
        NoPermission, DiskFull: the folder cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed(library=str(folder), lacks=("empty_folder",))
    refuse_inside_library(folder / LIST)
    with told_kindly(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for index, piece in enumerate(made.pieces):
        progress(Stage.WRITING, index, len(made.pieces))
        if piece.file is not None and piece.name:
            with written_whole(folder / piece.name) as beside, told_kindly(folder / piece.name):
                copyfile(piece.file, beside)
    word.write(evidence_list(made), folder / LIST)
