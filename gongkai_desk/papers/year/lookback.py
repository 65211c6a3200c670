"""逐项核查核销表 of a look-back, and the 整改台账."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import Formatter

from gongkai_desk.domain.figures import Counted
from gongkai_desk.domain.sheet import Align, Orientation, TextSize
from gongkai_desk.domain.year.lookback import (
    KeptItem,
    KeptRectification,
    LookbackCounts,
    LookbackPaper,
    RectificationPaper,
    RectifyState,
)
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Link,
    Piece,
    Row,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
    whole_row,
)
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.rows import NOTHING, signatures
from gongkai_desk.rules.year.rectification import rectified
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.figures import rate_text
from gongkai_desk.wording.year.lookback import SOURCES, STATES, closed_text, person_text, recheck_text, result_word

_CENTRE = Align.CENTRE
Slot = str | int | Counted


def told(template: str, slots: Mapping[str, Slot]) -> Piece:
    """Return a template line with its slots filled; a ``Counted`` prints its number, which leads to its rows."""
    text, links = "", []
    for words, name, _, _ in Formatter().parse(template):
        text += words
        if name is not None:
            slot = slots[name]
            shown = str(len(slot)) if isinstance(slot, Counted) else plain_text(str(slot))
            if isinstance(slot, Counted) and len(slot):
                links.append(Link(len(text), len(text) + len(shown), slot))
            text += shown
    return Piece(text, links=tuple(links))


# ---- 逐项核查核销表

_TITLE = TableColumn("任务名称", 28.0)
_CONTENT = TableColumn("任务内容", 52.0)
_COLUMNS = (
    TableColumn("序号", 10.0, _CENTRE),
    _TITLE,
    _CONTENT,
    TableColumn("责任单位", 27.0),
    TableColumn("完成时限", 17.0, _CENTRE),
    TableColumn("落实情况", 17.0, _CENTRE),
    TableColumn("佐证材料", 30.0),
    TableColumn("核销意见", 22.0),
    TableColumn("本年接续任务", 22.0),
)
_COUNTED = "共核查{items}项：已落实{done}项，持续推进{going_on}项，未落实{not_done}项{open}；落实率{rate}（按任务计算）"
_OPEN = "，待核定{unconfirmed}项"
_TO_CONFIRM = "待核定"
_SIGNED = ("核查人（签字）：", "审核人（签字）：", "单位负责人（签字）：", "日期：　　　　年　　月　　日")
_PLACES = (0.0, 0.25, 0.49, 0.74)


def lookback_table(facts: LookbackPaper) -> TablePaper:
    """Return the 逐项核查核销表: every ticked item with what came of it."""
    titled = any(each.item.title for each in facts.items)
    return TablePaper(
        facts.title,
        _COLUMNS if titled else _untitled(),
        list(_rows(facts, titled=titled)),
        tuple(_above(facts)),
        (signatures(_SIGNED, _PLACES),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("核查核销表", frozen=2 if titled else 1),
    )


def _untitled() -> tuple[TableColumn, ...]:
    """Return the columns for tasks without names: the content takes their room."""
    wide = replace(_CONTENT, width=_CONTENT.width + _TITLE.width)
    return tuple(wide if column is _CONTENT else column for column in _COLUMNS if column is not _TITLE)


def _above(facts: LookbackPaper) -> Iterator[Band]:
    if facts.internal:
        yield band(BandKind.INTERNAL, "内部资料　注意保存")
    yield band(BandKind.TITLE, facts.title)
    yield both_sides(f"填报单位（盖章）：{facts.office}", f"截至{chinese_date(facts.as_of)}")
    yield Band(BandKind.LINE, (counted_line(facts.counts),))


def counted_line(counts: LookbackCounts) -> Piece:
    """Return how a look-back stands on one line, each figure with its rows."""
    template = _COUNTED.replace("{open}", _OPEN if counts.unconfirmed.ids else "")
    return told(template, {**figures_of(counts), "rate": rate_text(len(counts.done), len(counts.items))})


def figures_of(counts: LookbackCounts) -> dict[str, Slot]:
    """Return the figures of a look-back by the names of their slots."""
    return {
        "items": counts.items,
        "done": counts.done,
        "going_on": counts.going_on,
        "not_done": counts.not_done,
        "unconfirmed": counts.unconfirmed,
    }


def _rows(facts: LookbackPaper, *, titled: bool) -> Iterator[Row]:
    above = ""
    for number, each in enumerate(facts.items, start=1):
        texts = _texts(facts, number, each, titled=titled)
        row = whole_row(*texts)
        same = titled and bool(each.item.title) and each.item.title == above
        yield replace(row, joined=(False, same, *(False,) * (len(texts) - 2)))
        above = each.item.title


def _texts(facts: LookbackPaper, number: int, kept: KeptItem, *, titled: bool) -> tuple[str, ...]:
    item = kept.item
    result = "\n".join(filter(None, (result_word(item.result), "" if kept.confirmed else _TO_CONFIRM)))
    goes_on = "\n".join(facts.goes_on.get(each, "") for each in kept.next_ids)
    named = (item.title or NOTHING,) if titled else ()
    rest = (item.unit_text, item.deadline_text, result, item.evidence, item.opinion, goes_on)
    return (item.seq or str(number), *named, item.content, *(text or NOTHING for text in rest))


# ---- 整改台账

_DAY = 21.5  # mm that a day takes on one line
_ENTRIES = (
    TableColumn("序号", 9.0, _CENTRE),
    TableColumn("存在问题", 40.0),
    TableColumn("来源", 15.0, _CENTRE),
    TableColumn("责任单位", 23.0),
    TableColumn("整改措施", 31.0),
    TableColumn("责任人及电话", 20.0, _CENTRE),
    TableColumn("整改时限", _DAY, _CENTRE),
    TableColumn("完成日期", _DAY, _CENTRE),
    TableColumn("复查情况", 22.0),
    TableColumn("销号情况", _DAY, _CENTRE),
)
_STANDS = "共{items}项：{states}"
_NONE = "（没有整改事项）"


def rectification_table(facts: RectificationPaper) -> TablePaper:
    """Return the 整改台账."""
    return TablePaper(
        facts.title,
        _ENTRIES,
        list(_entry_rows(facts.entries)),
        tuple(_over(facts)),
        (signatures(),),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.SMALL_FIVE],),
        book=Book("整改台账", frozen=2),
    )


def _over(facts: RectificationPaper) -> Iterator[Band]:
    if facts.internal:
        yield band(BandKind.INTERNAL, "内部资料　注意保存")
    yield band(BandKind.TITLE, facts.title)
    yield both_sides(f"填报单位（盖章）：{facts.office}", f"截至{chinese_date(facts.as_of)}")
    yield Band(BandKind.LINE, (states_line(facts.entries),))


def states_line(entries: Sequence[KeptRectification]) -> Piece:
    """Return how many entries stand how, on one line, each figure with its rows."""
    shown = {state.value: found for state, found in by_state(entries).items() if found.ids}
    states = "，".join(f"{STATES[RectifyState(name)]}{{{name}}}项" for name in shown)
    template = _STANDS.replace("：{states}", f"：{states}" if states else "")
    return told(template, {"items": rectified(entries), **shown})


def by_state(entries: Sequence[KeptRectification]) -> dict[RectifyState, Counted]:
    """Return the entries that stand in each state."""
    return {state: rectified(each for each in entries if each.state is state) for state in RectifyState}


def _entry_rows(entries: Sequence[KeptRectification]) -> Iterator[Row]:
    for number, each in enumerate(entries, start=1):
        entry = each.entry
        texts = (
            entry.problem,
            "\n".join(filter(None, (SOURCES[each.source], each.origin))),
            each.unit,
            entry.measure,
            person_text(entry),
            *(day.isoformat() if day else "" for day in (entry.due, entry.finished)),
            recheck_text(entry),
            "\n".join(filter(None, (STATES[each.state], closed_text(entry)))),
        )
        yield whole_row(str(number), *(text or NOTHING for text in texts))
    if not entries:
        yield whole_row("", _NONE, *("",) * (len(_ENTRIES) - 2))
