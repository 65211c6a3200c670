"""Plain PDF pages for tests: characters, visual lines and rules as a reader's library would give them."""

from __future__ import annotations

from gongkai_desk.reading.pdf.plain import Face, PlainChar, PlainPage, Rule
from gongkai_desk.reading.pdf.text import VisualLine, visual_lines

FACE = Face("FangSong_GB2312")


def printed(
    text: str, x0: float, base: float, size: float = 10.0, *, step: float = 1.0, turn: int = 0
) -> list[PlainChar]:
    """Return characters side by side, ``step`` ems from one to the next; ASCII and blanks are half as wide."""
    made = []
    for char in text:
        wide = (0.5 if char.isascii() else 1.0) * size
        made.append(PlainChar(char, x0, base - 0.88 * size, x0 + wide, base + 0.12 * size, base, size, FACE, turn))
        x0 += step * wide
    return made


def line(text: str, x0: float = 100.0, base: float = 100.0, size: float = 10.0, *, step: float = 1.0) -> VisualLine:
    """Return one visual line."""
    (made,) = visual_lines(printed(text, x0, base, size, step=step))
    return made


def column(x0: float, *texts: str, base: float = 100.0, size: float = 10.0, lead: float = 14.0) -> list[VisualLine]:
    """Return lines below one another; an empty text leaves its place blank."""
    return [line(text, x0, base + n * lead, size) for n, text in enumerate(texts) if text]


def flat(y: float, start: float, end: float) -> Rule:
    return Rule(True, y, start, end)


def upright(x: float, start: float, end: float) -> Rule:
    return Rule(False, x, start, end)


def ruled(xs: list[float], ys: list[float]) -> list[Rule]:
    """Return all rules of a table."""
    return [*(flat(y, xs[0], xs[-1]) for y in ys), *(upright(x, ys[0], ys[-1]) for x in xs)]


def page(
    *chars: list[PlainChar], rules: list[Rule] | None = None, width: float = 595.0, height: float = 842.0
) -> PlainPage:
    return PlainPage(width, height, tuple(char for run in chars for char in run), tuple(rules or ()))
