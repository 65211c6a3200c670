"""Random plans and the papers that offices would make of them: each renderer prints the same tasks in another layout.

A ``Wanted`` is what a right reading yields; a renderer returns the text, or writes the file, that states it.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import groupby
from pathlib import Path

from docx import Document
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.time import DeadlineKind
from gongkai_desk.paths import resource

YEAR = 2026
TITLE = "云州市2026年政务公开工作要点"
BREAKDOWN = TITLE + "任务分解表"
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as printed, and what it means."""

    text: str
    kind: DeadlineKind
    day: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One task as it should be read back."""

    title: str
    content: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    support: tuple[str, ...]
    due: Due
    section: str = ""


# ------------------------------------------------------------------ random tasks
SUBJECTS = (
    "财政预决算", "行政许可", "义务教育招生", "国有企业运营", "重大建设项目", "“双随机、一公开”监管",
    "公共企事业单位", "12345热线", "社会救助", "空气质量", "政策文件库", "PPP项目", "规范性文件", "人才引进",
    "新能源汽车推广", "“十五五”规划", "责任单位清单", "办理时限", "民生实事（十件）", "5G基站建设",
)  # fmt: skip
ACTS = (
    "推进{}信息公开",
    "规范{}公开",
    "做好{}政策解读",
    "完善{}目录",
    "加强{}管理和服务",
    "以{}为重点优化服务",
)
WORKS = (
    "及时公布{}的依据、条件和结果",
    "在门户网站集中展示{}信息（涉密除外）",
    "按照《{}公开办法》（云政办发〔2025〕3号）组织实施",
    "健全{}工作机制，明确职责分工",
    "运用图表、短视频等形式解读{}",
    "听取企业和群众对{}的意见建议，并反馈采纳情况",
    "编制{}清单（含办理流程）；同步更新办事指南",
    "《{}年度报告》由起草部门负责审核，其他部门配合做好信息报送",
    "一是公布{}名录，二是明确牵头部门和责任单位，三是落实到人",
    "2025年以来形成的{}信息一并公开（含各区政府信息）",
    "把{}纳入考核，做到应公开尽公开：包括标准、程序和结果",
)
UNITS = (
    "市政府办公室", "市发展改革委", "市教育局", "市公安局", "市民政局", "市司法局", "市财政局", "市市场监管局",
    "市医保局", "市人力资源和社会保障局", "市住房城乡建设局", "市政务服务局", "市国资委", "市委网信办", "市委编办",
    "团市委", "市总工会", "各区县（市）政府", "市政府各部门", "各县（市、区）政府", "各区政府", "市税务局",
    "国网云州供电公司", "云州海关", "市属国有企业", "市政府有关部门", "高新区管委会", "市、区行政复议主管部门",
)  # fmt: skip


def _month(month: int) -> date:
    return date(YEAR, month, calendar.monthrange(YEAR, month)[1])


MONTHS = st.integers(1, 12)
DUES = st.one_of(
    MONTHS.map(lambda m: Due(f"{m}月底前", DeadlineKind.MONTH_END, _month(m))),
    MONTHS.map(lambda m: Due(f"{YEAR}年{m}月底", DeadlineKind.MONTH_END, _month(m))),
    MONTHS.map(lambda m: Due(f"{m}月", DeadlineKind.MONTH, _month(m))),
    MONTHS.map(lambda m: Due(f"{m}月中旬", DeadlineKind.DATE, date(YEAR, m, 20))),
    MONTHS.map(lambda m: Due(f"{m}月底前，并长期坚持", DeadlineKind.DATE_THEN_LONG_TERM, _month(m))),
    st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31)).map(
        lambda d: Due(f"{d.month}月{d.day}日前", DeadlineKind.DATE, d),
    ),
    st.integers(1, 4).map(lambda q: Due(f"{NUMERALS[q - 1]}季度", DeadlineKind.QUARTER, _month(3 * q))),
    st.sampled_from(
        (
            Due("上半年", DeadlineKind.HALF_YEAR, date(YEAR, 6, 30)),
            Due("年底前", DeadlineKind.YEAR_END, date(YEAR, 12, 31)),
            Due("全年", DeadlineKind.YEAR_ROUND, None),
            Due("长期坚持", DeadlineKind.LONG_TERM, None),
            Due("2026—2028年", DeadlineKind.YEAR_RANGE, date(2028, 12, 31)),
            Due("“十五五”期间", DeadlineKind.YEAR_RANGE, date(2030, 12, 31)),
            Due("次年一季度", DeadlineKind.QUARTER, date(2027, 3, 31)),
            Due("即日起至2026年10月31日", DeadlineKind.DATE, date(2026, 10, 31)),
            Due("贯穿全年", DeadlineKind.YEAR_ROUND, None),
            Due("每年8月", DeadlineKind.MONTH, date(2026, 8, 31)),
            Due("3—11月", DeadlineKind.MONTH, date(2026, 11, 30)),
            Due("6月底、12月底", DeadlineKind.MONTH_END, date(2026, 12, 31)),
        )
    ),
)


@st.composite
def tasks(draw: st.DrawFn) -> Wanted:
    """Return a task: units are full names, at least one is lead or responsible."""
    subject = draw(st.sampled_from(SUBJECTS))
    works = draw(st.lists(st.sampled_from(WORKS), min_size=1, max_size=3, unique=True))
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=6, unique=True))
    first = draw(st.integers(0, len(units)))
    second = draw(st.integers(first, len(units)))
    lead, responsible, support = units[:first], units[first:second], units[second:]
    if not lead and not responsible:
        responsible, support = support, []
    return Wanted(
        draw(st.sampled_from(ACTS)).format(subject),
        "。".join(work.format(subject) for work in works) + "。",
        tuple(lead),
        tuple(responsible),
        tuple(support),
        draw(DUES),
    )


@st.composite
def plans(draw: st.DrawFn) -> list[Wanted]:
    """Return one to nine tasks in one to nine sections, none of them empty."""
    section, made = 0, []
    for n, task in enumerate(draw(st.lists(tasks(), min_size=1, max_size=9))):
        section += n == 0 or draw(st.booleans())
        made.append(replace(task, section=f"{NUMERALS[section - 1]}、抓好第{NUMERALS[section - 1]}方面工作"))
    return made


PLANS = plans()


# ------------------------------------------------------------------ roles as they are printed
def clause(task: Wanted) -> str:
    """Return 甲牵头，乙落实，丙配合, or 乙负责，丙配合, or the bare list."""
    lead, responsible, support = ("、".join(each) for each in (task.lead, task.responsible, task.support))
    if not lead and not support:
        return responsible
    said = [f"{lead}牵头"] if lead else []
    said += [f"{responsible}{'落实' if lead else '负责'}"] if responsible else []
    said += [f"{support}配合"] if support else []
    return "，".join(said)


def labels(task: Wanted) -> str:
    said = {"牵头单位": task.lead, "责任单位": task.responsible, "配合单位": task.support, "完成时限": (task.due.text,)}
    return "；".join(f"{label}：{'、'.join(value)}" for label, value in said.items() if value)


# ------------------------------------------------------------------ tables
def five_columns(plan: Sequence[Wanted]) -> list[list[str]]:
    """Return 五列序号式 with the header."""
    rows = [[str(n), t.title, t.content, clause(t), t.due.text] for n, t in enumerate(plan, 1)]
    return [["序号", "任务名称", "任务内容", "责任单位", "时间节点"], *rows]


def matters(plan: Sequence[Wanted]) -> list[list[str]]:
    """Return 事项式: a row a section; name, other units and deadline only in the first of the rows that share them."""
    rows = [["事项名称", "主要任务", "牵头部门", "责任单位", "配合单位", "完成时限"]]
    section = ""
    for number, (_, run) in enumerate(groupby(plan, lambda t: replace(t, content="", lead=())), 1):
        for first, t in zip([True] + [False] * len(plan), run, strict=False):
            if t.section != section:
                section = t.section
                rows.append([section, "", "", "", "", ""])
            lead, responsible, support = ("、".join(each) for each in (t.lead, t.responsible, t.support))
            shared = (f"{number}. {t.title}", responsible, support, t.due.text) if first else ("", "", "", "")
            rows.append([shared[0], t.content, lead, *shared[1:]])
    return rows


def role_columns(plan: Sequence[Wanted]) -> list[list[str]]:
    """Return a table whose columns stand in another order, a column for each role."""
    rows = [["完成时限", "配合单位", "牵头单位", "责任单位", "工作任务", "具体举措", "序号"]]
    for number, t in enumerate(plan, 1):
        lead, responsible, support = ("、".join(each) for each in (t.lead, t.responsible, t.support))
        rows.append([t.due.text, support, lead, responsible, t.title, t.content, str(number)])
    return rows


def tsv(title: str, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join((title, *("\t".join(row) for row in rows))) + "\n"


def pipes(title: str, rows: Sequence[Sequence[str]]) -> str:
    head, *rest = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join((title, "", head, "|---" * len(rows[0]) + "|", *rest)) + "\n"


def cell_per_line(title: str, rows: Sequence[Sequence[str]]) -> str:
    return "\n".join((title, *(cell for row in rows for cell in row))) + "\n"


def html(title: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a saved page: menus round a table whose names span their rows."""
    spans = {first: last - first + 1 for first, last in _merged(rows)}
    lines = []
    for at, row in enumerate(rows):
        cells = [f"<td>{escape(cell)}</td>" for cell in row[1:]]
        if row[0]:
            cells.insert(0, f'<td rowspan="{spans.get(at, 1)}">{escape(row[0])}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    menu = "<ul><li><a>首页</a></li><li><a>政务公开</a></li></ul>"
    body = f"{menu}<h1>{title}</h1><table>{''.join(lines)}</table><div>版权所有 云州市人民政府</div>"
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def wrapped(text: str, width: int = 28) -> str:
    """Return prose as it is typed by hand: paragraphs two characters in, lines broken at ``width`` full characters."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines("　　" + paragraph, width)) + "\n"


def _lines(paragraph: str, width: int) -> Iterator[str]:
    """Break a paragraph, never inside a Latin word or a number."""
    line, room = "", 2 * width
    for word in re.findall(r"[!-~]+|.", paragraph):
        wide = len(word) * (1 if word.isascii() else 2)
        if room < wide:
            yield line
            line, room = "", 2 * width
        line, room = line + word, room - wide
    yield line


def write_sheet(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Write a sheet; blank cells in the first column are merged with the name above."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([title])
    for row in rows:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    for first, last in _merged(rows):
        sheet.merge_cells(start_row=first + 2, start_column=1, end_row=last + 2, end_column=1)
    book.save(path)


def write_word(path: Path, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Write a paragraph and a table; blank cells in the first column are merged with the name above."""
    document = Document(str(resource("templates", "base.docx")))
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for first, last in _merged(rows):
        table.cell(first, 0).merge(table.cell(last, 0)).text = rows[first][0]
    document.save(str(path))


def _merged(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return first and last row of each run whose first column is printed once."""
    starts = [n for n, row in enumerate(rows) if row[0]]
    ends = [*(n - 1 for n in starts[1:]), len(rows) - 1]
    return [(first, last) for first, last in zip(starts, ends, strict=True) if last > first]


# ------------------------------------------------------------------ prose
PREFACE = "今年全市政务公开工作坚持以人民为中心，以公开促落实、强监管、优服务，不断提高工作的规范化水平。" * 8


def prose(plan: Sequence[Wanted], said: str, preface: str = "") -> str:
    """Return a narrative: each item closed by a bracket with a clause (``said``: brackets) or with labels."""
    lines = [TITLE, preface]
    for number, task in numbered(plan, lines):
        units = labels(task) if said == "labels" else clause(task)
        if said == "brackets" and not task.lead and not task.support:
            units += "负责"
        lines.append(f"（{number}）{task.title}。{task.content}（{units}）")
    return "\n".join(lines) + "\n"


def label_lines(plan: Sequence[Wanted]) -> str:
    """Return a narrative whose headings, contents and labels stand on lines of their own."""
    lines = [TITLE, ""]
    for number, task in numbered(plan, lines):
        lines += [f"（{number}）{task.title}", task.content, *labels(task).split("；")]
    return "\n".join(lines) + "\n"


def numbered(plan: Sequence[Wanted], lines: list[str]) -> Iterator[tuple[str, Wanted]]:
    """Yield each task with its number in its section; the section's heading is added to ``lines`` before it."""
    for section, run in groupby(plan, lambda t: t.section):
        lines.append(section)
        yield from zip(NUMERALS, run, strict=False)
