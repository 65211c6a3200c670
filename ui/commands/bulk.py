"""Many tasks at once: one text for all, filling, pasting, replacing; each is one step and previewed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.sheet import ColumnKey
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.wording.states import without_extension
from ui.commands.command import TASK, WRITING, Command, Here
from ui.models.task_table import FIELDS

with lazy_imports():
    from gongkai_desk.services.progress import work
    from ui import clip, edits
    from ui.dialogs.tasks import bulk_edit

_BOTH = WRITING | TASK

# -- one text for many


def edit_many(here: Here) -> None:
    """Ask what to change in the selected tasks."""
    shown = here.table.shown()
    sections = list(dict.fromkeys(edits.PATH.join(task.section) for task in shown if task.section))
    _store(here, bulk_edit.BulkEdit.ask(here.parent, here.selected, sections))


def replace(here: Here) -> None:
    """Find and replace in the selected or in all tasks shown."""
    made, name = bulk_edit.ReplaceDialog.ask(here.parent, here.selected, here.table.shown())
    _store(here, made, name)


BULK = Command("bulk", "批量修改(&B)…", "Ctrl+M", needs=_BOTH, run=edit_many)
REPLACE = Command("replace", "替换(&E)…", "Ctrl+H", needs=_BOTH, run=replace)

# -- filling


def fill_down(here: Here) -> None:
    """Give the selected rows what the first of them has in this column; one row takes it from above."""
    index, tasks = here.table.view.currentIndex(), here.selected
    field = _field(here, index.column())
    if field is None or not tasks:
        return
    if len(tasks) == 1:
        above = here.table.model.task(index.row() - 1)
        tasks = [above, *tasks] if above is not None else tasks
    fill(here, index.column(), edits.text_of(tasks[0], field), tasks[1:], "向下填充")


def fill(here: Here, column: int, text: str, tasks: Sequence[StoredTask] | None = None, name: str = "填充") -> None:
    """Give the selected rows (or ``tasks``) this text in a column."""
    field = _field(here, column)
    if field is None:
        return
    made = edits.changing(edits.Edit(task, field, text) for task in (here.selected if tasks is None else tasks))
    if len(made) < 2 or _previewed(here, name, made):
        _store(here, made, f"{name} {len(made)} 处")


def clear_cells(here: Here) -> None:
    """Empty the current column in the selected rows."""
    column = here.table.view.currentIndex().column()
    field = _field(here, column)
    if field == "content":
        here.say("任务内容不能为空。删除整项任务请按 Ctrl+Del。")
    elif field is not None:
        fill(here, column, "", name="清空")


def _field(here: Here, column: int) -> str | None:
    """Return the field of a column, saying so where it cannot be written in."""
    key = here.table.model.columns[column].key
    if key not in FIELDS:
        here.say("本列不能直接填写；请选在任务内容、责任单位或完成时限列。")
        return None
    return FIELDS[key]


FILL_DOWN = Command("fill_down", "向下填充(&D)", "Ctrl+D", needs=_BOTH, in_table=True, run=fill_down)

CLEAR_CELLS = Command("clear_cells", "清空单元格(&K)", "Del", needs=_BOTH, in_table=True, run=clear_cells)

# -- the clipboard


def copy_cells(here: Here) -> None:
    """Put what the selected rows have in the current column on the clipboard."""
    view = here.table.view
    column = view.currentIndex().column()
    texts = [here.table.model.text(row, column) for row in _selected_rows(here)]
    QGuiApplication.clipboard().setText(texts[0] if len(texts) == 1 else clip.tsv([[text] for text in texts]))
    here.say(f"已复制 {len(texts)} 格。", 4000)


def paste(here: Here) -> None:
    """Paste cells from the current one on; one cell goes into every selected row."""
    board = QGuiApplication.clipboard()
    cells = clip.read_html(board.mimeData().html()) or clip.read_tsv(board.text())
    if not cells:
        here.say("剪贴板里没有文字。", 4000)
        return
    made, left = _pasted(here, cells)
    made = edits.changing(made)
    remark = f"另有 {left} 格不在可填写的位置，不会粘贴。" if left else ""
    if not made:
        here.say(remark or "粘贴的内容与现在相同。")
    elif len(edits.by_task(made)) < 2 or _previewed(here, "粘贴", made, remark):
        _store(here, made, f"粘贴 {len(made)} 处")


def _pasted(here: Here, cells: list[list[str]]) -> tuple[list[edits.Edit], int]:
    """Return what the cells would change, and how many find no place."""
    model, columns = here.table.model, here.table.columns_shown()
    width = max(map(len, cells))
    index = here.table.view.currentIndex()
    first = 0 if width == len(columns) else columns.index(index.column())
    made: list[edits.Edit] = []
    left = 0
    for row, line in _rows_for(here, cells, index.row()):
        task = model.task(row)
        for place, text in enumerate(line, first):
            key = model.columns[columns[place]].key if place < len(columns) else None
            if task is not None and key in FIELDS:
                made.append(edits.Edit(task, FIELDS[key], _as_written(key, text.strip())))
            elif width != len(columns) or task is None:  # whole rows bring their numbers and states along
                left += 1
    return made, left


def _rows_for(here: Here, cells: list[list[str]], first: int) -> list[tuple[int, list[str]]]:
    if len(cells) == 1 and len(cells[0]) == 1:
        return [(row, cells[0]) for row in _selected_rows(here) or [first]]
    return list(enumerate(cells, first))


def _selected_rows(here: Here) -> list[int]:
    return sorted(index.row() for index in here.table.view.selectionModel().selectedRows())


COPY_CELLS = Command(
    "copy_cells", "复制单元格(&O)", "Ctrl+Shift+C", "复制选中各行在本列的内容", needs=TASK, run=copy_cells
)
PASTE = Command("paste", "粘贴(&P)", "Ctrl+V", "从本格起粘贴 WPS、Excel 复制的内容", needs=_BOTH, run=paste)

# -- storing


def _previewed(here: Here, title: str, made: Sequence[edits.Edit], remark: str = "") -> bool:
    return bulk_edit.Preview.ask(here.parent, title, edits.rows(made), remark)


def _store(here: Here, made: Sequence[edits.Edit], name: str = "") -> None:
    desk = here.desk
    if made:
        desk.do(work.edit_tasks, edits=edits.by_task(made), name=name)
        here.say(f"已修改 {len(made)} 处，按 Ctrl+Z 可一次撤销。")


def _as_written(key: ColumnKey, text: str) -> str:
    """Return what goes into a cell of what was copied out of one: to when a deadline was put off is no part of it."""
    return without_extension(text) if key is ColumnKey.DEADLINE else text
