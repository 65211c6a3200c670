"""Pictures of every page, dialog and state of the window in one look: bash packaging/pictures FOLDER [LOOK …]

LOOK: light dark large (16 points), and 125, 150, 200 (per cent, as QT_SCALE_FACTOR has it by then); dialogs take the
size that the described screen gives them, the window all of it. The library is the bundled sample with its
year played; every command of the menus is pressed with a task chosen, and what it opens is pictured and left again, so
a new dialog needs no line here. A file given by GONGKAI_PICTURES_PLAN is led through the import instead of the sample.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import Mock, patch

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

from gongkai_desk.paths import resource
from gongkai_desk.services.intake.reading import ReadOptions
from gongkai_desk.services.intake.sample import make_sample
from gongkai_desk.standing.days import workdays_of
from ui import theme
from ui.app import application
from ui.desk import Desk
from ui.importing.source_reader import read_source
from ui.importing.wizard import ImportWizard
from ui.pages.page import BOOK
from ui.settings import Settings
from ui.window.window import MainWindow

TODAY = date(2026, 9, 23)
DARK, LARGE = "dark", {"large": 16}
LEAVE_OUT = frozenset(
    {"quit", "close", "sample", "undo", "redo", "delete_tasks", "folder", "log", "check", "type_today", "clerk"}
    | {"larger", "smaller", "usual_size"}
)
"""Commands that open nothing of ours, or end what the others need."""


class Camera:
    """Writes numbered pictures of one look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str) -> None:
        widget.ensurePolished()
        QCoreApplication.processEvents()  # a script of ours: nobody presses anything meanwhile
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
        scale = widget.devicePixelRatioF()
        picture = QPixmap(widget.size() * scale)
        picture.setDevicePixelRatio(scale)
        widget.render(picture)
        self.count += 1
        picture.save(str(self.folder / f"{self.count:03}-{name}.png"))


@contextmanager
def pictured(camera: Camera, name: Callable[[], str]) -> Iterator[None]:
    """Let every dialog be pictured and cancelled instead of waiting for a person."""

    def stand_in(dialog: QDialog) -> int:
        dialog.show()
        camera.take(dialog, f"{name()}-{type(dialog).__name__}")
        dialog.reject()
        return 0

    nowhere = {"getSaveFileName": ("", ""), "getOpenFileName": ("", ""), "getOpenFileNames": ([], "")}
    nowhere |= {"getExistingDirectory": ""}
    with ExitStack() as stack:
        for kind in (QDialog, QMessageBox, QInputDialog):
            stack.enter_context(patch.object(kind, "exec", stand_in, create=True))
        for each, nothing in nowhere.items():
            stack.enter_context(patch.object(QFileDialog, each, Mock(return_value=nothing)))
        yield


def take_all(folder: Path, look: str) -> None:
    dark, points = look == DARK, LARGE.get(look, 10)
    settings = Settings()
    settings.welcomed, settings.points, settings.look = True, points, "dark" if dark else "light"
    app = application(settings)
    theme.apply(app, dark=dark, points=points)
    camera = Camera(folder / look)
    home = Path(tempfile.mkdtemp()) / "云州市样例.gkdesk"
    make_sample(home, TODAY)
    desk = Desk(TODAY, "李明", settings)
    window = MainWindow(desk)
    window.show()
    window.resize(window.screen().availableSize())  # as large as it can be
    camera.take(window, "没有打开台账库")
    desk.create(home.with_name("空.gkdesk"), "空的台账库")
    window.settle()
    camera.take(window, "空的台账库")
    desk.open(home)
    window.settle()
    _panes(window, camera)
    _pages(window, camera)
    _commands(window, camera)
    _import(desk, camera)
    window.close()
    window.deleteLater()


def _panes(window: MainWindow, camera: Camera) -> None:
    window.tasks.view.selectRow(1)
    for number in range(window.detail.tabs.count()):
        window.detail.tabs.setCurrentIndex(number)
        camera.take(window, f"主窗口-{window.detail.tabs.tabText(number)}")
    window.detail.tabs.setCurrentIndex(0)
    for words in ("公开", "没有这样的词"):
        window.search.setText(words)
        window.stage.find_words(words)
        camera.take(window, f"查找-{words}")
    window.stage.clear_search()


def _pages(window: MainWindow, camera: Camera) -> None:
    for entry in BOOK:
        window.menus[entry.name].trigger()
        camera.take(window, f"页面-{entry.title}")
    window.tree.choose_first()


def _commands(window: MainWindow, camera: Camera) -> None:
    """Press everything that the menus hold, with a task chosen."""
    pressed = ""
    with pictured(camera, lambda: pressed):
        for action in window.menus.all():
            name = next(each for each in window.menus.names() if window.menus[each] is action)
            window.tree.choose_first()
            window.tasks.view.selectRow(2)
            if name in LEAVE_OUT or not action.isEnabled() or action.isCheckable():
                continue
            pressed = f"菜单-{action.iconText().replace('/', '、')}"
            action.trigger()


def _import(desk: Desk, camera: Camera) -> None:
    """Lead the plan into the library that has none, then into the one that has it already: as a revision."""
    full, empty = Path(desk.library.folder), Path(desk.library.folder).with_name("空.gkdesk")
    source = Path(os.environ.get("GONGKAI_PICTURES_PLAN") or resource("samples", "yunzhou-2026.pdf"))
    desk.open(empty)
    _steps(desk, camera, source, "导入", ("2识别", "3核对", "4单位与时限", "5存入台账"))
    desk.open(full)
    _steps(desk, camera, source, "修订稿", ("2识别", "3核对", "4单位与时限", "5逐处选择"))


def _steps(desk: Desk, camera: Camera, source: Path, name: str, steps: tuple[str, ...]) -> None:
    wizard = ImportWizard(desk)
    wizard.show()
    camera.take(wizard, f"{name}-1选文件")
    wizard.take_read(source, read_source(source, ReadOptions(workdays_of(desk.library))))
    for step in steps:
        wizard.settle()
        camera.take(wizard, f"{name}-{step}")
        if step == steps[0]:
            wizard.recognise_page.similar.merge.click()
        wizard.go_on()
    wizard.history.begin(None)  # else closing it keeps a draft
    wizard.close()
    wizard.deleteLater()


if __name__ == "__main__":
    target, wanted = Path(sys.argv[1]), sys.argv[2]
    take_all(target, wanted)
    print(f"{wanted}: {len(list((target / wanted).iterdir()))} 张", flush=True)
