"""Invariants of names: a name names, a section is no title of the paper, and tasks of one list are named alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.plan import Task
from gongkai_desk.parsing.grids.columns import is_deadline, is_units
from gongkai_desk.parsing.invariants.model import Reading, is_body
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.normal import key
from gongkai_desk.words.papers import is_letter_title, is_paper_title, is_plan_title, year_in
from gongkai_desk.words.terms import column_role

_DATE = re.compile(r"[（(]?(?:19|20)?\d{2}年\d{1,2}月(?:\d{1,2}日)?[）)]?")
_WORDS = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_TIME = re.compile("[年月日季底期]")  # quick looks before what costs more
_ENDS = re.compile("[局委办厅部院府心司镇乡街道会科股处室]$")
_COLUMN_WORD = 4  # characters of a header at most that stands where a name should: 问题, 工作任务
_TITLE = 8  # characters above which a section may be a paper's title
_NAME = 4  # characters of a name in a column at least: shorter ones are persons
_MANY = 5  # tasks from which most of them tell a habit
_FEW = 0.2  # share of the tasks that are an exception to it


def named(reading: Reading) -> Iterator[Doubt]:
    """Yield names that name nothing: a column's word, a day, a unit, the same for every task."""
    works = {task.content for task in reading.tasks}
    alike = len(works) > 2 and len({task.title for task in reading.tasks}) == 1
    for index, task in enumerate(reading.tasks):
        title = task.title or ""
        if title and (alike or _names_nothing(title, reading) or title.count("（") != title.count("）")):
            yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "title", title)


def _names_nothing(title: str, reading: Reading) -> bool:
    flat = title.strip("（）() ")
    if not _WORDS.search(title) or (_TIME.search(flat) and (_DATE.fullmatch(title) or is_deadline(flat))):
        return True
    is_header = len(flat) <= _COLUMN_WORD and column_role(flat) is not None
    return is_header or (bool(_ENDS.search(flat)) and is_body(flat, reading.directory))


def under_sections(reading: Reading) -> Iterator[Doubt]:
    """Yield sections that are the title of the paper."""
    sections = {section for task in reading.tasks for section in task.section}
    titles = {section: _is_title(section, reading.title) for section in sections}
    for index, task in enumerate(reading.tasks):
        for section in task.section:
            if titles[section]:
                yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "section", section)


def _is_title(section: str, title: str) -> bool:
    if len(section) <= _TITLE:
        return False
    own = bool(title) and key(section) in key(title)
    dated = is_plan_title(section) and year_in(section) is not None
    return own or dated or is_letter_title(section) or is_paper_title(section)


def section_each(reading: Reading) -> Iterator[Doubt]:
    """Yield sections that are another for each task, none of which has a name: they are the names."""
    sections = [task.section for task in reading.tasks]
    single = len(sections) > 2 and all(len(each) == 1 for each in sections)
    if single and len({*sections}) == len(sections) and not any(task.title for task in reading.tasks):
        for index, each in enumerate(sections):
            yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "section", each[0])
            yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "title", each[0])


def above_number(reading: Reading) -> Iterator[Doubt]:
    """Yield tasks whose number is that of a group of others (1.1 above 1.1.1), and those of the group."""
    numbers = [(task.seq or "").rpartition("/")[2] for task in reading.tasks]
    groups = {number.rpartition(".")[0] for number in numbers} & {*numbers} - {""}
    for index, number in enumerate(numbers):
        if number in groups:
            yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "title", number)
        if number.rpartition(".")[0] in groups:
            yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "section", number)


_HAS: Sequence[tuple[str, Callable[[Task], bool]]] = (
    ("title", lambda task: bool(task.title)),
    ("section", lambda task: bool(task.section)),
)


def like_most(reading: Reading) -> Iterator[Doubt]:
    """Yield the few tasks without a name or a section where nearly all others have one."""
    for name, has in _HAS:
        lacking = [index for index, task in enumerate(reading.tasks) if not has(task)]
        if len(reading.tasks) >= _MANY and len(lacking) <= _FEW * len(reading.tasks):
            for index in lacking:
                yield Doubt(DoubtKind.HEADING_UNLIKELY, index, name, reading.tasks[index].content[: USUAL.subject])


def in_kept_columns(reading: Reading) -> Iterator[Doubt]:
    """Yield the cells of a column that nobody knows where they name each task and nothing else does."""
    if any(task.title for task in reading.tasks):
        return
    for name, cells in reading.kept().items():
        if _are_names(list(cells.values())) and not any(is_units(text, reading.directory) for text in cells.values()):
            for index, text in cells.items():
                yield Doubt(DoubtKind.HEADING_UNLIKELY, index, "title", f"{name}：{text}")


def _are_names(texts: list[str]) -> bool:
    if len(texts) < 2 or len({*texts}) < len(texts) or any(map(is_deadline, texts)):
        return False
    return all(_NAME <= len(text) <= USUAL.title_cell and "。" not in text for text in texts)
