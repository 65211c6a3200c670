"""Which slip a unit gets: kinds with their names, triggers and escalation, as an office may set them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai_desk.domain.light import Why
from gongkai_desk.domain.slips import (
    COLOURED,
    SlipKind,
)
from gongkai_desk.domain.state import RUNNING
from gongkai_desk.rules.light.lights import Light, Reason, TaskLight
from gongkai_desk.rules.light.shares import Share


@dataclass(frozen=True, slots=True)
class SlipRule:
    """A kind of slip. ``triggers``: causes for which it is sent; ``answer_days``: working days for the answer (反馈).

    ``number`` is the form of its number, with ``{year}`` and ``{number}``.
    """

    kind: SlipKind
    title: str
    triggers: frozenset[Why]
    number: str
    demand: str
    answer_days: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """After ``after`` slips of a colour without answer the next is a colour up; a red one is copied to ``copy_to``."""

    after: int = 2
    copy_to: str = "分管负责同志"


_NEAR = frozenset({Why.DUE_SOON, Why.REPORT_SOON})

_BEHIND = frozenset({Why.REPORT_IN_GRACE, Why.RETURNED})

_LATE = frozenset({Why.OVERDUE, Why.REPORT_MISSING, Why.RECTIFY_OVERDUE})

_PROMPT = "请对照时限抓紧推进，按期报送进展情况和佐证材料；已完成的，及时申请销号。"

_REPORT = "请说明滞后原因，明确完成时间，于反馈时限前报送办理情况和佐证材料。"

_AT_ONCE = (
    "请立即办理，于反馈时限前书面报送办理情况、滞后原因和完成时间，由负责人签字并加盖公章；确需延期的，按程序报批。"
)

USUAL_RULES: Mapping[SlipKind, SlipRule] = {
    rule.kind: rule
    for rule in (
        SlipRule(SlipKind.HINT, "政务公开工作提示单", _NEAR, "提示〔{year}〕{number}号", _PROMPT, 5),
        SlipRule(SlipKind.CHASE, "政务公开工作催办单", _BEHIND | _LATE, "催办〔{year}〕{number}号", _AT_ONCE, 3),
        SlipRule(SlipKind.BLUE, "政务公开工作督办单（蓝色）", _NEAR, "蓝督〔{year}〕{number}号", _PROMPT, 5),
        SlipRule(SlipKind.YELLOW, "政务公开工作督办单（黄色）", _BEHIND, "黄督〔{year}〕{number}号", _REPORT, 3),
        SlipRule(SlipKind.RED, "政务公开工作督办单（红色）", _LATE, "红督〔{year}〕{number}号", _AT_ONCE, 2),
    )
}


def causes(rule: SlipRule, light: Light) -> tuple[Reason, ...]:
    """Return the causes of a light for which this slip is sent."""
    return tuple(reason for reason in light.reasons if reason.why in rule.triggers)


def escalated(kind: SlipKind, unanswered: Mapping[SlipKind, int], how: Escalation) -> SlipKind:
    """Return the colour of the next slip on a task, given how many of each colour its unit left without answer."""
    place = COLOURED.index(kind)
    while place < len(COLOURED) - 1 and unanswered.get(COLOURED[place], 0) >= how.after:
        place += 1
    return COLOURED[place]


def is_copied(kinds: Iterable[Mapping[SlipKind, int]], how: Escalation) -> bool:
    """Tell whether a red slip goes to those above as well: one of its tasks had enough red ones without answer."""
    return any(counts.get(SlipKind.RED, 0) >= how.after for counts in kinds)


_NOT_ASKED = frozenset({Why.NOT_BEGUN, Why.LAST_YEAR})


def triggered(
    light: TaskLight, rules: Sequence[SlipRule], unit_id: int | None = None, *, others: bool = False
) -> Iterator[tuple[Share, tuple[Reason, ...], SlipRule]]:
    """Yield each share of a task for which a slip is due, with its causes; one without a unit has nobody to remind.

    ``others``: what is open without any cause as well, with the first rule and all that its light says.
    """
    for share, each in light.by_unit:
        if share.unit_id is None or unit_id not in (None, share.unit_id):
            continue
        due = [(rule, reasons) for rule in rules if (reasons := causes(rule, each))]
        for rule, reasons in due:
            yield share, reasons, rule
        if others and not due and share.state in RUNNING and each.word not in _NOT_ASKED:
            yield share, each.reasons, rules[0]
