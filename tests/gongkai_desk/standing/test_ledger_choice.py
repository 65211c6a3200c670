"""What a ledger holds by choice: further columns, the progress of a period, a row for each unit."""

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.papers import LedgerChoice, LedgerEntry
from gongkai_desk.domain.sheet import LEDGER_OPTIONS
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.work import Evidence, NewReport
from gongkai_desk.papers.listed import LEDGER
from gongkai_desk.services.progress import closing, work
from gongkai_desk.services.progress.work import attach
from gongkai_desk.standing import papers
from gongkai_desk.store.library import Library
from tests.builders import a_task, stored_plan

DAY = date(2026, 7, 20)


@pytest.fixture
def task(library: Library) -> int:
    stored_plan(library, a_task(section=()), day=date(2026, 3, 10))
    for day, text in ((date(2026, 3, 20), "一季度做了。"), (date(2026, 6, 20), "二季度做了。")):
        work.report(library, By("李明", day), 1, NewReport("市司法局", day, text, problems="人手不足"))
    attach(library, By("李明", DAY), 1, Evidence("公报", doc_no="第5期"), unit="市司法局")
    closing.move(library, By("李明", DAY), 1, "市司法局", Action.APPLY)
    closing.move(library, By("李明", DAY), 1, "市司法局", Action.CLOSE)
    return 1


def entries(library: Library, **choice: object) -> list[LedgerEntry]:
    chosen = LedgerChoice(**choice)  # type: ignore[arg-type]
    return list(papers.ledger_paper(library, 1, as_of=DAY, choice=chosen).entries)


def test_a_period_tells_only_its_own_progress(library: Library, task: int) -> None:
    (spring,) = entries(library, since=date(2026, 1, 1), until=date(2026, 3, 31))
    assert spring.progress == "2家已报1家\n一季度做了。"
    assert entries(library)[0].progress == "2家已报1家\n二季度做了。"


def test_a_row_for_each_unit_has_its_own_facts(library: Library, task: int) -> None:
    office, justice = entries(library, per_unit=True)
    assert (office.task.lead, office.task.responsible, office.state) == (("市政府办公室",), (), "未启动")
    assert (justice.task.lead, justice.task.responsible, justice.state) == ((), ("市司法局",), "已销号")
    assert (justice.light, justice.closed) == ("绿\n已销号", "2026-07-20")
    assert (office.evidence, justice.evidence) == ("", "公报（第5期）")


def test_a_task_is_closed_on_no_day_before_all_its_units_are(library: Library, task: int) -> None:
    (whole,) = entries(library)
    assert (whole.closed, whole.problems) == ("", "人手不足")
    assert whole.light.startswith("红1/2\n")


def test_the_papers_have_the_further_columns(library: Library, task: int, tmp_path: Path) -> None:
    choice = LedgerChoice(tuple(column.key for column in LEDGER_OPTIONS))
    for format in ("docx", "xlsx"):
        facts = papers.paper_facts(library, LEDGER, papers.PaperOrder(1, DAY, choice=choice))
        papers.write_kind(LEDGER, facts, tmp_path / f"台账.{format}", format)
    wanted = ["佐证材料", *(column.title for column in LEDGER_OPTIONS), "备注"]
    head = docx.Document(str(tmp_path / "台账.docx")).tables[0].rows[0].cells
    assert [cell.text.replace("\n", "") for cell in head][-len(wanted) :] == wanted
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    assert [str(cell.value).replace("\n", "") for cell in sheet[3]][-len(wanted) :] == wanted
