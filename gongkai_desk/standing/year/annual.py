"""年报 as it stands: what is known of our own body and of the units, their sum, the texts that the program knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai_desk.domain.cycle.upward import AnnualReport
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.year.annual import (
    AnnualCell,
    AnnualData,
    AnnualReportFacts,
    AnnualScope,
    Figures,
    Heading,
    Made,
    MadePlace,
    made_cell,
)
from gongkai_desk.domain.year.period import FigureName
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules import annual_table as counting
from gongkai_desk.rules.year.annual import checks, every_cell, line_sum, of_table, open_cells, summed
from gongkai_desk.standing import registers as registered
from gongkai_desk.standing.year import lookback
from gongkai_desk.standing.year.period_figures import period_figures
from gongkai_desk.store import units
from gongkai_desk.store.entries import annual as stored
from gongkai_desk.store.entries import assessment, registers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import rate_text
from gongkai_desk.wording.year import annual as words

_OWN_WORD = "本机关"


def name_of(library: Library, unit_id: int | None) -> str:
    """Return the name of a body; our own where the settings know it.

    Raises:
        UnknownId: there is no such unit.
    """
    if unit_id is not None:
        return units.find_unit(library, str(unit_id)).name
    issuers = [plan.issuer for plan in plans.plans(library) if plan.issuer]
    return setting(library, UNIT) or setting(library, OFFICE) or (issuers[-1] if issuers else _OWN_WORD)


def text_key(scope: AnnualScope, heading: Heading) -> str:
    """Return under which name a text is stored: those of 汇总 stand beside our own."""
    return heading.value if scope is AnnualScope.OWN else f"{scope.value}/{heading.value}"


def own_data(library: Library, year: int, today: date) -> AnnualData:
    """Return our own body's year: tables 3 and 4 counted from the register, if it holds a request of that year."""
    known = stored.annual_report(library, year, None)
    entered = stored.figures(library, row_id(known)) if known else {}
    counted, rows = _counted(library, year, today)
    return AnnualData(
        year,
        name_of(library, None),
        {**entered, **counted},
        fee=known.fee if known else None,
        submitted=known.submitted if known else None,
        published=known.published if known else None,
        texts=stored.texts(library, row_id(known)) if known else {},
        rows=rows,
        returned=bool(entered or counted),
    )


def _counted(library: Library, year: int, today: date) -> tuple[Figures, Mapping[AnnualCell, tuple[int, ...]]]:
    """Return what the register of requests says of a year, with the requests behind each cell of table 3."""
    as_of = min(today, date(year, 12, 31))
    every = registers.requests(library)
    behind: dict[AnnualCell, tuple[int, ...]] = {}
    for each in every:
        for line in counting.lines_of(each, year, as_of):
            cell = AnnualCell(3, line.value, each.applicant_class.value)
            behind[cell] = (*behind.get(cell, ()), each.id)
        for part, outcome in counting.disputes_of(each, year, as_of):
            cell = AnnualCell(4, part, outcome.value)
            behind[cell] = (*behind.get(cell, ()), each.id)
    if not behind:
        return {}, {}
    return of_table(registered.annual_table(library, year, today)), behind


def units_data(library: Library, year: int) -> tuple[AnnualData, ...]:
    """Return the year of every unit of which anything is known, in the directory's order."""
    known = {each.unit_id: each for each in stored.annual_reports(library, year) if each.unit_id is not None}
    return tuple(_of_unit(library, known[unit.id], unit.name) for unit in units.units(library) if unit.id in known)


def _of_unit(library: Library, known: AnnualReport, name: str) -> AnnualData:
    number = row_id(known)
    figures = stored.figures(library, number)
    return AnnualData(
        known.year, name, figures, known.unit_id, known.fee, known.submitted, known.published,
        stored.texts(library, number), returned=bool(figures),
    )  # fmt: skip


def last_figures(library: Library, year: int, unit_id: int | None) -> Figures:
    """Return the figures that a body told of the year before; empty where nothing is known."""
    known = stored.annual_report(library, year - 1, unit_id)
    entered = stored.figures(library, row_id(known)) if known else {}
    if unit_id is not None:
        return entered
    counted, _ = _counted(library, year - 1, date(year - 1, 12, 31))
    # What was told of that year counts; the register may hold no more of it than what came over.
    told = {cell.part for cell in entered}
    return {cell: value for cell, value in counted.items() if cell.part not in told} | entered


def asked_units(library: Library) -> dict[int, str]:
    """Return the units that owe a 年报 to the office that sums: those that answer for tasks, or returned a table."""
    mine, own = {unit for _, _, unit in units.expanded(library)}, name_of(library, None)
    return {unit.id: unit.name for unit in units.units(library) if unit.id in mine and unit.name != own}


def annual_facts(library: Library, year: int, scope: AnnualScope, today: date) -> AnnualReportFacts:
    """Return what the 年报 of a year is made of.

    Raises:
        NotAllowed: the year has not begun (``future_period``).
    """
    if date(year, 1, 1) > today:
        raise NotAllowed(library=str(library.folder), lacks=("future_period",))
    own, bodies = own_data(library, year, today), units_data(library, year)
    last = last_figures(library, year, None)
    data, told = own, tuple(each for each in bodies if each.returned)
    if scope is AnnualScope.ALL:
        data = _summed(library, own, told)
        last = _known_to_all([last, *(last_figures(library, year, each.unit_id) for each in told)])
    names = {each.unit_id for each in told}
    missing = tuple(name for number, name in asked_units(library).items() if number not in names)
    return AnnualReportFacts(
        data,
        scope,
        own.name,
        min(today, date(year, 12, 31)),
        checks(data.figures, last),
        {each.value: text for each, text in prefilled(library, data, scope, told, missing, today)},
        last,
        told if scope is AnnualScope.ALL else (),
        missing if scope is AnnualScope.ALL else (),
        open_cells((own, *told)) if scope is AnnualScope.ALL else {},
    )


def _known_to_all(every: list[Figures]) -> Figures:
    """Return the sum of the cells that each body told: a part of a sum is nothing to compare with."""
    common = set.intersection(*(set(each) for each in every))
    return {cell: value for cell, value in summed(every).items() if cell in common}


def _summed(library: Library, own: AnnualData, told: tuple[AnnualData, ...]) -> AnnualData:
    """Return our own body with its units as one: sums, and the texts that were written for all."""
    every = [each.fee for each in (own, *told)]
    fees = [each for each in every if each is not None]
    prefix = f"{AnnualScope.ALL.value}/"
    texts = {name.removeprefix(prefix): text for name, text in own.texts.items() if name.startswith(prefix)}
    return AnnualData(
        own.year,
        own.name,
        summed([own.figures, *(each.figures for each in told)]),
        fee=sum(fees[1:], fees[0]) if len(fees) == len(every) else None,  # a part of a sum is no sum
        submitted=own.submitted,
        published=own.published,
        texts=texts,
        returned=True,
    )


# ---- what the program knows to say


def prefilled(
    library: Library,
    data: AnnualData,
    scope: AnnualScope,
    told: tuple[AnnualData, ...],
    missing: tuple[str, ...],
    today: date,
) -> Iterator[tuple[Heading, str]]:
    """Yield what stands under each heading until a person writes something: what is known, and what is to be filled."""
    as_of = min(today, date(data.year, 12, 31))
    yield Heading.OPENING, "".join(_opening(data, scope, told, missing, as_of))
    yield Heading.PROACTIVE, "".join(_proactive(library, data, today)) or _to_fill("主动公开情况")
    yield Heading.ON_REQUEST, "".join(_on_request(data)) or _to_fill("依申请公开情况")
    yield Heading.MANAGEMENT, _to_fill("政府信息管理情况")
    yield Heading.PLATFORM, _to_fill("政府信息公开平台建设情况")
    yield Heading.SUPERVISION, _supervision(library, data.year)
    yield Heading.PROBLEMS, "".join(_problems(library, data.year, today)) + _to_fill("存在的主要问题")
    yield Heading.IMPROVED, "\n".join(_improved(library, data.year, scope))
    yield Heading.OTHER, _other(data)


def _to_fill(what: str) -> str:
    return words.TO_FILL.format(what=what)


def _opening(
    data: AnnualData, scope: AnnualScope, told: tuple[AnnualData, ...], missing: tuple[str, ...], as_of: date
) -> Iterator[str]:
    last = chinese_date(as_of).removeprefix(f"{data.year}年")
    yield words.OPENING.format(year=data.year, last=last)
    if scope is AnnualScope.ALL:
        yield words.ALL_BODIES.format(told=len(told)) if told else words.OWN_ALONE
        if missing:  # who they are stands in 还缺: the text is a public one
            yield words.NOT_TOLD.format(count=len(missing))


def _proactive(library: Library, data: AnnualData, today: date) -> Iterator[str]:
    for plan in plans.plans(library):
        if plan.year == data.year:
            figures = period_figures(library, plan.id, str(data.year), today=today)
            names = (FigureName.TASKS, FigureName.CLOSED, FigureName.LONG_TERM, FigureName.OUT)
            found = {name.value: each.value if (each := figures.of(name)) else 0 for name in names}
            yield words.PLAN.format(plan=plan.title, rate=rate_text(found["closed"], found["tasks"]), **found)
    made, gone, now = (data.figures.get(made_cell(Made.NORMATIVE, place)) for place in _FILES)
    if made is not None and gone is not None and now is not None:
        yield words.NORMATIVE.format(made=made, gone=gone, now=now)
    told = [each for each in registers.interpretations(library) if each.day and each.day.year == data.year]
    if told:
        yield words.INTERPRETED.format(count=len(told))
    if (counts := lookback.outcome(library, data.year - 1, today)) is not None:
        numbers = {name: len(getattr(counts, name)) for name in ("items", "done", "going_on", "not_done")}
        yield words.LOOKED_BACK.format(year=data.year - 1, **numbers)
        if counts.rectifications.ids:
            yield words.RECTIFIED.format(entries=len(counts.rectifications), closed=len(counts.closed))


_FILES = (MadePlace.MADE, MadePlace.ABOLISHED, MadePlace.IN_FORCE)


def _on_request(data: AnnualData) -> Iterator[str]:
    new, came, total, out = (line_sum(data.figures, 3, line) for line in ("new", "carried_in", "total", "carried_out"))
    if None not in (new, came, total, out):
        yield words.REQUESTS.format(new=new, came=came, total=total, out=out)
    review, direct, after = (line_sum(data.figures, 4, part) for part in ("review", "direct", "after_review"))
    if review is not None and direct is not None and after is not None:
        yield words.DISPUTES.format(review=review, lawsuits=direct + after)


def _supervision(library: Library, year: int) -> str:
    schemes = [each.name for each in assessment.assessments(library) if each.year == year]
    known = "".join(words.ASSESSED.format(name=name) for name in schemes)
    return known + "".join(_to_fill(what) for what in words.SUPERVISED)


def _problems(library: Library, year: int, today: date) -> Iterator[str]:
    counts = lookback.outcome(library, year - 1, today)
    if counts is not None and counts.unfinished.ids:
        yield words.LEFT_OVER.format(count=len(counts.unfinished))


def _improved(library: Library, year: int, scope: AnnualScope) -> Iterator[str]:
    """Yield last year's problems, each to be answered."""
    known = stored.annual_report(library, year - 1, None)
    last = stored.texts(library, row_id(known)).get(text_key(scope, Heading.PROBLEMS), "") if known else ""
    for line in filter(None, map(str.strip, last.split("\n"))):
        yield words.LAST_PROBLEM.format(text=line.rstrip("。；")) + _to_fill("整改情况")
    if not last:
        yield _to_fill("改进情况")


def _other(data: AnnualData) -> str:
    fee = words.FEE.format(fee=f"{data.fee.normalize():f}") if data.fee is not None else _to_fill("信息处理费收取情况")
    return fee + _to_fill("其他需要报告的事项，没有的写“无其他需要报告的事项”")


def open_marks(facts: AnnualReportFacts) -> tuple[str, ...]:
    """Return what is still to be filled: texts that bear a mark, tables with a cell that nobody knows."""
    texts = [words.NAMES[each] for each in Heading if "【待填" in facts.text(each)]
    cells = [f"表{'二三四'[part - 2]}" for part in (2, 3, 4) if _has_open(facts.data.figures, part)]
    return (*texts, *cells)


def _has_open(figures: Figures, part: int) -> bool:
    return any(cell not in figures for cell in every_cell() if cell.part == part)
