"""Writing papers: a name is proposed, the folder remembered, the writing a job over plain objects."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.papers import LedgerPaper, breakdown_title
from gongkai_desk.domain.plan import Plan
from gongkai_desk.errors import DeskError, TargetInUse
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.ask import choose, tell
from ui.dialogs.waiting import run_waiting

FILTERS = {
    "docx": "Word 文档 (*.docx)",
    "xlsx": "Excel 表格 (*.xlsx)",
    "pdf": "PDF 文档 (*.pdf)",
    "zip": "备份 (*.zip)",
}
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class Exports(QObject):
    """Asks where to, writes in the pool, and offers what comes next."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._target: Path | None = None
        self._again: Callable[[], None] | None = None

    def breakdown(self, plan: Plan | None, kind: str) -> None:
        """Write the 任务分解表 of a plan."""
        if plan is None or (path := self._ask("导出任务分解表", breakdown_title(plan), kind)) is None:
            return
        from ui.papers import breakdown_work

        if self._desk.library is not None and plan.id is not None:
            work = breakdown_work(self._desk.library, plan.id, path, kind)
            self._write(work, path, partial(self.breakdown, plan, kind))

    def ledger(self, plan: Plan | None, kind: str) -> None:
        """Ask what the 工作台账 of a plan is to hold, and write it."""
        from ui.papers import asked_ledger

        paper = asked_ledger(self._desk, self._window, plan.id, "导出") if plan is not None and plan.id else None
        if paper is not None:
            self._write_ledger(paper, kind)

    def _write_ledger(self, paper: LedgerPaper, kind: str) -> None:
        from ui.papers import ledger_work

        def work(path: Path) -> Callable[..., Any]:
            return ledger_work(paper, path, kind)

        self.write("导出台账", paper.heading, kind, work, partial(self._write_ledger, paper, kind))

    def write(
        self,
        title: str,
        name: str,
        kind: str,
        work: Callable[[Path], Callable[..., Any]],
        again: Callable[[], None],
        *,
        folder: Path | None = None,
    ) -> None:
        """Ask for a target, first in ``folder`` or where the last paper went, and have ``work(path)`` write it."""
        path = self._ask(title, name, kind, folder)
        if path is not None:
            self._write(work(path), path, again)

    def _ask(self, title: str, name: str, kind: str, folder: Path | None = None) -> Path | None:
        """Ask for the target; an existing file is only replaced after Qt's own question."""
        proposed = (folder or self._desk.settings.export_folder) / f"{name.translate(_REFUSED_IN_NAMES)}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), FILTERS[kind])
        if not chosen:
            return None
        path = Path(chosen if chosen.lower().endswith(f".{kind}") else f"{chosen}.{kind}")
        if folder is None:
            self._desk.settings.export_folder = path.parent
        return path

    def _write(self, work: Callable[..., Any], path: Path, again: Callable[[], None]) -> None:
        self._target, self._again = path, again
        text = f"正在生成《{path.name}》"
        run_waiting(self._desk.jobs, work, text, self._window, self._written, self._failed)

    @Slot(object)
    def _written(self, result: object) -> None:
        from ui.dialogs.written import Written

        if self._target is not None and Written.show_for(self._window, self._target):
            from ui.dialogs.mail_dialog import draft_mail

            draft_mail(self._desk, self._window, self._target)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Offer another name where the target is held; other refusals are said, bugs go to the error hook."""
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, TargetInUse) and choose(self._window, "导出", error_sentence(error), "另存为…"):
            if self._again is not None:
                self._again()
        elif not isinstance(error, TargetInUse):
            tell(self._window, "导出", error_sentence(error))
