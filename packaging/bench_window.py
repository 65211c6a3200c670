"""What ``bench.py`` starts as processes of their own: a bare window, ours on a sample, the table at many rows.

make FOLDER   put the sample library into FOLDER
bare          import PySide6, show and paint an empty main window
ours FOLDER   show the main window on that library until its rows are painted
table N       milliseconds for first paint, filter, sort and a scroll frame at N rows
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
TODAY = date(2026, 11, 20)
LIBRARY = "a.gkdesk"
SIZE = (1366, 768)


def make(folder: str) -> None:
    from gongkai_desk.domain.plan import Plan, Task
    from gongkai_desk.store import plans
    from gongkai_desk.store.library import Library

    os.environ["GONGKAI_DESK_HOME"] = folder
    library = Library.create(Path(folder) / LIBRARY, "样例", day=TODAY)
    with library, library.step("导入计划", who="", day=TODAY) as step:
        plan = plans.insert_plan(step, Plan("2026年云州市政务公开工作要点", year=2026))
        plans.insert_tasks(step, plan, [a_task(n, Task) for n in range(200)], {})


def a_task(number: int, kind: type) -> object:
    return kind(
        content=f"第{number}项：梳理公开事项，更新专栏，及时发布办理结果和政策解读。" * (1 + number % 3),
        seq=str(number + 1),
        title=f"任务名称{number // 4}",
        responsible=("市教育局", "市民政局"),
        unit_text="市教育局、市民政局",
    )


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    kept = QApplication([])
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    window.grab()
    leave(kept)


def ours(folder: str) -> None:
    os.environ["GONGKAI_DESK_HOME"] = folder
    from ui.app import application
    from ui.desk import Desk
    from ui.main_window import MainWindow
    from ui.settings import Settings

    settings = Settings()
    kept = application(settings)
    desk = Desk(TODAY, "", settings)
    desk.open(Path(folder) / LIBRARY)
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.show()
    window.grab()
    assert window.tasks.model.rowCount() == 200
    leave(kept)


def leave(kept: object) -> None:
    """End here: what is measured is the way to the first picture, not the clearing up."""
    sys.stdout.flush()
    os._exit(0)


def table(rows: int) -> None:
    from gongkai_desk.domain.plan import Plan, Task
    from gongkai_desk.store import plans
    from gongkai_desk.store.library import Library

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GONGKAI_DESK_HOME"] = folder
        from PySide6.QtCore import Qt

        from ui.app import application
        from ui.desk import Desk
        from ui.main_window import MainWindow
        from ui.settings import Settings

        library = Library.create(Path(folder) / LIBRARY, "样例", day=TODAY)
        with library.step("导入计划", who="", day=TODAY) as step:
            plan = plans.insert_plan(step, Plan("要点", year=2026))
            plans.insert_tasks(step, plan, [a_task(n, Task) for n in range(rows)], {})
        library.close()
        settings = Settings()
        kept = application(settings)
        desk = Desk(TODAY, "", settings)
        window = MainWindow(desk)
        window.resize(*SIZE)
        window.show()
        tell("open and first paint (rows read from the ledger)", lambda: desk.open(Path(folder) / LIBRARY), window)
        window.tree.choose(plan)
        view = window.tasks.view
        tasks = desk.shelf.tasks(plan)
        tell("first paint (rows at hand)", lambda: window.tasks.show_tasks(tasks[:-1], {}), window)
        tell("filter: a search keystroke", lambda: window.find_words(f"第{rows // 7}"), window)
        tell("search cleared", lambda: window.find_words(""), window)
        tell("sort by content", lambda: view.sortByColumn(2, Qt.SortOrder.DescendingOrder), window)
        tell("back to the plan's order", lambda: view.sortByColumn(-1, Qt.SortOrder.AscendingOrder), window)
        tell("scroll frame", lambda: view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 300), window)
        tell("jump to the middle", lambda: view.verticalScrollBar().setValue(rows * 30), window)
        window.close()
        leave(kept)


def tell(what: str, act: object, window: object) -> None:
    """Do it, paint, and print the milliseconds."""
    start = perf_counter()
    act()  # type: ignore[operator]
    window.tasks.view.viewport().grab()  # type: ignore[attr-defined]
    print(f"  {what:50} {1000 * (perf_counter() - start):7.1f} ms")


if __name__ == "__main__":
    {"make": make, "bare": bare, "ours": ours, "table": lambda n: table(int(n))}[sys.argv[1]](*sys.argv[2:])
