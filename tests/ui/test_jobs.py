import gc
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gongkai_desk.errors import Damaged
from gongkai_desk.progress import Progress, Stage
from ui.jobs import GuiCollector, Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shut_down()


def count(last: int, progress: Progress) -> int:
    for number in range(last + 1):
        progress(Stage.READING, number, last)
    return last


def wait_for(go: threading.Event, progress: Progress) -> None:
    go.wait()
    progress(Stage.READING, 1, 2)
    progress(Stage.READING, 2, 2)


def fail(progress: Progress) -> None:
    raise Damaged(file="a.pdf", reason="xref")


def test_a_job_gives_its_result(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.start(partial(count, 7))
    with qtbot.waitSignal(job.succeeded) as told:
        pass
    assert told.args == [7]
    assert not jobs.busy


def test_a_job_tells_its_last_step(qtbot: QtBot, jobs: Jobs) -> None:
    job, steps = jobs.start(partial(count, 500)), []
    job.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(job.ended):
        pass
    assert steps[-1] == (Stage.READING, 500, 500)
    assert len(steps) < 500


def test_an_error_of_ours_comes_back_as_itself(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.start(fail)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert isinstance(told.args[0], Damaged)


def test_a_cancelled_job_says_so_and_nothing_else(qtbot: QtBot, jobs: Jobs) -> None:
    go = threading.Event()
    job = jobs.start(partial(wait_for, go))
    job.cancel()
    with qtbot.waitSignal(job.cancelled), qtbot.assertNotEmitted(job.succeeded):
        go.set()


def test_shutting_down_waits_for_what_runs(jobs: Jobs) -> None:
    go = threading.Event()
    jobs.start(partial(wait_for, go))
    go.set()
    jobs.shut_down()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_nothing_starts_once_the_window_closes(jobs: Jobs) -> None:
    jobs.shut_down()
    with pytest.raises(RuntimeError):
        jobs.start(partial(count, 1))


def test_many_jobs_lose_no_signal(qtbot: QtBot, jobs: Jobs) -> None:
    done: list[int] = []
    for number in range(200):
        jobs.start(partial(count, number)).succeeded.connect(done.append)
    qtbot.waitUntil(lambda: len(done) == 200)
    assert sorted(done) == list(range(200))


def test_garbage_is_collected_by_hand_only(qapp: object, restored: None) -> None:
    collector = GuiCollector()
    assert not gc.isenabled()
    collector.look()
    collector.stop()
    assert gc.isenabled()


@pytest.fixture
def restored() -> Iterator[None]:
    yield
    gc.enable()


def test_calls_into_qt_leave_none_alone(qapp: object) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(1000):
        thing.setObjectName(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
