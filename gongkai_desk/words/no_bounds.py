"""Days in prose that set no deadline: how long something holds, whom it is for, what was done on them.

(DOMAIN §1: a deadline is the last day of the work.) What only may be one of these keeps its day, to be confirmed.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.words.dates import Moment

_NEAR: Final = 24  # characters before a day, or behind it, that say what it is; keeps long prose cheap
_SINCE: Final = re.compile(r"起(?!草)")  # «2022年7月1日起施行»
_PASSED: Final = re.compile(  # «1月1日前已完成», «3月31日前后», «3月底完成了选址»
    r"前?(?:已|后)|以[来后]|(?:之?前|底|末)?(?:全[线部面]?|均|都|基本|业|现|各项)*已"
    r"|(?:之?前|底|末)?[^，。；、\n]{0,6}(?:完成|通过|建成|印发|出台|召开|举办|启动|实现|取得|开展|签订|制定|公布|通车|开通)了(?!解)"
)
_DONE: Final = re.compile(r"(?:已经?|业已|早已|均已|曾)(?:于|在)?$")  # «已于5月30日通车»
# «有效期至6月30日», «试行期间：3月1日至9月30日», «自1月1日起施行至12月31日»
_HOLDS: Final = re.compile(
    r"(?:(?:有效|试行|适用|施行|缓缴|过渡|保护|质保|聘用)期[限间]?|(?:政策|标准|办法|规定|措施)[^，。；\n]{0,4}(?:执行|实施)期[限间]?"
    r"|(?<!组织)(?:施行|执行|试行|有效)|起(?:实施|生效)|(?:政策|期限|有效期|实施期)[^，。；\n]{0,4}(?:延长|延续|顺延))"
    r"(?:[为是：自从至到]|截至|截止到?){1,3}$"
)
_TAKES_EFFECT: Final = re.compile(r"(?:施行|执行|试行|实施|生效)，(?:至|到|截至)?$")  # …起实施，|至12月31日|止
_STOPS: Final = re.compile(r"(?:日?止|(?:期间|[前内止])*(?:自动|自行|同时)?(?:有效|失效|废止))(?=[，。；\n]|$)")
_LAPSES: Final = re.compile(r"(?:期间|[前内止起])*(?:自动|自行|同时)?(?:失效|废止|到期|届满)(?=[，。；\n]|$)")
_FOR_WHOM: Final = re.compile(r"(?:^|[，。；、：\n])[对凡将](?:于|在)?$")  # «对1月1日至6月30日新招用…的企业»
_OF_WHOM: Final = re.compile(r"(?:期间|以?内)?[^，。；\n]{0,24}的")
_PROFITS: Final = re.compile(  # «…，困难企业可组织培训», «…，对不裁员的企业给予补贴»
    r"(?:期间|[内止])?，?[^。；\n]{0,40}?(?:可(?![靠行视能持再追])|给予|享受|发放|返还|减征|免征|减免|缓缴|缓征|补贴|补助|放宽)"
)

_REPORTED: Final = re.compile(  # «1—9月份财政预算执行情况»: what a report is of
    r"份?[^，。；、\n前底末完开组推实建启举制印进]{0,12}(?:情况|报表|数据|决算|报告|统计|台账|运行分析)"
)


def sets_no_bound(body: str, moment: Moment) -> bool:
    """Tell a day that something holds from or until, says whom or what it is of, or on which something was done."""
    at, end = moment.start, moment.end
    if _SINCE.match(body, end) or _PASSED.match(body, end) or _before(_DONE, body, at):
        return True
    if _before(_HOLDS, body, at) or _LAPSES.match(body, end):
        return True
    if _before(_TAKES_EFFECT, body, at) and _STOPS.match(body, end):
        return True
    return moment.since is not None and (bool(_REPORTED.match(body, end)) or _is_of_others(body, moment))


def _is_of_others(body: str, moment: Moment) -> bool:
    """Tell a span that says whom a rule is for, or a whole year in which one may profit from it."""
    if _before(_FOR_WHOM, body, moment.start) and _OF_WHOM.match(body, moment.end):
        return True
    return _is_whole_years(moment) and may_profit(body, moment)


def may_profit(body: str, moment: Moment) -> bool:
    """Tell a span in which somebody gets or may do something: it may be no deadline at all."""
    return moment.since is not None and bool(_PROFITS.match(body, moment.end))


def _is_whole_years(moment: Moment) -> bool:
    first, last = moment.since, moment.due
    if not first or not last:
        return False
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _before(pattern: re.Pattern[str], body: str, at: int) -> bool:
    return bool(pattern.search(body, max(0, at - _NEAR), at))
