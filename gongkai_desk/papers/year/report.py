"""进展情况报告: running text of template lines and chosen texts, as a paper, and what a template's names mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import Align
from gongkai_desk.domain.year.period import FigureName, PeriodFigures
from gongkai_desk.domain.year.report import PeriodReport, ReportPart
from gongkai_desk.page.layout import Band, BandKind, FormPage, FormPaper, PageNumbers, Piece, band, with_signature
from gongkai_desk.page.measures import FIGURES
from gongkai_desk.papers.rows import task_name, unit_text
from gongkai_desk.papers.year.lookback import Slot, told
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import rate_text
from gongkai_desk.wording.lights import period_text
from gongkai_desk.wording.year import report as words
from gongkai_desk.words.normal import shortened

TEMPLATE = "progress-report.docx"
"""An office's own, in the folder ``templates`` of its library; without it the report is set as every official page."""
_NUMERALS = "一二三四五六七八九"
OWN_NUMBER = re.compile(r"^[一二三四五六七八九十]+、\s*")  # 一、以公开促进政策落实: the report counts its own parts
_NAMED = 60  # characters of a task's name within a sentence
_OUTER = "《台旧另"  # how a plan's title begins that needs no title marks
N = FigureName


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: its heading (the first has none), its paragraphs."""

    heading: str
    paragraphs: tuple[Piece, ...]


def report_title(facts: PeriodReport) -> str:
    """Return 关于《2026年云州市政务公开工作要点》三季度进展情况的报告."""
    return titled(words.REPORT_TITLE, facts)


def titled(template: str, facts: PeriodReport) -> str:
    """Return a title that names plan and period."""
    period = words.short_period(facts.figures.period, facts.plan.year)
    return template.format(plan=quoted(facts.plan.title), period=period)


def quoted(plan: str) -> str:
    """Return a plan's title in title marks, which it may have already."""
    return plan if plan[:1] in _OUTER else f"《{plan}》"


def progress_report(facts: PeriodReport) -> FormPaper:
    """Return the report as a paper of running text."""
    title = report_title(facts)
    blocks = [*internal_mark(facts), band(BandKind.TITLE, title), *running(report_sections(facts))]
    page = FormPage(with_signature(blocks, tuple(signed(facts.office, facts.today))))
    return FormPaper(title, (page,), numbers=PageNumbers.STANDARD)


def internal_mark(facts: PeriodReport) -> list[Band]:
    """Return the line 内部资料 where the paper is one."""
    return [band(BandKind.INTERNAL, "内部资料　注意保存")] if facts.internal else []


def running(sections: Sequence[Section]) -> Iterator[Band]:
    """Yield headings and paragraphs of running text."""
    for section in sections:
        if section.heading:
            yield band(BandKind.HEAD, section.heading)
        yield from (Band(BandKind.BODY, (piece,)) for piece in section.paragraphs)


def signed(office: str, day: date) -> Iterator[Band]:
    """Yield 署名 and date."""
    for number, text in enumerate(filter(None, (office, chinese_date(day)))):
        yield Band(BandKind.SIGNED, (Piece(text, Align.RIGHT),), before=0.0 if number else 2 * FIGURES.line)


# ---- the text


def report_sections(facts: PeriodReport) -> tuple[Section, ...]:
    """Return the opening, then the parts that there is something to say in, each figure with its rows."""
    parts = [(words.WHOLE, _whole(facts)), (words.BY_SECTION, _by_section(facts)), (words.REPORTING, reporting(facts))]
    parts += [(head, chosen(facts, part)) for part, head in words.HEADS.items()]
    return (Section("", tuple(opening(words.OPENING, facts))), *counted(parts))


def numeral(number: int) -> str:
    """Return a Chinese number below a hundred: 三, 十, 二十一."""
    tens, ones = divmod(number, 10)
    digits = f"{_NUMERALS[tens - 1] if tens > 1 else ''}{'十' if tens else ''}"
    return digits + (_NUMERALS[ones - 1] if ones else "")


def counted(parts: Sequence[tuple[str, Iterator[Piece]]]) -> Iterator[Section]:
    """Yield the parts that say anything, each with its Chinese number."""
    told_ones = ((head, tuple(pieces)) for head, pieces in parts)
    for number, (head, pieces) in enumerate((each for each in told_ones if each[1]), start=1):
        yield Section(f"{numeral(number)}、{head}", pieces)


def opening(template: str, facts: PeriodReport) -> Iterator[Piece]:
    """Yield how a paper begins, and from when its figures are if they were locked."""
    figures = facts.figures
    slots = {"plan": quoted(facts.plan.title), "period": period_text(figures.period)}
    yield told(template, {**slots, "as_of": chinese_date(figures.as_of)})
    if figures.lock is not None:
        yield told(words.SENT, {"day": chinese_date(figures.lock.day)})


def slots_of(figures: PeriodFigures, section: str = "", unit_id: int | None = None) -> dict[str, Slot]:
    """Return the figures of all, of a section or of a unit by the names of their slots, with the two rates of work."""
    found = {name: figures.of(name, section, unit_id) for name in FigureName}
    slots: dict[str, Slot] = {
        name.value: each.counted if each else Counted(CountedKind.SHARE) for name, each in found.items()
    }
    slots["rate"] = _rate(slots, N.CLOSED, N.TASKS)
    slots["share_rate"] = _rate(slots, N.SHARES_CLOSED, N.SHARES)
    return slots


def _rate(slots: Mapping[str, Slot], part: FigureName, whole: FigureName) -> str:
    return rate_text(count(slots, part), count(slots, whole))


def count(slots: Mapping[str, Slot], name: FigureName) -> int:
    """Return how many rows a figure counts."""
    found = slots[name.value]
    return len(found) if isinstance(found, Counted) else 0


def _whole(facts: PeriodReport) -> Iterator[Piece]:
    slots = slots_of(facts.figures)
    late = words.CLOSED_LATE if count(slots, N.CLOSED_LATE) else ""
    overdue = words.OVERDUE if count(slots, N.OVERDUE) else words.NONE_OVERDUE
    yield told(words.ALL + late + overdue + words.TASK_BASIS, slots)
    yield from _overdue(facts)
    yield told(words.SHARES + words.SHARE_BASIS, slots)


def _overdue(facts: PeriodReport) -> Iterator[Piece]:
    found = facts.figures.of(N.OVERDUE)
    known = [facts.tasks[task] for task, _ in (found.counted.keys if found else ()) if task in facts.tasks]
    for number, task in enumerate(known, start=1):
        name = shortened(task_name(task).rstrip("。；，"), _NAMED)
        unit = unit_text(task) or "责任单位未列明"
        yield told(
            words.OVERDUE_ITEM,
            {"number": number, "name": name, "unit": unit, "deadline": task.deadline.text or "未列明"},
        )


def sections_of(figures: PeriodFigures) -> list[str]:
    """Return the sections that are counted, in their order."""
    return [each.section for each in figures.figures if each.section and each.name is N.TASKS]


def _by_section(facts: PeriodReport) -> Iterator[Piece]:
    names = sections_of(facts.figures)
    for number, name in enumerate(names, start=1):
        slots = slots_of(facts.figures, name)
        template = words.SECTION if count(slots, N.TASKS) else words.SECTION_NONE
        yield told(template, {**slots, "number": numeral(number), "section": OWN_NUMBER.sub("", name)})
    if names:
        yield told(words.SECTION_BASIS, {})


def told_slots(slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """Return the slots with the rates of what was told, and what is not due yet."""
    owed, on_time, late = (count(slots, name) for name in (N.OWED, N.ON_TIME, N.LATE))
    rates = {"on_time_rate": rate_text(on_time, owed), "told_rate": rate_text(on_time + late, owed)}
    return {**slots, **rates, "ahead": ahead(slots)}


def ahead(slots: Mapping[str, Slot]) -> Counted:
    """Return the shares whose report is owed and not due yet."""
    keys = {name: getattr(slots[name.value], "keys", ()) for name in (N.OWED, N.ON_TIME, N.LATE, N.MISSING)}
    over = {key for name in (N.ON_TIME, N.LATE, N.MISSING) for key in keys[name]}
    return Counted(CountedKind.SHARE, keys=tuple(key for key in keys[N.OWED] if key not in over))


def reporting(facts: PeriodReport, basis: str = "") -> Iterator[Piece]:
    """Yield how reports came, with their 口径; ``basis``: what else is to be said of how it was counted."""
    slots = told_slots(slots_of(facts.figures))
    if not count(slots, N.OWED):
        yield told(words.NONE_OWED, {})
        return
    waiting = slots["ahead"]
    more = words.AHEAD if isinstance(waiting, Counted) and len(waiting) else ""
    zero = words.ZERO if count(slots, N.ZERO) else ""
    yield told(words.TOLD + zero + more + words.TOLD_BASIS + basis, slots)


def chosen(facts: PeriodReport, part: ReportPart) -> Iterator[Piece]:
    """Yield the texts that a person chose for a heading, as they were told."""
    for number, each in enumerate((text for text in facts.chosen if text.part is part), start=1):
        template = words.CHOSEN if each.unit else words.CHOSEN_OF_NOBODY
        yield told(template, {"number": number, "unit": each.unit, "text": " ".join(each.text.split("\n"))})


# ---- an office's own template

_VALUES = {
    "部署任务数": N.TASKS,
    "已完成数": N.CLOSED,
    "逾期完成数": N.CLOSED_LATE,
    "待核查数": N.PENDING,
    "推进中数": N.IN_PROGRESS,
    "未启动数": N.NOT_STARTED,
    "逾期数": N.OVERDUE,
    "长期任务数": N.LONG_TERM,
    "不计入数": N.OUT,
    "应落实家次": N.SHARES,
    "已完成家次": N.SHARES_CLOSED,
    "应报家次": N.OWED,
    "按时家次": N.ON_TIME,
    "迟报家次": N.LATE,
    "未报家次": N.MISSING,
    "零报告家次": N.ZERO,
}


def template_values(facts: PeriodReport) -> dict[str, str]:
    """Return what the names of a template stand for."""
    slots = told_slots(slots_of(facts.figures))
    numbers = {name: str(count(slots, figure)) for name, figure in _VALUES.items()}
    rates = {
        "完成率": str(slots["rate"]),
        "家次完成率": str(slots["share_rate"]),
        "按时报送率": str(slots["on_time_rate"]),
        "报送率": str(slots["told_rate"]),
    }
    return {
        "标题": report_title(facts),
        "要点名称": facts.plan.title,
        "期间": period_text(facts.figures.period),
        "截至": chinese_date(facts.figures.as_of),
        "发文机关": facts.office,
        "日期": chinese_date(facts.today),
        "开头": _text(opening(words.OPENING, facts)),
        words.WHOLE: _text(_whole(facts)),
        words.BY_SECTION: _text(_by_section(facts)),
        words.REPORTING: _text(reporting(facts)),
        **{head: _text(chosen(facts, part)) for part, head in words.HEADS.items()},
        **numbers,
        **rates,
    }


def _text(pieces: Iterator[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def template_lists(facts: PeriodReport) -> dict[str, Sequence[Mapping[str, str]]]:
    """Return the lists that rows of a template's tables are repeated for: 部分, 单位."""
    sections = [_row(facts, {"部分": name}, name) for name in sections_of(facts.figures)]
    units = [_row(facts, {"单位": facts.units[unit]}, "", unit) for unit in units_of(facts)]
    return {"部分": sections, "单位": units}


def units_of(facts: PeriodReport) -> list[int]:
    """Return the units that are counted, in the directory's order."""
    mine = {each.unit_id for each in facts.figures.figures}
    return [unit for unit in facts.units if unit in mine]


def _row(facts: PeriodReport, named: dict[str, str], section: str, unit: int | None = None) -> dict[str, str]:
    slots = told_slots(slots_of(facts.figures, section, unit))
    numbers = {name: str(count(slots, figure)) for name, figure in _VALUES.items()}
    return {"名称": next(iter(named.values())), "完成率": str(slots["rate"]), **numbers}
