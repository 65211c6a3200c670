"""Corners of QR codes (finder patterns) on a page: what a seal left of a code that no reader can see any more.

A corner is a black square in a white ring in a black ring: on every line through its middle black, white, black, white
and black are as long as 1, 1, 3, 1 and 1 modules. No letter has that in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

Point = tuple[float, float]
_FINE: Final = 3.0  # pixels of a module that are enough; a finer picture is made smaller
_DARK: Final = 128
_LEAST: Final = 4  # lines that must agree: the inner square is nine high, and noise in a seal does not agree twice
_THIN, _THICK = (0.4, 1.9), (2.2, 4.2)  # modules: how long a run may be that should be one, and three


def corners(grey: Image, module: float) -> list[Point]:
    """Return the middles of corners on a page whose codes have modules of about ``module`` pixels."""
    factor = max(1, int(module / _FINE))
    small = grey.reduce(factor).point([0 if level < _DARK else 255 for level in range(256)])
    found = _crossings(small, module / factor)
    return [(x * factor, y * factor) for x, y in _gathered(found, 2 * module / factor)]


def _crossings(page: Image, module: float) -> Iterator[Point]:
    """Yield points where both a line and a column run through the middle of a corner."""
    pattern = _pattern(module)
    across, down = page.tobytes(), page.transpose(_transposed()).tobytes()
    wide, high, reach = page.width, page.height, round(5 * module)
    for y in range(high):
        for run in pattern.finditer(across[y * wide : (y + 1) * wide]):
            x = (run.start(2) + run.end(2)) // 2
            top = max(y - reach, 0)
            column = down[x * high + top : x * high + min(y + reach, high)]
            if any(each.start(2) <= y - top <= each.end(2) for each in pattern.finditer(column)):
                yield x, y


def _pattern(module: float) -> re.Pattern[bytes]:
    def run(colour: bytes, of: tuple[float, float]) -> bytes:
        least, most = max(1, round(of[0] * module)), round(of[1] * module)
        return colour + b"{%d,%d}" % (least, most)

    black, white = rb"\x00", rb"\xff"
    outside = rb"(?<!\x00)" + run(black, _THIN) + run(white, _THIN)
    inner = b"(" + run(black, _THICK) + b")"
    return re.compile(b"(" + outside + b")" + inner + run(white, _THIN) + run(black, _THIN) + rb"(?!\x00)")


def _gathered(points: Iterator[Point], apart: float) -> Iterator[Point]:
    """Yield one point for those that lie together."""
    groups: list[list[Point]] = []
    for x, y in points:
        near = (g for g in groups if abs(g[0][0] - x) <= apart and abs(g[0][1] - y) <= apart)
        group = next(near, None)
        if group is None:
            groups.append([(x, y)])
        else:
            group.append((x, y))
    yield from (group[len(group) // 2] for group in groups if len(group) >= _LEAST)


def _transposed() -> Transpose:
    from PIL.Image import Transpose

    return Transpose.TRANSPOSE
