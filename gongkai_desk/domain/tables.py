"""A table as it is seen, on its way into a workbook: no official paper, only what stands on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_desk.domain.columns import Align


@dataclass(frozen=True, slots=True)
class SeenTable:
    """Rows of texts under heads; ``shares`` are the relative widths of the columns.

    ``groups`` gives per row and column the key that neighbours of one merged cell share, ``None`` for a single cell.
    ``note`` says by what the rows were picked.
    """

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[object, ...], ...] = ()
    note: str = ""
    frozen: int = 0
