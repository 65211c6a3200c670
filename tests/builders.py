"""Inputs as short readable text: plans, tasks, documents, grids."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.light import ActFact, Facts, Proof, ReportFact, StateFact
from gongkai_desk.domain.plan import CellPlace, Level, Plan, PlanDates, Task, TextPlace
from gongkai_desk.domain.state import Action, State
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.work import Report, Transition
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Cell, Document, FileKind, Grid, Line, Page
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.services.intake.importing import Intake, add_plan
from gongkai_desk.store.library import Library
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

COVERED = "^"  # in a grid: the cell above or to the left covers this place


def a_task(**fields: Any) -> Task:
    """Return a task of 云州市; ``fields`` override."""
    usual: dict[str, Any] = {
        "seq": "1",
        "section": ("一、深化政策公开",),
        "title": "规范政策发布",
        "content": "集中公开现行有效行政规范性文件",
        "lead": ("市政府办公室",),
        "responsible": ("市司法局",),
        "unit_text": "市政府办公室牵头，市司法局落实",
        "deadline": Deadline("9月底前", DeadlineKind.MONTH_END, date(2026, 9, 30), (date(2026, 9, 30),)),
    }
    return Task(**(usual | fields))


def said(task: Task) -> Task:
    """Return what a stored task says, without its ids and its place: as it was read."""
    return Task(**{each.name: getattr(task, each.name) for each in fields(Task) if each.name != "position"})


def a_share(
    unit_id: int | None = 1,
    unit: str = "市教育局",
    state: State = State.NOT_STARTED,
    since: date | None = None,
    finished: date | None = None,
    *,
    extended: date | None = None,
    rectify_until: date | None = None,
    paused_until: date | None = None,
    reports: Sequence[Report] = (),
    proofs: Sequence[Proof] = (),
    acts: Sequence[Transition] = (),
) -> Share:
    """Return a unit's share with these facts; ``extended`` stands for a 延期 to that day."""
    done = [ActFact(each.act, each.day, each.was, each.became, each.until) for each in acts]
    put_off = [ActFact(Action.EXTEND, date.min, state, state, extended)] if extended else []
    told = tuple(ReportFact(each.day, each.period, each.zero, bool(each.returned)) for each in reports)
    stored = StateFact(state, since, finished, paused_until, rectify_until)
    facts = Facts(unit_id is None, stored, (*put_off, *done), told, tuple(proofs))
    return Share(unit_id, unit, facts, tuple(reports), acts=tuple(acts))


def a_plan(**fields: Any) -> Plan:
    """Return the plan of 云州市; ``fields`` override."""
    usual: dict[str, Any] = {
        "title": "云州市2026年政务公开工作要点",
        "doc_no": "云政办发〔2026〕8号",
        "issuer": "云州市人民政府办公室",
        "dates": PlanDates(written=date(2026, 3, 5), imprint=date(2026, 3, 6)),
        "year": 2026,
        "level": Level.CITY,
    }
    return Plan(**(usual | fields))


def stored_plan(library: Library, *tasks: Task, day: date, plan: Plan | None = None, who: str = "李明") -> int:
    """Store tasks as the table of a plan (of 云州市, unless another is given), as an import does; return its id."""
    of = plan or a_plan()
    draft = Draft("要点.docx", (of,), (Part(PartKind.TABLE, "任务分解表", tasks),), text=f"{of}{tasks}")
    made = add_plan(library, By(who, day), Intake(draft, 0)).made
    assert made is not None
    return made


def grid(text: str, *, ruled: bool = True, header_rows: int = 0) -> Grid:
    """Return a grid: ``序号|任务名称``, a row a line; ``^`` is covered by a merge, ``/`` ends a line in a cell."""
    rows = [[_cell(each) for each in line.strip().split("|")] for line in text.strip().split("\n")]
    placed = [
        tuple(cell and replace(cell, places=(CellPlace("表", f"{chr(65 + c)}{r + 1}"),)) for c, cell in enumerate(row))
        for r, row in enumerate(rows)
    ]
    return Grid(tuple(placed), ruled=ruled, header_rows=header_rows)


def _cell(text: str) -> Cell | None:
    return None if text == COVERED else Cell(text.strip().replace("/", "\n"))


def document(*items: str | Grid, name: str = "要点.docx") -> Document:
    """Return a flowing document: each line of a string is a paragraph, grids stand as they are."""
    lines: list[Line | Grid] = []
    text = ""
    for item in items:
        if isinstance(item, Grid):
            lines.append(item)
            continue
        for each in item.strip("\n").split("\n"):
            bare = each.strip()
            if bare:
                lines.append(Line(bare, (TextPlace(len(text), len(text) + len(bare)),)))
                text += bare + "\n"
    return Document(name, FileKind.DOCX, (Page(1, tuple(lines)),), text)


def paged(*pages: Sequence[Line | Grid]) -> Document:
    """Return a document of A4 pages."""
    made = tuple(Page(n, tuple(items), width=595, height=842) for n, items in enumerate(pages, start=1))
    return Document("要点.pdf", FileKind.PDF, made)


def draft(*items: str | Grid, **options: Any) -> Draft:
    """Read and parse what ``document`` builds, with the usual directory and working days."""
    return parse(document(*items), UnitDirectory.usual(), Workdays.usual(), **options)


def lines_of(document: Document) -> list[Line]:
    """Return the lines that stand in no table."""
    return [item for _, item in document.items() if isinstance(item, Line)]


def line_texts(document: Document) -> list[str]:
    return [line.text for line in lines_of(document)]


def grids_of(document: Document) -> list[Grid]:
    return [item for _, item in document.items() if isinstance(item, Grid)]


def cell_texts(grid: Grid) -> list[list[str | None]]:
    """Return the rows of a table as texts, ``None`` where a merge covers the place."""
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def only_grid(document: Document) -> Grid:
    """Return the one table there is."""
    (found,) = grids_of(document)
    return found


def only_table(document: Document) -> list[list[str | None]]:
    """Return the texts of the one table there is."""
    return cell_texts(only_grid(document))


def printed_at_places(document: Document) -> list[tuple[str, str]]:
    """Return each text of a flowing document with what its place points at: both are the same."""
    cells = [cell for grid in grids_of(document) for row in grid.rows for cell in row if cell]
    pairs = []
    for piece in (*lines_of(document), *cells):
        (place,) = piece.places
        assert isinstance(place, TextPlace)
        pairs.append((piece.text, document.text[place.start : place.end]))
    return pairs
