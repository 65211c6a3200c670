"""归档移交包: all is in it, it reads as it was, and the library comes out of it again; a closed year is only read."""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree, make_archive
from urllib.parse import unquote

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.ids import By, TaskId
from gongkai_desk.domain.plan import TaskEdit
from gongkai_desk.domain.slips import SlipKind
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewReport, Said
from gongkai_desk.domain.year.annual import AnnualCell
from gongkai_desk.domain.year.archive import ArchiveNumber
from gongkai_desk.errors import BadBackup, DeskError, DiskFull, NotAllowed
from gongkai_desk.papers.year.archive import handover
from gongkai_desk.progress import Cancelled
from gongkai_desk.services import slips, undo
from gongkai_desk.services.intake.plans import remove_plan
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.units import edit_unit
from gongkai_desk.services.year import archiving, package
from gongkai_desk.services.year.annual import AnnualEntry, enter
from gongkai_desk.services.year.closing_years import close_year, reopen_year
from gongkai_desk.services.year.locking import lock
from gongkai_desk.standing import due_slips
from gongkai_desk.standing.year.rows_behind import rows_behind
from gongkai_desk.store import units
from gongkai_desk.store.care.backup import dumped
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from gongkai_desk.store.tasks.doubts import insert_doubts
from gongkai_desk.wording.year.archive import number_text
from tests.worked_year import WHO, built

DAY = date(2027, 1, 20)
BY = By(WHO, DAY)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the worked year with a file as evidence."""
    at = tmp_path_factory.mktemp("archive")
    made = built(at / "云州市.gkdesk")
    proof = at / "公开目录=1+1.txt"
    proof.write_text("目录", encoding="utf-8")
    work.attach(made.library, BY, made.tasks["1"], Evidence(proof.name), file=proof)
    made.library.close()
    return at / "云州市.gkdesk"


@pytest.fixture
def library(base: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(copytree(base, tmp_path / base.name), who=WHO) as opened:
        yield opened


def archived(library: Library, out: Path) -> archiving.Packed:
    return archiving.archive(library.folder, 1, out, today=DAY)


def contents(out: Path) -> dict[str, bytes]:
    if out.is_dir():
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["包.zip", "包"])
def test_all_is_in_it_with_its_checksum(library, tmp_path, name):
    made = archived(library, tmp_path / name)
    found = contents(tmp_path / name)
    sums = dict(line.split("  ", 1)[::-1] for line in found[package.CHECKSUMS].decode().splitlines())
    assert sums == {place: hashlib.sha256(data).hexdigest() for place, data in found.items() if place in sums}
    assert set(found) == {*sums, package.CHECKSUMS}
    assert made.files == len(found)
    assert {"ledger.db", "台账内容.txt", "index.html", "归档文件目录.docx", "归档文件目录.xlsx"} <= set(found)
    kinds = {place.split("/")[0] for place in found}
    assert {"文件", "原件", "佐证材料", "originals", "evidence"} <= kinds
    assert made.notes == ("没有打印组件，没有出 PDF 文件",)


def test_the_library_comes_out_of_it_as_it_was(library, tmp_path):
    archived(library, tmp_path / "包.zip")
    before = list(dumped(library))
    restore_folder(tmp_path / "包.zip", tmp_path / "新.gkdesk")
    with Library.open(tmp_path / "新.gkdesk", read_only=True) as back:
        assert list(dumped(back)) == before
    assert findings(tmp_path / "新.gkdesk") == []
    text = contents(tmp_path / "包.zip")["台账内容.txt"].decode()
    assert text.splitlines() == before


def doubted(library: Library, task: TaskId) -> None:
    with library.step("存疑", BY) as step:
        insert_doubts(step, [Doubt(DoubtKind.DEADLINE_UNREAD, task, text="时限不明")])


ACTS: dict[str, Callable[[Library, TaskId], object]] = {
    "report": lambda library, task: work.report(library, BY, task, NewReport(None, DAY, "补记进展", period="2026Q4")),
    "edit": lambda library, task: work.edit_task(library, BY, task, TaskEdit(content="改写")),
    "close": lambda library, task: closing.move(library, BY, task, None, Action.APPLY, Said("申请")),
    "suspend": lambda library, task: closing.move(
        library, BY, task, None, Action.SUSPEND, Said("暂停", doc_no="函1", approver="王主任")
    ),
    "attach": lambda library, task: work.attach(library, BY, task, Evidence("网页", url="https://example.cn/1")),
    "doubt": doubted,
    "remove": lambda library, task: remove_plan(library, BY, 1),
    "lock": lambda library, task: lock(library, BY, "2026Q3", 1, reason="补锁"),
    "annual": lambda library, task: enter(
        library,
        BY,
        2026,
        AnnualEntry({AnnualCell(2, "rules", "made"): Decimal(1)}),
    ),
    "undo": lambda library, task: undo.undo(library, BY, others=True),
}


@settings(deadline=None, max_examples=8)
@given(played=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 24)), min_size=1, max_size=6))
def test_archive_restore_dump_is_the_same_whatever_was_done_before(base, tmp_path_factory, played):
    at = tmp_path_factory.mktemp("played")
    with Library.open(copytree(base, at / base.name), who=WHO) as library:
        for name, task in played:
            with suppress(DeskError):
                ACTS[name](library, TaskId(task))
        if not plans.plans(library):
            return
        archived(library, at / "包.zip")
        before = list(dumped(library))
    restore_folder(at / "包.zip", at / "新.gkdesk")
    with Library.open(at / "新.gkdesk", read_only=True) as back:
        assert list(dumped(back)) == before


# ---- closed


def of_the_year(library: Library) -> list[str]:
    """Return all that stands in a library but how the year was closed."""
    return [line for line in dumped(library) if not line.startswith("closed_year")]


@settings(deadline=None, max_examples=8)
@given(played=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(1, 24)), min_size=1, max_size=6))
def test_no_act_changes_a_closed_year(base, tmp_path_factory, played):
    with Library.open(copytree(base, tmp_path_factory.mktemp("closed") / base.name), who=WHO) as library:
        close_year(library, BY, 2026)
        before = of_the_year(library)
        for name, task in played:
            if name == "undo":  # the closing itself may be taken back
                continue
            with suppress(DeskError):
                ACTS[name](library, TaskId(task))
        assert of_the_year(library) == before


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"undo"}))
def test_each_act_is_refused_and_would_have_changed_it(library, name):
    before = of_the_year(library)
    close_year(library, BY, 2026)
    with pytest.raises(NotAllowed) as caught:
        ACTS[name](library, TaskId(6))
    assert (caught.value.data["lacks"], caught.value.data["year"]) == (("closed_year",), 2026)
    reopen_year(library, BY, 2026, "更正一处")
    ACTS[name](library, TaskId(6))
    assert of_the_year(library) != before


def test_undo_of_what_was_done_before_is_refused(library):
    work.report(library, BY, TaskId(6), NewReport(None, DAY, "补记进展"))
    close_year(library, BY, 2026)
    undo.undo(library, BY)  # the closing
    close_year(library, BY, 2026)
    reopen_year(library, BY, 2026, "更正")
    close_year(library, BY, 2026)
    for _ in range(3):
        with suppress(NotAllowed):
            undo.undo(library, BY)
    assert any("补记进展" in line for line in dumped(library))


def test_a_year_is_closed_once_and_opened_with_a_reason(library):
    with pytest.raises(NotAllowed):
        close_year(library, BY, 2025)
    close_year(library, BY, 2026)
    for act in (lambda: close_year(library, BY, 2026), lambda: reopen_year(library, BY, 2026, " ")):
        with pytest.raises(NotAllowed):
            act()
    reopen_year(library, BY, 2026, "更正")
    with pytest.raises(NotAllowed):
        reopen_year(library, BY, 2026, "更正")


# ---- what may go wrong


def test_what_cannot_be_written_leaves_nothing(library, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise DiskFull(file="包")

    monkeypatch.setattr(archiving._Writer, "data", full)
    for name in ("包.zip", "包"):
        with pytest.raises(DiskFull):
            archived(library, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [library.folder.name]


@pytest.mark.parametrize("after", [0, 2, 8])
@pytest.mark.parametrize("name", ["包", "包.zip"])
def test_a_cancel_leaves_nothing(library, tmp_path, name, after):
    told = []

    def stop(*_: object) -> None:
        told.append(1)
        if len(told) > after:
            raise Cancelled

    with pytest.raises(Cancelled):
        archiving.archive(library.folder, 1, tmp_path / name, today=DAY, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == [library.folder.name]


def test_a_kept_file_that_is_gone_is_told(library, tmp_path):
    next(path for path in (library.folder / "evidence").rglob("*.txt")).unlink()
    with pytest.raises(BadBackup) as caught:
        archived(library, tmp_path / "包.zip")
    assert (caught.value.data["reason"], (tmp_path / "包.zip").exists()) == ("incomplete", False)


def test_a_full_folder_and_a_library_are_no_place(library, tmp_path):
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "在.txt").write_text("在")
    for out in (tmp_path / "满", library.folder / "包", library.folder / "包.zip"):
        with pytest.raises(NotAllowed):
            archived(library, out)


# ---- catalogue, index, handover


def test_numbers_are_counted_and_blanks_left_to_the_archivist(library, tmp_path):
    assert number_text(ArchiveNumber(), 2026, 1) == ""
    assert number_text(ArchiveNumber("Z001", "D30", "BGS"), 2026, 1) == "Z001-WS·2026-D30-BGS-0001"
    assert number_text(ArchiveNumber("Z001"), 2026, 12) == "Z001-WS·2026-　　-　　-0012"
    archiving.keep_number(library, BY, ArchiveNumber("Z001", "D30", "BGS"))
    made = archived(library, tmp_path / "包")
    sheet = openpyxl.load_workbook(tmp_path / "包" / "归档文件目录.xlsx").worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert [text for text in texts if text.startswith("Z001-")] == [
        f"Z001-WS·2026-D30-BGS-{place:04}" for place in range(1, len(made.catalogue.files) + 1)
    ]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name == "href"]


def test_the_index_links_to_all_that_is_read_and_has_no_script(library, tmp_path):
    made = archived(library, tmp_path / "包")
    links = Links()
    links.feed((tmp_path / "包" / "index.html").read_text(encoding="utf-8"))
    assert not links.tags & {"script", "img", "link", "iframe", "form"}
    there = {path.relative_to(tmp_path / "包").as_posix() for path in (tmp_path / "包").rglob("*") if path.is_file()}
    kept = {place for place in there if place.split("/")[0] in ("originals", "evidence", "filed")}
    assert {unquote(link) for link in links.found} == there - {"index.html"} - kept
    assert {place for each in made.catalogue.files for place in each.places} <= there


def test_files_bear_their_number_and_a_safe_name_and_are_the_kept_ones(library, tmp_path):
    proof = tmp_path / "a" / "公开目录=1+1.txt"
    proof.parent.mkdir()
    proof.write_text("目录", encoding="utf-8")  # what proves the first task already, here of another, too
    work.attach(library, BY, TaskId(2), Evidence("第二项也用 <它>.txt"), file=proof)
    made = archived(library, tmp_path / "包")
    mine = [each for each in made.catalogue.files if each.remark.startswith("佐证")]
    assert len(mine) == 1
    assert len(mine[0].remark.split("、")) == 2
    for number, each in enumerate(made.catalogue.files, start=1):
        assert all(place.split("/")[1].startswith(f"{number:04} ") for place in each.places)
        assert not any(set(place) & set('<>:"|?*\\') for place in each.places)
    assert (tmp_path / "包" / mine[0].places[0]).read_text(encoding="utf-8") == "目录"


def test_a_folder_packed_by_hand_is_restored_too(library, tmp_path):
    archived(library, tmp_path / "包")
    before = list(dumped(library))
    restore_folder(Path(make_archive(str(tmp_path / "手工"), "zip", tmp_path / "包")), tmp_path / "新.gkdesk")
    with Library.open(tmp_path / "新.gkdesk", read_only=True) as back:
        assert list(dumped(back)) == before


def test_pages_are_counted_where_they_are_printed(library, tmp_path):
    printed = []

    def pen(paper, path, progress):
        printed.append(len(paper.pages))
        path.write_bytes(b"%PDF")

    made = archiving.archive(library.folder, 1, tmp_path / "包", today=DAY, pen=pen)
    counted = [each.pages for each in made.catalogue.files if len(each.places) > 1]
    assert counted == printed
    assert archived(library, tmp_path / "无").catalogue.files[1].pages is None


def test_what_is_open_is_handed_over_item_by_item(library, tmp_path):
    facts = archiving.handover_of(library, 1, today=DAY, giver="李明", taker="王芳")
    for part in facts.parts:
        if part.counted is not None:
            assert len(part.items) == len(rows_behind(library, part.counted, DAY).rows) == len(part.counted)
    assert {part.heading for part in facts.parts if part.items} >= {"推进中的任务", "已逾期"}
    text = "\n".join(piece.text for page in handover(facts).pages for band in page.blocks for piece in band.pieces)
    assert all(
        word in text for word in ("移交人李明（签字）：", "接收人王芳（签字）：", "监交人（签字）", "口令不写入")
    )
    made = archiving.hand_over(library.folder, 1, tmp_path / "交接.zip", facts, today=DAY)
    found = contents(tmp_path / "交接.zip")
    assert ({"工作交接清单.docx", "ledger.db"} <= set(found), made.catalogue) == (True, None)


def test_whom_to_ask_and_what_was_not_answered_is_handed_over(library):
    late = date(2026, 10, 20)
    found = [each for each in units.units(library) if each.name in ("市教育局", "市财政局")]
    edit_unit(library, BY, found[0].id, contact="张三", phone="0571-1234567")
    entered = due_slips.slips(library, (SlipKind.CHASE,), today=late, among=due_slips.Among(plan_id=1))
    _, issued = slips.issue(library, By(WHO, late), entered)
    facts = archiving.handover_of(library, 1, today=late)
    contacts = facts.contacts[0]
    assert [(each.name, each.told) for each in contacts.items] == [(found[0].name, "张三，0571-1234567")]
    assert contacts.counted is not None
    assert len(rows_behind(library, contacts.counted, late).rows) == 1
    waiting = next(part for part in facts.parts if part.heading == "没有收回回执的催办单")
    assert issued
    assert [each.unit for each in waiting.items] == [each.unit for each in issued]
    assert all(each.told.startswith("回执期限2026-10-") for each in waiting.items)
    headings = [each.heading for each in facts.parts]
    assert len(headings) == len(set(headings))


def test_the_copy_of_the_database_is_a_whole_one(library, tmp_path):
    archived(library, tmp_path / "包")
    with sqlite3.connect(tmp_path / "包" / "ledger.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
