"""The bars and pages of the import, each alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.reading.guard import SUFFIXES
from gongkai_desk.review.choices import Choice
from gongkai_desk.standing.plan_pairs import Likeness, Similar
from ui.desk import Desk
from ui.importing.answer_bar import AnswerBar, DoubtBar, SimilarBar, similar_sentence
from ui.importing.frame import READABLE, FilePage
from ui.importing.merging import Merging
from ui.importing.recognise_page import RecognisePage
from ui.importing.storing import StorePage, similar_to
from ui.importing.wizard import ImportWizard
from ui.settings import Settings

KEEP, OTHER = Choice("keep", "保留原文"), Choice("other", "另填", alike=False)
DOUBT = Doubt(next(iter(DoubtKind)), 0)
STORED = StoredPlan("2026年政务公开工作要点", id=7)


@pytest.fixture
def bar(qtbot: QtBot) -> DoubtBar:
    made = DoubtBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_answer_is_told_with_its_doubt(qtbot: QtBot, bar: DoubtBar) -> None:
    bar.show_doubt("时限读不懂", DOUBT, (KEEP, OTHER), 3)
    bar.alike.setChecked(True)
    with qtbot.waitSignal(bar.answered) as answered:
        bar.buttons[0].click()
    assert answered.args == [DOUBT, KEEP, True]


def test_an_answer_of_its_own_is_never_given_to_all_alike(qtbot: QtBot, bar: DoubtBar) -> None:
    bar.show_doubt("时限读不懂", DOUBT, (KEEP, OTHER), 3)
    bar.alike.setChecked(True)
    with qtbot.waitSignal(bar.answered) as answered:
        bar.buttons[1].click()
    assert answered.args == [DOUBT, OTHER, False]


@pytest.mark.parametrize(("choices", "alike"), [((KEEP,), 1), ((OTHER,), 3)], ids=["one doubt", "own answer"])
def test_alike_is_not_offered_where_it_means_nothing(bar: DoubtBar, choices: tuple[Choice, ...], alike: int) -> None:
    bar.show_doubt("时限读不懂", DOUBT, choices, alike)
    assert bar.alike.isHidden()


def test_nothing_to_answer_is_said_quietly(bar: DoubtBar) -> None:
    bar.show_doubt("时限读不懂", DOUBT, (KEEP,), 1)
    bar.show_nothing("没有待确认的。")
    bar.show_count(0, 0)
    assert (bar.buttons, bar.row.isHidden(), bar.before.isHidden(), bar.objectName()) == ([], True, True, "quiet")


def test_the_next_doubt_is_asked_for(qtbot: QtBot, bar: DoubtBar) -> None:
    bar.show_count(1, 2)
    assert bar.count.text() == "第 1 处，共 2 处"
    with qtbot.waitSignal(bar.moved, check_params_cb=lambda step: step == 1):
        bar.behind.click()


def test_answers_stand_in_one_line_only_where_there_is_room(qtbot: QtBot) -> None:
    bar = AnswerBar()
    qtbot.addWidget(bar)
    bar.text.setText("这一处的时限读不懂，按哪一种理解？")
    bar.resize(2000, 60)
    bar.fit()
    in_one_line = bar.heightForWidth(2000)
    bar.text.setText("第一行\n第二行")
    bar.fit()
    assert in_one_line < bar.heightForWidth(2000)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Similar(STORED, 4, 4, 4, Likeness.NUMBER), "完全相同，可能已经导入过"),
        (Similar(STORED, 4, 0, 0, Likeness.NUMBER), "文号与本文件相同，任务没有相同的"),
        (
            Similar(STORED, 4, 3, 2, next(kind for kind in Likeness if kind is not Likeness.NUMBER)),
            "有 3 项任务相同或相近",
        ),
    ],
    ids=["same", "number", "text"],
)
def test_how_alike_a_stored_plan_is_is_said(found: Similar, words: str) -> None:
    assert words in similar_sentence(found)


def test_a_similar_plan_is_asked_about_until_it_is_decided(qtbot: QtBot) -> None:
    bar = SimilarBar()
    qtbot.addWidget(bar)
    bar.ask(Similar(STORED, 4, 3, 2, Likeness.NUMBER))
    assert bar.is_open
    with qtbot.waitSignal(bar.merge_wanted, check_params_cb=lambda plan: plan is STORED):
        bar.merge.click()
    bar.tell_merging(STORED, 4)
    assert (bar.is_open, bar.merge.isHidden(), bar.separate.isHidden()) == (False, True, False)
    bar.forget()
    bar.tell_separate()
    assert bar.isHidden()


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> FilePage:
    made = FilePage(settings)
    qtbot.addWidget(made)
    return made


def test_a_dropped_file_is_taken_and_its_folder_remembered(
    qtbot: QtBot, page: FilePage, settings: Settings, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "要点.docx")), QUrl("https://example.org/")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(page.files_chosen) as chosen:
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    assert chosen.args == [(tmp_path / "要点.docx",)]
    assert settings.import_folder == tmp_path


def test_pasted_text_can_be_read_once_there_is_some(qtbot: QtBot, page: FilePage) -> None:
    page.pasted.setPlainText("  \n")
    assert not page.read_pasted.isEnabled()
    page.pasted.setPlainText("一、公开")
    with qtbot.waitSignal(page.text_given, check_params_cb=lambda text: text == "一、公开"):
        QTest.mouseClick(page.read_pasted, Qt.MouseButton.LeftButton)


def test_a_refusal_goes_with_the_next_file(page: FilePage) -> None:
    page.say_refused("文件已加密。")
    assert not page.refusal.isHidden()
    page.say_refused("")
    assert page.refusal.isHidden()


def test_the_last_look_says_what_will_be_stored(qtbot: QtBot, reviewing: ImportWizard) -> None:
    page = StorePage()
    qtbot.addWidget(page)
    page.show_review(reviewing.review, "云州市台账")
    shown = {name: value.text() for name, value in page._values.items()}
    assert shown["任务"] == f"{len(reviewing.review.shown.tasks)} 项"
    assert (shown["删除"], shown["台账库"]) == ("没有", "云州市台账")


def test_a_plan_unlike_all_that_is_stored_stands_alone(desk: Desk, reviewing: ImportWizard) -> None:
    assert similar_to(desk, reviewing.review, ()) is None


def test_a_merge_without_a_plan_has_nothing_to_take_back(desk: Desk, qtbot: QtBot) -> None:
    merging = Merging(desk)
    with qtbot.assertNotEmitted(merging.changed):
        merging.undo()
    assert merging.plan is None


def test_the_recognised_plan_is_shown_as_read(reviewing: ImportWizard) -> None:
    assert isinstance(reviewing.recognise_page, RecognisePage)
    assert reviewing.recognise_page.title.text() == reviewing.review.plan.title


def test_the_chooser_lists_every_readable_type() -> None:
    first, *groups = READABLE.split(";;")
    readable = {f"*{suffix}" for suffix in SUFFIXES}
    assert set(first.split("(")[1].rstrip(")").split()) == readable
    assert groups[-1] == "全部文件 (*)"
