"""督办: acts upon the selected tasks, evidence, counts, doubtful deadlines; each one undoable step."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gongkai_desk.domain.work import Action

if TYPE_CHECKING:
    from ui.commands import Commands


class WatchActs(QObject):
    """What the menu 督办 does."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk

    def move(self, action: Action) -> None:
        """Ask for an act upon the selected tasks and do it as one step."""
        from gongkai_desk.services import closing, lights
        from gongkai_desk.wording import ACTIONS
        from ui.dialogs.transition_dialog import TransitionDialog

        ids = [task.id for task in self._window.tasks.selected() if task.id is not None]
        if not ids or self._desk.library is None:
            return
        works = lights.works(self._desk.library, ids)
        moved = TransitionDialog.ask(self._window, action, [works[number] for number in ids], self._desk.today)
        if moved is not None:
            act = partial(closing.move_many, wanted=moved.wanted, action=action, day=moved.day, said=moved.said)
            self._desk.write(partial(act, who=self._desk.who, today=self._desk.today))
            self._window.status.showMessage(f"已办理“{ACTIONS[action]}”，按 Ctrl+Z 可撤销。", 6000)

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
