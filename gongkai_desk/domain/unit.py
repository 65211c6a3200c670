"""Units (单位) and who does what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.ids import GroupId, UnitId
from gongkai_desk.domain.state import Role


class UnitClass(StrEnum):
    """Classes by which collective names expand; the office's own words are in ``words.terms``."""

    DEPARTMENT = "department"  # 政府部门
    DISTRICT = "district"  # 区县政府
    ZONE = "zone"  # 功能区管委会
    TOWN = "town"  # 镇街
    VERTICAL = "vertical"  # 垂管单位
    PARTY = "party"  # 党委部门、群团
    INSTITUTION = "institution"  # 直属机构、事业单位
    COMPANY = "company"  # 企业
    SECTION = "section"  # 科室
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a unit: short (简称) or former (曾用名, with the years it held)."""

    name: str
    former: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory."""

    name: str
    short: str = ""
    cls: UnitClass = UnitClass.OTHER
    order: int = 0
    aliases: tuple[Alias, ...] = ()
    contact: str = ""
    phone: str = ""
    mail: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class StoredUnit(Unit):
    """A unit of the library's directory."""

    id: UnitId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A collective unit (统称单位): closed ones expand by class, minus exclusions; open ones never do."""

    name: str
    closed: bool
    classes: tuple[UnitClass, ...] = ()
    members: tuple[int, ...] = ()
    exclusions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredGroup(UnitGroup):
    """A collective unit of the library's directory."""

    id: GroupId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Roles:
    """The units of one responsibility clause, as printed, in order.

    ``full`` maps an elliptical or open-ended form to its full form; ``open_ended`` are names such as 市民政局等部门 and
    ``unnamed`` such as 相关单位, both for a person to settle. ``left`` is what was no unit (remarks in the brackets).
    """

    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    full: dict[str, str] = field(default_factory=dict)
    open_ended: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    guide: tuple[str, ...] = ()  # 指导、监督: beside those who do the work, not among them


@dataclass(frozen=True, slots=True)
class Assignment:
    """One printed unit of a stored task (分工), matched to the directory where that was possible."""

    task_id: int
    printed: str
    role: Role
    position: int
    unit_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class UnitList:
    """The units of a table; ``unread``: name and 类别 as written where that is no class we know."""

    units: tuple[Unit, ...]
    unread: tuple[tuple[str, str], ...] = ()
