"""Characters → visual lines and their text: what stands on one baseline, with blanks where they mean something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from gongkai_desk.reading.pdf.plain import Face, PlainChar


@dataclass(frozen=True, slots=True)
class TextSettings:
    """Distances in ems of the characters concerned."""

    same_line: float = 0.45  # baselines this far apart are still one line (footnote marks, mixed typefaces)
    overprint: float = 0.15  # the same character printed again this near is false bold
    blank: float = 0.9  # a gap this wide in Chinese text is a blank; less is justification
    latin_blank: float = 0.2  # between Latin letters or digits, beyond what all letters of the line are set apart
    spaced_from: int = 4  # gaps in a line that show how far its letters are set apart


USUAL = TextSettings()


@dataclass(frozen=True, slots=True)
class VisualLine:
    """What stands on one baseline, left to right, without blanks; ``text`` has them where they mean something.

    ``size`` and ``face`` are those of most characters. ``chars`` may be let go once they are not needed.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    face: Face
    chars: tuple[PlainChar, ...] = ()


Value = TypeVar("Value", bound=Hashable)


def most(values: Sequence[Value]) -> Value:
    """Return the commonest value, the first of several."""
    first = values[0]
    if all(value == first for value in values):
        return first
    return Counter(values).most_common(1)[0][0]


def visual_lines(chars: Iterable[PlainChar], settings: TextSettings = USUAL) -> list[VisualLine]:
    """Return the lines from top to bottom; ``chars`` all run to the right."""
    return [line for row in _rows(chars, settings) if (line := _line(row, settings))]


def _rows(chars: Iterable[PlainChar], settings: TextSettings) -> list[list[PlainChar]]:
    rows: list[list[PlainChar]] = []
    base = size = 0.0
    for char in sorted(chars, key=lambda char: char.base):
        if rows and char.base - base <= settings.same_line * max(size, char.size):
            rows[-1].append(char)
            size = max(size, char.size)
        else:
            rows.append([char])
            base, size = char.base, char.size
    return rows


def _line(row: list[PlainChar], settings: TextSettings) -> VisualLine | None:
    row.sort(key=lambda char: char.x0)
    kept: list[PlainChar] = []
    parts: list[str] = []
    blank = False
    spread = _spread(row, settings)
    for char in row:
        if char.text == " ":
            blank = True
            continue
        if kept:
            if _overprinted(kept[-1], char, settings):
                continue
            parts.append(_between(kept[-1], char, blank, spread, settings))
        kept.append(char)
        parts.append(char.text)
        blank = False
    return _whole("".join(parts), kept) if kept else None


def _whole(text: str, chars: list[PlainChar]) -> VisualLine:
    return VisualLine(
        text,
        chars[0].x0,
        min(char.top for char in chars),
        max(char.x1 for char in chars),
        max(char.bottom for char in chars),
        chars[0].base,
        most([char.size for char in chars]),
        most([char.face for char in chars]),
        tuple(chars),
    )


def _overprinted(before: PlainChar, char: PlainChar, settings: TextSettings) -> bool:
    return char.text == before.text and char.x0 - before.x0 < settings.overprint * char.size


def _spread(row: Sequence[PlainChar], settings: TextSettings) -> float:
    """Return by how much the letters of a line are set apart, in points: what most of its gaps have."""
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(row) if before.text != " " != after.text)
    usual = gaps[len(gaps) // 2] if len(gaps) >= settings.spaced_from else 0.0
    return max(0.0, usual)


def _between(before: PlainChar, char: PlainChar, blank: bool, spread: float, settings: TextSettings) -> str:
    """Return the blank, or none, between neighbours; justified Chinese («各区 政 府») has gaps that mean nothing."""
    gap, size = char.x0 - before.x1, min(before.size, char.size)
    if before.wide or char.wide:
        return " " if gap >= settings.blank * size else ""
    return " " if blank or gap - spread > settings.latin_blank * size else ""


def cut_line(
    line: VisualLine, gap: float, cuts: Sequence[float] = (), settings: TextSettings = USUAL
) -> list[VisualLine]:
    """Return the pieces of a line between gaps of ``gap`` ems or more and at the x of ``cuts``."""
    pieces: list[list[PlainChar]] = [[line.chars[0]]]
    for before, char in pairwise(line.chars):
        wide = char.x0 - before.x1 >= gap * max(before.size, char.size)
        if wide or any(before.x1 - 1 <= x <= char.x0 + 1 for x in cuts):
            pieces.append([])
        pieces[-1].append(char)
    if len(pieces) == 1:
        return [line]
    return [piece for chars in pieces if (piece := _line(chars, settings))]
