"""Short forms in a list of units: 市发展改革委、商务局 stands for 市发展改革委、市商务局 (elliptical names)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from gongkai_desk.words.unit_names import LEVEL, bare, folded, is_layered, is_open, is_whole, open_end


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
    r"自治区|自治州|自治县|自治旗|[省市区县旗盟]|(?<![\u4e00-\u9fff])州(?![市区县])|(?<=[\u4e00-\u9fff]{2})州(?![市区县])"
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
    rf"(?:功能区|开发区|园区|新区)?管委会|管理委员会|(?:{LEVEL})(?:人民)?(?:政府|办事处)?|(?:直属|派出|所属)(?:机构|单位|部门)|(?:事业)?单位|部门|科室|处室"
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
    if found is None or flat.startswith(("各", "有关", "相关")) or found.start() > 8 or found.end() == len(flat):
        return ""
    sign, rest = flat[: found.end()], flat[found.end() :]
    return sign + (_COMMITTEE_OR_GOVERNMENT.match(rest) or [""])[0]


def _each_of(plain: str) -> str:
    """Return what 各 lends: 各县〔区〕政府 → 各, 市政府各部门 → 市政府各."""
    return plain[: plain.index("各") + 1] if "各" in plain else ""


def _every_level(shared: re.Match[str]) -> str:
    """Return 市行政复议主管部门、区行政复议主管部门 for 市、区行政复议主管部门."""
    return "、".join(level + shared["noun"] for level in shared["levels"].split("、"))
