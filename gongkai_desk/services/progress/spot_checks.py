"""抽查: draw a sample, enter what was found, go on from a bad result, print the sheet; one undoable step each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai_desk.domain.ids import By, Changes, CheckId
from gongkai_desk.domain.spot_check import Check, Draw, Finding, Verdict, Wanted
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Said
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.work import sampling
from gongkai_desk.services.progress import closing
from gongkai_desk.standing.lights import LitWork
from gongkai_desk.standing.samples import _check, candidates, next_action
from gongkai_desk.store.entries import spot_checks as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import VERDICTS


def draw(
    library: Library, by: By, wanted: Wanted, *, checker: str = "", lit: Mapping[int, LitWork] | None = None
) -> Changes:
    """Draw a sample and keep it as one step; ``made`` is the draw's id.

    Raises:
        UnknownId: no such plan.
        NotAllowed: nothing fits (``lacks``: ``something_to_draw``).
    """
    if wanted.plan_id is not None:
        plans.plan(library, wanted.plan_id)
    known = candidates(library, today=by.today, lit=lit)
    whole, sample = sampling.population(known, wanted), sampling.draw(known, wanted)
    if not sample:
        raise NotAllowed(library=str(library.folder), lacks=("something_to_draw",))
    number = stored.next_number(library, by.today.year)
    made = Draw(by.today.year, number, by.today, checker, wanted, len(whole), sampling.mark(whole))
    with library.step(f"抽查〔{by.today.year}〕{number}号：抽取{len(sample)}项次", by) as step:
        step.made = stored.insert_draw(step, made)
        for each in sample:
            stored.insert_check(step, Check(each.task_id, each.unit_id, by.today, checker), step.made)
    return step.changes


# ---- what was found


def enter(library: Library, by: By, check_id: CheckId, finding: Finding) -> Changes:
    """Enter what was found of one share.

    Raises:
        UnknownId: no such check.
        NotAllowed: the day is after today (``lacks``: ``future_day``).
    """
    check = _check(library, check_id)
    if finding.day is not None and finding.day > by.today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    values = {
        "result": finding.verdict.value if finding.verdict else "",
        "opinion": finding.opinion.strip(),
        "checker": finding.checker.strip() or check.checker,
        "day": (finding.day or by.today).isoformat() if finding.verdict else check.day.isoformat(),
    }
    word = VERDICTS[finding.verdict] if finding.verdict else "撤回"
    with library.step(f"登记抽查结果：{word}", by) as step:
        stored.set_result(step, check_id, values)
        step.made = check_id
    return step.changes


def judge(library: Library, by: By, ids: Sequence[CheckId], verdict: Verdict) -> Changes:
    """Give several shares one verdict as one step; what is written of them stays.

    Raises:
        UnknownId: one of them is not there.
    """
    for number in ids:
        _check(library, number)
    name = f"登记抽查结果：{VERDICTS[verdict]}" + (f"（{len(ids)}项次）" if len(ids) > 1 else "")
    with library.step(name, by) as step:
        for number in ids:
            stored.set_result(step, number, {"result": verdict.value, "day": by.today.isoformat()})
            step.made = number
    return step.changes


def follow_up(library: Library, by: By, check_id: CheckId, *, reason: str, until: date | None = None) -> Changes:
    """Send a share back or open it again after a bad result, by the rules of 核查销号.

    Raises:
        UnknownId: no such check.
        NotAllowed: nothing is to be sent back (``lacks``: ``state``), or what ``services.progress.closing`` refuses.
    """
    check, action = _check(library, check_id), next_action(library, check_id)
    if action is None:
        raise NotAllowed(library=str(library.folder), lacks=("state",))
    unit = str(check.unit_id) if check.unit_id is not None else None
    said = Said(reason, until if action is Action.RETURN else None)
    return closing.move(library, by, check.task_id, unit, action, said=said)


def proposed_reason(check: Check) -> str:
    """Return the reason that stands ready for sending back."""
    verdict = VERDICTS[check.verdict] if check.verdict else ""
    return f"{chinese_date(check.day)}抽查{verdict}" + (f"：{check.opinion}" if check.opinion else "")


def remove(library: Library, by: By, ids: Sequence[CheckId]) -> Changes:
    """Put checks into the recycle bin; the number of the draw stays.

    Raises:
        UnknownId: one of them is not there.
    """
    for number in ids:
        _check(library, number)
    with library.step(f"删除 {len(ids)} 条抽查记录", by) as step:
        stored.remove_checks(step, ids, by.today)
    return step.changes


# ---- the sheet
