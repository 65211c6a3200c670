"""Whose a returned book is, of which batch: sure only if code, sheet, file name and mail do not contradict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.rules.returns.periods import speaks_of_another
from gongkai_desk.words.normal import clean
from gongkai_desk.words.units import UnitDirectory

_PARTS: Final = re.compile(r"[\s\-_—–.,，、；;+&()（）\[\]【】《》“”]+")
_ENDS: Final = re.compile(
    r"(?:政务公开|20\d\d年|第?[一二三四1-4]季度|[上下]半年|进展|工作|要点|任务|分解|填报|回收|回复|反馈|报送"
    r"|材料|情况|表|的|盖章|签章|签字|扫描|回执|照片|说明|总结|报告|件|版|最终|终稿|已填)+$"
)
_CITY: Final = re.compile(r"^[\u4e00-\u9fff]{2,5}市(?=[\u4e00-\u9fff]{1,6}[区县])")  # before a district


# 基础教育处 · 下属市教育考试院 · 办公室; 、市司法局 is another unit
_BODY: Final = re.compile(
    r"(?:[^\s、，,；;/和与及]|(?<=.)[和与及])*(?:[处科室股局办院所站队馆校园部会委组]|中心|公司|大厅|街道|镇|乡)"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a unit: ``code`` of the book, ``cell`` 填报单位 with ``named`` its unit, ``file``, ``sender``.

    ``above``: the unit below which the cell's body is by its name (市教育局基础教育处). ``file`` and ``sender`` are all
    units that the file's name or the mail's address may mean.
    """

    code: int | None = None
    cell: str = ""
    named: int | None = None
    file: frozenset[int] = frozenset()
    sender: frozenset[int] = frozenset()
    above: int | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """The unit (``None``: nobody can tell), what it is known by, why that waits for a person."""

    unit: int | None
    by: Known | None
    waits: tuple[Wait, ...] = ()


def whose(signs: Signs) -> Whose:
    """Return whose a sheet is; every sign there is must say the same."""
    others = [each for each in (signs.file, signs.sender) if each]
    if signs.code is not None:
        cell_differs = bool(signs.cell) and signs.code not in (signs.named, signs.above)
        differs = cell_differs or any(signs.code not in each for each in others)
        below = (Wait.UNIT_BELOW,) if signs.above == signs.code else ()
        return Whose(signs.code, Known.CODE, (Wait.UNIT_DIFFERS,) if differs else below)
    if signs.named is not None:
        differs = any(signs.named not in each for each in others)
        return Whose(signs.named, Known.NAME, (Wait.UNIT_DIFFERS,) if differs else ())
    if signs.above is not None:
        differs = any(signs.above not in each for each in others)
        return Whose(signs.above, Known.NAME, (Wait.UNIT_DIFFERS if differs else Wait.UNIT_BELOW,))
    if signs.cell:
        return Whose(None, None, (Wait.UNIT_UNKNOWN,))
    if len(signs.file) == 1:
        (unit,) = signs.file
        wait = () if unit in signs.sender else (Wait.UNIT_DIFFERS if signs.sender else Wait.UNIT_BY_FILE,)
        return Whose(unit, Known.FILE, wait)
    if len(signs.sender) == 1:
        return Whose(min(signs.sender), Known.SENDER, (Wait.UNIT_BY_SENDER,))
    return Whose(None, None, (Wait.UNIT_UNKNOWN,))


def told_by(signs: Signs) -> tuple[tuple[Known, int], ...]:
    """Return what says which unit: the code, 填报单位 in the sheet, the file's name, the mail."""
    cell = signs.named if signs.named is not None else signs.above
    single = ((Known.CODE, signs.code), (Known.NAME, cell))
    several = (
        (known, each)
        for known, units in ((Known.FILE, signs.file), (Known.SENDER, signs.sender))
        for each in sorted(units)
    )
    return (*((known, unit) for known, unit in single if unit is not None), *several)


def likeliest(signs: Signs) -> int | None:
    """Return the unit for which most signs speak, though they contradict; ``None``: as many speak for another."""
    alone = (frozenset({each}) for each in (signs.code, signs.named, signs.above) if each is not None)
    votes = Counter(unit for named in (*alone, signs.file, signs.sender) for unit in named)
    ranked = votes.most_common(2)
    told = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if told else None


def unit_named(text: str, directory: UnitDirectory) -> int | None:
    """Return the unit of the library that a cell names: 市教育局（盖章）, 上海市徐汇区人民政府."""
    bare = re.sub(r"（[^（）]*）", "", clean(text)).strip()
    found = directory.stored(text) or directory.stored(bare) or directory.stored(_CITY.sub("", bare))
    return found.id if found else None


def unit_above(text: str, directory: UnitDirectory) -> int | None:
    """Return the unit below which a body is that is none of the directory: its name goes before the body's own.

    市教育局基础教育处, 黄浦区教育局; no list of several units (市教育局、市司法局).
    """
    bare = re.sub(r"（[^（）]*）", "", clean(text)).strip()
    for end in range(len(bare) - 1, 2, -1):
        own = bare[end:]
        if (found := directory.stored(bare[:end])) is not None:
            return found.id if _BODY.fullmatch(own) and directory.stored(own) is None else None
    return None


def units_in_name(name: str, directory: UnitDirectory) -> frozenset[int]:
    """Return the units that a file's name means: 03-市教育局-2026年二季度填报表.xlsx.

    One out of an archive or a mail whose own name means none is told by theirs: 市教育局.zip/扫描件.jpg.
    """
    *outer, own = name.replace("\\", "/").split("/")
    bundles = [each for each in reversed(outer) if each.lower().endswith((".zip", ".eml"))]
    meant = (_units_in(part.rpartition(".")[0] or part, directory) for part in (own, *bundles))
    return next(filter(None, meant), frozenset())


def _units_in(name: str, directory: UnitDirectory) -> frozenset[int]:
    found = (unit_named(part, directory) for whole in _PARTS.split(clean(name)) for part in _shorter(whole))
    return frozenset(unit for unit in found if unit is not None)


def _shorter(part: str) -> Iterable[str]:
    """Yield a part of a name, and it without what files are called by: 市教育局填报表 → 市教育局."""
    bare = re.sub(r"^\d+", "", part)
    return filter(None, (part, bare, _ENDS.sub("", bare)))


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it is judged: its printed number, its period, whether a later one of its plan went to the unit."""

    number: str
    period: str
    overtaken: bool = False


def batch_waits(batch: Batch, printed: str, texts: Iterable[str], *, asked: bool, wanted: bool) -> tuple[Wait, ...]:
    """Return why a book's batch waits: ``printed`` is 批号 in the sheet, ``texts`` its lines and the file's name.

    ``asked``: a batch or a period was asked for; ``wanted``: this batch is of it.
    """
    found: list[Wait] = []
    if printed and _flat(printed) != _flat(batch.number):
        found.append(Wait.BATCH_DIFFERS)
    if asked and not wanted:
        found.append(Wait.NOT_ASKED)
    if batch.overtaken and not asked:
        found.append(Wait.OLD_BATCH)
    if batch.period and any(speaks_of_another(text, batch.period) for text in texts):
        found.append(Wait.PERIOD_DIFFERS)
    return tuple(found)


def _flat(text: str) -> str:
    return re.sub(r"[\W_]", "", clean(text)).upper()
