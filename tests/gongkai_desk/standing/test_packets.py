"""Packets of evidence: numbered files and their list."""

from datetime import date
from pathlib import Path

import docx
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.work import Evidence
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.services.progress.work import attach, remove_evidence
from gongkai_desk.standing import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import evidence, plans
from tests.builders import a_task, stored_plan

DAY = date(2026, 9, 20)


@pytest.fixture
def tasks(library: Library, tmp_path: Path) -> list[int]:
    made = (a_task(lead=(), responsible=("市司法局", "市教育局")), a_task(seq="2", title="公开规划"))
    one, two = plans.task_ids(library, stored_plan(library, *made, day=date(2026, 3, 10)))
    (tmp_path / "清单.txt").write_text("一", encoding="utf-8")
    file, number = (
        Evidence("公开:清单.txt", effective=date(2026, 5, 8)),
        Evidence("公报", doc_no="第5期", effective=DAY),
    )
    attach(library, By("李明", DAY), one, file, file=tmp_path / "清单.txt", unit="市司法局")
    attach(library, By("李明", DAY), one, number, unit="市教育局")
    return [one, two]


def numbers(library: Library, **scope: object) -> list[str]:
    made = papers.packet(library, papers.Scope(**scope), today=DAY)  # type: ignore[arg-type]
    return [f"{piece.number}{piece.title}" for piece in made.pieces]


def test_pieces_are_numbered_task_by_task(library: Library, tasks: list[int]) -> None:
    assert numbers(library) == ["1-1公开:清单.txt", "1-2公报"]


def test_a_packet_is_of_a_task_a_unit_or_a_period(library: Library, tasks: list[int]) -> None:
    assert numbers(library, task_id=tasks[1]) == []
    assert numbers(library, unit="市教育局") == ["1-2公报"]
    assert numbers(library, since=date(2026, 7, 1), until=date(2026, 9, 30)) == ["1-2公报"]
    assert numbers(library, plan_id=1) == numbers(library)
    with pytest.raises(UnknownId):
        numbers(library, task_id=99)


def test_pieces_have_the_number_of_their_task(library: Library) -> None:
    def proved(seq: str | None, *others: str | None) -> str:
        made = [a_task(seq=each, content=f"事项{number}") for number, each in enumerate((*others, seq))]
        plan = stored_plan(library, *made, day=date(2026, 3, 10))
        number = plans.task_ids(library, plan)[-1]
        attach(library, By("李明", DAY), number, Evidence("公报", doc_no="第5期"))
        return numbers(library, plan_id=plan)[0]

    assert proved("7", "5") == "7-1公报"
    assert proved("二/（一）/3", "一/（一）/3") == "二（一）3-1公报"
    assert proved(None, "1", "2") == "3-1公报"
    assert numbers(library) == ["1.7-1公报", "2.二（一）3-1公报", "3.3-1公报"]


def test_tasks_without_evidence_are_named(library: Library, tasks: list[int]) -> None:
    assert papers.packet(library, papers.Scope(), today=DAY).missing == ("2　公开规划",)


def test_files_get_their_number_and_a_name_that_windows_takes(
    library: Library, tasks: list[int], tmp_path: Path
) -> None:
    papers.write_packet(tmp_path / "包", papers.packet(library, papers.Scope(), today=DAY))
    assert sorted(path.name for path in (tmp_path / "包").iterdir()) == ["1-1 公开_清单.txt", "佐证材料清单.docx"]
    assert (tmp_path / "包" / "1-1 公开_清单.txt").read_text(encoding="utf-8") == "一"
    rows = docx.Document(str(tmp_path / "包" / "佐证材料清单.docx")).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows][1:] == [
        ["1-1", "1　规范政策发布", "公开:清单.txt", "市司法局", "", "2026-05-08", "2026-09-20", "有"],
        ["1-2", "1　规范政策发布", "公报", "市教育局", "第5期", "2026-09-20", "2026-09-20", "—"],
    ]


def test_a_file_that_is_gone_is_told_on_the_list(library: Library, tasks: list[int]) -> None:
    file = evidence.evidence_file(library, 1)
    assert file is not None
    file.unlink()
    piece = papers.packet(library, papers.Scope(), today=DAY).pieces[0]
    assert (piece.name, piece.file) == ("", file)


def test_what_is_in_the_recycle_bin_is_left_out(library: Library, tasks: list[int]) -> None:
    remove_evidence(library, By("李明", DAY), [1])
    assert numbers(library) == ["1-1公报"]


def test_a_folder_with_other_things_is_refused(library: Library, tasks: list[int], tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        papers.write_packet(tmp_path, papers.packet(library, papers.Scope(), today=DAY))


def test_files_sort_as_the_list_does(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "公报.txt"
    file.write_text("一", encoding="utf-8")
    plan = stored_plan(library, *(a_task(seq=str(number)) for number in range(1, 11)), day=DAY)
    for task in plans.task_ids(library, plan)[1::8]:
        attach(library, By("李明", DAY), task, Evidence("公报"), file=file)
    found = papers.packet(library, papers.Scope(), today=DAY).pieces
    assert [(each.number, each.name) for each in found] == [("2-1", "02-1 公报.txt"), ("10-1", "10-1 公报.txt")]
