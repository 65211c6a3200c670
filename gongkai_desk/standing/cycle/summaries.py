"""What a 汇总稿 is written from: all texts of a period with their marks, who is missing, what was used."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.state import State
from gongkai_desk.domain.work import StoredReport
from gongkai_desk.rules.light.cycles import answered, period_days, periods, told_periods
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.work.summing import Mark, marks
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.report_periods import summary
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import work


@dataclass(frozen=True, slots=True)
class SourceText:
    """A unit's text of the period; ``used``: the summary as it stands was written from it."""

    unit: str
    report: StoredReport
    marks: tuple[Mark, ...] = ()
    used: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """A period of a task: the units asked, those that said nothing, all texts, the summary as it stands."""

    period: str
    asked: tuple[str, ...]
    missing: tuple[str, ...]
    texts: tuple[SourceText, ...]
    former: StoredReport | None = None

    @property
    def done(self) -> int:
        """Return how many units have said something: with the missing ones all that are asked."""
        return len(self.asked) - len(self.missing)


def gathered(library: Library, lit: LitWork, period: str) -> Gathered:
    """Return what units have said of a period, a unit's texts by day; those sent back are left out."""
    former = summary(library, lit.work.task.id, period)
    used = frozenset(work.summary_sources(library, former.id)) if former else frozenset()
    asked = [share for share in lit.work.shares if share.state is not State.NOT_APPLICABLE]
    texts = [text for share in asked for text in _texts_of(lit, share, period, used)]
    said = {text.unit for text in texts}
    names = tuple(share.unit for share in asked)
    return Gathered(period, names, tuple(name for name in names if name not in said), tuple(texts), former)


def units_done(lit: LitWork, period: str, until: date) -> int:
    """Return how many of the units that are asked have reported on a period by a day."""
    asked = [share for share in lit.work.shares if share.reports and share.state is not State.NOT_APPLICABLE]
    found = (_by_period(lit, share).get(period, ()) for share in asked)
    return sum(any(report.day <= until for report in each) for each in found)


def _texts_of(lit: LitWork, share: Share, period: str, used: Collection[int]) -> list[SourceText]:
    if not share.reports:
        return []
    found = _by_period(lit, share)
    before = _before(found, period)
    return [
        SourceText(share.unit, each, _marks_of(each, before, used), each.id in used) for each in found.get(period, ())
    ]


def _marks_of(report: StoredReport, before: str, used: Collection[int]) -> tuple[Mark, ...]:
    corrected = (Mark.CORRECTED,) if report.corrects in used else ()
    return (*corrected, *marks(report.text, before, zero=report.zero))


def _by_period(lit: LitWork, share: Share) -> dict[str, list[StoredReport]]:
    """Return the reports of a share that stand, by the period they tell of, each by day."""
    frame = lit.frame
    asked = periods(frame.cycle, date(frame.today.year - 2, 12, 31), frame.today, frame.workdays, frame.thresholds)
    named = told_periods(asked, share.reports)
    found: dict[str, list[StoredReport]] = {}
    for report in sorted(share.reports, key=lambda each: (each.day, each.id)):
        if not report.returned:
            found.setdefault(answered(asked, named[report.id]), []).append(report)
    return found


def _before(found: Mapping[str, Sequence[StoredReport]], period: str) -> str:
    """Return what was last said of an earlier period."""
    days = period_days(period)
    ended = {name: known[1] for name in found if days and (known := period_days(name)) and known[1] < days[0]}
    return found[max(ended, key=lambda name: ended[name])][-1].text if ended else ""
