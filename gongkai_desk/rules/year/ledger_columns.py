"""Columns of an old ledger: which tell of progress, states, evidence, by their headers and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.year.ledger_in import LedgerColumn, LedgerField, LedgerRead
from gongkai_desk.rules.year.ledger_states import is_cross, is_tick, state_in_header, state_of_word
from gongkai_desk.words.normal import number, squash
from gongkai_desk.words.terms import ColumnRole, column_role, is_finishing_day

_FIELDS: Final = {
    ColumnRole.PROGRESS: LedgerField.PROGRESS,
    ColumnRole.STATE: LedgerField.STATE,
    ColumnRole.EVIDENCE: LedgerField.EVIDENCE,
    ColumnRole.PROBLEM: LedgerField.PROBLEMS,
    ColumnRole.NEXT: LedgerField.NEXT_STEPS,
    ColumnRole.CLOSED: LedgerField.FINISHED,
}
_AGAIN: Final = re.compile(r"（\d+）$")  # 进展情况（2）: a header that comes again
_PERIOD: Final = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?:(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<half>[上下])半年)[末底]?(?:工作|任务)?(?P<what>[\u4e00-\u9fff]*)"
)
_PLANNED: Final = re.compile("目标|计划|安排|打算|任务|内容|节点|要求")
_SEVERAL: Final = 2  # columns from which they are periods of a year: one alone is a deadline or a name
_WORD: Final = 12  # characters of the longest word of a state; what is longer tells progress
_MOSTLY: Final = 0.5


def columns_of(read: LedgerRead, corrected: Mapping[str, LedgerField]) -> tuple[LedgerColumn, ...]:
    """Return the columns in their order, what a person said of one before what header and content say."""
    extras = [task.extra for task in read.draft.parts[read.part].tasks]
    headers = tuple(dict.fromkeys((*read.headers, *(header for extra in extras for header in extra))))
    periods = sum(_period(header) is not None for header in headers) >= _SEVERAL
    return _with_states(tuple(_columns(read, headers, extras, corrected, periods=periods)), extras, corrected)


def _with_states(
    columns: tuple[LedgerColumn, ...], extras: Sequence[Mapping[str, str]], corrected: Mapping[str, LedgerField]
) -> tuple[LedgerColumn, ...]:
    """Know the one column that nobody knows and that mostly holds words of states, where no other tells of states."""
    if any(each.field in (LedgerField.STATE, LedgerField.TICKED) for each in columns):
        return columns
    unknown = (each for each in columns if each.field is LedgerField.KEPT and not each.plan_field)
    such = [each for each in unknown if each.header not in corrected and _mostly_states(each.header, extras)]
    if len(such) != 1:
        return columns
    return tuple(replace(each, field=LedgerField.STATE, guessed=True) if each is such[0] else each for each in columns)


def _mostly_states(header: str, extras: Sequence[Mapping[str, str]]) -> bool:
    texts = [extra[header] for extra in extras if header in extra]
    states = sum(state_of_word(text) is not None for text in texts)
    return states >= _SEVERAL and states > _MOSTLY * len(texts) and 2 * states > len(extras)


def _columns(
    read: LedgerRead,
    headers: Sequence[str],
    extras: Sequence[Mapping[str, str]],
    corrected: Mapping[str, LedgerField],
    *,
    periods: bool,
) -> Iterator[LedgerColumn]:
    tasks = len(extras)
    for header in headers:
        texts = [extra[header] for extra in extras if header in extra]
        own = read.plan_columns.get(header, "") if not texts else ""
        sample = texts[0] if texts else ""
        if own:
            yield LedgerColumn(header, plan_field=own, filled=tasks)
        else:
            field = corrected.get(header) or _field(header, texts, periods=periods)
            yield LedgerColumn(header, field, sample=sample, filled=len(texts))


def _field(header: str, texts: Sequence[str], *, periods: bool) -> LedgerField:
    bare = _AGAIN.sub("", header)
    if texts and all(map(is_tick, texts)) and state_in_header(bare) is not None:
        return LedgerField.TICKED
    if periods and _period(bare) is not None:
        return LedgerField.KEPT if is_planned(bare) else LedgerField.BY_PERIOD
    role = column_role(bare)
    if role is ColumnRole.DEADLINE and is_finishing_day(bare):  # another column is the deadline
        return LedgerField.FINISHED
    if role is ColumnRole.STATE and _tells_progress(texts):
        return LedgerField.PROGRESS
    if role is ColumnRole.PROGRESS and _tells_states(texts):
        return LedgerField.STATE
    return _FIELDS.get(role, LedgerField.KEPT) if role else LedgerField.KEPT


def _tells_progress(texts: Sequence[str]) -> bool:
    """Tell whether what stands under 完成情况 are sentences."""
    return bool(texts) and sum(len(squash(text)) > _WORD for text in texts) > _MOSTLY * len(texts)


def _tells_states(texts: Sequence[str]) -> bool:
    """Tell whether nothing but words of states stands under 进展情况."""
    return bool(texts) and all(state_of_word(text) or is_tick(text) or is_cross(text) for text in texts)


def is_planned(header: str) -> bool:
    """Tell a column of what is to be done in a period: 一季度目标."""
    found = _period(_AGAIN.sub("", header))
    return found is not None and bool(_PLANNED.search(found["what"]))


def _period(header: str) -> re.Match[str] | None:
    return _PERIOD.fullmatch(squash(header))


def month_of(header: str) -> tuple[int | None, int] | None:
    """Return year (``None``: none is said) and last month of the period that a column is of; ``None``: of none."""
    found = _period(_AGAIN.sub("", header))
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    if found["month"]:
        return year, number(found["month"]) or 1
    if found["quarter"]:
        return year, 3 * (number(found["quarter"]) or 1)
    return year, 6 if found["half"] == "上" else 12


def tells_of_work(draft: Draft) -> bool:
    """Tell whether a file that is read as a plan is a ledger: most tasks say what was done, or how they stand."""
    tasks = max((part.tasks for part in draft.parts), key=len, default=())
    telling = sum(any(_tells_work(header) for header, text in task.extra.items() if text) for task in tasks)
    return len(tasks) > 1 and telling > _MOSTLY * len(tasks)


def _tells_work(header: str) -> bool:
    bare = _AGAIN.sub("", header)
    return column_role(bare) in (ColumnRole.PROGRESS, ColumnRole.STATE) and not is_planned(bare)
