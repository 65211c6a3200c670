"""Items written as a card: a name, then a labelled line for each thing (工作内容：… 责任单位：… 完成时限：…)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.parsing.clauses import is_label_text
from gongkai_desk.words.terms import ColumnRole, column_role

_LABELLED = re.compile(r"([\u4e00-\u9fff]{2,8})[：:]\s*(?=\S)")
_CONTENT = frozenset({ColumnRole.CONTENT, ColumnRole.TITLE, ColumnRole.MEASURES, ColumnRole.GOAL})


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: name, work, and the lines that assign and date it as one clause."""

    title: str | None
    content: str
    clause: str


def card_of(lines: Sequence[str]) -> Card | None:
    """Return the card that an item's paragraphs are, ``None`` if they are prose: the work must have its own label."""
    name, rest = (lines[0], lines[1:]) if lines else ("", [])
    work: list[str] = []
    clauses: list[str] = []
    labelled = False
    for line in rest:
        label = _LABELLED.match(line)
        if is_label_text(line):
            clauses.append(line)
        elif label and column_role(label[1]) in _CONTENT:
            work.append(line[label.end() :])
            labelled = True
        elif work and not label:
            work.append(line)
        else:
            return None
    if not (labelled and clauses):
        return None
    return Card(name.rstrip("。：: ") or None, "\n".join(work), "；".join(line.rstrip("。；") for line in clauses))
