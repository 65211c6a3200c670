"""What late returns change of the figures that were sent (补报更正)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai_desk.domain.cycle.upward import PeriodLock
from gongkai_desk.domain.year.period import CORRECTED, FigureName, PeriodFigure, PeriodFigures
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.papers.year.correction import CorrectionLetter, CorrectionOrder, FigureChange, LateLine
from gongkai_desk.standing.year.locks import LateReturn, late_returns
from gongkai_desk.standing.year.period_figures import checked_span, figures_now
from gongkai_desk.store import units
from gongkai_desk.store.entries import locks
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.locking import FIGURES

_EVERYWHERE = "全部"
Place = tuple[FigureName, str, int | None]


def correction(
    library: Library, lock_id: int, report_ids: Collection[int], order: CorrectionOrder, *, today: date
) -> CorrectionLetter:
    """Return the letter that corrects what was sent by some late returns; those of former corrections count too.

    Only what these reports change is told: what else was done since then is no matter of a correction.

    Raises:
        UnknownId: there is no such lock.
        NotAllowed: none of the reports came after it (``lacks``: ``late_return``), or they change no figure
            (``changed_figures``).
    """
    lock = next((each for each in locks.locks(library, holding=True) if each.id == lock_id), None)
    if lock is None or lock.plan_id is None:
        raise UnknownId(library=str(library.folder), what="period_lock", id=lock_id)
    of_lock = [each for each in late_returns(library, lock.plan_id) if each.lock.id == lock_id]
    told = [each for each in of_lock if each.report.id in report_ids]
    if not told:
        raise NotAllowed(library=str(library.folder), lacks=("late_return",))
    changes = _changes(library, lock, of_lock, told, today)
    if not changes:
        raise NotAllowed(library=str(library.folder), lacks=("changed_figures",))
    span = checked_span(library, lock.period, today)
    as_of = min(span.last, lock.day)
    plan = plans.plan(library, lock.plan_id)
    lines = tuple(map(_line, told))
    return CorrectionLetter(plan, lock.period, lock.day, as_of, today, changes, lines, _order(library, order))


def _order(library: Library, order: CorrectionOrder) -> CorrectionOrder:
    """Return what a person said, with what the settings know of the rest."""
    contact, phone, signer = (setting(library, f"slip.{name}") for name in ("contact", "phone", "signer"))
    return replace(
        order,
        signer=order.signer or signer,
        issuer=order.issuer or setting(library, UNIT) or setting(library, OFFICE),
        contact=order.contact or contact,
        phone=order.phone or phone,
    )


def _changes(
    library: Library, lock: PeriodLock, of_lock: Collection[LateReturn], told: Collection[LateReturn], today: date
) -> tuple[FigureChange, ...]:
    """Return what changes: as it was sent, and with these reports and those of corrections before."""
    assert lock.id is not None
    assert lock.plan_id is not None
    span = checked_span(library, lock.period, today)
    every = {each.report.id for each in of_lock}
    counted = {each.report.id for each in told}
    counted |= {each.report.id for each in of_lock if each.report.counted_in == CORRECTED}
    without, with_them = (
        _by_place(figures_now(library, lock.plan_id, span, today=today, without=left_out))
        for left_out in (every, every - counted)
    )
    sent = locks.locked_figures(library, lock.id)
    names: dict[int, str] = {unit.id: unit.name for unit in units.units(library)}
    return tuple(_changed(sent, without, with_them, names))


def _by_place(of: PeriodFigures) -> dict[Place, int]:
    return {_place(each): each.value for each in of.figures}


def _place(of: PeriodFigure) -> Place:
    return of.name, of.section, of.unit_id


def _changed(
    sent: Collection[PeriodFigure],
    without: Mapping[Place, int],
    with_them: Mapping[Place, int],
    names: Mapping[int, str],
) -> Iterator[FigureChange]:
    """Yield the figures that differ, of the whole first, then of sections and units."""
    for each in sent:
        more = with_them.get(_place(each), 0) - without.get(_place(each), 0)
        if more:
            where = each.section or names.get(each.unit_id or 0, "") or _EVERYWHERE
            yield FigureChange(FIGURES[each.name], where, each.value, each.value + more)


def _line(late: LateReturn) -> LateLine:
    report, task = late.report, late.task
    return LateLine(report.unit, task.title or task.content, report.day, report.text)
