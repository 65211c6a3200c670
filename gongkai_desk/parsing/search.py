"""Where in a document the tasks are: the lists under each title, and which of them belong to one plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import PartKind
from gongkai_desk.parsing.blocks.model import Leftover, Listing, Raw
from gongkai_desk.parsing.grids.listing import tasks_from_table
from gongkai_desk.parsing.parts import Stretch, is_same_plan
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.outline import tasks_from_outline
from gongkai_desk.parsing.prose.tree import Node, tree_of
from gongkai_desk.parsing.rare.glued import without_asides
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.words.lexicon import STATEMENT_STOPS
from gongkai_desk.words.terms import NoPlan
from gongkai_desk.words.units import UnitDirectory


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
    """What was found in a document, and why tables were refused."""

    found: tuple[Found, ...] = ()
    refused: tuple[NoPlan, ...] = ()


def searched(cut: Sequence[Stretch], directory: UnitDirectory, progress: Progress) -> Search:
    """Look for tasks in each stretch; where any stands under a title of its own, only such ones count."""
    finder = ClauseFinder(directory)
    found: list[Found] = []
    refused: list[NoPlan] = []
    for at, stretch in enumerate(cut):
        progress(Stage.PARSING, at, len(cut))
        prose = _narrative(stretch, at, finder)
        listings = [tasks_from_table(table, directory, () if prose else section) for table, section in stretch.tables]
        refused += [listing.refused for listing in listings if listing.refused]
        found += [prose] if prose else []
        found += _tables(stretch, at, listings, alone=prose is None)
    named = tuple(each for each in found if each.named)
    return Search(named or tuple(found), tuple(refused))


def _narrative(stretch: Stretch, at: int, finder: ClauseFinder) -> Found | None:
    root = tree_of(list(without_asides(stretch.paragraphs)), titled=bool(stretch.title))
    outline = tasks_from_outline(root, finder)
    if not outline.tasks or (stretch.tables and not _states_tasks(root, outline.tasks)):
        return None
    named = bool(stretch.title) or any(raw.clauses for raw in outline.tasks)
    return Found(PartKind.NARRATIVE, stretch.title, outline, at, named, root)


def _states_tasks(root: Node, raws: Sequence[Raw]) -> bool:
    """Tell prose with items of its own from headings and notes round a table."""
    return bool(root.children) and any(raw.clauses or raw.content[-1:] in STATEMENT_STOPS for raw in raws)


def _tables(stretch: Stretch, at: int, listings: Sequence[Listing], *, alone: bool) -> list[Found]:
    """Return the tables with tasks; of one without prose beside it the sentences round it are left over."""
    with_tasks = [replace(each, title=each.title or stretch.title) for each in listings if each.tasks]
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
            first = joined[-1]
            joined[-1] = replace(first, tasks=[*first.tasks, *table.tasks], left=[*first.left, *table.left])
        else:
            joined.append(table)
    return joined


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
