"""The grammar of one statement in a clause: its verb, 会同, its closing bracket, the stretches between verbs."""

from __future__ import annotations

from gongkai_desk.words.lexicon import CLOSING, OPENING
from gongkai_desk.words.role_words import GLUED, PREFIX, WITH, is_convention, is_remark, may_be_glued, verb_of
from gongkai_desk.words.unit_names import cuts, folded, is_unit_like, is_whole

_EDGE = "，、； \t\n\u3000"
_NESTED = 4  # brackets within brackets that are still read; deeper ones are no clause of an office


def unwrapped(text: str) -> str:
    """Return the text without the brackets that hold all of it: （市教委牵头） → 市教委牵头."""
    head, inside = last_bracket(text.strip().rstrip("。"))
    return unwrapped(inside) if inside is not None and not head.strip() else text


def pieces_of(text: str) -> list[str]:
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
        if without_verb(text[max(start, begun) : end])[1]:
            pieces.append(text[begun:end])
            begun = end + 1
    return [*pieces, text[begun:]] if text[begun:].strip(_EDGE) else pieces


def without_verb(piece: str) -> tuple[str, str | None]:
    """Return the piece without its closing verb, and the role that verb gives: 市教委分别牵头落实 → 市教委, lead."""
    start, role = verb_of(folded(piece).rstrip())
    return (piece[:start], role) if role else (piece, None)


def around_with(body: str) -> tuple[str, str | None]:
    """Return what stands before and after 会同; ``None`` without one."""
    found = WITH.search(folded(body))
    if found is None or (found.start() and not is_whole(body[: found.start()].strip(_EDGE))):
        return body, None
    return body[: found.start()], body[found.end() :]


def last_bracket(name: str) -> tuple[str, str | None]:
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


def says_nothing(text: str) -> bool:
    """Tell whether a piece names nobody: a convention, a date, a phrase of how."""
    return is_convention(text) or (is_remark(text) and not is_unit_like(text))
