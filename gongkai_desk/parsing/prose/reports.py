"""What was reported of an item, on lines of their own below it: 实际完成情况：…, 存在问题：…, 主管领导：….

It is neither the work nor a deadline: it stays with the task under its own label, as a column of a ledger would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desk.domain.plan import Place
from gongkai_desk.parsing.blocks.model import Raw
from gongkai_desk.parsing.prose.clauses import is_label_text
from gongkai_desk.parsing.prose.labelled import LabelKind, label_lines
from gongkai_desk.parsing.prose.tree import Text


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
    lines = [paragraph.text[offset:].strip() for paragraph, offset in texts]
    for text, line, label in list(zip(texts, lines, label_lines(lines), strict=True))[1:]:
        paragraph = text[0]
        if label and label.kind is LabelKind.OTHER:
            reports.append(Report(label.name, label.value, paragraph.places))
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
