"""抽查: draw a sample, enter what was found, go on from a bad result, print the sheet; one undoable step each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.spot_check import BAD, Candidate, Check, CheckSheet, Draw, SheetLine, Verdict, Wanted
from gongkai_desk.domain.work import Action, Changes, State
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules import sampling
from gongkai_desk.rules.shares import Share
from gongkai_desk.services import closing
from gongkai_desk.services.lights import LitWork, lit_works, works
from gongkai_desk.services.office import OFFICE
from gongkai_desk.store import plans
from gongkai_desk.store import spot_checks as stored
from gongkai_desk.store.rows import HEADINGS
from gongkai_desk.store.settings import setting
from gongkai_desk.wording.checks import VERDICTS, drawn_text, number_text
from gongkai_desk.wording.days import chinese_date, month_day
from gongkai_desk.wording.sentences import STATES

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

METHOD = "查看佐证材料、网站核对"
"""How a check is made, unless the office writes another way on the sheet."""


def candidates(library: "Library", *, today: date, lit: Mapping[int, LitWork] | None = None) -> tuple[Candidate, ...]:
    """Return all shares that may be drawn; ``lit``: the lights, if they are at hand."""
    found = lit_works(library, today) if lit is None else lit
    return tuple(
        Candidate(
            number,
            share.unit_id,
            share.unit,
            HEADINGS.join(each.work.task.section),
            light.colour,
            share.state,
            each.work.task.plan_id,
        )
        for number, each in found.items()
        for share, light in each.light.by_unit
    )


def draw(
    library: "Library",
    wanted: Wanted,
    *,
    who: str,
    today: date,
    checker: str = "",
    lit: Mapping[int, LitWork] | None = None,
) -> Changes:
    """Draw a sample and keep it as one step; ``made`` is the draw's id.

    Raises:
        UnknownId: no such plan.
        NotAllowed: nothing fits (``lacks``: ``something_to_draw``).
    """
    if wanted.plan_id is not None:
        plans.plan(library, wanted.plan_id)
    known = candidates(library, today=today, lit=lit)
    whole, sample = sampling.population(known, wanted), sampling.draw(known, wanted)
    if not sample:
        raise NotAllowed(library=str(library.folder), lacks=("something_to_draw",))
    number = stored.next_number(library, today.year)
    made = Draw(today.year, number, today, checker, wanted, len(whole), sampling.mark(whole))
    with library.step(f"抽查〔{today.year}〕{number}号：抽取{len(sample)}项次", who=who, day=today) as step:
        step.made = stored.insert_draw(step, made)
        for each in sample:
            stored.insert_check(step, Check(each.task_id, each.unit_id, today, checker), step.made)
    return step.changes


def draws(library: "Library") -> list[Draw]:
    """Return all draws, the newest first."""
    return stored.draws(library)


def checks_of(library: "Library", of: Draw) -> list[Check]:
    """Return the checks of a draw in the order of tasks and units; those in the recycle bin are left out."""
    found = stored.checks(library, of.checks)
    return sorted(found.values(), key=lambda check: (check.task_id, check.unit_id or 0))


@dataclass(frozen=True, slots=True)
class Proof:
    """What drawing again showed: the same shares could be drawn, and the same were."""

    same_population: bool
    same_sample: bool
    population: int


def draw_again(library: "Library", of: Draw, *, today: date, lit: Mapping[int, LitWork] | None = None) -> Proof:
    """Draw again by the number of a draw, from what may be drawn now."""
    known = candidates(library, today=today, lit=lit)
    whole = sampling.population(known, of.wanted)
    sample = {(each.task_id, each.unit_id) for each in sampling.draw(known, of.wanted)}
    then = {(check.task_id, check.unit_id) for check in stored.checks(library, of.checks).values()}
    return Proof(sampling.mark(whole) == of.mark, sample == then, len(whole))


# ---- what was found


def enter(
    library: "Library",
    check_id: int,
    *,
    who: str,
    today: date,
    verdict: Verdict | None = None,
    opinion: str = "",
    checker: str = "",
    day: date | None = None,
) -> Changes:
    """Enter what was found of one share; ``verdict`` ``None`` takes it back.

    Raises:
        UnknownId: no such check.
        NotAllowed: the day is after today (``lacks``: ``future_day``).
    """
    check = _check(library, check_id)
    if day is not None and day > today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    values = {
        "result": verdict.value if verdict else "",
        "opinion": opinion.strip(),
        "checker": checker.strip() or check.checker,
        "day": (day or today).isoformat() if verdict else check.day.isoformat(),
    }
    word = VERDICTS[verdict] if verdict else "撤回"
    with library.step(f"登记抽查结果：{word}", who=who, day=today) as step:
        stored.set_result(step, check_id, values)
        step.made = check_id
    return step.changes


def judge(library: "Library", ids: Sequence[int], verdict: Verdict, *, who: str, today: date) -> Changes:
    """Give several shares one verdict as one step; what is written of them stays.

    Raises:
        UnknownId: one of them is not there.
    """
    for number in ids:
        _check(library, number)
    name = f"登记抽查结果：{VERDICTS[verdict]}" + (f"（{len(ids)}项次）" if len(ids) > 1 else "")
    with library.step(name, who=who, day=today) as step:
        for number in ids:
            stored.set_result(step, number, {"result": verdict.value, "day": today.isoformat()})
            step.made = number
    return step.changes


def next_action(library: "Library", check_id: int) -> Action | None:
    """Return what a bad result leads to: 退回整改 of what waits for verification, 重开 of what is closed.

    ``None``: the result is not bad, or the share is under way already and nothing is to be sent back.
    """
    check = _check(library, check_id)
    share = _share(library, check)
    if check.verdict not in BAD or share is None:
        return None
    return {State.PENDING: Action.RETURN, State.CLOSED: Action.REOPEN}.get(share.state)


def follow_up(
    library: "Library", check_id: int, *, who: str, today: date, reason: str, until: date | None = None
) -> Changes:
    """Send a share back or open it again after a bad result, by the rules of 核查销号.

    Raises:
        UnknownId: no such check.
        NotAllowed: nothing is to be sent back (``lacks``: ``state``), or what ``services.closing`` refuses.
    """
    check, action = _check(library, check_id), next_action(library, check_id)
    if action is None:
        raise NotAllowed(library=str(library.folder), lacks=("state",))
    unit = str(check.unit_id) if check.unit_id is not None else None
    said = closing.Said(reason, until if action is Action.RETURN else None)
    return closing.move(library, check.task_id, unit, action, who=who, today=today, said=said)


def proposed_reason(check: Check) -> str:
    """Return the reason that stands ready for sending back."""
    verdict = VERDICTS[check.verdict] if check.verdict else ""
    return f"{chinese_date(check.day)}抽查{verdict}" + (f"：{check.opinion}" if check.opinion else "")


def remove(library: "Library", ids: Sequence[int], *, who: str, day: date) -> Changes:
    """Put checks into the recycle bin; the number of the draw stays.

    Raises:
        UnknownId: one of them is not there.
    """
    for number in ids:
        _check(library, number)
    with library.step(f"删除 {len(ids)} 条抽查记录", who=who, day=day) as step:
        stored.remove_checks(step, ids, day)
    return step.changes


def _check(library: "Library", check_id: int) -> Check:
    found = stored.checks(library, [check_id]).get(check_id)
    if found is None:
        raise UnknownId(library=str(library.folder), what="spot_check", id=check_id)
    return found


def _share(library: "Library", check: Check) -> Share | None:
    shares = works(library, [check.task_id])[check.task_id].shares
    return next((share for share in shares if share.unit_id == check.unit_id), None)


# ---- the sheet


def check_sheet(library: "Library", of: Draw, *, method: str = METHOD) -> CheckSheet:
    """Return the sheet of a draw: what each unit reported and proved, room for what is found on the spot."""
    found = checks_of(library, of)
    known = works(library, dict.fromkeys(check.task_id for check in found))
    plan = plans.plan(library, of.wanted.plan_id).title if of.wanted.plan_id is not None else ""
    lines = [_line(number, check, known[check.task_id].task, known[check.task_id].shares, method)
             for number, check in enumerate(found, 1)]  # fmt: skip
    by = setting(library, OFFICE), "、".join(dict.fromkeys(check.checker for check in found if check.checker))
    return CheckSheet("政务公开工作抽查表", number_text(of), drawn_text(of, plan), *by, of.day, tuple(lines))


def _line(number: int, check: Check, task: Task, shares: Sequence[Share], method: str) -> SheetLine:
    share = next((each for each in shares if each.unit_id == check.unit_id), None)
    seq = (task.seq or "").rpartition("/")[2]
    name = "　".join(filter(None, (seq, task.title)))
    text = "\n".join(filter(None, (name, task.content if len(task.content) <= 120 else f"{task.content[:119]}…")))
    return SheetLine(
        str(number),
        text,
        share.unit if share else "",
        _reported(share),
        f"{len(share.proofs)}份" if share and share.proofs else "无",
        method,
        check.opinion,
        VERDICTS[check.verdict] if check.verdict else "",
    )


def _reported(share: Share | None) -> str:
    """Return a share's state and its last report."""
    if share is None:
        return "已不承担该任务"
    last = share.reports[-1] if share.reports else None
    told = f"{month_day(last.day)}报：{last.text}" if last else "未报进展"
    return f"{STATES[share.state]}\n{told if len(told) <= 90 else told[:89] + '…'}"


def write_sheet(sheet: CheckSheet, path: Path, progress: Progress = silent) -> None:
    """Write a sheet as Word; needs no library, so a job may do it. Errors as ``export.check_sheet``."""
    from gongkai_desk.export import check_sheet as paper

    paper.write_docx(path, sheet, progress)
