"""督办: acts upon the selected tasks, evidence, counts, doubtful deadlines; each one undoable step."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from gongkai_desk.standing.lights import TaskWork
    from ui.commands import Commands


class WatchActs(QObject):
    """What the menu 督办 does."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def move(self, action: Action) -> None:
        """Ask for an act upon the selected tasks and do it as one step."""
        self._move(action, [task.id for task in self._window.tasks.selected() if task.id is not None])

    def move_units(self, action: Action, units: "list[int | None]") -> None:
        """Ask for an act upon these units of the current task and do it as one step."""
        task = self._window.tasks.current()
        if task is not None and task.id is not None:
            self._move(Action(action), [task.id], units)

    def _move(self, action: Action, ids: list[int], units: "Collection[int | None]" = ()) -> None:
        from gongkai_desk.services.progress import closing
        from gongkai_desk.standing import lights
        from gongkai_desk.wording.state_words import ACTIONS
        from ui.dialogs.transition_dialog import TransitionDialog

        if not ids or self._desk.library is None:
            return
        works = lights.works(self._desk.library, ids)
        moved = TransitionDialog.ask(self._window, action, [works[number] for number in ids], self._desk.today, units)
        if moved is not None:
            act = partial(closing.move_many, wanted=moved.wanted, action=action, day=moved.day, said=moved.said)
            self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))
            self._window.status.showMessage(f"已办理“{ACTIONS[action]}”，按 Ctrl+Z 可撤销。", 6000)

    def check_off(self) -> None:
        """核查销号: verify where anything selected waits for it, else close."""
        from gongkai_desk.services.progress.closing import next_of

        ids = [task.id for task in self._window.tasks.selected() if task.id is not None]
        if ids and self._desk.library is not None:
            self.move(next_of(self._desk.library, ids))

    # -- evidence and counts of the current task

    def _work(self) -> "TaskWork | None":
        from gongkai_desk.standing import lights

        task = self._window.tasks.current()
        if task is None or task.id is None or self._desk.library is None:
            return None
        return lights.works(self._desk.library, [task.id])[task.id]

    def prove(self) -> None:
        """登记佐证: ask for files, a link or a number."""
        self.attach([])

    def attach(self, files: "list[Path]") -> None:
        """Ask what evidence these files are, and keep them as one step."""
        from gongkai_desk.services.progress import evidence
        from ui.dialogs.evidence_dialog import EvidenceDialog

        work = self._work()
        given = EvidenceDialog.ask(self._window, work, self._desk.today, files) if work is not None else None
        if work is not None and given is not None and self._empty_meant(given.proofs):
            act = partial(evidence.attach_many, task_id=work.task.id or 0, proofs=given.proofs, unit=given.unit)
            self._desk.write(partial(act, who=self._desk.who, day=self._desk.today))

    def _empty_meant(self, proofs: "Sequence[tuple[Evidence, Path | None]]") -> bool:
        """Ask about files with nothing in them: often a copy that was cut short."""
        from gongkai_desk.services.progress.evidence import empty_files
        from ui.dialogs import ask

        empty = empty_files(file for _, file in proofs if file is not None)
        names = "、".join(f"《{file.name}》" for file in empty)
        text = f"{names}是空文件，里面没有内容。请确认收到的文件是否完整。"
        return not empty or ask.choose(self._window, "登记佐证", text, "仍要添加")

    def remove_evidence(self, number: int) -> None:
        """Put evidence into the recycle bin; Ctrl+Z brings it back."""
        from gongkai_desk.services.progress import evidence

        self._desk.write(partial(evidence.remove_evidence, ids=[number], who=self._desk.who, day=self._desk.today))

    def count(self, quota: int) -> None:
        """登记数量: ask for a counted thing and store it."""
        from gongkai_desk.services.progress import counting
        from ui.dialogs.count_dialog import CountDialog

        work = self._work()
        told = CountDialog.ask(self._window, work, self._desk.today, quota) if work is not None else None
        if work is not None and told is not None:
            act = partial(counting.count, task_id=work.task.id or 0, unit=told.unit, amount=told.amount, day=told.day)
            act = partial(act, quota=told.quota, text=told.text)
            self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))

    def start_case(self, limit: int) -> None:
        """登记办理事项: ask what came in and start its clock."""
        from gongkai_desk.services.progress import counting
        from ui.dialogs.count_dialog import CaseDialog

        work = self._work()
        told = CaseDialog.ask(self._window, work, self._desk.today, limit) if work is not None else None
        if work is not None and told is not None:
            act = partial(counting.start_case, task_id=work.task.id or 0, unit=told.unit, subject=told.subject)
            act = partial(act, started=told.started, limit=told.limit)
            self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))

    def end_case(self, case_id: int) -> None:
        """办结: ask on which day a case was answered."""
        from gongkai_desk.services.progress import counting
        from ui.dialogs.count_dialog import EndDialog

        ended = EndDialog.ask(self._window, self._desk.today)
        if ended is not None:
            act = partial(counting.end_case, case_id=case_id, ended=ended)
            self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))

    def settle(self) -> None:
        """确认时限: settle the doubtful deadlines of the selected tasks as one step."""
        from gongkai_desk.services.progress import closing
        from ui.dialogs.settle_dialog import SettleDialog

        tasks = {task.id: task for task in self._window.tasks.selected() if task.id is not None}
        told = SettleDialog.ask(self._window, list(tasks.values()), self._desk.today) if tasks else None
        if told is None:
            return
        act = partial(closing.settle_many, task_ids=list(tasks), how=told.how, deadline=told.text)
        act = partial(act, finished=told.finished, reason=told.reason)
        self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))

    def set_reporting(self) -> None:
        """填报设置: ask how the selected tasks are reported and keep it as one step."""
        from gongkai_desk.services.progress import counting
        from gongkai_desk.standing import lights
        from gongkai_desk.standing.days import office_workdays
        from gongkai_desk.store.settings import setting
        from ui.dialogs.reporting_dialog import ReportingDialog

        library = self._desk.library
        ids = [task.id for task in self._window.tasks.selected() if task.id is not None]
        if library is None or not ids:
            return
        settings = [each.settings for each in lights.works(library, ids).values()]
        usual, workdays = setting(library, lights.CYCLE), office_workdays(library)
        wanted = ReportingDialog.ask(self._window, settings, usual, self._desk.today, workdays)
        if wanted is not None:
            act = partial(counting.set_reporting_many, task_ids=ids, wanted=wanted)
            self._desk.write(partial(act, who=self._desk.who, day=self._desk.today))

    # -- acts

    def apply(self) -> None:
        """申请销号."""
        self.move(Action.APPLY)

    def verify(self) -> None:
        """核查."""
        self.move(Action.VERIFY)

    def close(self) -> None:
        """销号."""
        self.move(Action.CLOSE)

    def carry_over(self) -> None:
        """年度办结."""
        self.move(Action.CARRY_OVER)

    def send_back(self) -> None:
        """退回整改."""
        self.move(Action.RETURN)

    def extend(self) -> None:
        """延期."""
        self.move(Action.EXTEND)

    def change(self) -> None:
        """变更."""
        self.move(Action.CHANGE)

    def not_applicable(self) -> None:
        """不涉及."""
        self.move(Action.NOT_APPLICABLE)

    def suspend(self) -> None:
        """中止."""
        self.move(Action.SUSPEND)

    def defer(self) -> None:
        """暂缓."""
        self.move(Action.DEFER)

    def resume(self) -> None:
        """恢复."""
        self.move(Action.RESUME)

    def cancel(self) -> None:
        """取消任务."""
        self.move(Action.CANCEL)

    def reopen(self) -> None:
        """重开."""
        self.move(Action.REOPEN)
