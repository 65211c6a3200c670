"""Many tasks at once: one text for all, filling, pasting, replacing; each is one step and previewed."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gongkai_desk.domain.columns import ColumnKey
from gongkai_desk.domain.plan import Task
from gongkai_desk.wording.state_words import without_extension
from ui import clip, edits
from ui.edits import Edit
from ui.models.task_table import FIELDS

if TYPE_CHECKING:
    from ui.commands import Commands


class BulkActs(QObject):
    """What the menus 编辑 and 任务 do with several rows."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._pane = window.tasks

    # -- one text for many

    def edit_many(self) -> None:
        """Ask what to change in the selected tasks."""
        from ui.dialogs.bulk_edit import BulkEdit

        tasks = self._pane.selected()
        sections = list(dict.fromkeys(edits.PATH.join(task.section) for task in self._pane.shown() if task.section))
        self._store(BulkEdit.ask(self._window, tasks, sections))

    def replace(self) -> None:
        """Find and replace in the selected or in all tasks shown."""
        from ui.dialogs.replace_dialog import ReplaceDialog

        made, name = ReplaceDialog.ask(self._window, self._pane.selected(), self._pane.shown())
        self._store(made, name=name)

    # -- filling

    def fill_down(self) -> None:
        """Give the selected rows what the first of them has in this column; one row takes it from above."""
        index, tasks = self._pane.view.currentIndex(), self._pane.selected()
        field = self._field(index.column())
        if field is None or not tasks:
            return
        if len(tasks) == 1:
            above = self._pane.model.task(index.row() - 1)
            tasks = [above, *tasks] if above is not None else tasks
        self.fill(index.column(), edits.text_of(tasks[0], field), tasks[1:], "向下填充")

    def clear_cells(self) -> None:
        """Empty the current column in the selected rows."""
        column = self._pane.view.currentIndex().column()
        if self._field(column) == "content":
            self._window.status.showMessage("任务内容不能为空。删除整项任务请按 Ctrl+Del。", 6000)
        elif self._field(column) is not None:
            self.fill(column, "", name="清空")

    def fill(self, column: int, text: str, tasks: Sequence[Task] | None = None, name: str = "填充") -> None:
        """Give the selected rows (or ``tasks``) this text in a column."""
        field = self._field(column)
        if field is None:
            return
        made = edits.changing(Edit(task, field, text) for task in (self._pane.selected() if tasks is None else tasks))
        if len(made) < 2 or self._previewed(name, made):
            self._store(made, name=f"{name} {len(made)} 处")

    def _field(self, column: int) -> str | None:
        """Return the field of a column, saying so where it cannot be written in."""
        key = self._pane.model.columns[column].key
        if key not in FIELDS:
            self._window.status.showMessage("本列不能直接填写；请选在任务内容、责任单位或完成时限列。", 6000)
            return None
        return FIELDS[key]

    # -- the clipboard

    def copy_cells(self) -> None:
        """Put what the selected rows have in the current column on the clipboard."""
        view = self._pane.view
        column = view.currentIndex().column()
        rows = sorted(index.row() for index in view.selectionModel().selectedRows())
        texts = [self._pane.model.text(row, column) for row in rows]
        QGuiApplication.clipboard().setText(texts[0] if len(texts) == 1 else clip.tsv([[text] for text in texts]))
        self._window.status.showMessage(f"已复制 {len(texts)} 格。", 4000)

    def paste(self) -> None:
        """Paste cells from the current one on; one cell goes into every selected row."""
        board = QGuiApplication.clipboard()
        cells = clip.read_html(board.mimeData().html()) or clip.read_tsv(board.text())
        if not cells:
            self._window.status.showMessage("剪贴板里没有文字。", 4000)
            return
        made, left = self._pasted(cells)
        made = edits.changing(made)
        remark = f"另有 {left} 格不在可填写的位置，不会粘贴。" if left else ""
        if not made:
            self._window.status.showMessage(remark or "粘贴的内容与现在相同。", 6000)
        elif len({edit.task.id for edit in made}) < 2 or self._previewed("粘贴", made, remark):
            self._store(made, name=f"粘贴 {len(made)} 处")

    def _pasted(self, cells: list[list[str]]) -> tuple[list[Edit], int]:
        """Return what the cells would change, and how many find no place."""
        columns = self._pane.columns_shown()
        width = max(map(len, cells))
        index = self._pane.view.currentIndex()
        first = 0 if width == len(columns) else columns.index(index.column())
        rows = self._rows_for(cells, index.row())
        made: list[Edit] = []
        left = 0
        for row, line in rows:
            task = self._pane.model.task(row)
            for place, text in enumerate(line, first):
                key = self._pane.model.columns[columns[place]].key if place < len(columns) else None
                if task is not None and key in FIELDS:
                    made.append(Edit(task, FIELDS[key], _as_written(key, text.strip())))
                elif width != len(columns) or task is None:  # whole rows bring their numbers and states along
                    left += 1
        return made, left

    def _rows_for(self, cells: list[list[str]], first: int) -> list[tuple[int, list[str]]]:
        if len(cells) == 1 and len(cells[0]) == 1:
            chosen = sorted(index.row() for index in self._pane.view.selectionModel().selectedRows())
            return [(row, cells[0]) for row in chosen or [first]]
        return list(enumerate(cells, first))

    # -- storing

    def _previewed(self, title: str, made: Sequence[Edit], remark: str = "") -> bool:
        from ui.dialogs.preview import Preview

        return Preview.ask(self._window, title, edits.rows(made), remark)

    def _store(self, made: Sequence[Edit], name: str = "") -> None:
        from gongkai_desk.services.progress import work

        if made:
            act = partial(work.edit_tasks, edits=edits.by_task(made), name=name)
            self._desk.write(partial(act, who=self._desk.who, day=self._desk.today))
            self._window.status.showMessage(f"已修改 {len(made)} 处，按 Ctrl+Z 可一次撤销。", 6000)


def _as_written(key: ColumnKey, text: str) -> str:
    """Return what goes into a cell of what was copied out of one: to when a deadline was put off is no part of it."""
    return without_extension(text) if key is ColumnKey.DEADLINE else text
