"""From the library to papers."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.papers import PaperLook
from gongkai_desk.domain.sheet import BreakdownStyle, Orientation
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.errors import NoPermission, UnknownId, UnsupportedType
from gongkai_desk.papers.listed import BREAKDOWN, LEDGER, PaperKind
from gongkai_desk.services.progress.work import attach, report
from gongkai_desk.standing import papers
from gongkai_desk.store.library import Library
from gongkai_desk.store.tasks import plans
from tests.builders import a_task, stored_plan


def tell(library: Library, plan: int, unit: str, day: date, text: str) -> None:
    task = plans.tasks(library, plan)[0].id
    assert task is not None
    report(library, By("李明", day), task, NewReport(unit, day, text))


def write(library: Library, kind: PaperKind, plan: int, path: Path, today: date = date(2022, 11, 22)) -> None:
    facts = papers.paper_facts(library, kind, papers.PaperOrder(plan, today))
    papers.write_kind(kind, facts, path, path.suffix.removeprefix("."))


def test_a_breakdown_goes_from_the_library_to_a_file(library: Library, today: date, tmp_path: Path) -> None:
    plan = stored_plan(library, a_task(), day=today)
    write(library, BREAKDOWN, plan, tmp_path / "表.docx")
    cells = docx.Document(str(tmp_path / "表.docx")).tables[0].rows[-1].cells
    assert [cell.text for cell in cells][:2] == ["1.规范政策发布", "集中公开现行有效行政规范性文件"]


def test_the_style_fits_the_tasks(library: Library, today: date) -> None:
    plan = stored_plan(library, a_task(section=(), lead=()), day=today)
    assert papers.breakdown_paper(library, plan).style is BreakdownStyle.FIVE
    lying = papers.breakdown_paper(library, plan, look=PaperLook(BreakdownStyle.ITEM))
    assert lying.orientation is Orientation.LANDSCAPE


def test_a_ledger_has_the_last_report_of_every_unit(library: Library, today: date, tmp_path: Path) -> None:
    plan = stored_plan(library, a_task(section=()), day=today)
    tell(library, plan, "市政府办公室", date(2022, 3, 1), "已启动。")
    tell(library, plan, "市政府办公室", date(2022, 6, 1), "已过半。")
    tell(library, plan, "市司法局", date(2022, 6, 2), "已完成。")
    tell(library, plan, "市司法局", date(2022, 12, 2), "以后的事。")
    write(library, LEDGER, plan, tmp_path / "台账.xlsx", today)
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0][4]]
    assert row[7:] == ["2家已报2家\n市政府办公室：已过半。\n市司法局：已完成。", "推进中", None, None]


def test_a_ledger_without_reports_says_so_in_its_state(library: Library, today: date) -> None:
    plan = stored_plan(library, a_task(), day=today)
    (entry,) = papers.ledger_paper(library, plan, as_of=today).entries
    assert (entry.progress, entry.state, entry.remark) == ("", "未启动", "")


def test_a_ledger_lists_the_evidence_received_by_then(library: Library, today: date, tmp_path: Path) -> None:
    plan = stored_plan(library, a_task(), day=today)
    (task,) = plans.task_ids(library, plan)
    file = tmp_path / "公开截图.png"
    file.write_bytes(b"png")
    for what, path, day in (
        (Evidence(""), file, date(2022, 3, 1)),
        (Evidence("实施细则", url="https://example.com/a", doc_no="云府办〔2022〕5号"), None, date(2022, 3, 2)),
        (Evidence("以后的事", doc_no="1"), None, date(2022, 12, 2)),
    ):
        attach(library, By("李明", day), task, what, file=path)
    (entry,) = papers.ledger_paper(library, plan, as_of=date(2022, 11, 22)).entries
    assert entry.evidence == "公开截图\n实施细则（云府办〔2022〕5号）"


def test_what_cannot_be_written_is_refused(library: Library, today: date, tmp_path: Path) -> None:
    plan = stored_plan(library, a_task(), day=today)
    with pytest.raises(UnsupportedType):
        write(library, BREAKDOWN, plan, tmp_path / "表.pdf")
    with pytest.raises(UnknownId):
        write(library, BREAKDOWN, plan + 1, tmp_path / "表.docx")
    with pytest.raises(NoPermission):
        write(library, LEDGER, plan, tmp_path / "没有" / "台账.docx", today)
    assert not list(tmp_path.glob("*.docx"))
