"""A superior's 填报表 among returned ones, in folders, archives and mails too: set apart, never laid on our rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest

from gongkai_desk.services.collecting.handed import apart, as_file
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.intake import handed
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries.handed import handed_books
from gongkai_desk.store.library import Library
from gongkai_desk.words.codes import book_code, read_book_code, row_code
from tests.handed_books import DISTRICT, EAST, City, a_city, changed
from tests.returned_books import COLUMN, FIRST, a_round, save, usual_fill, workbook_of

UNIT = "市教育局"
Held = Callable[[Path, Path, Path], Path]
"""(superior's book, returned book, folder) → what is collected."""


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with a_city(tmp_path) as made:
        yield made


def in_folder(above: Path, ours: Path, folder: Path) -> Path:
    made = folder / "交回"
    made.mkdir()
    for path in (above, ours):
        (made / path.name).write_bytes(path.read_bytes())
    return made


def in_archive(above: Path, ours: Path, folder: Path) -> Path:
    with ZipFile(folder / "材料.zip", "w") as package:
        for path in (above, ours):
            package.write(path, f"材料/{path.name}")
    return folder / "材料.zip"


def in_mail(above: Path, ours: Path, folder: Path) -> Path:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.cn", "材料"
    mail.set_content("请查收。")
    for path in (above, ours):
        mail.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    (folder / "材料.eml").write_bytes(mail.as_bytes())
    return folder / "材料.eml"


@pytest.mark.parametrize("held", [in_folder, in_archive, in_mail], ids=["folder", "zip", "eml"])
def test_it_is_set_apart_and_the_returned_one_beside_it_is_collected(
    city: City, library: Library, tmp_path: Path, held: Held
) -> None:
    batch = a_round(library)
    ours = save(workbook_of(library, UNIT, batch, usual_fill()), tmp_path / "教育局.xlsx")
    above, rest = apart(library, received([held(city.send(), ours, tmp_path)]))
    assert [(each.book.unit, each.book.batch, len(each.book.rows)) for each in above] == [(EAST, "2026Q2-01", 4)]
    files = reviewed(Rounds(library), rest, Asked())
    assert sum(bool(row.takes) for file in files for row in file.rows) == 6
    with as_file(above[0]) as path:
        offer = handed.offered(library, handed.read_book(path))
        handed.take_in(library, DISTRICT, path, offer, handed.usual_choice(offer))
    assert [entry.unit for entry in handed_books(library)] == [EAST]


def test_our_own_book_stays_ours_though_its_code_was_mistyped(library: Library, tmp_path: Path) -> None:
    batch = a_round(library)
    made = workbook_of(library, UNIT, batch, usual_fill())
    line = made["填报表"]["A2"]
    line.value = str(line.value).replace("单位码：22", "单位码：29")
    above, rest = apart(library, received([save(made, tmp_path / "表.xlsx")]))
    assert (above, len(rest)) == ([], 1)


def test_a_superiors_codes_that_are_all_right_here_by_chance_are_told_by_the_unit(
    library: Library, tmp_path: Path
) -> None:
    batch = a_round(library)
    mine = library.origin.library
    chance = (f"上级{number}" for number in count())
    same = next(each for each in chance if row_code(1, 0, each) == row_code(1, 0, mine) and read_book_code(
        book_code(1, each), mine) is None)  # fmt: skip
    for unit, said, expected in ((UNIT, "云州市东城区政府", 1), (UNIT, UNIT, 0)):
        made = workbook_of(library, unit, batch, usual_fill())
        line = made["填报表"]["A2"]
        own = book_code(1, mine)
        line.value = str(line.value).replace(own, book_code(1, same)).replace(UNIT, said)
        above, rest = apart(library, received([save(made, tmp_path / f"{said}.xlsx")]))
        assert (len(above), len(rest)) == (expected, 1 - expected)


def test_codes_that_do_not_agree_are_no_superiors_book(library: Library, tmp_path: Path) -> None:
    batch = a_round(library)
    made = workbook_of(library, UNIT, batch, usual_fill())
    sheet = made["填报表"]
    sheet["A2"] = str(sheet["A2"].value).replace("单位码：22", "单位码：29")
    for row, code in enumerate(("22K-2AM", "23K-3BN", "24K-4CP", "25K-5DQ", "26K-6ER", "27K-7FS"), FIRST):
        sheet.cell(row, COLUMN["code"], code)
    above, rest = apart(library, received([save(made, tmp_path / "表.xlsx")]))
    assert (above, len(rest)) == ([], 1)


def test_one_that_was_filled_in_and_altered_is_one_still(city: City, library: Library, tmp_path: Path) -> None:
    a_round(library)

    def fill(sheet: object) -> None:
        sheet["A4"] = "改过"  # type: ignore[index]
        sheet["H5"] = "已办"  # type: ignore[index]

    above, rest = apart(library, received([changed(city.send(), tmp_path / "改.xlsx", fill)]))
    assert (len(above), rest) == (1, [])
