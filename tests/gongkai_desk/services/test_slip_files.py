"""Slips as files: written beside their place, taken together with their numbers or not at all."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.slips import Slip, SlipKind
from gongkai_desk.errors import NoPermission
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.services import slips, undo
from gongkai_desk.services.staging import Staged
from gongkai_desk.standing import due_slips
from gongkai_desk.store.entries import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import setting
from tests.builders import a_task, stored_plan

DAY, LATE = date(2026, 3, 10), date(2026, 10, 9)


@pytest.fixture
def drafts(library: Library) -> tuple[Slip, ...]:
    stored_plan(library, a_task(lead=(), responsible=("市司法局", "市教育局")), day=DAY)
    return due_slips.slips(library, [SlipKind.CHASE], today=LATE)


def issue(library: Library, staged: Staged[tuple[Slip, ...]], drafts: tuple[Slip, ...]) -> list[Path]:
    placed: list[Path] = []
    write = lambda done: placed.extend(staged.place(tuple(done)).values())  # noqa: E731 - a hook as the window gives it
    slips.issue(library, By("李明", LATE), drafts, write=write, remember={"slip.signer": "王强"})
    staged.discard()
    return placed


def test_a_file_for_each_unit_bears_number_and_name(library: Library, drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    staged = slips.stage(tmp_path, slips.numbered(library, drafts), apart=True)
    assert papers.slip_numbers(library) == []
    placed = issue(library, staged, drafts)
    assert [path.name for path in placed] == ["催办〔2026〕1号市教育局.docx", "催办〔2026〕2号市司法局.docx"]
    assert "编号：催办〔2026〕1号" in "".join(each.text for each in Document(str(placed[0])).paragraphs)
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == sorted(path.name for path in placed)
    assert not list(tmp_path.glob(".催办*"))


def test_a_file_without_a_number_parts_title_and_unit(drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    slips.write_slips(tmp_path / "样稿", drafts[:1])
    assert [path.name for path in (tmp_path / "样稿").iterdir()] == ["政务公开工作催办单-市教育局.docx"]


def test_one_file_holds_all(library: Library, drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    staged = slips.stage(tmp_path, slips.numbered(library, drafts), apart=False)
    (path,) = issue(library, staged, drafts)
    assert path.name == "政务公开工作催办单2026年第1—2号（2份）.docx"


def test_settings_and_numbers_are_one_step_and_come_again_after_undo(
    library: Library, drafts: tuple[Slip, ...], tmp_path: Path
) -> None:
    issue(library, slips.stage(tmp_path, slips.numbered(library, drafts), apart=True), drafts)
    assert setting(library, "slip.signer") == "王强"
    undo.undo(library, By("李明", LATE))
    assert (papers.slip_numbers(library), papers.reminders(library), setting(library, "slip.signer")) == ([], [], "")
    placed = issue(library, slips.stage(tmp_path, slips.numbered(library, drafts), apart=True), drafts)
    assert placed[0].name == "催办〔2026〕1号市教育局（2）.docx"  # what is there is not overwritten
    assert [each.number for each in papers.slip_numbers(library)] == [1, 2]


def test_papers_with_other_numbers_are_not_taken(library: Library, drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    staged = slips.stage(tmp_path, slips.numbered(library, drafts), apart=True)
    slips.issue(library, By("李明", LATE), drafts[:1])
    with pytest.raises(ValueError, match="something else"):
        issue(library, staged, drafts)
    assert [each.number for each in papers.slip_numbers(library)] == [1]
    assert not list(tmp_path.glob("*.docx"))


def test_cancelling_leaves_nothing(library: Library, drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    def stop(stage: Stage, done: int, total: int) -> None:
        if done:
            raise Cancelled

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        slips.stage(tmp_path, slips.numbered(library, drafts), apart=True, progress=stop)
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_gone_is_told_kindly(library: Library, drafts: tuple[Slip, ...], tmp_path: Path) -> None:
    with pytest.raises(NoPermission):
        slips.stage(tmp_path / "没有", slips.numbered(library, drafts), apart=True)


def test_all_that_is_open_can_be_listed_without_a_cause(library: Library, drafts: tuple[Slip, ...]) -> None:
    early = date(2026, 3, 12)
    assert due_slips.slips(library, [SlipKind.CHASE], today=early) == ()
    listed = due_slips.slips(library, [SlipKind.CHASE], today=early, others=True)
    assert [(slip.unit, slip.tasks[0].causes) for slip in listed] == [("市教育局", ()), ("市司法局", ())]
    assert listed[0].tasks[0].late == "暂无逾期、未报情形，请抓紧推进。"
    late = due_slips.slips(library, [SlipKind.CHASE], today=LATE, others=True)
    assert all(task.causes for slip in late for task in slip.tasks)
