"""Writing papers: a name is proposed, the folder remembered, the writing a job over plain objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError, TargetInUse
from gongkai_desk.papers.listed import FORMAT_WORDS, PaperKind
from gongkai_desk.wording.sentences import error_sentence
from ui.desk import Desk
from ui.dialogs.base.ask import choose, tell
from ui.dialogs.base.waiting import run_waiting

if TYPE_CHECKING:
    from gongkai_desk.export.printed import PrintSetup

FILTERS = {format.value: f"{word} (*.{format})" for format, word in FORMAT_WORDS.items()} | {"zip": "备份 (*.zip)"}
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class Exports(QObject):
    """Asks where to, writes in the pool, and offers what comes next."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._target: Path | None = None
        self._again: Callable[[], None] | None = None
        self.setups: dict[tuple[str, ...], PrintSetup] = {}  # how each paper was set up for print the last time

    def paper(
        self,
        kind: PaperKind,
        facts: object,
        format: PaperFormat,
        again: Callable[[], None] | None = None,
    ) -> None:
        """Ask where to, and write a paper; ``again`` when the target is held and another name is wanted."""
        from gongkai_desk.papers.making import file_name
        from ui.papers import paper_work

        work = partial(paper_work, kind, facts, format)
        retry = again or partial(self.paper, kind, facts, format)
        self.write(f"导出{kind.title}", file_name(kind, facts), format, work, retry)

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
        from ui.dialogs.base.written import Written

        if self._target is not None and Written.show_for(self._window, self._target):
            from ui.dialogs.base.written import draft_mail

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
