"""Characters and words that several readers know: stops, brackets, numerals, words of time; each stands here only.

What is called a class goes between the brackets of a pattern (``[{DIGITS}]``), what is called words between its bars.
"""

from __future__ import annotations

from typing import Final

# --------------------------------------------------------------------------- stops (classes)
SENTENCE_STOPS: Final = "。！？"
STATEMENT_STOPS: Final = "。！；"  # one of these closes what is to be done
RUN_STOPS: Final = "。！？；"
CLAUSE_STOPS: Final = "，。；！？\n"
PIECE_STOPS: Final = "，。；"  # parts of a clause, where lines were joined
TEXT_STOPS: Final = "。；：，"  # a line that ends with one is no title
COLONS: Final = "：:"
ENDED: Final = "。！；？…”）"  # with these a cell of content is complete

# --------------------------------------------------------------------------- brackets (classes)
OPENING: Final = "（〔"  # of cleaned text
CLOSING: Final = "）〕"
PRINTED_OPENING: Final = "（(〔［["  # of text as printed
PRINTED_CLOSING: Final = "）)〕］]"
ANY_OPENING: Final = PRINTED_OPENING + "【｛{〈＜"
ANY_CLOSING: Final = PRINTED_CLOSING + "】｝}〉＞"

# --------------------------------------------------------------------------- numerals (classes)
DIGITS: Final = "一二三四五六七八九十"  # of numbers up to 九十九: months, days, items
COUNTED: Final = f"{DIGITS}两百"  # of amounts: 两次, 一百件
ORDINAL: Final = f"〇零{DIGITS}百"  # of items and articles: 第一百零三条
QUARTERS: Final = "一二三四"
AND: Final = "、和及与"  # between the members of a list

# --------------------------------------------------------------------------- from … to, and who (words)
TO: Final = "至|到|—|–|-|~"  # between two days or numbers; counts and dates also know ～
BODY: Final = "单位|部门|科室|处室"  # what an office calls those who work

# --------------------------------------------------------------------------- time without a date (words)
SAME_AS_ABOVE: Final = '同上|[〃″"”]|同前'
_SOON: Final = "及时|适时|即时|定期|按时|尽快|随时|实时"
_ON: Final = "长期|持续|常态化?"
_ROUND: Final = "两会[前后]"
# «长期坚持» «持续推进» «常态化» «日常»
LONG_TERM: Final = f"{_ON}|日常|经常|常年|即日起|立即并|滚动|贯穿始终|全过程|始终坚持|一以贯之|每年坚持"
YEAR_ROUND: Final = "全年|整年|终年|贯穿年"  # «全年推进» «贯穿全年»
# «及时» «按法定时限» «两会前»
VAGUE: Final = (
    f"{_SOON}|尽早|立即|马上|限时|近期|立行立改|待定|另行|视情|动态"
    rf"|按照?[^{PIECE_STOPS}]{{0,16}}(?:时限|要求|规定|安排|进度|计划|部署|期限|通知|时间|节点)|{_ROUND}|汛期|根据|依法|年前|节前"
)
# the same as all that a cell holds: 及时公开名单 is work, 及时 a deadline
VAGUE_CELL: Final = (
    f"{_SOON}|{_ROUND}|汛期[前后]?|每个?(?:日|周|月|季度?|半年|年)[底末]?|按(?:周|月|季度?|年度?)"
    "|按(?:法定|规定)(?:时限|时间)|按(?:上级|规定|有关|相关)*要求|同上|[〃″]"
)
# «每月5日前»: a period, no deadline
PERIODIC: Final = "每个?(?:工作)?(?:日|天|周|星期|旬|月|季|半年|年)|按(?:周|月|季|年|半年)|半年一次|逐月|逐季"
# what a cell with a date is made of
DATED_CELL: Final = (
    "[0-9年月日号季度上中下旬半底末初前后之以内至到起—–~～、，；（）()。.-]"
    rf"|[{DIGITS}]|第|全|长期|坚持|持续|推进|常态化?|开展"
    "|贯穿|启动|开始|自|印发|发布|本文件?|本通知|工作|个|次|今|明|当|每|周|即|并|且|逐步|完成|实施|春节|国庆节?|元旦"
    "|日常|[“”]|期间|时期|终"
)
# when, not who, within a list of units: 2022年12月底前完成, 长期坚持, 每季度
WHEN: Final = (
    rf"\d\s*[年月日]|[{QUARTERS}]季度|[上下]半年|年[底内末]|全年|月底|{_ON}|即日|每(?:半年|[年月季周日])|按[年月季]"
)
