"""Columns to choose in the task table: what units have done, looked up once, sorted by value, written as seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtCore import QByteArray, Qt

from gongkai_desk.domain.sheet import WINDOW_OPTIONS
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.services.progress.work import attach, report
from gongkai_desk.store.library import Library
from ui.commands.table import seen
from ui.models.task_table import COLUMNS
from ui.window.window import MainWindow

USUAL = len(COLUMNS)
KEYS = [column.key for column in (*COLUMNS, *WINDOW_OPTIONS)]
LEAD, DUE, LATEST, REPORTED, EVIDENCE, OTHER = (KEYS.index(key) for key in KEYS[USUAL:])


def choose(window: MainWindow, *columns: int) -> None:
    hidden = [(n, False) for n in range(len(KEYS)) if n not in columns and n >= USUAL]
    window.tasks.set_columns([*((n, True) for n in range(USUAL)), *((n, True) for n in columns), *hidden])


@pytest.fixture
def worked(window: MainWindow) -> MainWindow:
    """Task 1 has one unit, which reported; of the two units of task 2 one did; task 3 has evidence."""
    desk = window.desk
    desk.do(report, task_id=1, new=NewReport("市交通局", date(2022, 10, 1), "发布专栏10期", period="2022Q3"))
    desk.do(report, task_id=2, new=NewReport("市教育局", date(2022, 10, 5), "已公开", period="2022Q3"))
    desk.do(attach, task_id=3, what=Evidence("截图", url="https://a.cn/1"))
    window.settle()
    return window


def test_columns_to_choose_are_hidden_at_first(window: MainWindow) -> None:
    assert window.tasks.columns_shown() == list(range(USUAL))


def test_what_units_have_done_stands_in_its_columns(worked: MainWindow) -> None:
    choose(worked, LEAD, DUE, LATEST, REPORTED, EVIDENCE)
    model = worked.tasks.model
    assert [model.text(0, n) for n in (DUE, LATEST, REPORTED, EVIDENCE)] == [
        "2022-11-30",
        "10-01 市交通局：发布专栏10期",
        "1/1",
        "",
    ]
    assert model.text(2, EVIDENCE) == "1 份"


@pytest.mark.parametrize(
    ("column", "first"), [(LATEST, [2, 1]), (REPORTED, [1, 2]), (EVIDENCE, [3])], ids=["day", "part", "pieces"]
)
def test_they_are_sorted_by_value(worked: MainWindow, column: int, first: list[int]) -> None:
    choose(worked, LATEST, REPORTED, EVIDENCE)
    worked.tasks.view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert [task.id for task in worked.tasks.shown()[: len(first)]] == first


def test_they_follow_an_act(worked: MainWindow) -> None:
    choose(worked, REPORTED)
    worked.desk.do(report, task_id=2, new=NewReport("市民政局", date(2022, 10, 6), "已公开", period="2022Q3"))
    assert worked.tasks.model.text(1, REPORTED) == "2/2"


def test_they_are_in_the_table_that_is_exported(worked: MainWindow) -> None:
    choose(worked, EVIDENCE)
    table = seen(worked.here())
    assert table.heads[-1] == "佐证"
    assert table.rows[2][-1] == "1 份"


@contextmanager
def asked(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    found: list[str] = []
    rows = library.rows
    with monkeypatch.context() as patch:
        patch.setattr(library, "rows", lambda sql, values=(): found.append(sql) or rows(sql, values))
        yield found


def test_the_model_asks_the_library_nothing(worked: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(worked, LATEST, REPORTED, EVIDENCE)
    model = worked.tasks.model
    with asked(worked.desk.library, monkeypatch) as found:
        texts = [model.index(row, column).data() for row in range(40) for column in range(len(KEYS))]
    assert len(texts) == 40 * len(KEYS)
    assert found == []


def test_nothing_is_looked_up_while_they_are_hidden(worked: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(worked.desk.library, monkeypatch) as found:
        worked.tasks.show_tasks(worked.tasks.shown(), {})
    assert not any("FROM report" in sql or "FROM evidence" in sql for sql in found)


def test_a_layout_of_before_hides_what_it_did_not_know(window: MainWindow) -> None:
    plain = window.tasks.head.saveState()
    for column in range(USUAL, len(KEYS)):
        window.tasks.head.setSectionHidden(column, False)
    window.tasks.restore_layout(plain)
    assert window.tasks.columns_shown() == list(range(USUAL))


def test_a_chosen_column_is_remembered(worked: MainWindow) -> None:
    choose(worked, REPORTED)
    state = worked.tasks.layout_state()
    worked.tasks.usual_columns()
    worked.tasks.restore_layout(state)
    assert worked.tasks.columns_shown() == [*range(USUAL), REPORTED]
    assert worked.tasks.restore_layout(QByteArray()) is None
