"""The import wizard, and a review of the sample plan; reading in a child process is done once."""

from pathlib import Path

import pytest

from gongkai_desk.paths import resource
from gongkai_desk.services.intake.reading import ReadOptions, _read_and_parse
from gongkai_desk.workdays import Workdays
from ui.importing.wizard import ImportWizard

SAMPLE = resource("samples", "yunzhou-2026.txt")


@pytest.fixture(scope="session")
def sample_read():
    """Return what reading the sample yields, as the job would."""
    return _read_and_parse(SAMPLE, ReadOptions(Workdays.usual())), ()


@pytest.fixture
def wizard(desk, library_folder: Path, qtbot) -> ImportWizard:
    desk.open(library_folder)
    made = ImportWizard(desk)
    qtbot.addWidget(made, before_close_func=forget)
    made.show()
    made.activateWindow()  # else no shortcut is heard
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def reviewing(wizard: ImportWizard, sample_read) -> ImportWizard:
    wizard.take_read(SAMPLE, sample_read)
    wizard.go_on()
    return wizard


def forget(wizard: ImportWizard) -> None:
    wizard.merging.begin(None)
    wizard.history.begin(None)  # else closing it would keep a draft
