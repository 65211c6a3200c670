"""The least that the plain libraries need to write the same cells: floors for ``bench.py``."""

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.plan import Plan, Task
from gongkai_desk.domain.time import Deadline

PER_NAME = 4  # rows under one merged 任务名称


def paper(rows: int) -> BreakdownPaper:
    """Return a five-column breakdown of ``rows`` tasks, four under each name."""
    tasks = tuple(
        Task(
            seq=str(i + 1),
            title=f"推进重点领域信息公开之{i // PER_NAME + 1}",
            content=f"围绕第{i + 1}项重点工作公开实施方案、工作进展和完成情况，主动接受社会监督，积极回应社会关切",
            responsible=("各区政府", "市政府各部门"),
            unit_text="各区政府、市政府各部门",
            deadline=Deadline("11月底前"),
        )
        for i in range(rows)
    )
    return BreakdownPaper(Plan(title="云州市2026年政务公开工作要点", year=2026), tasks)


def cells(task: Task) -> tuple[str, ...]:
    return task.seq or "", task.title or "", task.content, task.unit_text, task.deadline.text


def plain_docx(path: Path, tasks: Sequence[Task]) -> None:
    from docx import Document

    document = Document()
    table = document.add_table(rows=len(tasks), cols=5)
    for row, task in zip(table.rows, tasks, strict=True):
        for cell, text in zip(row.cells, cells(task), strict=True):
            cell.text = text
    document.save(str(path))


def plain_xlsx(path: Path, tasks: Sequence[Task]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for task in tasks:
        book.active.append(cells(task))
    book.save(path)
