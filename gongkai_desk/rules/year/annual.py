"""The tables of the 年报: sums of bodies, 勾稽关系, comparison with the year before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Disputes, Outcome, Result
from gongkai_desk.domain.year.annual import (
    LINES_3,
    MADE_PLACES,
    AnnualCell,
    AnnualData,
    Check,
    CheckKind,
    Dispute,
    Figures,
    Made,
    MadePlace,
    made_cell,
)
from gongkai_desk.words.normal import squash


def every_cell() -> Iterator[AnnualCell]:
    """Yield all cells of the three tables, in the order of the form."""
    yield from (made_cell(line, place) for line, places in MADE_PLACES.items() for place in places)
    yield from (AnnualCell(3, line.value, each.value) for line in LINES_3 for each in CLASSES)
    yield from (AnnualCell(4, part.value, outcome.value) for part in Dispute for outcome in Outcome)


def cell_named(text: str) -> AnnualCell | None:
    """Return the cell of a name as it is typed: 2.normative.made, 3.new.person, 4.review.upheld."""
    part, _, rest = text.partition(".")
    line, _, place = rest.partition(".")
    found = AnnualCell(int(part), line, place) if part.isdecimal() else None
    return found if found in set(every_cell()) else None


def of_table(table: AnnualTable) -> dict[AnnualCell, Decimal]:
    """Return the cells of tables 3 and 4 that were counted from the register."""
    found = {
        AnnualCell(3, line.value, each.value): Decimal(number)
        for line in LINES_3
        for each, number in zip(CLASSES, table.counts[line], strict=True)
    }
    return found | of_disputes(table.disputes)


def of_disputes(disputes: Disputes) -> dict[AnnualCell, Decimal]:
    """Return the cells of table 4."""
    return {
        AnnualCell(4, part.value, outcome.value): Decimal(number)
        for part in Dispute
        for outcome, number in zip(Outcome, getattr(disputes, part.value), strict=True)
    }


def summed(every: Iterable[Figures]) -> dict[AnnualCell, Decimal]:
    """Return the sum of bodies, cell by cell; one that nobody knows is not known."""
    found: dict[AnnualCell, Decimal] = {}
    for figures in every:
        for cell, value in figures.items():
            found[cell] = found.get(cell, Decimal(0)) + value
    return found


def open_cells(every: Iterable[AnnualData]) -> dict[str, int]:
    """Return how many cells each body left open that another one told: a sum of them is a part only."""
    bodies = tuple(every)
    told = set().union(*(set(each.figures) for each in bodies))
    return {each.name: lack for each in bodies if (lack := len(told - set(each.figures)))}


def line_sum(figures: Figures, part: int, line: str) -> Decimal | None:
    """Return the last column of a line of table 3 or 4: 总计; ``None`` while a cell of it is not known."""
    places = CLASSES if part == 3 else Outcome
    values = [figures.get(AnnualCell(part, line, each.value)) for each in places]
    return None if None in values else sum((each for each in values if each is not None), Decimal(0))


# ---- 勾稽关系

_TOTAL = "总计"


def checks(figures: Figures, last: Figures | None = None) -> tuple[Check, ...]:
    """Return every check of a body's tables, or of a sum's; ``last``: the figures of the year before."""
    return (*_of_table_3(figures), *_with_last(figures, last or {}), *_whole(figures))


def _of_table_3(figures: Figures) -> Iterator[Check]:
    for place in (*(each.value for each in CLASSES), _TOTAL):
        new, came, total, out = (_at(figures, line.value, place) for line in Count)
        yield Check(CheckKind.BALANCE, place, _plus(new, came), _plus(total, out))
        results = (_at(figures, line.value, place) for line in Result)
        yield Check(CheckKind.RESULTS, place, _plus(*results), total)


def _at(figures: Figures, line: str, place: str) -> Decimal | None:
    return line_sum(figures, 3, line) if place == _TOTAL else figures.get(AnnualCell(3, line, place))


def _plus(*values: Decimal | None) -> Decimal | None:
    known = [each for each in values if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _with_last(figures: Figures, last: Figures) -> Iterator[Check]:
    for each in CLASSES:
        before = last.get(AnnualCell(3, Count.CARRIED_OUT.value, each.value))
        if before is not None:
            came = figures.get(AnnualCell(3, Count.CARRIED_IN.value, each.value))
            yield Check(CheckKind.CARRIED, each.value, came, before)
    for line in (Made.RULES, Made.NORMATIVE):
        before = last.get(made_cell(line, MadePlace.IN_FORCE))
        made, gone, now = (figures.get(made_cell(line, place)) for place in MADE_PLACES[line])
        if before is not None and made is not None and gone is not None:
            yield Check(CheckKind.IN_FORCE, line.value, now, before + made - gone, strict=False)


def _whole(figures: Figures) -> Iterator[Check]:
    """Yield the cells that are no counts: below 0, or broken where only whole numbers can be."""
    for cell, value in figures.items():
        broken = cell.line != Made.FEES and value != value.to_integral_value()
        if value < 0 or broken:
            yield Check(CheckKind.WHOLE, f"{cell.line}.{cell.place}", value, max(value.to_integral_value(), Decimal(0)))


def failing(every: Iterable[Check]) -> list[Check]:
    """Return the checks that must hold and do not."""
    return [each for each in every if each.strict and each.holds is False]


# ---- what people type

_NOTHING = frozenset({"", "—", "-", "－", "/", "／"})


def read_count(text: str) -> Decimal | None:
    """Return a number as people fill it in: １２, 5,063, 12件; ``None``: it is none.

    A dash or nothing is not 0: such a cell was left open.
    """
    plain = squash(text).replace(",", "").replace("，", "").rstrip("件项个次元")
    factor = Decimal(10_000) if plain.endswith("万") else Decimal(1)
    plain = plain.removesuffix("万")
    if plain in _NOTHING or not plain.replace(".", "", 1).isdecimal():
        return None
    try:
        return Decimal(plain) * factor
    except InvalidOperation:
        return None


def is_open(text: str) -> bool:
    """Tell whether a cell was left open."""
    return squash(text) in _NOTHING
