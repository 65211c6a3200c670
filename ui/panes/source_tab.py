"""The tab 原文出处: where in the file as received the task stands, with the page or text itself, the place marked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desk.domain.place import CellPlace, PagePlace, Place, TextPlace
from gongkai_desk.domain.plan import StoredTask, Task
from gongkai_desk.errors import DeskError
from gongkai_desk.progress import Progress
from gongkai_desk.services.intake import reading
from gongkai_desk.standing.days import workdays_of
from gongkai_desk.wording.sentences import error_sentence
from gongkai_desk.workdays import Workdays
from ui.desk import Desk
from ui.parts.source_pane import SourcePane, SourceWindow
from ui.widgets.plain import button, label

Sizes = tuple[tuple[float, float], ...]
Looked = tuple[int, Path, str, Sizes]
"""Plan, original, its text where places are in the text, the sizes of its pages (points) where they are on pages."""


class SourceTab(QWidget):
    """Says the place in words a clerk can follow; the original is opened in the child process, once for each plan."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: StoredTask | None = None
        self._asked: int | None = None  # the plan whose original was asked for
        self._shown: int | None = None  # the plan whose original is in the pane
        self._opened: tuple[Path, str, Sizes] | None = None
        self._pane: SourcePane | None = None
        self._name = ""
        self.where = label(name="heading", wrap=True, parent=self)
        self.remark = label(name="dim", wrap=True, parent=self)
        self.enlarge = button("放大查看", self.show_large, name="link", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 2)
        head.addWidget(self.where, 1)
        head.addWidget(self.enlarge)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self.remark.setContentsMargins(16, 0, 12, 0)
        self._column.addWidget(self.remark)
        self._rest = QWidget(self)
        self._column.addWidget(self._rest, 1)

    def show_task(self, task: StoredTask, *, may_write: bool) -> None:
        """Show the places of a task."""
        self._task = task
        places = list(dict.fromkeys(place_sentence(place) for place in task.source))
        self.where.setText("、".join(places) or "手工录入，没有原文")
        if self._shown is not None and task.plan_id == self._shown:
            self._show_places()
        elif task.plan_id is not None and task.plan_id != self._asked:
            self._ask(task, task.plan_id)

    def _ask(self, task: Task, plan_id: int) -> None:
        """Have the original looked at; until then, and where there is none, words must do."""
        original = self._desk.shelf.original(plan_id)
        seen_as = {type(place) for place in task.source}
        self._asked, self._shown = plan_id, None
        self._show_pane(shown=False)
        if original is None or not seen_as & {PagePlace, TextPlace}:
            self.remark.setText(original[1] if original else "")
            return
        path, name = original
        self._name = name
        self.remark.setText(f"正在打开原件《{name}》…")
        workdays = workdays_of(self._desk.library)
        job = self._desk.jobs.start(partial(_look, plan_id, path, PagePlace in seen_as, workdays))
        job.succeeded.connect(self._take)
        job.failed.connect(self._refused)

    @Slot(object)
    def _take(self, found: Looked) -> None:
        plan_id, path, text, sizes = found
        if plan_id != self._asked:
            return
        self._opened, self._shown = (path, text, sizes), plan_id
        self.remark.setText(self._name)
        self._made_pane().open(path, "", text, sizes)
        self._show_places()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self.remark.setText(error_sentence(error))
            return
        self.remark.setText("原件暂时打不开。")
        raise error

    def _made_pane(self) -> SourcePane:
        if self._pane is None:
            self._pane = SourcePane(self._desk, self)
            self._column.addWidget(self._pane, 1)
        return self._pane

    def _show_places(self) -> None:
        if self._task is not None:
            self._show_pane(shown=True)
            self._made_pane().show_places(self._task.source)

    def _show_pane(self, *, shown: bool) -> None:
        self._rest.setVisible(not shown)
        self.enlarge.setVisible(shown)
        if self._pane is not None:
            self._pane.setVisible(shown)

    @Slot()
    def show_large(self) -> None:
        """Show the original in a window of its own, the place marked."""
        if self._task is not None and self._opened is not None:
            SourceWindow.show_for(self, self._desk, self._opened, self._task)


def _look(plan_id: int, path: Path, as_pages: bool, workdays: Workdays, progress: Progress) -> Looked:
    """Return the sizes of an original's pages, or its text where places are in the text."""
    if as_pages:
        return plan_id, path, "", reading.page_sizes(path, progress=progress)
    return plan_id, path, reading.read_plan(path, reading.ReadOptions(workdays), progress).text, ()


def place_sentence(place: Place) -> str:
    """Return e.g. «原件第 4 页», «工作表“任务分解表” B12», «原文第 1205–1290 字»."""
    if isinstance(place, PagePlace):
        return f"原件第 {place.page} 页"
    if isinstance(place, CellPlace):
        return f"工作表“{place.sheet}” {place.cell}"
    return f"原文第 {place.start + 1}–{place.end} 字"
