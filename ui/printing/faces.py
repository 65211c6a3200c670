"""The fonts of official papers as they are found on this machine, and which of them are missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from threading import get_ident

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from gongkai_desk.domain.sheet import FontScheme
from gongkai_desk.page.measures import FONTS

UNIT = 20
"""Painter units in a point: sizes such as 10.5 points are whole numbers of them."""

_SONG = ("SimSun", "NSimSun", "STSong", "CESI宋体-GB2312", "Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN")
# The font's other names, which are the font itself; then what may stand in for it, best first.
_SAME: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "黑体": ("SimHei",),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "宋体": ("SimSun",),
    "楷体": ("KaiTi",),
    "仿宋": ("FangSong",),
    "Times New Roman": (),
}
_STAND_INS: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋_GBK", "CESI小标宋-GB2312", "华文中宋", "STZhongsong", "宋体", *_SONG),
    "黑体": ("CESI黑体-GB2312", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    "楷体_GB2312": ("楷体", "KaiTi", "CESI楷体-GB2312", "STKaiti", "AR PL UKai CN", *_SONG),
    "仿宋_GB2312": ("仿宋", "FangSong", "CESI仿宋-GB2312", "STFangsong", *_SONG),
    "宋体": _SONG,
    "楷体": ("KaiTi_GB2312", "CESI楷体-GB2312", "STKaiti", "AR PL UKai CN", *_SONG),
    "仿宋": ("FangSong_GB2312", "CESI仿宋-GB2312", "STFangsong", *_SONG),
    "Times New Roman": ("Liberation Serif", "Tinos", "Nimbus Roman", "FreeSerif", "Noto Serif", "DejaVu Serif"),
}


@cache
def family(name: str) -> str:
    """Return the family that stands for an official font here; its own name if there is none at all."""
    wanted = (name, *_SAME.get(name, ()), *_STAND_INS.get(name, ()))
    return next((each for each in wanted if QFontDatabase.hasFamily(each)), name)


def missing(names: Iterable[str]) -> tuple[str, ...]:
    """Return the official fonts that are not on this machine, each once."""
    return tuple(dict.fromkeys(name for name in names if family(name) not in (name, *_SAME.get(name, ()))))


def face(name: str, size: float) -> QFont:
    """Return the font for an official name, ``size`` in points, to be drawn in units of 1/20 point."""
    return _face(name, size, get_ident())


@cache
def _face(name: str, size: float, thread: int) -> QFont:
    """Make the font, one for every thread: two that draw with the same ``QFont`` at once would break its inner data."""
    made = QFont()
    made.setFamilies([family(name), *_STAND_INS.get(name, ())])
    made.setPixelSize(round(size * UNIT))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setKerning(False)  # characters are measured one by one
    return made


@cache
def advance(name: str, size: float, char: str) -> float:
    """Return how wide a character is, in units of 1/20 point."""
    return QFontMetricsF(face(name, size)).horizontalAdvance(char)


def missing_official() -> tuple[str, ...]:
    """Return which fonts of official papers are not on this machine."""
    fonts = FONTS[FontScheme.OFFICIAL]
    return missing((fonts.title, fonts.head, fonts.sub, fonts.text, fonts.number))
