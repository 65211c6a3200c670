"""What sets nobody a task: what a paper says of itself, and what a web page prints under the article.

Every test takes cleaned text (blanks between Chinese characters are gone). A sentence is only heard so where it speaks
of the paper itself (本办法, 以上政策) or of nothing but its force: «9月底前印发施行» is work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.words.lexicon import COLONS

_SELF = (  # 本办法, 以上政策, 本实施方案
    r"(?:本|以上|上述)(?:实施|工作|行动|若干|管理|暂行)?"
    r"(?:办法|方案|通知|意见|措施|规定|细则|政策|要点|计划|文件|条例|规程|制度|清单|举措|条款|规则|指南|决定|规划|要求|标准)"
)
_FORCE = "施行|实施|生效|执行|试行"
_FROM = rf"(?:自|从|于)[^，。；]{{2,24}}?(?:起|之?日)(?:正式|开始)?(?:{_FORCE})(?=[，；]|$)"  # 自2026年7月1日起施行
_STATES = re.compile(  # one sentence without its stop
    rf"{_SELF}(?:中)?(?:所)?(?:称|指|适用|所述)|{_SELF}中?[^，。]{{2,20}}(?:，)?是指"
    rf"|(?:{_SELF})?[^，。]{{0,4}}{_FROM}"
    rf"|{_SELF}[^。]{{0,20}}(?:有效期|有效|{_FROM}|于[^，。]{{4,14}}(?:{_FORCE})|解释|废止|截止)"
    rf"|(?:{_SELF})?有效期(?:限)?(?:为|至|到|自|[{COLONS}0-9一二三五])"
    rf"|(?:{_SELF}|条文|具体|最终解释权|解释权)?(?:内容|条款)?(?:由|归)[^，。；]{{2,40}}?(?:负责|进行|共同)?(?:负责)?解释"
    r"|(?:此前|以前|原|凡|之前)[^。]{0,60}(?:不一致的?|同时废止|自行废止|即行废止|为准)"
    r"|(?:国家|上级|法律)[^。]{0,30}另有规定的"
    r"|未尽事宜"
    rf"|(?:公开)?(?:征求|征集)意见(?:的)?(?:起止|时间|日期|期限|期|截止)+[^。]{{0,6}}[{COLONS}为自至]"
    r"|(?:如有|如对|欢迎|请|公众|社会各界|有关单位和个人|意见)[^。]{0,40}(?:意见|建议)?[^。]{0,30}\d+月\d+日[^。]{0,30}(?:反馈|反映|提交|提出|发送|寄|邮箱)"
    r"|[\u4e00-\u9fff]{4,24}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:公布|发布|公开征求意见)"
    r"|为了?[^。]{4,200}(?:制定|提出)(?:本|以下|如下)[^，。]{0,12}$"
)
_OF_OPINIONS = re.compile("意见|建议")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")

_LINKS = "相关(?:文档|文件|附件|链接|阅读|文章|新闻|稿件|解读|信息|政策)"
_FILES = "(?:附件|原文|文件|文档)(?:下载|列表)"
_KEY = re.compile(  # words with which such a line, or a part of it, begins
    r"[【\[［（(]?(?:(?:责任编辑|编辑|审核|校对|作者|(?:信息|文章|稿件|新闻)?来源|发布(?:时间|日期|机构|单位)"
    rf"|(?:浏览|点击|阅读)(?:次数|量|数|率)?|访问量|字[号体]|政策解读|[上下]一?[篇条])[{COLONS}]"
    r"|扫一扫|扫[^。扫]{0,8}?码|手机(?:上)?打开|关注我们|(?:打印|关闭|收藏)(?:本页|此页|正文|窗口|页面|本文)"
    rf"|[打关](?:印|闭)(?=[】\]］）)])|分享[到至]?[{COLONS}]?|{_FILES}[{COLONS}]?|{_LINKS}[{COLONS}]?"
    r"|返回(?:顶部|首页|列表|上页)|(?:我要)?纠错|版权所有|网站地图)"
)
_HEADS = re.compile(rf"{_FILES}|{_LINKS}[{COLONS}]?$|[上下]一?[篇条][{COLONS}]")
_SURE = re.compile(  # those that no sentence of work holds
    rf"[【\[［（(]?(?:扫一扫|打印本页|关闭(?:窗口|本页)|责任编辑[{COLONS}]|分享[到至]|手机(?:上)?打开"
    rf"|(?:信息|文章|稿件)来源[{COLONS}]|浏览次数[{COLONS}]|[上下]一篇[{COLONS}])"
)
_FILL = re.compile(
    r"[】\]］）)\s|｜/·，、。大中小无]*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|更多|[】\]］）)\s])*"
)
_STOPS = "。；！？\n"
_LONGEST = 400  # characters of such a tail on one line
_VALUE, _REST = 80, 16  # characters behind a word with a colon, behind another


def states_no_task(text: str) -> bool:
    """Return whether every sentence says only whom a paper is for, what its words mean, or how long it holds."""
    sentences = [found[0].strip(" \n。！？；") for found in _SENTENCE.finditer(text)]
    sentences = [sentence for sentence in sentences if sentence]
    return bool(sentences) and all(map(_states_nothing, sentences))


def _states_nothing(sentence: str) -> bool:
    found = _STATES.match(sentence)
    if not found:
        return False
    asks = found[0].startswith(("如", "欢", "请", "公众", "社会", "有关", "意见"))
    return not asks or bool(_OF_OPINIONS.search(sentence))


def closing_at(text: str) -> int:
    """Return where the sentences begin that close a text and state no task; its length where none do."""
    begin = len(text)
    for found in reversed(list(_SENTENCE.finditer(text))):
        if not states_no_task(found[0]):
            break
        begin = found.start()
    return begin


def page_tail_at(text: str) -> int:
    """Return where in a line begins what a web page prints below its article; its length where nothing does.

    Inside a line (…长期坚持信息来源：云州市商务局打印本页) only what no sentence holds begins it.
    """
    begin = max(text.rfind(stop, 0, max(len(text) - 1, 0)) for stop in _STOPS) + 1
    keys = list(_KEY.finditer(text, max(begin, len(text) - _LONGEST)))
    for at, key in enumerate(keys):
        if (key.start() == begin or _SURE.match(key[0])) and _are_all(text, keys[at:]):
            return keys[at - 1].start() if at and _goes_with(keys[at - 1], key) else key.start()
    return len(text)


def _are_all(text: str, keys: Sequence[re.Match[str]]) -> bool:
    """Return whether nothing but such words and their values stands from the first of them to the end of the line."""
    ends = [*(key.start() for key in keys[1:]), len(text)]
    return all(_is_value(key[0], text[key.end() : end]) for key, end in zip(keys, ends, strict=True))


def _is_value(key: str, value: str) -> bool:
    if key[-1] in COLONS:
        return len(value) <= _VALUE
    return (bool(_SURE.match(key)) and len(value) <= _REST) or bool(_FILL.fullmatch(value))


def _goes_with(before: re.Match[str], key: re.Match[str]) -> bool:
    """Return whether a label before a sure word is of the tail too: 来源：云州市民政局责任编辑：李四."""
    return before[0][-1] in COLONS and key.start() - before.end() <= _REST


def is_page_tail(line: str) -> bool:
    """Return whether a whole line is of what a web page prints below its article: 打印本页　关闭窗口."""
    return bool(line) and page_tail_at(line) == 0


def opens_page_tail(line: str) -> bool:
    """Return whether the lines below belong to what a page prints under its article: 相关文档, 附件下载：."""
    return is_page_tail(line) and bool(_HEADS.search(line))
