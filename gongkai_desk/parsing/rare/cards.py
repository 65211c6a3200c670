"""A task written as a card: a name beside each value, as a small table or as labelled lines.

Made for plans whose tasks are forms of their own (tests/data/plans/layouts/card-tables.docx) and for narratives whose
items are labelled lines (工作内容：… 责任单位：… 完成时限：…).

任务名称 | 公开征收信息 |          |            →  任务名称     | 牵头单位   | 完成时限
牵头单位 | 市司法局     | 完成时限 | 6月底前       公开征收信息 | 市司法局   | 6月底前
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai_desk.parsing.blocks.model import Entry, Table
from gongkai_desk.parsing.prose.clauses import is_label_text
from gongkai_desk.parsing.prose.tree import first_sentence_end, names_subject
from gongkai_desk.parsing.settings import USUAL
from gongkai_desk.words.lexicon import COLONS, STATEMENT_STOPS
from gongkai_desk.words.terms import ColumnRole, column_role

_WORK = frozenset({ColumnRole.TITLE, ColumnRole.CONTENT})
_LABELLED = re.compile(rf"([\u4e00-\u9fff]{{2,8}})[{COLONS}]\s*(?=\S)")
_CONTENT = frozenset({ColumnRole.CONTENT, ColumnRole.TITLE, ColumnRole.MEASURES, ColumnRole.GOAL})

Pair = tuple[Entry, Entry]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: name, work, and the lines that assign and date it as one clause."""

    title: str | None
    content: str
    clause: str


def card_in(lines: Sequence[str]) -> Card | None:
    """Return the card that an item's paragraphs are, ``None`` if they are prose: the work must have its own label."""
    name, rest = (lines[0], lines[1:]) if lines and _label_of(lines[0]) is None else ("", lines)
    work: list[tuple[ColumnRole | None, str]] = []
    clauses: list[str] = []
    for line in rest:
        label = _label_of(line)
        if is_label_text(line):
            clauses.append(line)
        elif label:
            work.append(label)
        elif work and not clauses and not _LABELLED.match(line):
            work.append((work[-1][0], line))
        else:
            return None
    return _card(name, work, clauses) if work and clauses else None


def _label_of(line: str) -> tuple[ColumnRole, str] | None:
    """Return the role of the label of the work with which a line begins, and what stands behind it."""
    label = _LABELLED.match(line)
    role = column_role(label[1]) if label else None
    return (role, line[label.end() :]) if label and role in _CONTENT and role else None


def _card(name: str, work: Sequence[tuple[ColumnRole | None, str]], clauses: Sequence[str]) -> Card:
    """Return the card; a labelled name (督办事项：…) names it where the work has a label of its own."""
    named = not name and work[0][0] is ColumnRole.TITLE and any(role is not ColumnRole.TITLE for role, _ in work)
    name, work = (work[0][1], work[1:]) if named else (name, work)
    content = "\n".join(text for _, text in work)
    if any(stop in name.rstrip(STATEMENT_STOPS) for stop in STATEMENT_STOPS):  # the work itself: 工作要求 adds to it
        end = first_sentence_end(name) if names_subject(name[: first_sentence_end(name)]) else 0
        name, content = name[:end], name[end:].lstrip(STATEMENT_STOPS) + "\n" + content
    return Card(name.rstrip("。：: ") or None, content, "；".join(line.rstrip("。；") for line in clauses))


def as_list(table: Table) -> Table | None:
    """Return the table with its names as header and a row a form; ``None`` where it is no form."""
    pairs = _pairs(table)
    if pairs is None:
        return None
    names = tuple(dict.fromkeys(name.text for name, _ in pairs))
    if len(names) < USUAL.form_pairs or not _WORK & {column_role(name) for name in names}:
        return None
    head = {name.text: name for name, _ in reversed(pairs)}
    rows = [tuple(form.get(name) or Entry("") for name in names) for form in _forms(pairs)]
    return replace(table, rows=(tuple(_single(head[name]) for name in names), *rows), header_rows=1, breaks=frozenset())


def _pairs(table: Table) -> list[Pair] | None:
    """Return name and value, all over the table; ``None`` where any row holds something else."""
    found: list[Pair] = []
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        if len(cells) < 2 or len(cells) % 2:
            return None
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            if column_role(name.text) is None or column_role(value.text) is not None:
                return None
            found.append((name, _single(value)))
    return found


def _forms(pairs: Sequence[Pair]) -> Iterator[dict[str, Entry]]:
    """Yield each form's values by name: a name that comes again begins the next form."""
    form: dict[str, Entry] = {}
    for name, value in pairs:
        if name.text in form:
            yield form
            form = {}
        form[name.text] = value
    yield form


def _single(cell: Entry) -> Entry:
    return replace(cell, rows=1, columns=1)
