"""编辑: taking back and doing again, copying rows, finding, today's date."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from gongkai_desk.domain.ids import Changes
from gongkai_desk.errors import NotAllowed
from gongkai_desk.lazy import lazy_imports
from ui.commands import progress
from ui.commands.command import LIBRARY, TASK, WRITING, Command, Here, Needs
from ui.models.task_table import short_seq
from ui.unsent import CELL, UnsentTexts, put_text

with lazy_imports():
    from gongkai_desk.services import undo as replays
    from ui import clip
    from ui.dialogs.base import ask

_BRIEFLY = 4000  # milliseconds
_Replay = Callable[..., Changes | None]

# -- undo and redo


def undo(here: Here) -> None:
    """Take the last act back."""
    name, _ = here.desk.step_names()
    _replay(here, replays.undo, f"已撤销“{name}”。")


def redo(here: Here) -> None:
    """Do again what was taken back."""
    _, name = here.desk.step_names()
    _replay(here, replays.redo, f"已恢复“{name}”。")


def _replay(here: Here, act: _Replay, done: str) -> None:
    try:
        changes = here.desk.do(act)
    except NotAllowed as error:
        changes = _replay_others(here, act, error)
    if changes is not None:
        here.say(done, _BRIEFLY)


def _replay_others(here: Here, act: _Replay, error: NotAllowed) -> Changes | None:
    """Ask before another clerk's act is taken back or done again."""
    if "others_step" not in error.data["lacks"]:
        raise error
    text = f"“{error.data['name']}”是 {error.data['who']} 办的，确定要改动吗？"
    agreed = ask.choose(here.parent, "他人办理的事项", text, "仍要改动")
    return here.desk.do(act, others=True) if agreed else None


UNDO = Command("undo", "撤销(&U)", "Ctrl+Z", needs=WRITING | Needs.UNDO, run=undo)
REDO = Command("redo", "恢复(&R)", "Ctrl+Y", needs=WRITING | Needs.REDO, run=redo)

# -- rows


def copy(here: Here) -> None:
    """Put the selected rows on the clipboard as they are seen, for Excel and Word; pasting takes them so too."""
    model, view, columns = here.table.model, here.table.view, here.table.columns_shown()
    rows = sorted(index.row() for index in view.selectionModel().selectedRows())
    cells = [[model.text(row, column) for column in columns] for row in rows]
    merged = view.merged_columns[-1]
    data = QMimeData()
    data.setText(clip.tsv(cells))
    data.setHtml(clip.html(cells, columns.index(merged) if merged in columns else None))
    QGuiApplication.clipboard().setMimeData(data)
    here.say(f"已复制 {len(rows)} 行。", _BRIEFLY)


def select_all(here: Here) -> None:
    """Select all rows."""
    here.table.view.selectAll()


def type_today(here: Here) -> None:
    """Write today's date where the cursor stands, or into the current cell."""
    if not isinstance(QApplication.focusWidget(), QPlainTextEdit):
        here.table.edit_current()
    field = QApplication.focusWidget()
    if isinstance(field, QPlainTextEdit) and not field.isReadOnly():
        field.insertPlainText(here.desk.today.isoformat())


COPY = Command("copy", "复制行(&C)", "Ctrl+C", "复制选中的行，可粘贴到 WPS、Excel", needs=TASK, run=copy)
SELECT_ALL = Command("select_all", "全选(&A)", "Ctrl+A", needs=TASK, run=select_all)
TYPE_TODAY = Command("type_today", "填入今天日期(&Y)", "Ctrl+;", needs=WRITING | TASK, run=type_today)

# -- finding


def find(here: Here) -> None:
    """Go to the search field."""
    here.ways.find_here()


def find_on(by: int, here: Here) -> None:
    """Go to the next (1) or previous (-1) task that the search found; without a search ask for one."""
    here.ways.find_on(by)


def clear(here: Here) -> None:
    """Show all tasks of the plan again, or the page that a list of tasks came from."""
    here.ways.clear_search()


FIND = Command("find", "查找(&F)", "Ctrl+F", needs=LIBRARY, run=find)
FIND_NEXT = Command("find_next", "查找下一个(&N)", "F3", needs=LIBRARY, run=partial(find_on, 1))
FIND_PREVIOUS = Command("find_previous", "查找上一个(&V)", "Shift+F3", needs=LIBRARY, run=partial(find_on, -1))
CLEAR = Command("clear", "清除查找(&L)", "Ctrl+Shift+F", needs=LIBRARY, run=clear)


with lazy_imports():
    from gongkai_desk.store.tasks import draft_notes
    from ui.dialogs.office import restore

_FORMS: dict[str, Callable[[Here], object]] = {
    "ReportDialog": progress.report,
    "SummaryDialog": progress.summarise,
}
"""Forms of a task that are opened at once; any other takes its text when its clerk opens it."""
_LONG = 8000  # milliseconds


def show(here: Here, texts: UnsentTexts) -> None:
    """Show what waits, and put back what is chosen."""
    tasks = here.desk.shelf.some([each.task for each in texts.left if each.task is not None])
    names: dict[int, str] = {task.id: f"{short_seq(task)} {task.title or task.content[:12]}".strip() for task in tasks}
    chosen = restore.UnsentDialog.ask(texts, names, here.parent)
    if chosen is not None:
        _put_back(here, texts, chosen)


def _put_back(here: Here, texts: UnsentTexts, text: draft_notes.Unsent) -> None:
    if text.task is not None:
        here.ways.go_to_task(text.task)
    if text.place == CELL:
        _into_details(here, texts, text)
        return
    texts.put_back(text)
    if text.place in _FORMS and text.task is not None:
        _FORMS[text.place](here)
    else:
        here.say(f"已备好：再打开“{text.title}”时会放回原处。", _LONG)


def _into_details(here: Here, texts: UnsentTexts, text: draft_notes.Unsent) -> None:
    """Open the field of the right pane that a cell or the field itself was about, with the text in it."""
    field = here.frame.task_field(text.title)
    field.open()
    if field.is_open:
        put_text(field.editor, text.fields[0][1])
        texts.drop(text)
