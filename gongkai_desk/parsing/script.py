"""Papers in traditional or rare characters: read as if they were simplified, handed out as they are printed.

The rules of reading know simplified characters of the basic plane. So a paper with others is folded, character for
character, before it is read; in what comes out each stretch is looked up where it stands in the paper.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final

from gongkai_desk.domain.draft import Draft
from gongkai_desk.reading.document import Cell, Document, Grid, Line
from gongkai_desk.words.normal import HAN, clean
from gongkai_desk.words.traditional import FOLDS

_STAND_IN: Final = "氵"  # for a character beyond the basic plane: of it, and in no word that a rule knows
_BEYOND: Final = re.compile(r"[\u3400-\u4dbf\U00020000-\U000323af]")
_RUN: Final = re.compile(f"[{HAN}]+")
_FEW: Final = 2  # traditional characters: a single one is a name's (乾安县)


def _folded(text: str) -> str:
    return _BEYOND.sub(_STAND_IN, text).translate(FOLDS)


class Script:
    """Leads from what was read in folded characters back to what a paper prints."""

    def __init__(self, printed: str) -> None:
        self._printed = printed
        self._read = _folded(printed)
        self._at = 0
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for form, count in Counter(printed).items():
            forms[_folded(form)][form] += count
        self._several = {char for char, found in forms.items() if len(found) > 1}
        self._usual = str.maketrans({char: found.most_common(1)[0][0] for char, found in forms.items()})

    def as_printed(self, text: str) -> str:
        """Return a text that was read as the paper prints it."""
        return _RUN.sub(lambda run: self._run(run[0]), text)

    def _run(self, run: str) -> str:
        """Return a stretch as printed: where a character has several forms, as it stands next in the paper."""
        if self._several.isdisjoint(run):
            return run.translate(self._usual)
        at = self._read.find(run, self._at)
        at = self._read.find(run) if at < 0 else at
        if at < 0:
            return run.translate(self._usual)
        self._at = at
        return self._printed[at : at + len(run)]

    def draft(self, draft: Draft, document: Document) -> Draft:
        """Return what was read of a folded document, every text of it as printed."""
        whole: Draft = self._whole(draft)
        return replace(whole, file=draft.file, text=document.text)

    def _whole(self, value: Any) -> Any:  # noqa: ANN401 -- any of the domain's values
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.as_printed(value)
        if isinstance(value, tuple):
            return type(value)(map(self._whole, value)) if type(value) is tuple else value
        if isinstance(value, dict):
            return {self._whole(name): self._whole(text) for name, text in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: self._whole(getattr(value, each.name)) for each in fields(value)})
        return value


def script_of(document: Document) -> Script | None:
    """Return how to read a paper in other characters; ``None`` where it has none."""
    texts = list(_texts(document))
    whole = "".join(texts)
    if not _BEYOND.search(whole) and sum(map(whole.count, set(whole) & _TRADITIONAL)) < _FEW:
        return None
    return Script("".join(re.sub(r"\s", "", clean(text)) for text in texts))


_TRADITIONAL: Final = frozenset(map(chr, FOLDS))


def _texts(document: Document) -> Iterator[str]:
    for page in document.pages:
        for item in page.items:
            cells = (cell for row in item.rows for cell in row if cell) if isinstance(item, Grid) else (item,)
            yield from (cell.text for cell in cells)


def folded(document: Document) -> Document:
    """Return the document in the characters that the rules know, everything at its place."""
    pages = tuple(replace(page, items=tuple(map(_folded_item, page.items))) for page in document.pages)
    return replace(document, pages=pages, text=_folded(document.text))


def _folded_item(item: Line | Grid) -> Line | Grid:
    if isinstance(item, Line):
        return replace(item, text=_folded(item.text))
    rows = tuple(tuple(cell and _folded_cell(cell) for cell in row) for row in item.rows)
    return replace(item, rows=rows, name=_folded(item.name))


def _folded_cell(cell: Cell) -> Cell:
    return replace(cell, text=_folded(cell.text))
