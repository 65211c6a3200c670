"""Where in a document the tasks are: the lists under each title, and which of them belong to one plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.draft import PartKind
from gongkai_desk.parsing.blocks.model import Leftover, Listing, Paragraph, Raw, Table
from gongkai_desk.parsing.grids.columns import Header
from gongkai_desk.parsing.grids.listing import header_of, tasks_from_table
from gongkai_desk.parsing.parts import Stretch, is_same_plan
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.outline import tasks_from_outline
from gongkai_desk.parsing.prose.tree import Node, tree_of
from gongkai_desk.parsing.rare.glued import without_asides
from gongkai_desk.parsing.sheets import common_title, is_one_plan, placed_in_sheets, sheet_of, title_on_sheet
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.words.lexicon import COLONS, STATEMENT_STOPS
from gongkai_desk.words.numbering import NumberStyle, read_number
from gongkai_desk.words.terms import NoPlan
from gongkai_desk.words.units import UnitDirectory

_NOTES = re.compile(rf"(?:备?注|说明|填[表报]说明|注释)\s*(?:[{COLONS}]|$)")


@dataclass(frozen=True, slots=True)
class Found:
    """A list of tasks as found, before its fields are understood; ``at`` is the stretch it stands in.

    ``named`` tells a list under a title of its own; ``root`` is the tree of a narrative, ``None`` for tables.
    """

    kind: PartKind
    title: str
    listing: Listing
    at: int
    named: bool = True
    root: Node | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What was found in a document, why tables were refused, and the tables that gave no task."""

    found: tuple[Found, ...] = ()
    refused: tuple[NoPlan, ...] = ()
    skipped: tuple[Table, ...] = ()


def searched(cut: Sequence[Stretch], directory: UnitDirectory, progress: Progress) -> Search:
    """Look for tasks in each stretch; where any stands under a title of its own, only such ones count."""
    finder = ClauseFinder(directory)
    proses: list[Found | None] = []
    listings: list[Listing] = []
    skipped: list[Table] = []
    for at, stretch in enumerate(cut):
        progress(Stage.PARSING, at, len(cut))
        proses.append(_narrative(stretch, at, finder))
        above: Header | None = None
        for table, section in stretch.tables:
            listing = tasks_from_table(table, directory, () if proses[-1] else section, above)
            above = header_of(table) or above
            first = table is stretch.tables[0][0]
            title = listing.title or ("" if first else title_on_sheet(table, stretch.paragraphs)) or stretch.title
            listings.append(replace(listing, title=title, sheet=sheet_of(table)))
            skipped += [] if listing.tasks else [table]
    refused = tuple(listing.refused for listing in listings if listing.refused)
    found = list(_found(cut, proses, placed_in_sheets(listings, directory)))
    named = [each for each in found if each.named]
    return Search(tuple(_sheets_joined(named or found)), refused, tuple(skipped))


def _found(cut: Sequence[Stretch], proses: Sequence[Found | None], listings: Sequence[Listing]) -> Iterator[Found]:
    """Yield what each stretch holds: its prose, then its tables."""
    rest = iter(listings)
    for at, (stretch, prose) in enumerate(zip(cut, proses, strict=True)):
        if prose:
            yield prose
        alone = prose is None or not prose.named  # prose under no title does not count beside a table: it is told
        yield from _tables(stretch, at, [next(rest) for _ in stretch.tables], alone=alone)


def _sheets_joined(found: Sequence[Found]) -> Iterator[Found]:
    """Yield what was found, the tables on several sheets of one plan as one list."""
    last: Found | None = None
    for each in found:
        if last and is_one_plan(last.listing, each.listing):
            same = last.title == each.title
            title = last.title if same else common_title(last.listing)
            joined = _joined(last.listing, each.listing)
            last = replace(last, title=title, listing=replace(joined, title=title))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _narrative(stretch: Stretch, at: int, finder: ClauseFinder) -> Found | None:
    root = tree_of(list(without_asides(stretch.paragraphs)), titled=bool(stretch.title))
    outline = tasks_from_outline(root, finder)
    if not outline.tasks or (stretch.tables and not _states_tasks(root, outline.tasks)):
        return None
    if stretch.tables and not any(raw.clauses for raw in outline.tasks) and _are_notes(stretch.paragraphs, root):
        return None
    named = bool(stretch.title) or any(raw.clauses for raw in outline.tasks)
    return Found(PartKind.NARRATIVE, stretch.title, outline, at, named, root)


def _states_tasks(root: Node, raws: Sequence[Raw]) -> bool:
    """Tell prose with items of its own from headings and notes round a table."""
    return bool(root.children) and any(raw.clauses or raw.content[-1:] in STATEMENT_STOPS for raw in raws)


def _are_notes(paragraphs: Sequence[Paragraph], root: Node) -> bool:
    """Tell the notes under a table, none of which names a unit: numbered like footnotes, or below 注： or 填表说明."""
    numbers = [child.number for child in root.children if child.number]
    if numbers and all(number.style is NumberStyle.CIRCLED or "[" in number.text for number in numbers):
        return True
    opened = next((n for n, paragraph in enumerate(paragraphs) if _NOTES.match(paragraph.text)), len(paragraphs))
    first = next((n for n, paragraph in enumerate(paragraphs) if read_number(paragraph.text)), len(paragraphs))
    return opened < first


def _tables(stretch: Stretch, at: int, listings: Sequence[Listing], *, alone: bool) -> list[Found]:
    """Return the tables with tasks; of one without prose beside it the sentences round it are left over."""
    with_tasks = [each for each in listings if each.tasks]
    if with_tasks and alone:
        with_tasks[0] = replace(with_tasks[0], left=[*with_tasks[0].left, *_beside(stretch)])
    return [Found(PartKind.TABLE, listing.title, listing, at) for listing in _together(with_tasks)]


def _beside(stretch: Stretch) -> Iterator[Leftover]:
    """Yield the sentences round a table."""
    for paragraph in stretch.paragraphs:
        if paragraph.text[-1:] in STATEMENT_STOPS:
            yield Leftover(paragraph.text, paragraph.places)


def _together(tables: Sequence[Listing]) -> list[Listing]:
    """Join the tables under one title: a plan may have a table for each section."""
    joined: list[Listing] = []
    for table in tables:
        if joined and joined[-1].title == table.title:
            joined[-1] = _joined(joined[-1], table)
        else:
            joined.append(table)
    return joined


def _joined(first: Listing, more: Listing) -> Listing:
    guessed = [*first.guessed, *more.guessed]
    return replace(first, tasks=[*first.tasks, *more.tasks], left=[*first.left, *more.left], guessed=guessed)


def grouped(found: Sequence[Found]) -> list[list[Found]]:
    """Put the parts of one plan together: a body and its annexes."""
    groups: list[list[Found]] = []
    for each in found:
        before = groups[-1][-1] if groups else None
        if before and is_same_plan(before.title, each.title, same_kind=before.kind is each.kind):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
