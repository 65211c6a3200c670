"""The place whose office a paper or a library is of: 上海市, 云州市, 上海市黄浦区."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = r"[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|省|市|区|县|州|旗|盟)"
# 云州市人民政府办公室, 上海市黄浦区政府
_BY_ISSUER = re.compile(rf"(?P<place>(?:{_NAME}){{1,3}}?)(?=人民政府|政府|委员会办公|委办公|政务公开|政务服务)")
# 云州市2026年政务公开工作要点, 2022年上海市政务公开工作要点
_BY_TITLE = re.compile(
    rf"(?:关于印发|印发|《)?(?:\d{{4}}年度?)?(?P<place>(?:{_NAME}){{1,3}}?)(?=\d{{4}}年|政务公开|人民政府)"
)
_SIGN = re.compile(r"(?:自治区|自治州|自治县|[省市区县州旗盟])$")
_PARTS = re.compile(_NAME)


def place_of(issuer: str, title: str) -> str:
    """Return the place that a plan's issuer or else its title names; empty where neither does (国务院办公厅)."""
    found = _BY_ISSUER.match(issuer.strip()) or _BY_TITLE.match(title.strip())
    return found["place"] if found else ""


def is_another(place: str, own: str) -> bool:
    """Tell whether a paper is of another place of the same level: 沈阳市 for 上海市, not 江苏省 for 南京市."""
    if not place or not own or _SIGN.search(place) is None or _last(place) == _last(own):
        return False
    return place[-1] == own[-1]


def own_place(papers: Iterable[tuple[str, str]]) -> str:
    """Return the place of an office by (issuer, title) of what it keeps: the first of the lowest level."""
    found = [place for issuer, title in papers if (place := place_of(issuer, title))]
    return min(found, key=_level, default="")


def without_place(name: str, place: str) -> str:
    """Return a name without the proper name of its place: 上海市教育委员会 → 市教育委员会; else as it is."""
    for head in (place, _last(place)):
        if head and name.startswith(head) and len(name) > len(head):
            return head[-1] + name[len(head) :]
    return name


def _last(place: str) -> str:
    """Return the lowest part of a place: 上海市黄浦区 → 黄浦区."""
    parts = _PARTS.findall(place)
    return parts[-1] if parts else ""


def _level(place: str) -> int:
    return "县区旗市州盟省".find(place[-1]) if place[-1] in "县区旗市州盟省" else 9
