"""The heads of a superior's form: where its tables begin, and which of our fields each column asks for.

A head has one to three rows; a cell over several columns (责任单位: 牵头 · 配合) counts for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desk.domain.cycle.upward import FormColumn
from gongkai_desk.domain.forms import FormCell, FormField, FormTable, Matched
from gongkai_desk.rules.compare.matching import fold
from gongkai_desk.words.terms import ColumnRole, column_role, column_roles

_MOST_HEAD_ROWS = 3
_LONGEST_HEAD = 24  # characters without what stands in brackets; a longer cell is a sentence
_NO_HEAD = re.compile(r"[\d.\s]+|.*[。；;]", re.DOTALL)  # a number, a sentence
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LIMIT = re.compile(
    r"(?:不超过?|不得?多于|不大于|限|控制在|少于|最多|在)\D{0,3}(?P<a>\d{1,5})\s*个?汉?字"
    r"|(?P<b>\d{1,5})\s*个?汉?字(?:以内|之内|内|左右|以下|为限)|字数\D{0,6}(?P<c>\d{1,5})"
)
_CHOICE = re.compile(r"[/／、|｜或]")
_PARTED = " / "

F = FormField
_NOT_ASKED = re.compile(r"上(?:一?期|一?季度?|月|次)|退回意见")  # 上期进展: printed to be looked at
_OWN_WORDS: tuple[tuple[re.Pattern[str], FormField], ...] = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"^任务(?:识别|编)?码$", F.CODE),
        (r"下一?步|下阶段|后续(?:工作|打算|计划|措施)|工作打算", F.NEXT_STEPS),
        (r"问题|困难|堵点|不足|未完成原因|滞后原因|原因分析", F.PROBLEMS),
        (r"佐证|印证|证明材料|支撑材料|链接|网址|公开地址|台账资料|材料(?:清单|名称)|附件", F.EVIDENCE),
        (r"(?:填报|报送|更新|统计|上报|登记)(?:时间|日期)$|^日期$", F.DAY),
        (r"电话|手机|联系方式", F.PHONE),
        (r"联系人|联络人|联络员|填报人|经办人|填表人|承办人", F.CONTACT),
        (
            r"(?:完成|推进|进展|任务|工作)(?:的)?(?:状态|进度(?:状态|评价))$|^状态$|是否(?:已)?(?:完成|办结|落实)|完成与否",
            F.STATE,
        ),
        (
            r"进展|推进情况|落实情况|贯彻情况|成效|工作情况|开展情况|做法|完成的?工作|工作推进|办理情况|工作亮点",
            F.PROGRESS,
        ),
    )
)
"""What heads contain that ask for what is reported; most telling first: 存在问题及下一步打算 is split by a person."""

_ROLES = {
    ColumnRole.SEQ: F.SEQ,
    ColumnRole.SECTION: F.SECTION,
    ColumnRole.TITLE: F.TITLE,
    ColumnRole.CONTENT: F.CONTENT,
    ColumnRole.LEAD: F.LEAD,
    ColumnRole.RESPONSIBLE: F.RESPONSIBLE,
    ColumnRole.SUPPORT: F.SUPPORT,
    ColumnRole.UNITS: F.UNITS,
    ColumnRole.DEADLINE: F.DEADLINE,
    ColumnRole.CONTACT: F.CONTACT,
    ColumnRole.PROGRESS: F.PROGRESS,
    ColumnRole.STATE: F.STATE,
    ColumnRole.EVIDENCE: F.EVIDENCE,
    ColumnRole.PROBLEM: F.PROBLEMS,
    ColumnRole.NEXT: F.NEXT_STEPS,
    ColumnRole.REMARK: F.REMARK,
}
_STATE_WORDS = re.compile(r"已完成|完成|推进|滞后|未启动|未开展|未完成|正在|持续|办结|不涉及|正常|超期|逾期")


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """A column: its head words from top to bottom, what it is to hold (``None``: nothing of ours) and by what.

    ``limit``: characters at most, 0 for none; ``choices``: the words that its drop-down or head offers; ``phone``: a
    contact's number is asked for beside the name.
    """

    position: int
    header: str
    field: FormField | None = None
    by: Matched | None = None
    limit: int = 0
    choices: tuple[str, ...] = ()
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its first row, how many rows it has, its columns; ``table`` counts the tables of the file."""

    table: int
    first: int
    rows: int
    columns: tuple[HeadColumn, ...]

    @property
    def last(self) -> int:
        """Return its last row."""
        return self.first + self.rows - 1

    def column(self, field: FormField) -> HeadColumn | None:
        """Return the first column that holds a field."""
        return next((each for each in self.columns if each.field is field), None)


def anchors(table: FormTable) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each place that a merged cell covers where that cell begins."""
    found = {}
    for top, row in enumerate(table.rows):
        for left, cell in enumerate(row):
            if cell is not None and (cell.rows > 1 or cell.columns > 1):
                area = ((r, c) for r in range(top, top + cell.rows) for c in range(left, left + cell.columns))
                found.update(dict.fromkeys(area, (top, left)))
    return found


def heads_of(table: FormTable, number: int) -> tuple[Head, ...]:
    """Return the heads of a table from top to bottom; a sheet may hold several tables one under another."""
    found, row = [], 0
    while row < len(table.rows):
        if _is_head_row(table.rows[row]):
            rows = _height(table, row)
            found.append(Head(number, row, rows, _columns(table, row, rows)))
            row += rows
        else:
            row += 1
    return tuple(_without_repeats(found))


def _is_head_row(row: Sequence[FormCell | None]) -> bool:
    """Tell a head: most of its words are such that tables of tasks use above their columns."""
    texts = [cell.text for cell in row if cell is not None and cell.text]
    if len(texts) < 2 or any(len(bare(text)) > _LONGEST_HEAD or _NO_HEAD.fullmatch(text) for text in texts):
        return False
    known = [text for text in texts if not _is_label(text) and field_of(text) is not None]
    return len(known) >= 2 and len(known) * 2 >= len(texts)


def _is_label(text: str) -> bool:
    """Tell 联系人：, which stands in a line above or below a table."""
    return "：" in bare(text) or ":" in bare(text)


def _height(table: FormTable, first: int) -> int:
    """Return how many rows a head has: as many as its highest cell, and those that part a wide one."""
    rows = max((cell.rows for cell in table.rows[first] if cell is not None and cell.text), default=1)
    rows = min(rows, _MOST_HEAD_ROWS)
    parted = any(cell.columns > 1 and cell.rows < rows for cell in table.rows[first] if cell is not None)
    if rows == 1 and any(cell.columns > 1 and cell.text for cell in table.rows[first] if cell is not None):
        rows += _parts_wide(table, first)
    elif parted and first + rows < len(table.rows) and rows < _MOST_HEAD_ROWS:
        below = [cell.rows for cell in table.rows[first + 1] if cell is not None and cell.text]
        rows = max(rows, min(_MOST_HEAD_ROWS, 1 + max(below, default=1)))
    return max(rows, min(table.head_rows - first, _MOST_HEAD_ROWS)) if table.head_rows > first else rows


def _parts_wide(table: FormTable, first: int) -> int:
    """Return 1 where the next row parts the wide cells of a head and leaves the rest blank."""
    if first + 1 >= len(table.rows):
        return 0
    wide = {
        place
        for column, cell in enumerate(table.rows[first])
        if cell is not None and cell.columns > 1
        for place in range(column, column + cell.columns)
    }
    below = {column: cell.text for column, cell in enumerate(table.rows[first + 1]) if cell is not None and cell.text}
    fits = bool(below) and set(below) <= wide and all(len(bare(text)) <= _LONGEST_HEAD for text in below.values())
    return 1 if fits and any(field_of(text) is not None for text in below.values()) else 0


def _without_repeats(heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads but for those that are printed again on each page."""
    above: tuple[str, ...] = ()
    for head in heads:
        words = tuple(fold(column.header) for column in head.columns)
        if words != above:
            yield head
        above = words


# ---- columns


def _columns(table: FormTable, first: int, rows: int) -> tuple[HeadColumn, ...]:
    covered = anchors(table)
    paths = [_path(table, covered, first, rows, column) for column in range(table.width)]
    roles = column_roles([path[-1] if path else "" for path in paths])
    made = [
        _column(column, path, role, table.choices.get(column, ()))
        for column, (path, role) in enumerate(zip(paths, roles, strict=True))
        if path and covered.get((first, column), (first, column))[1] <= column
    ]
    return tuple(_settled(made))


def _path(
    table: FormTable, covered: Mapping[tuple[int, int], tuple[int, int]], first: int, rows: int, column: int
) -> list[str]:
    """Return the words above a column, outermost first."""
    places = dict.fromkeys(covered.get((row, column), (row, column)) for row in range(first, first + rows))
    cells = (table.at(*place) for place in places)
    return [cell.text for cell in cells if cell is not None and cell.text]


def _column(position: int, path: Sequence[str], role: ColumnRole | None, choices: tuple[str, ...]) -> HeadColumn:
    header = _PARTED.join(" ".join(each.split()) for each in path)
    field = field_of(path[-1]) or next((found for each in reversed(path[:-1]) if (found := field_of(each))), None)
    if role in (ColumnRole.TITLE, ColumnRole.CONTENT, ColumnRole.SECTION) and field in (F.TITLE, F.CONTENT, F.SECTION):
        field = _ROLES[role]  # a whole row of heads tells a name from a content
    offered = choices or _offered(path)
    if offered and field in (None, F.PROGRESS, F.STATE) and sum(bool(_STATE_WORDS.search(w)) for w in offered) > 1:
        field = F.STATE
    limit = max((limit_of(each) for each in path), default=0)
    both = field in (F.PHONE, F.CONTACT) and asks_for_both(path[-1])
    field = F.CONTACT if both else field
    return HeadColumn(position, header, field, Matched.NAME if field else None, limit, offered, both)


def _settled(columns: Sequence[HeadColumn]) -> Iterator[HeadColumn]:
    """Yield the columns with 完成情况 as the words for progress where no other column asks for those."""
    fields = [column.field for column in columns]
    alone = F.PROGRESS not in fields
    for column in columns:
        words = column.field is F.STATE and not column.choices and re.search(r"情况|结果", bare(column.header))
        yield replace(column, field=F.PROGRESS) if alone and words else column


def bare(text: str) -> str:
    """Return head words without blanks and without what stands in brackets."""
    return "".join(_BRACKETS.sub("", text).split())


def field_of(header: str) -> FormField | None:
    """Return what a column of this head asks for; ``None`` for nothing that we keep."""
    words = bare(header) or "".join(header.split())
    if len(words) > _LONGEST_HEAD or _NOT_ASKED.match(words):
        return None
    role = column_role(words)
    if role in (ColumnRole.STATE, ColumnRole.REMARK, ColumnRole.LEAD, ColumnRole.SUPPORT, ColumnRole.DEADLINE):
        return _ROLES[role]
    own = next((field for pattern, field in _OWN_WORDS if pattern.search(words)), None)
    return own or (_ROLES.get(role) if role is not None else None)


def asks_for_both(header: str) -> bool:
    """Tell 联系人及电话 from a column of its own for either."""
    words = "".join(header.split())
    return bool(re.search("人|员", words)) and bool(re.search("电话|手机|方式", words)) and "联系人电话" not in words


def limit_of(text: str) -> int:
    """Return how many characters a head allows, e.g. 进展情况（不超过200字）; 0 where it says nothing."""
    found = _LIMIT.search("".join(text.split()))
    return int(found["a"] or found["b"] or found["c"]) if found else 0


def _offered(path: Sequence[str]) -> tuple[str, ...]:
    """Return the words between which a head asks to choose: 完成情况（已完成/持续推进/滞后）."""
    for bracket in _BRACKETS.findall(path[-1]):
        words = tuple(filter(None, (word.strip() for word in _CHOICE.split(bracket[1:-1]))))
        if len(words) > 1 and all(len(word) <= 8 and _STATE_WORDS.search(word) for word in words):
            return words
    return ()


_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_HALF = re.compile(r"([上下])半年")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(?!\d)")
_QUARTERS = {name: number for number, names in enumerate(("一1", "二2", "三3", "四4"), 1) for name in names}


def of_day(heads: Sequence[Head], day: date) -> tuple[Head, ...]:
    """Return the heads where of several columns of progress, one a period, only that of a day is filled."""
    return tuple(replace(head, columns=_of_day(head.columns, day)) for head in heads)


def _of_day(columns: Sequence[HeadColumn], day: date) -> tuple[HeadColumn, ...]:
    told = {each.position: _holds(each.header, day) for each in columns if each.field is F.PROGRESS}
    if len(told) < 2 or None in told.values():
        return tuple(columns)
    return tuple(replace(each, field=None, by=None) if told.get(each.position) is False else each for each in columns)


def _holds(header: str, day: date) -> bool | None:
    """Tell whether a head names the quarter, half year or month of a day; ``None`` where it names none."""
    if found := _QUARTER.search(header):
        return _QUARTERS[found[1]] == (day.month + 2) // 3
    if found := _HALF.search(header):
        return (found[1] == "上") == (day.month <= 6)
    found = _MONTH.search(header)
    return int(found[1]) == day.month if found else None


# ---- known again

_CHANGING = re.compile(r"20\d\d年?度?|第?[一二三四1-4]季度?|[上下]半年|\d{1,2}月份?|截[止至].*|\d+")


def signature(heads: Sequence[Head]) -> str:
    """Return by what a form is known again: its head words, without the year and period that they name."""
    return "\n".join("|".join(_CHANGING.sub("", fold(column.header)) for column in head.columns) for head in heads)


def with_known(heads: Sequence[Head], known: Sequence[FormColumn]) -> tuple[Head, ...]:
    """Return the heads with each column as it was the last time."""
    kept = {(each.grid, each.position): each.field for each in known}

    def again(grid: int, column: HeadColumn) -> HeadColumn:
        if (grid, column.position) not in kept:
            return column
        field = kept[grid, column.position]
        return with_field(column, FormField(field) if field else None, Matched.REMEMBERED)

    return tuple(
        replace(head, columns=tuple(again(grid, each) for each in head.columns)) for grid, head in enumerate(heads)
    )


def with_field(column: HeadColumn, field: FormField | None, by: Matched) -> HeadColumn:
    """Return a column that is to hold something else; as it is where it already does."""
    return column if field is column.field else replace(column, field=field, by=by if field else None, phone=False)


def with_map(heads: Sequence[Head], wanted: Mapping[str, FormField | None]) -> tuple[tuple[Head, ...], tuple[str, ...]]:
    """Return the heads with columns set by a person by their head words, and the words that no column bears."""
    used = set[str]()

    def set_by_hand(column: HeadColumn) -> HeadColumn:
        for words, field in wanted.items():
            if is_called(column, words):
                used.add(words)
                return replace(column, field=field, by=Matched.HAND if field else None, phone=False)
        return column

    done = tuple(replace(head, columns=tuple(map(set_by_hand, head.columns))) for head in heads)
    return done, tuple(words for words in wanted if words not in used)


def is_called(column: HeadColumn, words: str) -> bool:
    """Tell whether a column bears these head words: all of them, or the innermost, with or without brackets."""
    innermost = column.header.rpartition(_PARTED)[2]
    names = {fold(each) for each in (column.header, innermost, bare(column.header), bare(innermost))}
    return fold(words) in names
