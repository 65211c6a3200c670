"""What was reported of an item, on lines of their own below it: 实际完成情况：…, 存在问题：…, 下一步打算：….

It is neither the work nor a deadline: it stays with the task under its own label, as a column of a ledger would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.model import Raw
from gongkai_desk.parsing.prose.clauses import is_label_text
from gongkai_desk.parsing.prose.tree import Text
from gongkai_desk.words.lexicon import COLONS
from gongkai_desk.words.terms import ColumnRole, column_role

_LABEL = re.compile(rf"[【〔（]?(?P<name>[\u4e00-\u9fff]{{2,10}})[】〕）]?[{COLONS}][ \u3000]*")
_REPORTED = frozenset(
    {ColumnRole.PROGRESS, ColumnRole.STATE, ColumnRole.PROBLEM, ColumnRole.NEXT, ColumnRole.EVIDENCE, ColumnRole.CLOSED}
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one label says of an item, and where it stands."""

    name: str
    text: str
    places: tuple[Place, ...]


def without_reports(texts: Sequence[Text]) -> tuple[list[Text], list[Report]]:
    """Part an item's paragraphs from what was reported of it; a report goes on up to the next label."""
    own = list(texts[:1])
    reports: list[Report] = []
    for text in texts[1:]:
        paragraph, offset = text
        line = paragraph.text[offset:].strip()
        label = _LABEL.match(line)
        if label and column_role(label["name"]) in _REPORTED:
            reports.append(Report(label["name"], line[label.end() :], paragraph.places))
        elif reports and not label and not is_label_text(line):
            last = reports[-1]
            whole = f"{last.text}\n{line}".strip()
            reports[-1] = replace(last, text=whole, places=(*last.places, *paragraph.places))
        else:
            own.append(text)
    return own, reports


def with_reports(raw: Raw, reports: Sequence[Report]) -> Raw:
    """Return a task with what was reported of it."""
    if not reports:
        return raw
    said = {report.name: report.text for report in reports}
    places = tuple(place for report in reports for place in report.places)
    return replace(raw, extra={**raw.extra, **said}, source=(*raw.source, *places))
