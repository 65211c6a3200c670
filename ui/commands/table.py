"""The table as a whole: its filters, by column, by cell, saved; its columns; what is seen as a workbook."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import SEEN
from ui.commands.command import LIBRARY, TASK, Command, Here, Menu, Needs, Switch
from ui.task_filter import TaskFilter, from_json

with lazy_imports():
    from gongkai_desk.domain import papers
    from gongkai_desk.services import office
    from gongkai_desk.store import settings
    from ui.dialogs.base import ask
    from ui.dialogs.tasks import columns_dialog

_VIEW = "tasks"  # what saved filters are kept under
_FROZEN = 2  # number and name stay in view in the workbook as well

# -- filters


def show_funnels(here: Here, shown: bool) -> None:
    """Show or hide the funnels in the heads."""
    here.table.head.show_filters(shown)


def filter_column(here: Here) -> None:
    """Open the values of the current column."""
    index = here.table.view.currentIndex()
    here.table.ask_filter(index.column() if index.isValid() else 0)


def filter_by_cell(here: Here) -> None:
    """Show only rows that have what the current cell has."""
    here.table.filter_by_cell()


def filter_none(here: Here) -> None:
    """Show everything again."""
    here.ways.take_filter(TaskFilter())


HEADS = Switch("heads", "表头筛选(&F)", "Ctrl+Shift+L", "在表头显示筛选按钮", turn=show_funnels)
FILTER_COLUMN = Command("filter_column", "筛选本列(&C)…", "Ctrl+Shift+K", needs=LIBRARY, run=filter_column)
FILTER_CELL = Command("filter_cell", "按本格内容筛选(&B)", "Ctrl+Shift+B", needs=TASK, run=filter_by_cell)
FILTER_NONE = Command("filter_none", "清除筛选(&N)", "Ctrl+Shift+N", needs=Needs.FILTER, run=filter_none)

# -- saved under a name


class _SavedFilter(QAction):
    """An entry of the menu of saved filters; pressed it uses or forgets its filter."""

    def __init__(self, here: Here, name: str, *, forget: bool, parent: QMenu) -> None:
        super().__init__(name.replace("&", "&&"), parent)
        self._here, self._name, self._forget = here, name, forget
        self.triggered.connect(self._press)

    def _press(self) -> None:
        if self._forget:
            _forget_filter(self._here, self._name)
        else:
            self._here.ways.take_filter(from_json(_saved(self._here)[self._name]))


class _SaveFilter(QAction):
    """The entry that saves the filter as it is now."""

    def __init__(self, here: Here, parent: QMenu) -> None:
        super().__init__("保存当前筛选(&S)…", parent)
        self._here = here
        self.setEnabled(bool(here.table.filter))
        self.triggered.connect(self._press)

    def _press(self) -> None:
        save_filter(self._here)


def list_saved(here: Here, menu: QMenu) -> None:
    """List the saved filters, then saving and forgetting."""
    menu.clear()
    names = list(_saved(here))
    menu.addActions([_SavedFilter(here, name, forget=False, parent=menu) for name in names])
    menu.addSeparator()
    menu.addAction(_SaveFilter(here, menu))
    if names:
        drop = menu.addMenu("删除常用筛选(&D)")
        drop.addActions([_SavedFilter(here, name, forget=True, parent=drop) for name in names])


def _saved(here: Here) -> dict[str, str]:
    library = here.desk.library
    return settings.filters(library, _VIEW) if library is not None else {}


def save_filter(here: Here) -> None:
    """Ask for a name and save the filter under it; its own sentence is proposed."""
    wanted, desk = here.table.filter, here.desk
    name = ask.ask_line(here.parent, "保存筛选", "常用筛选的名称：", wanted.sentence())
    if name:
        desk.do(office.save_filter, view=_VIEW, name=name, value=wanted.to_json())


def _forget_filter(here: Here, name: str) -> None:
    desk = here.desk
    desk.do(office.remove_filter, view=_VIEW, name=name)


SAVED = Menu("常用筛选(&S)", fill=list_saved)

# -- columns, and the workbook


def choose_columns(here: Here) -> None:
    """Ask which columns are shown and in which order."""
    table = here.table
    order = table.columns_in_order()
    named = [(column, table.model.columns[column].title, not table.head.isSectionHidden(column)) for column in order]
    wanted = columns_dialog.ColumnsDialog.ask(here.parent, named)
    if wanted is not None:
        table.set_columns(wanted)


def export_seen(here: Here) -> None:
    """Write the rows and columns as they are seen."""
    here.exports.paper(SEEN, seen(here), PaperFormat.XLSX, partial(export_seen, here))


def seen(here: Here) -> papers.SeenTable:
    """Return the table as it stands on the screen."""
    pane, model = here.table, here.table.model
    columns = pane.columns_shown()
    rows = range(model.rowCount())
    merged = set(pane.view.merged_columns)
    return papers.SeenTable(
        pane.title.text(),
        tuple(model.columns[column].title for column in columns),
        tuple(float(pane.view.columnWidth(column)) for column in columns),
        tuple(model.columns[column].align for column in columns),
        tuple(tuple(model.text(row, column) for column in columns) for row in rows),
        tuple(tuple(model.group(row, c) if c in merged else None for c in columns) for row in rows),
        pane.sentence.text() if pane.sentence.isVisible() else "",
        min(_FROZEN, len(columns) - 1),
    )


COLUMNS = Command("columns", "显示的列(&O)…", run=choose_columns)
EXPORT_SEEN = Command("export_seen", "导出当前表格(&T)…", "Ctrl+Shift+T", needs=TASK, run=export_seen)
