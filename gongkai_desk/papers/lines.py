"""Lines that several papers share: the places for signatures, room for a date."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desk.page.layout import Band, BandKind, Piece
from gongkai_desk.page.measures import FIGURES

_SIGNATURES = ("单位负责人（签字）：", "审核人：", "填报人：", "联系电话：")
_PLACES = (0.0, 0.34, 0.56, 0.78)  # the first is the longest and is signed by hand
BLANK_DATE = "　　　　年　　月　　日"


def signatures(texts: Sequence[str] = _SIGNATURES, places: Sequence[float] = _PLACES) -> Band:
    """Return the line for signatures below a table; ``places`` are where each begins, in parts of the width."""
    pieces = tuple(Piece(text, place=place) for text, place in zip(texts, places, strict=True))
    return Band(BandKind.LINE, pieces, before=FIGURES.foot_gap)
