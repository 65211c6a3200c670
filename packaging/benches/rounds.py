"""The loop of 填报表 measured from within: 62 books out and 62 books back, beside openpyxl with the same cells.

The floor of a book that goes out is openpyxl writing its texts into bare sheets; of one that comes back, openpyxl
reading every cell of the file.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import great
from kit import ratio

from gongkai_desk.domain.cycle.books import SendOrder
from gongkai_desk.domain.ids import By
from gongkai_desk.page.layout import Form, FormPaper, TablePaper, WorkbookPaper
from gongkai_desk.papers.unit_sheet import FILL_SHEET, FILLED, unit_book
from gongkai_desk.services import dispatching
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.taking import take_over
from gongkai_desk.standing.cycle.books import Outgoing, outgoing
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.library import Library

UNITS, TASKS = 62, 40
_BY = By("", great.TODAY)
_ORDER = SendOrder(1, "2026Q4", date(2026, 12, 25))
_CODE_LENGTH = 7  # 22K-2AM


@dataclass(frozen=True)
class Stage:
    """A library whose units owe their reports, copied anew for each run."""

    folder: Path

    @contextmanager
    def library(self, name: str) -> Iterator[Library]:
        """Yield a fresh copy of the library called ``name``."""
        copy = self.folder / "run.gkdesk"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.folder / name, copy)
        with Library.open(copy) as library:
            yield library

    def send(self, library: Library) -> tuple[Outgoing, list[Path]]:
        """Send a batch out and return where its books are."""
        of = outgoing(library, _ORDER, great.TODAY)
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        staged = dispatching.stage(self.folder / "out", of)
        _, sent = dispatching.send(library, _BY, staged)
        staged.discard()
        return of, [sent.files[parcel.file_name] for parcel in of.parcels]


def out_and_back() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        great.make(stage.folder / "new.gkdesk", tasks=TASKS, plans=1, units=UNITS, reports=0)
        with stage.library("new.gkdesk") as library:
            of, files = stage.send(library)
        shutil.copytree(stage.folder / "run.gkdesk", stage.folder / "sent.gkdesk")
        books = [unit_book(parcel.book) for parcel in of.parcels]
        back = stage.folder / "back"
        back.mkdir()
        for path in files:
            fill(path, back / path.name)
        _out(stage, books)
        _back(stage, back)


def _out(stage: Stage, books: list[WorkbookPaper]) -> None:
    def ours() -> None:
        with stage.library("new.gkdesk") as library:
            stage.send(library)

    name = f"{len(books)} unit books of {TASKS} tasks out / openpyxl writing their cells"
    ratio(name, "2.0", ours, lambda: plain_books(books, stage.folder / "plain.xlsx"), 3)


def _back(stage: Stage, back: Path) -> None:
    def ours() -> None:
        with stage.library("sent.gkdesk") as library:
            rounds = Rounds(library)
            done = take_over(library, _BY, rounds, reviewed(rounds, received([back]), Asked()))
            assert done.merged == UNITS * TASKS, done

    name = f"{UNITS} unit books collected / openpyxl reading their cells"
    ratio(name, "2.0", ours, lambda: read_plainly(back.iterdir()), 3)


def plain_books(books: Iterable[WorkbookPaper], path: Path) -> None:
    """Write the texts of books, each into bare sheets of its own file."""
    from openpyxl import Workbook

    for each in books:
        book = Workbook(write_only=True)
        for sheet in each.sheets:
            made = book.create_sheet()
            for row in texts_of(sheet):
                made.append(row)
        book.save(path)


def texts_of(sheet: TablePaper | FormPaper) -> Iterator[Sequence[str]]:
    """Yield the texts of a sheet row by row."""
    if isinstance(sheet, TablePaper):
        yield [column.title for column in sheet.columns]
        yield from (row.texts for row in sheet.rows)
        return
    forms = (block for page in sheet.pages for block in page.blocks if isinstance(block, Form))
    yield from ([cell.text for cell in row.cells] for form in forms for row in form.rows)


def read_plainly(paths: Iterable[Path]) -> int:
    """Read every cell of workbooks and return how many there are."""
    from openpyxl import load_workbook

    books = (load_workbook(path) for path in paths)
    return sum(1 for book in books for sheet in book for row in sheet.values for _ in row)


def fill(path: Path, target: Path) -> None:
    """Fill a book in as a unit does."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet = book[FILL_SHEET]
    head = next(row for row in sheet.iter_rows() if row[0].value == "任务码")
    columns = {"".join(str(cell.value).split()): cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if len(str(sheet.cell(row, 1).value or "")) == _CODE_LENGTH:
            sheet.cell(row, columns[FILLED["progress"]], f"已按要求推进，完成{row}项，材料见门户网站专栏")
            sheet.cell(row, columns[FILLED["state"]], "推进中")
    book.save(target)
