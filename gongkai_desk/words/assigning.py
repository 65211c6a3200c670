"""Whether a text assigns work at all: a clause by its words, a bracket whose names are odd, a bare list of units."""

from __future__ import annotations

import re

from gongkai_desk.words.clauses.stages import timed
from gongkai_desk.words.clauses.statements import (
    around_with,
    last_bracket,
    pieces_of,
    says_nothing,
    unwrapped,
    without_verb,
)
from gongkai_desk.words.labels import UNIT_LABELS, label_runs
from gongkai_desk.words.list_remarks import MARKS, convention, heard, is_list_remark
from gongkai_desk.words.role_words import BEFORE, PREFIX, ROLE_WORD
from gongkai_desk.words.unit_names import (
    cuts,
    folded,
    is_level,
    is_unit_like,
    shared_endings,
    split_spans,
    starts_named,
)
from gongkai_desk.words.units import UnitDirectory

_LONGEST_CLAUSE = 3000  # characters; a bracket with all departments of a city named one by one has some 900


def is_clause(text: str) -> bool:
    """Tell whether a bracket or line assigns responsibility: it has a unit label, or units with a verb.

    （市教委牵头，各区政府落实） and 责任单位：市教委 do; （PPP）, （含民办学校）, （此件公开发布） do not.
    """
    text = unwrapped(text)
    if len(text) > _LONGEST_CLAUSE:
        return False
    if is_list_remark(text):
        return True
    runs = label_runs(heard(text).units)
    told = bool(convention(text))
    if any(run.label in UNIT_LABELS for run in runs):
        return runs[0].label is not None or _assigns(runs[0].text, told=told)
    return bool(runs) and runs[0].label is None and _assigns(runs[0].text, told=told)


def _statements(text: str) -> list[str]:
    return [piece for _, start, end in cuts(text, "；。", blanks=False) for piece in pieces_of(text[start:end])]


def _assigns(text: str, *, told: bool) -> bool:
    """Tell whether every piece is a unit or a remark, and somebody is said to do something."""
    for piece in _statements(timed(text).units):
        names, assigned = _piece(piece)
        if not all(map(_names_or_remarks, names)):
            return False
        told = told or assigned
    return told


def _piece(piece: str) -> tuple[list[str], bool]:
    """Return the names of a piece, and whether its words say who does something."""
    body, role = without_verb(piece)
    bare = PREFIX.sub("", body)
    before, also = around_with(bare)
    names = [name for part in (_headless(before), also or "") for name, _ in split_spans(part)]
    if also is not None or (bare and bare != body):  # A会同B, 牵头单位市教委
        return names, True
    heard = any(_says_role(last_bracket(name)[1] or "") for name in names)
    return names, heard or (role is not None and any(map(is_unit_like, names)))


def _says_role(inside: str) -> bool:
    return bool(ROLE_WORD.fullmatch(folded(inside))) or (bool(inside) and is_clause(inside))


def _headless(text: str) -> str:
    text = text.strip()
    start = BEFORE.match(folded(text))
    return text[start.end() :] if start else text


def _names_or_remarks(name: str) -> bool:
    head, inside = last_bracket(name)
    if inside and head and (says_nothing(inside) or _says_role(inside)):
        name = head
    return is_unit_like(name.strip(MARKS)) or says_nothing(name) or name in ("等", "等等")


_GENERIC = re.compile(
    r"(?:各|有关|相关|多|专)?(?:部门|单位|政府|企业|机构|社会|市场|个人|群众|专人|专班|属地|各方|主体)$"
)
_ODD = re.compile(r"[\u3007\u3400-\u9fffA-Za-z0-9·（）〔〕\U00020000-\U000323af]{2,25}")


def is_loose_clause(text: str, directory: UnitDirectory, *, sure: bool) -> bool:
    """Tell whether a bracket that closes an item assigns though a name in it is odd: 12345热线、市教委负责.

    Its last words must say a role. ``sure``: it stands behind a whole sentence; else most names must look like units.
    """
    text = unwrapped(text)
    pieces = _statements(timed(heard(text).units).units) if len(text) <= _LONGEST_CLAUSE else []
    said = [without_verb(piece)[1] for piece in pieces]
    if not said or said[-1] is None or not {"lead", "responsible", "support"} & set(said):
        return False
    names = [name for piece in pieces for name in _piece(piece)[0] if not says_nothing(name)]
    short = shared_endings(names)
    odd = [name for name in names if name not in short and not _is_evident(name, directory)]
    if not names or not all(_ODD.fullmatch(name) and not _GENERIC.match(name) for name in odd):
        return False
    if sure:
        return len(odd) < len(names) or (len(names) == 1 and len(names[0]) > 2)
    return 2 * len(odd) <= len(names)


def _is_evident(name: str, directory: UnitDirectory) -> bool:
    return is_known(name, directory) or (is_unit_like(name) and not _GENERIC.fullmatch(name))


def is_unit_list(text: str, directory: UnitDirectory) -> bool:
    """Tell whether a bracket holds nothing but names of units, without verb or label: （市教委、各区政府）.

    Such a bracket assigns only where it closes an item; within a sentence it explains. Every name must be known, or
    begin as units do (市…, 各…) and end so.
    """
    names = [name.strip(MARKS) for name, _ in split_spans(timed(heard(unwrapped(text)).units).units)]
    return bool(names) and all(directory.knows(name) or _named_in_full(name) for name in names)


def _named_in_full(name: str) -> bool:
    return is_unit_like(name) and starts_named(name) and not is_level(name)


def is_known(name: str, directory: UnitDirectory) -> bool:
    """Tell whether the directory has a unit or a collective unit of this name."""
    return directory.knows(name) or directory.group(name) is not None
