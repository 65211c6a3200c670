"""The window's fixtures: an invented plan of 40 tasks in a library, a desk on it, the main window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Plan, PlanDates, Task
from gongkai_desk.domain.time import Deadline, DeadlineKind
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.ui.answers import ACCEPTED, answer, leave_no_dialog_open
from ui.app import application
from ui.desk import Desk
from ui.dialogs.tasks.paper_options import BreakdownOptions, LedgerOptions
from ui.settings import Settings
from ui.window.window import MainWindow

PLAN = Plan(
    "2022年云州市政务公开工作要点",
    doc_no="云政办发〔2022〕8号",
    issuer="云州市人民政府办公室",
    dates=PlanDates(imprint=date(2022, 3, 1)),
    year=2022,
)


def pytest_itemcollected(item: pytest.Item) -> None:
    """The offscreen platform says of every window and popup what it cannot do for it: nothing of ours."""
    item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise|grabbing)"))


NAMES = ("规范公文公开", "做好政策解读", "办好政府网站", "回应群众关切")
END = Deadline("11月底前", DeadlineKind.MONTH_END, date(2022, 11, 30))
ALL_YEAR = Deadline("全年", DeadlineKind.YEAR_ROUND)


def a_task(number: int) -> Task:
    name = NAMES[number // 10 % len(NAMES)]
    return Task(
        content=f"第{number + 1}件事：按月更新专栏，及时公布办理结果。" * (1 + number % 3),
        seq=str(number + 1),
        title=name,
        responsible=("市教育局", "市民政局") if number % 2 else ("市交通局",),
        unit_text="市教育局、市民政局" if number % 2 else "市交通局",
        deadline=END if number % 4 == 0 else ALL_YEAR,
    )


def sectioned(number: int) -> Task:
    task = a_task(number)
    part = "一、突出重点" if number < 3 else "二、夯实基础"
    return Task(content=f"分章之{number + 1}", seq=task.seq, section=(part, "（一）主动公开"), title=task.title)


def fill(library: Library) -> None:
    day = date(2022, 3, 2)
    with library.step("导入计划", By("经办人", day)) as step:
        plans.insert_tasks(step, plans.insert_plan(step, PLAN), [a_task(n) for n in range(40)], {})
    other = Plan("2021年云州市政务公开工作要点", year=2021)
    with library.step("导入计划", By("经办人", day)) as step:
        plans.insert_tasks(step, plans.insert_plan(step, other), [sectioned(n) for n in range(5)], {})


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "云州市.gkdesk"
    with Library.create(folder, "云州市台账", day=date(2022, 3, 1)) as library:
        fill(library)
    return folder


@pytest.fixture
def library_folder(tmp_path: Path, made_once: Path) -> Path:
    return Path(copytree(made_once, tmp_path / made_once.name))


@pytest.fixture(autouse=True)
def no_dialog_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that nobody answers fails its test instead of hanging the run."""
    leave_no_dialog_open(monkeypatch)


@pytest.fixture(autouse=True)
def usual_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk who takes the papers as they are proposed; ``test_ledger_options`` asks what that means."""
    answer(monkeypatch, LedgerOptions, code=ACCEPTED)
    answer(monkeypatch, BreakdownOptions, code=ACCEPTED)


@pytest.fixture
def settings(qapp: QApplication) -> Settings:
    made = Settings()
    application(made)
    return made


@pytest.fixture
def desk(settings: Settings, today: date) -> Iterator[Desk]:
    made = Desk(today, "经办人", settings)
    yield made
    made.jobs.shut_down()
    made.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, library_folder: Path) -> MainWindow:
    """The main window, shown, on the library with the plan of 40 tasks."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    desk.open(library_folder)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    return made
