"""How often units report on the tasks of a plan: asked once before it is stored (DOMAIN §0.5), by groups of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import ReportingChoice, Review, Rhythm
from gongkai_desk.domain.unit import UnitGroup
from gongkai_desk.review.entering import Outcome

CYCLES: Mapping[Rhythm, str] = {Rhythm.QUARTER: "每季度", Rhythm.HALF: "每半年", Rhythm.DEADLINE: "不填报"}
"""The 填报周期 that is stored for a rhythm, as ``rules.light.cycles`` reads it."""

DATED, LASTING, ASKED = "dated", "lasting", "asked"
"""Groups of tasks: with a deadline; for the whole year or longer; of which the text itself asks for reports."""

_TIMES = {Rhythm.QUARTER: 4, Rhythm.HALF: 2, Rhythm.DEADLINE: 0}
_SENTENCE = re.compile(r"[^。；;\n]+")
# 各单位每季度末报送工作进展情况; 按季度向市政府办公室书面报告落实情况
_EACH_QUARTER = re.compile(r"每(?:个)?季度?|按季度?|季度(?:末|前|报)")
_REPORTS = re.compile(r"报送|上报|填报|报告|反馈|报(?:市|区|县|省)")
_OF_PROGRESS = re.compile(r"进展|落实情况|完成情况|推进情况|办理情况|台账|工作总结")
_TO_THE_PUBLIC = re.compile(r"公开|公布|公示|发布|政府工作报告")


@dataclass(frozen=True, slots=True)
class ReportingGroup:
    """Tasks (by place) that are asked about together; ``sentence``: where the plan itself asks for the preset."""

    name: str
    tasks: tuple[int, ...]
    rhythm: Rhythm
    sentence: str = ""


def demand(text: str) -> str:
    """Return the sentence by which a text asks units to report their progress each quarter; empty: it does not."""
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        asks = _EACH_QUARTER.search(sentence) and _REPORTS.search(sentence) and _OF_PROGRESS.search(sentence)
        if asks and not _TO_THE_PUBLIC.search(sentence):
            return sentence
    return ""


def reporting_groups(review: Review) -> tuple[ReportingGroup, ...]:
    """Return the groups with what was chosen, or the preset: half-yearly, quarterly where it is asked for."""
    chosen = {choice.group: choice.rhythm for choice in review.reporting}
    places: dict[str, list[int]] = {}
    own: dict[int, str] = {}
    for place, task in enumerate(review.shown.tasks):
        if sentence := demand(task.content):
            own[place] = sentence
        places.setdefault(_group(task, asked=place in own), []).append(place)
    of_plan = demand(_outside(review))
    found = []
    for name in (ASKED, DATED, LASTING):
        if name in places:
            sentence = own[places[name][0]] if name == ASKED else of_plan
            preset = Rhythm.QUARTER if sentence else Rhythm.HALF
            found.append(ReportingGroup(name, tuple(places[name]), chosen.get(name, preset), sentence))
    return tuple(found)


def _group(task: Task, *, asked: bool) -> str:
    return ASKED if asked else DATED if task.deadline.due is not None else LASTING


def _outside(review: Review) -> str:
    """Return the text without the tasks' own."""
    text = review.draft.text
    for task in review.shown.tasks:
        text = text.replace(task.content, "") if task.content else text
    return text


def choose_rhythm(review: Review, group: str, rhythm: Rhythm) -> Review:
    """Remember how often the tasks of a group are reported on."""
    others = tuple(each for each in review.reporting if each.group != group)
    return replace(review, reporting=(*others, ReportingChoice(group, rhythm)))


def cycles_of(review: Review, rhythm: Rhythm | None = None) -> dict[int, str]:
    """Return the 填报周期 to store for each task, by its place; ``rhythm``: the same for all."""
    return {place: CYCLES[rhythm or group.rhythm] for group in reporting_groups(review) for place in group.tasks}


def reports_a_year(review: Review, outcome: Outcome) -> int:
    """Return how many reports units then owe in a year, supporting units left out."""
    units = [len(set(_charged(task, review, outcome))) for task in review.shown.tasks]
    return sum(_TIMES[group.rhythm] * units[place] for group in reporting_groups(review) for place in group.tasks)


def _charged(task: Task, review: Review, outcome: Outcome) -> Iterator[str]:
    for name in (*task.lead, *task.responsible):
        meant = outcome.meant.get(task.units_full.get(name, name))
        if isinstance(meant, UnitGroup):
            yield from (unit.name for unit in outcome.directory.expand(meant, review.plan.dates.issue))
        elif meant is not None:
            yield meant.name
