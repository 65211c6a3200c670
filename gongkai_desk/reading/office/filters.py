"""Filters of a worksheet (自动筛选): which rows a filter hides, and which somebody hid on purpose.

A filter that was left on hides rows that are as good as any; a row that the filter would show, or that stands outside
it, was hidden by hand.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import translate

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.office.sheet import Area, Sheet

_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
}
Shows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter over an area, its first row the heads; ``columns`` tell by column which texts are shown."""

    area: Area
    columns: tuple[tuple[int, Shows], ...]

    def hides(self, sheet: Sheet, row: int) -> bool:
        """Tell whether the filter is why a row is not seen."""
        first, _, last, _ = self.area
        if not first < row <= last:
            return False
        texts = ((sheet.cells.get((row, column)), shows) for column, shows in self.columns)
        return any(not shows(cell.text if cell else "") for cell, shows in texts)


def filter_of(element: Element, area: Area) -> Filter:
    """Return what an ``autoFilter`` says; of what only Excel can work out (colour, top ten) all is hidden."""
    first, left, last, right = area
    columns = []
    for column in element.iterfind("{*}filterColumn"):
        with suppress(ValueError):
            at = left + int(column.get("colId", "0"))
            columns += [(at, _shows(child)) for child in column if at <= right]
    return Filter((first, left, last, right), tuple(columns))


def show_filtered(sheet: Sheet, filters: list[Filter]) -> None:
    """Let the rows be seen that only a filter hides."""
    sheet.hidden_rows -= {row for row in sheet.hidden_rows if any(each.hides(sheet, row) for each in filters)}


def _shows(criterion: Element) -> Shows:
    match criterion.tag.rpartition("}")[2]:
        case "filters":
            wanted = {each.get("val", "").strip().lower() for each in criterion.iterfind("{*}filter")}
            blank = criterion.get("blank") in {"1", "true"}
            dated = criterion.find("{*}dateGroupItem") is not None
            return lambda text: not dated and (text.lower() in wanted if text else blank)
        case "customFilters":
            rules = [_rule(each) for each in criterion.iterfind("{*}customFilter")]
            both = all if criterion.get("and") in {"1", "true"} else any
            return lambda text: both(rule(text) for rule in rules)
    return lambda text: False


def _rule(element: Element) -> Shows:
    kind, value = element.get("operator", "equal"), element.get("val", "").strip()
    if kind in _COMPARED:
        return lambda text: _compared(text, value, _COMPARED[kind])
    pattern = re.compile(translate(value.lower()))
    if kind == "notEqual":
        return lambda text: not pattern.match(text.lower())
    return lambda text: pattern.match(text.lower()) is not None


def _compared(text: str, value: str, holds: Callable[[float, float], bool]) -> bool:
    numbers = list(_numbers(text, value))
    return len(numbers) == 2 and holds(*numbers)


def _numbers(*texts: str) -> Iterator[float]:
    for text in texts:
        with suppress(ValueError):
            yield float(text.replace(",", ""))
