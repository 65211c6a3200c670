"""单位与时限: what the printed names of a part mean, and its deadlines, each once, before anything is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.review import Agreed, NameAnswer, NameDecision, ReportingChoice, Review, Rhythm
from gongkai_desk.domain.time import Deadline
from gongkai_desk.domain.unit import UnitGroup
from gongkai_desk.review.entering import Meant, Outcome, Terms, is_new, placed, resolve
from gongkai_desk.words.normal import key
from gongkai_desk.words.units import UnitDirectory

_NEAR = 3  # units that are proposed for an unknown name

_LIKE = 60  # of 100: less alike is no proposal


class Meaning(StrEnum):
    """How a printed name was understood."""

    EXACT = "exact"  # the unit's full name
    ALIAS = "alias"  # its short or former name
    FULL = "full"  # completed: 商务局 in 市发展改革委、商务局
    NEW = "new"  # not in the office's directory, but usual, or said to be a unit: it is entered
    TEXT = "text"  # said to be no unit
    GROUP = "group"  # a collective name with members
    OPEN = "open"  # 相关单位: nobody by name
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name as printed, what it is stored as, and in how many tasks it stands.

    ``units`` are the full names of the unit or of the group's members, as the directory will have them; ``near`` those
    that an unknown name is like.
    """

    printed: str
    meaning: Meaning
    tasks: tuple[int, ...]
    units: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    decision: NameDecision | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether it is known and named, or a person has said what it is."""
        unsure = self.meaning in (Meaning.UNKNOWN, Meaning.TEXT)
        return self.decision is not None or not (unsure or self.lacks_members)

    @property
    def lacks_members(self) -> bool:
        """Tell whether it is a collective name that stands for nobody yet."""
        return self.meaning is Meaning.GROUP and not self.units


@dataclass(frozen=True, slots=True)
class PrintedDeadline:
    """A deadline with the tasks that have it and what is doubtful about it."""

    deadline: Deadline
    tasks: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_before_issue(self) -> bool:
        """Tell whether it must be settled before the plan is stored: it would be late on the first day."""
        return any(doubt.kind is DoubtKind.DEADLINE_BEFORE_ISSUE for doubt in self.doubts)


def outcome_of(review: Review, own: UnitDirectory) -> Outcome:
    """Return what 存入台账 makes of the names of a review in the office's ``own`` directory."""
    names = [full for _, _, full in _looked_up(review)]
    return resolve(names, placed(own, review.plan), terms_of(review), decisions_of(review))


def terms_of(review: Review) -> Terms:
    """Return on which terms names are entered that a person has looked at."""
    return Terms(on=review.plan.dates.issue, reviewed=True)


def decisions_of(review: Review) -> dict[str, NameDecision]:
    """Return what was decided, by the names under which printed ones are looked up."""
    decided = {decision.printed: decision for decision in review.names}
    return {full: decided[printed] for _, printed, full in _looked_up(review) if printed in decided}


def agreed(review: Review) -> Agreed:
    """Return what a person who has looked at a review agreed to."""
    return Agreed(review.names, cycles_of(review))


def printed_names(review: Review, own: UnitDirectory) -> tuple[PrintedName, ...]:
    """Return every name that the part prints: what must be settled first, then in the order of the tasks."""
    tasks: dict[tuple[str, str], list[int]] = {}
    for index, printed, full in _looked_up(review):
        tasks.setdefault((printed, full), []).append(index)
    decisions = {decision.printed: decision for decision in review.names}
    outcome, usual = outcome_of(review, own), UnitDirectory.usual()
    on = review.plan.dates.issue
    found = []
    for (printed, full), where in tasks.items():
        meant = outcome.meant[full]
        meaning = _meaning(printed, full, meant)
        units = _units(meant, outcome, on)
        near = _near(full, own, usual) if meaning is Meaning.UNKNOWN else _alike(printed, full, own, decisions)
        found.append(PrintedName(printed, meaning, tuple(dict.fromkeys(where)), units, near, decisions.get(printed)))
    order = {Meaning.OPEN: 2, Meaning.GROUP: 3}
    return tuple(sorted(found, key=lambda each: 0 if not each.is_settled else order.get(each.meaning, 4)))


def _alike(printed: str, full: str, own: UnitDirectory, decisions: Mapping[str, NameDecision]) -> tuple[str, ...]:
    """Return the units that share a name, while nobody said which of them is meant."""
    found = () if printed in decisions else own.candidates(full)
    return tuple(unit.name for unit in found) if len(found) > 1 and own.find(full) is None else ()


def _looked_up(review: Review) -> Iterator[tuple[int, str, str]]:
    """Yield the index of a task, a name it prints and the name under which that is looked up."""
    for index, task in enumerate(with_names(review).shown.tasks):
        for name in dict.fromkeys((*task.lead, *task.responsible, *task.support)):
            yield index, name, task.units_full.get(name, name)


def _meaning(printed: str, full: str, meant: Meant) -> Meaning:
    if meant is None:
        return Meaning.TEXT
    if isinstance(meant, UnitGroup):
        return Meaning.GROUP if meant.closed else Meaning.OPEN
    if is_new(meant):
        return Meaning.UNKNOWN if meant.proposed else Meaning.NEW
    if full != printed:
        return Meaning.FULL
    return Meaning.EXACT if key(meant.name) == key(printed) else Meaning.ALIAS


def _units(meant: Meant, outcome: Outcome, on: date | None) -> tuple[str, ...]:
    if isinstance(meant, UnitGroup):
        return tuple(unit.name for unit in outcome.directory.expand(meant, on))
    return (meant.name,) if meant is not None else ()


def _near(name: str, *directories: UnitDirectory) -> tuple[str, ...]:
    """Return the units whose names are most like this one."""
    from rapidfuzz import fuzz, process

    units = [unit for directory in directories for unit in directory.units]
    names = {other: unit.name for unit in reversed(units) for other in (unit.name, unit.short) if other}
    found = process.extract(name, names.keys(), scorer=fuzz.ratio, limit=2 * _NEAR, score_cutoff=_LIKE)
    return tuple(dict.fromkeys(names[match[0]] for match in found))[:_NEAR]


def name_it(review: Review, decision: NameDecision) -> Review:
    """Remember what a person decided about a printed name."""
    others = tuple(each for each in review.names if each.printed != decision.printed)
    return replace(review, names=(*others, decision))


def printed_deadlines(review: Review) -> tuple[PrintedDeadline, ...]:
    """Return every deadline once, those that must be settled first, then the other doubtful ones."""
    tasks: dict[Deadline, list[int]] = {}
    for index, task in enumerate(review.shown.tasks):
        tasks.setdefault(task.deadline, []).append(index)
    about: dict[int, list[Doubt]] = {}
    for doubt in review.doubts:
        if doubt.field == "deadline" and doubt.task is not None:
            about.setdefault(doubt.task, []).append(doubt)
    found = [
        PrintedDeadline(deadline, tuple(where), tuple(doubt for i in where for doubt in about.get(i, ())))
        for deadline, where in tasks.items()
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_before_issue, not each.doubts)))


def unsettled(review: Review) -> tuple[Doubt, ...]:
    """Return the doubts that must be answered before 存入台账: deadlines before the issue."""
    return tuple(doubt for doubt in review.shown.doubts if doubt.kind is DoubtKind.DEADLINE_BEFORE_ISSUE)


def with_names(review: Review) -> Review:
    """Return the review with the names that a person said mean a known unit pointing to that unit."""
    meant = {d.printed: d.unit for d in review.names if d.answer is NameAnswer.EXISTING}
    if not meant:
        return review
    tasks = []
    for task in review.shown.tasks:
        names = {n: meant[n] for n in (*task.lead, *task.responsible, *task.support) if n in meant}
        tasks.append(replace(task, units_full={**task.units_full, **names}) if names else task)
    parts = list(review.draft.parts)
    parts[review.part] = replace(review.shown, tasks=tuple(tasks))
    return replace(review, draft=replace(review.draft, parts=tuple(parts)))


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


Cycle = tuple[str, str]
"""A 填报周期 as it is stored: its words, and its day."""


def cycle_beside(task: Task, others: Iterable[tuple[Task, Cycle]]) -> Cycle:
    """Return the 填报周期 of a task that is made by hand: what the office answered for its like among ``others``.

    Without any like it, what was answered most; without any others the preset, half-yearly, quarterly where it asks.
    """
    group = _group(task, asked=bool(demand(task.content)))
    answers = [(_group(other, asked=bool(demand(other.content))), cycle) for other, cycle in others]
    alike = Counter(cycle for name, cycle in answers if name == group)
    if group == ASKED and not alike:
        return CYCLES[Rhythm.QUARTER], ""
    common = (alike or Counter(cycle for _, cycle in answers)).most_common(1)
    return common[0][0] if common else (CYCLES[Rhythm.HALF], "")


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
