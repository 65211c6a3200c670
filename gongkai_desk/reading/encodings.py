"""Bytes to text: byte-order marks, what the file declares, then the encoding whose result reads like Chinese."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 65_536  # bytes that are looked at for a choice; a plan shows its language in a page or two

# The commonest characters of office prose, simplified and traditional, with the stops between them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处府研市信息务责任单位牵头落实县完成底推府办厅局委落策读众众监督核规范服"
    "，。、；：（）《》〔〕“”！？　"
    "國時來們於對會發產種後過動個說經進裡還這電質氣與關書開機業實現體兩從點當應長將見計級區圖歷資務責單縣項據處議員條變論"
)
_READS_WELL = 0.15  # share of common characters; Chinese in the right encoding has 0.4 and more
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_WORTH = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, declared: str = "") -> tuple[str, bool]:
    """Return the text and whether all of it could be decoded.

    A mark at the head wins, then strict UTF-8, then ``declared`` unless the result does not read like Chinese while
    another encoding's does; bytes that no encoding takes become U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    if not _looks_utf16(data) and (text := _exact(data, "utf-8")) is not None:
        return text, True
    return _strictly(data, _best(data, declared))


def _exact(data: bytes, name: str) -> str | None:
    try:
        return str(data, name)
    except (UnicodeDecodeError, LookupError):
        return None


def _strictly(data: bytes, name: str) -> tuple[str, bool]:
    text = _exact(data, name)
    return (text, True) if text is not None else (data.decode(name, "replace"), False)


def _looks_utf16(data: bytes) -> bool:
    """Return whether every other byte tends to be zero, as in UTF-16 digits and line ends without a mark."""
    head = data[:4096]
    return head.count(0) > max(2, len(head) // 200)


def _best(data: bytes, declared: str) -> str:
    """Return the encoding whose result reads most like Chinese, judged from where the text is no longer ASCII."""
    first = _BEYOND_ASCII.search(data)
    start = first.start() if first else 0  # web pages begin with many kilobytes of scripts
    names = dict.fromkeys(n for n in (declared_name(declared), "utf-8", *_CANDIDATES) if n)
    samples = {name: data[0 if name.startswith("utf-16") else start :][:_SAMPLE] for name in names}
    scored = {name: _score(samples[name], name) for name in names}
    best = max(scored, key=lambda name: scored[name])  # the first of equals: what was declared
    if scored[best] > _READS_WELL:
        return best
    return declared_name(declared) or _guess(data[start:][:_SAMPLE]) or best


def _score(sample: bytes, name: str) -> float:
    """Return the share of common characters among all beyond ASCII, less what is broken or unassigned."""
    text = sample.decode(name, "replace")
    strange: list[str] = _WORTH.findall(text)
    if not strange:
        return 0.0
    good = sum(1 for char in strange if char in _COMMON)
    bad = sum(1 for char in strange if char == "\ufffd" or "\ue000" <= char <= "\uf8ff")
    controls = sum(1 for char in text if char < " " and char not in "\t\r\n\f")
    return (good - 2 * bad - controls) / len(strange)


def reads_well(text: str) -> bool:
    """Tell text from bytes that only look like characters: enough of what is beyond ASCII is common in Chinese."""
    strange = _WORTH.findall(text)
    return sum(char in _COMMON for char in strange) >= _READS_WELL * len(strange)


def declared_name(declared: str) -> str:
    """Return the codec for a declared name, "" where there is none; the GB family is read as its superset."""
    name = declared.strip().strip("'\"").lower()
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "ms936", "gb18030"}:
        return "gb18030"
    if name in {"big5", "big5-hkscs", "cp950", "x-x-big5"}:
        return "big5hkscs"
    try:
        "".encode(name)  # also refuses codecs that are no text encodings, e.g. "hex"
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(sample).best()
    return found.encoding if found else ""
