"""What the cells of a column tell of it: how long they are, whether they name, state work, or hold something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.blocks.model import Row, text_at, text_of
from gongkai_desk.parsing.grids.columns import Header, is_deadline, is_seq
from gongkai_desk.parsing.settings import USUAL

STOP = re.compile("[。；，]")
"""What a sentence has and a name has not."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of each column below a header, blanks left out."""

    columns: tuple[tuple[str, ...], ...]

    def share(self, column: int, holds: Callable[[str], bool]) -> float:
        """Return the share of the filled cells of which something holds; 0 for an empty column."""
        texts = self.columns[column]
        return sum(map(holds, texts)) / len(texts) if texts else 0.0

    def length(self, column: int) -> float:
        """Return the mean length of the filled cells."""
        texts = self.columns[column]
        return sum(map(len, texts)) / len(texts) if texts else 0.0

    def names(self, column: int) -> bool:
        """Tell whether each cell names something of its own: short, with a word, no sentence, no day, not twice."""
        texts = self.columns[column]
        if len(texts) < 2 or len({*texts}) < len(texts) or self.states(column):
            return False
        return all(map(_is_name, texts))

    def states(self, column: int) -> bool:
        """Tell whether the cells are sentences rather than names."""
        return self.share(column, lambda text: bool(STOP.search(text))) >= USUAL.sentence_share

    def are_names_of(self, column: int, work: int) -> bool:
        """Tell whether a column holds short names, and another the longer sentences that say what is done."""
        short = self.length(column) <= USUAL.name_cell and not self.states(column)
        return short and self.states(work) and self.length(work) >= USUAL.longer * self.length(column)


def _is_name(text: str) -> bool:
    named = len(re.findall("[\u4e00-\u9fff]", text)) > 1
    return named and len(text) <= USUAL.title_cell and not is_seq(text) and not is_deadline(text)


def cells_below(header: Header, rows: Sequence[Row]) -> Cells:
    """Return the cells of the first rows below a header, those of headings and repeated headers left out."""
    below = [row for row in rows[header.after :] if sum(bool(text_of(cell)) for cell in row) > 1][: USUAL.told_rows]
    rest = [row for row in below if [text_of(cell) for cell in row] != list(header.names)]
    return Cells(tuple(tuple(filter(None, (text_at(row, n) for row in rest))) for n in range(len(header.roles))))
