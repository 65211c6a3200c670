"""征求意见 · 呈批印发: units are asked, what they say is entered and answered, the plan is issued; one step each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile

from gongkai_desk.domain.cycle.opinions import Adopted, Agrees, Answer, Asking, NoOpinion
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit, Opinion, ReturnedFile
from gongkai_desk.domain.cycle.upward import IssuedPaper
from gongkai_desk.domain.ids import By, Changes, row_id
from gongkai_desk.domain.plan import StoredPlan
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.paths import told_kindly, written_whole
from gongkai_desk.rules.work.opinions import Stand, open_points
from gongkai_desk.standing.cycle.opinions import Reply, issued, issued_copy, replies
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, opinions, upward
from gongkai_desk.store.journal import Step
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.evidence import KeptFile, keep_file

# ---- asked


def ask(library: Library, by: By, plan_id: int, asking: Asking) -> Changes:
    """Enter that units were asked for their opinion on a plan; ``made`` is the round's id.

    Raises:
        UnknownId: no such plan or unit.
        NotAllowed: nobody is asked, or silence is to count without a closing day (``lacks``: ``units``,
            ``silence_closing``).
    """
    return _send(library, by, "征求意见", asking, Dispatch(plan_id, DispatchKind.OPINION, by.today))


def _send(library: Library, by: By, verb: str, asking: Asking, batch: Dispatch) -> Changes:
    plan = plans.plan(library, batch.plan_id)
    silent = asking.silent_agrees and asking.closing is None
    missing = tuple(name for name, is_so in (("units", not asking.unit_ids), ("silence_closing", silent)) if is_so)
    if missing:
        raise NotAllowed(library=str(library.folder), lacks=missing)
    known = {unit.id: unit for unit in units.units(library)}
    for number in asking.unit_ids:
        if number not in known:
            raise UnknownId(library=str(library.folder), what="unit", id=number)
    sent = replace(
        batch, doc_no=asking.doc_no, means=asking.means, silent_agrees=asking.silent_agrees,
        closing=asking.closing, remark=asking.remark,
    )  # fmt: skip
    with library.step(f"{verb}《{plan.title}》（{len(asking.unit_ids)}家）", by) as step:
        made = dispatches.insert_dispatch(step, sent)
        for number in dict.fromkeys(asking.unit_ids):
            mail = known[number].mail  # type: ignore[index]
            dispatches.insert_book(step, DispatchUnit(row_id(made), number, means=asking.means, addressee=mail))
        step.made = made.id
    return step.changes


# ---- said


def enter(library: Library, by: By, new: Opinion, letter: Path | None = None) -> Changes:
    """Enter an opinion, or change the one of ``new.id``; the ``letter`` it came in is kept. ``made`` is its id.

    Raises:
        UnknownId: no such plan, task, unit or opinion.
        NotAllowed: it says nothing (``lacks``: ``opinion_text``), or came on a day to come (``future_day``).
        Unreadable: the letter cannot be opened.
    """
    _refuse(library, new, by.today)
    kept = _kept(library, letter)
    name = units.find_unit(library, str(new.unit_id)).name if new.unit_id is not None else ""
    old = opinions.opinion(library, new.id) if new.id is not None else None
    with library.step(f"{'修改' if old else '登记'}意见 {name}".rstrip(), by) as step:
        if new.unit_id is not None:
            drop_silence(library, step, new.plan_id, [new.unit_id], by.today)
        step.made = put(library, step, replace(new, day=new.day or by.today), kept)
    return step.changes


def _refuse(library: Library, new: Opinion, today: date) -> None:
    plans.plan(library, new.plan_id)
    if new.task_id is not None and plans.task(library, new.task_id).plan_id != new.plan_id:
        raise UnknownId(library=str(library.folder), what="task", id=new.task_id)
    silent = not new.text.strip() and new.agrees == Agrees.UNSAID
    future = new.day is not None and new.day > today
    missing = tuple(name for name, is_so in (("opinion_text", silent), ("future_day", future)) if is_so)
    if missing:
        raise NotAllowed(library=str(library.folder), lacks=missing)


def _kept(library: Library, letter: Path | None) -> KeptFile | None:
    return keep_file(library.folder / "evidence", letter) if letter is not None else None


def put(library: Library, step: Step, new: Opinion, kept: KeptFile | None) -> int:
    """Store an opinion with its letter; the unit's place in the last round has come back with it."""
    place = _place(library, new)
    if place is not None and place.returned is None and not new.silent:
        dispatches.set_book(step, replace(place, returned=new.day, taken=new.day))
    place_id = place.id if place is not None else None
    letter_id = new.returned_file_id
    if kept is not None:
        batch_id = place.dispatch_id if place is not None else None
        assert new.day is not None
        of = ReturnedFile(opinions.SEALED, new.day, batch_id, place_id, new.unit_id, unit_by="hand")
        letter_id = opinions.insert_letter(step, of, kept)
    stored = replace(new, returned_file_id=letter_id, dispatch_unit_id=new.dispatch_unit_id or place_id)
    if stored.id is None:
        return opinions.insert_opinion(step, stored)
    opinions.set_opinion(step, stored)
    return stored.id


def _place(library: Library, new: Opinion) -> DispatchUnit | None:
    """Return the unit's place in the last round in which it was asked."""
    rounds = [row_id(each) for each in dispatches.dispatches(library, new.plan_id, kind=DispatchKind.OPINION)]
    own = [each for each in dispatches.dispatch_units(library, rounds) if each.unit_id == new.unit_id]
    return own[-1] if own else None


def enter_none(library: Library, by: By, plan_id: int, said: NoOpinion) -> Changes:
    """Enter that units have no opinion, as one step; the 函 is kept. One that has said something is left out.

    Raises:
        UnknownId: no such plan or unit.
        NotAllowed: nobody is left (``lacks``: ``units``), or the day is to come (``future_day``).
        Unreadable: the letter cannot be opened.
    """
    plans.plan(library, plan_id)
    known = {each.unit_id for each in opinions.opinions(library, plan_id) if not each.silent}
    new = [number for number in dict.fromkeys(said.unit_ids) if number not in known]
    missing = tuple(name for name, is_so in (("units", not new), ("future_day", said.day > by.today)) if is_so)
    if missing:
        raise NotAllowed(library=str(library.folder), lacks=missing)
    for number in new:
        units.find_unit(library, str(number))
    kept = _kept(library, said.letter)
    with library.step(f"登记无意见 {len(new)} 家", by) as step:
        drop_silence(library, step, plan_id, new, by.today)
        for number in new:
            told = Opinion(plan_id, unit_id=number, day=said.day, agrees=Agrees.YES.value)
            step.made = put(library, step, told, kept)
    return step.changes


def drop_silence(library: Library, step: Step, plan_id: int, unit_ids: Sequence[int], day: date) -> None:
    """Let 视为无意见 go where a unit has answered after all."""
    found = [each for each in opinions.opinions(library, plan_id) if each.silent and each.unit_id in unit_ids]
    opinions.remove_opinions(step, [row_id(each) for each in found], day)


def take_silence(library: Library, by: By, plan_id: int) -> Changes:
    """Count units that have not answered after their closing day as 无意见, where the notice said so.

    Raises:
        UnknownId: no such plan.
        NotAllowed: nobody is over time (``lacks``: ``overdue_units``), or the notice did not say that silence counts
            (``silent_agrees``).
    """
    plans.plan(library, plan_id)
    late = [each for each in replies(library, plan_id, by.today) if each.stand is Stand.OVERDUE]
    counted: list[Reply] = [each for each in late if each.asked.silent_agrees]
    if not counted:
        raise NotAllowed(library=str(library.folder), lacks=("silent_agrees" if late else "overdue_units",))
    with library.step(f"逾期未复视为无意见 {len(counted)} 家", by) as step:
        for each in counted:
            told = Opinion(plan_id, unit_id=each.unit.id, day=by.today, agrees=Agrees.YES.value, silent=True)
            step.made = put(library, step, told, None)
    return step.changes


# ---- answered


def answer(library: Library, by: By, ids: Sequence[int], given: Answer) -> Changes:
    """Answer opinions, as one step; a consultation that is not given stays as it was.

    Raises:
        UnknownId: no such opinion.
        NotAllowed: not adopted without a reason (``lacks``: ``reply``), 不同意 without a note of 协商
            (``consultation``), or a day to come (``future_day``).
    """
    found = [opinions.opinion(library, number) for number in ids]
    new = [_answered(each, given) for each in found]
    future = given.consulted is not None and given.consulted > by.today
    missing = (*open_points(new), *(("future_day",) if future else ()))
    if missing and given.adopted is not Adopted.OPEN:
        raise NotAllowed(library=str(library.folder), lacks=missing)
    with library.step("答复意见" if len(ids) == 1 else f"答复意见 {len(ids)} 条", by) as step:
        for each in new:
            opinions.set_opinion(step, each)
            step.made = each.id
    return step.changes


def _answered(old: Opinion, given: Answer) -> Opinion:
    said = given.consultation.strip()
    return replace(
        old,
        adopted=given.adopted.value,
        reply=given.reply.strip(),
        consulted=given.consulted or old.consulted,
        consultation=said or old.consultation,
    )


def remove(library: Library, by: By, ids: Sequence[int]) -> Changes:
    """Put opinions into the recycle bin.

    Raises:
        UnknownId: no such opinion.
    """
    for number in ids:
        opinions.opinion(library, number)
    with library.step(f"删除意见 {len(ids)} 条", by) as step:
        opinions.remove_opinions(step, ids, by.today)
    return step.changes


# ---- 呈批印发


def issue(library: Library, by: By, new: IssuedPaper, paper: Path, override: str = "") -> Changes:
    """Enter how a plan was issued, with the paper frozen; its number and days stand in the plan from then on.

    ``override``: why it is issued although opinions are not settled.

    Raises:
        UnknownId: no such plan.
        NotAllowed: ``lacks``: ``issued_signer``, ``issued_day``, ``future_day``, ``http_link``; opinions that are not
            settled (``answer``, ``reply``, ``consultation``) without ``override``.
        Unreadable: the paper cannot be opened.
    """
    plan = plans.plan(library, new.plan_id)
    unsettled = () if override.strip() else open_points(opinions.opinions(library, new.plan_id))
    if missing := (*_issue_lacks(new, by.today), *unsettled):
        raise NotAllowed(library=str(library.folder), lacks=missing)
    copy = upward.freeze(library, paper)
    why = f"意见未办结仍印发：{override.strip()}" if override.strip() else ""
    remark = "；".join(dict.fromkeys(filter(None, (new.remark.strip(), why))))
    with library.step(f"印发《{plan.title}》", by) as step:
        stored = replace(new, remark=remark, filed_copy_id=upward.insert_copy(step, copy))
        step.made = insert_record(step, stored)
        _let_plan_know(step, plan, new)
    return step.changes


def _issue_lacks(new: IssuedPaper, today: date) -> tuple[str, ...]:
    days = [day for day in (new.day, new.published) if day]
    told = (
        ("issued_signer", not new.signer.strip()),
        ("issued_day", new.day is None),
        ("future_day", any(day > today for day in days)),
        ("http_link", bool(new.link) and not new.link.startswith(("http://", "https://"))),
    )
    return tuple(name for name, is_so in told if is_so)


def _let_plan_know(step: Step, plan: StoredPlan, new: IssuedPaper) -> None:
    """Enter number and days of the issue in the plan: deadlines count from them."""
    dates = replace(
        plan.dates,
        written=plan.dates.written or new.day,
        imprint=new.day,
        published=new.published or plan.dates.published,
    )
    known = replace(plan, doc_no=new.doc_no or plan.doc_no, dates=dates)
    if known != plan:
        plans.update_plan(step, plan, known)


def distribute(library: Library, by: By, plan_id: int, asking: Asking, out: Path | None = None) -> Changes:
    """Enter that the plan as it was issued went to units; with ``out`` its frozen paper is copied there.

    Raises:
        UnknownId: no such plan or unit.
        NotAllowed: it is not issued yet (``lacks``: ``issued``), or nobody gets it (``units``).
        NoPermission, DiskFull, TargetInUse: ``out`` cannot be written; nothing is entered then.
    """
    paper, copy = issued(library, plan_id), issued_copy(library, plan_id)
    if paper is None or copy is None:
        raise NotAllowed(library=str(library.folder), lacks=("issued",))
    if out is not None:
        with written_whole(out) as beside, told_kindly(out):
            copyfile(copy, beside)
    batch = Dispatch(plan_id, DispatchKind.ISSUED, by.today, filed_copy_id=paper.filed_copy_id)
    doc_no = asking.doc_no or paper.doc_no
    return _send(library, by, "下发印发件", replace(asking, doc_no=doc_no), batch)
