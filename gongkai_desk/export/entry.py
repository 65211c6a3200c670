"""Sheets that people type into: rows that grow, protection without a password, words that are offered in cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection

from gongkai_desk.export.excel_rows import Offer
from gongkai_desk.export.paging import Placed
from gongkai_desk.export.tables import LaidTable
from gongkai_desk.export.workbook import RowSheet
from gongkai_desk.page.layout import PickList, Row, RowKind
from gongkai_desk.page.measures import EmGrid

_LONGEST = 255  # characters of a list that stands in the rule itself
_TALLEST = 409.0  # points: Excel's own limit of a row


def growing_rows(table: LaidTable) -> tuple[Placed, ...]:
    """Return the rows as high as they need be now; pages are left to the program, since people make them higher."""
    grid = table.grid
    return tuple(_growing(row, grid) for row in table.paper.rows)


def _growing(row: Row, grid: EmGrid) -> Placed:
    if row.kind is RowKind.SECTION:
        return Placed(row, grid.whole_height(row.texts[0]), (1,), 0, opens=False)
    need = max(map(grid.height, row.texts, range(len(row.texts))))
    least = row.least * grid.pitch + grid.padding
    return Placed(row, min(max(need, least), _TALLEST), (1,) * len(row.texts), 0, opens=False)


def protect(work: RowSheet) -> None:
    """Lock what is not typed into, without a password; heights, widths and the look of cells stay free."""
    work.protection = SheetProtection(sheet=True, formatCells=False, formatRows=False, formatColumns=False)


def offer(work: RowSheet, offers: Iterable[Offer], lists: Mapping[str, str]) -> None:
    """Offer words in cells; ``lists`` tells where long lists stand, by sheet (``'适用单位'!$A$3:$A$18``)."""
    for picks, cells in _gathered(offers):
        joined = ",".join(picks.words)
        source = lists[picks.sheet] if picks.sheet and len(joined) > _LONGEST else f'"{joined}"'
        rule = DataValidation("list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
        rule.errorTitle, rule.error = "请核对", picks.hint
        rule.sqref = MultiCellRange(" ".join(cells))
        work.data_validations.append(rule)


def _gathered(offers: Iterable[Offer]) -> Iterator[tuple[PickList, list[str]]]:
    found: dict[PickList, list[str]] = {}
    for each in offers:
        found.setdefault(each.picks, []).append(each.cells)
    yield from found.items()
