"""Pages lying on their side: turned so that most of the text runs to the right, and places turned back."""

from collections import Counter
from dataclasses import replace

from gongkai_desk.domain.place import Box
from gongkai_desk.reading.pdf_plain import Placing, PlainChar, PlainPage, Rule


def main_turn(page: PlainPage) -> int:
    """Return the quarter turns clockwise in which most of the page's text runs."""
    turns = Counter(char.turn for char in page.chars if char.turn >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def turned(page: PlainPage, quarters: int) -> PlainPage:
    """Return the page turned back by ``quarters``, so that text of that turn runs to the right."""
    if quarters % 4 == 0:
        return page
    placing, sideways = _placing(page.width, page.height, quarters), quarters % 2 == 1
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    chars = tuple(_char(char, placing, quarters) for char in page.chars)
    rules = tuple(_rule(rule, placing, sideways=sideways) for rule in page.rules)
    return replace(page, width=width, height=height, chars=chars, rules=rules)


def box_back(box: Box, page: PlainPage, quarters: int) -> Box:
    """Return where a box on ``page``, which was turned back by ``quarters``, lies on the page as displayed."""
    if quarters % 4 == 0:
        return box
    return Box(*_box(box.x0, box.top, box.x1, box.bottom, _placing(page.width, page.height, 4 - quarters)))


def _placing(width: float, height: float, quarters: int) -> Placing:
    return (
        Placing(1, 0, 0, 1, 0, 0),
        Placing(0, -1, 1, 0, 0, width),
        Placing(-1, 0, 0, -1, width, height),
        Placing(0, 1, -1, 0, height, 0),
    )[quarters % 4]


def _box(x0: float, top: float, x1: float, bottom: float, placing: Placing) -> tuple[float, float, float, float]:
    (ax, ay), (bx, by) = placing.point(x0, top), placing.point(x1, bottom)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _char(char: PlainChar, placing: Placing, quarters: int) -> PlainChar:
    box = _box(char.x0, char.top, char.x1, char.bottom, placing)
    turn = (char.turn - quarters) % 4 if char.turn >= 0 else -1
    return PlainChar(char.text, *box, box[3] - 0.12 * char.size, char.size, char.face, turn)


def _rule(rule: Rule, placing: Placing, *, sideways: bool) -> Rule:
    if rule.flat:
        x0, y0, x1, y1 = _box(rule.start, rule.at, rule.end, rule.at, placing)
    else:
        x0, y0, x1, y1 = _box(rule.at, rule.start, rule.at, rule.end, placing)
    return Rule(True, y0, x0, x1) if rule.flat != sideways else Rule(False, x0, y0, y1)
