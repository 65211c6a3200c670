"""The rare layouts behind one list, so that each can be counted and dropped; letters with several plans."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gongkai_desk.domain.plan import Plan
from gongkai_desk.parsing.blocks.model import Block, Paragraph, Table
from gongkai_desk.parsing.prose.labelled import unframed
from gongkai_desk.parsing.rare.cards import Card, as_list, card_in
from gongkai_desk.parsing.rare.cells import read_cells
from gongkai_desk.parsing.rare.glued import at_blanks, parted, torn_table
from gongkai_desk.parsing.rare.minutes import decided
from gongkai_desk.parsing.rare.side_by_side import read_columns
from gongkai_desk.parsing.rare.stacked import read_stacked
from gongkai_desk.reading.document import Document
from gongkai_desk.words.units import UnitDirectory


def under_letter(plans: Sequence[Plan], letter: Plan) -> Sequence[Plan] | None:
    """Return the plans with the letter's number, issuer, dates and level; ``None`` where each has its own."""
    if not letter.issuer:
        return None
    found = [_under(plan, letter) if _says_nothing(plan, plans[0]) else plan for plan in plans]
    return found if found != list(plans) else None


def _says_nothing(plan: Plan, first: Plan) -> bool:
    return not plan.doc_no and not plan.issuer and plan.year == first.year


def _under(plan: Plan, letter: Plan) -> Plan:
    dates = letter.dates if letter.dates.issue else plan.dates
    return replace(plan, doc_no=letter.doc_no, issuer=letter.issuer, dates=dates, level=letter.level)


_log = logging.getLogger(__name__)
_T = TypeVar("_T")


def _never(*asked: object) -> None:
    """Answer for the stages at which a layout changes nothing."""


@dataclass(frozen=True, slots=True)
class RareLayout:
    """A layout, the paper it was made for, and what it does; each function returns ``None`` where it is not seen."""

    name: str
    paper: str
    blocks: Callable[[Document, UnitDirectory], Sequence[Block] | None] = _never
    document: Callable[[Document], Document | None] = _never
    paragraph: Callable[[Paragraph], Sequence[Block] | None] = _never
    table: Callable[[Table], Table | None] = _never
    card: Callable[[Sequence[str]], Card | None] = _never
    plans: Callable[[Sequence[Plan], Plan], Sequence[Plan] | None] = _never


RARE = (
    RareLayout("cells", "cell-per-line: the cells of a table pasted one a line, with bars or not", blocks=read_cells),
    RareLayout("stacked", "shanghai-2022-pdftext: a table copied out of its PDF line by line", blocks=read_stacked),
    RareLayout("side by side", "two-columns: a page of two columns copied line by line", document=read_columns),
    RareLayout("one line", "one-line: a narrative pasted with blanks for line feeds", document=at_blanks),
    RareLayout("framed", "a notice whose items are lines behind labels in frames: 【牵头单位】…", paragraph=unframed),
    RareLayout("minutes", "minutes with the decisions numbered inside one paragraph", paragraph=decided),
    RareLayout("torn", "a table pasted with nothing between cells and rows: it is told as lost", paragraph=torn_table),
    RareLayout("glued", "a narrative pasted with nothing for line feeds", paragraph=parted),
    RareLayout("form", "card-tables: a small table a task, a name beside each value", table=as_list),
    RareLayout("card", "items whose work, units and deadline stand on labelled lines", card=card_in),
    RareLayout("letter", "two-annexes: one letter that sends several plans", plans=under_letter),
)


def blocks_of(document: Document, directory: UnitDirectory) -> Sequence[Block] | None:
    """Return the blocks of a document that is no running text at all, else ``None``."""
    return _first((layout, layout.blocks(document, directory)) for layout in RARE)


def document_of(document: Document) -> Document:
    """Return a document whose lines were lost with lines again."""
    return _first((layout, layout.document(document)) for layout in RARE) or document


def pieces_of(block: Block) -> Iterator[Block]:
    """Yield the blocks that a block is made of; itself, as a rule."""
    if isinstance(block, Table):
        yield _first((layout, layout.table(block)) for layout in RARE) or block
    else:
        found = _first((layout, layout.paragraph(block)) for layout in RARE)
        yield from (block,) if found is None else found


def card_of(lines: Sequence[str]) -> Card | None:
    """Return the card that an item's paragraphs are, ``None`` if they are prose."""
    return _first((layout, layout.card(lines)) for layout in RARE)


def plans_of(plans: Sequence[Plan], letter: Plan) -> Sequence[Plan]:
    """Return the plans with what a letter before the first says of them all."""
    return _first((layout, layout.plans(plans, letter)) for layout in RARE) or plans


def _first(tried: Iterable[tuple[RareLayout, _T | None]]) -> _T | None:
    """Return what the first layout that is seen makes of it."""
    for layout, found in tried:
        if found is not None:
            _log.debug("%s", layout.name)
            return found
    return None
