"""Who does what: a responsibility clause → units by role (牵头, 责任, 配合), every unit word for word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desk.domain.unit import Role, Roles
from gongkai_desk.words.labels import UNIT_LABELS, Label, label_runs, split_labels
from gongkai_desk.words.unit_names import (
    CLOSING,
    OPENING,
    bare,
    cuts,
    folded,
    is_open,
    is_unit_like,
    is_whole,
    open_end,
    split_spans,
    starts_named,
)
from gongkai_desk.words.unit_short import complete_elliptical
from gongkai_desk.words.units import UnitDirectory

__all__ = ["Label", "first_leads", "is_clause", "is_unit_list", "split_labels", "split_roles"]

# 按职责分工, 分别, 共同 …: how, not who
_HOW = (
    r"(?:(?:按照?|依照?|依据|根据|结合)(?:各自)?(?:的)?(?:部门|单位|工作|法定)?(?:职责|职能|任务|权限|属地|工作)?(?:分工|职责|职能|范围|要求|原则|权限)*"
    r"|分别|共同|联合|具体|各自|主要|做好|积极|密切|全力|各负其责|自行|统一|切实|抓好|分工|协同|合力|分头|予以|进行|会商|同步|组织|统筹|协调|全面|认真|依法|逐级|为主|一并|同时|全程)*"
)
_WORK = (
    r"(?:负责|组织|协调|推进|推动|落实|实施|办理|完成|执行|推行|开展|抓好|做好|指导|督促|监督|配合|工作"
    r"|到位|贯彻|统筹|协助|建设|制定|起草|公开|发布|汇总|解读|承办)*"
)
_BODY = "(?:单位|部门|科室|处室)"
_VERBS: tuple[tuple[str, str], ...] = (
    ("lead", rf"(?:为|是|作为)(?:总)?(?:牵头|主办|主责|主要责任)(?:责任)?{_BODY}"),
    ("support", rf"(?:为|是|作为)(?:配合|协办|协助|参与|参加|协同)(?:责任)?{_BODY}"),
    ("responsible", rf"(?:为|是|作为)(?:责任|落实|实施|承办|负责){_BODY}"),
    ("lead", rf"(?:总|双)?(?:牵头|主办|主责|领衔){_WORK}"),
    ("support", rf"(?:协同|支持|做好)?(?:配合|协办|会办|协助|参与|参加|协同|支持){_WORK}"),
    ("responsible", rf"(?:负责|落实|承办|实施|承担|主抓|执行|推进|办理|组织实施|抓落实){_WORK}"),
    ("guide", r"(?:指导|督导|监督|督促|督办)(?:指导|监督|督促|检查|落实|实施|推进)*"),
)
_VERB = "|".join(f"(?P<{role}{place}>{pattern})" for place, (role, pattern) in enumerate(_VERBS))
_SAID = re.compile(rf"(?P<how>{_HOW})(?:{_VERB})$")  # at the end of a piece: 市教委|分别|牵头落实
_ONLY_HOW = re.compile(rf"(?:{_HOW})$")
# a verb with the next unit glued to it: 市教委牵头市民政局配合, 市教委牵头，会同市民政局
_GLUED = re.compile(
    rf"(?<=[\u4e00-\u9fff）〕])(?P<how>{_HOW})(?P<verb>牵头(?:负责|落实|组织实施)?|负责(?:落实)?|主办|承办|配合|协办|协助)(?=(?:会同|各|相关|有关|省|市|区|县|州|其他|由))"
)
_WITH = re.compile(r"(?:会同|商(?=[省市区县各有相])|并会同)")  # A会同B
_BEFORE = re.compile(r"^(?:并|拟|其中)?(?:由|请|责成)(?=.)|^(?:并|其中)(?=[省市区县州各有相])")  # 由市教委牵头
_AFTER = re.compile(r"(?:等)?(?:为主|等)$")
_ROLE_WORD = re.compile(
    rf"(?:(?P<lead>(?:总)?(?:牵头|主办|主责)(?:{_BODY})?(?:负责)?)|(?P<support>(?:配合|协办|协助|参与|参加|会办)(?:{_BODY})?)"
    rf"|(?P<responsible>(?:责任|承办|落实|实施)(?:{_BODY})|负责|承办|落实))"
)
_PREFIX = re.compile(
    rf"^(?:(?P<lead>(?:牵头|主办|主责){_BODY})|(?P<support>(?:配合|协办|协助|参与|参加|会办){_BODY})|(?P<responsible>(?:责任|承办|落实|实施|负责){_BODY}))"
    r"(?:为|是)?(?=[省市区县州各团有相])"
)
_REMARK = re.compile(
    r"排名|先后|下同|列(?:在)?(?:第一|首)|排(?:在)?(?:第一|首)|加粗|标\*|带\*|同上|详见|另有|另行|除外|见附件|除.{1,20}外|如下|以下|特别说明|^第一"
)
_NOTHING = re.compile(r"^[\W_]*$|^(?:无|暂无|空|同上|〃|略)$")
_FIRST_LEADS = re.compile(
    r"(?:列|排|排列|位列)(?:在)?(?:第一位?|第1位?|首位|首个|最前(?:面)?|前面|第一个|首)的?(?:单位|部门|责任单位|责任部门|科室)?(?:均|皆)?(?:为|是|系)(?:总)?(?:牵头|主办|主责)"
    r"|(?:第一(?:个|位)?|首个|首位)(?:责任)?(?:单位|部门|科室)(?:均|皆)?(?:为|是|系)(?:牵头|主办|主责)"
    r"|(?:牵头|主办|主责)(?:责任)?(?:单位|部门)(?:列|排)(?:在)?(?:第一|首)"
)
_LABEL_ROLE = {Label.LEAD: "lead", Label.RESPONSIBLE: "responsible", Label.SUPPORT: "support", Label.GUIDE: "guide"}


@dataclass
class _Found:
    """What a clause has yielded so far, by role, and the lists within which short forms are completed."""

    units: dict[str, list[str]] = field(
        default_factory=lambda: {"lead": [], "responsible": [], "support": [], "guide": []}
    )
    lists: list[list[str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def assign(self, names: Sequence[str], role: str) -> None:
        known = self.units[role]
        known.extend(name for name in dict.fromkeys(names) if name not in known)


def split_roles(text: str, directory: UnitDirectory, role: Role | None = None) -> Roles:
    """Return the units of a clause or cell by role, as printed and in order.

    Verbs (牵头, 负责, 配合 …) and labels (责任单位：…) decide; a list without either has the column's ``role``, else it
    is responsible. A会同B makes A lead and B support; who only guides is responsible where nobody else is named.
    """
    found = _Found()
    for run in label_runs(text):
        if run.label is None:
            _read_clause(run.text, role.value if role else "responsible", found, directory)
        elif run.label in UNIT_LABELS:
            _read_clause(run.text, _LABEL_ROLE[run.label], found, directory)
    return _roles(found, directory)


def _roles(found: _Found, directory: UnitDirectory) -> Roles:
    units = found.units
    named = units["lead"] or units["responsible"] or units["support"]
    responsible = units["responsible"] if named else units["guide"]
    aside = units["guide"] if named else []
    everyone = dict.fromkeys([*units["lead"], *responsible, *units["support"]])
    full: dict[str, str] = {}
    for names in found.lists:
        full |= {name: known for name, known in complete_elliptical(names, directory).items() if name in everyone}
    return Roles(
        lead=tuple(units["lead"]),
        responsible=tuple(responsible),
        support=tuple(units["support"]),
        full=full,
        open_ended=tuple(name for name in everyone if open_end(name)),
        unnamed=tuple(name for name in everyone if is_open(name)),
        left=(*found.left, *aside),
    )


def _read_clause(text: str, default: str, found: _Found, directory: UnitDirectory) -> None:
    """Read the statements between ； and 。 one by one; units wait in a list until a verb says what they do."""
    for _, start, end in cuts(text, "；。", blanks=False):
        _read_statement(text[start:end], default, found, directory)


def _read_statement(text: str, default: str, found: _Found, directory: UnitDirectory) -> None:
    waiting: list[str] = []
    joined: list[str] = []  # after 会同: they support, whatever the verb
    found.lists.append(names := [])
    for piece in _pieces(text):
        body, role = _verb(piece)
        if marked := _PREFIX.match(folded(body)):  # 牵头单位市教委, without a colon
            body, role = body[marked.end() :], marked.lastgroup
        before, also = _around_with(body)
        new = _names(before, found, directory)
        company = _names(also, found, directory) if also is not None else []
        names += [*new, *company]
        if also is not None:
            found.assign([*waiting, *new], "lead")
            waiting, joined = [], [*joined, *company]
        else:
            (joined if joined else waiting).extend(new)
        if role is not None:
            found.assign(waiting, role)
            found.assign(joined, "support")
            waiting, joined = [], []
    found.assign(waiting, default)
    found.assign(joined, "support")


def _pieces(text: str) -> list[str]:
    """Return the stretches that end in a verb, and the rest: 市教委牵头 | 市民政局、各区政府配合."""
    pieces: list[str] = []
    begun = 0
    for _, start, end in cuts(text, "，、", blanks=False):
        for found in _GLUED.finditer(folded(text), start, end):
            if is_whole(text[max(start, begun) : found.start()]):
                pieces.append(text[begun : found.end()])
                begun = found.end()
        if _verb(text[max(start, begun) : end])[1]:
            pieces.append(text[begun:end])
            begun = end + 1
    return [*pieces, text[begun:]] if text[begun:].strip() else pieces


def _verb(piece: str) -> tuple[str, str | None]:
    """Return the piece without its closing verb, and the role the verb gives: 市教委分别牵头落实 → 市教委, lead.

    Only how without a verb (按职责分工) gives no role and is kept out of the name.
    """
    flat = folded(piece).rstrip()
    if said := _SAID.search(flat):
        role = next(name for name, value in said.groupdict().items() if value and name != "how")
        return piece[: said.start()], role[:-1]
    return piece, None


def _around_with(body: str) -> tuple[str, str | None]:
    """Return what stands before and after 会同; ``None`` without one."""
    found = _WITH.search(folded(body))
    if found is None or (found.start() and not is_whole(body[: found.start()].strip("，、 "))):
        return body, None
    return body[: found.start()], body[found.end() :]


def _names(text: str, found: _Found, directory: UnitDirectory) -> list[str]:
    """Return the units of a list; remarks go to ``left``, and brackets that say a role are heard."""
    start = _BEFORE.match(folded(text).strip())
    body = text.strip()[start.end() :] if start else text
    names: list[str] = []
    for name, twice in split_spans(_after_how(body, found)):
        found.left.extend([twice] if twice else [])
        names.extend(_heard(name, found, directory))
    return names


def _after_how(body: str, found: _Found) -> str:
    """Return the list without a closing 按职责分工 that has no verb."""
    how = re.search(r"按照?(?:各自)?职[责能](?:分工)?$", body.strip())
    if how is None:
        return body
    found.left.append(how[0])
    return body.strip()[: how.start()]


def _heard(name: str, found: _Found, directory: UnitDirectory) -> list[str]:
    """Return the units of one printed name: its brackets may be part of it, a role (市教委（牵头）), or a remark."""
    head, inside = _last_bracket(name)
    if _NOTHING.match(bare(name)):
        return []
    if inside is not None and (role := _ROLE_WORD.fullmatch(folded(inside))) and head:
        found.assign(_plain(head, found, directory), role.lastgroup or "responsible")
        return []
    if inside is not None and _is_remark(inside):
        found.left.append(inside)
        return _heard(head, found, directory) if head else []
    if inside is not None and is_clause(inside):
        names = _heard(head, found, directory) if head else []
        _read_clause(inside, "responsible", found, directory)
        return names
    return _plain(name, found, directory)


def _last_bracket(name: str) -> tuple[str, str | None]:
    """Return the name before a bracket that closes it, and the bracket's text."""
    flat = folded(name)
    if not flat or flat[-1] not in CLOSING:
        return name, None
    depth = 0
    for place in range(len(flat) - 1, -1, -1):
        depth += (flat[place] in CLOSING) - (flat[place] in OPENING)
        if depth == 0:
            return name[:place], name[place + 1 : -1]
    return name, None


def _is_remark(text: str) -> bool:
    return bool(_REMARK.search(text)) and not is_unit_like(text)


def _plain(name: str, found: _Found, directory: UnitDirectory) -> list[str]:
    """Return one name, or two that stand glued and are both known; what is a remark goes to ``left``."""
    if _is_remark(name):
        found.left.append(name)
        return []
    return _unglued(name, directory)


def _unglued(name: str, directory: UnitDirectory) -> list[str]:
    """Part names whose blank was lost (市司法局市政府办公室), only where the directory knows both."""
    if directory.knows(name):
        return [name]
    for place in range(3, len(name) - 2):
        left, right = name[:place], name[place:]
        if starts_named(right) and _known(left, directory) and _known(right, directory):
            return [left, right]
    return [name]


def _known(name: str, directory: UnitDirectory) -> bool:
    return directory.knows(name) or directory.group(name) is not None


def is_clause(text: str) -> bool:
    """Tell whether a bracket or line assigns responsibility: it has a unit label, or units with a verb.

    （市教委牵头，各区政府落实） and 责任单位：市教委 do; （PPP）, （含民办学校）, （此件公开发布） do not.
    """
    runs = label_runs(text)
    if any(run.label in UNIT_LABELS for run in runs):
        return runs[0].label is not None or _assigns(runs[0].text)
    return runs != () and runs[0].label is None and _assigns(text)


def _assigns(text: str) -> bool:
    """Tell whether every piece is a unit, how it works, or a remark, and a verb stands behind a unit."""
    stripped = text.strip().rstrip("。；，")
    said = False
    for _, start, end in cuts(stripped, "，；。", blanks=False):
        for piece in _pieces(stripped[start:end]):
            body, role = _verb(piece)
            before, also = _around_with(body)
            lists = [part for part in (_BEFORE.sub("", before.strip()), also or "") if part.strip()]
            if not all(_unit_or_remark(name) for part in lists for name, _ in split_spans(part)):
                return False
            said = said or (role is not None and bool(lists)) or bool(also)
    return said


def _unit_or_remark(name: str) -> bool:
    head, inside = _last_bracket(name)
    if inside is not None and (_is_remark(inside) or _ROLE_WORD.fullmatch(folded(inside))):
        name = head
    return is_unit_like(name) or _is_remark(name) or bool(_ONLY_HOW.fullmatch(folded(name)))


def is_unit_list(text: str, directory: UnitDirectory) -> bool:
    """Tell whether a bracket holds nothing but names of units, without verb or label: （市教委、各区政府）.

    Such a bracket assigns only where it closes an item; within a sentence it explains. Every name must be known, or
    begin as units do (市…, 各…) and end so.
    """
    names = [name for name, _ in split_spans(text.strip().rstrip("。"))]
    return bool(names) and all(_known(name, directory) or (is_unit_like(name) and starts_named(name)) for name in names)


def first_leads(text: str) -> bool:
    """Tell whether a text settles that the first unit listed leads (列第一位的为牵头单位，下同)."""
    return bool(_FIRST_LEADS.search(bare(text)))
