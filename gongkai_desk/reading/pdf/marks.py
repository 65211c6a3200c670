"""Watermarks that lie level (征求意见稿, 内部资料): told from text by size, by paleness, and by lying over other text.

Aslant ones are told by their angle alone (``layout``). A masthead is as large, but neither pale nor over anything.
Stamps (收文章, the type of a seal) are told by their red and by lying over other text, however small they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.reading.pdf.plain import PlainChar, PlainPage


@dataclass(frozen=True, slots=True)
class MarkSettings:
    """What makes large type a mark."""

    least: float = 18.0  # points; what is smaller was written to be read
    times: float = 1.6  # the size of most characters of the page
    covers: float = 0.15  # share of an ordinary character's box that lies under the mark
    over: float = 0.25  # share of a mark's characters that lie over ordinary ones


USUAL = MarkSettings()


def without_marks(page: PlainPage, settings: MarkSettings = USUAL) -> tuple[PlainPage, tuple[str, ...]]:
    """Return the page without level watermarks, and their texts, one for each kind of type."""
    level = [char for char in page.chars if char.turn == 0 and not char.text.isspace()]
    if not level:
        return page, ()
    usual = Counter(round(char.size) for char in level).most_common(1)[0][0]
    least = max(settings.least, settings.times * usual)
    kinds: dict[tuple[int, str, bool], list[PlainChar]] = {}
    for char in level:
        if char.size >= least:
            kinds.setdefault((round(char.size), char.face.name, char.face.pale), []).append(char)
    stamps = _red_lines(level, least)
    if not kinds and not stamps:
        return page, ()
    plain = [char for char in level if char.size < least]
    marks = [chars for kind, chars in kinds.items() if plain and (kind[2] or _lies_over(chars, plain, settings))]
    black = [char for char in plain if not char.face.red]
    marks += [chars for chars in stamps if _lies_over(chars, black, settings)]
    if not marks:
        return page, ()
    gone = {id(char) for chars in marks for char in chars}
    kept = tuple(char for char in page.chars if id(char) not in gone)
    return replace(page, chars=kept), tuple(map(_text, marks))


def _red_lines(level: Sequence[PlainChar], least: float) -> list[list[PlainChar]]:
    """Return the lines of red type that is no larger than text."""
    lines: dict[tuple[int, int, str], list[PlainChar]] = {}
    for char in level:
        if char.face.red and char.size < least:
            lines.setdefault((round(char.base), round(char.size), char.face.name), []).append(char)
    return list(lines.values())


def _lies_over(marks: Sequence[PlainChar], plain: Sequence[PlainChar], settings: MarkSettings) -> bool:
    over = sum(any(_covered(mark, plain, settings.covers)) for mark in marks)
    return over >= max(1, settings.over * len(marks))


def _covered(mark: PlainChar, plain: Sequence[PlainChar], share: float) -> Iterator[bool]:
    for char in plain:
        wide = min(mark.x1, char.x1) - max(mark.x0, char.x0)
        high = min(mark.bottom, char.bottom) - max(mark.top, char.top)
        if wide > 0 and high > 0:
            yield wide * high > share * (char.x1 - char.x0) * (char.bottom - char.top)


def _text(chars: Sequence[PlainChar]) -> str:
    return "".join(char.text for char in sorted(chars, key=lambda char: (round(char.base), char.x0)))
