"""Reading a plan without a library: file or pasted text in, draft out, all of it in the child process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.domain.draft import Doubt, Draft, Part, PartKind, rank_of
from gongkai_desk.domain.plan import CellPlace, PagePlace, Place, Quota, Task
from gongkai_desk.domain.time import Recurrence, TimeLimit
from gongkai_desk.errors import NoPart
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.wording.sentences import doubt_sentence
from gongkai_desk.workdays import Workdays

if TYPE_CHECKING:
    from gongkai_desk.parsing.typed import Columns, Layout
    from gongkai_desk.words.units import UnitDirectory

with lazy_imports():  # the child alone loads them
    from gongkai_desk.reading import read as files
    from gongkai_desk.services.intake import in_child

_READERS = ("gongkai_desk.services.intake.in_child",)
_PDF_READERS = (*_READERS, "gongkai_desk.reading.pdf.reader")  # a text would wait for them in vain


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is known beside the file: the working days, its password, an issue date it lacks, the office's own units.

    Whoever has a library gives its ``workdays`` (``standing.days.office_workdays``): dates that are counted from the
    issue are stored as they are read. Without ``directory`` units are read against the usual names of a Chinese city.
    ``anyway``: a paper that is not like a plan (a contract, a letter) is read all the same, with a doubt.
    """

    workdays: Workdays
    password: str = ""
    issue_date: date | None = None
    directory: UnitDirectory | None = None
    layouts: tuple[Layout, ...] = ()  # what a person said that the columns of such tables hold
    anyway: bool = False


def read_plan(source: Path | str | bytes, options: ReadOptions, progress: Progress = silent) -> Draft:
    """Read the file (a path) or the pasted text (a string, or bytes in any encoding) and split it into tasks.

    A table is compared with the body that it is the annex to; what differs is doubted.

    Raises:
        InputError: this input is refused; the kind says why.
        Cancelled: ``progress`` asked to stop.
    """
    child.prepare(*(_PDF_READERS if _is_named_pdf(source) else _READERS))
    return child.run(_read_and_parse, source, options, progress=progress)


def _is_named_pdf(source: Path | str | bytes) -> bool:
    """Tell by the name alone: the child looks at the bytes, and loads what it lacks."""
    return isinstance(source, Path) and source.suffix.lower() == ".pdf"


def _read_and_parse(source: Path | str | bytes, options: ReadOptions, progress: Progress = silent) -> Draft:
    """Do the work of ``read_plan``; runs in the child, which alone loads readers and parser."""
    document = in_child.document_of(source, options.password, progress, options.layouts)
    return in_child.draft_of(document, options, progress)


def table_columns(source: Path | str | bytes, password: str = "", progress: Progress = silent) -> tuple[Columns, ...]:
    """Return the columns of each kind of table in a file as they are understood; errors as ``read_plan``."""
    return child.run(_table_columns, source, password, progress=progress)


def _table_columns(source: Path | str | bytes, password: str, progress: Progress = silent) -> tuple[Columns, ...]:
    return in_child.columns_in(source, password, progress)


def page_picture(path: Path, page: int, scale: float, password: str = "", progress: Progress = silent) -> bytes:
    """Return page ``page`` (from 1) of a PDF or OFD file as a picture, ``scale`` pixels a point; drawn in the child."""
    return child.run(files.page_picture, path, page, scale, password, progress=progress)


def page_sizes(path: Path, password: str = "", progress: Progress = silent) -> tuple[tuple[float, float], ...]:
    """Return width and height in points of each page of a PDF or OFD file, as displayed."""
    return child.run(files.page_sizes, path, password, progress=progress)


def chosen_part(draft: Draft, wanted: str | None) -> int:
    """Return the index of the part asked for: ``narrative``, ``table``, a number from 1; by default the first table.

    Raises:
        NoPart: the file has no such part.
    """
    kinds = [part.kind for part in draft.parts]
    if wanted is None:
        return kinds.index(PartKind.TABLE) if PartKind.TABLE in kinds else 0
    if wanted in kinds:
        return kinds.index(PartKind(wanted))
    if wanted.isdecimal() and 1 <= int(wanted) <= len(kinds):
        return int(wanted) - 1
    raise NoPart(file=draft.file, part=wanted, parts=[f"{i} {part.title}" for i, part in enumerate(draft.parts, 1)])


def draft_json(draft: Draft, index: int, *, with_text: bool = False) -> dict[str, Any]:
    """Return the draft with the part ``index`` chosen, in the flat shape of ``parse --json``."""
    part = draft.parts[index]
    plan = draft.plans[part.plan]
    dates = plan.dates
    result: dict[str, Any] = {
        "outcome": "ok_warn" if draft.losses else "ok",
        "file": draft.file,
        "title": (part.title if part.kind is PartKind.TABLE else plan.title) or None,
        "doc_no": plan.doc_no or None,
        "issuer": plan.issuer or None,
        "issue_date": _day(dates.issue),
        "dates": {name: _day(getattr(dates, name)) for name in ("written", "imprint", "published", "received")},
        "year": plan.year,
        "level": plan.level,
        "parts": [_part_json(number, each) for number, each in enumerate(draft.parts, 1)],
        "part": index + 1,
        "tasks": [task_json(task) for task in part.tasks],
        "losses": [{"where": loss.where, "what": loss.what} for loss in draft.losses],
        "warnings": [_doubt_json(doubt) for doubt in (*part.doubts, *draft.doubts)],
    }
    if with_text:
        result["text"] = draft.text
    return result


def task_json(task: Task) -> dict[str, Any]:
    """Return a task with the keys of the gold annotations and its ``source``."""
    return {
        "seq": task.seq,
        "part": task.part,
        "section": list(task.section),
        "title": task.title,
        "title_derived": task.title_derived,
        "content": task.content,
        "lead": list(task.lead),
        "responsible": list(task.responsible),
        "support": list(task.support),
        "units_full": dict(task.units_full),
        "unit_text": task.unit_text,
        "deadline": task.deadline.text or None,
        "deadline_kind": task.deadline.kind,
        "deadline_date": _day(task.deadline.due),
        "inner_deadlines": [day.isoformat() for day in task.inner_deadlines],
        "recurrence": _recurrence_json(task.recurrence) if task.recurrence else None,
        "recurrences": [_recurrence_json(each) for each in task.recurrences],
        "quotas": [_quota_json(quota) for quota in task.quotas],
        "time_limits": [_limit_json(limit) for limit in task.time_limits],
        "other": dict(task.extra),
        "source": [place_json(place) for place in task.source],
    }


def place_json(place: Place) -> dict[str, Any]:
    """Return a place as page and box (points, one decimal), sheet and cell, or start and end."""
    if isinstance(place, PagePlace):
        box = place.box
        return {"page": place.page, "box": [round(edge, 1) for edge in (box.x0, box.top, box.x1, box.bottom)]}
    if isinstance(place, CellPlace):
        return {"sheet": place.sheet, "cell": place.cell}
    return {"start": place.start, "end": place.end}


def _part_json(number: int, part: Part) -> dict[str, Any]:
    return {"index": number, "kind": part.kind, "title": part.title, "tasks": len(part.tasks)}


def _doubt_json(doubt: Doubt) -> dict[str, Any]:
    return {
        "kind": doubt.kind,
        "rank": rank_of(doubt.kind),
        "task": doubt.task,
        "field": doubt.field,
        "text": doubt.text,
        "message": doubt_sentence(doubt),
        "source": [place_json(place) for place in doubt.source],
    }


def _recurrence_json(recurrence: Recurrence) -> dict[str, Any]:
    return {"every": recurrence.every, "times": recurrence.times, "text": recurrence.text}


def _quota_json(quota: Quota) -> dict[str, Any]:
    value = {"text": quota.text, "op": quota.op, "value": _number(quota.value), "unit": quota.unit, "what": quota.what}
    return {**value, "strict": True} if quota.strict else value


def _limit_json(limit: TimeLimit) -> dict[str, Any]:
    value = {"text": limit.text, "days": limit.days, "working": limit.working, "after": limit.after}
    return {**value, "hours": limit.hours} if limit.hours else value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
