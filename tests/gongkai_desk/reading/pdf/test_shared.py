"""The real plans as PDF: every cell of the ruled tables equals the gold's, layout by layout."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from gongkai_desk.domain.plan import PagePlace
from gongkai_desk.reading.document import Document, Grid, Line
from gongkai_desk.reading.pdf.reader import read


def key(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or "")).rstrip(".。")


def rows_of(document: Document) -> list[list[str]]:
    """Every row with merged cells filled in."""
    rows: list[list[str]] = []
    for _, item in document.items():
        if isinstance(item, Grid):
            above: list[str] = [""] * len(item.rows[0])
            for row in item.rows:
                for i, cell in enumerate(row):
                    if cell:
                        above[i : i + cell.columns] = [cell.text] * cell.columns
                rows.append(list(above))
    return rows


@pytest.mark.parametrize("name", ["shanghai-2022-table.pdf", "shanghai-2022-table-b.pdf"])
def test_every_cell_of_the_ruled_table_equals_the_gold(shared_plans: Path, name: str) -> None:
    tasks = json.loads((shared_plans / "gold" / "shanghai-2022-table.json").read_text("utf-8"))["tasks"]
    rows = [row for row in rows_of(read(shared_plans / "files" / name)) if row[0] != "序号"]
    found = [[key(text) for text in row] for row in rows]
    fields = ("seq", "title", "content", "unit_text", "deadline")
    assert found == [[key(task[field]) for field in fields] for task in tasks]


def test_letter_narrative_and_landscape_table_come_from_one_file(shared_plans: Path) -> None:
    tasks = json.loads((shared_plans / "gold" / "shenyang-2022-table.json").read_text("utf-8"))["tasks"]
    document = read(shared_plans / "files" / "shenyang-2022.pdf")
    rows = [row for row in rows_of(document) if row[0] not in ("事项名称", row[1])]
    assert [(key(row[1]), key(row[4])) for row in rows] == [(key(t["content"]), key(t["deadline"])) for t in tasks]
    assert all(isinstance(item, Line) for page in document.pages[:11] for item in page.items)


def test_units_one_per_line_keep_their_breaks(shared_plans: Path) -> None:
    document = read(shared_plans / "files" / "shenyang-2022.pdf")
    cells = {row[2] for row in rows_of(document)}
    assert "市交通运输局\n市文化旅游广电局\n市统计局" in cells
    assert "市人力资源和社会保障局" in cells


def test_places_lie_within_their_page(shared_plans: Path) -> None:
    document = read(shared_plans / "files" / "shenyang-2022.pdf")
    for page, item in document.items():
        places = item.places if isinstance(item, Line) else [p for r in item.rows for c in r if c for p in c.places]
        for place in places:
            assert isinstance(place, PagePlace)
            assert place.page == page.number
            assert 0 <= place.box.x0 < place.box.x1 <= page.width
            assert 0 <= place.box.top < place.box.bottom <= page.height
