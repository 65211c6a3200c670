"""A paper's texts are scanned with their places and covered as a value, whatever painter comes after."""

from dataclasses import replace

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.sheet import TextSize
from gongkai_desk.domain.year.personal import Known, Mask, PersonalKind
from gongkai_desk.page.layout import (
    Band,
    BandKind,
    Book,
    Cell,
    Form,
    FormPage,
    FormPaper,
    FormRow,
    Link,
    Piece,
    Row,
    RowKind,
    TableColumn,
    TablePaper,
    WorkbookPaper,
    band,
    whole_row,
)
from gongkai_desk.page.measures import TYPE
from gongkai_desk.papers.leaving import mask_paper, scanned, texts_of

ID, PHONE = "11010519491231002X", "13812345678"
COLUMNS = (TableColumn("序号", 10), TableColumn("任务名称", 40), TableColumn("本期进展", 90))


def a_table() -> TablePaper:
    rows = (
        Row((f"一、政策公开（{PHONE}）",), kind=RowKind.SECTION),
        whole_row("1", "公开预算", f"已向张三丰（{ID}）答复。"),
        whole_row("2", "公开决算", f"咨询 {PHONE}"),
    )
    return TablePaper(
        "进展情况表", COLUMNS, rows, (band(BandKind.TITLE, "进展情况表"),), (band(BandKind.SMALL, PHONE),)
    )


def a_form() -> FormPaper:
    link = Link(2, 4, Counted(next(iter(CountedKind)), (1,)))
    body = Band(BandKind.BODY, (Piece(f"任务12项，{PHONE}。", links=(link,)),))
    cells = FormRow((Cell("联系人", 1, label=True), Cell(ID, 2), Cell(7, 1)), 20.0)
    return FormPaper("情况报告", (FormPage((body, Form((10.0,) * 4, (cells,), TYPE[TextSize.FIVE]))),))


def test_each_find_is_told_with_its_places() -> None:
    found = scanned([a_table()], Known(applicants=("张三丰",)))
    assert [(each.kind, each.shown) for each in found] == [
        (PersonalKind.PHONE, PHONE),
        (PersonalKind.APPLICANT, "张三丰"),
        (PersonalKind.ID, ID),
    ]
    phone, _, number = found
    assert [place.where for place in phone.places] == ["表下注", "分组行", "2　公开决算，本期进展"]
    [place] = number.places
    assert place.where == "1　公开预算，本期进展"
    assert place.text[place.start : place.end] == ID


def test_covering_changes_the_texts_that_were_chosen_and_nothing_else() -> None:
    paper, known = a_table(), Known(applicants=("张三丰",))
    hidden = frozenset(each.key for each in scanned([paper], known) if each.kind is not PersonalKind.PHONE)
    covered = mask_paper(paper, Mask(known, hidden))
    assert [text for _, text in texts_of(covered) if "*" in text] == ["已向张**（1****************X）答复。"]
    assert [each.kind for each in scanned([covered], known)] == [PersonalKind.PHONE]
    assert mask_paper(paper, Mask(known)) is paper
    back = replace(covered.rows[1], texts=paper.rows[1].texts)
    assert replace(covered, rows=(covered.rows[0], back, covered.rows[2])) == paper


def test_forms_and_running_text_keep_their_figures() -> None:
    paper = a_form()
    found = scanned([paper])
    assert {each.kind: each.places[0].where for each in found} == {
        PersonalKind.PHONE: "正文",
        PersonalKind.ID: "联系人",
    }
    covered = mask_paper(paper, Mask(hidden=frozenset(each.key for each in found)))
    line, form = covered.pages[0].blocks
    assert isinstance(line, Band)
    assert isinstance(form, Form)
    assert line.pieces[0].text == "任务12项，138****5678。"
    assert line.pieces[0].links == paper.pages[0].blocks[0].pieces[0].links  # type: ignore[union-attr]
    assert [cell.value for cell in form.rows[0].cells] == ["联系人", "1****************X", 7]


def test_a_second_table_and_the_sheets_of_a_workbook_are_looked_at() -> None:
    second = replace(a_table(), book=Book("分单位"))
    paper = WorkbookPaper("一册", (replace(a_table(), rows=(), above=(), below=(), then=second), a_form()))
    found = scanned([paper])
    assert sum(len(each.places) for each in found) == 6
    covered = mask_paper(paper, Mask(hidden=frozenset(each.key for each in found)))
    assert not scanned([covered])


def test_of_several_papers_each_place_names_its_paper() -> None:
    found = scanned([a_form(), replace(a_form(), heading="通知")])
    assert [place.where for place in found[0].places] == ["情况报告　正文", "通知　正文"]
