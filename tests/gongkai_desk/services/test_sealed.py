"""Scans of sealed papers: filed with the unit whose code they bear, counted, and never with another's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from gongkai_desk.domain.cycle.returns import Known, Wait
from gongkai_desk.domain.cycle.reviews import Answer, FileReview
from gongkai_desk.domain.cycle.rounds import Dispatch, DispatchKind, DispatchUnit
from gongkai_desk.domain.ids import By, row_id
from gongkai_desk.domain.slips import Slip, SlipKind, SlipTask
from gongkai_desk.services import slips, undo
from gongkai_desk.services.collecting import sealed
from gongkai_desk.services.collecting.by_hand import confirmed
from gongkai_desk.services.collecting.reviewing import Asked, reviewed
from gongkai_desk.services.collecting.settling import assign, kept_reviews, read_kept, unplaced_files, waiting_files
from gongkai_desk.services.collecting.sources import page_picture, received
from gongkai_desk.services.collecting.taking import Taken, take_over
from gongkai_desk.standing.cycle.rounds import Rounds
from gongkai_desk.store import units
from gongkai_desk.store.entries import dispatches, papers, returns
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks.evidence import KeptFile, hash_file
from gongkai_desk.wording.returns import told_of_file
from gongkai_desk.words.codes import SheetCode, SheetKind, book_code, sheet_code
from tests.ofd_builder import write_picture
from tests.pdf_builder import Sheet, write_pdf
from tests.returned_books import BY, DAY, TODAY, UNITS, a_round, book_of, send, usual_fill, workbook_of
from tests.returned_books import save as save_book
from tests.sealed_scans import Look, page, save

EDUCATION, JUSTICE, CIVIL = UNITS


@pytest.fixture
def batch(library: Library) -> int:
    return a_round(library)


def code_of(library: Library, unit: str, batch: int, page: int = 0, pages: int = 0) -> str:
    """Return what the code on a unit's book says; ``page``: of so many."""
    of, book = dispatches.dispatch(library, batch), book_of(library, unit, batch)
    first = units.find_unit(library, EDUCATION if of.shared else unit).id
    code = sheet_code(SheetCode(SheetKind.BOOK, of.batch, book.code), library.origin.library, first)
    return f"{code}.{page}.{pages}" if pages else code


def looked_at(library: Library, path: Path, asked: Asked | None = None) -> FileReview:
    (file,) = reviewed(Rounds(library), received([path]), asked or Asked())
    return file


def collected(library: Library, path: Path) -> Taken:
    rounds = Rounds(library)
    return take_over(library, BY, rounds, reviewed(rounds, received([path]), Asked()))


def unopened(path: Path) -> Path:
    """Write what looks like an archive or a workbook and cannot be opened."""
    path.write_bytes((b"Rar!\x1a\x07\x00" if path.suffix == ".rar" else b"PK\x03\x04") + bytes(64))
    return path


def told(library: Library, file: FileReview) -> list[tuple[str | None, tuple[int, ...], tuple[Wait, ...]]]:
    names = Rounds(library).names
    return [(names.get(row.unit or 0), row.pages, row.waits) for row in file.rows]


@pytest.mark.parametrize("name", ["扫描.pdf", "扫描.tif", "扫描.png", "扫描.jpg"])
def test_a_scan_is_filed_with_its_units_return(library: Library, batch: int, tmp_path: Path, name: str) -> None:
    path = save([page([code_of(library, EDUCATION, batch)], Look(turn=1, skew=3))], tmp_path / name)
    file = looked_at(library, path)
    assert told(library, file) == [(EDUCATION, (1,), ())]
    assert (file.kind, file.by, file.batch) == ("sealed", Known.CODE, batch)
    assert collected(library, path)[1:] == (0, 0)
    book = book_of(library, EDUCATION, batch)
    assert (book.returned, book.taken) == (TODAY, None)  # 已收待归: its rows are not laid by it
    (kept,) = returns.returned_files(library)
    assert (kept.name, kept.unit_by, kept.pages, kept.dispatch_unit_id) == (name, "code", 1, book.id)
    stored = KeptFile(kept.sha256, kept.name, kept.suffix, kept.size)
    assert (library.folder / "evidence" / stored.path).read_bytes() == path.read_bytes()


def test_a_sealed_ofd_of_pictures_is_filed_too(library: Library, batch: int, tmp_path: Path) -> None:
    drawn = save([page([code_of(library, EDUCATION, batch)])], tmp_path / "page.png")
    shown = '<ofd:ImageObject ID="31" Boundary="0 0 120 85" ResourceID="77"/>'
    path = write_picture(tmp_path / "盖章.ofd", shown, drawn.read_bytes())
    assert told(library, looked_at(library, path)) == [(EDUCATION, (1,), ())]


@pytest.mark.parametrize(
    ("kind", "head"), [("heic", b"\x00\x00\x00\x18ftypheic"), ("png", b"\x89PNG\r\n\x1a\n")], ids=["heic", "broken"]
)
def test_a_picture_that_cannot_be_opened_here_is_kept_and_waits(
    library: Library, batch: int, tmp_path: Path, kind: str, head: bytes
) -> None:
    path = tmp_path / f"市教育局.{kind}"
    path.write_bytes(head + bytes(64))
    assert collected(library, path).waiting == 1
    assert [file.kind for file in returns.returned_files(library)] == ["sealed"]


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("市教育局.rar", b"Rar!\x1a\x07\x00"),
        ("市教育局.7z", b"7z\xbc\xaf\x27\x1c"),
        ("市教育局.xz", b"\xfd7zXZ\x00"),
        ("市教育局.xlsx", b"PK\x03\x04"),
        ("市教育局.docx", b"PK\x03\x04"),
    ],
    ids=["rar", "7z", "xz", "xlsx", "docx"],
)
def test_what_cannot_be_opened_is_received_from_the_unit_that_its_name_bears(
    library: Library, batch: int, tmp_path: Path, name: str, head: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(head + bytes(64))
    assert collected(library, path)[1:] == (0, 1)
    book = book_of(library, EDUCATION, batch)
    assert (book.returned, book.taken) == (TODAY, None)  # 已收待归
    (kept,) = returns.returned_files(library)
    assert (kept.name, kept.unit_id, kept.sha256) == (name, book.unit_id, hash_file(path))
    assert waiting_files(library) == [kept]
    assert collected(library, path).changes is None


def test_a_paper_with_a_password_is_received_from_the_unit_that_its_name_bears(
    library: Library, batch: int, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "市教育局.pdf", Sheet(), password="secret")
    assert collected(library, path)[1:] == (0, 1)
    assert book_of(library, EDUCATION, batch).returned == TODAY


@pytest.mark.parametrize("name", ["交回.rar", "交回.xlsx", "市教育局、市司法局.rar"])
def test_what_cannot_be_opened_and_names_no_one_unit_waits_for_a_person_to_name_it(
    library: Library, batch: int, tmp_path: Path, name: str
) -> None:
    path = unopened(tmp_path / name)
    assert collected(library, path)[1:] == (0, 1)
    (paper,) = unplaced_files(library)
    assert (paper.file.name, paper.file.remark) == (name, "unit_unknown、unopened")
    assert book_of(library, EDUCATION, batch).returned is None
    assign(library, BY, row_id(paper.file), units.find_unit(library, EDUCATION).id)
    assert book_of(library, EDUCATION, batch).returned == TODAY
    assert (waiting_files(library), unplaced_files(library)) == ([], [])


def test_a_locked_archive_is_received(library: Library, batch: int, tmp_path: Path) -> None:
    path = tmp_path / "市教育局.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("表.xlsx", "表")
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.find(b"PK\x01\x02") + 8] |= 1  # both say that a password is needed
    path.write_bytes(raw)
    assert collected(library, path)[1:] == (0, 1)
    assert book_of(library, EDUCATION, batch).returned == TODAY


def test_a_program_among_what_came_is_no_paper(library: Library, batch: int, tmp_path: Path) -> None:
    path = tmp_path / "市教育局.exe"
    path.write_bytes(b"MZ" + bytes(64))
    assert collected(library, path)[1:] == (0, 0)
    assert returns.returned_files(library) == []


def test_a_paper_that_cannot_be_opened_waits_until_a_person_has_said_whose_it_is(
    library: Library, batch: int, tmp_path: Path
) -> None:
    path = unopened(tmp_path / "市教育局.rar")
    collected(library, path)
    rounds, files = Rounds(library), waiting_files(library)
    (file,) = kept_reviews(rounds, files, read_kept(library.folder, files))
    assert told_of_file(file).startswith("《市教育局.rar》")
    said = confirmed(rounds, file, units.find_unit(library, JUSTICE).id, None)
    take_over(library, BY, rounds, [said])
    assert waiting_files(library) == []
    assert [book_of(library, unit, batch).returned for unit in (EDUCATION, JUSTICE)] == [None, TODAY]


def test_what_is_told_of_a_paper_that_cannot_be_opened(library: Library, batch: int, tmp_path: Path) -> None:
    told = told_of_file(looked_at(library, unopened(tmp_path / "交回.rar")))
    assert told.endswith("；认不出是哪个单位交回的；没能打开，请看原件")
    assert "识别码" not in told


def test_middle_pages_of_a_printed_workbook_are_filed_with_the_pages_around_them_once_named(
    library: Library, batch: int, tmp_path: Path
) -> None:
    code = code_of(library, EDUCATION, batch)
    pages = [page([code]), page(), page(), page([code])]
    named = looked_at(library, save(pages, tmp_path / "市教育局盖章扫描件.pdf"))
    assert told(library, named) == [(EDUCATION, (1, 2, 3, 4), ())]
    asked = looked_at(library, save(pages, tmp_path / "扫描.pdf"))
    assert [(pages, waits) for _, pages, waits in told(library, asked)] == [((1, 4), ()), ((2, 3), (Wait.NO_CODE,))]


def test_filing_is_one_step_and_the_same_scan_again_changes_nothing(
    library: Library, batch: int, tmp_path: Path
) -> None:
    path = save([page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.png")
    collected(library, path)
    assert collected(library, path).changes is None
    undo.undo(library, BY)
    assert book_of(library, EDUCATION, batch).returned is None
    assert returns.returned_files(library) == []


def test_several_units_in_one_file_are_each_filed_with_their_own(library: Library, batch: int, tmp_path: Path) -> None:
    education, justice = code_of(library, EDUCATION, batch), code_of(library, JUSTICE, batch)
    path = save([page([education]), page([justice]), page([education])], tmp_path / "扫描.pdf")
    assert told(library, looked_at(library, path)) == [(EDUCATION, (1, 3), ()), (JUSTICE, (2,), ())]
    collected(library, path)
    assert [book_of(library, unit, batch).returned for unit in UNITS] == [TODAY, TODAY, None]
    (kept,) = returns.returned_files(library)
    assert (kept.unit_id, kept.dispatch_unit_id) == (None, None)
    assert waiting_files(library) == []


def test_a_page_without_a_code_among_others_waits_for_a_person(library: Library, batch: int, tmp_path: Path) -> None:
    path = save([page(), page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.pdf")
    file = looked_at(library, path)
    assert told(library, file) == [(EDUCATION, (1,), (Wait.NO_CODE,)), (EDUCATION, (2,), ())]
    assert collected(library, path).waiting == 1
    assert book_of(library, EDUCATION, batch).returned == TODAY


def test_pages_without_a_code_are_the_units_that_code_and_file_name_agree_on(
    library: Library, batch: int, tmp_path: Path
) -> None:
    path = save([page(), page([code_of(library, EDUCATION, batch)])], tmp_path / "市教育局盖章扫描件.pdf")
    file = looked_at(library, path)
    assert told(library, file) == [(EDUCATION, (1, 2), ())]
    assert file.rows[0].row.words == "盖章件，收到2页"


def test_a_file_that_is_named_for_another_unit_waits(library: Library, batch: int, tmp_path: Path) -> None:
    path = save([page([code_of(library, EDUCATION, batch)])], tmp_path / "市司法局.pdf")
    assert told(library, looked_at(library, path)) == [(EDUCATION, (1,), (Wait.UNIT_DIFFERS,))]
    collected(library, path)
    assert [book_of(library, unit, batch).returned for unit in UNITS] == [None, None, None]


def test_pages_are_counted_on_return(library: Library, batch: int, tmp_path: Path) -> None:
    pages = [page([code_of(library, EDUCATION, batch, number, 3)]) for number in (1, 3)]
    file = looked_at(library, save(pages, tmp_path / "扫描.pdf"))
    assert told(library, file) == [(EDUCATION, (1, 2), (Wait.PAGES_MISSING,))]
    assert file.rows[0].row.words == "盖章件，应有3页，收到2页，缺第2页"
    assert file.returned_books == {book_of(library, EDUCATION, batch).id}


def test_a_code_of_another_library_or_with_a_wrong_check_is_never_taken(
    library: Library, batch: int, tmp_path: Path
) -> None:
    own = code_of(library, EDUCATION, batch)
    foreign = sheet_code(SheetCode(SheetKind.BOOK, "2026Q2-01", "222-7F"), "another", 1)
    changed = own[:-1] + ("2" if own[-1] != "2" else "3")
    file = looked_at(library, save([page([foreign]), page([changed])], tmp_path / "扫描.pdf"))
    assert told(library, file) == [(None, (1, 2), (Wait.BAD_CODE,))]
    assert file.returned_books == frozenset()


def test_a_book_that_was_sent_anew_to_another_unit_is_not_taken_for_its_own(
    library: Library, batch: int, tmp_path: Path
) -> None:
    """Numbers of a batch that was taken back are given again: the code knows the unit it went to."""
    code = sheet_code(
        SheetCode(SheetKind.BOOK, "2026Q2-01", book_of(library, EDUCATION, batch).code),
        library.origin.library,
        units.find_unit(library, JUSTICE).id,
    )
    file = looked_at(library, save([page([code])], tmp_path / "扫描.png"))
    assert file.rows[0].waits[0] is Wait.BAD_CODE


def test_a_book_of_an_earlier_batch_waits(library: Library, batch: int, tmp_path: Path) -> None:
    path = save([page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.png")
    send(library, dispatches.dispatch(library, batch).plan_id, "2026Q3", "02")
    assert told(library, looked_at(library, path)) == [(EDUCATION, (1,), (Wait.OLD_BATCH,))]
    assert told(library, looked_at(library, path, Asked(batch))) == [(EDUCATION, (1,), ())]


def test_a_shared_book_says_its_batch_and_the_file_name_its_unit(library: Library, batch: int, tmp_path: Path) -> None:
    shared = send(library, dispatches.dispatch(library, batch).plan_id, "2026Q3", "02", shared=True)
    code = code_of(library, EDUCATION, shared)
    nameless = looked_at(library, save([page([code])], tmp_path / "扫描.png"))
    assert told(library, nameless) == [(None, (1,), (Wait.UNIT_UNKNOWN,))]
    named = looked_at(library, save([page([code])], tmp_path / "市民政局.png"))
    assert (named.rows[0].unit, named.rows[0].book) == (
        units.find_unit(library, CIVIL).id,
        book_of(library, CIVIL, shared).id,
    )


def test_a_person_says_whose_a_page_is(library: Library, batch: int, tmp_path: Path) -> None:
    path = save([page(), page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.pdf")
    collected(library, path)
    waiting, rounds = waiting_files(library), Rounds(library)
    (file,) = kept_reviews(rounds, waiting, read_kept(library.folder, waiting))
    row = sealed.assigned(rounds, file.rows[0], units.find_unit(library, JUSTICE).id, batch).answered(Answer.TAKEN)
    take_over(library, BY, rounds, [replace(file, rows=(row, *file.rows[1:]))])
    assert waiting_files(library) == []
    assert book_of(library, JUSTICE, batch).returned == TODAY


def test_a_scan_without_any_code_is_kept_until_a_person_says_whose_it_is(
    library: Library, batch: int, tmp_path: Path
) -> None:
    path = save([page(), page(white=True)], tmp_path / "扫描.tif")
    file = looked_at(library, path)
    assert told(library, file) == [(None, (1,), (Wait.NO_CODE,))]
    assert file.kind == "sealed"
    assert collected(library, path).waiting == 1
    (kept,) = waiting_files(library)
    rounds = Rounds(library)
    (again,) = kept_reviews(rounds, [kept], read_kept(library.folder, [kept]))
    take_over(library, BY, rounds, [confirmed(rounds, again, units.find_unit(library, CIVIL).id, batch)])
    assert book_of(library, CIVIL, batch).returned == TODAY
    assert waiting_files(library) == []


def test_a_scan_of_nobody_is_listed_and_one_click_says_whose_it_is(
    library: Library, batch: int, tmp_path: Path
) -> None:
    collected(library, save([page()], tmp_path / "扫描.png"))
    (unplaced,) = unplaced_files(library)
    assert unplaced.file.id is not None
    assign(library, BY, unplaced.file.id, units.find_unit(library, CIVIL).id)
    assert (unplaced_files(library), waiting_files(library)) == ([], [])
    assert book_of(library, CIVIL, batch).returned == TODAY


def test_a_sealed_scan_does_not_undo_that_the_rows_were_laid(library: Library, batch: int, tmp_path: Path) -> None:
    book = save_book(workbook_of(library, EDUCATION, batch, usual_fill()), tmp_path / "表.xlsx")
    collected(library, book)
    collected(library, save([page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.png"))
    assert book_of(library, EDUCATION, batch).taken == TODAY


def a_slip(library: Library, unit: str) -> Slip:
    item = SlipTask(1, None, "公开规划", "", "9月底前", "", "")
    number = units.find_unit(library, unit).id
    return Slip(SlipKind.RED, "政务公开三色督办单", number, unit, (item,), DAY, TODAY, "请办理")


def test_a_sealed_answer_sheet_notes_that_the_answer_to_the_slip_came(
    library: Library, batch: int, tmp_path: Path
) -> None:
    _, (first, second) = slips.issue(library, BY, [a_slip(library, EDUCATION), a_slip(library, JUSTICE)])
    path = save([page([second.answer_code]), page([first.code])], tmp_path / "回执.pdf")
    assert told(library, looked_at(library, path)) == [
        (JUSTICE, (1,), ()),
        (EDUCATION, (2,), (Wait.NO_ANSWER_SHEET,)),
    ]
    collected(library, path)
    assert [each.answered for each in papers.slip_numbers(library)] == [None, TODAY]


def test_a_slip_number_that_was_taken_back_and_given_to_another_unit_is_noticed(
    library: Library, batch: int, tmp_path: Path
) -> None:
    _, (printed,) = slips.issue(library, BY, [a_slip(library, EDUCATION)])
    undo.undo(library, BY)
    slips.issue(library, BY, [a_slip(library, JUSTICE)])
    file = looked_at(library, save([page([printed.answer_code])], tmp_path / "回执.png"))
    assert file.rows[0].waits[0] is Wait.BAD_CODE


def test_a_sealed_opinion_form_is_filed_with_the_round_it_was_asked_in(
    library: Library, batch: int, tmp_path: Path
) -> None:
    unit = units.find_unit(library, JUSTICE).id
    plan = dispatches.dispatch(library, batch).plan_id
    with library.step("征求意见", By("李明", DAY)) as step:
        asked = dispatches.insert_dispatch(step, Dispatch(plan, DispatchKind.OPINION, DAY, "征求2026-01"))
        form = dispatches.insert_book(step, DispatchUnit(asked.id or 0, unit, "222-22"))
        code = book_code(form.id or 0, library.origin.library)
    text = sheet_code(SheetCode(SheetKind.OPINION, asked.batch, code), library.origin.library, unit)
    collected(library, save([page([text])], tmp_path / "扫描.png"))
    assert dispatches.dispatch_unit(library, form.id or 0).returned == TODAY


def test_a_page_of_a_scan_is_drawn_for_who_is_asked(library: Library, batch: int, tmp_path: Path) -> None:
    path = save([page(white=True), page([code_of(library, EDUCATION, batch)])], tmp_path / "扫描.tif")
    (source,) = received([path])
    assert page_picture(source, 2).startswith(b"\x89PNG")
