"""催办单, 提示单, 三色督办单, 催办名单: what is due today and why; their register, the log of calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.plan import Plan, StoredPlan
from gongkai_desk.domain.slips import (
    COLOURED,
    ChaseLine,
    ChaseList,
    LoggedCall,
    Register,
    Slip,
    SlipKind,
    SlipNumber,
    SlipTask,
    StoredReminder,
)
from gongkai_desk.domain.state import State
from gongkai_desk.domain.unit import StoredUnit
from gongkai_desk.errors import NotAllowed
from gongkai_desk.rules.light.lights import Reason
from gongkai_desk.rules.light.shares import Share
from gongkai_desk.rules.work.slips import USUAL_RULES, Escalation, SlipRule, escalated, is_copied, triggered
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import LitWork, lit_works
from gongkai_desk.store import units
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import OFFICE, UNIT, setting
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import reason_sentence
from gongkai_desk.wording.states import WORDS

_NO_CAUSE = frozenset({Why.RUNNING})

Unanswered = Mapping[tuple[int | None, int], Mapping[SlipKind, int]]
"""How many slips of each kind a unit left without answer, by unit and task."""


def slip_rules(library: Library) -> dict[SlipKind, SlipRule]:
    """Return the kinds of slips as the office set them (``slip.red.title`` …); what it did not set is as usual."""
    return {kind: _rule(library, usual) for kind, usual in USUAL_RULES.items()}


def _rule(library: Library, usual: SlipRule) -> SlipRule:
    def own(name: str, default: str) -> str:
        return setting(library, f"slip.{usual.kind}.{name}") or default

    named = own("triggers", " ".join(usual.triggers)).split()
    days = own("answer_days", "")
    return SlipRule(
        usual.kind,
        own("title", usual.title),
        frozenset(why for why in Why if why in named),
        own("number", usual.number),
        own("demand", usual.demand),
        int(days) if days.isdecimal() and int(days) else usual.answer_days,
    )


def escalation(library: Library) -> Escalation:
    """Return when a 督办单 rises to the next colour, as the office set it (``slip.after``, ``slip.copy_to``)."""
    usual = Escalation()
    after = setting(library, "slip.after")
    copy_to = setting(library, "slip.copy_to", usual.copy_to)
    return Escalation(int(after) if after.isdecimal() and int(after) else usual.after, copy_to)


@dataclass(frozen=True, slots=True)
class Among:
    """What is looked at: of one unit (by id or any name), of one plan, these tasks; all by default.

    ``lit``: the works meant with their lights, if they are at hand.
    """

    unit: str | None = None
    plan_id: int | None = None
    task_ids: Sequence[int] | None = None
    lit: Iterable[LitWork] | None = None


ALL = Among()


def slips(
    library: Library,
    kinds: Iterable[SlipKind],
    *,
    today: date,
    among: Among = ALL,
    others: bool = False,
) -> tuple[Slip, ...]:
    """Return the slips that are due, without numbers: one per kind and unit, in the directory's order.

    ``others``: with all that is open besides, without ``causes``, on the first of the kinds.

    Raises:
        UnknownId: no such plan or unit.
    """
    rules, how = slip_rules(library), escalation(library)
    wanted = tuple(kinds)
    unanswered = _unanswered(papers.slip_numbers(library))
    found: defaultdict[tuple[SlipKind, int], list[tuple[SlipTask, Mapping[SlipKind, int]]]] = defaultdict(list)
    known: dict[int | None, StoredPlan] = {each.id: each for each in plans.plans(library)}
    unit_id = units.find_unit(library, among.unit).id if among.unit else None
    works = _lit(library, today, among.plan_id, among.task_ids) if among.lit is None else among.lit
    kept, all_colours = [rules[kind] for kind in wanted], set(COLOURED) <= set(wanted)
    for each in works:
        for share, reasons, rule in triggered(each.light, kept, unit_id, others=others):
            before = unanswered.get((share.unit_id, each.work.task.id), {})
            rises = all_colours and rule.kind in COLOURED and any(r.why in rule.triggers for r in reasons)
            kind = escalated(rule.kind, before, how) if rises else rule.kind
            found[kind, share.unit_id or 0].append((_item(each, share, reasons, rule, known, today), before))
    maker = _Maker(library, rules, how, today)
    order: dict[int, int] = {each.id: place for place, each in enumerate(units.units(library))}
    keys = sorted(found, key=lambda key: (order.get(key[1], 0), list(SlipKind).index(key[0])))
    return tuple(maker.slip(kind, unit_id, found[kind, unit_id]) for kind, unit_id in keys)


def due_slips(
    library: Library,
    kinds: Iterable[SlipKind],
    *,
    today: date,
    plan_id: int | None = None,
    unit: str | None = None,
) -> tuple[Slip, ...]:
    """Return the slips that are due, as ``slips``.

    Raises:
        NotAllowed: none is (``lacks``: ``something_due``). UnknownId: no such plan or unit.
    """
    found = slips(library, kinds, today=today, among=Among(unit, plan_id))
    if not found:
        raise NotAllowed(library=str(library.folder), lacks=("something_due",))
    return found


def _lit(
    library: Library, today: date, plan_id: int | None, task_ids: Iterable[int] | None = None
) -> Iterable[LitWork]:
    chosen = None if task_ids is None else list(task_ids)
    if plan_id is not None:
        plans.plan(library, plan_id)
        kept = None if chosen is None else set(chosen)
        chosen = [number for number in plans.task_ids(library, plan_id) if kept is None or number in kept]
    return lit_works(library, today, chosen).values()


def _unanswered(numbers: Iterable[SlipNumber]) -> Unanswered:
    found: defaultdict[tuple[int | None, int], defaultdict[SlipKind, int]] = defaultdict(lambda: defaultdict(int))
    for each in numbers:
        for task in each.tasks if each.answered is None else ():
            found[each.unit_id, task][each.kind] += 1
    return found


def _item(
    each: LitWork,
    share: Share,
    reasons: Iterable[Reason],
    rule: SlipRule,
    known: Mapping[int | None, StoredPlan],
    today: date,
) -> SlipTask:
    task = each.work.task
    name = "　".join(filter(None, (_place(task.seq), task.title or task.content[:20])))
    told = "；".join(reason_sentence(reason) for reason in reasons if reason.why not in _NO_CAUSE)
    return SlipTask(
        task.id,
        task.plan_id,
        name,
        f"{_source(known.get(task.plan_id))}{_place(task.seq)}：{_whole(task.title, task.content)}",
        _deadline(task.deadline.text, task.deadline.due, share),
        _progress(share, today),
        (told or "暂无逾期、未报情形，请抓紧推进") + "。" + _demanded(share),
        tuple(dict.fromkeys(reason.why for reason in reasons if reason.why in rule.triggers)),
    )


def _source(plan: Plan | None) -> str:
    """Return where a task is written: 《云州市2026年政务公开工作要点》（云政办发〔2026〕8号）."""
    if plan is None:
        return ""
    return f"《{plan.title}》" + (f"（{plan.doc_no}）" if plan.doc_no else "")


def _place(seq: str | None) -> str:
    """Return a printed number as an item's: 第3项; of a number path its last part."""
    last = (seq or "").rpartition("/")[2]
    return f"第{last}项" if last else ""


def _whole(title: str | None, content: str) -> str:
    return f"{title}。{content}" if title and title not in content else content


def _deadline(text: str, due: date | None, share: Share) -> str:
    day = chinese_date(due)
    printed = f"{text}（{day}）" if text and due and day not in text else text or day
    return f"{printed}，已延期到{chinese_date(share.extended)}" if share.extended else printed


def _progress(share: Share, today: date) -> str:
    """Return the last report up to a day, with its day."""
    told = [report for report in share.reports if report.day <= today]
    if not told:
        return f"截至{chinese_date(today)}，未报送进展。"
    last = told[-1]
    return f"{chinese_date(last.day)}报：{last.text or '零报告'}"


def _demanded(share: Share) -> str:
    return "（已退回整改）" if share.state is State.RETURNED else ""


class _Maker:
    """Makes slips; what is the same on all of them is asked once."""

    def __init__(self, library: Library, rules: Mapping[SlipKind, SlipRule], how: Escalation, today: date) -> None:
        self._rules, self._how, self._today = rules, how, today
        self._days = office_workdays(library)
        self._units: dict[int, StoredUnit] = {unit.id: unit for unit in units.units(library)}
        names = ("slip.contact", "slip.phone", "slip.signer")
        self._contact, self._phone, self._signer = (setting(library, name) for name in names)
        self._office = setting(library, OFFICE) or setting(library, UNIT)
        self._issuers: dict[int | None, str] = {plan.id: plan.issuer for plan in plans.plans(library)}

    def slip(self, kind: SlipKind, unit_id: int, tasks: Sequence[tuple[SlipTask, Mapping[SlipKind, int]]]) -> Slip:
        rule = self._rules[kind]
        copied = kind is SlipKind.RED and is_copied((before for _, before in tasks), self._how)
        return Slip(
            kind,
            rule.title,
            unit_id,
            self._units[unit_id].name,
            tuple(task for task, _ in tasks),
            self._today,
            self._days.add(self._today, rule.answer_days),
            rule.demand,
            self._office or self._issuer(task for task, _ in tasks),
            self._contact,
            self._phone,
            self._signer,
            self._how.copy_to if copied else "",
        )

    def _issuer(self, tasks: Iterable[SlipTask]) -> str:
        """Return who issued the plan that the items are of, empty where they are of several issuers."""
        found = {self._issuers.get(task.plan_id, "") for task in tasks}
        return found.pop() if len(found) == 1 else ""


def register(library: Library, year: int) -> Register:
    """Return the register of a year's numbers, all kinds."""
    names: dict[int, str] = {task.id: task.title or task.content[:20] for task in plans.tasks(library)}
    return Register(f"{year}年催办文书编号登记簿", tuple(papers.slip_numbers(library, year)), names)


_SHORT = {Why.REPORT_MISSING: "未报", Why.REPORT_IN_GRACE: "未报"}  # whether in grace or not: on a list of many units


def chase_list(library: Library, *, today: date, plan_id: int | None = None, unit: str | None = None) -> ChaseList:
    """Return 催办名单: every unit with something late, what it is in words, and how it was reminded in these days.

    Raises:
        UnknownId: no such plan or unit.
    """
    return list_of(library, slips(library, [SlipKind.CHASE], today=today, among=Among(unit, plan_id)), today=today)


def list_of(library: Library, chosen: Iterable[Slip], *, today: date) -> ChaseList:
    """Return 催办名单 of the units of some slips, with the items that stand on them."""
    tasks: defaultdict[int | None, list[SlipTask]] = defaultdict(list)
    for slip in chosen:
        tasks[slip.unit_id] += slip.tasks
    told = papers.told_on(library, today)
    lines = (
        ChaseLine(unit.name, unit.contact, unit.phone, matter_text(tasks[unit.id]), told.get(unit.id, frozenset()))
        for unit in units.units(library)
        if unit.id in tasks
    )
    return ChaseList("政务公开工作催办名单", today, tuple(lines), setting(library, OFFICE))


def matter_text(tasks: Iterable[SlipTask]) -> str:
    """Return a unit's items by cause, counted: 逾期3项，未报1项; what has no cause is 在办."""
    counts: defaultdict[str, set[int]] = defaultdict(set)
    for task in tasks:
        for word in [_SHORT.get(why, WORDS[why]) for why in task.causes] or ["在办"]:
            counts[word].add(task.task_id)
    return "，".join(f"{word}{len(ids)}项" for word, ids in counts.items())


def logged_calls(reminders: Iterable[StoredReminder]) -> list[LoggedCall]:
    """Return the log by calls, in its order: entries of one call differ in nothing but the task."""
    found: list[list[StoredReminder]] = []
    for each in reminders:
        last = found[-1] if found else []
        if last and _same_call(last[0], each) and each.task_id not in {one.task_id for one in last}:
            last.append(each)
        else:
            found.append([each])
    return [_logged(group) for group in found]


def _same_call(one: StoredReminder, other: StoredReminder) -> bool:
    said = replace(other, id=one.id, task_id=one.task_id, plan_id=one.plan_id)
    return None not in (one.task_id, other.task_id) and one == said


def _logged(group: Sequence[StoredReminder]) -> LoggedCall:
    ordered = sorted(group, key=lambda each: each.id)
    ids = tuple(each.id for each in ordered)
    return LoggedCall(ids, ordered[0], tuple(each.task_id for each in ordered if each.task_id is not None))
