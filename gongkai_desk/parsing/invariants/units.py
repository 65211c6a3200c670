"""Invariants of units: each name that assigns is a unit of its task, and each unit is the name of one body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.parsing.grids.columns import is_deadline, is_units
from gongkai_desk.parsing.invariants.model import Reading, is_body, names_in, stands_in, units_of
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.assigning import is_known
from gongkai_desk.words.unit_names import is_collective
from gongkai_desk.words.units import UnitDirectory

_TAIL = re.compile(  # …工作。（市教委、市民政局按职责分工负责） ⏎ 责任单位：市教委; …60个——区商务局
    r"(?:[（(〔\[【](?P<bracket>[^（）()〔〕\[\]【】\n]{4,400})[）)〕\]】]|\n(?P<line>[^\n]{3,160})|——?(?P<dash>[^—\n]{4,160}))"
    r"[。；;]?\s*$"
)
_LONGEST_TAIL = 420  # characters of a content in which what closes it is looked for
_VERB = re.compile("牵头|主办|主责|负责|配合|协办|会办|会同|承办|责任单位|按职责")
_ROLE_WORDS = re.compile(
    "(?:牵头|主办|主责|责任|配合|协办|承办|落实|实施|分别|具体|共同|组织|按照?职责|分工|负责|推进|参与|单位|部门|科室|会同|以及)+"
)
_MORE = re.compile("[\u4e00-\u9fff]{3}")
_ODD = re.compile(  # 2.县水利局, 县住建局/鼓楼区, 由市教委, 市教委牵头
    r"[、，；：/|｜]|^\d|\d{1,2}月|[①-⑳]|^(?:由|请|和|及|与)|(?:牵头|负责|配合|主办|协办)$"
)


def named_in_content(reading: Reading) -> Iterator[Doubt]:
    """Yield what closes a content and names bodies: …工作。（市教委、市民政局按职责分工负责）."""
    for index, task in enumerate(reading.tasks):
        if not (found := _TAIL.search(task.content, max(len(task.content) - _LONGEST_TAIL, 0))):
            continue
        said = found[found.lastgroup or 0]
        names = [name for name in names_in(said, reading.directory) if not stands_in(name, units_of(task))]
        if _VERB.search(said) or _is_list(said, names, reading.directory):
            if names:
                yield Doubt(DoubtKind.UNIT_MISSED, index, "responsible", "、".join(names))
            yield Doubt(DoubtKind.CONTENT_MIXED, index, "content", said)


def _is_list(said: str, names: list[str], directory: UnitDirectory) -> bool:
    """Tell a list of units, also with something beside it: 市营商办，此项工作持续推进."""
    most = len("".join(names)) * 2 > len(said)
    return bool(names) and (most or is_body(re.split("[，；、]", said)[0], directory))


def left_in_clause(reading: Reading) -> Iterator[Doubt]:
    """Yield the bodies that the printed units name and no role has."""
    for index, task in enumerate(reading.tasks):
        units = units_of(task)
        if not _MORE.search(_ROLE_WORDS.sub("，", _without(task.unit_text, units))):
            continue
        missed = [name for name in names_in(task.unit_text, reading.directory) if not stands_in(name, units)]
        if missed:
            yield Doubt(DoubtKind.UNIT_MISSED, index, "responsible", "、".join(dict.fromkeys(missed)))


def _without(text: str, units: Sequence[str]) -> str:
    for unit in units:
        text = text.replace(unit, "，")
    return text


def of_one_body(reading: Reading) -> Iterator[Doubt]:
    """Yield the units that cannot be the name of one body: 2.县水利局, 市财政局/市发改委, a half bracket."""
    for index, task in enumerate(reading.tasks):
        for unit in units_of(task):
            odd = _ODD.search(unit) and not is_known(unit, reading.directory) and not is_collective(unit)
            if odd or unit.count("（") != unit.count("）"):
                yield Doubt(DoubtKind.UNIT_UNLIKELY, index, "responsible", unit)


def in_kept_columns(reading: Reading) -> Iterator[Doubt]:
    """Yield the cells of a column that no field took up where most of them are units."""
    for name, cells in reading.kept().items():
        held = [text for text in cells.values() if not is_deadline(text) and is_units(text, reading.directory)]
        if len(held) >= USUAL.guess_share * len(cells):
            for index, text in cells.items():
                yield Doubt(DoubtKind.UNIT_MISSED, index, "responsible", f"{name}：{text}")
