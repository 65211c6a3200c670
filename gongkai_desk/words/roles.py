"""Who does what: a responsibility clause → units by role (牵头, 责任, 配合), every unit word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desk.domain.state import Role
from gongkai_desk.domain.unit import Roles
from gongkai_desk.words.assigning import is_clause, is_known
from gongkai_desk.words.clauses.stages import timed
from gongkai_desk.words.clauses.statements import (
    around_with,
    last_bracket,
    pieces_of,
    says_nothing,
    unwrapped,
    without_verb,
)
from gongkai_desk.words.labels import UNIT_LABELS, Label, label_runs
from gongkai_desk.words.list_remarks import MARKS, Convention, convention, heard
from gongkai_desk.words.role_words import (
    BEFORE,
    HOW_ALONE,
    PREFIX,
    ROLE_WORD,
)
from gongkai_desk.words.unit_names import (
    bare,
    cuts,
    folded,
    is_open,
    is_unit_like,
    is_whole,
    open_end,
    shared_endings,
    split_spans,
    starts_named,
)
from gongkai_desk.words.units import UnitDirectory, complete_elliptical

_NOTHING = re.compile(r"^[\W_]*$|^(?:无|暂无|空|同上|〃|略)$")
_LISTED = re.compile(r"^(?:\d{1,2}[.．]|[（(]\d{1,2}[)）]|[①-⑳])(?=[\u3400-\u9fff])")  # 1.县水利局 ⏎ 2.县气象局
_EDGE = "，、； \t\n\u3000"
_GLUED_LENGTH = 60  # characters of two long names in a row
_ROLES = ("lead", "responsible", "support", "guide")
_LABEL_ROLE = {Label.LEAD: "lead", Label.RESPONSIBLE: "responsible", Label.SUPPORT: "support", Label.GUIDE: "guide"}


@dataclass
class _Found:
    """What a clause has yielded so far, by role, and the lists within which short forms are completed."""

    directory: UnitDirectory
    units: dict[str, dict[str, None]] = field(default_factory=lambda: {role: {} for role in _ROLES})  # in order
    lists: list[list[str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

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
    default = role.value if role else "responsible"
    hearing = heard(unwrapped(text))
    _read_runs(hearing.units, default, found)
    if any(found.units.values()):
        found.left.extend(hearing.statements)
    else:  # 各部门按职责分工负责，不再逐一列出 is all there is
        _read_runs("，".join(hearing.statements), default, found)
    found.left.extend(hearing.remarks)
    return led(_roles(found), text, convention(text))


def led(roles: Roles, text: str, said: Convention) -> Roles:
    """Return a clause's roles as a convention has them (列第一位的为牵头单位); as they are where somebody leads."""
    if roles.lead or not roles.responsible or not said.order:
        return roles
    lead = (roles.responsible[:1] if said.first else _before(text, said.stop, roles)) or roles.responsible[:1]
    rest = tuple(name for name in roles.responsible if name not in lead)
    if said.supports:
        return replace(roles, lead=lead, responsible=(), support=(*rest, *roles.support))
    return replace(roles, lead=lead, responsible=rest)


def _before(text: str, stop: str, roles: Roles) -> tuple[str, ...]:
    """Return the responsible units that stand before the first such stop of a list."""
    for run in label_runs(heard(unwrapped(text)).units):
        if run.label in (None, Label.RESPONSIBLE):
            _, start, end = next(cuts(run.text, stop, blanks=False), ("", 0, 0))
            names = {name for name, _ in split_spans(without_verb(run.text[start:end])[0])}
            return tuple(name for name in roles.responsible if name in names)
    return ()


def _read_runs(text: str, default: str, found: _Found) -> None:
    """Read the stretches between labels; what stands before the first has the default role."""
    for run in label_runs(text):
        if run.label is None or run.label in UNIT_LABELS:
            role = default if run.label is None else _LABEL_ROLE[run.label]
            clause = timed(run.text)
            _read_clause(clause.units, role, found)
            found.left.extend(map(bare, clause.times))


def _roles(found: _Found) -> Roles:
    units = found.units
    named = units["lead"] or units["responsible"] or units["support"]
    responsible = units["responsible"] if named else units["guide"]
    guide = units["guide"] if named else {}
    everyone = dict.fromkeys([*units["lead"], *responsible, *units["support"], *guide])
    full: dict[str, str] = {}
    for names in found.lists:
        full |= {name: whole for name, whole in shared_endings(names).items() if name in everyone}
        full |= {name: known for name, known in complete_elliptical(names, found.directory).items() if name in everyone}
    return Roles(
        lead=tuple(units["lead"]),
        responsible=tuple(responsible),
        support=tuple(units["support"]),
        full=full,
        open_ended=tuple(name for name in everyone if open_end(name) or name in found.open),
        unnamed=tuple(name for name in everyone if is_open(name)),
        left=tuple(found.left),
        guide=tuple(guide),
    )


def _read_clause(text: str, default: str, found: _Found) -> None:
    """Read the statements between ； and 。 one by one; units wait in a list until a verb says what they do."""
    statements: list[str] = []
    for before, start, end in cuts(text, "；。", blanks=False):
        if before == "。" and statements and _is_broken(statements[-1], text[start:end]):
            statements[-1] += f"、{text[start:end]}"
        else:
            statements.append(text[start:end])
    for statement in statements:
        _read_statement(statement, default, found)


def _is_broken(before: str, behind: str) -> bool:
    """Tell whether a 。 is a misprint for 、: 市教委牵头，市民政局。市财政局配合."""
    first, last = pieces_of(before), pieces_of(behind)
    if not first or not last or without_verb(first[-1])[1] is not None:
        return False
    return len(first) > 1 or without_verb(last[0])[1] in ("lead", "responsible")


def _read_statement(text: str, default: str, found: _Found) -> None:
    waiting: list[str] = []
    joined: list[str] = []  # after 会同: they support, whatever the verb
    found.lists.append(names := [])
    for piece in pieces_of(text):
        head, company, others, role = _parsed(piece, found)
        names += [*head, *(company or []), *others]
        if company is not None:
            found.assign([*waiting, *head], "lead")
            waiting, joined = others, [*joined, *company]
        else:
            (joined if joined else waiting).extend(head)
        if role is not None:
            found.assign(waiting, role)
            found.assign(joined, "support")
            waiting, joined = [], []
    found.assign(waiting, default)
    found.assign(joined, "support")


def _parsed(piece: str, found: _Found) -> tuple[list[str], list[str] | None, list[str], str | None]:
    """Return the units before and after 会同 (``None`` without it), others, and the role that the piece's words give.

    Others stand behind a comma and have the verb for themselves: 市教委会同市民政局，各区政府负责.
    """
    body, role = without_verb(piece)
    if marked := PREFIX.match(folded(body)):
        body, role = body[marked.end() :], marked.lastgroup
    before, also = around_with(body)
    if also is None:
        return _names(before, found), None, [], role
    company, others = _parted(also) if role else (also, "")
    return _names(before, found), _names(company, found), _names(others, found), role


def _parted(also: str) -> tuple[str, str]:
    """Return what stands before and behind the first comma outside brackets."""
    _, _, end = next(cuts(also, "，", blanks=False), ("", 0, len(also)))
    return also[:end], also[end + 1 :]


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
        if name in ("等", "等等") and names:  # 市公安局、等: the list is open
            found.left.append(name)
            found.open.append(names[-1])
            continue
        names.extend(_heard(_LISTED.sub("", name.strip(MARKS)), found))
    return names


def _heard(name: str, found: _Found) -> list[str]:
    """Return the units of one printed name: its brackets may be part of it, a role (市教委（牵头）), or a remark."""
    head, inside = last_bracket(name)
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
    remark = says_nothing(inside)
    if not remark and not is_clause(inside):
        return _plain(name, found)
    if remark:
        found.left.append(inside)
    names = _heard(head, found) if head else []
    if not remark:
        _read_clause(inside, "responsible", found)
    return names


def _plain(name: str, found: _Found) -> list[str]:
    """Return one name, or two that stand glued and are both known; what names nobody goes to ``left``."""
    if says_nothing(name) and not found.directory.knows(name):
        found.left.append(name)
        return []
    return _unglued(name, found.directory)


def _unglued(name: str, directory: UnitDirectory) -> list[str]:
    """Part names whose blank was lost (市司法局市政府办公室), only where the directory knows both."""
    if len(name) > _GLUED_LENGTH or is_known(name, directory):
        return [name]
    for place in range(3, len(name) - 2):
        left, right = name[:place], name[place:]
        if left[-1] in "）〕)]" and starts_named(right) and is_unit_like(left) and is_unit_like(right):
            return [left, right]  # 市公路中心（应急抢险队）市公安局: the stop is lacking
        if starts_named(right) and is_whole(left) and is_known(left, directory):
            more = _unglued(right, directory)
            if all(is_known(each, directory) for each in more):
                return [left, *more]
    return [name]
