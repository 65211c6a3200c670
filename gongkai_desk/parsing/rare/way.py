"""The way through the cells of a table of which rows are lost, that fits its columns best.

Each cell goes on with the one before, fills a later column of the same row, or begins a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from gongkai_desk.parsing.grids.columns import UNIT_ROLES, is_deadline, is_seq, is_units
from gongkai_desk.parsing.prose.tree import number_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import ENDED
from gongkai_desk.words.numbering import NumberStyle
from gongkai_desk.words.terms import ColumnRole
from gongkai_desk.words.unit_names import is_unit_like, split_units
from gongkai_desk.words.units import UnitDirectory

_SECTIONS = frozenset({NumberStyle.CHAPTER, NumberStyle.CHINESE, NumberStyle.CHINESE_BRACKET})
_DATED = re.compile(r"(?:20\d\d年)?(?:\d{1,2}月|[一二三四]季度|[上下]半年|年[底内中]|全年|长期|每[年季月])")
_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_OWN_KIND = frozenset({ColumnRole.SEQ, ColumnRole.SECTION, ColumnRole.DEADLINE, ColumnRole.REMARK, *_WORK, *UNIT_ROLES})
_PERSONS = frozenset({ColumnRole.LEADER, ColumnRole.CONTACT})
_REPORT = re.compile(  # how what was reported begins: 目前已有10家…, 1-2月，投资增长…, 正在招标
    r"(?:截[至止].{1,12}?[，,])?(?:已|均已|现已|目前|当前|现有|正在|正按|累计|今年以来|年初以来|暂未|尚未|未启动|未开展|推进中|基本完成"
    r"|[从据]?\d{1,2}[-—–~～至]\d{1,2}月|[一二三四]季度|上半年|前[一二三]季度|\d{1,2}月\d{1,2}日.{0,4}已)|截[至止]"
)
SECTION = -1
"""The column of a heading between rows."""
AFTER = -2
"""The column of what stands behind the table."""
_NEVER = float("-inf")

# how well a cell fits, in points that only compare
_SKIPPED = {ColumnRole.CONTENT: -6.0, ColumnRole.SEQ: -2.5, ColumnRole.TITLE: -1.5, ColumnRole.DEADLINE: -0.5}
_BROKEN = -2.5
_GOOD = 1.0  # points of a cell on average from which the rows are believed


def is_told(role: ColumnRole | None) -> bool:
    """Tell a column that may hold sentences beside the work: what was reported, goals, one that nobody knows."""
    return role not in _OWN_KIND and role not in _PERSONS


def reads_as_report(text: str) -> bool:
    """Tell what was reported of a task from what is to be done."""
    return bool(_REPORT.match(text))


def _ends_are_told(texts: Sequence[str]) -> bool:
    """Tell cells that end with a stop where they are sentences, so that a long line without one goes on."""
    long = [text for text in texts if len(text) > USUAL.broken_line and re.search("[，。；]", text)]
    return sum(text[-1] in ENDED for text in long) >= USUAL.guess_share * len(long)


def is_heading(text: str) -> bool:
    """Tell a heading between rows: 一、屋面和管网."""
    number = number_of(text) if 0 < len(text) <= USUAL.section_heading and text[-1] not in ENDED else None
    return number is not None and number.style in _SECTIONS and bool(number.rest)


@dataclass
class Way:
    """The best way to lay cells into the columns; ``exact`` where each is one cell, blank ones among them."""

    printed: tuple[ColumnRole | None, ...]
    directory: UnitDirectory
    exact: bool
    _fits: dict[tuple[str, ColumnRole | None], float] = field(default_factory=dict)

    @cached_property
    def roles(self) -> tuple[ColumnRole | None, ...]:
        """Return what the columns hold; a second one of a kind is as any other."""
        single = (ColumnRole.SEQ, *_WORK, ColumnRole.DEADLINE)
        return tuple(
            None if role in single and role in self.printed[:n] else role for n, role in enumerate(self.printed)
        )

    @cached_property
    def _skips(self) -> tuple[float, ...]:
        return tuple(_SKIPPED.get(role, -1.0 if role in UNIT_ROLES else -0.2) if role else -0.2 for role in self.roles)

    @cached_property
    def _has_reports(self) -> bool:
        return bool({ColumnRole.PROGRESS, ColumnRole.STATE} & {*self.roles})

    def through(self, texts: Sequence[str]) -> list[int] | None:
        """Return the column of each cell, ``None`` where none of the ways is good."""
        if not texts:
            return None
        best, steps = self._start(texts[0]), []
        stopped = _ends_are_told(texts)
        for before, text in pairwise(texts):
            broken = stopped and len(before) > USUAL.broken_line and before[-1] not in ENDED
            best, chosen = self._step(best, text, _BROKEN if broken else 0.0)
            steps.append(chosen)
        ends = {column: score + self._rest(column) for column, score in best.items()}
        last = max(ends, key=lambda column: ends[column])
        way = [last]
        for chosen in reversed(steps):
            way.append(chosen[way[-1]])
        way.reverse()
        return way if self._is_good(texts, way) else None

    def _start(self, text: str) -> dict[int, float]:
        found = {n: self._skipped(0, n) + self._fit(text, n) for n in range(len(self.roles))}
        return {**(found if not self.exact else {0: found[0]}), SECTION: self._heading(text)}

    def _step(self, before: dict[int, float], text: str, broken: float) -> tuple[dict[int, float], dict[int, int]]:
        """Return the best score with this cell in each column, and the column of the cell before it there.

        ``broken``: what it costs to begin a column of sentences in the middle of one.
        """
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        for column in (*range(len(self.roles)), SECTION, AFTER):
            own = self._own(text, column)
            score, source = max((score + self._move(last, column), last) for last, score in before.items())
            goes_on = before.get(column, _NEVER) + self._more(text, column)
            score += broken if column >= 0 and is_told(self.roles[column]) else 0.0
            if goes_on > score + own:
                best[column], came[column] = goes_on, column
            elif score + own > _NEVER:
                best[column], came[column] = score + own, source
        return best, came

    def _own(self, text: str, column: int) -> float:
        if column == AFTER:
            return 0.0
        return self._heading(text) if column == SECTION else self._fit(text, column)

    def _move(self, last: int, column: int) -> float:
        """Return what it costs to go from one cell to the next: columns skipped, or the rest of a row and a new one."""
        width = len(self.roles)
        if last == AFTER:
            return 0.0 if column == AFTER else _NEVER
        if column in (SECTION, AFTER):
            return self._rest(last) if not self.exact or last in (width - 1, SECTION) else _NEVER
        if last == SECTION:
            return self._skipped(0, column) if not self.exact or column == 0 else _NEVER
        if column == last:  # it goes on
            return _NEVER
        if self.exact:
            return 0.0 if column == (last + 1) % width else _NEVER
        return self._skipped(last + 1, column) if column > last else self._rest(last) + self._skipped(0, column)

    def _rest(self, column: int) -> float:
        return 0.0 if column < 0 else self._skipped(column + 1, len(self.roles))

    def _skipped(self, first: int, end: int) -> float:
        return 0.0 if self.exact else sum(self._skips[first:end])

    def _more(self, text: str, column: int) -> float:
        """Return what it is worth to take a line for the rest of the cell in a column."""
        if self.exact or column < 0:
            return _NEVER
        role = self.roles[column]
        if role in UNIT_ROLES:
            return self._fit(text, column) - (0.1 if role is ColumnRole.LEAD else 0.0)  # one leads, several support
        if role is ColumnRole.CONTENT:
            return self._fit(text, column) - 1.0
        if is_told(role) and self._fit(text, column) > 1.0:
            return -0.3
        return -2.0 if role in (ColumnRole.SEQ, ColumnRole.DEADLINE) else -1.0

    def _heading(self, text: str) -> float:
        return 2.5 if is_heading(text) else _NEVER

    def _fit(self, text: str, column: int) -> float:
        key = (text, self.roles[column])
        if key not in self._fits:
            self._fits[key] = self._fit_of(*key)
        return self._fits[key]

    def _fit_of(self, text: str, role: ColumnRole | None) -> float:
        if not text:
            return 0.0
        if role is ColumnRole.SEQ:
            return 3.0 if is_seq(text) else -6.0
        if role is ColumnRole.DEADLINE:
            return 2.0 if is_deadline(text) else 1.0 if _DATED.match(text) and len(text) <= USUAL.name_cell else -3.0
        if role in UNIT_ROLES:
            return self._unit(text)
        odd = is_seq(text) or is_deadline(text) or self._unit(text) > 1.0
        if role is ColumnRole.CONTENT and self._has_reports and reads_as_report(text):
            return 0.3
        if role is ColumnRole.CONTENT:
            return -3.0 if odd else 2.0 if len(text) >= USUAL.guess_content or text[-1] in ENDED else 0.5
        if role is ColumnRole.TITLE:
            return -3.0 if odd else 1.0 if len(text) <= USUAL.title_cell and text[-1] not in ENDED else 0.0
        return -0.5 if odd else self._sentence(text, role)

    def _sentence(self, text: str, role: ColumnRole | None) -> float:
        """Return how well a text fits a column of free words: a sentence fits one that holds sentences."""
        if role in (ColumnRole.PROGRESS, ColumnRole.STATE) and reads_as_report(text):
            return 1.8
        return 1.3 if is_told(role) and (text[-1] in ENDED or len(text) > USUAL.name_cell) else 0.3

    def _unit(self, text: str) -> float:
        if is_units(text, self.directory):
            return 2.0
        names = split_units(text)
        if len(names) > 1 and 2 * sum(is_units(name, self.directory) for name in names) >= len(names):
            return 1.5  # a list that wraps within a name
        return 1.0 if text[-1] not in ENDED and all(map(is_unit_like, names)) else -3.0

    def _is_good(self, texts: Sequence[str], way: Sequence[int]) -> bool:
        """Believe rows whose cells fit their columns and of which each states work that is a sentence or long."""
        content = self.roles.index(ColumnRole.CONTENT)
        work = [text for text, column in zip(texts, way, strict=True) if column == content and text]
        kept = [(text, column) for text, column in zip(texts, way, strict=True) if column >= 0 and text]
        ended = sum(text[-1] in ENDED for text in work)
        if not work or (sum(map(len, work)) < USUAL.guess_content * len(work) and 2 * ended < len(work)):
            return False
        score = sum(self._fit(text, column) for text, column in kept) / len(kept)
        begun = 1 + sum(0 <= later <= one and later != one for one, later in pairwise(way))
        return score >= _GOOD and len(work) >= USUAL.guess_share * begun
