"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from gongkai_desk.reading import child
from tests.real_plans import NO_PLANS, SHARED

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", derandomize=True, deadline=None)  # a run tells of the change, not of the dice
settings.load_profile("house")

READERS = (
    "gongkai_desk.services.intake.in_child",
    "gongkai_desk.services.forms_in_child",
    "gongkai_desk.services.packet_in_child",
    "gongkai_desk.services.collecting.sources",
    "gongkai_desk.reading.office.xlsx",
    "gongkai_desk.reading.pdf.reader",
    "openpyxl",
    "docx",
)
child.prepare(*READERS)  # a test asks for one of them, the next one for another: each child would load its own anew


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """Return the folder of real plans beside the checkout, or skip."""
    if not SHARED.is_dir():
        pytest.skip(NO_PLANS)
    return SHARED


@pytest.fixture
def today() -> date:
    return date(2022, 11, 22)


@pytest.fixture(autouse=True)
def own_user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the settings of the person who runs them."""
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """Return what gives the folder of an empty library made on a day, to be copied: making one costs more."""
    from gongkai_desk.store.library import Library

    @cache
    def made_on(day: date) -> Path:
        folder = tmp_path_factory.mktemp("empty") / "云州市.gkdesk"
        Library.create(folder, "云州市", who="李明", day=day).close()
        return folder

    return made_on


@pytest.fixture
def library(tmp_path: Path, today: date, empty_library: Callable[[date], Path]) -> "Iterator[Library]":
    """Yield an empty library, open for writing."""
    from gongkai_desk.store.library import Library

    made = empty_library(today)
    with Library.open(copytree(made, tmp_path / made.name), who="李明") as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end how many tests need the real plans and were skipped: a green run without them tested less."""
    skipped = [report for report in terminalreporter.getreports("skipped") if NO_PLANS in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests over real plans were skipped: {NO_PLANS}.", yellow=True)
