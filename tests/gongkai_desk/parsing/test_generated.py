"""Random tasks, printed in each layout and format, are read back equal.

``GENERATED_EXAMPLES=2000`` looks longer; what it finds becomes a test of its own below.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.read import read_document, read_text
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays
from tests import renderers as paper
from tests.renderers import BREAKDOWN, PLANS, PREFACE, Due, Wanted

EXAMPLES = int(os.environ.get("GENERATED_EXAMPLES", "0"))
TEXTS: dict[str, Callable[[Sequence[Wanted]], str]] = {
    "five columns, tabs": lambda plan: paper.tsv(BREAKDOWN, paper.five_columns(plan)),
    "matters with merges, tabs": lambda plan: paper.tsv(BREAKDOWN, paper.matters(plan)),
    "roles in other order, tabs": lambda plan: paper.tsv(BREAKDOWN, paper.role_columns(plan)),
    "five columns, pipes": lambda plan: paper.pipes(BREAKDOWN, paper.five_columns(plan)),
    "roles in other order, pipes": lambda plan: paper.pipes(BREAKDOWN, paper.role_columns(plan)),
    "five columns, a cell a line": lambda plan: paper.cell_per_line(BREAKDOWN, paper.five_columns(plan)),
    "five columns, tabs, another line end": lambda plan: paper.tsv(BREAKDOWN, paper.five_columns(plan)).replace(
        "\n", "\r\n"
    ),
    "prose on one line": lambda plan: " ".join(paper.prose(plan, "labels").split("\n")) + "\n",
    "prose wrapped by hand": lambda plan: paper.wrapped(paper.prose(plan, "labels", PREFACE)),
    "prose with labels": lambda plan: paper.prose(plan, "labels"),
    "prose with label lines": paper.label_lines,
}
WRITERS: dict[str, Callable[[Path, str, Sequence[Sequence[str]]], object]] = {
    "sheet.xlsx": paper.write_sheet,
    "table.docx": paper.write_word,
    "page.html": lambda path, title, rows: path.write_text(paper.html(title, rows), encoding="utf-8"),
}
ROWS = {"five": paper.five_columns, "matters": paper.matters, "roles": paper.role_columns}


def often(usual: int) -> settings:
    """Return settings for ``usual`` examples, the same each time, or for as many others as the environment asks for."""
    skipped = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    count = EXAMPLES or usual
    return settings(max_examples=count, derandomize=not EXAMPLES, deadline=None, suppress_health_check=skipped)


def tasks_of(document: Document) -> tuple[Task, ...]:
    (part,) = parse(document, UnitDirectory.usual(), Workdays.usual()).parts
    return part.tasks


def said(task: Task) -> tuple[Any, ...]:
    """Return what is compared of a task that was read."""
    due = task.deadline
    content = "".join(task.content.split()).rstrip("。")  # where a paragraph ends inside an item is no part of it
    return (task.title, content, task.lead, task.responsible, task.support, due.text, due.kind, due.due)


def wanted(task: Wanted, *, dated: bool = True) -> tuple[Any, ...]:
    """Return the same of a task that was printed; prose that names no deadline has none."""
    due = (task.due.text, task.due.kind, task.due.day) if dated else ("", None, None)
    return (task.title, task.content.rstrip("。"), task.lead, task.responsible, task.support, *due)


@pytest.mark.parametrize("layout", TEXTS)
@often(20)
@given(plan=PLANS)
def test_text_is_read_back(layout: str, plan: list[Wanted]) -> None:
    read = tasks_of(read_text(TEXTS[layout](plan)))
    assert [said(task) for task in read] == [wanted(task) for task in plan]


@pytest.mark.parametrize("layout", [name for name in TEXTS if "prose" in name or "matters" in name])
@often(20)
@given(plan=PLANS)
def test_sections_are_read_back(layout: str, plan: list[Wanted]) -> None:
    read = tasks_of(read_text(TEXTS[layout](plan)))
    assert [task.section for task in read] == [(task.section,) for task in plan]


@often(20)
@given(plan=PLANS)
def test_numbers_are_read_back(plan: list[Wanted]) -> None:
    read = tasks_of(read_text(TEXTS["five columns, tabs"](plan)))
    assert [task.seq for task in read] == [str(n) for n in range(1, len(plan) + 1)]


@often(20)
@given(plan=PLANS)
def test_prose_with_brackets_is_read_back(plan: list[Wanted]) -> None:
    read = tasks_of(read_text(paper.prose(plan, "brackets")))
    assert [said(task) for task in read] == [wanted(task, dated=False) for task in plan]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("rows", ROWS)
@often(4)
@given(plan=PLANS)
def test_file_is_read_back(name: str, rows: str, plan: list[Wanted], tmp_path: Path) -> None:
    path = tmp_path / name
    WRITERS[name](path, BREAKDOWN, ROWS[rows](plan))
    assert [said(task) for task in tasks_of(read_document(path))] == [wanted(task) for task in plan]


# ------------------------------------------------------------------ what the longer runs found
def one(**fields: Any) -> Wanted:
    """Return a small task; ``fields`` override."""
    due = Due("1月底前", DeadlineKind.MONTH_END, date(2026, 1, 31))
    usual = Wanted("推进信息公开", "及时公布依据、条件和结果。", (), ("市政府办公室",), (), due, "一、抓好公开")
    return replace(usual, **fields)


@pytest.mark.parametrize("unit", ["国网云州供电公司", "云州海关", "高新区管委会"])
def test_a_cell_of_an_unknown_unit_stands_alone(unit: str) -> None:
    plan = [one(responsible=("市司法局", unit))]
    text = paper.cell_per_line(BREAKDOWN, paper.five_columns(plan))
    assert [said(task) for task in tasks_of(read_text(text))] == [wanted(task) for task in plan]


def test_a_line_that_enumerates_is_the_content_of_the_heading_above() -> None:
    plan = [one(content="一是公布名录，二是明确牵头部门，三是落实到人。")]
    assert [said(task) for task in tasks_of(read_text(paper.label_lines(plan)))] == [wanted(task) for task in plan]
