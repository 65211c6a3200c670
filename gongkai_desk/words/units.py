"""Short forms in a list of units: 市发展改革委、商务局 stands for 市发展改革委、市商务局 (elliptical names)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

from gongkai_desk.domain.unit import Alias, StoredGroup, StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.paths import resource
from gongkai_desk.words.normal import key
from gongkai_desk.words.unit_names import (
    CORPS,
    LEVEL,
    bare,
    folded,
    is_collective,
    is_layered,
    is_open,
    is_whole,
    open_end,
    split_units,
    without_place,
)


class Knows(Protocol):
    """What completing asks of a directory."""

    def knows(self, name: str) -> bool:
        """Tell whether this is a name of a unit, at whatever level (市… also for 区…, 县…)."""


# words in which 市, 区, 县, 州 is no level sign: 市场监管局, 城市管理局, 市政市容委 (but 市政府), 社区
_NO_SIGN = re.compile(
    r"市场|城市|都市|市容|市政(?!府|务|协|法|数|研)|市域|市民(?=服务|热线|中心)|社区|区块|区域|县域|灾区|库区|景区|园区|旗下"
)
# 州 within 云州市, 通州区 is no sign, nor at the second place of a city's bare name (苏州工业园区)
_SIGN = re.compile(
    rf"自治[区州县旗]|{CORPS}|地区|[省市区县旗盟]|(?<![\u4e00-\u9fff])州(?![市区县])|(?<=[\u4e00-\u9fff]{2})州(?![市区县])"
)
_LEAGUE = re.compile(r"团([省市区县州旗盟])委")  # 团市委
# 市委|宣传部, 市政府|办公厅, but not 市委员会, 市政府各部门
_COMMITTEE_OR_GOVERNMENT = re.compile(r"委(?=[^员])|政府(?!各)", re.DOTALL)
# what may take a sign without being in the dictionary
_COMPLETED = re.compile(r"(?:局|委|办|厅|院|中心|集团|公司|处|总队|支队|会|部|室|馆|台|校|社|站|所|署)$")
# names that carry a place or a vertical system, or stand above every level
_OWN = re.compile(
    r"^(?:各|有关|相关|国家|中央|中共|中国|全国|人民银行|人行|银保监|银监|证监|保监|金融监管|国网|南网|中石|中铁|中电|中核|华能|大唐|华电|属地|驻|其他|本"
    r"|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海"
    r"|宁夏|新疆|香港|澳门|台湾|京|沪)"
    r"|海关$|银监分局$|管委会$|管理委员会$|领导小组|指挥部$|^.{0,6}铁路"
    r"|^.{2,4}(?:(?:日报|晚报|晨报|都市报)社?|报业集团|广播电视(?:总)?台|融媒体中心)$"  # 云州日报社, not 广播电视台
)
_GENERIC = re.compile(
    rf"(?:功能区|开发区|园区|新区)?管委会|行署|行政公署|管理委员会|(?:{LEVEL})(?:人民)?(?:政府|办事处)?|(?:直属|派出|所属)(?:机构|单位|部门)|(?:事业)?单位|部门|科室|处室"
)
_SHARED = re.compile(
    rf"(?P<levels>{LEVEL}(?:、{LEVEL})+)(?P<noun>(?![一二两三四五多各])[\u4e00-\u9fff]{{2,}})"
)  # 市、区行政复议主管部门


def complete_elliptical(names: Sequence[str], directory: Knows) -> dict[str, str]:
    """Return {printed: full} for those of one 、 list that are not printed in full; others are left out.

    A form without level sign takes that of the nearest earlier full name; after 市委… it may be 市委's; 管委会 after
    各县〔区〕政府 is 各管委会; 区县（市）政府 is 各区县（市）政府; an open end is dropped (市民政局等部门 → 市民政局).
    """
    full: dict[str, str] = {}
    sign, each = "", ""
    for name in names:
        ended = open_end(name)
        plain = ended or bare(name)
        completed = _completed(plain, sign, each, directory)
        if completed or ended:
            full[name] = completed or plain
        sign = _sign_of(plain) or sign
        each = _each_of(plain) or each
    return full


def _completed(plain: str, sign: str, each: str, directory: Knows) -> str | None:
    """Return the full form of one name, or ``None`` where it is full already or cannot be told."""
    flat = folded(plain)
    if is_layered(flat):
        return "各" + plain
    if shared := _SHARED.fullmatch(flat):
        return _every_level(shared)
    if each and _GENERIC.fullmatch(flat):
        return each + plain
    if not sign or not is_elliptical(plain):
        return None
    for prefix in _prefixes(sign):
        if directory.knows(prefix + plain):
            return prefix + plain
    return _guarded(sign, plain)


def _prefixes(sign: str) -> tuple[str, ...]:
    """Return the signs to try, nearest first: after 市委宣传部 市委…, then 市…."""
    base = re.sub(r"(?:委|政府)$", "", sign)
    return (sign, base) if base != sign else (sign, sign + "政府")


def _guarded(sign: str, plain: str) -> str | None:
    """Return the completion that no dictionary confirms: only by ending, and no bureau (局) under a committee."""
    if not _COMPLETED.search(folded(plain)):
        return None
    base = re.sub(r"政府$", "", sign)
    return (re.sub(r"委$", "", base) if plain.endswith("局") else base) + plain


def is_elliptical(name: str) -> bool:
    """Tell whether a name lacks its level sign and could take one: 商务局, 市场监管局; not 渝水区教育局, 海关, 各局."""
    flat = folded(bare(name))
    if _OWN.search(flat) or is_open(flat) or not is_whole(flat) or len(flat) < 2:
        return False
    return not _SIGN.search(_NO_SIGN.sub("", re.sub(r"（.*?）|〔.*?〕", "", flat)))


def _sign_of(plain: str) -> str:
    """Return the sign a full name lends to those after it: 市, 省, 云州市, 市委, 市政府; "" if it lends none."""
    flat = folded(plain)
    if league := _LEAGUE.match(flat):
        return league[1]
    masked = _NO_SIGN.sub(lambda found: "□" * len(found[0]), flat)
    found = _SIGN.search(masked)
    far = 16 if "自治" in flat else 8
    if found is None or flat.startswith(("各", "有关", "相关")) or found.start() > far or found.end() == len(flat):
        return ""
    sign, rest = flat[: found.end()], flat[found.end() :]
    return sign + (_COMMITTEE_OR_GOVERNMENT.match(rest) or [""])[0]


def _each_of(plain: str) -> str:
    """Return what 各 lends: 各县〔区〕政府 → 各, 市政府各部门 → 市政府各."""
    return plain[: plain.index("各") + 1] if "各" in plain else ""


def _every_level(shared: re.Match[str]) -> str:
    """Return 市行政复议主管部门、区行政复议主管部门 for 市、区行政复议主管部门."""
    return "、".join(level + shared["noun"] for level in shared["levels"].split("、"))


_LEVEL_SIGN = re.compile(rf"^(?:自治[区州县旗]|地区|{CORPS}|师市|[省区县州旗盟])(?!域|块)")
_SECOND_SIGN = re.compile(r"^(?P<first>[^()]+)\((?P<second>[^()]{3,})\)$")  # 市府办〔市大数据局〕
_REMARK = re.compile(r"\((?:不含|不包括|除|含|包括)[^()]*\)$")  # 各区政府（含开发区）
_WITHOUT = re.compile(r"\((?:不含|不包括|除)(?P<names>[^()]+?)外?\)$")  # 各区政府（不含东区、西区）

_DISTRICTS = r"(?:设区|地级以上|自治[州县旗]|地区|特区|师(?=市|$)|[区县市州旗盟地()])+(?:政府|行署|行政公署)?"
_TOWNS = r"(?:街道|苏木|团场|团(?=镇|$)|[镇乡街()])+(?:政府|办事处)?"
_LAYERS = tuple(  # keys of collective names by level, e.g. 县(区)政府管委会
    (re.compile(pattern), classes)
    for pattern, classes in (
        (_DISTRICTS, {UnitClass.DISTRICT}),
        (rf"{_DISTRICTS}\(?[\u4e00-\u9fff]{{0,3}}管委会\)?", {UnitClass.DISTRICT, UnitClass.ZONE}),
        (rf"{_TOWNS}(?:{_TOWNS})?", {UnitClass.TOWN}),
    )
)


@dataclass(frozen=True)
class UnitDirectory:
    """Units and collective names of one office; immutable, its look-up tables are built at the first question."""

    units: tuple[Unit, ...] = ()
    groups: tuple[UnitGroup, ...] = ()
    place: str = ""  # 上海市: a name may begin with it, or with its sign alone

    @classmethod
    def usual(cls) -> UnitDirectory:
        """Return the shipped directory of a Chinese city's usual departments and collective names."""
        return _usual()

    def with_units(self, units: Iterable[Unit]) -> UnitDirectory:
        """Return a directory that knows these units too; one of the same name, or id, takes the old one's place."""
        given = tuple(units)
        numbered = {unit.id: unit for unit in given if isinstance(unit, StoredUnit)}
        fresh = {key(unit.name): unit for unit in given}
        same = (numbered.get(unit.id, unit) if isinstance(unit, StoredUnit) else unit for unit in self.units)
        kept = tuple(fresh.pop(key(unit.name), unit) for unit in same)
        return replace(self, units=(*kept, *fresh.values()))

    def with_groups(self, groups: Iterable[UnitGroup]) -> UnitDirectory:
        """Return a directory that knows these collective names too; one of the same name takes the old one's place."""
        fresh = {_group_key(group.name): group for group in groups}
        kept = tuple(fresh.pop(_group_key(group.name), group) for group in self.groups)
        return replace(self, groups=(*kept, *fresh.values()))

    def find(self, name: str, on: date | None = None) -> Unit | None:
        """Return the unit of this full, short or former name; ``None`` if unknown or if two units share the name.

        With ``on``, a name that held on that day goes before one that did not. A bracket may be another sign. A name
        is the same with and without 人民 before 政府, and with and without the name of the directory's place.
        """
        wanted = key(name)
        if found := self._named(wanted, on):
            return found
        signs = _SECOND_SIGN.match(wanted)
        if signs:
            return self._named(signs["first"], on) or self._named(signs["second"], on)
        return None if wanted in self._names else self._chosen(self._loose_names.get(self._loose(wanted), ()), on)

    def candidates(self, name: str) -> tuple[Unit, ...]:
        """Return all units that have this name, more than one where it does not say which is meant."""
        wanted = key(name)
        found = self._names.get(wanted) or self._loose_names.get(self._loose(wanted), [])
        return tuple({unit.name: unit for unit, _ in found}.values())

    def _loose(self, wanted: str) -> str:
        return without_place(wanted, self.place).replace("人民政府", "政府")

    def _named(self, wanted: str, on: date | None) -> Unit | None:
        return self._chosen(self._names.get(wanted, ()), on)

    @staticmethod
    def _chosen(candidates: Sequence[tuple[Unit, Alias | None]], on: date | None) -> Unit | None:
        held = [unit for unit, alias in candidates if alias is None or _held(alias, on)]
        for choice in ([unit for unit, alias in candidates if alias is None], held, [unit for unit, _ in candidates]):
            different = {unit.name for unit in choice}
            if different:
                return choice[0] if len(different) == 1 else None
        return None

    def stored(self, name: str, on: date | None = None) -> StoredUnit | None:
        """Return the unit of the library that this names, as ``find``."""
        found = self.find(name, on)
        return found if isinstance(found, StoredUnit) else None

    @cached_property
    def stored_units(self) -> tuple[StoredUnit, ...]:
        """Return those units that are in the library."""
        return tuple(unit for unit in self.units if isinstance(unit, StoredUnit))

    @cached_property
    def stored_groups(self) -> tuple[StoredGroup, ...]:
        """Return those collective names that are in the library."""
        return tuple(group for group in self.groups if isinstance(group, StoredGroup))

    def knows(self, name: str) -> bool:
        """Tell whether this names a unit here, or one of its like at another level (区教育局 by 市教育局)."""
        wanted = key(name)
        return wanted in self._names or _LEVEL_SIGN.sub("市", wanted) in self._names

    def group(self, name: str) -> UnitGroup | None:
        """Return the collective unit of this name in any of its spellings: 各区、县（市）政府 = 区县(市)人民政府.

        各区政府（不含东区） comes without that unit, and is ``None`` while the excluded one is not in the directory.
        """
        found = self._listed(name)
        without = _WITHOUT.search(key(name))
        return self._less(found, without["names"]) if found and without else found

    def _listed(self, name: str) -> UnitGroup | None:
        exact = self._group_names.get(key(name))
        if exact and key(exact.name) == key(name):
            return exact
        if not (is_collective(name) or is_open(name)):  # 区政府 is one unit, though 各区政府 is known
            return None
        wanted = _group_key(name)
        names = self._group_names
        return names.get(wanted) or names.get(_LEVEL_SIGN.sub("市", wanted)) or self._group_of_layer(wanted)

    def _less(self, group: UnitGroup, names: str) -> UnitGroup | None:
        """Return the group without those it excludes in print; ``None`` if one of them is not known."""
        units = [self.find(name) or self.find(f"{name}政府") for name in split_units(names)]
        excluded = tuple(unit.id for unit in units if isinstance(unit, StoredUnit))
        return replace(group, exclusions=(*group.exclusions, *excluded)) if len(excluded) == len(units) else None

    def _group_of_layer(self, wanted: str) -> UnitGroup | None:
        """Return the listed group of the same classes for a layer in a spelling nobody listed."""
        classes = next((classes for pattern, classes in _LAYERS if pattern.fullmatch(wanted)), None)
        return next((group for group in self.groups if group.closed and set(group.classes) == classes), None)

    def expand(self, group: UnitGroup, on: date | None = None) -> tuple[Unit, ...]:
        """Return the named units of a closed collective name in the directory's order; none for an open one.

        Units that are only proposed do not count. ``on`` leaves out units whose name did not hold yet or any more.
        """
        if not group.closed:
            return ()
        listed: dict[int | None, int] = {member: place for place, member in enumerate(group.members)}
        chosen = [unit for unit in self.units if self._belongs(unit, group) and _lived(unit, on)]
        return tuple(sorted(chosen, key=lambda unit: (unit.order, listed.get(_id_of(unit), 0))))

    def _belongs(self, unit: Unit, group: UnitGroup) -> bool:
        if unit.proposed or _id_of(unit) in group.exclusions:
            return False
        return unit.cls in group.classes or _id_of(unit) in group.members

    def collapse(self, units: Sequence[Unit], on: date | None = None) -> tuple[str, ...]:
        """Return the names to print: a complete set of a collective name as that name, the widest first."""
        names = [unit.name for unit in units]
        for group, members in self._complete_sets(on):
            if members <= set(names):
                first = min(names.index(member) for member in members)
                names[first] = group.name
                names = [name for name in names if name not in members]
        return tuple(names)

    def _complete_sets(self, on: date | None) -> list[tuple[UnitGroup, set[str]]]:
        sets = [(group, {unit.name for unit in self.expand(group, on)}) for group in self.groups]
        return sorted((pair for pair in sets if len(pair[1]) > 1), key=lambda pair: -len(pair[1]))

    @cached_property
    def _names(self) -> dict[str, list[tuple[Unit, Alias | None]]]:
        """Every name → its units; ``None`` for full and short names, else the alias."""
        table: dict[str, list[tuple[Unit, Alias | None]]] = {}
        for unit in self.units:
            for name, alias in _names_of(unit):
                table.setdefault(key(name), []).append((unit, alias))
        return table

    @cached_property
    def _loose_names(self) -> dict[str, list[tuple[Unit, Alias | None]]]:
        """What all ways to write a name share → its units, as ``_names``."""
        table: dict[str, list[tuple[Unit, Alias | None]]] = {}
        for name, found in self._names.items():
            table.setdefault(self._loose(name), []).extend(found)
        return table

    @cached_property
    def _group_names(self) -> dict[str, UnitGroup]:
        """Printed names, and what all spellings of each share → group; the first listed wins."""
        loose = {_group_key(group.name): group for group in reversed(self.groups)}
        return loose | {key(group.name): group for group in reversed(self.groups)}


def _names_of(unit: Unit) -> Iterator[tuple[str, Alias | None]]:
    yield unit.name, None
    if unit.short and unit.short != unit.name:
        yield unit.short, None
    for alias in unit.aliases:
        yield alias.name, alias


def _held(alias: Alias, on: date | None) -> bool:
    """Tell whether a name was in use on a day."""
    return on is None or ((alias.since or on) <= on <= (alias.until or on))


def _lived(unit: Unit, on: date | None) -> bool:  # a unit that is abolished keeps its own name as a former one
    own = next((alias for alias in unit.aliases if alias.name == unit.name), None)
    return own is None or _held(own, on)


def _group_key(name: str) -> str:
    """Return what all spellings of a collective name share: no 各 at the head, no 、, no 人民, one kind of bracket."""
    plain = _REMARK.sub("", key(name)).replace("人民政府", "政府").replace("、", "")
    return re.sub(r"^(?:各|全市各)", "", plain).replace("各委办局", "各部门")


@cache
def _usual() -> UnitDirectory:
    return UnitDirectory(
        tuple(read_units(resource("units", "units.csv"))), tuple(read_groups(resource("units", "groups.csv")))
    )


def _id_of(unit: Unit) -> int | None:
    return unit.id if isinstance(unit, StoredUnit) else None


def read_units(path: Path) -> Iterator[Unit]:
    """Yield the units of a CSV (UTF-8): 全称,简称,类别,其他简称,曾用名 (名称 起—止 年, parted by ；)."""
    for order, row in enumerate(_rows(path), start=1):
        aliases = (*_short_names(row.get("其他简称", "")), *_former_names(row.get("曾用名", "")))
        yield Unit(row["全称"], row.get("简称", ""), UnitClass(row["类别"]), order, aliases)


def read_groups(path: Path) -> Iterator[UnitGroup]:
    """Yield the collective names of a CSV: 名称,范围 (closed or open),类别 (classes parted by blanks)."""
    for row in _rows(path):
        classes = tuple(UnitClass(name) for name in (row.get("类别") or "").split())
        yield UnitGroup(row["名称"], row["范围"] == "closed", classes)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _short_names(cell: str) -> Iterator[Alias]:
    return (Alias(name) for name in re.split(r"[；;\s]+", cell or "") if name)


def _former_names(cell: str) -> Iterator[Alias]:
    """Yield 市环保局 2009—2018 as a former name that held from 2009-01-01 to 2018-12-31; either year may be missing."""
    for part in re.split(r"[；;]", cell or ""):
        if found := re.match(r"\s*(\S+?)\s*(?:(\d{4})?\s*[—–-]\s*(\d{4})?)?\s*$", part):
            since, until = found[2], found[3]
            first = date(int(since), 1, 1) if since else None
            yield Alias(found[1], former=True, since=first, until=date(int(until), 12, 31) if until else None)
