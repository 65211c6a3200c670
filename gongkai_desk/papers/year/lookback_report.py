"""回头看报告: running text of template lines and stored texts, as a paper and as what a template's names stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.year.lookback import KeptItem, KeptRectification, LookbackPaper, RectificationPaper
from gongkai_desk.page.layout import BandKind, FormPage, FormPaper, PageNumbers, Piece, band, with_signature
from gongkai_desk.papers.year.lookback import Slot, by_state, figures_of, told
from gongkai_desk.papers.year.report import OWN_NUMBER, Section, quoted, running, signed
from gongkai_desk.rules.year.lookback import counts_of, names_of
from gongkai_desk.rules.year.rectification import rectified
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import rate_text
from gongkai_desk.wording.year import lookback as words
from gongkai_desk.wording.year.lookback import STATES, result_word

TEMPLATE = "lookback-report.docx"
"""An office's own, in the folder ``templates`` of its library; without it the paper is set as every official page."""


def report_title(facts: LookbackPaper) -> str:
    """Return 关于2025年政务公开工作要点落实情况“回头看”的报告."""
    return words.REPORT_TITLE.format(year=facts.lookback.year)


def report_sections(facts: LookbackPaper) -> tuple[Section, ...]:
    """Return the report's text: the opening, then its four parts; each figure has its rows."""
    parts = (_whole(facts), _left(facts), _rectified(facts), _carried(facts))
    opening = Section("", (told(words.OPENING, {"plan": quoted(facts.plan)}),))
    return (opening, *(Section(head, tuple(part)) for head, part in zip(words.HEADS, parts, strict=True)))


def lookback_report(facts: LookbackPaper) -> FormPaper:
    """Return the report as a paper of running text."""
    title = report_title(facts)
    text = (band(BandKind.TITLE, title), *running(report_sections(facts)))
    page = FormPage(with_signature(text, tuple(signed(facts.office, facts.as_of))))
    return FormPaper(title, (page,), numbers=PageNumbers.STANDARD)


def _whole(facts: LookbackPaper) -> Iterator[Piece]:
    counts = facts.counts
    figures = {**figures_of(counts), "rate": rate_text(len(counts.done), len(counts.items))}
    more = words.UNCONFIRMED if counts.unconfirmed.ids else ""
    yield told(words.ALL + more + words.RATE, figures)
    for section, items in _by_section(facts).items():
        heading = OWN_NUMBER.sub("", section)
        yield told(words.SECTION, {**figures_of(counts_of(items, ())), "section": heading})


def _by_section(facts: LookbackPaper) -> dict[str, list[KeptItem]]:
    found: dict[str, list[KeptItem]] = {}
    for each in facts.items:
        if section := facts.sections.get(each.id):
            found.setdefault(section, []).append(each)
    return found


def _left(facts: LookbackPaper) -> Iterator[Piece]:
    left = unfinished(facts)
    if not left:
        yield told(words.NONE_LEFT, {})
        return
    yield told(words.LEFT, {**figures_of(facts.counts), "unfinished": facts.counts.unfinished})
    names = names_of(facts.items)
    for number, each in enumerate(left, start=1):
        template = words.LEFT_ITEM + (words.OPINION if each.item.opinion else "")
        yield told(template, {**_left_slots(number, each), "name": names[each.id]})


def unfinished(facts: LookbackPaper) -> list[KeptItem]:
    """Return the items that are left to do, in their order."""
    ids = frozenset(facts.counts.unfinished.ids)
    return [each for each in facts.items if each.id in ids]


def _left_slots(number: int, kept: KeptItem) -> dict[str, Slot]:
    item = kept.item
    unit = item.unit_text or "责任单位未列明"
    said = item.opinion.rstrip("。")
    return {"number": number, "unit": unit, "word": result_word(item.result), "opinion": said}


def _rectified(facts: LookbackPaper) -> Iterator[Piece]:
    if not facts.rectifications:
        yield told(words.NO_RECTIFIED, {})
        return
    shown = {state: found for state, found in by_state(facts.rectifications).items() if found.ids}
    states = "、".join(words.STATE.format(word=STATES[state], count=f"{{{state.value}}}") for state in shown)
    figures = {state.value: found for state, found in shown.items()}
    template = words.RECTIFIED.replace("{states}", states)
    yield told(template, {"entries": rectified(facts.rectifications), **figures})
    for number, each in enumerate(facts.rectifications, start=1):
        more = words.MEASURE if each.entry.measure else ""
        yield told(words.RECTIFY_ITEM + more, _entry_slots(number, each))


def _entry_slots(number: int, kept: KeptRectification) -> dict[str, Slot]:
    entry = kept.entry
    return {
        "number": number,
        "problem": entry.problem.rstrip("。"),
        "unit": kept.unit or "责任单位未定",
        "due": chinese_date(entry.due, "未定"),
        "state": STATES[kept.state],
        "measure": entry.measure.rstrip("。"),
    }


def _carried(facts: LookbackPaper) -> Iterator[Piece]:
    found = carried(facts)
    if not found:
        yield told(words.NOT_CARRIED, {})
        return
    yield told(words.CARRIED, {"carried": Counted(CountedKind.LOOKBACK, tuple(each.id for each in found))})
    names = names_of(facts.items)
    for number, each in enumerate(found, start=1):
        yield told(words.CARRIED_ITEM, {"number": number, "name": names[each.id], "next": next_names(facts, each)})


def carried(facts: LookbackPaper) -> list[KeptItem]:
    """Return the unfinished items that tasks of this year go on with."""
    return [each for each in unfinished(facts) if each.next_ids]


def next_names(facts: LookbackPaper, kept: KeptItem) -> str:
    """Return the tasks of this year that go on with an item: “培训”、“考核”."""
    return "、".join(f"“{facts.goes_on.get(number, '')}”" for number in kept.next_ids)


# ---- an office's own template


def template_values(facts: LookbackPaper | RectificationPaper) -> dict[str, str]:
    """Return what the names of a template stand for."""
    if isinstance(facts, RectificationPaper):
        states = {STATES[state]: str(len(found)) for state, found in by_state(facts.entries).items()}
        named = {"标题": facts.title, "发文机关": facts.office, "日期": chinese_date(facts.as_of)}
        return {**named, "整改数": str(len(facts.entries)), **states}
    counts = facts.counts
    numbers = {
        "核查数": counts.items,
        "已落实数": counts.done,
        "持续推进数": counts.going_on,
        "未落实数": counts.not_done,
        "待核定数": counts.unconfirmed,
        "整改数": counts.rectifications,
        "整改销号数": counts.closed,
    }
    sections = report_sections(facts)
    texts = dict(zip(("开头", "总体情况", "未完成情况", "整改情况", "接续情况"), map(_text, sections), strict=True))
    return {
        "标题": report_title(facts),
        "年度": str(facts.lookback.year),
        "要点名称": facts.plan,
        "发文机关": facts.office,
        "日期": chinese_date(facts.as_of),
        "落实率": rate_text(len(counts.done), len(counts.items)),
        **texts,
        **{name: str(len(found)) for name, found in numbers.items()},
    }


def _text(section: Section) -> str:
    return "\n".join(piece.text for piece in section.paragraphs)


def template_lists(facts: LookbackPaper | RectificationPaper) -> dict[str, Sequence[Mapping[str, str]]]:
    """Return the lists that rows of a template's tables are repeated for."""
    if isinstance(facts, RectificationPaper):
        return {"整改": list(_entry_rows(facts.entries))}
    items = [_row(facts, number, each) for number, each in enumerate(facts.items, start=1)]
    left = [_row(facts, number, each) for number, each in enumerate(unfinished(facts), start=1)]
    return {"事项": items, "未完成": left, "整改": list(_entry_rows(facts.rectifications))}


def _row(facts: LookbackPaper, number: int, kept: KeptItem) -> dict[str, str]:
    item = kept.item
    return {
        "序号": str(number),
        "原序号": item.seq,
        "任务": kept.name,
        "内容": item.content,
        "责任单位": item.unit_text,
        "时限": item.deadline_text,
        "落实情况": result_word(item.result),
        "佐证": item.evidence,
        "核销意见": item.opinion,
        "接续": next_names(facts, kept),
    }


def _entry_rows(entries: Iterable[KeptRectification]) -> Iterator[dict[str, str]]:
    for number, each in enumerate(entries, start=1):
        entry = each.entry
        yield {
            "序号": str(number),
            "问题": entry.problem,
            "责任单位": each.unit,
            "措施": entry.measure,
            "责任人": entry.person,
            "时限": chinese_date(entry.due, ""),
            "状态": STATES[each.state],
        }
