"""One task's fields: units by role, deadline, measures, and what is doubtful about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.draft import DOUBT_OF_REMARK, Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import NO_DEADLINE, Deadline, Recurrence, TimeRemark
from gongkai_desk.domain.unit import Roles
from gongkai_desk.parsing.blocks.model import Raw
from gongkai_desk.parsing.grids.columns import ANY_TIME, is_deadline
from gongkai_desk.words.assigning import is_known
from gongkai_desk.words.clauses.stages import timed
from gongkai_desk.words.dates import TimeContext
from gongkai_desk.words.deadlines import inner_deadlines, prose_deadline, read_deadline
from gongkai_desk.words.labels import Label, split_labels
from gongkai_desk.words.lexicon import DIGITS
from gongkai_desk.words.list_remarks import (
    MARKS,
    NO_CONVENTION,
    Convention,
    convention,
    heard,
    is_partly_marked,
    marks_told,
)
from gongkai_desk.words.quantities import lacks_period, quotas, recurrences, time_limits
from gongkai_desk.words.roles import led, split_roles
from gongkai_desk.words.unit_names import is_glued, is_unlikely
from gongkai_desk.words.units import UnitDirectory


@dataclass(frozen=True, slots=True)
class Context:
    """What every task of a part is read against.

    ``said``: how the plan lets its lists of units tell who leads; it holds from the task ``since`` on (…，下同).
    """

    directory: UnitDirectory
    time: TimeContext
    said: Convention = NO_CONVENTION
    since: int = 0


_TIME_LABEL = re.compile(r"^(?:(?:时间|时限|期限)：|(?:此|该|本|这)项?(?:工作|任务|事项))")  # 此项工作持续推进
_LOST = re.compile(  # 县财政局督办期：3月2日 was passed over for what stands behind the name
    r"[省市县区州旗盟][\u4e00-\u9fff]{1,10}?(?:局|委|办|厅|政府|中心|公司|院|队)(?:[\u4e00-\u9fff]{2,6}[：:]|\d)"
)
_DONE = re.compile(r"(?<=.)(?:全部)?(?:完成|落实|实施)$")  # 6月底前完成
_MONTH = re.compile(rf"[0-9{DIGITS}]月")
_OTHERS = re.compile(
    r"由[\u4e00-\u9fff]{2,10}?(?:单位|机构|企业|部门)(?:按[周月季年]|每[周月季年]|定期)"
)  # 由建设单位按月公开


def understand(raw: Raw, index: int, context: Context) -> tuple[Task, list[Doubt]]:
    """Return the task with its fields and the doubts about them; ``index`` is its place in the part."""
    roles = _roles(raw, index, context)
    deadline = _deadline(raw, context.time)
    task = Task(
        content=raw.content,
        seq=raw.seq,
        part=raw.part,
        section=raw.section,
        title=raw.title,
        title_derived=raw.title_derived,
        lead=roles.lead,
        responsible=roles.responsible,
        support=roles.support,
        units_full=dict(roles.full),
        unit_text=raw.unit_text,
        deadline=deadline,
        inner_deadlines=_inner(raw, deadline, context.time),
        recurrences=recurrences_of(raw.content, deadline),
        quotas=quotas(raw.content),
        time_limits=time_limits(raw.content),
        extra=dict(raw.extra),
        source=raw.source,
        position=index,
    )
    return task, [replace(doubt, source=raw.source) for doubt in _doubts(raw, task, roles, index, context)]


# --------------------------------------------------------------------------- units


def _roles(raw: Raw, index: int, context: Context) -> Roles:
    roles = Roles()
    for role, text in raw.clauses:
        own = convention(text)
        told = marks_told(heard(text).units if own else text, own.marks or context.said.marks)
        roles = _with(roles, split_roles(told, context.directory, role))
    order = next((own for _, text in raw.clauses if (own := convention(text)).order), None)
    order = order or (context.said if index >= context.since else NO_CONVENTION)
    return led(roles, "；".join(text for _, text in raw.clauses), order)


def _with(a: Roles, b: Roles) -> Roles:
    """Join the units of two columns."""
    return Roles(
        lead=tuple(dict.fromkeys((*a.lead, *b.lead))),
        responsible=tuple(dict.fromkeys((*a.responsible, *b.responsible))),
        support=tuple(dict.fromkeys((*a.support, *b.support))),
        full={**b.full, **a.full},
        open_ended=tuple(dict.fromkeys((*a.open_ended, *b.open_ended))),
        unnamed=tuple(dict.fromkeys((*a.unnamed, *b.unnamed))),
        left=(*a.left, *b.left),
    )


# --------------------------------------------------------------------------- time


def _deadline_text(raw: Raw) -> str | None:
    """Return the text that sets the deadline: the cell, or a label or date in a clause (…，6月底前完成)."""
    return raw.deadline or deadline_in_clauses([text for role, text in raw.clauses if role is None]) or raw.deadline


def deadline_in_clauses(texts: Sequence[str]) -> str | None:
    """Return the deadline that texts of units name: behind a label, else all stages that stand behind the units."""
    texts = [heard(text).units for text in texts]
    labels = [split_labels(text).get(Label.DEADLINE) for text in texts]
    if label := next(filter(None, labels), None):
        return label
    printed = (_TIME_LABEL.sub("", time) for text in texts for time in timed(text).times)
    times = [time for time in printed if _sets_deadline(time)]
    if times:
        return (
            _DONE.sub("", times[0]) if len(times) == 1 and not re.search("[，；、。]", times[0]) else "，".join(times)
        )
    pieces = [piece for text in texts for piece in re.split("[，；。]", text) if is_deadline(piece)]
    return _DONE.sub("", pieces[-1]) if pieces else None


def _sets_deadline(time: str) -> bool:
    """Tell stages (6月底前出台方案，长期坚持) from what happens at times (每季度更新1次)."""
    return any(is_deadline(piece) or inner_deadlines(piece, ANY_TIME) for piece in re.split("[，；、。]", time))


def _deadline(raw: Raw, time: TimeContext) -> Deadline:
    text = _deadline_text(raw)
    if text is None:
        return prose_deadline(raw.content, time)
    return read_deadline(text, replace(time, above=raw.above)) if text else NO_DEADLINE


def recurrences_of(content: str, deadline: Deadline) -> tuple[Recurrence, ...]:
    """Return the periods that the content states, else the one that the deadline names (每季度末, 每月5日前).

    每年8月 is an event's month, no period.
    """
    return recurrences(content) or (() if _MONTH.search(deadline.text) else recurrences(deadline.text))


def _inner(raw: Raw, deadline: Deadline, time: TimeContext) -> tuple[date, ...]:
    """Return the dates inside the content of a task whose deadline stands elsewhere."""
    if _deadline_text(raw) is None:
        return ()
    return tuple(dict.fromkeys(each.due for each in inner_deadlines(raw.content, time) if each.due))


# --------------------------------------------------------------------------- doubts


def _doubts(raw: Raw, task: Task, roles: Roles, index: int, context: Context) -> list[Doubt]:
    led = roles.lead or roles.responsible  # marks tell who leads among those who help
    own = [each for each in raw.doubts if not ((led and each[0] is DoubtKind.NO_UNIT) or _is_explained(each, context))]
    found = [Doubt(kind, index, name, text) for kind, name, text in own]
    found += [
        Doubt(kind, index, "deadline", task.deadline.text) for kind in _of_deadline(_doubtful(raw, task, context), own)
    ]
    if not (roles.lead or roles.responsible or roles.support):
        found.append(Doubt(DoubtKind.NO_UNIT, index, "responsible", raw.unit_text))
    found += [Doubt(DoubtKind.UNIT_NOT_NAMED, index, _role_of(unit, roles), unit) for unit in roles.unnamed]
    found += [Doubt(DoubtKind.UNIT_OPEN_ENDED, index, _role_of(unit, roles), unit) for unit in roles.open_ended]
    found += [Doubt(DoubtKind.UNIT_UNLIKELY, index, _role_of(unit, roles), unit) for unit in _unlikely(roles, context)]
    found += [Doubt(DoubtKind.UNIT_UNLIKELY, index, "responsible", text) for text in roles.left if _LOST.match(text)]
    found += [Doubt(DoubtKind.TWO_READINGS, index, "lead", text) for text in _unexplained(raw, context)]
    if lacks_period(raw.content):
        found.append(Doubt(DoubtKind.NO_PERIOD, index, "recurrence", "定期"))
    found += [Doubt(DoubtKind.OTHERS_DUTY, index, "recurrence", match[0]) for match in _OTHERS.finditer(raw.content)]
    return found


_BESIDE_OTHERS = (DoubtKind.DEADLINE_TO_CONFIRM, DoubtKind.DEADLINE_SEVERAL, DoubtKind.DEADLINE_OF_ONE_PART)


def _doubtful(raw: Raw, task: Task, context: Context) -> tuple[TimeRemark, ...]:
    """Return the remarks on a deadline but one: that it lacks nothing but the year, where the plan's is unknown.

    That is told once of the whole plan; with its year all deadlines are read anew.
    """
    remarks = task.deadline.remarks
    if context.time.year is not None or TimeRemark.TO_CONFIRM not in remarks:
        return remarks
    dated = _deadline(raw, replace(context.time, year=ANY_TIME.year))
    lacks_year = dated.due is not None and TimeRemark.TO_CONFIRM not in dated.remarks
    return tuple(each for each in remarks if not (lacks_year and each is TimeRemark.TO_CONFIRM))


def _of_deadline(remarks: Sequence[TimeRemark], own: Sequence[tuple[DoubtKind, str, str]]) -> Iterator[DoubtKind]:
    """Yield what is doubtful about a deadline; of what only asks to look at it, one is enough."""
    kinds = dict.fromkeys(DOUBT_OF_REMARK[each] for each in remarks if each in DOUBT_OF_REMARK)
    asked = any(kind in _BESIDE_OTHERS for kind, _, _ in own)
    for kind in sorted(kinds, key=lambda kind: kind in _BESIDE_OTHERS and 1 + _BESIDE_OTHERS.index(kind)):
        if kind in _BESIDE_OTHERS and asked:
            continue
        asked = asked or kind in _BESIDE_OTHERS
        yield kind


def _unlikely(roles: Roles, context: Context) -> Iterator[str]:
    """Yield the names that no directory has and that do not look like a body."""
    for unit in dict.fromkeys((*roles.lead, *roles.responsible, *roles.support)):
        odd = (unit not in roles.full and is_unlikely(unit)) or is_glued(unit)
        if odd and not is_known(unit, context.directory):
            yield unit


def _unexplained(raw: Raw, context: Context) -> Iterator[str]:
    """Yield lists that mark some of their units while nothing says what the mark means."""
    if not context.said.marks:
        texts = (text for _, text in raw.clauses if is_partly_marked(text) and not convention(text).marks)
        yield from (" ".join(text.split()) for text in texts)


def _is_explained(doubt: tuple[DoubtKind, str, str], context: Context) -> bool:
    """Tell a doubt about marked units of which the plan's legend explains every mark."""
    kind, _, text = doubt
    used = set(text) & set(MARKS)
    return kind is DoubtKind.TWO_READINGS and bool(used) and used <= {mark for mark, _ in context.said.marks}


def _role_of(unit: str, roles: Roles) -> str:
    if unit in roles.lead:
        return "lead"
    return "support" if unit in roles.support else "responsible"
