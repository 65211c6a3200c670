"""Automatic numbers of Word: lists, levels, counters, and how a value is written (一、 （一） 1. ① 第三条)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai_desk.reading.containers import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_MOST = 99_999  # values beyond are written as digits
_LEVELS = 9
_LONGEST = 60  # characters of a level's text


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # the level (from 1) after which it restarts; 0 never; None the one above
    legal: bool = False  # isLgl: all levels as digits
    suffix: str = "tab"
    style: str = ""


@dataclass(frozen=True, slots=True)
class Abstract:
    """The levels of a list; ``link`` names the style that holds them where this is only a reference."""

    levels: dict[int, Level]
    link: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A use of a list: its levels, and where counting starts anew."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts paragraphs in reading order."""

    def __init__(self, root: Element | None, style_list: Callable[[str], str] = lambda style: "") -> None:
        """``style_list`` tells the list id that a numbering style names."""
        self._abstracts: dict[str, Abstract] = {}
        self._lists: dict[str, List] = {}
        self._style_list = style_list
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._abstracts = {a.get(W + "abstractNumId", ""): _abstract(a) for a in root.iterfind(W + "abstractNum")}
            self._lists = {n.get(W + "numId", ""): _list(n) for n in root.iterfind(W + "num")}

    def next(self, list_id: str, level: int) -> str:
        """Count one paragraph of this list and return its number as printed, "" for bullets and unknown lists."""
        used = self._lists.get(list_id)
        if used is None or not 0 <= level < _LEVELS:
            return ""
        key = self._key(used.abstract)
        counts = self._counts.setdefault(key, {})
        self._count(list_id, used, counts, level)
        return self._write(used, counts, level)

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level that a style is tied to, 0 if none."""
        used = self._lists.get(list_id)
        levels = self._levels(used) if used else {}
        return next((number for number, level in levels.items() if level.style == style), 0)

    def _key(self, abstract: str) -> str:
        """Follow a list that only names a numbering style."""
        link = self._abstracts[abstract].link if abstract in self._abstracts else ""
        target = self._lists.get(self._style_list(link)) if link else None
        return target.abstract if target else abstract

    def _levels(self, used: List) -> dict[int, Level]:
        base = self._abstracts.get(self._key(used.abstract))
        return {**(base.levels if base else {}), **used.levels}

    def _count(self, list_id: str, used: List, counts: dict[int, int], level: int) -> None:
        levels = self._levels(used)
        start = used.starts.get(level)
        if start is not None and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = start
        else:
            counts[level] = counts.get(level, levels.get(level, Level()).start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or restart > level:
                del counts[deeper]

    def _write(self, used: List, counts: dict[int, int], level: int) -> str:
        levels = self._levels(used)
        own = levels.get(level, Level())
        if own.format == "bullet":
            return ""

        def value(found: re.Match[str]) -> str:
            number = int(found[1]) - 1
            shown = levels.get(number, Level())
            return write(counts.get(number, shown.start), "decimal" if own.legal and number < level else shown.format)

        return _PLACE.sub(value, own.text).strip()


def _abstract(element: Element) -> Abstract:
    link = element.find(W + "numStyleLink")
    return Abstract(_level_map(element), link.get(W + "val", "") if link is not None else "")


def _list(element: Element) -> List:
    abstract = element.find(W + "abstractNumId")
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind(W + "lvlOverride"):
        levels |= _level_map(override)
        start = override.find(W + "startOverride")
        if start is not None:
            starts[_number(override, "ilvl", 0)] = _number(start, "val", 1)
    return List(abstract.get(W + "val", "") if abstract is not None else "", levels, starts)


def _level_map(parent: Element) -> dict[int, Level]:
    return {_number(level, "ilvl", 0): _level(level) for level in parent.iterfind(W + "lvl")}


def _level(element: Element) -> Level:
    def value(name: str, default: str = "") -> str:
        child = element.find(W + name)
        found = child.get(W + "val") if child is not None else None
        return default if found is None else str(found)

    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        format=_format(element),
        text=value("lvlText")[:_LONGEST],
        start=_whole(value("start", "1"), 1),
        restart=_number(restart, "val", 0) if restart is not None else None,
        legal=legal is not None and legal.get(W + "val", "1") not in {"0", "false", "off"},
        suffix=value("suff", "tab"),
        style=value("pStyle"),
    )


def _format(element: Element) -> str:
    """Return the number format; newer ones stand in a compatibility wrapper with the older beside it."""
    found = next(element.iter(W + "numFmt"), None)
    return str(found.get(W + "val", "decimal")) if found is not None else "decimal"


def _number(element: Element, name: str, default: int) -> int:
    return _whole(element.get(W + name, ""), default)


def _whole(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default


def write(value: int, form: str) -> str:
    """Return a value in one of Word's number formats; an unknown one is written in digits."""
    if form == "none":
        return ""
    if not 0 <= value <= _MOST:
        return str(value)
    return _FORMATS.get(form, str)(value)


def chinese(value: int) -> str:
    """Return a number as it is counted: 十一, 一百零三, 一千二百."""
    if value == 0:
        return "〇"
    text, zero = "", False
    for unit, name in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _ring(value: int) -> str:
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(base + value - first)
    return str(value)


def _letters(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20) if value else "0"


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    signs = (("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40))
    small = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
    text = ""
    for sign, worth in signs + small:
        times, value = divmod(value, worth)
        text += sign * times
    return text


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else "0"


def _formal(value: int) -> str:
    return chinese(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _wide(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _ring,
    "decimalEnclosedCircleChinese": _ring,
    "decimalEnclosedParen": lambda value: f"（{value}）",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if 1 <= value <= 10 else chinese(value),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": _formal,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}
