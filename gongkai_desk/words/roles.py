"""Who does what: a responsibility clause → units by role (牵头, 责任, 配合), every unit word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.state import Role
from gongkai_desk.domain.unit import Roles
from gongkai_desk.words.labels import UNIT_LABELS, Label, label_runs
from gongkai_desk.words.lexicon import CLOSING, OPENING
from gongkai_desk.words.role_words import (
    BEFORE,
    GLUED,
    HOW_ALONE,
    PREFIX,
    ROLE_WORD,
    WITH,
    first_leads,
    is_convention,
    is_remark,
    may_be_glued,
    verb_of,
)
from gongkai_desk.words.unit_names import (
    cuts,
    folded,
    is_level,
    is_open,
    is_unit_like,
    is_whole,
    open_end,
    split_spans,
    starts_named,
)
from gongkai_desk.words.units import UnitDirectory, complete_elliptical

_NOTHING = re.compile(r"^[\W_]*$|^(?:无|暂无|空|同上|〃|略)$")
_EDGE = "，、； \t\n\u3000"
_GLUED_LENGTH = 60  # characters of two long names in a row
_LONGEST_CLAUSE = 3000  # characters; a bracket with all departments of a city named one by one has some 900
_NESTED = 4  # brackets within brackets that are still read; deeper ones are no clause of an office
_ROLES = ("lead", "responsible", "support", "guide")
_LABEL_ROLE = {Label.LEAD: "lead", Label.RESPONSIBLE: "responsible", Label.SUPPORT: "support", Label.GUIDE: "guide"}


@dataclass
class _Found:
    """What a clause has yielded so far, by role, and the lists within which short forms are completed."""

    directory: UnitDirectory
    units: dict[str, dict[str, None]] = field(default_factory=lambda: {role: {} for role in _ROLES})  # in order
    lists: list[list[str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def assign(self, names: Sequence[str], role: str) -> None:
        """Add units to a role, once each."""
        self.units[role] |= dict.fromkeys(names)


def split_roles(text: str, directory: UnitDirectory, role: Role | None = None) -> Roles:
    """Return the units of a clause or cell by role, as printed and in order.

    Verbs (牵头, 负责, 配合 …) and labels (责任单位：…) decide; a list without either has the column's ``role``, else it
    is responsible. A会同B makes A lead and B support; who only guides is responsible where nobody else is named. A
    remark that the first unit leads is heard. What is no unit goes to ``left``; nothing printed is dropped.
    """
    found = _Found(directory)
    for run in label_runs(_unwrapped(text)):
        if run.label is None:
            _read_clause(run.text, role.value if role else "responsible", found)
        elif run.label in UNIT_LABELS:
            _read_clause(run.text, _LABEL_ROLE[run.label], found)
    roles = _roles(found)
    return lead_first(roles) if first_leads(text) else roles


def lead_first(roles: Roles) -> Roles:
    """Return the roles as the convention 列第一位的为牵头单位 has them; unchanged where somebody leads already."""
    if roles.lead or not roles.responsible:
        return roles
    return replace(roles, lead=roles.responsible[:1], responsible=roles.responsible[1:])


def _unwrapped(text: str) -> str:
    """Return the text without the brackets that hold all of it: （市教委牵头） → 市教委牵头."""
    head, inside = _last_bracket(text.strip().rstrip("。"))
    return _unwrapped(inside) if inside is not None and not head.strip() else text


def _roles(found: _Found) -> Roles:
    units = found.units
    named = units["lead"] or units["responsible"] or units["support"]
    responsible = units["responsible"] if named else units["guide"]
    guide = units["guide"] if named else {}
    everyone = dict.fromkeys([*units["lead"], *responsible, *units["support"], *guide])
    full: dict[str, str] = {}
    for names in found.lists:
        full |= {name: known for name, known in complete_elliptical(names, found.directory).items() if name in everyone}
    return Roles(
        lead=tuple(units["lead"]),
        responsible=tuple(responsible),
        support=tuple(units["support"]),
        full=full,
        open_ended=tuple(name for name in everyone if open_end(name)),
        unnamed=tuple(name for name in everyone if is_open(name)),
        left=tuple(found.left),
        guide=tuple(guide),
    )


def _read_clause(text: str, default: str, found: _Found) -> None:
    """Read the statements between ； and 。 one by one; units wait in a list until a verb says what they do."""
    for _, start, end in cuts(text, "；。", blanks=False):
        _read_statement(text[start:end], default, found)


def _read_statement(text: str, default: str, found: _Found) -> None:
    waiting: list[str] = []
    joined: list[str] = []  # after 会同: they support, whatever the verb
    found.lists.append(names := [])
    for piece in _pieces(text):
        head, company, role = _parsed(piece, found)
        names += [*head, *(company or [])]
        if company is not None:
            found.assign([*waiting, *head], "lead")
            waiting, joined = [], [*joined, *company]
        else:
            (joined if joined else waiting).extend(head)
        if role is not None:
            found.assign(waiting, role)
            found.assign(joined, "support")
            waiting, joined = [], []
    found.assign(waiting, default)
    found.assign(joined, "support")


def _parsed(piece: str, found: _Found) -> tuple[list[str], list[str] | None, str | None]:
    """Return the units before and after 会同 (``None`` without it) and the role that the piece's own words give."""
    body, role = _verb(piece)
    if marked := PREFIX.match(folded(body)):
        body, role = body[marked.end() :], marked.lastgroup
    before, also = _around_with(body)
    return _names(before, found), None if also is None else _names(also, found), role


def _pieces(text: str) -> list[str]:
    """Return the stretches that end in a verb, and the rest: 市教委牵头 | 市民政局、各区政府配合."""
    pieces: list[str] = []
    flat = folded(text)
    glued = may_be_glued(flat)
    begun = 0
    for _, start, end in cuts(text, "，、", blanks=False):
        for found in GLUED.finditer(flat, start, end) if glued else ():
            if is_whole(text[max(start, begun) : found.start()]):
                pieces.append(text[begun : found.end()])
                begun = found.end()
        if PREFIX.match(flat[start:end]) and text[begun:start].strip(_EDGE):
            pieces.append(text[begun:start])
            begun = start
        if _verb(text[max(start, begun) : end])[1]:
            pieces.append(text[begun:end])
            begun = end + 1
    return [*pieces, text[begun:]] if text[begun:].strip(_EDGE) else pieces


def _verb(piece: str) -> tuple[str, str | None]:
    """Return the piece without its closing verb, and the role that verb gives: 市教委分别牵头落实 → 市教委, lead."""
    start, role = verb_of(folded(piece).rstrip())
    return (piece[:start], role) if role else (piece, None)


def _around_with(body: str) -> tuple[str, str | None]:
    """Return what stands before and after 会同; ``None`` without one."""
    found = WITH.search(folded(body))
    if found is None or (found.start() and not is_whole(body[: found.start()].strip(_EDGE))):
        return body, None
    return body[: found.start()], body[found.end() :]


def _names(text: str, found: _Found) -> list[str]:
    """Return the units of a list; remarks go to ``left``, and brackets that say a role are heard."""
    text = text.strip()
    if start := BEFORE.match(folded(text)):
        found.left.extend([start["where"]] if start["where"] else [])
        text = text[start.end() :]
    if how := HOW_ALONE.search(text):
        found.left.append(how[0])
        text = text[: how.start()]
    names: list[str] = []
    for name, twice in split_spans(text):
        found.left.extend([twice] if twice else [])
        names.extend(_heard(name, found))
    return names


def _heard(name: str, found: _Found) -> list[str]:
    """Return the units of one printed name: its brackets may be part of it, a role (市教委（牵头）), or a remark."""
    head, inside = _last_bracket(name)
    if _NOTHING.match(name):
        return []
    if inside is None or not inside:
        return _plain(name, found)
    if head and (role := ROLE_WORD.fullmatch(folded(inside))):
        found.assign(_plain(head, found), role.lastgroup or "responsible")
        found.lists[-1].append(head)
        return []
    return _beside_bracket(name, head, inside, found)


def _beside_bracket(name: str, head: str, inside: str, found: _Found) -> list[str]:
    """Return the units of a name whose bracket is a remark, a clause of its own, or part of the name."""
    remark = _says_nothing(inside)
    if not remark and not is_clause(inside):
        return _plain(name, found)
    if remark:
        found.left.append(inside)
    names = _heard(head, found) if head else []
    if not remark:
        _read_clause(inside, "responsible", found)
    return names


def _last_bracket(name: str) -> tuple[str, str | None]:
    """Return the name before a bracket that closes it, and the bracket's text; deep nests are left alone."""
    flat = folded(name)
    if not flat or flat[-1] not in CLOSING:
        return name, None
    depth = 0
    for place in range(len(flat) - 1, -1, -1):
        depth += (flat[place] in CLOSING) - (flat[place] in OPENING)
        if depth == 0:
            return name[:place], name[place + 1 : -1]
        if depth > _NESTED:
            break
    return name, None


def _says_nothing(text: str) -> bool:
    """Tell whether a piece names nobody: a convention, a date, a phrase of how."""
    return is_convention(text) or (is_remark(text) and not is_unit_like(text))


def _plain(name: str, found: _Found) -> list[str]:
    """Return one name, or two that stand glued and are both known; what names nobody goes to ``left``."""
    if _says_nothing(name) and not found.directory.knows(name):
        found.left.append(name)
        return []
    return _unglued(name, found.directory)


def _unglued(name: str, directory: UnitDirectory) -> list[str]:
    """Part names whose blank was lost (市司法局市政府办公室), only where the directory knows both."""
    if len(name) > _GLUED_LENGTH or _known(name, directory):
        return [name]
    for place in range(3, len(name) - 2):
        left, right = name[:place], name[place:]
        if starts_named(right) and is_whole(left) and _known(left, directory) and _known(right, directory):
            return [left, right]
    return [name]


def _known(name: str, directory: UnitDirectory) -> bool:
    return directory.knows(name) or directory.group(name) is not None


def is_clause(text: str) -> bool:
    """Tell whether a bracket or line assigns responsibility: it has a unit label, or units with a verb.

    （市教委牵头，各区政府落实） and 责任单位：市教委 do; （PPP）, （含民办学校）, （此件公开发布） do not.
    """
    text = _unwrapped(text)
    if len(text) > _LONGEST_CLAUSE:
        return False
    runs = label_runs(text)
    if any(run.label in UNIT_LABELS for run in runs):
        return runs[0].label is not None or _assigns(runs[0].text)
    return bool(runs) and runs[0].label is None and _assigns(runs[0].text)


def _assigns(text: str) -> bool:
    """Tell whether every piece is a unit or a remark, and somebody is said to do something."""
    pieces = [piece for _, start, end in cuts(text, "；。", blanks=False) for piece in _pieces(text[start:end])]
    told = first_leads(text)
    for piece in pieces:
        names, assigned = _piece(piece)
        if not all(map(_names_or_remarks, names)):
            return False
        told = told or assigned
    return told


def _piece(piece: str) -> tuple[list[str], bool]:
    """Return the names of a piece, and whether its words say who does something."""
    body, role = _verb(piece)
    bare = PREFIX.sub("", body)
    before, also = _around_with(bare)
    names = [name for part in (_headless(before), also or "") for name, _ in split_spans(part)]
    if also is not None or (bare and bare != body):  # A会同B, 牵头单位市教委
        return names, True
    heard = any(_says_role(_last_bracket(name)[1] or "") for name in names)
    return names, heard or (role is not None and any(map(is_unit_like, names)))


def _says_role(inside: str) -> bool:
    return bool(ROLE_WORD.fullmatch(folded(inside))) or (bool(inside) and is_clause(inside))


def _headless(text: str) -> str:
    text = text.strip()
    start = BEFORE.match(folded(text))
    return text[start.end() :] if start else text


def _names_or_remarks(name: str) -> bool:
    head, inside = _last_bracket(name)
    if inside and head and (_says_nothing(inside) or _says_role(inside)):
        name = head
    return is_unit_like(name) or _says_nothing(name)


def is_unit_list(text: str, directory: UnitDirectory) -> bool:
    """Tell whether a bracket holds nothing but names of units, without verb or label: （市教委、各区政府）.

    Such a bracket assigns only where it closes an item; within a sentence it explains. Every name must be known, or
    begin as units do (市…, 各…) and end so.
    """
    names = [name for name, _ in split_spans(_unwrapped(text))]
    return bool(names) and all(directory.knows(name) or _named_in_full(name) for name in names)


def _named_in_full(name: str) -> bool:
    return is_unit_like(name) and starts_named(name) and not is_level(name)
