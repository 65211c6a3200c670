import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox

from gongkai_desk.errors import DiskFull, NoWindow
from ui import app, screen
from ui.settings import Settings

PLAN = """2022年云州市政务公开工作要点
一、突出重点
（一）规范公文公开。做好新增公文的公开工作。（市司法局牵头，各区政府配合）
（二）做好政策解读。解读材料与文件同步公布。（市教育局、市民政局负责）
"""


def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: texts.append(text))
    return texts


def test_an_expected_error_is_told_in_its_own_sentence(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = said(monkeypatch)
    error = DiskFull(file="a.docx")
    app.ErrorHook().tell(type(error), error, None)
    assert texts == ["磁盘已满，《a.docx》没有写成，请腾出空间后重试。"]


def test_a_bug_is_logged_and_told_kindly(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    texts = said(monkeypatch)
    with caplog.at_level(logging.ERROR):
        app.ErrorHook().tell(KeyError, KeyError("x"), None)
    assert "KeyError" in caplog.text
    assert "不受影响" in texts[0]
    assert "KeyError" not in texts[0]


def test_an_error_while_an_error_is_told_is_not_told_too(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    hook, texts = app.ErrorHook(), []

    def tell(parent: object, title: str, text: str) -> None:
        texts.append(text)
        hook.tell(KeyError, KeyError("y"), None)

    monkeypatch.setattr("ui.dialogs.base.ask.tell", tell)
    hook.tell(KeyError, KeyError("x"), None)
    assert len(texts) == 1


def test_qt_speaks_chinese(qapp: QApplication, settings: Settings) -> None:
    app._speak_chinese(qapp)
    box = QMessageBox()
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).text().startswith("取消")


def test_without_a_screen_there_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoWindow):
        screen.open_window(None, date(2022, 1, 1), "")


@pytest.mark.parametrize("display", ["", ":987", "nonsense", "localhost:987.0"])
def test_a_display_that_does_not_answer_is_none(display: str) -> None:
    assert not screen._answers(display)


def test_pictures_are_drawn_at_twice_the_size(
    qapp: QApplication, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    plan = tmp_path / "要点.txt"
    plan.write_text(PLAN, encoding="utf-8")
    made = screen.take_pictures(tmp_path, library_folder, plan, date(2022, 11, 22))
    sizes = {(image.width(), image.height()) for image in (QImage(str(path)) for path in made)}
    assert sizes == {(2732, 1536)}


def test_the_demo_without_a_screen_says_only_what_it_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gongkai_desk", "--today", "2026-11-22", "demo", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert [Path(line).parent for line in done.stdout.splitlines()] == [tmp_path] * 7


def test_the_window_loads_no_reader_and_no_writer() -> None:
    heavy = "docx openpyxl pdfplumber pypdfium2 lxml dateparser pypinyin chinese_calendar sqlite_utils cn2an rapidfuzz"
    code = f"import sys, ui.window.window, ui.app; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_waits_for_no_rule_and_no_word_that_it_does_not_show() -> None:
    unseen = "gongkai_desk.words gongkai_desk.domain.work gongkai_desk.domain.unit gongkai_desk.domain.review"
    unseen += " gongkai_desk.domain.registers gongkai_desk.rules.duties gongkai_desk.wording.sentences ui.dialogs"
    code = f"import sys, ui.app; print([m for m in {unseen.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_survive_a_restart(tmp_path: Path) -> None:
    first = Settings()
    first.who, first.points, first.look = "王敏", 14, "dark"
    first.remember(tmp_path)
    del first
    again = Settings()
    assert (again.who, again.points, again.look, again.recent) == ("王敏", 14, "dark", (tmp_path,))


def test_spoilt_settings_fall_back_to_the_usual(tmp_path: Path) -> None:
    settings = Settings()
    settings._ini.setValue("view/points", "gross")
    settings._ini.setValue("view/look", "pink")
    assert (settings.points, settings.look) == (10, "system")
