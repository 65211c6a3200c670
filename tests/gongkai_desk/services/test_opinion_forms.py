"""意见反馈表 out and back: a round with codes; what is sure is entered once, the rest waits; never a plan or a book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Unit, UnitClass
from gongkai_desk.reading.read import read_document
from gongkai_desk.rules.work.opinions import Stand
from gongkai_desk.services import asking, opinions, undo, units
from gongkai_desk.services.collecting import opinions as collecting
from gongkai_desk.services.collecting.opinions import OpinionReview
from gongkai_desk.services.collecting.reviewing import Asked
from gongkai_desk.services.collecting.sources import received
from gongkai_desk.services.collecting.tables import is_returned
from gongkai_desk.standing.cycle.asking import asking_out
from gongkai_desk.standing.cycle.opinions import replies
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store.entries import dispatches
from gongkai_desk.store.entries import opinions as stored
from gongkai_desk.store.library import Library
from tests.builders import a_task, stored_plan

NOW = date(2026, 3, 25)
BY = By("李明", NOW)
NAMES = ("市教育局", "市民政局", "市司法局")


@pytest.fixture
def forms(library: Library, tmp_path: Path) -> list[Path]:
    for name in NAMES:
        units.add_unit(library, BY, Unit(name, "", UnitClass.DEPARTMENT))
    stored_plan(library, a_task(lead=(), responsible=NAMES, unit_text="三家"), day=NOW)
    of = asking_out(library, 1, date(2026, 4, 10), NOW)
    staged = asking.stage(tmp_path / "征求", of)
    _, sent = asking.send(library, BY, of, staged.place)
    staged.discard()
    return [sent.files[each.file_name] for each in of.parcels]


def write(path: Path, opinion: str, agrees: str = "", basis: str = "") -> Path:
    """Fill the first row in, as a unit does."""
    book = load_workbook(path)
    sheet = book.active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]  # type: ignore[union-attr]
    heads = {"".join(str(cell.value).split()): cell for cell in cells}
    for head, text in (("修改意见", opinion), ("是否同意", agrees), ("依据", basis)):
        sheet.cell(heads[head].row + 1, heads[head].column, text or None)  # type: ignore[union-attr]
    book.save(path)
    return path


def collect(library: Library, *paths: Path) -> list[OpinionReview]:
    rounds = Rounds(library)
    mine, others = collecting.apart(received(paths))
    assert others == []
    files = collecting.reviewed(rounds, mine, Asked())
    collecting.take_over(library, BY, rounds, files)
    return files


def said(library: Library) -> list[tuple[int | None, str, str, str]]:
    return [(each.task_id, each.text, each.agrees, each.basis) for each in stored.opinions(library, 1)]


def test_what_is_sure_is_entered_once_and_undone_as_one_step(library: Library, forms: list[Path]) -> None:
    write(forms[0], "建议延至10月底", "同意", "国办发〔2022〕8号")
    write(forms[1], "无意见")
    files = collect(library, *forms[:2])
    assert [(file.by, file.waits) for file in files] == [(Known.CODE, ())] * 2
    assert said(library) == [(1, "建议延至10月底", "yes", "国办发〔2022〕8号"), (None, "", "yes", "")]
    assert [each.stand for each in replies(library, 1, NOW)] == [Stand.TOLD, Stand.NONE, Stand.WAITING]
    (first, *_) = dispatches.dispatch_units(library)
    assert (first.returned, first.taken) == (NOW, NOW)
    assert next(iter(stored.letters(library, 1).values())).name == forms[0].name
    before = said(library)
    again = collect(library, *forms[:2])
    assert (said(library), sum(row.open for file in again for row in file.rows)) == (before, 0)
    undo.undo(library, BY)
    assert (said(library), dispatches.dispatch_units(library)[0].returned) == ([], None)


def test_a_form_of_one_unit_under_anothers_name_waits(library: Library, forms: list[Path], tmp_path: Path) -> None:
    renamed = tmp_path / f"{NAMES[2]}反馈.xlsx"
    copyfile(write(forms[0], "建议删去"), renamed)
    (file,) = collect(library, renamed)
    assert (file.waits, file.waiting, said(library)) == ((Wait.UNIT_DIFFERS,), 1, [])
    assert dispatches.dispatch_units(library)[0].returned is None


def test_what_contradicts_what_is_stored_or_another_form_waits(
    library: Library, forms: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / forms[0].name
    copyfile(forms[0], other)
    write(forms[0], "建议延至10月底")
    write(other, "建议删去")
    files = collect(library, forms[0], other)
    assert ([file.rows[0].waits for file in files], said(library)) == ([(Wait.TWICE,)] * 2, [])
    collect(library, forms[0])
    (late,) = collect(library, other)
    assert (late.rows[0].waits, late.rows[0].stored is not None) == ((Wait.CONFLICT,), True)
    assert said(library) == [(1, "建议延至10月底", "", "")]


def test_what_a_person_took_away_is_not_entered_again(library: Library, forms: list[Path]) -> None:
    collect(library, write(forms[0], "建议延至10月底"))
    opinions.remove(library, BY, [stored.opinions(library, 1)[0].id or 0])
    collect(library, forms[0])
    assert said(library) == []


def test_neither_yes_nor_no_keeps_its_words(library: Library, forms: list[Path]) -> None:
    collect(library, write(forms[0], "", "部分同意"))
    assert said(library) == [(1, "是否同意：部分同意", "", "")]


def test_a_form_without_words_waits_and_is_never_offered_as_a_plan(library: Library, forms: list[Path]) -> None:
    assert is_returned(read_document(forms[0]))
    (file,) = collect(library, forms[0])
    assert (file.waiting, said(library)) == (1, [])
    (first, *_) = dispatches.dispatch_units(library)
    assert (first.returned, first.taken) == (NOW, None)
