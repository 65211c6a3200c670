"""A number in a workbook cell as the cell shows it: ``44834`` with ``yyyy"年"m"月"d"日"`` is 2022年9月30日.

Format codes follow ECMA-376 part 1, 18.8.31; of its rare parts (fractions, conditions) the plain number is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from gongkai_desk.reading.office.word_numbers import chinese

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only, as a Chinese Excel shows them."""

LARGEST = 1e300
"""Numbers beyond are no numbers of a plan and have no format."""

_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*](?P<filler>.)'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式|通用格式)"
    r"|(?P<exponent>E[+-]0+)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+|[aA]{3,4})"
    r"|(?P<digits>[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|.', re.DOTALL)  # so that a quoted ; parts no sections
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_DATE = 'yyyy"年"m"月"d"日"'
_LONGEST_CODE = 500
_MOST_SCALED = 12  # powers of ten; 0.01% and 百万 need two and six
_LARGEST_WHOLE = 1e15  # up to here a float holds every whole number


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


def shown(value: float, code: str, from_1904: bool = False) -> str:
    """Return what a cell with this number and format code shows; never raises."""
    sections = _sections(code[:_LONGEST_CODE])
    pieces = sections[_choice(value, len(sections))]
    if any(piece.kind == "date" for piece in pieces):
        return _date(value, pieces, from_1904) or general(value)
    return _number(-value if value < 0 and len(sections) > 1 else value, pieces)


def general(value: float) -> str:
    """Return a number as the format General shows it, whole numbers in full."""
    if value == int(value) and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return format(value, ".10g")


@lru_cache(maxsize=500)
def _sections(code: str) -> tuple[tuple[_Piece, ...], ...]:
    texts = [""]
    for part in _PARTS.findall(code):
        if part == ";":
            texts.append("")
        else:
            texts[-1] += part
    return tuple(_pieces(text) for text in texts) if code else ((_Piece("general", ""),),)


def _pieces(section: str) -> tuple[_Piece, ...]:
    if "$-F800" in section.upper():
        section = _LONG_DATE
    found = (_Piece(str(m.lastgroup), m[m.lastgroup]) for m in _PIECES.finditer(section) if m.lastgroup)
    return tuple(_elapsed(piece) for piece in found if piece.kind != "filler")


def _elapsed(piece: _Piece) -> _Piece:
    """Take ``[h]`` for hours; other brackets (colour, locale, ``[DBNum1]``) stay what they are."""
    is_time = piece.kind == "bracket" and piece.text and set(piece.text.lower()) <= set("hms")
    return _Piece("date", piece.text) if is_time else piece


def _choice(value: float, count: int) -> int:
    """Return which section holds: positive; negative; zero."""
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _date(value: float, pieces: Sequence[_Piece], from_1904: bool) -> str:
    moment = moment_of(value, from_1904)
    if moment is None:
        return ""
    half = any(piece.kind == "noon" for piece in pieces)
    spelled = any(piece.kind == "bracket" and piece.text.startswith("DBNum1") for piece in pieces)
    texts = []
    for number, piece in enumerate(pieces):
        if piece.kind == "date":
            texts.append(_date_part(moment, piece.text.lower(), _is_minute(pieces, number), half, spelled))
        elif piece.kind == "noon":
            morning, evening = piece.text.split("/")
            texts.append(morning if moment.hour < 12 else evening)
        elif piece.kind in {"quoted", "escaped", "other", "digits"}:
            texts.append("" if piece.text == "@" else piece.text)
    return "".join(texts)


def moment_of(value: float, from_1904: bool) -> datetime | None:
    """Return the day and time of a serial number, rounded to the second; ``None`` where there is none."""
    if not 0 <= value < 2_958_466:  # the last is 9999-12-31
        return None
    first = datetime(1899, 12, 30 if value >= 60 else 31)  # Excel has a 29 February 1900, the 60th day
    if from_1904:
        first = datetime(1904, 1, 1)
    try:
        return first + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None


def _is_minute(pieces: Sequence[_Piece], at: int) -> bool:
    """Return whether an ``m`` is a minute: behind an hour or before a second."""
    if pieces[at].text.lower().strip("m"):
        return False
    before = next((p.text.lower()[0] for p in reversed(pieces[:at]) if p.kind == "date"), "")
    after = next((p.text.lower()[0] for p in pieces[at + 1 :] if p.kind == "date"), "")
    return before == "h" or after == "s"


def _date_part(moment: datetime, letters: str, minute: bool, half: bool, spelled: bool) -> str:
    width = len(letters)
    if letters[0] in "ye":
        year = f"{moment.year % 100:02d}" if letters[0] == "y" and width <= 2 else str(moment.year)
        return _spell_year(year) if spelled else year
    if letters[0] == "a":
        return ("星期" if width == 4 else "周") + _WEEKDAYS[moment.weekday()]
    if letters[0] == "d" and width > 2:
        return "星期" + _WEEKDAYS[moment.weekday()]
    if letters[0] == "m" and not minute and width == 3:
        return _MONTHS[moment.month - 1]
    value = {"m": moment.minute if minute else moment.month, "d": moment.day, "s": moment.second}.get(letters[0])
    if value is None:
        value = (moment.hour - 1) % 12 + 1 if half else moment.hour
    return chinese(value) if spelled else f"{value:0{min(width, 2)}d}"


def _spell_year(year: str) -> str:
    return year.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _number(value: float, pieces: Sequence[_Piece]) -> str:
    kinds = {piece.kind for piece in pieces}
    if "general" in kinds or any(piece.text == "@" for piece in pieces if piece.kind == "other"):
        return "".join(_literal(piece, general(value)) for piece in pieces)
    if "exponent" in kinds:
        return general(value)
    if "digits" not in kinds:
        return "".join(_literal(piece, "") for piece in pieces)
    return _with_digits(value, pieces)


def _literal(piece: _Piece, number: str) -> str:
    if piece.kind == "general" or (piece.kind == "other" and piece.text == "@"):
        return number
    if piece.kind == "bracket":
        return _currency(piece.text)
    return piece.text


def _currency(bracket: str) -> str:
    """Return the sign in ``[$¥-804]``, "" for colours, locales and conditions."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _with_digits(value: float, pieces: Sequence[_Piece]) -> str:
    first = next(n for n, piece in enumerate(pieces) if piece.kind == "digits")
    last = max(n for n, piece in enumerate(pieces) if piece.kind == "digits")
    inner, tail = pieces[first : last + 1], pieces[last + 1 :]
    if any(piece.text == "/" for piece in inner):
        return general(value)  # a fraction
    thousands = next((n for n, piece in enumerate(tail) if not _is_mark(piece, ",")), len(tail))
    power = 2 * sum(_is_mark(piece, "%") for piece in pieces) - 3 * thousands
    pattern = "".join(piece.text for piece in inner if piece.kind == "digits" or _is_mark(piece, ".,"))
    digits = _digits(_scaled(value, power), pattern)
    shown = _parted(digits.lstrip("-"), inner)
    head, rest = ("".join(_literal(piece, "") for piece in part) for part in (pieces[:first], tail[thousands:]))
    return ("-" if digits.startswith("-") else "") + head + shown + rest


def _scaled(value: float, power: int) -> float:
    """Return a number times ten to this power, a whole one exactly; a code of nothing but marks scales no further."""
    factor: int = 10 ** min(abs(power), _MOST_SCALED)
    return value * factor if power >= 0 else value / factor


def _is_mark(piece: _Piece, marks: str) -> bool:
    """Tell a point, comma or percent sign that has its meaning from one that is quoted or escaped."""
    return piece.kind == "other" and piece.text in marks


def _parted(digits: str, inner: Sequence[_Piece]) -> str:
    r"""Put the texts that stand among the places of whole digits between them: ``0\.0,"万元"`` shows 1.2万元."""
    point = next((n for n, piece in enumerate(inner) if _is_mark(piece, ".")), len(inner))
    whole, dot, decimals = digits.partition(".")
    if all(piece.kind == "digits" or _is_mark(piece, ",") for piece in inner[:point]):
        return digits
    shown, places = "", whole.replace(",", "")
    for piece in reversed(inner[1:point]):
        count = len(piece.text) if piece.kind == "digits" else 0
        taken = places[-count:] if count else "" if _is_mark(piece, ",") else _literal(piece, "")
        shown, places = taken + shown, places[: len(places) - count] if count else places
    return places + shown + dot + decimals


def _digits(value: float, pattern: str) -> str:
    """Return a number in a pattern of ``0 # ? , .``, rounded as Excel rounds."""
    whole, _, decimals = pattern.partition(".")
    decimals = decimals.replace(",", "").replace(".", "")[:20]
    try:
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except InvalidOperation:
        return general(value)
    text = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    integer, _, rest = text.partition(".")
    least = len(decimals.rstrip("#?"))
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    integer = integer.zfill(whole.count("0")) if whole.count("0") > 1 else integer
    sign = "-" if rounded < 0 else ""
    return sign + integer + ("." + rest if rest else "")
