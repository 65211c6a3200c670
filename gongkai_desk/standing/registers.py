"""依申请公开, 政策解读: the entries of the small registers as they stand, and what waits in them today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.light import Colour
from gongkai_desk.domain.papers import SeenTable
from gongkai_desk.domain.registers import AnnualTable, Request, StoredInterpretation, StoredRequest
from gongkai_desk.domain.sheet import Align
from gongkai_desk.rules import annual_table as counting
from gongkai_desk.rules import interpretations as rules
from gongkai_desk.rules.interpretations import Coverage, InterpretationState, Standing
from gongkai_desk.rules.personal import covered_name
from gongkai_desk.rules.requests import USUAL, Clock, Periods, RequestState, clock
from gongkai_desk.rules.year.rectification import rectify_light
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.store import units
from gongkai_desk.store.entries import lookback, registers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from gongkai_desk.wording.clocks import INTERPRETATION_STATES, days_text, due_text, state_text
from gongkai_desk.wording.registers import APPLICANTS, CHANNELS, result_long

_SETTINGS = {  # settings of the office, by the name of the period
    "reply": "request.reply",
    "extension": "request.extension",
    "completion": "request.completion",
    "third_party": "request.third_party",
    "soon": "request.soon",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A request in the register and how it stands."""

    request: StoredRequest
    clock: Clock


def periods(library: Library) -> Periods:
    """Return the periods that the office goes by: those of the law unless it set others."""
    told = {name: setting(library, key) for name, key in _SETTINGS.items()}
    return replace(USUAL, **{name: int(text) for name, text in told.items() if text.isdecimal()})


def kept_requests(library: Library, today: date, *, removed: bool = False, only_open: bool = False) -> list[Kept]:
    """Return the register with the clocks of ``today``, by day of receipt; or what was removed from it."""
    workdays, law = office_workdays(library), periods(library)
    found = registers.requests(library, removed=removed, only_open=only_open)
    return [Kept(each, clock(each, today, workdays, law)) for each in found]


def due_soon(kept: Sequence[Kept], soon: int = USUAL.soon) -> tuple[list[Kept], list[Kept], list[Kept]]:
    """Return the open requests that are overdue, those due within ``soon`` working days, those to be settled."""
    running = [each for each in kept if not each.clock.closed]
    late = [each for each in running if each.clock.late]
    near = [each for each in running if each.clock.state is RequestState.RUNNING and each.clock.left <= soon]
    settle = [each for each in running if each.clock.state is RequestState.GIVEN_UP]
    return late, near, settle


def annual_table(library: Library, year: int, today: date) -> AnnualTable:
    """Return tables 3 and 4 of the annual report of a year; of a year that is not over, as it stands today."""
    as_of = min(today, date(year, 12, 31))
    running = kept_requests(library, today, only_open=True)
    settle = (each.request for each in running if each.clock.state is RequestState.GIVEN_UP)
    names = [each.number or each.subject for each in settle]
    return counting.annual_table(registers.requests(library), year, as_of, names)


@dataclass(frozen=True, slots=True)
class KeptInterpretation:
    """An entry of the register and how it stands."""

    one: StoredInterpretation
    standing: Standing


def days_allowed(library: Library) -> int:
    """Return the working days after a file within which the office publishes what interprets it."""
    told = setting(library, "interpretation.days")
    return int(told) if told.isdecimal() else rules.DAYS


def kept_interpretations(library: Library, today: date, *, removed: bool = False) -> list[KeptInterpretation]:
    """Return the register by day of the file, or what was removed from it."""
    workdays, days = office_workdays(library), days_allowed(library)
    found = registers.interpretations(library, removed=removed)
    return [KeptInterpretation(each, rules.standing(each, today, workdays, days)) for each in found]


def coverage(library: Library, today: date, year: int | None = None) -> Coverage:
    """Return how far the files of a year, or all, are interpreted."""
    found = registers.interpretations(library)
    of_year = [each for each in found if year is None or (each.file_day is not None and each.file_day.year == year)]
    return rules.coverage(of_year, today, office_workdays(library), days_allowed(library))


REQUESTS, INTERPRETATIONS, RECTIFICATIONS = "requests", "interpretations", "rectifications"
"""The registers, by the names of their pages; the 整改台账 has a window of its own."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry that waits: its id, its last day, what it is about."""

    id: int
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class RegisterTopic:
    """Entries of a register that wait for the same thing: heading, what to do, how pressing, the entries."""

    register: str
    heading: str
    step: str
    colour: Colour
    entries: tuple[Waiting, ...]

    @property
    def by_law(self) -> bool:
        """Tell whether the law sets the day: such things come before all others."""
        return self.register == REQUESTS


def register_topics(library: Library, today: date) -> list[RegisterTopic]:
    """Return what waits in the registers, the most pressing first; topics without entries are left out."""
    soon = periods(library).soon
    late, near, settle = due_soon(kept_requests(library, today, only_open=True), soon)
    near_name = f"依申请公开{soon}个工作日内到期"
    files = kept_interpretations(library, today)
    missing = [each for each in files if each.standing.state is InterpretationState.MISSING]
    waiting = [each for each in files if each.standing.state is InterpretationState.WAITING]
    late_entries, due_entries, done_entries = _rectifications(library, today)
    return [
        RegisterTopic(register, f"{name} {len(entries)} {unit}", step, colour, entries)
        for register, name, unit, step, colour, entries in (
            (REQUESTS, "依申请公开逾期", "件", "尽快答复申请人", Colour.RED, _requests(late)),
            (REQUESTS, near_name, "件", "答复，或在期限内决定延期", Colour.YELLOW, _requests(near)),
            (REQUESTS, "依申请公开待登记结果", "件", "逾期未补正的登记办理结果", Colour.BLUE, _requests(settle)),
            (INTERPRETATIONS, "政策逾期未解读", "份", "催起草单位发布解读", Colour.RED, _files(missing)),
            (INTERPRETATIONS, "政策待解读", "份", "与文件同步发布解读", Colour.YELLOW, _files(waiting)),
            (RECTIFICATIONS, "整改逾期", "项", "催责任单位整改，或另定时限", Colour.RED, late_entries),
            (RECTIFICATIONS, "整改15天内到期", "项", "提醒责任单位整改", Colour.YELLOW, due_entries),
            (RECTIFICATIONS, "整改待复查", "项", "复查、销号，或退回继续整改", Colour.BLUE, done_entries),
        )
        if entries
    ]


def _requests(kept: Iterable[Kept]) -> tuple[Waiting, ...]:
    return _by_day(_request(each.request, each.clock.due) for each in kept)


def _request(one: StoredRequest, due: date | None) -> Waiting:
    """Return a request with its last day, or the day until when its completion might have come."""
    return Waiting(one.id, due or one.completion_until, f"{one.number}　{one.subject}")


def _files(kept: Iterable[KeptInterpretation]) -> tuple[Waiting, ...]:
    return _by_day(Waiting(each.one.id, each.standing.due, each.one.file_title) for each in kept)


def _rectifications(library: Library, today: date) -> list[tuple[Waiting, ...]]:
    """Return the entries of the 整改台账 that are overdue, those due soon, those that wait for the office itself."""
    lit = [(each, rectify_light(each, today)) for each in lookback.rectifications(library)]
    return [
        _by_day(Waiting(row_id(each), each.due, each.problem) for each, colour in lit if colour is wanted)
        for wanted in (Colour.RED, Colour.YELLOW, Colour.BLUE)
    ]


def _by_day(found: Iterator[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(found, key=lambda each: each.day or date.max))


NAMES_COVERED = "申请人姓名已遮盖。"
_Column = tuple[str, float, Align]
_LEFT, _CENTRE = Align.LEFT, Align.CENTRE
_DAY = 21.5  # mm that a day takes in one line
_REQUESTS: tuple[_Column, ...] = (
    ("编号", 26, _CENTRE),
    ("申请人", 18, _CENTRE),
    ("申请方式", 14, _CENTRE),
    ("收到日期", _DAY, _CENTRE),
    ("申请内容", 36, _LEFT),
    ("承办单位", 18, _LEFT),
    ("应答复日期", _DAY, _CENTRE),
    ("状态", 20, _CENTRE),
    ("答复日期", _DAY, _CENTRE),
    ("办理结果", 22, _LEFT),
    ("备注", 14, _LEFT),
)
_INTERPRETATIONS: tuple[_Column, ...] = (
    ("文件", 46, _LEFT),
    ("公布日期", _DAY, _CENTRE),
    ("解读材料", 40, _LEFT),
    ("形式", 16, _CENTRE),
    ("解读日期", _DAY, _CENTRE),
    ("最迟", _DAY, _CENTRE),
    ("状态", 18, _CENTRE),
    ("网址", 28, _LEFT),
    ("起草单位", 16, _LEFT),
)


def requests_table(
    library: Library, kept: Sequence[Kept], title: str, note: str, *, with_names: bool = False
) -> SeenTable:
    """Return the register as a table; applicants' names in full only on demand, else covered, which a line says."""
    of = unit_names(library)
    rows = [_request_row(each, of, with_names=with_names) for each in kept]
    return _table(title, note if with_names else f"{note}　{NAMES_COVERED}", _REQUESTS, rows)


def _request_row(kept: Kept, of: Mapping[int | None, str], *, with_names: bool) -> tuple[str, ...]:
    one, clock = kept.request, kept.clock
    name = one.applicant if with_names else covered_name(one.applicant.strip())
    return (
        _number(one.number),
        "\n".join(filter(None, (name, APPLICANTS[one.applicant_class]))),
        CHANNELS[one.channel],
        _day(one.received),
        asked_for(one),
        of.get(one.unit_id, ""),
        due_text(clock),
        f"{state_text(clock)}\n{days_text(clock)}",
        _day(one.answered),
        result_long(one.result) if one.result else "",
        one.remark,
    )


def _number(number: str) -> str:
    """Return a number broken before its year, so that 〔2026〕41号 stays whole."""
    before, year, after = number.partition("〔")
    return f"{before}\n{year}{after}" if before and year else number


def asked_for(one: Request) -> str:
    """Return what is asked for: the subject, and under it what more was written."""
    return f"{one.subject}\n{one.content}" if one.content.strip() else one.subject


def interpretations_table(library: Library, kept: Sequence[KeptInterpretation], title: str, note: str) -> SeenTable:
    """Return the register of interpretations as a table; entries of one file share its cells."""
    of = unit_names(library)
    rows = [_interpretation_row(each, of) for each in kept]
    groups = [(each.one.file, each.one.file, *(None,) * (len(_INTERPRETATIONS) - 2)) for each in kept]
    return _table(title, note, _INTERPRETATIONS, rows, groups)


def _interpretation_row(kept: KeptInterpretation, of: Mapping[int | None, str]) -> tuple[str, ...]:
    one, standing = kept.one, kept.standing
    return (
        "\n".join(filter(None, (one.file_title, one.file_doc_no))),
        _day(one.file_day),
        one.title,
        one.form,
        _day(one.day),
        _day(standing.due),
        INTERPRETATION_STATES[standing.state],
        one.link,
        of.get(one.unit_id, ""),
    )


def _table(
    title: str,
    note: str,
    columns: Sequence[_Column],
    rows: Sequence[tuple[str, ...]],
    groups: Sequence[tuple[object, ...]] = (),
) -> SeenTable:
    heads, shares, aligns = zip(*columns, strict=True)
    return SeenTable(title, heads, shares, aligns, tuple(rows), tuple(groups), note, frozen=1)


def unit_names(library: Library) -> dict[int | None, str]:
    """Return the names of all units by id."""
    return {unit.id: unit.name for unit in units.units(library)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
