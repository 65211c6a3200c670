"""The tabs 佐证 and 量化指标: what is dropped, linked, counted and timed stands in the library and on the screen."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.plan import Quota, Task
from gongkai_desk.domain.time import TimeLimit
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.reading.read import preview
from gongkai_desk.services import undo
from gongkai_desk.services.progress import work
from gongkai_desk.standing import lights
from tests.ui.answers import answer
from ui.commands import evidence as evidence_commands
from ui.dialogs.base import ask
from ui.dialogs.tasks.count_dialog import CaseDialog, CountDialog, EndDialog
from ui.dialogs.tasks.evidence_dialog import EvidenceDialog
from ui.window.window import MainWindow


@pytest.fixture
def lit(window: MainWindow) -> MainWindow:
    window.settle()
    window.tasks.choose_task(1)
    return window


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "会议纪要.txt"
    path.write_text("会议研究了政策解读工作。\n<b>不是粗体</b>", encoding="utf-8")
    return path


def drop(tab: object, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    tab.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier))


def test_an_empty_tab_says_what_to_do(lit: MainWindow) -> None:
    lit.detail.turn_to("佐证")
    assert "把文件拖到这里" in lit.detail.evidence_tab.lacking.text()


def test_dropped_files_are_one_step_and_shown(
    qtbot: QtBot, lit: MainWindow, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, EvidenceDialog)
    lit.detail.turn_to("佐证")
    tab = lit.detail.evidence_tab
    other = note.with_name("第二份.txt")
    other.write_text("别的内容", encoding="utf-8")
    drop(tab, note, other)
    assert [tab.model.text(row, 1).split("\n")[0] for row in range(2)] == ["1. 会议纪要.txt", "2. 第二份.txt"]
    lit.desk.do(undo.undo)
    assert lit.desk.shelf.evidence(1) == []
    qtbot.waitUntil(lambda: not lit.desk.jobs.busy, timeout=20_000)


def test_text_is_shown_as_plain_text(
    qtbot: QtBot, lit: MainWindow, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, EvidenceDialog)
    lit.detail.turn_to("佐证")
    tab = lit.detail.evidence_tab
    drop(tab, note)
    qtbot.waitUntil(lambda: tab.preview.currentWidget() is tab.text, timeout=20_000)
    assert "<b>不是粗体</b>" in tab.text.toPlainText()


def test_a_picture_is_shown_small(tmp_path: Path) -> None:
    image = QImage(3000, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "宽.png"))
    made = preview(tmp_path / "宽.png")
    assert isinstance(made, bytes)
    assert QImage.fromData(made).width() == 1200


def test_a_picture_is_seen_in_the_tab(qtbot: QtBot, lit: MainWindow, tmp_path: Path) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "图.png"))
    lit.desk.do(work.attach, task_id=1, what=Evidence(""), file=tmp_path / "图.png")
    lit.detail.turn_to("佐证")
    tab = lit.detail.evidence_tab
    qtbot.waitUntil(lambda: tab.preview.currentWidget() is tab.picture, timeout=20_000)
    assert not tab.picture.pixmap().isNull()


def test_a_broken_picture_is_refused_kindly(tmp_path: Path) -> None:
    from gongkai_desk.errors import Damaged

    (tmp_path / "坏.jpg").write_bytes(b"not a picture")
    with pytest.raises(Damaged):
        preview(tmp_path / "坏.jpg")


def test_a_link_with_its_days_is_stored(lit: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(shown: EvidenceDialog) -> None:
        shown.url.setText("https://www.yunzhou.example/jd/1.html")
        shown.effective.tick.setChecked(True)

    answer(monkeypatch, EvidenceDialog, fill)
    lit.menus["prove"].trigger()
    (kept,) = lit.desk.shelf.evidence(1)
    assert (kept.url, kept.effective) == ("https://www.yunzhou.example/jd/1.html", lit.desk.today)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "云州"])
def test_a_link_that_is_not_http_keeps_the_button_shut(lit: MainWindow, url: str) -> None:
    shown = EvidenceDialog(lights.works(lit.desk.library, [1])[1], lit.desk.today, parent=lit)
    shown.url.setText(url)
    assert not shown.accept_button.isEnabled()
    assert "http" in shown.note.text()


def test_whose_evidence_is_missing_is_told(lit: MainWindow) -> None:
    who, today = "经办人", lit.desk.today
    for unit in ("市教育局", "市民政局"):
        lit.desk.write(partial(work.report, task_id=2, new=NewReport(unit, today, "已办"), by=By(who, today)))
    proof = Evidence("", doc_no="云政办〔2022〕1号")
    lit.desk.write(partial(work.attach, task_id=2, what=proof, unit="市教育局", by=By(who, today)))
    lit.tasks.choose_task(2)
    lit.detail.turn_to("佐证")
    assert lit.detail.evidence_tab.lacking.text() == "缺佐证：市民政局"


# ---- numbers and clocks


@pytest.fixture
def counted(lit: MainWindow) -> MainWindow:
    """The window on a task that asks for 2 events, with a limit of 5 working days."""
    task = Task(
        content="新闻发布会不少于2次，留言5个工作日内答复",
        unit_text="市教育局",
        responsible=("市教育局",),
        quotas=(Quota("不少于2次", ">=", Decimal(2), "次"),),
        time_limits=(TimeLimit("5个工作日内", 5, True),),
    )
    made = lit.desk.do(work.add_task, plan_id=1, task=task)
    lit.tasks.choose_task(made.made)
    lit.detail.turn_to("量化指标")
    return lit


def test_a_counted_event_moves_the_number(counted: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, CountDialog)
    tab = counted.detail.quota_tab
    assert tab.model.text(0, 1) == "0/2"
    tab.count.click()
    assert tab.model.text(0, 1) == "1/2"
    tab.count.click()
    assert tab.model.text(0, 1) == "2/2 ✓"


def test_a_case_is_due_in_working_days_and_ends(counted: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, CaseDialog, lambda shown: shown.subject.setText("公交线路"))
    answer(monkeypatch, EndDialog)
    tab = counted.detail.quota_tab
    tab.case.click()
    assert "公交线路\n已0个工作日" in tab.case_model.text(0, 2)
    assert tab.end.isVisible()
    tab.end.click()
    assert "办结，用0个工作日" in tab.case_model.text(0, 2)
    assert not tab.end.isVisible()


def test_a_task_without_numbers_says_so(lit: MainWindow) -> None:
    lit.detail.turn_to("量化指标")
    assert lit.detail.quota_tab.sum.text() == "这项任务没有写明数量和办理期限。"


@pytest.mark.parametrize("meant", [True, False])
def test_an_empty_file_is_asked_about(
    lit: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meant: bool
) -> None:
    (tmp_path / "空.pdf").touch()
    asked = []
    monkeypatch.setattr(ask, "choose", lambda parent, title, text, verb: asked.append(text) or meant)
    answer(monkeypatch, EvidenceDialog)
    evidence_commands.attach(lit.here(), [tmp_path / "空.pdf"])
    assert "《空.pdf》是空文件" in asked[0]
    assert len(lit.desk.shelf.evidence(1)) == meant
