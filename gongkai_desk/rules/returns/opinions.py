"""Opinions in tables that units send back (意见反馈表): columns by their heads, 无意见 in words, the task of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai_desk.domain.cycle.opinions import Agrees
from gongkai_desk.domain.cycle.returns import SheetTable
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.rules.returns.heads import heads_in
from gongkai_desk.words.normal import key

with lazy_imports():
    from rapidfuzz import fuzz

_HEADS: Final = (  # the first that fits decides; 采纳情况, 责任单位 are the office's own columns
    ("", re.compile(r"采纳|协商|责任|牵头|配合|联系|电话")),
    ("agrees", re.compile(r"是否同意|同意与否|^同意$")),
    ("text", re.compile(r"意见|建议")),
    ("basis", re.compile(r"依据|理由|说明")),
    ("unit", re.compile(r"单位|部门")),
    ("seq", re.compile(r"序号|编号")),
    ("title", re.compile(r"名称|事项")),
    ("matter", re.compile(r"任务|内容|条款|原文")),
)
_NONE = re.compile(
    r"(?:经研究，?)?(?:我[局委办单位]+)?(?:对此?|均)?(?:无|没有|暂无)(?:修改|不同|其他)?(?:意见|建议)?(?:和建议)?[。.]?"
)
_YES = re.compile(r"(?:原则|基本|完全|总体|均)?(?:上)?(?:同意|是|√|✓|无意见|无异议|没有意见|无$)")
_UNIT = re.compile(
    r"(?:填报|反馈|提出|回复)?单位(?:名称)?(?:（[^）]*）)?[：:]\s*(?P<unit>[^\s　]+)"
)  # 反馈单位（盖章）：×
_ALIKE, _NUMBERED = 88, 70  # percent from which a text is the task's: alone, with its number beside it


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a feedback table; ``unit`` as it is written in it or above it; ``line``: its row in the sheet."""

    text: str
    agrees: Agrees = Agrees.UNSAID
    basis: str = ""
    unit: str = ""
    seq: str = ""
    matter: str = ""
    line: int = 0


def told_rows(table: SheetTable) -> tuple[ToldRow, ...]:
    """Return what the rows of a table say; none where it has no column of opinions."""
    head = next((place for place, row in enumerate(table.rows) if _columns(row)), None)
    if head is None:
        return ()
    columns, above = _columns(table.rows[head]), _unit_above((*table.above, *_lines(table.rows[:head])))
    return tuple(_rows(table, head + 1, columns, above))


def is_opinion_form(tables: Iterable[SheetTable]) -> bool:
    """Tell whether a file is a 意见反馈表: opinions beside 是否同意, and not the office's own table of answers."""
    return any(_is_form_head(row) for table in tables for row in table.rows)


def _is_form_head(row: Sequence[str | None]) -> bool:
    columns = _columns(row)
    heads = heads_in(row) or {}
    answered = any(re.search("采纳|任务码", text) for text in row if text)
    return "agrees" in columns and "progress" not in heads.values() and not answered


def _columns(row: Sequence[str | None]) -> dict[str, int]:
    """Return the columns of a head row by what they hold; empty where none holds opinions."""
    found: dict[str, int] = {}
    for place, text in enumerate(row):
        words = "".join((text or "").split())
        name = next((name for name, head in _HEADS if words and len(words) <= 20 and head.search(words)), "")
        if name:
            found.setdefault(name, place)
    return found if "text" in found and len(found) > 1 else {}


def _lines(rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    yield from (text for row in rows for text in row if text)


def _unit_above(lines: Sequence[str]) -> str:
    return next((match["unit"] for line in lines for match in _UNIT.finditer(line)), "")


def _rows(table: SheetTable, first: int, columns: dict[str, int], above: str) -> Iterator[ToldRow]:
    for place in range(first, len(table.rows)):
        row = {name: _said(table, place, column) for name, column in columns.items()}
        text, agrees = _opinion(row["text"], row.get("agrees", ""))
        if text or agrees:
            own = {name: row.get(name, "") for name in ("basis", "seq")}
            matter, unit = row.get("matter") or row.get("title", ""), row.get("unit") or above
            yield ToldRow(text, agrees, unit=unit, matter=matter, line=table.numbers[place], **own)


def _said(table: SheetTable, place: int, column: int) -> str:
    """Return what stands in a column; a cell that is merged downward says so for all its rows."""
    row = table.rows[place]
    text = row[column] if column < len(row) else ""
    if text is None:
        over = table.covers.get((place, column))
        text = table.rows[over[0]][column] if over is not None and over[1] == column else ""
    return (text or "").strip()


def _opinion(text: str, agrees: str) -> tuple[str, Agrees]:
    """Return the opinion and whether the unit agrees: 无意见 is no opinion, and agrees."""
    said = Agrees.NO if re.match(r"不|否|×", agrees) else Agrees.YES if _YES.match(agrees) else Agrees.UNSAID
    if agrees and not said:  # 部分同意, 待研究: neither; the words stay
        text = "" if _NONE.fullmatch(text) else text
        return "；".join(filter(None, (text, f"是否同意：{agrees}"))), said
    if text in ("", "/", "—", "-") or _NONE.fullmatch(text):
        return "", said or (Agrees.YES if text else Agrees.UNSAID)
    return text, said


def task_of(row: ToldRow, tasks: Sequence[StoredTask]) -> int | None:
    """Return the task that a row speaks of: by its words, or by its number with words that are like; else ``None``."""
    words = key(row.matter)
    if not words:
        return None
    scored = sorted(((_score(words, task), task) for task in tasks), key=lambda pair: -pair[0])
    best = [pair for pair in scored if pair[0] == scored[0][0]] if scored else []
    if len(best) == 1 and best[0][0] >= _ALIKE:
        return best[0][1].id
    numbered = [task for score, task in scored if score >= _NUMBERED and row.seq and _seq(task) == row.seq]
    return numbered[0].id if len(numbered) == 1 else None


def _score(words: str, task: StoredTask) -> float:
    return max(fuzz.ratio(words, key(text)) for text in (task.content, task.title or "", f"{task.title}{task.content}"))


def _seq(task: StoredTask) -> str:
    return (task.seq or "").rpartition("/")[2]
