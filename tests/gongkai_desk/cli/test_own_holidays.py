"""The office's own holidays count when a plan is imported: what is counted from the issue is stored as it was read."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.services import office
from gongkai_desk.store.entries.duties import LOCAL
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.plans import tasks
from tests.gongkai_desk.cli.conftest import Run

PLAN = """云州市2027年政务公开工作要点
云政办发〔2027〕3号
云州市人民政府办公室
2027年2月1日
1.公开规划信息。开设规划专栏。（责任单位：市发展改革委；完成时限：印发之日起20个工作日内）
"""
BY = By("李明", date(2027, 1, 4))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def off(first: date, count: int) -> dict[date, bool]:
    return dict.fromkeys((first + timedelta(days=n) for n in range(count)), False)


def due(home: Path) -> date | None:
    with Library.open(home, who="李明") as library:
        return tasks(library, 1)[0].deadline.due


def test_a_week_of_local_holidays_puts_the_deadline_off(run: Run, home: Path, plan: Path) -> None:
    with Library.open(home, who="李明") as library:
        office.set_days(library, BY, off(date(2027, 2, 8), 7), in_list=LOCAL)
        office.let_local_count(library, BY, counts=True)
    assert run("import", plan, "--library", home).code == 0
    assert due(home) == date(2027, 3, 8)


def test_without_them_weekdays_count_and_the_year_is_doubted(run: Run, home: Path, plan: Path) -> None:
    found = run("import", plan, "--library", home, "--json", "-").json
    assert due(home) == date(2027, 3, 1)
    assert "year_without_notice" in {doubt["kind"] for doubt in found["warnings"]}


def test_a_notice_that_was_entered_answers_the_doubt(run: Run, home: Path, plan: Path) -> None:
    with Library.open(home, who="李明") as library:
        office.set_days(library, BY, off(date(2027, 1, 1), 3) | off(date(2027, 4, 1), 12))
    found = run("import", plan, "--library", home, "--json", "-").json
    assert "year_without_notice" not in {doubt["kind"] for doubt in found["warnings"]}
