"""Which periods a title or a file's name speaks of: 2022年二季度, 二季度, 2022Q2, 上半年, 2022年6月."""

from __future__ import annotations

import re
from typing import Final

from gongkai_desk.words.normal import clean, number

_YEAR: Final = r"(?:(?P<year>20\d\d)\s*年?度?)?"
_FORMS: Final = (
    ("Q", re.compile(rf"{_YEAR}第?(?P<n>[一二三四1-4])季度?")),
    ("Q", re.compile(r"(?P<year>20\d\d)年?[Qq](?P<n>[1-4])")),
    ("H", re.compile(rf"{_YEAR}(?P<n>[上下])半年")),
    ("M", re.compile(r"(?P<year>20\d\d)年(?P<n>1[0-2]|0?[1-9])月(?!\d{1,2}[日号])")),
)
_HALVES: Final = {"上": 1, "下": 2}


def periods_in(text: str) -> frozenset[tuple[str, str, int]]:
    """Return the periods that a text names, each as year (may be empty), kind (``Q``, ``H``, ``M``) and number."""
    folded = clean(text)
    return frozenset(
        (found["year"] or "", kind, _HALVES.get(found["n"]) or number(found["n"]) or 0)
        for kind, form in _FORMS
        for found in form.finditer(folded)
    )


def speaks_of_another(text: str, period: str) -> bool:
    """Tell whether a text names periods of the kind of ``period`` (2022Q2), and none of them is that one."""
    year, kind, count = period[:4], period[4:5], period[5:]
    named = [each for each in periods_in(text) if each[1] == kind]
    return bool(named) and not any(each[0] in ("", year) and each[2] == int(count or 0) for each in named)
