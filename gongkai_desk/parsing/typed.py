"""What a person says, by the rules that read the file: a task's texts, and what columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from gongkai_desk.domain.draft import Doubt
from gongkai_desk.domain.plan import Plan, Task, TaskEdit
from gongkai_desk.domain.time import NO_DEADLINE
from gongkai_desk.parsing.blocks.model import Raw
from gongkai_desk.parsing.fields import (
    Context,
    deadline_in_clauses,
    recurrences_of,
    understand,
)
from gongkai_desk.parsing.grids.columns import header_at
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Cell, Document, Grid, Line
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import prose_deadline, read_deadline
from gongkai_desk.words.terms import PLAIN_WORDS, ColumnRole, column_roles
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: headers as printed (empty where it has none), and what each holds."""

    names: tuple[str, ...]
    roles: tuple[ColumnRole | None, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns as they were understood, each with a text out of its first row of content."""

    layout: Layout
    samples: tuple[str, ...]


def columns_of(document: Document) -> tuple[Columns, ...]:
    """Return the columns of each kind of table in a document."""
    found: dict[tuple[str, ...], Columns] = {}
    for item in (item for page in document.pages for item in page.items):
        if isinstance(item, Grid) and item.rows:
            columns = _columns(item)
            found.setdefault(columns.layout.names, columns)
    return tuple(found.values())


def with_layouts(document: Document, layouts: Sequence[Layout]) -> Document:
    """Return the document with the headers of tables that are in ``layouts`` named by what their columns hold."""
    known = {layout.names: layout for layout in layouts}
    if not known:
        return document
    pages = tuple(replace(page, items=tuple(_renamed(item, known) for item in page.items)) for page in document.pages)
    return replace(document, pages=pages)


def _renamed(item: Line | Grid, known: dict[tuple[str, ...], Layout]) -> Line | Grid:
    if not isinstance(item, Grid) or not item.rows:
        return item
    layout = known.get(_columns(item).layout.names)
    if layout is None:
        return item
    if not any(layout.names):
        return replace(item, rows=(tuple(Cell(word) for word in _words(layout)), *item.rows))
    return replace(item, rows=tuple(_row(row, layout) for row in item.rows))


def _row(row: tuple[Cell | None, ...], layout: Layout) -> tuple[Cell | None, ...]:
    """Rename the cells of a header row, wherever it is repeated; other rows stay."""
    if _names(row, len(layout.names)) != layout.names:
        return row
    return tuple(cell and replace(cell, text=word, joins=()) for cell, word in zip(row, _words(layout), strict=False))


def _words(layout: Layout) -> Iterator[str]:
    """Yield a header word for each column; one without a role keeps its name, as a column that is only kept."""
    for name, role in zip(layout.names, layout.roles, strict=True):
        yield PLAIN_WORDS.get(role, name) if role else PLAIN_WORDS[ColumnRole.REMARK]


def _columns(grid: Grid) -> Columns:
    width = max(len(row) for row in grid.rows)
    rows = grid.rows
    found = next((at for at in range(min(len(rows), USUAL.header_rows)) if _is_head(grid, at, width)), None)
    names = ("",) * width if found is None else _names(rows[found], width)
    after = 0 if found is None else found + 1
    first = next((row for row in rows[after:] if sum(map(bool, _texts(row))) > 1), ())
    samples = tuple(_texts(first))
    return Columns(Layout(names, column_roles(names)), (*samples, *[""] * (width - len(samples))))


def _texts(row: Sequence[Cell | None]) -> Iterator[str]:
    return (cell.text if cell else "" for cell in row)


def _is_head(grid: Grid, at: int, width: int) -> bool:
    """Take the row that the parser takes for a header, or the first that the format marks as one."""
    row = grid.rows[at]
    return header_at(grid.rows, at, width) is not None or (at < grid.header_rows and sum(map(bool, row)) > 1)


def _names(row: Sequence[Cell | None], width: int) -> tuple[str, ...]:
    names = ["".join(cell.text.split()) if cell else "" for cell in row]
    return (*names, *[""] * (width - len(names)))


TEXTS = ("seq", "title", "content", "unit_text", "deadline")  # what a person may type into

TaskT = TypeVar("TaskT", bound=Task)


@dataclass(frozen=True, slots=True)
class Sense:
    """What typed texts are read against: the task's plan, the office's units and its working days."""

    plan: Plan
    directory: UnitDirectory
    workdays: Workdays

    @property
    def time(self) -> TimeContext:
        """Return what deadlines are read against."""
        return TimeContext(self.plan.year, self.plan.dates, self.workdays)


def understood(task: TaskT, texts: Mapping[str, str], sense: Sense) -> TaskT:
    """Return the task as it is once ``texts`` (names in ``TEXTS``) are typed into it."""
    return read_again(task, texts, sense)[0]


def edited(task: TaskT, edit: TaskEdit, sense: Sense) -> TaskT:
    """Return the task with an edit done: texts as they are understood, then what was chosen and not typed."""
    changed = understood(task, edit.texts, sense) if edit.texts else task
    return replace(
        changed,
        section=changed.section if edit.section is None else edit.section,
        lead=changed.lead if edit.lead is None else edit.lead,
        responsible=changed.responsible if edit.responsible is None else edit.responsible,
        support=changed.support if edit.support is None else edit.support,
    )


def read_again(task: TaskT, texts: Mapping[str, str], sense: Sense, index: int = 0) -> tuple[TaskT, list[Doubt]]:
    """Return the task with ``texts`` typed in, and what is doubtful of it; doubts about other texts mean nothing.

    An emptied deadline is none, even where the units' text names a day.
    """
    typed = {name: text.strip() for name, text in texts.items()}
    follows = "unit_text" in typed and "deadline" not in typed and _stands_in_clauses(task, sense.time)
    read, doubts = understand(_raw(task, typed, follows=follows), index, Context(sense.directory, sense.time))
    if typed.get("deadline") == "":
        read, doubts = replace(read, deadline=NO_DEADLINE), [doubt for doubt in doubts if doubt.field != "deadline"]
    return _with_what_stays(read, task, typed, sense.time, timed=follows or "deadline" in typed), doubts


def _raw(task: Task, typed: Mapping[str, str], *, follows: bool) -> Raw:
    """Return the task as a file would have given it; units that nobody typed are not read.

    ``follows`` says that the deadline is whatever the units' text says.
    """
    unit_text = typed.get("unit_text", task.unit_text)
    return Raw(
        content=typed.get("content", task.content),
        seq=typed.get("seq", task.seq or "") or None,
        part=task.part,
        section=task.section,
        title=typed.get("title", task.title or "") or None,
        title_derived=task.title_derived and "title" not in typed,
        clauses=((None, unit_text),) if unit_text and "unit_text" in typed else (),
        unit_text=unit_text,
        deadline=typed.get("deadline", "" if follows else task.deadline.text),
        extra=task.extra,
        source=task.source,
    )


def _with_what_stays(read: Task, task: TaskT, typed: Mapping[str, str], time: TimeContext, *, timed: bool) -> TaskT:
    """Return what was read, with the former values of all that does not follow from what was typed.

    ``timed`` says that the deadline was typed, or follows from the units' text that was.
    """
    if "unit_text" not in typed:
        units = task.lead, task.responsible, task.support
        read = replace(read, lead=units[0], responsible=units[1], support=units[2], units_full=task.units_full)
    if not timed:
        read = replace(read, deadline=task.deadline)
    of_prose = _is_of_prose(task, time)
    if "content" in typed:
        return _told_anew(task, replace(read, inner_deadlines=()) if of_prose and not timed else read)
    as_read = timed and task.recurrences == recurrences_of(task.content, task.deadline)
    as_before = replace(
        read,
        quotas=task.quotas,
        time_limits=task.time_limits,
        recurrences=read.recurrences if as_read else task.recurrences,
        inner_deadlines=read.inner_deadlines if of_prose and timed else task.inner_deadlines,
    )
    return _told_anew(task, as_before)


def _told_anew(task: TaskT, read: Task) -> TaskT:
    """Return the task, stored or not, with all that a paper could say of it as it was read now."""
    said: dict[str, Any] = {each.name: getattr(read, each.name) for each in fields(Task)}
    return replace(task, **{**said, "position": task.position, "printed": task.printed})


def _stands_in_clauses(task: Task, time: TimeContext) -> bool:
    """Tell whether the deadline is the one that the units' text names (市教育局，6月底前完成), or none as there."""
    text = deadline_in_clauses([task.unit_text])
    return task.deadline == (read_deadline(text, time) if text else NO_DEADLINE)


def _is_of_prose(task: Task, time: TimeContext) -> bool:
    """Tell whether the deadline was found in the content: then its dates are no nodes within."""
    found = prose_deadline(task.content, time)
    return task.deadline.due is not None and not task.inner_deadlines and found.text == task.deadline.text
