"""任务卡: one task a page, in Word as in print."""

from datetime import date
from pathlib import Path

import docx
import pytest

from gongkai_desk.domain.papers import CardPaper, LedgerEntry
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.time import Every, Recurrence
from gongkai_desk.page.measures import points
from gongkai_desk.papers.ledger import form_rows, measures_text
from gongkai_desk.papers.listed import CARDS
from tests.builders import a_plan, a_task
from tests.papers import Writing

write_docx, printed_cards = Writing(CARDS).docx, Writing(CARDS).pages


def cards(*tasks: Task, **facts: str) -> CardPaper:
    return CardPaper(a_plan(), [LedgerEntry(task, **facts) for task in tasks], date(2026, 6, 30))


def texts(paper: CardPaper) -> list[str]:
    return [ink.text for page in printed_cards(paper).pages for ink in page.inks]


def test_a_card_tells_all_of_one_task() -> None:
    said = texts(cards(a_task(), progress="已公开三批。", contact="李明\n12345678", evidence="公告　云政〔2026〕1号"))
    for each in (
        "《云州市2026年政务公开工作要点》（云政办发〔2026〕8号）",
        "2026年6月30日",
        "规范政策发布",
        "市司法局",
    ):
        assert each in said
    assert {"集中公开现行有效行政规范性文件", "已公开三批。", "李明\n12345678", "9月底前"} <= set(said)
    assert "云州市2026年政务公开工作任务卡" in said


def test_every_task_has_a_page_and_signatures_of_its_own() -> None:
    pages = printed_cards(cards(a_task(seq="1"), a_task(seq="2"), a_task(seq="3"))).pages
    assert [sum(ink.text == "审核人：" for ink in page.inks) for page in pages] == [1, 1, 1]
    assert [page.inks[-1].text for page in pages] == [f"第{n}页\u3000共3页" for n in (1, 2, 3)]


def test_rows_fill_the_width_and_stay_on_the_page() -> None:
    (page,) = printed_cards(cards(a_task())).pages
    assert max(box.left + box.width for box in page.frames) == pytest.approx(points(210 - 26))
    assert max(box.top + box.height for box in page.frames) < points(297 - 35)


def test_a_long_report_goes_on_over_the_page() -> None:
    report = "".join(f"第{n}项已办结。" for n in range(400))
    paper = cards(a_task(), progress=report)
    assert len(printed_cards(paper).pages) > 2
    assert report in "".join(text.replace("\n", "") for text in texts(paper) if "已办结" in text)


def test_measures_are_said_once_in_the_words_of_the_plan() -> None:
    weekly = Recurrence(Every.WEEK, 1, "每周一次")
    assert measures_text(a_task(recurrences=(weekly, weekly))) == "每周一次"
    labels = [cell.text for row in form_rows(cards(a_task()), LedgerEntry(a_task())) for cell in row.cells]
    assert "量化指标\n和频次" not in labels


def test_word_has_a_table_for_each_task_each_on_a_new_page(tmp_path: Path) -> None:
    write_docx(tmp_path / "卡.docx", cards(a_task(seq="1"), a_task(seq="2", content="第二件事"), progress="已办。"))
    document = docx.Document(str(tmp_path / "卡.docx"))
    first, second = document.tables
    told = [[cell.text for cell in row.cells] for row in second.rows]
    assert ["任务内容", "第二件事", "第二件事", "第二件事"] in told
    assert any(row[0] == "进展情况" and row[1] == "已办。" for row in told)
    assert len(first.columns) == 4
    titles = [each for each in document.paragraphs if each.text == "云州市2026年政务公开工作任务卡"]
    assert [each.paragraph_format.page_break_before for each in titles] == [None, True]
