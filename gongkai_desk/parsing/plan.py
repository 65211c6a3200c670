"""A document becomes a draft: the stages in order, nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from gongkai_desk.domain.place import Place
from gongkai_desk.domain.plan import Doubt, DoubtKind, Draft, Loss, Part, PartKind, Plan, Task
from gongkai_desk.errors import NoTasks
from gongkai_desk.parsing.blocks import Block, Paragraph, Table, read_blocks
from gongkai_desk.parsing.card_tables import as_list
from gongkai_desk.parsing.checks import left_over, node_doubts, row_doubts
from gongkai_desk.parsing.clauses import ClauseFinder
from gongkai_desk.parsing.fields import Context, Raw, understand
from gongkai_desk.parsing.glued import parted
from gongkai_desk.parsing.grids import Listing, tasks_from_table
from gongkai_desk.parsing.header import read_header
from gongkai_desk.parsing.outline import tasks_from_outline
from gongkai_desk.parsing.parts import Stretch, front_of, is_same_plan, stretches
from gongkai_desk.parsing.scans import scan_doubts, with_scan_doubts
from gongkai_desk.parsing.stacked import read_stacked
from gongkai_desk.parsing.tree import Node, number_of, tree_of
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.reading.document import Document, Grid
from gongkai_desk.words.deadlines import TimeContext
from gongkai_desk.words.roles import first_leads, lead_mark
from gongkai_desk.words.terms import NoPlan
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

_STEP = 50  # tasks between two reports
_FRONT = 40  # lines at most between a title and the first number
_REASONS = {NoPlan.SCORES: "scores", NoPlan.RECTIFICATION: "problems"}
_NOTE = 400  # characters of a note that says who leads


@dataclass
class _Found:
    """A list of tasks as found, before its fields are understood."""

    kind: PartKind
    title: str
    raws: list[Raw]
    left: list[tuple[str, tuple[Place, ...]]]
    at: int  # the stretch it stands in
    named: bool = True  # under a title of its own
    root: Node | None = None  # of a narrative
    notes: Sequence[str] = ()  # what a table's head says


@dataclass
class _Search:
    """What was found in a document, and why tables were refused."""

    found: list[_Found] = field(default_factory=list)
    refused: list[NoPlan] = field(default_factory=list)


def parse(
    document: Document,
    directory: UnitDirectory,
    workdays: Workdays,
    *,
    issue_date: date | None = None,
    progress: Progress = silent,
) -> Draft:
    """Return the plans and tasks of a document.

    Raises:
        NoTasks: it holds no task; ``reason`` says why.
        Cancelled: ``progress`` asked to stop.
    """
    blocks = read_stacked(document, directory) or read_blocks(document, progress)
    cut = stretches([piece for block in blocks for piece in _pieces(block)])
    search = _searched(cut, directory, progress)
    if not search.found:
        raise NoTasks(file=document.file, reason=_reason(document, search))
    groups = _grouped(search.found)
    plans = [_plan_of(group, cut, number == 0, issue_date) for number, group in enumerate(groups)]
    plans = list(_under_letter(plans, read_header(front_of(cut, groups[0][0].at, first=True), [], "", None)))
    parts = [
        _part(found, number, plans[number], cut, directory, workdays, progress)
        for number, group in enumerate(groups)
        for found in group
    ]
    doubts = _file_doubts(document, plans)
    parts = with_scan_doubts(parts, document.unsure)
    losses = tuple(Loss(missed.where, missed.what) for missed in document.missed)
    return Draft(document.file, tuple(plans), tuple(parts), losses, doubts, document.text)


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a table (forms as a list), a paragraph, or the paragraphs that were glued into one."""
    if isinstance(block, Paragraph):
        yield from parted(block)
    else:
        yield as_list(block)


# --------------------------------------------------------------------------- finding tasks


def _searched(cut: Sequence[Stretch], directory: UnitDirectory, progress: Progress) -> _Search:
    search = _Search()
    finder = ClauseFinder(directory)
    for at, stretch in enumerate(cut):
        progress(Stage.PARSING, at, len(cut))
        prose = _narrative(stretch, at, finder)
        tables = [
            _listed(stretch, at, table, () if prose else section, directory, search)
            for table, section in stretch.tables
        ]
        if not prose and (first := next((table for table in tables if table), None)):
            first.left.extend(_beside(stretch))
        search.found += [each for each in (prose, *_together([table for table in tables if table])) if each]
    if any(found.named for found in search.found):
        search.found = [found for found in search.found if found.named]
    return search


def _narrative(stretch: Stretch, at: int, finder: ClauseFinder) -> _Found | None:
    root = tree_of(stretch.paragraphs)
    outline = tasks_from_outline(root, finder)
    if not outline.tasks or (stretch.tables and not _states_tasks(root, outline.tasks)):
        return None
    named = bool(stretch.title) or any(raw.clauses for raw in outline.tasks)
    return _Found(PartKind.NARRATIVE, stretch.title, outline.tasks, outline.left, at, named, root)


def _states_tasks(root: Node, raws: Sequence[Raw]) -> bool:
    """Tell prose with items of its own from headings and notes round a table."""
    return bool(root.children) and any(raw.clauses or raw.content[-1:] in "。！；" for raw in raws)


def _beside(stretch: Stretch) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """Yield the sentences round a table."""
    for paragraph in stretch.paragraphs:
        if paragraph.text[-1:] in "。；！":
            yield paragraph.text, paragraph.places


def _together(tables: Sequence[_Found]) -> list[_Found]:
    """Join the tables under one title: a plan may have a table for each section."""
    joined: list[_Found] = []
    for table in tables:
        if joined and joined[-1].title == table.title:
            joined[-1].raws.extend(table.raws)
            joined[-1].left.extend(table.left)
        else:
            joined.append(table)
    return joined


def _listed(
    stretch: Stretch, at: int, table: Table, section: Sequence[str], directory: UnitDirectory, search: _Search
) -> _Found | None:
    listing: Listing = tasks_from_table(table, directory, section)
    if listing.refused:
        search.refused.append(listing.refused)
    if not listing.tasks:
        return None
    return _Found(PartKind.TABLE, listing.title or stretch.title, listing.tasks, listing.left, at, notes=listing.notes)


def _reason(document: Document, search: _Search) -> str:
    if search.refused:
        return _REASONS.get(search.refused[0], "no_plan")
    grids = [item for _, item in document.items() if isinstance(item, Grid)]
    if grids and not any(cell and cell.text for grid in grids for row in grid.rows for cell in row):
        return "empty_table"
    return "no_plan"


def _grouped(found: Sequence[_Found]) -> list[list[_Found]]:
    """Put the parts of one plan together: a body and its annexes."""
    groups: list[list[_Found]] = []
    for each in found:
        before = groups[-1][-1] if groups else None
        if before and is_same_plan(before.title, each.title, same_kind=before.kind is each.kind):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


# --------------------------------------------------------------------------- the plan and its parts


def _plan_of(group: Sequence[_Found], cut: Sequence[Stretch], first: bool, issue_date: date | None) -> Plan:
    at = group[0].at
    own = [paragraph for each in group for paragraph in cut[each.at].paragraphs]
    after = cut[group[-1].at + 1].paragraphs if group[-1].at + 1 < len(cut) else []
    front = [*front_of(cut, at, first), *_before_numbers(cut[at].paragraphs)]
    beside = [Paragraph(text) for each in group for text, _ in each.left]
    return read_header(front, [*own, *after, *beside], group[0].title, issue_date)


def _under_letter(plans: Sequence[Plan], letter: Plan) -> Iterator[Plan]:
    """Yield the plans; one that says nothing of itself has number, issuer and dates of the letter before the first."""
    for plan in plans:
        if plan.doc_no or plan.issuer or plan.year != plans[0].year or not letter.issuer:
            yield plan
        else:
            dates = letter.dates if letter.dates.issue else plan.dates
            yield replace(plan, doc_no=letter.doc_no, issuer=letter.issuer, dates=dates, level=letter.level)


def _before_numbers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda paragraph: number_of(paragraph.text) is None, paragraphs))[:_FRONT]


def _part(
    found: _Found,
    number: int,
    plan: Plan,
    cut: Sequence[Stretch],
    directory: UnitDirectory,
    workdays: Workdays,
    progress: Progress,
) -> Part:
    time = TimeContext(plan.year, plan.dates, workdays)
    notes = _notes(cut[found.at].paragraphs, found)
    mark = next((mark for note in notes if (mark := lead_mark(note))), "")
    context = Context(directory, time, any(map(first_leads, notes)), mark)
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for index, raw in enumerate(found.raws):
        if index % _STEP == 0:
            progress(Stage.PARSING, index, len(found.raws))
        task, about = understand(raw, index, context)
        tasks.append(task)
        doubts.extend(about)
    doubts += node_doubts(found.root, tasks) if found.root else row_doubts(tasks)
    doubts += left_over([each for each in found.left if not (first_leads(each[0]) or lead_mark(each[0]))])
    return Part(found.kind, found.title or plan.title, tuple(tasks), tuple(doubts), number)


def _notes(paragraphs: Sequence[Paragraph], found: _Found) -> list[str]:
    """Return what may say how the lists of units are to be read: notes, headers, the cells themselves."""
    notes = [paragraph.text for paragraph in paragraphs if len(paragraph.text) <= _NOTE]
    notes += [*found.notes, *(text for text, _ in found.left)]
    return [*notes, *(raw.unit_text for raw in found.raws)]


def _file_doubts(document: Document, plans: Sequence[Plan]) -> tuple[Doubt, ...]:
    doubts = [Doubt(DoubtKind.NO_PLAN_YEAR, None, "year", plan.title) for plan in plans if plan.year is None]
    doubts += scan_doubts(document)
    if document.named_otherwise:
        doubts.append(Doubt(DoubtKind.NAMED_OTHERWISE, None, "", document.file))
    return tuple(doubts)
