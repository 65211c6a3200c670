"""The annual report's tables 3 and 4, counted from the requests; their days decide what is new, carried in or out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from gongkai_desk.domain.registers import CLASSES, AnnualTable, Count, Disputes, Line, Numbers, Outcome, Request, Result

RequestT = TypeVar("RequestT", bound=Request)


def annual_table(requests: Iterable[Request], year: int, as_of: date, to_settle: Sequence[str] = ()) -> AnnualTable:
    """Return the tables of a year as things stand on ``as_of``: what was done after that day is not yet counted.

    A request counts as carried in if it was received in an earlier year and was open when the year began; as carried
    out if it is open at the end of the year, or on ``as_of``. Reviews count in the year of the answer.
    """
    found: Counter[tuple[Line, str]] = Counter()
    disputes: Counter[tuple[str, Outcome]] = Counter()
    known = [each for each in requests if each.received is not None and each.received <= as_of]
    for each in known:
        for line in lines_of(each, year, as_of):
            found[line, each.applicant_class] += 1
        disputes.update(disputes_of(each, year, as_of))
    counts: dict[Line, Numbers] = {line: tuple(found[line, each] for each in CLASSES) for line in (*Count, *Result)}
    parts = (tuple(disputes[part, outcome] for outcome in Outcome) for part in ("review", "direct", "after_review"))
    marks = sum(_marked(each, year) for each in known)
    return AnnualTable(year, as_of, counts, Disputes(*parts), tuple(to_settle), marks or None)


def open_at_end(requests: Iterable[RequestT], year: int, as_of: date) -> list[RequestT]:
    """Return the requests that are carried over from a year into the next."""
    return [each for each in requests if Count.CARRIED_OUT in lines_of(each, year, as_of)]


def lines_of(request: Request, year: int, as_of: date) -> tuple[Line, ...]:
    """Return the lines of a year's table in which a request counts."""
    if request.received is None or request.received.year > year or request.received > as_of:
        return ()
    done = _done_in(request, as_of)
    if done is not None and done < year:
        return ()
    first = Count.NEW if request.received.year == year else Count.CARRIED_IN
    if done == year:
        return first, Count.TOTAL, request.result or Result.OTHER
    return first, Count.CARRIED_OUT


def _marked(request: Request, year: int) -> bool:
    """Tell whether a request was marked at the end of the year before, or again later: the mark is the last one."""
    mark, received = request.carried_from, request.received
    return mark is not None and mark >= year - 1 and received is not None and received.year < year


def _done_in(request: Request, as_of: date) -> int | None:
    """Return the year in which a request was answered, ``None`` while it is open; never before it was received."""
    if request.answered is None or request.answered > as_of or request.received is None:
        return None
    return max(request.answered.year, request.received.year)


def disputes_of(request: Request, year: int, as_of: date) -> Iterable[tuple[str, Outcome]]:
    """Yield the parts of table 4 in which a request counts: in the year of its answer."""
    if _done_in(request, as_of) != year:
        return
    if request.review is not None:
        yield "review", request.review
    if request.litigation is not None:
        yield "direct" if request.review is None else "after_review", request.litigation
