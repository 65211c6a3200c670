"""From the library to a job: the paper is put together here and now, its writing needs no library."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai_desk.domain.papers import BreakdownPaper, BreakdownStyle, LedgerEntry, LedgerPaper
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.wording import STATES
from ui.desk import Desk


def breakdown_work(desk: Desk, plan: Plan, path: Path, kind: str) -> Callable[..., Any]:
    """Return the job that writes the 任务分解表: 事项式 where the plan has sections and lead units, else 五列序号式."""
    tasks = tuple(desk.shelf.tasks(plan.id or 0))
    style = BreakdownStyle.ITEM if any(task.section and task.lead for task in tasks) else BreakdownStyle.FIVE
    return _writing("breakdown", path, kind, BreakdownPaper(plan, tasks, style))


def ledger_work(desk: Desk, plan: Plan, path: Path, kind: str) -> Callable[..., Any]:
    """Return the job that writes the 工作台账 as of the desk's day."""
    entries = tuple(_entry(desk, task) for task in desk.shelf.tasks(plan.id or 0))
    return _writing("ledger", path, kind, LedgerPaper(plan, entries, desk.today))


def _writing(module: str, path: Path, kind: str, paper: object) -> Callable[..., Any]:
    return partial(_write, module, path, kind, paper)


def _write(module: str, path: Path, kind: str, paper: object, progress: Callable[..., Any]) -> None:
    """Write in the pool; the writer and its libraries are loaded there too."""
    write = getattr(import_module(f"gongkai_desk.export.{module}"), f"write_{kind}")
    write(path, paper, progress)


def _entry(desk: Desk, task: Task) -> LedgerEntry:
    reports = desk.shelf.reports(task.id) if task.id is not None else []
    latest = {report.unit: report for report in reports}
    several = len(latest) > 1
    lines = [f"{unit}：{report.text}" if several and unit else report.text for unit, report in latest.items()]
    return LedgerEntry(task, progress="\n".join(lines), state=STATES[desk.shelf.state(task)])
