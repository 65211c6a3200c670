"""Papers of one unit: 考核评分表 with every point that was taken, 反馈问题清单."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai_desk.domain.cycle.judging import AssessmentEntry
from gongkai_desk.domain.sheet import Align, TextSize
from gongkai_desk.domain.year.assessment import AssessmentPaper, ItemScore, SchemeItem, UnitScore
from gongkai_desk.page.layout import Band, BandKind, Book, Row, TableColumn, TablePaper, band, both_sides, plain_text
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.rows import NOTHING, signatures
from gongkai_desk.papers.year.assessment_tables import by_day, counted_link, kept, narrowed, standard_lines
from gongkai_desk.rules.year.assessment import own_total, points_text
from gongkai_desk.wording.days import chinese_date
from gongkai_desk.wording.year.assessment import INTERNAL, METHOD, entry_sentence

_CENTRE, _RIGHT = Align.CENTRE, Align.RIGHT
_FIRST, _SECOND, _ONLY = "一级指标", "二级指标", "指标"
_SELF = "自评"
_SHEET = (
    TableColumn(_FIRST, 20.0),
    TableColumn(_SECOND, 22.0),
    TableColumn("分值", 10.0, _CENTRE),
    TableColumn("评分标准", 37.0),
    TableColumn("扣分、加分情况", 44.0),
    TableColumn(_SELF, 11.0, _RIGHT),
    TableColumn("得分", 12.0, _RIGHT, number="General"),
)
_SIGNED = ("考核单位（盖章）：", "审核人：", "复核人：")
_SIGN_PLACES = (0.0, 0.5, 0.75)


def unit_sheet(facts: AssessmentPaper) -> TablePaper:
    """Return the 考核评分表 of the unit: every item with its standard, what was taken for which fact, its points."""
    unit, title = _unit(facts), sheet_title(facts)
    return TablePaper(
        title,
        _columns(facts),
        [narrowed(row, _left_out(facts)) for row in _rows(facts, unit)],
        (
            band(BandKind.INTERNAL, INTERNAL),
            band(BandKind.TITLE, title),
            both_sides(f"被考核单位：{unit.unit}", f"截至{chinese_date(facts.as_of)}"),
        ),
        below=(signatures(_SIGNED, _SIGN_PLACES),),
        after=tuple(_after(unit)),
        faces=(TYPE[TextSize.FIVE], TYPE[TextSize.SMALL_FIVE]),
        book=Book("考核评分表", frozen=2),
    )


def _left_out(facts: AssessmentPaper) -> set[int]:
    """Return the places of columns that would be empty: parts where no item has any, 自评 that was not asked for."""
    scheme, scores = facts.scores.scheme, _unit(facts).items
    told = scheme.self_wanted or any(each.self_points is not None for each in scores)
    return {*(() if scheme.in_parts else (1,)), *(() if told else (5,))}


def _columns(facts: AssessmentPaper) -> tuple[TableColumn, ...]:
    out = _left_out(facts)
    left = kept(_SHEET, out)
    spare = (sum(column.width for column in _SHEET) - sum(column.width for column in left)) / 2
    wide = {"评分标准", "扣分、加分情况"}
    widened = (replace(column, width=column.width + spare) if column.title in wide else column for column in left)
    if facts.scores.scheme.in_parts:
        return tuple(widened)
    return tuple(replace(column, title=_ONLY) if column.title == _FIRST else column for column in widened)


def _unit(facts: AssessmentPaper) -> UnitScore:
    assert facts.unit is not None
    return facts.unit


def sheet_title(facts: AssessmentPaper) -> str:
    """Return what the sheet is called."""
    return f"{facts.title}评分表"


def sheet_name(facts: AssessmentPaper) -> str:
    """Return what its file is called."""
    return f"{sheet_title(facts)}（{_unit(facts).unit}）"


def _rows(facts: AssessmentPaper, unit: UnitScore) -> Iterator[Row]:
    by_leaf = {each.item.id: each for each in unit.items}
    for item in facts.scores.scheme.items:
        for place, leaf in enumerate(item.leaves):
            score = by_leaf[leaf.id]
            name = leaf.name if item.children else NOTHING
            yield _row(item, name, score, joined=place > 0)
    total = points_text(unit.total)
    texts = (
        "合计",
        "",
        points_text(facts.scores.scheme.points),
        "",
        _band_text(unit),
        points_text(own_total(unit)),
        total,
    )
    numbers = (*texts[:-1], str(unit.total))
    links = (*(() for _ in texts[:-1]), counted_link(total, unit.entries))
    yield Row(texts, (False,) * len(texts), numbers=numbers, links=links)


def _band_text(unit: UnitScore) -> str:
    return f"等次：{unit.band}" if unit.band else ""


def _row(item: SchemeItem, name: str, score: ItemScore, *, joined: bool) -> Row:
    points = points_text(score.points, "未评")
    lines = [entry_sentence(each) for each in by_day(score.entries)]
    text = "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1)) if len(lines) > 1 else "".join(lines)
    told = "\n".join(filter(None, (text, _bounded(score), score.remark)))
    texts = (
        item.name, name, points_text(score.item.points), standard_lines(score.item) or NOTHING, told or "无",
        points_text(score.self_points), points,
    )  # fmt: skip
    numbers = (*texts[:-1], str(score.points) if score.points is not None else "")
    links = (*(() for _ in texts[:-1]), counted_link(points, score.entries))
    return Row(
        tuple(map(plain_text, texts)), (joined, *(False for _ in texts[1:])), numbers=tuple(map(plain_text, numbers)),
        links=links,
    )  # fmt: skip


def _bounded(score: ItemScore) -> str:
    """Say where the sum of the entries is not what the points are: a cap held."""
    if score.earned is None or score.points is None or not score.entries:
        return ""
    plain = (score.item.points if not score.item.adds_only else score.item.points * 0) + sum(
        each.points for each in score.entries
    )
    return "（以封顶分值为限）" if score.points == max(score.earned, 0) and plain < score.points else ""


def _after(unit: UnitScore) -> Iterator[Band]:
    if unit.objection.text:
        yield band(BandKind.LINE, f"申诉（{chinese_date(unit.objection.day)}）：{unit.objection.text}")
        yield band(BandKind.LINE, f"复核答复：{unit.objection.reply or '正在复核'}")
    yield band(BandKind.SMALL, METHOD)


# ---- 反馈问题清单

_FEEDBACK = (
    TableColumn("序号", 11.0, _CENTRE),
    TableColumn("指标", 26.0),
    TableColumn("存在问题", 55.0),
    TableColumn("扣分", 12.0, _RIGHT, number="General"),
    TableColumn("整改措施", 30.0),
    TableColumn("整改时限", 22.0, _CENTRE),
)
_NO_PROBLEM = "（没有反馈问题）"


def feedback_list(facts: AssessmentPaper) -> TablePaper:
    """Return the problems that were found with the unit, for it to say what it does about them."""
    unit, title = _unit(facts), feedback_title(facts)
    return TablePaper(
        title,
        _FEEDBACK,
        list(_feedback_rows(unit)),
        (
            band(BandKind.INTERNAL, INTERNAL),
            band(BandKind.TITLE, title),
            both_sides(f"被考核单位：{unit.unit}", f"考核单位：{facts.office}"),
        ),
        below=(signatures(("单位负责人（签字）：", "填报人：", "填报日期：　　年　月　日"), (0.0, 0.4, 0.66)),),
        after=(band(BandKind.SMALL, "注：请逐条填写整改措施和时限，盖章后反馈。"),),
        faces=(TYPE[TextSize.FIVE],),
        book=Book("反馈问题清单", frozen=2),
    )


def feedback_title(facts: AssessmentPaper) -> str:
    """Return what the list is called."""
    return f"{facts.title}反馈问题清单"


def feedback_name(facts: AssessmentPaper) -> str:
    """Return what its file is called."""
    return f"{feedback_title(facts)}（{_unit(facts).unit}）"


def _feedback_rows(unit: UnitScore) -> Iterator[Row]:
    found = [(score.item.name, entry) for score in unit.items for entry in by_day(score.entries) if entry.points < 0]
    for number, (item, entry) in enumerate(found, 1):
        yield _feedback_row(number, item, entry)
    if not found:
        yield Row(("", "", _NO_PROBLEM, "", "", ""), (False,) * len(_FEEDBACK))


def _feedback_row(number: int, item: str, entry: AssessmentEntry) -> Row:
    points = points_text(abs(entry.points))
    texts = (str(number), item, entry.sentence, points, "", "")
    links = ((), (), (), counted_link(points, [entry]), (), ())
    shown = tuple(map(plain_text, texts))
    numbers = (*shown[:3], str(abs(entry.points)), "", "")
    return Row(shown, (False,) * len(texts), numbers=numbers, links=links)
