"""Work in a child process that can be ended."""

import os
from pathlib import Path

import psutil
import pytest

from gongkai_desk.errors import Damaged, Encrypted, Limit
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading import child
from gongkai_desk.reading.guard import Limits
from tests.gongkai_desk.reading import child_work as work

PLAN = Path("plan.pdf")
SHORT = Limits(silence=0.6)


def test_the_result_comes_back_from_another_process():
    assert child.run(work.double, 21) == 42
    assert child.run(work.own_id) != os.getpid()


def test_steps_come_back_too():
    steps = []
    assert child.run(work.count, 3, progress=lambda *step: steps.append(step)) == 3
    assert steps[-1] == (Stage.READING, 3, 3)


def test_our_errors_come_back_as_themselves():
    with pytest.raises(Encrypted) as caught:
        child.run(work.refuse, PLAN)
    assert caught.value.data == {"file": "plan.pdf", "tried": True}


def test_a_bug_comes_back_with_its_trace():
    with pytest.raises(KeyError) as caught:
        child.run(work.fail)
    assert "in fail" in caught.value.__notes__[0]


def test_silence_is_ended():
    with pytest.raises(Limit) as caught:
        child.run(work.hang, PLAN, limits=SHORT)
    assert caught.value.data == {"file": "plan.pdf", "what": "silence", "limit": 0.6}


def test_long_work_lives_on_progress():
    assert child.run(work.slow_steps, 1.2, 0.1, limits=SHORT) == "done"


def test_a_crash_is_a_damaged_file():
    with pytest.raises(Damaged):
        child.run(work.crash, PLAN)


def test_memory_has_a_limit():
    with pytest.raises(Limit) as caught:
        child.run(work.swallow, PLAN)
    assert caught.value.data["what"] == "memory"


@pytest.mark.parametrize("function", [work.swallow_after_room, work.swallow_in_room])
def test_room_for_libraries_that_map_much_does_not_lift_the_limit(function):
    with pytest.raises(Limit) as caught:
        child.run(function, PLAN, limits=Limits(memory=300 * 1024 * 1024))
    assert caught.value.data["what"] == "memory"


def test_cancel_ends_even_a_child_that_never_calls_back():
    waits = iter(range(3))

    def stop_soon(*step: object) -> None:
        if next(waits, None) is None:
            raise Cancelled

    with pytest.raises(Cancelled):
        child.run(work.hang, PLAN, progress=stop_soon)


def test_what_the_child_started_ends_with_it(tmp_path):
    note = tmp_path / "pid"
    with pytest.raises(Limit):
        child.run(work.start_another, note, limits=Limits(silence=1.5))
    other = int(note.read_text())
    assert any(_ended(other) for _ in range(200))


def _ended(pid: int) -> bool:
    """Tell whether a process has ended, also where nobody took notice of it; wait a little if it has not."""
    if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
        return True
    psutil.wait_procs([psutil.Process(pid)], timeout=0.05)
    return False


def test_the_child_loads_neither_the_callers_main_module_nor_a_window():
    assert child.run(work.loaded, "pytest", "PySide6", "pdfplumber", "psutil") == []
