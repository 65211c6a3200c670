"""The unit directory from and to text: other names in one line, a workbook of units read and entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.unit import StoredUnit, Unit, UnitClass, UnitList
from gongkai_desk.errors import NoTasks
from gongkai_desk.progress import Progress, silent
from gongkai_desk.reading import child
from gongkai_desk.reading.document import Cell, Document, Grid
from gongkai_desk.reading.read import read_document
from gongkai_desk.review.entering import class_by_name, read_aliases
from gongkai_desk.services.progress.joining import held_back
from gongkai_desk.store import units
from gongkai_desk.store.library import Library
from gongkai_desk.wording.sentences import UNIT_CLASSES

_HEADS = {
    "name": ("全称", "单位名称", "单位全称", "单位", "名称"),
    "short": ("简称", "单位简称"),
    "others": ("其他简称", "其他名称", "别名"),
    "former": ("曾用名", "原名称"),
    "cls": ("类别", "单位类别", "单位性质"),
    "contact": ("联络员", "联系人", "责任人"),
    "phone": ("电话", "联系电话", "手机", "办公电话"),
    "mail": ("邮箱", "电子邮箱", "电子邮件"),
}
# ---- a workbook of units


_CLASS_WORDS = {word: cls for cls, word in UNIT_CLASSES.items()} | {cls.value: cls for cls in UnitClass}
_CLASS_PARTS = (  # what offices write in 类别, by a part of it: 区政府, 市级部门, 街道办事处
    (("管委会", "功能区", "开发区"), UnitClass.ZONE),
    (("街道", "镇", "乡"), UnitClass.TOWN),
    (("垂管", "垂直", "中央驻", "省属驻"), UnitClass.VERTICAL),
    (("党委", "群团", "市委", "区委", "人民团体"), UnitClass.PARTY),
    (("事业", "直属"), UnitClass.INSTITUTION),
    (("企业", "公司", "国企", "集团"), UnitClass.COMPANY),
    (("科室", "处室"), UnitClass.SECTION),
    (("部门", "委办局", "组成"), UnitClass.DEPARTMENT),
    (("区政府", "县政府", "区县", "县区", "区人民政府", "县人民政府", "各区", "各县"), UnitClass.DISTRICT),
)


def read_class(word: str) -> UnitClass | None:
    """Return the class that a 类别 means (区政府, 市级部门); ``None``: it is none that is known."""
    bare = re.sub(r"\s", "", word)
    found = _CLASS_WORDS.get(bare)
    return found or next((cls for parts, cls in _CLASS_PARTS if any(part in bare for part in parts)), None)


def read_units_file(path: Path, progress: Progress = silent) -> UnitList:
    """Return the units that a table lists (全称 简称 曾用名 类别 联络员 电话 邮箱, in any order), read in the child.

    Raises:
        InputError: the file is refused; ``NoTasks`` where no table has a column 全称 or 单位名称.
    """
    document: Document = child.run(read_document, path, progress=progress)
    for _, item in document.items():  # noqa: PERF102 - a document, not a dict
        if isinstance(item, Grid) and (found := units_of(item)).units:
            return found
    raise NoTasks(file=str(path), reason="no_units")


def units_of(grid: Grid) -> UnitList:
    """Return the units of a table; none where no row of it is a head with 全称 or 单位名称."""
    for number, row in enumerate(grid.rows[:10]):
        columns = _columns(row)
        if "name" in columns and (len(columns) > 1 or len(row) == 1):
            texts = ({name: _text(line, place) for name, place in columns.items()} for line in grid.rows[number + 1 :])
            named = [each for each in texts if each["name"]]
            words = ((each["name"], each.get("cls", "")) for each in named)
            unread = tuple((name, word) for name, word in words if word and read_class(word) is None)
            return UnitList(tuple(_unit(each) for each in named), unread)
    return UnitList(())


def _columns(row: Sequence[Cell | None]) -> dict[str, int]:
    heads = {head: name for name, names in _HEADS.items() for head in names}
    texts = [re.sub(r"\s", "", cell.text) if cell else "" for cell in row]
    found: dict[str, int] = {}
    for place, text in enumerate(texts):
        if text in heads:
            found.setdefault(heads[text], place)
    return found


def _text(row: Sequence[Cell | None], place: int) -> str:
    cell = row[place] if place < len(row) else None
    return cell.text.strip() if cell else ""


def _unit(said: dict[str, str]) -> Unit:
    return Unit(
        said["name"],
        said.get("short", ""),
        read_class(said.get("cls", "")) or class_by_name(said["name"]),
        aliases=read_aliases(said.get("others", ""), said.get("former", "")),
        contact=said.get("contact", ""),
        phone=said.get("phone", ""),
        mail=said.get("mail", ""),
    )


def enter_units(library: Library, by: By, listed: Sequence[Unit]) -> Changes:
    """Enter listed units as one step: new ones are added, known ones get what the list says and they lack or differ.

    A unit is known by any of its names; its own full name and class stay where the list does not say otherwise.
    """
    known = units.directory(library)
    last = max((unit.order for unit in known.units), default=0)
    with library.step(f"导入 {len(listed)} 个单位", by) as step, held_back(library, step):
        for number, unit in enumerate(listed, 1):
            old = known.stored(unit.name)
            if old is None:
                units.insert_unit(step, replace(unit, order=last + number))
            else:
                units.update_unit(step, old, _told(old, unit))
    return step.changes


def _told(old: StoredUnit, listed: Unit) -> StoredUnit:
    names = {alias.name for alias in old.aliases} | {old.name, old.short}
    return replace(
        old,
        short=listed.short or old.short,
        cls=old.cls if listed.cls is UnitClass.OTHER else listed.cls,
        aliases=(*old.aliases, *(alias for alias in listed.aliases if alias.name not in names)),
        contact=listed.contact or old.contact,
        phone=listed.phone or old.phone,
        mail=listed.mail or old.mail,
        proposed=False,
    )
