"""A great ledger in its year, from within: 20 plans, 5,000 tasks of 60 units each, 100,000 reports.

Usage: python packaging/benches/year.py FOLDER    (the library is made there)
"""

import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.ids import By

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from great import TODAY, make
from kit import Act, committed_row, ratio, seconds, tell

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library
    from ui.window.window import MainWindow

LIBRARY = "大库.gkdesk"
_TASK, _UNIT = 100, "市第3工作局"


def main(folder: str) -> None:
    """Make the library, then print what opening, lights, pages, statistics and acts cost in it."""
    os.environ["GONGKAI_DESK_HOME"] = folder
    home = Path(folder) / LIBRARY
    if not home.exists():
        make(home)
    with committed_row(Path(folder)) as row:
        _core(home)
        _window(home, row)


def _core(home: Path) -> None:
    """All lights and statistics at once, against fetching the rows that they stand on."""
    from gongkai_desk.standing import lights, statistics
    from gongkai_desk.store.library import Library

    with Library.open(home, read_only=True) as library:
        rows = partial(_rows, library)
        ratio("lights of 300,000 shares / their rows", "3", partial(lights.lights, library, TODAY), rows, 3)

        def counted() -> None:
            statistics.standings(library, TODAY, today=TODAY).table(statistics.GroupBy.UNIT)

        ratio("statistics by unit of 300,000 shares / their rows", "—", counted, rows, 3)


def _rows(library: "Library") -> None:
    for table in ("task", "report", "unit_state"):
        library.connection.execute(f"SELECT * FROM {table}").fetchall()


def _window(home: Path, row: Act) -> None:
    from ui.app import application
    from ui.desk import Desk
    from ui.settings import Settings
    from ui.window.window import MainWindow

    settings = Settings()
    application(settings)
    desk = Desk(TODAY, "", settings)
    window = MainWindow(desk)
    window.resize(1366, 768)
    _seen(window, window.show)
    pairs = []
    for _ in range(4):
        desk.close()
        pairs.append((seconds(partial(_seen, window, partial(window.libraries.open, home))), seconds(row)))
    tell("open the great ledger, painted / one committed row", "300 ms", pairs[1:])
    _light(window, row)
    _acts(window, row)
    desk.jobs.shut_down()
    desk.close()


def _seen(window: "MainWindow", act: Act) -> None:
    """Do an act and paint what it changed, as the event loop does."""
    from PySide6.QtWidgets import QApplication

    act()
    QApplication.processEvents()
    assert window.isVisible()


def _light(window: "MainWindow", row: Act) -> None:
    """What idle moments are asked for until all lights are there."""
    slices, board = [], window.desk.board
    left = True
    while left:
        start = time.perf_counter()
        left = board.work_some()
        slices.append(time.perf_counter() - start)
    slices.sort()
    tell("lights in idle moments: the usual slice / committed row", "50 ms", [(slices[len(slices) // 2], seconds(row))])
    tell("lights in idle moments: the longest slice / committed row", "150 ms", [(slices[-1], seconds(row))])
    window.lighting.finish()


def _acts(window: "MainWindow", row: Act) -> None:
    from gongkai_desk.domain.light import Topic
    from gongkai_desk.domain.plan import TaskEdit
    from gongkai_desk.domain.work import NewReport
    from gongkai_desk.services.progress import work
    from gongkai_desk.services.undo import undo as take_back
    from ui.models.plan_tree import NodeKind

    desk = window.desk
    plan, other = (plan.id for plan in desk.shelf.plans()[:2])
    by = By("", TODAY)

    def report(library: "Library") -> object:
        return work.report(library, by, _TASK, NewReport(_UNIT, TODAY, "已公开"))

    def edit(library: "Library") -> object:
        return work.edit_task(library, by, _TASK, TaskEdit(content="另有要求"))

    def undo(library: "Library") -> object:
        return take_back(library, by)

    places: dict[str, Act] = {
        "a plan": partial(window.tree.choose, plan),
        "a topic": lambda: window.tree.choose_special(NodeKind.TOPIC, Topic(next(iter(desk.board.agenda())))),
        "工作台": partial(window.stage.go_to_page, "dashboard"),
    }
    for place, go in places.items():
        window.tree.choose(plan)
        _time(f"show {place}", "300 ms", window, go, row, between=partial(window.tree.choose, other))
        _seen(window, go)
        for name, act in (("report", report), ("undo", undo), ("edit", edit), ("undo of an edit", undo)):
            acts = partial(desk.write, act)
            before = partial(desk.write, report if act is undo and name == "undo" else edit) if act is undo else None
            _time(f"{name} on {place}", "50 ms", window, acts, row, before=before)


def _time(
    name: str,
    aim: str,
    window: "MainWindow",
    act: Act,
    row: Act,
    *,
    before: Act | None = None,
    between: Act | None = None,
) -> None:
    """Print an act with its painting against one committed row; ``before`` and ``between`` are not counted."""
    pairs = []
    for _ in range(6):
        for prepare in (before, between):
            if prepare is not None:
                _seen(window, prepare)
        pairs.append((seconds(partial(_seen, window, act)), seconds(row)))
    tell(f"{name} / one committed row", aim, pairs[1:])


if __name__ == "__main__":
    main(sys.argv[1])
