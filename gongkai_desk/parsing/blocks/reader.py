"""The stage: a document becomes its paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.parsing.blocks.furniture import without_furniture
from gongkai_desk.parsing.blocks.lines import Joiner
from gongkai_desk.parsing.blocks.model import Block
from gongkai_desk.parsing.blocks.tables import joined_over_pages, table_of
from gongkai_desk.parsing.blocks.wrap import Wrap, wrap_of
from gongkai_desk.progress import Progress, Stage
from gongkai_desk.reading.document import Document, Line


def read_blocks(document: Document, progress: Progress) -> tuple[Block, ...]:
    """Return the document's paragraphs and tables in reading order."""
    lines = [item for _, item in document.items() if isinstance(item, Line)]
    return tuple(joined_over_pages(_blocks(document, wrap_of(lines), progress)))


def _blocks(document: Document, wrap: Wrap, progress: Progress) -> Iterator[Block]:
    joiner = Joiner(wrap)
    total = sum(len(page.items) for page in document.pages)
    for done, (page, item) in enumerate(without_furniture(document)):
        progress(Stage.PARSING, done, total)
        if isinstance(item, Line):
            yield from joiner.add(page, item)
        else:
            yield from joiner.flush()
            yield table_of(item, page)
    yield from joiner.flush()
