"""A scheme as an office keeps it in a table (指标、分值、评分标准), pasted or read from a workbook; tables of points.

A standard such as «每迟报一次扣0.5分，扣完为止» becomes a rule with its fact; what names no fact that we know is
entered by hand. The printed standard stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from gongkai_desk.domain.year.assessment import AssessedFact, SchemeItem, SchemeRule
from gongkai_desk.words.normal import clean, squash

Rows = Sequence[Sequence[str | None]]
"""Cells of a table; ``None`` or nothing where a merged cell covers them."""

# ---- a scheme

_HEADS = (
    ("first", re.compile(r"一级(?:指标|内容)|考核(?:项目|类别)|指标类别|评价项目|^项目$|^类别$|^指标$|^考核指标$")),
    ("second", re.compile(r"二级(?:指标|内容)|考核(?:内容|要点|事项)|指标(?:内容|名称)|评价内容|^内容$|三级指标")),
    ("points", re.compile(r"分值|权重|标准分|满分|^分数$")),
    ("standard", re.compile(r"(?:评分|考核|计分|评价|扣分)(?:标准|细则|办法|方法|说明|依据|规则)|^标准$|^说明$")),
    ("source", re.compile(r"数据来源|评分方式|评价方式|评分主体|计分方式|得分来源")),
)
_POINTS_IN_NAME = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[）)]")  # 主动公开（40分）
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SUM = re.compile(r"^(?:合计|总计|总分|小计)")
_OUTSIDE = re.compile(r"第三方|综合(?:评价|评议|评估|考评|评分)|社会评价|满意度|社会评议")
_LEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    first: str
    second: str
    points: tuple[Decimal | None, Decimal | None]
    standard: str
    source: str


def scheme_of(rows: Rows) -> tuple[SchemeItem, ...]:
    """Return the items of a table; none where no row of it is a head with an item and its points."""
    for number, row in enumerate(rows[:10]):
        columns = _columns(row)
        if columns.get("points") and (columns.get("first") or columns.get("second")):
            return tuple(_items(_lines(rows[number + 1 :], columns)))
    return ()


def _columns(row: Sequence[str | None]) -> dict[str, list[int]]:
    """Return which columns hold what; there may be two of points, of an item and of its parts."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(row):
        name = next((name for name, pattern in _HEADS if pattern.search(squash(text or ""))), None)
        if name is not None:
            found.setdefault(name, []).append(place)
    return found


def _lines(rows: Rows, columns: Mapping[str, list[int]]) -> Iterator[_Line]:
    """Yield the lines of the table, with the item above where its cell is empty or covered."""
    first = ""
    for row in rows:
        texts = {name: [_text(row, place) for place in places] for name, places in columns.items()}
        own, second = (_named(texts.get(name, [""])[0]) for name in ("first", "second"))
        if _SUM.match(squash(own or second)):
            continue
        first = own or first
        standard = "\n".join(filter(None, texts.get("standard", ())))
        if first and (own or second or standard):
            yield _Line(
                first, second, _two_points(row, columns, texts), standard, "".join(texts.get("source", ()))
            )  # fmt: skip


def _text(row: Sequence[str | None], place: int) -> str:
    return (row[place] or "").strip() if place < len(row) else ""


def _named(text: str) -> str:
    return _LEADING.sub("", " ".join(text.split()))


def _two_points(
    row: Sequence[str | None], columns: Mapping[str, list[int]], texts: Mapping[str, list[str]]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the points of the item and of its part: from their columns, else from the names (主动公开（40分）)."""
    numbers = [_number(text) for text in texts.get("points", ())]
    second = columns.get("second", [len(row)])[0]
    places = columns.get("points", [])
    of_first = [number for place, number in zip(places, numbers, strict=True) if place < second and len(places) > 1]
    of_last = numbers[-1] if numbers and (len(places) == 1 or places[-1] > second) else None
    names = (texts.get(name, [""])[0] for name in ("first", "second"))
    in_first, in_second = (_number(found[1]) if (found := _POINTS_IN_NAME.search(each)) else None for each in names)
    return (of_first[0] if of_first else None) or in_first, of_last if of_last is not None else in_second


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(squash(clean(text)))
    return Decimal(found[0]) if found else None


def _items(lines: Iterator[_Line]) -> Iterator[SchemeItem]:
    """Yield items: lines of one first name together; without second names an item stands by itself."""
    groups: list[tuple[str, list[_Line]]] = []
    for line in lines:
        if not groups or groups[-1][0] != line.first:
            groups.append((line.first, []))
        groups[-1][1].append(line)
    for name, group in groups:
        yield _item(_POINTS_IN_NAME.sub("", name).strip(), _merged(group))


def _merged(lines: Sequence[_Line]) -> list[_Line]:
    """Return lines, those that only go on with a standard joined with the line above."""
    found: list[_Line] = []
    for line in lines:
        if found and not line.second and found[-1].second and line.points[1] is None:
            found[-1] = replace(found[-1], standard=f"{found[-1].standard}\n{line.standard}".strip())
        else:
            found.append(line)
    return found


def _item(name: str, lines: Sequence[_Line]) -> SchemeItem:
    children = tuple(_leaf(_POINTS_IN_NAME.sub("", line.second).strip(), line, name) for line in lines if line.second)
    if not children:
        whole = next((point for line in lines for point in (line.points[0], line.points[1]) if point), Decimal(0))
        standard = "\n".join(filter(None, (line.standard for line in lines)))
        return _leaf(name, replace(lines[0], points=(None, whole), standard=standard), "")
    own = next((line.points[0] for line in lines if line.points[0]), None)
    return SchemeItem(name, own or sum((child.points for child in children), Decimal(0)), children=children)


def _leaf(name: str, line: _Line, above: str) -> SchemeItem:
    outside = bool(_OUTSIDE.search(f"{above}{name}{line.source}"))
    rules = () if outside else tuple(rules_of(line.standard))
    return SchemeItem(name, line.points[1] or line.points[0] or Decimal(0), line.standard, outside, rules)


# ---- rules in words

_CLAUSE = re.compile(r"[^。；;\n]+")
_GIVES = re.compile(r"(扣|加)(?:除)?\s*(\d+(?:\.\d+)?)\s*分")  # 每次扣0.5分 · 加1分
_CAP = re.compile(r"(?:扣完|最多[扣加]?|累计(?:扣分|加分)?不超过|不超过|至多[扣加]?|封顶)\s*(\d+(?:\.\d+)?)\s*分")
_BY_WORDS = (  # the first that fits; 未按时报送 before 未报送
    (re.compile(r"迟报|逾期报送|(?:未|没有|不)(?:按时|按期|及时)(?:报送|上报|填报|反馈)|延迟报送"), AssessedFact.LATE),
    (re.compile(r"漏报|(?:未|不|没有)(?:报送|上报|填报|反馈|报)"), AssessedFact.NOT_REPORTED),
    (re.compile(r"退回"), AssessedFact.RETURNED),
    (re.compile(r"佐证|证明材料|印证材料"), AssessedFact.NO_EVIDENCE),
    (re.compile(r"抽查|不属实|弄虚作假"), AssessedFact.CHECK_FAILED),
    (re.compile(r"逾期(?:未|没有)完成|(?:未|没有)(?:按时|按期)完成|超期未完成|未完成"), AssessedFact.OVERDUE),
    (re.compile(r"逾期完成|超期完成|延期完成"), AssessedFact.DONE_LATE),
)
_EACH_PERIOD = re.compile(r"每(?:期|季度?|半年|月)")


def rules_of(standard: str) -> Iterator[SchemeRule]:
    """Yield the rules that a standard spells out, clause by clause; clauses without points are no rules."""
    for clause in _CLAUSE.findall(clean(standard)):
        for part in _parts(clause.strip()):
            given = _GIVES.search(part)
            if given:
                points = Decimal(given[2]) * (-1 if given[1] == "扣" else 1)
                cap = _CAP.search(clause)
                yield SchemeRule(_fact(part), points, part.strip("，, "), Decimal(cap[1]) if cap else None)


def _parts(clause: str) -> Iterator[str]:
    """Yield the parts of a clause that give points each: 迟报一次扣0.5分，未报一次扣1分，扣完为止."""
    start = 0
    for found in _GIVES.finditer(clause):
        if not _CAP.search(clause[start : found.end()]):
            yield clause[start : found.end()]
            start = found.end()


def _fact(text: str) -> AssessedFact:
    found = next((fact for pattern, fact in _BY_WORDS if pattern.search(text)), AssessedFact.HAND)
    once = {AssessedFact.LATE: AssessedFact.LATE_ONCE, AssessedFact.NOT_REPORTED: AssessedFact.NOT_REPORTED_ONCE}
    return once.get(found, found) if _EACH_PERIOD.search(text) else found


# ---- tables of points (第三方, 综合)

_UNIT_HEAD = re.compile(r"单位|部门|名称")
_NOT_POINTS = re.compile(r"序号|名次|排名|备注|类别|等次|合计|总分")


class PointsLine(NamedTuple):
    """A line of a table of points: a unit as it is named there, and what stands in each column."""

    name: str
    points: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class PointsTable:
    """Points by unit: ``heads`` of the columns; ``unread``: cells that are no number, as they stand."""

    heads: tuple[str, ...] = ()
    lines: tuple[PointsLine, ...] = ()
    unread: tuple[str, ...] = field(default=())


def points_of(rows: Rows) -> PointsTable:
    """Return a table of points: a head with 单位 and columns of points, or two columns without a head."""
    for number, row in enumerate(rows[:10]):
        texts = [squash(text or "") for text in row]
        unit = next((place for place, text in enumerate(texts) if _UNIT_HEAD.search(text) and len(text) < 12), None)
        if unit is not None:
            places = [place for place, text in enumerate(texts) if text and place != unit and _is_points(text)]
            return _points(rows[number + 1 :], unit, places, tuple(texts[place] for place in places))
    return _points(rows, 0, [1], ("得分",))


def _is_points(head: str) -> bool:
    return not _NOT_POINTS.search(head)


def _points(rows: Rows, unit: int, places: Sequence[int], heads: tuple[str, ...]) -> PointsTable:
    lines, unread = list[PointsLine](), list[str]()
    for row in rows:
        name = _text(row, unit)
        texts = [_text(row, place) for place in places]
        if not name or _SUM.match(squash(name)) or not any(texts):
            continue
        found = tuple(_decimal(text) for text in texts)
        unread += [f"{name}：{text}" for text, number in zip(texts, found, strict=True) if text and number is None]
        lines.append(PointsLine(name, found))
    return PointsTable(heads, tuple(lines), tuple(unread))


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(squash(clean(text)).removesuffix("分"))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
