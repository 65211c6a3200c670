"""Who does something as the subject of its sentence: 县财政局负责落实…, 由县城管局修改完善, A会同B做好….

Minutes (会议纪要) assign so, without bracket or label. Only names that begin with their level and end as bodies do
are heard, and only where one sentence alone has such a subject: of several, which of them the item is for is open.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai_desk.parsing.prose.clauses import opening_clauses, subject_clauses

_UNIT = r"[省市县区州盟旗](?![场域容直])[\u4e00-\u9fff]{1,9}?(?:局|委员会|委|办公室|厅|院|中心|支队|大队|公司)"
_UNITS = rf"{_UNIT}(?:[、和]{_UNIT}){{0,5}}"
_OPENS = r"(?:^|(?<=[。；，\n]))"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|(?<=[。；，\n]))由(?P<by>{_UNITS})(?=[\u4e00-\u9fff])(?!会同)",
        rf"{_OPENS}由?(?P<first>{_UNITS})会同(?P<others>{_UNITS})(?=[\u4e00-\u9fff])",
        rf"{_OPENS}(?P<charged>{_UNITS})负责(?=[\u4e00-\u9fff])(?![人制同者领])",
        rf"(?:^|(?<=[。；\n]))(?P<shall>{_UNITS})(?:要|应当?|须)(?![求急付对])",
    )
)
_LEADS = re.compile("[^，。；]{0,24}牵头")


class Actor(NamedTuple):
    """A clause made of the subject of a sentence; ``sure`` where its words say that the work is that body's."""

    clause: str
    sure: bool


def actor_in(text: str) -> Actor | None:
    """Return who does the work of an item by the subject of its sentence; ``None`` for nobody, or for several."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    if len(found) != 1:
        return None
    said = found[0].groupdict()
    if "others" in said:
        return Actor(f"{said['first']}会同{said['others']}负责", sure=True)
    name = next(filter(None, said.values()))
    if "by" in said and _LEADS.match(text, found[0].end()):  # 由县财政局党组成员李明牵头: a person of it leads
        return Actor(f"{name}牵头", sure=False)
    return Actor(f"{name}负责", sure="shall" not in said)


class Subject(NamedTuple):
    """Who does the work of an item by its sentences, as a clause; ``doubted`` is what may be read otherwise."""

    clause: str = ""
    doubted: str = ""


def subject_of(text: str) -> Subject:
    """Return who does the work of an item, its name included, that no clause assigns.

    Sentences that say so themselves (由A牵头，B配合; A、B负责…) come first; of several the first, and that is doubted.
    """
    opened, subjects = tuple(opening_clauses(text)), tuple(subject_clauses(text))
    if opened:
        return Subject(opened[0], "；".join((*opened, *subjects)) if len(opened) + len(subjects) > 1 else "")
    if len(subjects) == 1:
        return Subject(subjects[0])
    actor = actor_in(text)
    return Subject(actor.clause, "" if actor.sure else actor.clause) if actor else Subject()


def subject_beside(text: str, clause: str, *, sentence: bool) -> Subject:
    """Return a clause that closes an item; one in a ``sentence`` is doubted where another one assigns too."""
    others = (*opening_clauses(text), *subject_clauses(text)) if sentence else ()
    return Subject(clause, "；".join((*others, clause)) if others else "")
