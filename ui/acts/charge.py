"""分工: naming the units of a task, taking up a superior's tasks, small sources of tasks through the year."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.plan import Plan, PlanKind

if TYPE_CHECKING:
    from ui.commands import Commands


class ChargeActs(QObject):
    """Who is charged with what, and on what basis."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def name_units(self) -> None:
        """明确责任单位: ask whom the collective names of the current task mean."""
        from gongkai_desk.services.directory import assigning
        from gongkai_desk.store.directory import rosters, units
        from ui.dialogs import ask
        from ui.dialogs.assign_dialog import AssignDialog, Named

        task, library = self._window.tasks.current(), self._desk.library
        if task is None or task.id is None or library is None:
            return
        printed = rosters.printed_units(library, [task.id])
        if not printed:
            ask.tell(self._window, "明确责任单位", "这项任务的责任单位都已写明，不需要再明确。")
            return
        named = [Named(each, assigning.alike(library, each)) for each in printed]
        wanted = AssignDialog.ask(self._window, task, named, units.units(library))
        if wanted:
            self._desk.write(partial(assigning.name_units, wanted=wanted, who=self._desk.who, day=self._desk.today))

    def new_assigned(self) -> None:
        """登记临时交办: a source of tasks that a superior gave by word or note."""
        self._new_source(PlanKind.ASSIGNED, "领导批示和会议交办事项")

    def new_inspection(self) -> None:
        """登记检查反馈问题: a source of tasks that an inspection found."""
        self._new_source(PlanKind.INSPECTION, "检查反馈问题整改")

    def _new_source(self, kind: PlanKind, name: str) -> None:
        from gongkai_desk.services.intake import plans
        from ui.dialogs.plan_dialog import PlanDialog

        year = self._desk.today.year
        plan = PlanDialog.ask(self._window, Plan(f"{year}年{name}", year=year, kind=kind))
        if plan is not None:
            changes = self._desk.write(partial(plans.new_plan, plan=plan, who=self._desk.who, day=self._desk.today))
            if changes is not None and changes.made is not None:
                self._window.tree.choose(changes.made)
                self._window.hand.new_task()
