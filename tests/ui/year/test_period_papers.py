"""报表 → 进展情况与通报: which paper of which period, what the report tells, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from gongkai_desk.domain.work import NewReport
from gongkai_desk.domain.year.report import ReportPart
from gongkai_desk.services.progress import work as acts
from gongkai_desk.store.entries import report_choices
from gongkai_desk.store.tasks import plans
from ui.dialogs.year.period_papers import PeriodPapersDialog
from ui.printing.preview import Preview
from ui.widgets.tick_list import TickList


@pytest.fixture
def opened(window, monkeypatch):
    """Let what is given to it happen in the dialog when it is shown."""
    shown: list[PeriodPapersDialog] = []

    def at(act):
        def run(dialog: QDialog) -> int:
            if isinstance(dialog, PeriodPapersDialog):
                shown.append(dialog)
                dialog.show()
                act(dialog)
            return 0

        monkeypatch.setattr(QDialog, "exec", run)
        window.menus["period_papers"].trigger()
        assert shown
        return shown[-1]

    window.settle()
    return at


@pytest.fixture
def previewed(monkeypatch):
    found = []
    monkeypatch.setattr(Preview, "show_for", lambda parent, paper, setup, *more: (found.append(paper), setup)[1])
    return found


def told(window, text: str = "建成专区") -> str:
    """Enter a report; return the period that it tells of."""
    desk = window.desk
    task = plans.tasks(desk.library)[0]
    period = f"{desk.today.year}Q{(desk.today.month - 1) // 3 + 1}"
    desk.do(acts.report, task.id, NewReport(None, desk.today, text, period=period, problems="缺设备"))
    return period


def at_period(dialog: PeriodPapersDialog, period: str) -> None:
    dialog.period.setCurrentIndex(dialog.period.findData(period))
    if dialog.period.currentData() != period:
        pytest.skip("the period is not offered on this day")


def test_what_is_ticked_is_kept_with_the_preview(window, opened, previewed):
    period = told(window)

    def act(dialog: PeriodPapersDialog) -> None:
        at_period(dialog, period)
        dialog.texts.tick_shown()
        dialog.send()

    opened(act)
    plan = plans.plans(window.desk.library)[0].id
    chosen = report_choices.choices(window.desk.library, plan, period)
    assert {each.part for each in chosen} == {ReportPart.PRACTICE, ReportPart.PROBLEM}
    assert "进展情况的报告" in previewed[0].heading
    window.menus["undo"].trigger()
    assert report_choices.choices(window.desk.library, plan, period) == []


def test_it_is_kept_once_and_ticked_again(window, opened, previewed):
    period = told(window)

    def tick(dialog: PeriodPapersDialog) -> None:
        at_period(dialog, period)
        dialog.texts.tick_shown()
        dialog.send()
        before = window.desk.library.rows("SELECT count(*) FROM step")
        dialog.send()
        assert window.desk.library.rows("SELECT count(*) FROM step") == before

    opened(tick)

    def look(dialog: PeriodPapersDialog) -> None:
        at_period(dialog, period)
        assert len(dialog.texts.ticked()) == 2

    opened(look)


@pytest.mark.parametrize(("place", "seen"), [(1, "进展情况表"), (2, "通报"), (3, "落实情况")])
def test_each_paper_is_previewed(window, opened, previewed, place, seen):
    def act(dialog: PeriodPapersDialog) -> None:
        dialog.kind.setCurrentIndex(place)
        assert not dialog.texts.isVisible()
        dialog.send()

    opened(act)
    assert seen in previewed[0].heading


def test_a_ranking_nobody_allowed_is_told_and_not_made(window, opened, previewed, monkeypatch):
    said = []
    monkeypatch.setattr("ui.dialogs.base.ask.tell", lambda parent, title, text: said.append(text))

    def act(dialog: PeriodPapersDialog) -> None:
        dialog.kind.setCurrentIndex(2)
        dialog.ranked.setChecked(True)
        dialog.send()

    opened(act)
    assert (len(said), "审定" in said[0], previewed) == (1, True, [])


def test_the_report_goes_to_a_file(window, opened, tmp_path, monkeypatch):
    asked = []

    def paper(exports, kind, facts, format, again=None):
        asked.append((kind, format))

    monkeypatch.setattr("ui.papers.Exports.paper", paper)

    def act(dialog: PeriodPapersDialog) -> None:
        dialog._offer()
        dialog.menu.actions()[0].trigger()

    opened(act)
    assert [(kind.name, format.value) for kind, format in asked] == [("report", "docx")]


def test_of_several_lists_of_texts_only_the_last_is_seen(window, opened):
    told(window)

    def look(dialog: PeriodPapersDialog) -> None:
        for place in range(dialog.period.count()):
            dialog.period.setCurrentIndex(place)
        old = [each for each in dialog.findChildren(TickList) if each is not dialog.texts]
        assert not any(each.isVisible() for each in old)

    opened(look)


def test_what_was_ticked_stays_when_another_period_is_looked_at(window, opened, previewed):
    period = told(window)

    def act(dialog: PeriodPapersDialog) -> None:
        at_period(dialog, period)
        dialog.texts.tick_shown()
        dialog.period.setCurrentIndex((dialog.period.currentIndex() + 1) % dialog.period.count())
        at_period(dialog, period)
        assert len(dialog.texts.ticked()) == 2

    opened(act)
