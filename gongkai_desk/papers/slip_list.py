"""Many items of one slip, told short: what they have in common once, alike neighbours in one line.

Nothing of an item is lost: its number and name, its deadline and what it owes stand in its line or in the words above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai_desk.domain.slips import SlipTask
from gongkai_desk.page.measures import text_width

_NUMBERED = re.compile(r"第([^项]+)项\s(.+)", re.DOTALL)  # 第12项　按时发布年报
_PLACE = re.compile("第[^》）]*$")
_DAY_AGAIN = re.compile(r"([^（]+)（(\d+月\d+日)）(.*)")  # 3月底前（3月31日），已延期到…
_MONTH_END = re.compile(r"\d+月底")
_PROGRESS = 24  # characters of a progress in a line
_NUMBERS = 4.2  # ems that numbers have beside each other
_BESIDES = "另有："  # what an item owes besides that which all owe


@dataclass(frozen=True, slots=True)
class Line:
    """One or several neighbours that differ in nothing but their number.

    ``progress`` and ``late`` are empty where the words above the table hold for them.
    """

    source: str
    number: str
    name: str
    deadline: str
    progress: str
    late: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All lines, and what is said above them: how far things are, what is owed; empty where no two agree."""

    lines: tuple[Line, ...]
    progress: str
    late: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the papers that the items stand in, each once."""
        return tuple(dict.fromkeys(line.source for line in self.lines if line.source))


def listing(tasks: Sequence[SlipTask], year: int) -> Listing:
    """Return the items of a slip that was written in ``year``: dates of a line do not say that again."""
    plain = re.compile(rf"{year}年(?=\d+月)")
    progress, moved = _in_common([task.progress for task in tasks])
    late, owed = _owed_in_common([task.late for task in tasks])
    names = _named([task.name for task in tasks])
    lines = [
        Line(_source(task), number, name, _deadline(plain.sub("", task.deadline)), _short(own), plain.sub("", owes))
        for task, (number, name), own, owes in zip(tasks, names, moved, owed, strict=True)
    ]
    lines = sorted(lines, key=lambda line: [each.source for each in lines].index(line.source))
    return Listing(tuple(_merged(lines)), progress, plain.sub("", late))


def _named(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return number and name of each item: the plan's own number where all have one, else their place."""
    found = [_NUMBERED.fullmatch(name) for name in names]
    if all(found):
        return [(match[1], match[2].strip()) for match in found if match]
    return [(str(place), name) for place, name in enumerate(names, start=1)]


def _deadline(text: str) -> str:
    """Return a deadline without the day that its words name already: 3月底前（3月31日） → 3月底前."""
    told = _DAY_AGAIN.fullmatch(text)
    return f"{told[1]}{told[3]}" if told and (told[2] in told[1] or _MONTH_END.match(told[1])) else text


def _source(task: SlipTask) -> str:
    """Return the paper that an item stands in: 《要点》第3项：集中公开 → 《要点》."""
    return _PLACE.sub("", task.basis.partition("：")[0])


def _short(progress: str) -> str:
    """Return what was reported last in about a line of the table; the whole of it stands in the ledger."""
    return progress if len(progress) <= _PROGRESS else progress[: _PROGRESS - 1] + "…"


def _in_common(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return what more than half of the items say, empty if nothing, and what each says otherwise."""
    common, times = Counter(texts).most_common(1)[0]
    if 2 * times <= len(texts):
        return "", list(texts)
    return common, ["" if text == common else text for text in texts]


def _owed_in_common(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return what more than half of the items owe, clause by clause, and what each owes besides or instead of it."""
    each = [text.removesuffix("。").split("；") for text in texts]
    times = Counter(clause for clauses in each for clause in dict.fromkeys(clauses))
    common = [clause for clause, count in times.items() if 2 * count > len(texts)]
    if not common:
        return "", list(texts)
    own = [_besides(clauses, common) for clauses in each]
    return "；".join(common) + "。", own


def _besides(clauses: Sequence[str], common: Sequence[str]) -> str:
    """Return what one item owes besides the common; all that it owes where some of the common is not true of it."""
    if not set(common) <= set(clauses):
        return "；".join(clauses) + "。"
    rest = [clause for clause in clauses if clause not in common]
    return f"{_BESIDES}{'；'.join(rest)}。" if rest else ""


def _merged(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; neighbours that differ in their number only become one."""
    for _, alike in groupby(lines, key=lambda line: (line.source, line.name, line.deadline, line.progress, line.late)):
        one, *others = alike
        numbers = _numbers([one.number, *(other.number for other in others)])
        yield Line(one.source, numbers, one.name, one.deadline, one.progress, one.late)


def _numbers(numbers: Sequence[str]) -> str:
    """Return numbers in short: 3、4 but 14—17; where they are many on several lines, and none is broken."""
    lines = [""]
    for run in _runs(numbers):
        joined = f"{lines[-1]}、{run}" if lines[-1] else run
        if text_width(joined) > _NUMBERS and lines[-1]:
            lines[-1] += "、"
            lines.append(run)
        else:
            lines[-1] = joined
    return "\n".join(lines)


def _runs(numbers: Sequence[str]) -> Iterator[str]:
    """Yield numbers, three and more that follow each other as one: 14—17."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and (runs[-1][-1] + number).isdecimal() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield from run if len(run) < 3 else [f"{run[0]}—{run[-1]}"]
