"""Windows measured from outside (``bare``, ``ours``) and the task table measured from within (``table``).

Usage: python packaging/bench_window.py make FOLDER | ours FOLDER | bare | table ROWS
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
TODAY = date(2026, 11, 22)
LIBRARY = "样例.gkdesk"


def make(folder: str) -> None:
    """Make the library that ``ours`` opens: the bundled sample."""
    from gongkai_desk.paths import resource
    from gongkai_desk.services.importing import add_plan
    from gongkai_desk.services.reading import read_plan
    from gongkai_desk.store.library import Library

    os.environ["GONGKAI_DESK_HOME"] = folder
    draft = read_plan(resource("samples", "yunzhou-2026.txt"))
    with Library.create(Path(folder) / LIBRARY, "样例", day=TODAY) as library:
        add_plan(library, draft, 1, who="", day=TODAY)


def bare() -> None:
    """Start, paint and leave an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        painted = False

        def paintEvent(self, event: object) -> None:
            self.painted = True

    app = QApplication([])
    window = Window()
    window.resize(1366, 768)
    window.show()
    _leave_when(app, lambda: window.painted)


def ours(folder: str, library: str = LIBRARY) -> None:
    """Start, open the library, paint its first rows and leave, the way ``ui.app.run`` does."""
    os.environ["GONGKAI_DESK_HOME"] = folder
    from ui import screen

    screen.leave_garbage()
    from ui.app import application, first_window
    from ui.desk import Desk
    from ui.settings import Settings

    settings = Settings()
    app = application(settings)
    desk = Desk(TODAY, "", settings)
    window = first_window(desk, Path(folder) / library)
    assert window.tasks.model.rowCount() > 40
    _leave_when(app, lambda: window.tasks.view.was_painted)


def _leave_when(app: "QApplication", painted: Callable[[], bool]) -> None:
    """Run until something is on the screen, and leave at once: how long a program takes to end is another matter."""
    from PySide6.QtCore import QTimer

    def look() -> None:
        if painted():
            os._exit(0)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    app.exec()


def table(rows: str) -> None:
    """Print what one act on the task table costs: first paint, a scroll, a filter, a sort, a search."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GONGKAI_DESK_HOME"] = folder
        _fill(Path(folder) / LIBRARY, int(rows))
        _time_table(Path(folder) / LIBRARY, int(rows))


def _fill(home: Path, rows: int) -> None:
    from bench_floors import paper

    from gongkai_desk.store import plans
    from gongkai_desk.store.library import Library

    made = paper(rows)
    with Library.create(home, "大库", day=TODAY) as library, library.step("导入", who="", day=TODAY) as step:
        plans.insert_tasks(step, plans.insert_plan(step, made.plan), made.tasks, {})


def _time_table(home: Path, rows: int) -> None:
    from PySide6.QtCore import Qt

    from gongkai_desk.store import search
    from ui.app import application
    from ui.desk import Desk
    from ui.main_window import MainWindow
    from ui.settings import Settings

    settings = Settings()
    application(settings)
    desk = Desk(TODAY, "", settings)
    window = MainWindow(desk)
    window.resize(1366, 768)
    window.show()
    desk.open(home)
    view, plan = window.tasks.view, desk.shelf.plans()[0]
    every = desk.shelf.tasks(plan.id or 0)
    half = [task for task in every if (task.id or 0) % 2]

    def scroll() -> None:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)

    acts = {
        "first paint": lambda: window.tasks.show_tasks(every, {}),
        "scroll to the middle": scroll,
        "filter to half": lambda: window.tasks.show_tasks(half, {}),
        "sort by units": lambda: view.sortByColumn(3, Qt.SortOrder.AscendingOrder),
        "search 重点 (two characters)": lambda: search.matching(desk.library, "重点"),
        "search key to paint": lambda: window.find_words(f"第{rows // 2}项"),
    }
    for name, act in acts.items():
        start = time.perf_counter()
        act()
        view.viewport().repaint()
        print(f"table of {rows:>6} rows, {name:<32}{(time.perf_counter() - start) * 1000:>9.1f} ms", flush=True)
    desk.jobs.shut_down()


if __name__ == "__main__":
    {"make": make, "bare": bare, "ours": ours, "table": table}[sys.argv[1]](*sys.argv[2:])
