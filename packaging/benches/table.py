"""The task table and the review of an import, from within: what one act costs until it is on the screen.

The floor is a plain QTableView of the same texts, a line each, that is scrolled by a page and painted.

Usage: python packaging/benches/table.py table ROWS | review
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.ids import By

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from floors import cells, paper
from great import TODAY
from kit import Act, seconds, tell

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

    from gongkai_desk.domain.draft import Draft, Part
    from gongkai_desk.domain.plan import Task
    from ui.desk import Desk

_RUNS = 5
_REVIEWED = 605  # tasks: five times the Shanghai plan


class Stage:
    """An application with the floor beside what is measured."""

    def __init__(self, app: "QApplication", texts: Sequence[tuple[str, ...]]) -> None:
        self._app = app
        self._plain = _plain_table(texts)
        self._page = 0

    def painted(self, act: Callable[[], object]) -> None:
        """Do an act and paint what it changed, as the event loop does."""
        act()
        self._app.processEvents()

    def _scroll_plain(self) -> None:
        bar = self._plain.verticalScrollBar()
        self._page = (self._page + 1) % max(bar.maximum() // 20, 1)
        bar.setValue(self._page * 20)

    def time(self, name: str, aim: str, *acts: Act) -> None:
        """Print what an act costs, the acts given in turn, so that each finds something to do."""
        pairs = []
        for run in range(_RUNS + 1):
            ours = seconds(partial(self.painted, acts[run % len(acts)]))
            pairs.append((ours, seconds(partial(self.painted, self._scroll_plain))))
        tell(f"{name} / plain table scrolled", aim, pairs[1:])


def _plain_table(texts: Sequence[tuple[str, ...]]) -> "QTableView":
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
    from PySide6.QtWidgets import QTableView

    class Texts(QAbstractTableModel):
        def rowCount(self, parent: object = None) -> int:
            return len(texts)

        def columnCount(self, parent: object = None) -> int:
            return len(texts[0])

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
            return texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    view = QTableView()
    view.setModel(Texts(view))
    view.resize(1366, 768)
    view.show()
    return view


def _desk(folder: str) -> "tuple[QApplication, Desk]":
    os.environ["GONGKAI_DESK_HOME"] = folder
    from ui.app import application
    from ui.desk import Desk
    from ui.settings import Settings

    settings = Settings()
    return application(settings), Desk(TODAY, "", settings)


# ---- the task table


def table(rows: str) -> None:
    """Print what one act on the task table costs: first paint, a scroll, a filter, a sort, a search."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "大库.gkdesk"
        _fill(home, int(rows))
        _time_table(*_desk(folder), home, int(rows))


def _fill(home: Path, rows: int) -> None:
    from gongkai_desk.store.library import Library
    from gongkai_desk.store.tasks import plans

    made = paper(rows)
    with Library.create(home, "大库", day=TODAY) as library, library.step("导入", By("", TODAY)) as step:
        plans.insert_tasks(step, plans.insert_plan(step, made.plan), made.tasks, {})


def _time_table(app: "QApplication", desk: "Desk", home: Path, rows: int) -> None:
    from PySide6.QtCore import Qt

    from gongkai_desk.domain.sheet import ColumnKey
    from ui.task_filter import Picked, TaskFilter
    from ui.window.window import MainWindow

    window = MainWindow(desk)
    window.resize(1366, 768)
    window.show()
    desk.open(home)
    window.settle()
    every: Sequence[Task] = desk.shelf.tasks(desk.shelf.plans()[0].id)
    stage = Stage(app, [cells(task) for task in every])
    bar, show = window.tasks.view.verticalScrollBar(), window.tasks.show_tasks
    aim = "50 ms" if rows <= 5000 else "150 ms"

    def filtered(words: str) -> None:
        window.stage.take_filter(
            TaskFilter().with_column(ColumnKey.CONTENT, Picked(None, words)) if words else TaskFilter()
        )

    def line(name: str, *acts: Act) -> None:
        stage.time(f"{rows} rows: {name}", aim, *acts)

    line("first paint", partial(show, [], {}), partial(show, every, {}))
    line("a wheel's turn", *(partial(bar.setValue, 120 * turn) for turn in range(1, 7)))
    line("scroll to anywhere", *(partial(bar.setValue, bar.maximum() * part // 7) for part in range(1, 7)))
    line("filter key to paint", *(partial(filtered, words) for words in ("第1", "第12", "")))
    half = [task for task in every if task.id % 2]
    line("filter to half", partial(show, half, {}), partial(show, every, {}))
    sort = window.tasks.view.sortByColumn
    line("sort", partial(sort, 3, Qt.SortOrder.AscendingOrder), partial(sort, 3, Qt.SortOrder.DescendingOrder))
    window.stage.find_words("zdgz")  # pinyin is loaded once
    line("search key to paint", *(partial(window.stage.find_words, f"第{rows // 2}项"[:size]) for size in range(2, 8)))
    line("search key in pinyin to paint", *(partial(window.stage.find_words, "zdgzgk"[:size]) for size in range(1, 7)))
    desk.jobs.shut_down()
    desk.close()


# ---- the review of an import


def review() -> None:
    """Print what acts in the review of an import of 605 tasks cost."""
    with tempfile.TemporaryDirectory() as folder:
        app, desk = _desk(folder)
        _time_review(app, desk)


def _draft() -> "tuple[Path, Draft]":
    """Return the real plan, or else our sample, with its tasks many times over."""
    from gongkai_desk.services.intake.reading import ReadOptions, _read_and_parse
    from gongkai_desk.workdays import Workdays

    shared = Path(__file__).resolve().parents[3] / "shared" / "plans" / "files" / "shanghai-2022-table.pdf"
    path = shared if shared.exists() else Path(__file__).resolve().parents[2] / "resources/samples/yunzhou-2026.pdf"
    draft = _read_and_parse(path, ReadOptions(Workdays.usual()))
    return path, replace(draft, parts=(*draft.parts[:-1], _many(draft.parts[-1])))


def _many(part: "Part") -> "Part":
    each = len(part.tasks)
    times = -(-_REVIEWED // each)
    doubts = (replace(d, task=d.task + each * time) for time in range(times) for d in part.doubts if d.task is not None)
    kept = tuple(doubt for doubt in doubts if (doubt.task or 0) < _REVIEWED)
    return replace(part, tasks=(part.tasks * times)[:_REVIEWED], doubts=kept)


def _time_review(app: "QApplication", desk: "Desk") -> None:
    from ui.importing.wizard import ImportWizard
    from ui.models.draft_table import CONTENT

    path, draft = _draft()
    wizard = ImportWizard(desk)
    wizard.resize(1366, 740)
    wizard.show()
    stage = Stage(app, [cells(task) for task in draft.parts[-1].tasks])
    stage.painted(partial(wizard.take_read, path, (draft, ())))
    stage.painted(wizard.go_on)
    page = wizard.review_page
    bar, model = page.view.verticalScrollBar(), page.model

    def select(row: int) -> None:
        page.view.setCurrentIndex(model.index(row, CONTENT))

    def edit(row: int) -> None:
        model.setData(model.index(row, CONTENT), f"改写后的第{row}项内容")

    def line(name: str, *acts: Act) -> None:
        stage.time(f"review of {_REVIEWED} tasks: {name}", "50 ms", *acts)

    line("select a row", *(partial(select, row) for row in (300, 20, 604, 150, 450, 1)))
    line("a wheel's turn", *(partial(bar.setValue, 120 * turn) for turn in range(1, 7)))
    line("edit a cell", *(partial(edit, row) for row in (10, 11, 12, 13, 14, 15)))
    line("undo", page.undo_wanted.emit)
    wizard.history.begin(None)  # else leaving it would keep a draft
    desk.jobs.shut_down()


if __name__ == "__main__":
    {"table": table, "review": review}[sys.argv[1]](*sys.argv[2:])
