"""抽查: what can be drawn, what was drawn and found, whether a draw comes out the same again, and its sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.spot_check import BAD, Candidate, Check, CheckSheet, Draw, SheetLine, StoredCheck, StoredDraw
from gongkai_desk.domain.state import Action, State
from gongkai_desk.errors import UnknownId
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.work import sampling
from gongkai_desk.standing.lights import LitWork, lit_works, works
from gongkai_desk.store.entries import spot_checks as stored
from gongkai_desk.store.library import Library
from gongkai_desk.store.rows import HEADINGS
from gongkai_desk.store.settings import OFFICE, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.figures import VERDICTS, drawn_text, number_text
from gongkai_desk.wording.states import STATES

METHOD = "查看佐证材料、网站核对"
"""How a check is made, unless the office writes another way on the sheet."""


def candidates(library: Library, *, today: date, lit: Mapping[int, LitWork] | None = None) -> tuple[Candidate, ...]:
    """Return all shares that may be drawn; ``lit``: the lights, if they are at hand."""
    found = lit_works(library, today) if lit is None else lit
    return tuple(
        Candidate(
            each.work.task.id,
            share.unit_id,
            share.unit,
            HEADINGS.join(each.work.task.section),
            light.colour,
            share.state,
            each.work.task.plan_id,
        )
        for each in found.values()
        for share, light in each.light.by_unit
    )


def draws(library: Library) -> list[StoredDraw]:
    """Return all draws, the newest first."""
    return stored.draws(library)


def checks_of(library: Library, of: Draw) -> list[StoredCheck]:
    """Return the checks of a draw in the order of tasks and units; those in the recycle bin are left out."""
    found = stored.checks(library, of.checks)
    return sorted(found.values(), key=lambda check: (check.task_id, check.unit_id or 0))


@dataclass(frozen=True, slots=True)
class Proof:
    """What drawing again showed: the same shares could be drawn, and the same were."""

    same_population: bool
    same_sample: bool
    population: int


def draw_again(library: Library, of: Draw, *, today: date, lit: Mapping[int, LitWork] | None = None) -> Proof:
    """Draw again by the number of a draw, from what may be drawn now."""
    known = candidates(library, today=today, lit=lit)
    whole = sampling.population(known, of.wanted)
    sample = {(each.task_id, each.unit_id) for each in sampling.draw(known, of.wanted)}
    then = {(check.task_id, check.unit_id) for check in stored.checks(library, of.checks).values()}
    return Proof(sampling.mark(whole) == of.mark, sample == then, len(whole))


def next_action(library: Library, check_id: int) -> Action | None:
    """Return what a bad result leads to: 退回整改 of what waits for verification, 重开 of what is closed.

    ``None``: the result is not bad, or the share is under way already and nothing is to be sent back.
    """
    check = _check(library, check_id)
    share = _share(library, check)
    if check.verdict not in BAD or share is None:
        return None
    return {State.PENDING: Action.RETURN, State.CLOSED: Action.REOPEN}.get(share.state)


def _check(library: Library, check_id: int) -> StoredCheck:
    found = stored.checks(library, [check_id]).get(check_id)
    if found is None:
        raise UnknownId(library=str(library.folder), what="spot_check", id=check_id)
    return found


def _share(library: Library, check: Check) -> Share | None:
    shares = works(library, [check.task_id])[check.task_id].shares
    return next((share for share in shares if share.unit_id == check.unit_id), None)


def check_sheet(library: Library, of: StoredDraw, *, method: str = METHOD) -> CheckSheet:
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
    told = f"{last.day.month}月{last.day.day}日报：{last.text}" if last else "未报进展"
    return f"{STATES[share.state]}\n{told if len(told) <= 90 else told[:89] + '…'}"
