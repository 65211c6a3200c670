"""The great library of ``bench.py``: 20 plans, 5,000 tasks of 60 units each, 100,000 reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from floors import paper

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.domain.unit import Unit, UnitClass, UnitGroup
from gongkai_desk.domain.work import Report

if TYPE_CHECKING:
    from gongkai_desk.store.journal import Step

STORED = date(2026, 3, 9)
TODAY = date(2026, 11, 22)
GROUP = "市政府各部门"
_WORDS = "公开办理进展及完成情况，见佐证材料"


def make(folder: Path, tasks: int = 5000, plans: int = 20, units: int = 60, reports: int = 100_000) -> None:
    """Make a library whose tasks stand in ``plans`` plans, each of all ``units`` through one collective name."""
    from gongkai_desk.store.library import Library
    from gongkai_desk.store.tasks.plans import Match, insert_plan, insert_tasks

    with Library.create(folder, "大库", day=STORED) as library, library.step("导入", By("", STORED)) as step:
        found, group = _units(step, units)
        matches = {GROUP: Match(group_id=group)}
        each = tasks // plans
        ids: list[int] = []
        for number in range(plans):
            plan = insert_plan(step, Plan(title=f"云州市2026年政务公开工作要点之{number + 1}", year=2026))
            ids += insert_tasks(step, plan, _tasks(each), matches)
        _report(step, ids, found, reports)


def _units(step: "Step", count: int) -> tuple[dict[int, str], int]:
    from gongkai_desk.store.units import insert_group, insert_unit

    names = [f"市第{number + 1}工作局" for number in range(count)]
    found = {insert_unit(step, Unit(name, cls=UnitClass.DEPARTMENT, order=i)): name for i, name in enumerate(names)}
    return found, insert_group(step, UnitGroup(GROUP, True, (UnitClass.DEPARTMENT,)))


def _tasks(count: int) -> list[Task]:
    """Return tasks of six sections, in thirds due by month, asked for lastingly, due at the end of the year."""
    return [
        replace(
            task,
            section=(f"{'一二三四五六'[i * 6 // count]}、重点工作",),
            responsible=(GROUP,),
            unit_text=GROUP,
            deadline=_deadline(i),
        )
        for i, task in enumerate(paper(count).tasks)
    ]


def _deadline(number: int) -> Deadline:
    if number % 3 == 0:
        month = number % 8 + 4
        due = date(2026, month + 1, 1) - timedelta(days=1)
        return Deadline(f"{month}月底前", DeadlineKind.MONTH_END, due, (due,))
    if number % 3 == 1:
        return Deadline("长期坚持", DeadlineKind.LONG_TERM)
    return Deadline("年底前", DeadlineKind.YEAR_END, date(2026, 12, 31), (date(2026, 12, 31),))


def _report(step: "Step", ids: list[int], units: dict[int, str], count: int) -> None:
    """Let a third of the units report once on each task, another third of them on the next, in the order of days."""
    rows = list(_reports(ids, units, count))
    step.connection.executemany(
        "INSERT INTO report (task_id, unit_id, unit_text, day, text, period) VALUES (?, ?, ?, ?, ?, ?)",
        ((r.task_id, r.unit_id, r.unit, r.day.isoformat(), r.text, r.period) for r in rows),
    )
    step.connection.executemany(
        "INSERT INTO unit_state (task_id, unit_id, state, since) VALUES (?, ?, 'in_progress', ?)",
        ((r.task_id, r.unit_id, r.day.isoformat()) for r in rows),
    )


def _reports(ids: list[int], units: dict[int, str], count: int) -> Iterator[Report]:
    numbers, each = list(units), count // len(ids)
    for place, task_id in enumerate(ids):
        for i in range(each):
            unit = numbers[(place * 7 + i) % len(numbers)]
            day = date(2026, 9, 1) + timedelta(days=(place + i) % 28)
            yield Report(task_id, units[unit], day, _WORDS, unit, period="2026Q3" if i % 2 else "")
