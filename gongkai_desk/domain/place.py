"""Where in a source something stands, so that a person can check it.

A ``Place`` is one of three: on a page (PDF), in a cell (workbook), or a range of the decoded text (text, Word, HTML).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the page as displayed (after CropBox and Rotate)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePlace:
    """On a physical page, counted from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class CellPlace:
    """In a workbook cell, e.g. ``Sheet1`` ``B12``."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Code points ``start`` to ``end`` of the document's decoded text (``Document.text``)."""

    start: int
    end: int


Place = PagePlace | CellPlace | TextPlace
