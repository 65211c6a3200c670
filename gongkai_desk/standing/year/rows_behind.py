"""The rows behind a figure of a paper: who clicks it in the preview reads these and no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.cycle.judging import AssessmentUnit
from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.ids import row_id
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.registers import StoredRequest
from gongkai_desk.domain.state import State
from gongkai_desk.papers.rows import task_name
from gongkai_desk.rules.year.annual import cell_named
from gongkai_desk.standing.lights import lit_works
from gongkai_desk.standing.shelf import task_states
from gongkai_desk.standing.year import annual, rectification
from gongkai_desk.store import units
from gongkai_desk.store.entries import lookback, registers
from gongkai_desk.store.entries.assessment import entries_by_id
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.registers import APPLICANTS, result_short
from gongkai_desk.wording.states import STATES
from gongkai_desk.wording.year.annual import cell_words
from gongkai_desk.wording.year.assessment import entry_sentence, signed
from gongkai_desk.wording.year.lookback import STATES as RECTIFY_STATES
from gongkai_desk.wording.year.lookback import result_word

_GONE = "已从回收站清除的任务"
_WHOLE = "整项"


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row in words under the heads of its kind; ``task``: the task that it is about, if it is still there."""

    texts: tuple[str, ...]
    task: int | None = None


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """All rows behind a figure."""

    heads: tuple[str, ...]
    rows: tuple[BehindRow, ...]

    @property
    def tasks(self) -> tuple[int, ...]:
        """Return the tasks that they are about, each once."""
        return tuple(dict.fromkeys(row.task for row in self.rows if row.task is not None))


def rows_behind(library: Library, counted: Counted, today: date) -> RowsBehind:
    """Return the rows that a figure counts, a row for each, in its order; shares and entries as they stand today."""
    return _READERS[counted.kind](library, counted, today)


def _shares(library: Library, counted: Counted, today: date) -> RowsBehind:
    ids = list(dict.fromkeys(task for task, _ in counted.keys))
    tasks = _tasks(library, ids)
    known = units.names_of(library, {unit for _, unit in counted.keys if unit is not None})
    names: dict[int | None, str] = dict(known.items())
    of_tasks = task_states(library, [task for task, unit in counted.keys if unit is None])
    whole: dict[tuple[int, int | None], State] = {(task, None): state for task, state in of_tasks.items()}
    lit = lit_works(library, today, list(tasks), tasks=list(tasks.values()))
    states: dict[tuple[int, int | None], State] = {
        (number, share.unit_id): share.facts.state for number, each in lit.items() for share, _ in each.light.by_unit
    }

    def row(task: int, unit: int | None) -> BehindRow:
        found = tasks.get(task)
        if found is None:
            return BehindRow(("", _GONE, names.get(unit, ""), "", ""))
        state = (whole if unit is None else states).get((task, unit), State.NOT_STARTED)
        texts = (
            found.seq or "",
            task_name(found),
            _WHOLE if unit is None else names.get(unit, ""),
            STATES[state],
            found.deadline.text,
        )
        return BehindRow(texts, task)

    return RowsBehind(("序号", "任务", "单位", "状态", "完成时限"), tuple(row(*key) for key in counted.keys))


def _tasks(library: Library, ids: list[int]) -> Mapping[int, StoredTask]:
    """Return the tasks of some ids, those in the recycle bin too."""
    wanted = set(ids)
    every = (*plans.tasks(library), *plans.removed_tasks(library))
    return {task.id: task for task in every if task.id in wanted}


def _unit_names(library: Library) -> dict[int | None, str]:
    return {unit.id: unit.name for unit in units.units(library)}


def _entries(library: Library, counted: Counted, today: date) -> RowsBehind:
    names = _unit_names(library)
    units_of = {row_id(each): names.get(each.unit_id, "") for each in records(library, AssessmentUnit)}
    found = {row_id(each): each for each in entries_by_id(library, counted.ids)}
    rows = (
        BehindRow(
            (each.day.isoformat(), units_of.get(each.assessment_unit_id, ""), signed(each), entry_sentence(each)),
            each.task_id,
        )
        for each in map(found.__getitem__, counted.ids)
    )
    return RowsBehind(("日期", "单位", "分值", "事实"), tuple(rows))


def _items(library: Library, counted: Counted, today: date) -> RowsBehind:
    found = {each.id: each for each in lookback.items_of_ids(library, list(counted.ids))}
    kept = [found[number] for number in counted.ids]
    rows = (
        BehindRow(
            (each.item.seq, each.text, each.item.unit_text, result_word(each.item.result), each.item.opinion),
            each.item.task_id,
        )
        for each in kept
    )
    return RowsBehind(("序号", "任务", "责任单位", "落实情况", "核销意见"), tuple(rows))


def _rectifications(library: Library, counted: Counted, today: date) -> RowsBehind:
    found = {each.id: each for each in rectification.kept(library, today, counted.ids)}
    kept = [found[number] for number in counted.ids]
    rows = (
        BehindRow(
            (
                each.unit,
                each.entry.problem,
                each.entry.due.isoformat() if each.entry.due else "",
                RECTIFY_STATES[each.state],
            ),
            each.entry.task_id,
        )
        for each in kept
    )
    return RowsBehind(("单位", "存在的问题", "整改时限", "状态"), tuple(rows))


def _units(library: Library, counted: Counted, today: date) -> RowsBehind:
    names = _unit_names(library)
    return RowsBehind(("单位",), tuple(BehindRow((names.get(number, ""),)) for number in counted.ids))


def _requests(library: Library, counted: Counted, today: date) -> RowsBehind:
    every = (*registers.requests(library), *registers.requests(library, removed=True))
    found: dict[int, StoredRequest] = {each.id: each for each in every}
    kept = [found[number] for number in counted.ids if number in found]
    rows = (
        BehindRow(
            (
                each.number,
                APPLICANTS[each.applicant_class],
                each.subject,
                each.received.isoformat() if each.received else "",
                result_short(each.result) if each.result else "",
            )
        )
        for each in kept
    )
    return RowsBehind(("编号", "申请人类别", "申请内容", "收到日期", "办理结果"), tuple(rows))


def _bodies(library: Library, counted: Counted, today: date) -> RowsBehind:
    """Return the bodies behind a cell of 汇总, each with its own value; 0 stands for our own body."""
    year, _, name = counted.of.partition("/")
    cell = cell_named(name)
    assert cell is not None
    every = (annual.own_data(library, int(year), today), *annual.units_data(library, int(year)))
    known = {each.unit_id or 0: each for each in every}
    told = ((known[number], known[number].figures.get(cell)) for number in counted.ids if number in known)
    rows = (BehindRow((each.name, f"{value:f}")) for each, value in told if value is not None)
    return RowsBehind(("单位", cell_words(cell)), tuple(rows))


_READERS: Mapping[CountedKind, Callable[[Library, Counted, date], RowsBehind]] = {
    CountedKind.SHARE: _shares,
    CountedKind.ENTRY: _entries,
    CountedKind.LOOKBACK: _items,
    CountedKind.RECTIFICATION: _rectifications,
    CountedKind.UNIT: _units,
    CountedKind.REQUEST: _requests,
    CountedKind.ANNUAL: _bodies,
}
