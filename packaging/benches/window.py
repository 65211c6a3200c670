"""Windows measured from outside: an empty one (``bare``), and ours on a library (``ours``).

Usage: python packaging/benches/window.py make FOLDER | ours FOLDER [LIBRARY] | bare
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
TODAY = date(2026, 11, 22)
LIBRARY = "样例.gkdesk"


def make(folder: str) -> None:
    """Make the library that ``ours`` opens: the bundled sample."""
    from gongkai_desk.domain.ids import By
    from gongkai_desk.paths import resource
    from gongkai_desk.services.intake.importing import Intake, add_plan
    from gongkai_desk.services.intake.reading import ReadOptions, read_plan
    from gongkai_desk.store.library import Library
    from gongkai_desk.workdays import Workdays

    os.environ["GONGKAI_DESK_HOME"] = folder
    draft = read_plan(resource("samples", "yunzhou-2026.txt"), ReadOptions(Workdays.usual()))
    with Library.create(Path(folder) / LIBRARY, "样例", day=TODAY) as library:
        add_plan(library, By("", TODAY), Intake(draft, 1))


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


if __name__ == "__main__":
    {"make": make, "bare": bare, "ours": ours}[sys.argv[1]](*sys.argv[2:])
