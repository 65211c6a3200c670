"""上级下发的填报表: a city's book is registered in a district's library, filled back, and taken over by the city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai_desk.domain.cycle.rounds import Packet
from gongkai_desk.domain.forms import FormMode, Lack
from gongkai_desk.domain.ids import PlanId
from gongkai_desk.domain.plan import Plan
from gongkai_desk.domain.work import NewReport
from gongkai_desk.errors import Duplicate, NotAllowed, ReturnedBook
from gongkai_desk.rules.forms.rows import same_tasks
from gongkai_desk.services import undo
from gongkai_desk.services.intake import handed
from gongkai_desk.services.intake.plans import link
from gongkai_desk.services.progress.work import add_task, report
from gongkai_desk.store.entries.duties import stored_duties
from gongkai_desk.store.entries.handed import handed_books
from gongkai_desk.store.entries.upward import copy_path
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import records
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.handed import notes
from gongkai_desk.words.codes import book_code
from tests.builders import a_task, stored_plan
from tests.handed_books import (
    CITY,
    CLOSING,
    DAY,
    DISTRICT,
    EAST,
    LONG,
    TASKS,
    WEST,
    City,
    a_city,
    changed,
    filled_back,
    taken_in,
)

TITLES = [title for title, _ in TASKS]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with a_city(tmp_path) as made:
        yield made


def reported(library: Library, plan: int, count: int = 4, period: str = "2026Q2") -> None:
    for task in plans.tasks(library, plan)[:count]:
        report(library, DISTRICT, task.id, NewReport(None, DAY, f"东城{task.title}已推进", period))


def titles(library: Library, plan: int) -> list[str | None]:
    return [task.title for task in plans.tasks(library, plan)]


# ---- city → district → city


def test_a_book_comes_in_is_filled_back_and_taken_over_whole(city: City, library: Library, tmp_path: Path) -> None:
    book, back = city.send(), tmp_path / "回.xlsx"
    plan = taken_in(library, book)
    assert titles(library, plan) == TITLES
    reported(library, plan, 3)
    done = filled_back(library, book, plan, back)
    assert (done.mode, done.rows, done.notes) == (FormMode.PRINTED, 4, ())
    assert city.collect(back)[1:] == (3, 0)
    assert city.told() == {(EAST, title): f"东城{title}已推进" for title in TITLES[:3]}


def test_nothing_but_the_cells_that_were_filled_is_touched(city: City, library: Library, tmp_path: Path) -> None:
    book, back = city.send(), tmp_path / "回.xlsx"
    plan = taken_in(library, book)
    reported(library, plan, 1)
    filled_back(library, book, plan, back)
    with ZipFile(book) as before, ZipFile(back) as after:
        assert set(before.namelist()) == set(after.namelist())
        differing = [name for name in before.namelist() if before.read(name) != after.read(name)]
    old, new = openpyxl.load_workbook(book)["填报表"], openpyxl.load_workbook(back)["填报表"]
    pairs = ((old.cell(row, column), new.cell(row, column)) for row in range(1, 20) for column in range(1, 14))
    assert differing == ["xl/worksheets/sheet2.xml"]
    assert {a.row for a, b in pairs if a.value != b.value or a._style != b._style} == {4}
    assert new.protection.sheet
    assert [each.sqref for each in new.data_validations.dataValidation] == [
        each.sqref for each in old.data_validations.dataValidation
    ]


def test_what_our_own_tasks_did_tells_of_those_that_they_take_up(city: City, library: Library, tmp_path: Path) -> None:
    book, back = city.send(), tmp_path / "回.xlsx"
    above = taken_in(library, book)
    own = stored_plan(library, *(a_task(seq=str(n), title=f"本区第{n}件", deadline=LONG) for n in (1, 2)), day=DAY)
    first, second = plans.task_ids(library, own)
    link(library, DISTRICT, [(first, plans.task_ids(library, above)[1]), (second, plans.task_ids(library, above)[2])])
    report(library, DISTRICT, plans.task(library, first).id, NewReport(None, DAY, "本区已修订指南", "2026Q2"))
    for plan in (above, own):
        filled_back(library, book, plan, back)
        sheet = openpyxl.load_workbook(back)["填报表"]
        assert [sheet.cell(row, 6).value for row in range(4, 8)] == [None, "本区已修订指南", None, None]


def test_the_words_of_last_period_are_never_filled_and_a_zero_report_is_chosen(
    city: City, library: Library, tmp_path: Path
) -> None:
    first, back = city.send(), tmp_path / "回.xlsx"
    plan = taken_in(library, first)
    reported(library, plan, 4)
    filled_back(library, first, plan, back)
    city.collect(back)
    book = city.send(period="2026Q3")
    assert taken_in(library, book) == plan
    zero = plans.tasks(library, plan)[0]
    report(library, DISTRICT, zero.id, NewReport(None, DAY, "", "2026Q3", zero=True))
    done = filled_back(library, book, plan, back)
    sheet = openpyxl.load_workbook(back)["填报表"]
    told = {"".join(str(sheet.cell(3, at).value).split()): sheet.cell(4, at).value for at in range(1, 15)}
    assert (told["上期进展"], told["本期进展情况"]) == (f"东城{TITLES[0]}已推进", None)
    assert told["完成情况"] == "零报告"
    assert [sheet.cell(5, at).value for at in range(7, 15)] == [None] * 8
    assert done.notes == ()


def test_what_was_sent_back_is_written_anew(city: City, library: Library, tmp_path: Path) -> None:
    book, back = city.send(), tmp_path / "回.xlsx"
    plan = taken_in(library, book)
    reported(library, plan)
    filled_back(library, book, plan, back)
    city.collect(back)
    again, better = city.send_back("请写明数据"), tmp_path / "再回.xlsx"
    assert (taken_in(library, again), titles(library, plan)) == (plan, TITLES)
    task = plans.tasks(library, plan)[0]
    report(library, DISTRICT, task.id, NewReport(None, DAY, "东城已公开86件", "2026Q2"))
    done = filled_back(library, again, plan, better)
    assert Lack.REWRITTEN in {note.lack for note in done.notes}
    sheet = openpyxl.load_workbook(better)["填报表"]
    texts = [str(cell.value) for cell in sheet[4] if cell.value]
    assert any("东城已公开86件" in text for text in texts)
    assert "请写明数据" in texts
    assert city.collect(better)[1:] == (1, 0)
    assert "东城已公开86件" in city.told()[EAST, TITLES[0]]


# ---- registered once


def test_it_is_kept_with_its_file_codes_and_closing_day(city: City, library: Library) -> None:
    book = city.send()
    plan = taken_in(library, book)
    (entry,) = handed_books(library)
    assert (entry.plan_id, entry.office, entry.unit, entry.batch) == (plan, "云州市人民政府办公厅", EAST, "2026Q2-01")
    assert entry.tasks == dict(enumerate(plans.task_ids(library, plan)))
    assert copy_path(library, entry.filed_copy_id).read_bytes() == book.read_bytes()
    assert [(duty.due, duty.plan_id) for duty in stored_duties(library)] == [(CLOSING, plan)]
    undo.undo(library, DISTRICT)
    assert (handed_books(library), plans.plans(library), stored_duties(library)) == ([], [], [])


def test_the_same_file_is_refused_and_the_same_code_goes_on(city: City, library: Library, tmp_path: Path) -> None:
    book = city.send()
    plan = taken_in(library, book)
    with pytest.raises(Duplicate):
        taken_in(library, book)
    again = changed(book, tmp_path / "又发.xlsx", lambda sheet: None)
    offer = handed.offered(library, handed.read_book(again))
    assert "以前登记过" in next(notes(offer, handed.usual_choice(offer)))
    assert taken_in(library, again) == plan
    assert titles(library, plan) == TITLES
    assert len(stored_duties(library)) == 1


def test_the_next_period_adds_only_what_is_new(city: City, library: Library) -> None:
    plan = taken_in(library, city.send())
    more = a_task(seq="5", title="新增事项", content="年底前完成数据归集", lead=(), responsible=(EAST,), deadline=LONG)
    add_task(city.library, CITY, PlanId(city.plan), more)
    book = city.send(period="2026Q3")
    offer = handed.offered(library, handed.read_book(book))
    assert (len(offer.plans[0].known), offer.later) == (4, "")
    assert taken_in(library, book) == plan
    assert titles(library, plan) == [*TITLES, "新增事项"]
    assert [entry.batch for entry in handed_books(library)] == ["2026Q2-01", "2026Q3-01"]


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("围绕稳就业保民生做好政策解读，重要政策同步发布解读材料。", True),
        ("围绕稳就业、保民生，做好政策解读，重要政策同步发布解读材料", True),
        ("公开第一季度重大建设项目批准和实施信息，逐项注明责任科室和联系人", True),
        ("公开第二季度重大建设项目批准和实施信息，逐项注明责任科室和联系人", False),
    ],
    ids=["a stop", "more stops", "the same", "another number"],
)
def test_a_task_is_known_again_by_its_words(library: Library, printed: str, known: bool) -> None:
    quarter = "公开第一季度重大建设项目批准和实施信息，逐项注明责任科室和联系人"
    tasks = [a_task(seq=str(n), title="", content=text) for n, text in enumerate((TASKS[2][1], quarter), 1)]
    stored = plans.tasks(library, stored_plan(library, *tasks, day=DAY))
    assert bool(same_tasks([a_task(seq="9", title="", content=printed)], stored)) is known


def test_an_old_batch_is_said_to_be_one(city: City, library: Library) -> None:
    old, new = city.send(), city.send(period="2026Q3")
    plan = taken_in(library, new)
    offer = handed.offered(library, handed.read_book(old))
    assert offer.later == "2026Q3-01"
    assert any("以前批次" in note for note in notes(offer, handed.usual_choice(offer)))
    assert taken_in(library, old) == plan


def test_a_plan_that_was_imported_before_is_gone_on_with_and_our_own_is_not(city: City, library: Library) -> None:
    tasks = [a_task(seq=str(n), title=title, content=text) for n, (title, text) in enumerate(TASKS, 1)]
    own = Plan("2026年云州市东城区政务公开工作要点", issuer="云州市东城区人民政府办公室", year=2026)
    ours = stored_plan(library, *tasks, day=DAY, plan=own)
    above = stored_plan(library, *tasks, day=DAY, plan=plans.plan(city.library, city.plan))
    offer = handed.offered(library, handed.read_book(city.send()))
    assert [each.plan.id for each in offer.plans] == [above]
    assert handed.usual_choice(offer).plan_id == above != ours


# ---- changed by hand


def test_a_code_that_was_changed_is_said_and_waits_at_the_city(city: City, library: Library, tmp_path: Path) -> None:
    def mistype(sheet: Worksheet) -> None:
        code = str(sheet["A5"].value)
        sheet["A5"] = code[:-1] + ("X" if code[-1] != "X" else "Y")

    book, back = changed(city.send(), tmp_path / "改.xlsx", mistype), tmp_path / "回.xlsx"
    assert [row.line for row in handed.read_book(book).spoiled] == [5]
    plan = taken_in(library, book)
    reported(library, plan)
    done = filled_back(library, book, plan, back)
    assert [(note.lack, note.row) for note in done.notes] == [(Lack.CODE_DIFFERS, 4)]
    taken = city.collect(back)
    assert (taken.merged, taken.waiting) == (3, 1)
    assert set(city.told().values()) == {f"东城{title}已推进" for title in (TITLES[0], *TITLES[2:])}


def test_codes_that_changed_places_fill_nothing(city: City, library: Library, tmp_path: Path) -> None:
    def swap(sheet: Worksheet) -> None:
        sheet["A4"], sheet["A5"] = sheet["A5"].value, sheet["A4"].value

    book = city.send()
    plan = taken_in(library, book)
    reported(library, plan)
    done = filled_back(library, changed(book, tmp_path / "换.xlsx", swap), plan, tmp_path / "回.xlsx")
    assert [(note.lack, note.row) for note in done.notes if note.lack is Lack.ROW_UNSURE] == [
        (Lack.ROW_UNSURE, 3),
        (Lack.ROW_UNSURE, 4),
    ]


def test_a_book_code_of_another_book_is_said(city: City, library: Library, tmp_path: Path) -> None:
    def forge(sheet: Worksheet) -> None:
        cell = next(cell for cell in sheet[2] if str(cell.value or "").startswith("单位码"))
        cell.value = f"单位码：{book_code(99, 'another')}"

    read = handed.read_book(changed(city.send(), tmp_path / "改.xlsx", forge))
    assert read.code_differs
    assert not read.spoiled


# ---- whose it is


def test_a_shared_book_is_filled_as_the_unit_that_was_said(city: City, library: Library, tmp_path: Path) -> None:
    book, back = city.send(WEST, shared=True), tmp_path / "回.xlsx"
    with pytest.raises(NotAllowed, match="handed_unit"):
        taken_in(library, book)
    plan = taken_in(library, book, WEST)
    reported(library, plan)
    filled_back(library, book, plan, back)
    assert city.collect(back)[1:] == (4, 0)
    assert {unit for unit, _ in city.told()} == {WEST}


def test_a_book_that_was_not_registered_is_filled_by_its_words(city: City, library: Library, tmp_path: Path) -> None:
    plan, other, back = taken_in(library, city.send()), city.send(WEST), tmp_path / "回.xlsx"
    reported(library, plan)
    assert filled_back(library, other, plan, back).rows == 4
    shared = city.send(shared=True)
    with pytest.raises(NotAllowed, match="handed_unit"):
        filled_back(library, shared, plan, back)
    filled_back(library, shared, plan, back, EAST)
    assert city.collect(back)[1:] == (4, 0)
    assert {unit for unit, _ in city.told()} == {EAST}


def test_our_own_book_and_a_form_for_opinions_are_none_of_a_superior(city: City, library: Library) -> None:
    book = handed.read_book(city.send())
    for code, opinions, here, reason in (
        (book.code, False, city.library, "own"),
        ("", False, library, "own"),
        (book.code, True, library, "above"),
    ):
        error = ReturnedBook(file="表.xlsx", code=code, opinions=opinions)
        assert not handed.is_handed(here, error)
        assert error.data["reason"] == reason
    assert handed.is_handed(library, ReturnedBook(file="表.xlsx", code=book.code, opinions=False))
    assert records(library, Packet) == []


def test_a_code_that_is_right_here_by_chance_is_none_of_a_library_that_sent_no_book(library: Library) -> None:
    code = book_code(7, library.origin.library)
    assert handed.is_handed(library, ReturnedBook(file="表.xlsx", code=code, opinions=False))
