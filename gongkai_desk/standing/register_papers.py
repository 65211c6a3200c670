"""The registers and the annual tables on their way out: plain tables from the library, files from plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai_desk.domain.columns import Align, SeenTable
from gongkai_desk.domain.registers import Request
from gongkai_desk.standing.registers import Kept, KeptInterpretation
from gongkai_desk.store.directory import units
from gongkai_desk.store.library import Library
from gongkai_desk.wording.clocks import INTERPRETATION_STATES, days_text, due_text, state_text
from gongkai_desk.wording.registers import APPLICANTS, CHANNELS, result_long

NAMES_LEFT_OUT = "申请人姓名未列出。"
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
    """Return the register as a table; applicants' names only on demand, else a line says that they are left out."""
    of = unit_names(library)
    rows = [_request_row(each, of, with_names=with_names) for each in kept]
    return _table(title, note if with_names else f"{note}　{NAMES_LEFT_OUT}", _REQUESTS, rows)


def _request_row(kept: Kept, of: Mapping[int | None, str], *, with_names: bool) -> tuple[str, ...]:
    one, clock = kept.request, kept.clock
    return (
        _number(one.number),
        "\n".join(filter(None, (one.applicant if with_names else "", APPLICANTS[one.applicant_class]))),
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
