"""The periods of the worked year: every figure equals the hand's, with its rows; locked, it stays as it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.year.period import FigureName, PeriodFigure, PeriodFigures
from gongkai_desk.papers.year.correction import CorrectionOrder
from gongkai_desk.rules.light.statistics import GroupBy
from gongkai_desk.services.year.late import count_in_next
from gongkai_desk.services.year.locking import lock
from gongkai_desk.standing.statistics import Scope
from gongkai_desk.standing.year.corrections import correction
from gongkai_desk.standing.year.locks import late_returns
from gongkai_desk.standing.year.period_figures import period_figures
from gongkai_desk.standing.year.two_way import ToldSurvey
from gongkai_desk.wording.figures import rate_text
from gongkai_desk.wording.year.locking import FIGURES, late_text
from tests.worked_year import WHO, WorkedYear, expected, last_day, opened

SENT = date(2026, 7, 3)
_OF_SHARES = frozenset(
    {name for name in FigureName if name.value.startswith("shares")}
    | {FigureName.OWED, FigureName.ON_TIME, FigureName.LATE, FigureName.MISSING, FigureName.ZERO}
)


class Played:
    """What the program says of the year: the second quarter when it is sent, after the lock and at the year's end."""

    def __init__(self, year: WorkedYear) -> None:
        self.year = year
        self.sent = self._figures("2026Q2", SENT)
        self.lock_id = lock(year.library, By(WHO, SENT), "2026Q2", reason="报市政府办公厅").made or 0
        year.advance(date(2026, 7, 8))
        self.late = late_returns(year.library)
        ids = [each.report.id for each in self.late]
        order = CorrectionOrder()
        self.letter = correction(year.library, self.lock_id, ids, order, today=date(2026, 7, 8))
        year.advance(last_day())
        self.locked = self._figures("2026Q2", last_day())
        self.third = self._figures("2026Q3", last_day())

    def _figures(self, period: str, today: date) -> PeriodFigures:
        return period_figures(self.year.library, self.year.plan, period, today=today)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with opened(tmp_path_factory.mktemp("worked") / "云州市.gkdesk", SENT) as year:
        yield Played(year)


def _rows(year: WorkedYear, figure: PeriodFigure | None) -> list[str]:
    assert figure is not None
    named = ((year.seq(task), year.unit(unit) if unit else "") for task, unit in figure.counted.keys)
    return sorted(f"{seq} {unit}".strip() for seq, unit in named)


def _told(year: WorkedYear, figures: PeriodFigures, name: FigureName) -> dict[str, Any]:
    """Return a figure as ``expected.json`` writes it."""
    places = {each.section: each.value for each in figures.figures if each.name is name and each.unit_id is None}
    units = {year.unit(each.unit_id): each.value for each in figures.figures if each.name is name and each.unit_id}
    told = {
        "total": places.pop(""),
        "sections": places,
        "units": units,
        "rows": _rows(year, figures.of(name)),
    }
    if name not in _OF_SHARES:
        every = (_rows(year, figures.of(name, unit_id=unit)) for unit in year.units.values())
        told["unit_rows"] = sorted(row for rows in every for row in rows)
    return told


def _by_hand(period: str, name: FigureName) -> dict[str, Any]:
    found = expected()["periods"][period]["figures"][name.value]
    return {key: sorted(value) if isinstance(value, list) else value for key, value in found.items()}


@pytest.mark.parametrize("name", FigureName)
def test_the_second_quarter_as_it_was_sent(played: Played, name: FigureName) -> None:
    assert _told(played.year, played.sent, name) == _by_hand("2026Q2", name)


@pytest.mark.parametrize("name", FigureName)
def test_it_stays_as_it_was_sent_until_the_year_is_over(played: Played, name: FigureName) -> None:
    assert _told(played.year, played.locked, name) == _by_hand("2026Q2", name)


@pytest.mark.parametrize("name", FigureName)
def test_the_third_quarter(played: Played, name: FigureName) -> None:
    assert _told(played.year, played.third, name) == _by_hand("2026Q3", name)


def test_figures_are_those_of_the_last_day(played: Played) -> None:
    for of, period in ((played.sent, "2026Q2"), (played.locked, "2026Q2"), (played.third, "2026Q3")):
        assert of.as_of.isoformat() == expected()["periods"][period]["as_of"]


@pytest.mark.parametrize("period", ["2026Q2", "2026Q3"])
def test_rates(played: Played, period: str) -> None:
    of = played.sent if period == "2026Q2" else played.third
    by_hand = expected()["periods"][period]["rates"]
    on_time, late = (_value(of, name) for name in (FigureName.ON_TIME, FigureName.LATE))
    owed = _value(of, FigureName.OWED)
    tasks, shares = _done(of, "")
    assert [tasks, shares, rate_text(on_time, owed), rate_text(on_time + late, owed)] == [
        by_hand[name] for name in ("任务完成率", "家次完成率", "按时报送率", "报送率")
    ]
    for section, told in by_hand["sections"].items():
        assert _done(of, section) == (told["任务"], told["家次"])


def _value(of: PeriodFigures, name: FigureName, section: str = "") -> int:
    found = of.of(name, section)
    assert found is not None
    return found.value


def _done(of: PeriodFigures, section: str) -> tuple[str, str]:
    pairs = ((FigureName.CLOSED, FigureName.TASKS), (FigureName.SHARES_CLOSED, FigureName.SHARES))
    tasks, shares = (rate_text(_value(of, part, section), _value(of, whole, section)) for part, whole in pairs)
    return tasks, shares


def test_a_report_after_the_lock_is_told_as_late_and_corrected(played: Played) -> None:
    by_hand, year = expected()["after_lock"], played.year
    (late,) = played.late
    assert (year.seq(late.task.id), late.report.unit) == (by_hand["report"]["task"], by_hand["report"]["unit"])
    assert late.report.after_lock is not None
    assert late_text(late.report.after_lock) == by_hand["words"]
    told = [(each.what, each.where, each.old, each.new) for each in played.letter.changes]
    assert told == [
        (FIGURES[FigureName(each["name"])], _where(each), each["was"], each["becomes"])
        for each in by_hand["correction"]["changed"]
    ]


def _where(changed: dict[str, Any]) -> str:
    return str(changed.get("section") or changed.get("unit") or "全部")


TOLD = {"应报": FigureName.OWED, "按时": FigureName.ON_TIME, "迟报": FigureName.LATE, "未报": FigureName.MISSING}


def test_what_units_told_stands_in_one_table(played: Played) -> None:
    """The second quarter as it was sent, the third as it was counted in October."""
    survey = ToldSurvey(played.year.library, last_day(), Scope())
    while survey.go_on():
        pass
    table = survey.table(GroupBy.UNIT)
    for period, group in (("2026Q2", "二季度"), ("2026Q3", "三季度")):
        for column, head in enumerate(table.heads):
            if head.group == group:
                by_hand = expected()["periods"][period]["figures"][TOLD[head.text]]
                told = {row.label: row.figures[column].value for row in table.rows}
                assert told == by_hand["units"]
                assert table.total is not None
                assert table.total.figures[column].text == str(by_hand["total"])
                tasks = sorted(played.year.seq(task) for task in table.total.figures[column].behind.tasks)
                assert tasks == sorted({row.split()[0] for row in by_hand["rows"]})


def test_what_counts_in_the_next_period_is_told_there_and_changes_no_figure(tmp_path: Path) -> None:
    """Its words go into the next period; of the reports that are owed there it is none, so that sums hold."""
    with opened(tmp_path / "云州市.gkdesk", SENT) as year:
        lock(year.library, By(WHO, SENT), "2026Q2")
        year.advance(date(2026, 7, 8))
        (late,) = late_returns(year.library)
        count_in_next(year.library, By(WHO, date(2026, 7, 8)), [late.report.id])
        year.advance(last_day())
        third = period_figures(year.library, year.plan, "2026Q3", today=last_day())
        for name in FigureName:
            assert _told(year, third, name) == _by_hand("2026Q3", name)
