"""催办单, 提示单, 三色督办单: which are due, their texts, their numbers and the register."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.slips import (
    COLOURED,
    Means,
    Register,
    Reminder,
    Slip,
    SlipKind,
    SlipNumber,
    SlipTask,
)
from gongkai_desk.domain.work import Changes, State
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.paths import refuse_inside_library, told_kindly
from gongkai_desk.progress import Progress, silent
from gongkai_desk.rules.lights import Reason, Why
from gongkai_desk.rules.shares import Share
from gongkai_desk.rules.slips import USUAL_RULES, Escalation, SlipRule, causes, escalated, is_copied
from gongkai_desk.services.days import office_workdays
from gongkai_desk.services.lights import LitWork, lit_works
from gongkai_desk.store import papers, plans, units
from gongkai_desk.store.settings import set_setting, setting
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.lights import reason_sentence

if TYPE_CHECKING:
    from gongkai_desk.store.library import Library

_OPEN = frozenset({State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED})
_NOT_ASKED = frozenset({Why.NOT_BEGUN, Why.LAST_YEAR})
_NO_CAUSE = frozenset({Why.RUNNING})
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]')  # what Windows allows in no file name

Unanswered = Mapping[tuple[int | None, int], Mapping[SlipKind, int]]
"""How many slips of each kind a unit left without answer, by unit and task."""


# ---- what an office sets


def slip_rules(library: "Library") -> dict[SlipKind, SlipRule]:
    """Return the kinds of slips as the office set them (``slip.red.title`` …); what it did not set is as usual."""
    return {kind: _rule(library, usual) for kind, usual in USUAL_RULES.items()}


def _rule(library: "Library", usual: SlipRule) -> SlipRule:
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


def escalation(library: "Library") -> Escalation:
    """Return when a 督办单 rises to the next colour, as the office set it (``slip.after``, ``slip.copy_to``)."""
    usual = Escalation()
    after = setting(library, "slip.after")
    copy_to = setting(library, "slip.copy_to", usual.copy_to)
    return Escalation(int(after) if after.isdecimal() and int(after) else usual.after, copy_to)


# ---- slips


def slips(
    library: "Library",
    kinds: Iterable[SlipKind],
    *,
    today: date,
    plan_id: int | None = None,
    unit: str | None = None,
    task_ids: Iterable[int] | None = None,
    lit: Iterable[LitWork] | None = None,
    others: bool = False,
) -> tuple[Slip, ...]:
    """Return the slips that are due, without numbers: one per kind and unit, in the directory's order.

    ``unit`` (by id or any name), ``plan_id`` and ``task_ids`` narrow what is looked at; by default it is all.
    ``lit``: the works meant with their lights, if they are at hand. ``others``: with all that is open besides, without
    ``causes``, on the first of the kinds.

    Raises:
        UnknownId: no such plan or unit.
    """
    rules, how = slip_rules(library), escalation(library)
    wanted = tuple(kinds)
    unanswered = _unanswered(papers.slip_numbers(library))
    found: defaultdict[tuple[SlipKind, int], list[tuple[SlipTask, Mapping[SlipKind, int]]]] = defaultdict(list)
    known = {each.id: each for each in plans.plans(library)}
    unit_id = units.find_unit(library, unit).id if unit else None
    works = _lit(library, today, plan_id, task_ids) if lit is None else lit
    for each, share, reasons, rule in _triggered(works, [rules[kind] for kind in wanted], unit_id, others=others):
        before = unanswered.get((share.unit_id, each.work.task.id or 0), {})
        rises = rule.kind in COLOURED and set(COLOURED) <= set(wanted) and any(r.why in rule.triggers for r in reasons)
        kind = escalated(rule.kind, before, how) if rises else rule.kind
        found[kind, share.unit_id or 0].append((_item(each, share, reasons, rule, known, today), before))
    maker = _Maker(library, rules, how, today)
    order = {each.id: place for place, each in enumerate(units.units(library))}
    keys = sorted(found, key=lambda key: (order.get(key[1], 0), list(SlipKind).index(key[0])))
    return tuple(maker.slip(kind, unit_id, found[kind, unit_id]) for kind, unit_id in keys)


def due_slips(
    library: "Library",
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
    found = slips(library, kinds, today=today, plan_id=plan_id, unit=unit)
    if not found:
        raise NotAllowed(library=str(library.folder), lacks=("something_due",))
    return found


def write_slips(path: Path, done: Sequence[Slip], progress: Progress = silent) -> None:
    """Write slips as one Word paper, or where ``path`` has no suffix each into a file of that folder.

    Raises:
        NoPermission, DiskFull, TargetInUse: ``path`` cannot be written.
    """
    from gongkai_desk.export import word
    from gongkai_desk.papers import slips as paper

    if path.suffix:
        word.write(paper.slips(done), path, progress)
        return
    refuse_inside_library(path / "催办文书")
    with told_kindly(path):
        path.mkdir(parents=True, exist_ok=True)
    for slip in done:
        word.write(paper.slips([slip]), path / f"{slip_name(slip)}.docx", progress)


def slip_name(slip: Slip) -> str:
    """Return the name of a slip's file, without suffix: 催办〔2026〕5号市教育局."""
    return file_name(f"{slip.number_text or slip.title}{slip.unit}")


def file_name(text: str) -> str:
    """Return a text as a file may be called."""
    return _NOT_IN_NAMES.sub("_", text)


def _triggered(
    works: Iterable[LitWork], rules: Sequence[SlipRule], unit_id: int | None, *, others: bool
) -> Iterator[tuple[LitWork, Share, tuple[Reason, ...], SlipRule]]:
    """Yield each share for which a slip is due, with its causes; shares without a unit have nobody to remind.

    ``others``: what is open without any cause as well, with the first rule and all that its light says.
    """
    for each in works:
        for share, light in each.light.by_unit:
            if share.unit_id is None or unit_id not in (None, share.unit_id):
                continue
            due = [(rule, reasons) for rule in rules if (reasons := causes(rule, light))]
            for rule, reasons in due:
                yield each, share, reasons, rule
            if others and not due and share.state in _OPEN and light.word not in _NOT_ASKED:
                yield each, share, light.reasons, rules[0]


def _lit(
    library: "Library", today: date, plan_id: int | None, task_ids: Iterable[int] | None = None
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
    known: Mapping[int | None, Plan],
    today: date,
) -> SlipTask:
    task = each.work.task
    name = "　".join(filter(None, (_place(task.seq), task.title or task.content[:20])))
    told = "；".join(reason_sentence(reason) for reason in reasons if reason.why not in _NO_CAUSE)
    return SlipTask(
        task.id or 0,
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

    def __init__(self, library: "Library", rules: Mapping[SlipKind, SlipRule], how: Escalation, today: date) -> None:
        self._rules, self._how, self._today = rules, how, today
        self._days = office_workdays(library)
        self._units = {unit.id: unit for unit in units.units(library)}
        names = ("office.name", "slip.contact", "slip.phone", "slip.signer")
        self._office, self._contact, self._phone, self._signer = (setting(library, name) for name in names)

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
            self._office,
            self._contact,
            self._phone,
            self._signer,
            self._how.copy_to if copied else "",
        )


def issue(
    library: "Library",
    drafts: Sequence[Slip],
    *,
    who: str,
    day: date,
    write: Callable[[Sequence[Slip]], object] | None = None,
    means: Means = Means.LETTER,
    remember: Mapping[str, str] | None = None,
) -> tuple[Changes, tuple[Slip, ...]]:
    """Give slips their numbers, enter them into register and log, and return them as one undoable step.

    ``write`` is called with the numbered slips before anything is stored: where it fails, no number is used.
    ``remember``: settings for the next slips (``slip.signer`` …), kept in the same step.
    """
    rules = slip_rules(library)
    with library.step(_issue_name(drafts, rules), who=who, day=day) as step:
        done = tuple(_numbered(library, drafts, rules))
        for slip in done:
            step.made = papers.insert_number(step, slip)
            for task in slip.tasks:
                told = Reminder(slip.day, slip.unit_id, means, task.task_id, task.plan_id, slip_id=step.made)
                papers.insert_reminder(step, told)
        for name, value in (remember or {}).items():
            if setting(library, name) != value:
                set_setting(step, name, value)
        if write:
            write(done)
    return step.changes, done


def numbered(library: "Library", drafts: Sequence[Slip]) -> tuple[Slip, ...]:
    """Return slips with the numbers that ``issue`` would give them now; nothing is stored."""
    return tuple(_numbered(library, drafts, slip_rules(library)))


def _issue_name(drafts: Sequence[Slip], rules: Mapping[SlipKind, SlipRule]) -> str:
    if len(drafts) == 1:
        return f"发{rules[drafts[0].kind].title} {drafts[0].unit}"
    return f"发催办文书 {len(drafts)} 份"


def _numbered(library: "Library", drafts: Iterable[Slip], rules: Mapping[SlipKind, SlipRule]) -> Iterator[Slip]:
    used: dict[tuple[SlipKind, int], int] = {}
    for draft in drafts:
        key = draft.kind, draft.day.year
        used[key] = used[key] + 1 if key in used else papers.next_number(library, *key)
        text = rules[draft.kind].number.replace("{year}", str(key[1])).replace("{number}", str(used[key]))
        yield replace(draft, number=used[key], number_text=text)


def enter_answers(
    library: "Library", slip_ids: Sequence[int], *, answered: date | None, who: str, day: date
) -> Changes:
    """Note that the 回执 of slips came on a day, or with ``None`` that it did not.

    Raises:
        UnknownId: no such slip.
    """
    refuse_unknown(library, "slip", slip_ids, (each.id for each in papers.slip_numbers(library)))
    with library.step(f"登记回执 {len(slip_ids)} 份", who=who, day=day) as step:
        papers.set_answered(step, slip_ids, answered)
    return step.changes


def register(library: "Library", year: int) -> Register:
    """Return the register of a year's numbers, all kinds."""
    names = {task.id or 0: task.title or task.content[:20] for task in plans.tasks(library)}
    return Register(f"{year}年催办文书编号登记簿", tuple(papers.slip_numbers(library, year)), names)


def refuse_unknown(library: "Library", what: str, ids: Iterable[int], known: Iterable[int | None]) -> None:
    """Refuse ids that the library does not have; a mistyped one must not pass as done."""
    there = set(known)
    for number in ids:
        if number not in there:
            raise UnknownId(library=str(library.folder), what=what, id=number)
