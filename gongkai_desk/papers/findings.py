"""核对问题清单: what was found in a plan and what was decided about it."""

from __future__ import annotations

from dataclasses import astuple

from gongkai_desk.domain.columns import Align
from gongkai_desk.domain.review import FindingList
from gongkai_desk.domain.sheet import Orientation
from gongkai_desk.page.layout import BandKind, Book, PageNumbers, TableColumn, TablePaper, band, whole_row
from gongkai_desk.page.measures import FIGURES

_COLUMNS = (
    TableColumn("序号", 14.0, Align.CENTRE),
    TableColumn("任务", 46.0),
    TableColumn("问题", 58.0),
    TableColumn("原文", 48.0),
    TableColumn("位置", 24.0, Align.CENTRE),
    TableColumn("处理", 35.0),
)


def finding_list(facts: FindingList) -> TablePaper:
    """Return the list of a plan."""
    return TablePaper(
        facts.title,
        _COLUMNS,
        [whole_row(*astuple(finding)) for finding in facts.findings],
        (band(BandKind.TITLE, facts.title),),
        orientation=Orientation.LANDSCAPE,
        side=FIGURES.side,
        numbers=PageNumbers.STANDARD,
        book=Book("问题清单"),
    )
