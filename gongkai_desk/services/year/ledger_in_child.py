"""What the child process does of an old ledger: its tasks as those of any plan, its headers, colours and legend.

``ledger_in`` alone asks for it, and loads it only in the child: readers and parser bring the large libraries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from gongkai_desk.domain.draft import Draft, Part
from gongkai_desk.domain.plan import CellPlace, Task
from gongkai_desk.domain.year.ledger_in import LedgerRead
from gongkai_desk.errors import InputError, NoPart
from gongkai_desk.parsing.grids.columns import Header, header_at
from gongkai_desk.parsing.grids.values import KEPT
from gongkai_desk.progress import Progress
from gongkai_desk.reading.document import Document, FileKind, Grid
from gongkai_desk.reading.office.colours import Fills, cell_fills
from gongkai_desk.rules.year.ledger_sheets import joined_sheets
from gongkai_desk.rules.year.ledger_states import colour_word, legend_in
from gongkai_desk.services.intake.in_child import document_of, draft_of
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.words.normal import squash
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.whole_dates import day_of, month_end

_AS_OF: Final = re.compile(
    r"(?:截[至止]到?|(?:填报|填表|更新|统计)(?:时间|日期)[：:]?)(?P<year>20\d\d)[年.-](?P<month>\d{1,2})[月.-]"
    r"(?:(?P<day>\d{1,2})日?|底|末)?"
)
_TELLING: Final = re.compile("[红橙黄绿蓝紫截]|(?:填报|填表|更新|统计)(?:时间|日期)")
_ZEBRA: Final = 4  # rows from which every other one in a single colour is a shade for reading


def read(path: Path, options: ReadOptions, progress: Progress) -> LedgerRead:
    """Read a ledger; its part with the most tasks is the one that is taken over."""
    document = document_of(path, options.password, progress, options.layouts)
    whole = joined_sheets(draft_of(document, options, progress))
    draft = whole.draft
    if whole.part < 0:
        raise NoPart(file=draft.file, part="", parts=[each.title for each in draft.parts])
    headers = tuple(_headers(document))
    names = dict.fromkeys(name for header in headers for name in _labels(header) if name not in whole.headers)
    part, fills = draft.parts[whole.part], _fills(path, document.kind)
    text = _text_beside(draft, part)
    found = LedgerRead(draft, whole.part, path, tuple(names), _plan_columns(headers), fills_read=fills is not None)
    found = replace(found, joined=whole.taken, left=whole.left, as_of=_as_of(text), legend=legend_in(text))
    return replace(found, colours=task_colours(part.tasks, fills or {}))


def _fills(path: Path, kind: FileKind) -> Fills | None:
    """Return the fills of a workbook, ``None`` where they cannot be read: its texts could, so it is not refused."""
    if kind is not FileKind.XLSX:
        return None
    try:
        return cell_fills(path)
    except InputError:
        return None


def _headers(document: Document) -> Iterator[Header]:
    for item in (item for page in document.pages for item in page.items):
        if isinstance(item, Grid) and item.rows:
            width = max(map(len, item.rows))
            found = (header_at(item.rows, at, width) for at in range(len(item.rows)))
            yield from (header for header in found if header is not None)


def _labels(header: Header) -> Iterator[str]:
    return (header.label(n) for n, name in enumerate(header.names) if name)


def _plan_columns(headers: Sequence[Header]) -> dict[str, str]:
    """Return the headers that tasks have fields for, each with the role of its column."""
    taken = KEPT | {ColumnRole.ADJUSTED}
    return {
        header.label(n): role.value
        for header in headers
        for n, role in enumerate(header.roles)
        if role and role in taken
    }


def _text_beside(draft: Draft, part: Part) -> str:
    """Return the lines of the file that may be a legend or say to when it stands, and are of no task."""
    contents = {squash(task.content) for task in part.tasks} - {""}
    flat = (squash(line) for line in draft.text.split("\n") if _TELLING.search(line))
    return "\n".join(line for line in flat if not any(text in line for text in contents))


def _as_of(text: str) -> date | None:
    found = _AS_OF.search(squash(text))
    if found is None:
        return None
    year, month = int(found["year"]), int(found["month"])
    return day_of(year, month, int(found["day"])) if found["day"] else month_end(year, month)


# ---- colours


def task_colours(tasks: Sequence[Task], fills: Fills) -> dict[int, str]:
    """Return the word for the colour of each task: of the column whose fills tell tasks apart best."""
    words = {cell: word for cell, rgb in fills.items() if (word := colour_word(rgb))}
    places = {_row_of(task): place for place, task in enumerate(tasks)}
    columns: dict[str, dict[int, str]] = {}
    for (sheet, cell), word in words.items():
        letters, number = _parted(cell)
        place = places.get((sheet, number))
        if place is not None:
            columns.setdefault(letters, {})[place] = word
    telling = [column for column in columns.values() if _tells(column, len(tasks))]
    return max(telling, key=lambda column: (len(set(column.values())), len(column)), default={})


def _row_of(task: Task) -> tuple[str, int] | None:
    """Return sheet and row in which most of a task's own cells stand."""
    cells = Counter((place.sheet, _parted(place.cell)[1]) for place in task.source if isinstance(place, CellPlace))
    return cells.most_common(1)[0][0] if cells else None


def _parted(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :] or 0)


def _tells(column: Mapping[int, str], tasks: int) -> bool:
    """Tell colours of states from a column in one colour and from every other row shaded for reading."""
    if len(set(column.values())) > 1:
        return True
    odd = {place % 2 for place in column}
    shaded = tasks >= _ZEBRA and len(odd) == 1 and len(column) >= tasks // 2
    return len(column) < tasks and not shaded
