"""考核汇总表 of all units, 扣分台账, 考核方案: papers of a whole assessment.

A 汇总表 is in the directory's order and internal; by places it is printed only once the head of the body allowed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import Align, Orientation, PaperSize, TextSize
from gongkai_desk.domain.year.assessment import AssessmentPaper, SchemeItem, UnitScore
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Link,
    Piece,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    band,
    both_sides,
    plain_text,
    whole_row,
)
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.rows import NOTHING
from gongkai_desk.rules.year.assessment import in_rank_order, lists_of, points_text
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year.assessment import (
    INTERNAL,
    METHOD,
    NOT_RANKED,
    approval_line,
    entry_sentence,
    list_text,
    missing_note,
    rule_text,
    signed,
)

T = TypeVar("T")
_CENTRE, _RIGHT = Align.CENTRE, Align.RIGHT
_WIDE, _WIDER = 225.0, 348.0  # mm of a lying A4 and A3
_MOST_ON_A4 = 11  # items side by side


def counted_link(text: str, entries: Sequence[AssessmentEntry]) -> tuple[Link, ...]:
    """Return a link over a whole figure to the entries that it comes from; none where it comes from none."""
    ids = tuple(each.id for each in entries if each.id is not None)
    return (Link(0, len(text), Counted(CountedKind.ENTRY, ids)),) if ids and text else ()


def by_day(entries: Sequence[AssessmentEntry]) -> list[AssessmentEntry]:
    """Return entries by day, those of a day in the order given."""
    return sorted(entries, key=lambda each: each.day)


def kept(parts: Sequence[T], out: Collection[int]) -> tuple[T, ...]:
    """Return what stands at other places than ``out``."""
    return tuple(part for place, part in enumerate(parts) if place not in out)


def narrowed(row: Row, out: Collection[int]) -> Row:
    """Return a row without the columns of these places."""
    return replace(
        row, texts=kept(row.texts, out), joined=kept(row.joined, out), numbers=kept(row.numbers, out),
        typed=kept(row.typed, out), links=kept(row.links, out),
    )  # fmt: skip


def head_bands(facts: AssessmentPaper, title: str) -> tuple[Band, ...]:
    """Return the lines over a paper: internal unless it is one that was approved, title, who assesses up to when."""
    mark = () if facts.by_place else (band(BandKind.INTERNAL, INTERNAL),)
    who = both_sides(f"考核单位：{facts.office}", f"截至{chinese_date(facts.as_of)}")
    return (*mark, band(BandKind.TITLE, title), who)


# ---- 考核汇总表


def assessment_table(facts: AssessmentPaper) -> TablePaper:
    """Return the table of all units: a column for each item; by places if they were approved."""
    leaves = facts.scores.scheme.leaves
    big = len(leaves) > _MOST_ON_A4
    return TablePaper(
        table_title(facts),
        _columns(facts, leaves, _WIDER if big else _WIDE),
        list(_rows(facts)),
        head_bands(facts, table_title(facts)),
        after=tuple(_notes(facts)),
        orientation=Orientation.LANDSCAPE,
        size=PaperSize.A3 if big else PaperSize.A4,
        faces=(TYPE[TextSize.FIVE], TYPE[TextSize.SMALL_FIVE]),
        book=Book("考核汇总表", frozen=2),
    )


def table_title(facts: AssessmentPaper) -> str:
    """Return what the table is called."""
    return f"{facts.title}{'得分及排名表' if facts.by_place else '汇总表'}"


def _columns(facts: AssessmentPaper, leaves: Sequence[SchemeItem], room: float) -> tuple[TableColumn, ...]:
    ends = (
        TableColumn("总分", 15.0, _RIGHT, number="General"),
        TableColumn("等次", 14.0, _CENTRE),
        *((TableColumn("名次", 12.0, _CENTRE),) if facts.by_place else ()),
    )
    first = TableColumn("序号", 12.0, _CENTRE), TableColumn("单位", 38.0)
    left = room - sum(column.width for column in (*first, *ends))
    wide = left / max(1, len(leaves))
    heads = (f"{leaf.name}\n（{points_text(leaf.points)}分）" for leaf in leaves)
    items = (TableColumn(plain_text(head), wide, _RIGHT, number="General") for head in heads)
    return (*first, *items, *ends)


def _rows(facts: AssessmentPaper) -> Iterator[Row]:
    units = facts.scores.units
    lists = lists_of(units)
    number = 0
    for name in lists:
        own = [unit for unit in (in_rank_order(units) if facts.by_place else units) if unit.list == name]
        if len(lists) > 1:
            yield Row((plain_text(_list_name(name, own)),), kind=RowKind.SECTION)
        for unit in own:
            number += 1
            yield _row(unit, number, ranked=facts.by_place is not None)


def _list_name(name: str, own: Sequence[UnitScore]) -> str:
    return f"{list_text(name)}（{len(own)}家）" if name else f"未分类（{len(own)}家）"


def _row(unit: UnitScore, number: int, *, ranked: bool) -> Row:
    points = [points_text(each.points) for each in unit.items]
    total = points_text(unit.total)
    ends = [unit.band or NOTHING, *([str(unit.rank)] if ranked else [])]
    texts = (str(number), unit.unit, *points, total, *ends)
    spelled = (str(each.points) if each.points is not None else "" for each in unit.items)
    numbers = (*texts[:2], *spelled, str(unit.total), *ends)
    links = (
        (), (),
        *(counted_link(text, each.entries) for text, each in zip(points, unit.items, strict=True)),
        counted_link(total, unit.entries),
        *(() for _ in ends),
    )  # fmt: skip
    return Row(
        tuple(map(plain_text, texts)), (False,) * len(texts), numbers=tuple(map(plain_text, numbers)), links=links
    )


def _notes(facts: AssessmentPaper) -> Iterator[Band]:
    yield band(BandKind.SMALL, METHOD)
    bands = "，".join(f"{each.name}≥{points_text(each.least)}分" for each in facts.scores.scheme.bands)
    if bands:
        yield band(BandKind.SMALL, f"等次：{bands}。")
    if missing := missing_note(facts.scores.units):
        yield band(BandKind.SMALL, missing)
    approval = facts.by_place
    if approval is not None:
        yield band(BandKind.LINE, approval_line(approval))
    else:
        yield band(BandKind.SMALL, NOT_RANKED)


# ---- 扣分台账

_LEDGER = (
    TableColumn("序号", 10.0, _CENTRE),
    TableColumn("单位", 30.0),
    TableColumn("指标", 28.0),
    TableColumn("日期", 22.0, _CENTRE),
    TableColumn("事实", 87.0),
    TableColumn("分值", 13.0, _RIGHT, number="General"),
    TableColumn("复核情况", 35.0),
)
_NONE = "（没有扣分、加分）"


def deduction_ledger(facts: AssessmentPaper) -> TablePaper:
    """Return the 扣分台账, unit by unit: every entry with its fact; one that a review took back counts 0."""
    title = ledger_title(facts)
    return TablePaper(
        title,
        _LEDGER,
        list(_ledger_rows(facts)),
        head_bands(facts, title),
        after=tuple(_ledger_notes(facts)),
        orientation=Orientation.LANDSCAPE,
        faces=(TYPE[TextSize.FIVE], TYPE[TextSize.SMALL_FIVE]),
        book=Book("扣分台账", frozen=2),
    )


def ledger_title(facts: AssessmentPaper) -> str:
    """Return what the ledger is called."""
    return f"{facts.title}扣分台账"


def _ledger_rows(facts: AssessmentPaper) -> Iterator[Row]:
    names = {leaf.id: leaf.name for leaf in facts.scores.scheme.leaves}
    number = 0
    for unit in facts.scores.units:
        own = [each for each in facts.scores.entries if each.assessment_unit_id == unit.assessment_unit_id]
        for entry in by_day(own):
            number += 1
            yield _ledger_row(entry, number, unit.unit, names.get(entry.assessment_item_id, ""))
    if not number:
        yield Row(("", "", "", "", _NONE, "", ""), (False,) * len(_LEDGER))


def _ledger_row(entry: AssessmentEntry, number: int, unit: str, item: str) -> Row:
    back = f"{chinese_date(entry.withdrawn)}撤销：{entry.withdrawn_reason}" if entry.withdrawn else NOTHING
    points = "0" if entry.withdrawn else signed(entry)
    texts = (str(number), unit, item, entry.day.isoformat(), entry_sentence(entry), points, back)
    figure = Decimal(0) if entry.withdrawn else entry.points
    numbers = (*texts[:5], str(figure), back)
    links = ((), (), (), (), (), counted_link(points, [entry]), ())
    return Row(
        tuple(map(plain_text, texts)), (False,) * len(texts), numbers=tuple(map(plain_text, numbers)), links=links
    )


def _ledger_notes(facts: AssessmentPaper) -> Iterator[Band]:
    every = facts.scores.entries
    back = [each for each in every if each.withdrawn]
    text, links = "", list[Link]()
    for words, entries in (("共", every), ("条，其中复核撤销", back)):
        text += words
        start, text = len(text), text + str(len(entries))
        ids = tuple(each.id for each in entries if each.id is not None)
        links += [Link(start, len(text), Counted(CountedKind.ENTRY, ids))] if ids else []
    yield Band(BandKind.LINE, (Piece(f"{text}条。", links=tuple(links)),))
    yield band(BandKind.SMALL, METHOD)


# ---- 考核方案

_SCHEME = (
    TableColumn("一级指标", 26.0),
    TableColumn("分值", 12.0, _CENTRE),
    TableColumn("二级指标", 30.0),
    TableColumn("分值", 12.0, _CENTRE, key="分值2"),
    TableColumn("评分标准", 76.0),
)
_ONE_LEVEL = TableColumn("指标", 36.0), TableColumn("分值", 14.0, _CENTRE), TableColumn("评分标准", 106.0)


def scheme_table(facts: AssessmentPaper) -> TablePaper:
    """Return the scheme: items in two levels with their weights and rules; it can be pasted or read back."""
    scheme, title = facts.scores.scheme, scheme_paper_title(facts)
    bands = "，".join(f"{each.name}≥{points_text(each.least)}分" for each in scheme.bands)
    notes = (band(BandKind.SMALL, METHOD), *((band(BandKind.SMALL, f"等次：{bands}。"),) if bands else ()))
    return TablePaper(
        title,
        _SCHEME if scheme.in_parts else _ONE_LEVEL,
        list(_scheme_rows(scheme.items) if scheme.in_parts else map(_plain_row, scheme.items)),
        (band(BandKind.TITLE, title), both_sides(f"考核单位：{facts.office}", f"总分{points_text(scheme.points)}分")),
        after=(*notes, *((band(BandKind.SMALL, scheme.remark),) if scheme.remark else ())),
        faces=(TYPE[TextSize.FIVE], TYPE[TextSize.SMALL_FIVE]),
        book=Book("考核方案", frozen=1),
    )


def scheme_paper_title(facts: AssessmentPaper) -> str:
    """Return what the scheme is called."""
    return f"{facts.title}指标及评分标准"


def _scheme_rows(items: Sequence[SchemeItem]) -> Iterator[Row]:
    for item in items:
        for place, leaf in enumerate(item.leaves):
            own = bool(item.children)
            texts = (
                item.name, points_text(item.points), leaf.name if own else NOTHING,
                points_text(leaf.points) if own else NOTHING, standard_lines(leaf) or NOTHING,
            )  # fmt: skip
            yield Row(tuple(map(plain_text, texts)), (place > 0, place > 0, False, False, False))


def _plain_row(item: SchemeItem) -> Row:
    return whole_row(item.name, points_text(item.points), standard_lines(item) or NOTHING)


def standard_lines(leaf: SchemeItem) -> str:
    """Return an item's standard; its rules in words where the standard does not spell them out itself."""
    spoken = (rule_text(leaf, rule) for rule in leaf.rules if not rule.text or rule.text not in leaf.standard)
    outside = "由第三方评估、综合评分导入" if leaf.outside and not leaf.standard else ""
    return "\n".join(filter(None, (leaf.standard, *spoken, outside)))
