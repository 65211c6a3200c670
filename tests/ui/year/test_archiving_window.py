"""要点 → 归档与交接: the package is written in a job, the year is closed then and said to be; the list is shown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.errors import NotAllowed
from gongkai_desk.services.progress import work
from gongkai_desk.store.entries.closed_years import closed_years
from gongkai_desk.store.tasks import plans
from ui.dialogs.year.archive_forms import ArchiveForm, HandoverForm
from ui.printing.preview import Preview


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: found.append(text))
    return found


def answering(monkeypatch: pytest.MonkeyPatch, form: type, fill: Callable[..., None], *, accept: bool = True) -> None:
    """Let a form be filled in and sent as soon as it asks."""

    def asked(dialog: object) -> bool:
        fill(dialog)
        return accept

    monkeypatch.setattr(form, "asked", asked)


def test_a_year_is_archived_closed_and_opened_again(window, qtbot, tmp_path, monkeypatch, said):
    out = tmp_path / "包.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))

    def fill(form: ArchiveForm) -> None:
        form.fonds.setText("Z001")
        form.closes.setChecked(True)

    answering(monkeypatch, ArchiveForm, fill)
    window.settle()
    window.menus["archive"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
    assert f"共 {len(names)} 个文件" in said[0]
    assert any(name.endswith(".pdf") for name in names)
    library = window.desk.library
    plan = plans.plans(library)[0]
    assert [each.year for each in closed_years(library)] == [plan.year]
    assert "已归档，只能查看" in window.tasks.facts.text()
    with pytest.raises(NotAllowed):
        window.desk.do(work.edit_task, plans.tasks(library)[0].id, TaskEdit(content="改写"))
    monkeypatch.setattr("ui.dialogs.base.ask.ask_line", lambda *_: "更正一处")
    window.menus["reopen_year"].trigger()
    assert closed_years(library) == []
    assert "已归档" not in window.tasks.facts.text()


def test_what_is_cancelled_writes_nothing(window, tmp_path, monkeypatch, said):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    for accept in (False, True):
        answering(monkeypatch, ArchiveForm, lambda form: None, accept=accept)
        window.menus["archive"].trigger()
    assert (said, list(tmp_path.glob("*.zip"))) == ([], [])


def test_the_list_is_shown_and_the_package_written(window, qtbot, tmp_path, monkeypatch, said):
    seen = []
    monkeypatch.setattr(Preview, "show_for", lambda parent, paper, setup, *more: (seen.append(paper), setup)[1])
    answering(monkeypatch, HandoverForm, lambda form: form.taker.setText("王芳"))
    window.settle()
    window.menus["handover"].trigger()
    assert seen[0].heading.endswith("工作交接清单")
    out = tmp_path / "交接.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    answering(monkeypatch, HandoverForm, lambda form: form.kind.setCurrentIndex(3))
    window.menus["handover"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert Path(out).is_file()


def test_what_goes_wrong_is_said(window, qtbot, monkeypatch, said):
    inside = Path(window.desk.library.folder) / "包.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(inside), ""))
    answering(monkeypatch, ArchiveForm, lambda form: None)
    window.menus["archive"].trigger()
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert "台账库文件夹里面" in said[0]
