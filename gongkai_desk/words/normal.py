"""Text made comparable: ``clean`` for what is kept and shown, ``key`` for matching only, ``number`` for one numeral.

``masked`` hides names, for a number in a title is no measure; ``clause_start`` and ``clause_end`` cut prose.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gongkai_desk.outside import without_unseen
from gongkai_desk.words.lexicon import CLAUSE_STOPS, COUNTED
from gongkai_desk.words.traditional import FOLDS

HAN: Final = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WIDE_MARKS: Final = "，。；：？！、（）《》〈〉「」『』【】〔〕“”‘’…—·％"

# Radicals that print like the character but that NFKC leaves alone (DOMAIN §5); PDF producers emit them.
_RADICALS: Final = (
    "⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
# Punctuation as it is set in vertical lines (U+FE10–FE19, FE30–FE48) and in small forms (U+FE50–FE5E)
_VERTICAL: Final = (
    "︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰：︱—︲–︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』﹇［﹈］"
    "﹐，﹑、﹒.﹔；﹕：﹖？﹗！﹘—﹙（﹚）﹛｛﹜｝﹝〔﹞〕"
)


def _folds() -> dict[int, str]:
    """Return the fold of single characters: widths, radicals, book brackets."""
    table = {ord(a): b for a, b in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]  # ０-９ Ａ-Ｚ ａ-ｚ
    compatible = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)]  # Kangxi radicals, compatibility ideographs
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in [*wide, *compatible]}
    table |= {ord(a): b for a, b in zip("«»‹›％．＋－／｡､｢｣", "《》〈〉%.+-/。、「」", strict=True)}
    table |= {ord(a): b for a, b in zip(_VERTICAL[::2], _VERTICAL[1::2], strict=True)}
    return table


_FOLDS: Final = _folds()
_CLEAN: Final = re.compile(r"[0-9A-Za-z%\u4e00-\u9fff，。；：？！、（）《》“”〔〕]*")  # no step touches it
_LINES: Final = re.compile(r"[^\S\n]*\n\s*")
_BLANK: Final = re.compile(r"[^\S\n]+")
_PRINTED: Final = re.compile(r"[!-~]")  # a blank between two of these parts words: «Windows 10»
_CHINESE: Final = re.compile(f"[{HAN}{WIDE_MARKS}]")
_STOPS: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_BRACKETS: Final = {"(": "（", ")": "）"}
_RUN: Final = re.compile(f"(?<=[{HAN}{WIDE_MARKS}])[,;:?!.()]+")
_PASSES: Final = 12  # two are the rule; the bound is for texts made to go on for ever
_PAIR: Final = re.compile(r"\(([^()\n]*)\)")

_KEY_FOLDS: Final = FOLDS | str.maketrans(
    {
        **dict.fromkeys("〔【[［〈＜", "("),
        **dict.fromkeys("〕】]］〉＞", ")"),
        **dict.fromkeys('“”„「」『』"', '"'),
        **dict.fromkeys("‘’", "'"),
    }
)
_NUMERALS: Final = str.maketrans(dict(zip("零〇○一二两三四五六七八九", "0001223456789", strict=True)) | {"廿": "2十"})
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_SPOKEN: Final = {"百": "十", "千": "百", "万": "千"}  # «一百二» leaves out the 十 of its last digit
_TENS: Final = "[1-9]?十[1-9]?"
_BELOW_WAN: Final = f"(?:[1-9]千(?:0?{_TENS}|0[1-9])?|(?:[1-9]千)?[1-9]百(?:{_TENS}|0[1-9])?|{_TENS}|[1-9])"
_WHOLE: Final = re.compile(f"{_BELOW_WAN}(?:万(?:(?!十)0?{_BELOW_WAN})?)?")  # «12», «3千05», «10万02百»

_UNIT_LINE: Final = re.compile(r"[^\S\n]*[\u4e00-\u9fff]{2,4}(?:单位|部门)[^\S\n]*[：:](?P<names>[^\n，、；。：:]+)")
_BODY: Final = re.compile(  # fewer ends than unit_names knows: 上海市 教育局 and 市 教育局 are one name, printed wide
    r"[\u4e00-\u9fff（）]{2,}(?:局|委|办|院|厅|部|政府|公司|集团|中心|办公室|委员会|管委会|协会|学校|单位|部门)"
)

_KEY_TAIL: Final = re.compile(r"[。.,;:、]+$")


def clean(text: str) -> str:
    """Return a copy with ordinary widths and punctuation and no blanks inside Chinese; a line feed parts paragraphs.

    Words are never corrected. Cleaning twice changes nothing more.
    """
    if _CLEAN.fullmatch(text):
        return text
    text = without_unseen(text).translate(_FOLDS)
    for _ in range(_PASSES):
        before, text = text, _tidied(text)
        if text == before:
            break
    return text


def _tidied(text: str) -> str:
    """Do one pass: a blank that goes brings a stop next to Chinese, and the other way round."""
    text = _PAIR.sub(_pair, _BLANK.sub(_blank, text))
    return _LINES.sub("\n", _RUN.sub(_run, text)).strip()


def squash(text: str) -> str:
    """Return the cleaned text without any white space, as phrases of time are matched."""
    return "".join(clean(text).split())


def key(text: str) -> str:
    """Return what two printings of one text have in common; for matching only, never shown."""
    text = unicodedata.normalize("NFKC", clean(text)).translate(_KEY_FOLDS)
    return _KEY_TAIL.sub("", "".join(unicodedata.normalize("NFKC", text).split()))


def number(numeral: str) -> int | None:
    """Return the value of one isolated whole numeral, Arabic or Chinese (十二, 二〇二二, 两), or ``None``."""
    if re.fullmatch(r"[0-9]{1,15}", numeral):
        return int(numeral)
    if not re.fullmatch(r"[〇○零一二两三四五六七八九十廿百千万]{1,12}", numeral):
        return None
    text = numeral.translate(_NUMERALS)
    if text.isdecimal():
        return int(text)
    if text[-1] in "123456789":
        text += _SPOKEN.get(text[-2:-1], "")
    return _worth(text) if _WHOLE.fullmatch(text) else None


def _worth(text: str) -> int:
    """Return the value of a well-formed numeral in Arabic digits and Chinese places: «3千05», «1万2千»."""
    high, wan, low = text.rpartition("万")
    value = 10_000 * _worth(high) if wan else 0
    digit = 0
    for c in low:
        if c in _PLACES:
            value += (digit or 1) * _PLACES[c]
            digit = 0
        else:
            digit = int(c)
    return value + digit


def _blank(match: re.Match[str]) -> str:
    """Keep one blank between two printable ASCII characters (OA system), none elsewhere (各区 政 府, 9 月)."""
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text):
        return ""
    before, after = text[start - 1], text[end]
    if _parts_names(text, start):
        return "、"
    return " " if _PRINTED.match(before) and _PRINTED.match(after) else ""


def _parts_names(text: str, at: int) -> bool:
    """Tell a blank that parts two bodies on a line that names nothing else: 责任单位：市发改委 市供电公司."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = _UNIT_LINE.fullmatch(text, begin, len(text) if end < 0 else end)
    if not line or at <= line.start("names"):
        return False
    names = line["names"].split()
    return len(names) > 1 and all(_BODY.fullmatch(name) for name in names)


def _pair(match: re.Match[str]) -> str:
    """Widen a pair of brackets that stands in Chinese: «(一)», «报告(PPP)»; leave «f(x)»."""
    text, start, end = match.string, match.start(), match.end()
    around = text[max(start - 1, 0) : start] + text[end : end + 1] + match.group(1)
    return f"（{match.group(1)}）" if _CHINESE.search(around) else match.group()


def _run(match: re.Match[str]) -> str:
    """Widen a run of stops (and lone brackets) behind Chinese; «见附件.docx» keeps what is not ours."""
    run, following, out = match.group(), match.string[match.end() : match.end() + 1], ""
    for i, c in enumerate(run):
        wide = _wide(c, run[i + 1 : i + 2] or following)
        if wide == c:
            return out + run[i:]
        out += wide
    return out


def _wide(c: str, following: str) -> str:
    if c == "." and re.match(r"[0-9A-Za-z.]", following):
        return c
    return _STOPS.get(c) or _BRACKETS.get(c) or c


# A title, a document number, a slogan: hidden behind as many blanks, phrases are cut out of the unmasked text.
_NAMES: Final = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|[“\"][^“”\"]*[”\"]")
_BRACKET: Final = re.compile(r"（[^（）\n]*）")  # «各县（市、区）»: its 、 parts no sentence
_CLAUSE_END: Final = re.compile(f"[{CLAUSE_STOPS}]")
_LONGEST: Final = 1000  # characters; keeps endless clauses of hostile files from costing more than their length
CLAUSE: Final = re.compile(f"[^{CLAUSE_STOPS}]+")
PIECE: Final = re.compile(f"[^{CLAUSE_STOPS}、]+")
NUMERAL: Final = rf"(?:[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?|[{COUNTED}]{{1,6}})"


def masked(text: str) -> str:
    """Return ``text``, as long as it was, with names hidden and brackets holding no 、."""
    text = _NAMES.sub(lambda m: "□" * len(m.group()), text)
    return _BRACKET.sub(lambda m: m.group().replace("、", "□"), text)


def clause_end(text: str, at: int) -> int:
    """Return where the clause that holds ``at`` ends."""
    last = min(len(text), at + _LONGEST)
    match = _CLAUSE_END.search(text, at, last)
    return match.start() if match else last


def clause_start(text: str, at: int) -> int:
    """Return where the clause that holds ``at`` begins."""
    first = max(0, at - _LONGEST)
    return max(max(text.rfind(c, first, at) for c in CLAUSE_STOPS) + 1, first)


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut to at most so many characters (做好政务公开…)."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
