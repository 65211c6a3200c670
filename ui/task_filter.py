"""What of a table is shown, as data and as a sentence: per column ticked values and words that must occur."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.domain.state import State
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.wording.states import COLOURS, STATES

if TYPE_CHECKING:
    from gongkai_desk.rules.light.lights import TaskLight

EMPTY = "（空白）"
_NAMED = 3  # values that a sentence names before it only counts them
TITLES = {
    ColumnKey.LIGHT: "灯",
    ColumnKey.SEQ: "序号",
    ColumnKey.TITLE: "任务名称",
    ColumnKey.CONTENT: "任务内容",
    ColumnKey.UNITS: "责任单位",
    ColumnKey.DEADLINE: "完成时限",
    ColumnKey.STATE: "状态",
}
"""Columns that can be filtered, as a sentence calls them."""


class Picked(NamedTuple):
    """What is asked of one column: one of ``values`` (``None``: any) and ``words`` somewhere in its text."""

    values: frozenset[str] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is asked of a task; without columns everything is shown."""

    columns: Mapping[ColumnKey, Picked] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.columns)

    def with_column(self, key: ColumnKey, picked: Picked) -> TaskFilter:
        """Return a filter that asks this of a column; nothing asked takes the column out."""
        kept = {each: what for each, what in self.columns.items() if each is not key}
        return replace(self, columns=kept if picked == Picked() else {**kept, key: picked})

    def shows(self, task: Task, state: State, light: TaskLight | None = None) -> bool:
        """Tell whether a task is shown."""
        return all(_fits(picked, values_of(task, state, key, light)) for key, picked in self.columns.items())

    def sentence(self) -> str:
        """Return e.g. «责任单位是 市教育局 · 未启动 · 11月到期»."""
        order = [key for key in TITLES if key in self.columns]
        return " · ".join(_clause(key, self.columns[key]) for key in order)

    def to_json(self) -> str:
        """Return the filter as it is saved."""
        told = {
            key.value: {"values": sorted(picked.values) if picked.values is not None else None, "words": picked.words}
            for key, picked in self.columns.items()
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> TaskFilter:
    """Return a saved filter; columns that this version does not know are left out."""
    known = {key.value: key for key in TITLES}
    return TaskFilter(
        {
            known[name]: Picked(frozenset(said["values"]) if said["values"] is not None else None, said["words"])
            for name, said in json.loads(text).items()
            if name in known
        }
    )


def _fits(picked: Picked, values: tuple[str, ...]) -> bool:
    if picked.values is not None and picked.values.isdisjoint(values):
        return False
    return not picked.words or any(picked.words in value for value in values)


def values_of(task: Task, state: State, key: ColumnKey, light: TaskLight | None = None) -> tuple[str, ...]:
    """Return what a task has in a column, as a tick list shows it; several units are several values."""
    match key:
        case ColumnKey.CONTENT:
            return (task.content or EMPTY,)
        case ColumnKey.TITLE:
            return (task.title or EMPTY,)
        case ColumnKey.UNITS:
            named = tuple(dict.fromkeys((*task.lead, *task.responsible, *task.support)))
            return named or (task.unit_text or EMPTY,)
        case ColumnKey.DEADLINE:
            return (_month(task),)
        case ColumnKey.STATE:
            return (STATES[state],)
        case ColumnKey.LIGHT:
            return (COLOURS[light.colour] if light else EMPTY,)
        case ColumnKey.SEQ:
            return ((task.seq or "").rsplit("/", 1)[-1] or EMPTY,)
    return (EMPTY,)


def _month(task: Task) -> str:
    due = task.deadline.due
    if due is None or task.deadline.kind is DeadlineKind.YEAR_ROUND:
        return task.deadline.text or EMPTY
    return f"{due.year}年{due.month}月"


def tick_list(tasks: Iterable[tuple[Task, State, TaskLight | None]], key: ColumnKey) -> dict[str, int]:
    """Return the values of a column with how many tasks have each: months by time, the rest as they first come."""
    counts: dict[str, int] = {}
    months: dict[str, tuple[int, int]] = {}
    for task, state, light in tasks:
        for value in values_of(task, state, key, light):
            counts[value] = counts.get(value, 0) + 1
        if key is ColumnKey.DEADLINE and task.deadline.due is not None:
            months.setdefault(_month(task), (task.deadline.due.year, task.deadline.due.month))
    if key is ColumnKey.DEADLINE:
        return dict(sorted(counts.items(), key=lambda pair: months.get(pair[0], (9999, 0))))
    return counts


def _clause(key: ColumnKey, picked: Picked) -> str:
    parts = [_values_clause(key, picked.values)] if picked.values is not None else []
    if picked.words:
        parts.append(f"{TITLES[key]}含“{picked.words}”")
    return " · ".join(parts)


def _values_clause(key: ColumnKey, values: frozenset[str]) -> str:
    named = "、".join(sorted(values)[:_NAMED]) + (f" 等{len(values)}个" if len(values) > _NAMED else "")
    if key is ColumnKey.STATE:
        return named
    if key is ColumnKey.LIGHT:
        return f"{named}灯"
    if key is ColumnKey.DEADLINE:
        dated = all(value.endswith("月") for value in values)
        return f"{named}到期" if dated else f"完成时限是 {named}"
    return f"{TITLES[key]}是 {named}"
