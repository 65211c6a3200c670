"""Why a document is refused, and whether what reads like tasks is another kind of paper: a contract, a letter.

``likeness`` is the one place that decides it: the reading refuses what is ``OTHER`` and doubts what is ``DOUBTFUL``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from gongkai_desk.parsing.blocks.model import Raw, Table
from gongkai_desk.parsing.checks import names_units
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.reading.document import Document, Grid, Line
from gongkai_desk.words.normal import squash
from gongkai_desk.words.papers import is_other_paper
from gongkai_desk.words.terms import NoPlan

_REASONS = {
    NoPlan.SCORES: "scores",
    NoPlan.RECTIFICATION: "problems",
    NoPlan.INDICATORS: "indicators",
    NoPlan.CATALOGUE: "catalogue",
}
_FIGURE = re.compile(r"(?<![0-9.])[0-9]{1,2}(?![0-9])")
_HEADERS = re.compile(  # names of columns that ran together: 序号项目名称主要内容牵头单位配合单位
    "序号.{0,4}(?:(?:任务|事项|项目|工作|名称|主要|具体|内容|措施|目标|责任|牵头|配合|分管|领导|单位|部门|时限|时间|完成|要求|区|县|市|政府|重点|重大|民生|实事)){4,}"
)
_TORN = 2  # rows of a table of which nothing parts the cells: its header, and all the rest as one
_PARTY = re.compile("[甲乙双]方")
_CALLED = re.compile(  # what a paper that sets tasks calls itself, more widely than its title is looked for
    "要点|方案|计划|规划|意见|措施|办法|安排|清单|台账|任务|分工|行动|通知|工作|决定|规定|细则|纪要|政策|举措|目标|通报"
)


class Likeness(StrEnum):
    """How much a paper in which items were found is like a plan."""

    PLAN = "plan"
    DOUBTFUL = "doubtful"  # nobody is set a task, and its title is of no plan
    OTHER = "other"  # a contract, a letter, a call to a meeting


def likeness(title: str, text: str, raws: Iterable[Raw]) -> Likeness:
    """Tell a plan from other papers by its ``title``, its whole ``text`` and the items found in it.

    Whoever sets a unit or a deadline makes a plan; what the parties of a contract owe each other does not.
    """
    if any(map(_sets_task, raws)):
        return Likeness.PLAN
    if is_other_paper(title, text):
        return Likeness.OTHER
    return Likeness.PLAN if _CALLED.search(title) or not title else Likeness.DOUBTFUL


def _sets_task(raw: Raw) -> bool:
    units = [text for _, text in raw.clauses if text and not _PARTY.search(text)]
    return bool(units or raw.deadline)


def reason_of(document: Document, refused: Sequence[NoPlan], skipped: Sequence[Table]) -> str:
    """Return why no task was found: what its tables are, that they are empty, that lines are lost."""
    if refused:
        return _REASONS.get(refused[0], "no_plan")
    grids = [item for _, item in document.items() if isinstance(item, Grid)]
    if grids and not any(cell and cell.text for grid in grids for row in grid.rows for cell in row):
        return "empty_table"
    if lost := [table for table in skipped if table.lost]:
        return "torn_table" if any(len(table.rows) > _TORN for table in lost) else "lines_lost"
    if any(map(names_units, skipped)):
        return "no_content_column"
    return "lines_lost" if _is_run_together(document) else "no_plan"


def _is_run_together(document: Document) -> bool:
    """Return whether numbers count on through a text, or it names several columns, and nothing parts the items."""
    text = squash("\n".join(item.text for _, item in document.items() if isinstance(item, Line)))
    counted = _counted([int(found[0]) for found in _FIGURE.finditer(text)]) >= USUAL.counted_on
    return counted or bool(_HEADERS.search(text))


def _counted(values: Sequence[int]) -> int:
    """Return how far numbers count on from 1 in the order in which they stand."""
    wanted = 1
    for value in values:
        wanted += value == wanted
    return wanted - 1
