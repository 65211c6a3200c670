"""A figure of a paper is clicked in the preview: its rows are listed, and from there the tasks are shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from gongkai_desk.rules.light.statistics import GroupBy
from tests.ui.answers import ACCEPTED, REJECTED, answer
from tests.ui.test_statistics import by, shown
from ui.dialogs.year.rows_dialog import RowsDialog
from ui.pages.statistics import StatisticsPage
from ui.printing.preview import Preview
from ui.window.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> StatisticsPage:
    window.menus["statistics"].trigger()
    found = shown(window)
    by(found, GroupBy.SECTION)
    return found


def opened_rows(page: StatisticsPage, patch: pytest.MonkeyPatch, code: QDialog.DialogCode) -> tuple[RowsDialog, bool]:
    """Choose the first figure of the paper in the preview and leave its rows with ``code``; tell how that ended."""
    listed: list[RowsDialog] = []
    left: list[bool] = []

    def choose(preview: Preview) -> None:
        preview.show()
        preview.view._step_figure(1)
        preview.view._choose_lit()
        left.append(not preview.isVisible())
        preview.close()

    answer(patch, RowsDialog, listed.append, code)
    answer(patch, Preview, choose, REJECTED)
    page.preview_button.click()
    return listed[0], left[0]


def test_the_tasks_behind_a_figure_of_the_paper_are_shown(
    page: StatisticsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, left = opened_rows(page, monkeypatch, ACCEPTED)
    first = page.model.table.rows[0].figures[0]
    assert rows.count.text() == f"共 {first.text} 条"
    assert rows.model.rowCount() == int(first.text)
    assert left
    assert [task.id for task in window.tasks.shown()] == list(first.behind.tasks)


def test_who_only_looks_stays_in_the_preview(page: StatisticsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, left = opened_rows(page, monkeypatch, REJECTED)
    assert rows.go.isEnabled()
    assert not left
