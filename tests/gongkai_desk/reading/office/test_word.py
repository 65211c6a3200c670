import json
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.errors import Damaged, EmptyFile, NoText, Unsafe
from gongkai_desk.progress import Cancelled, Stage
from gongkai_desk.reading.document import Document, Grid, Line
from gongkai_desk.reading.office.word import read
from tests.builders import cell_texts, line_texts, lines_of, only_grid, only_table, printed_at_places
from tests.office_builder import LINKS, WORD, listed, numbering, p, style, tbl, tc, word_part, write_docx, zipped
from tests.steps import steps

Make = Callable[..., Document]


@pytest.fixture
def word(tmp_path: Path) -> Make:
    return lambda body, **parts: read(write_docx(tmp_path / "a.docx", body, **parts))


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:ins><w:r><w:t>入</w:t></w:r></w:ins><w:del><w:r><w:delText>出</w:delText></w:r></w:del>", "入"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:hyperlink><w:smartTag><w:r><w:t>链接</w:t></w:r></w:smartTag></w:hyperlink>", "链接"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>2026年</w:t></w:r></w:fldSimple>', "2026年"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText><w:t>不见</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>果</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>后</w:t></w:r>',
            "果后",
        ),
        ("<w:r><w:t>见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r>", "见"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yun</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "云",
        ),
        ('<w:commentRangeStart w:id="1"/><w:r><w:t>文</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r>', "文"),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/></w:r>", "甲-乙"),
    ],
    ids=[
        "tab",
        "tracked",
        "moved",
        "control",
        "link",
        "simple-field",
        "field",
        "hidden",
        "symbol",
        "ruby",
        "comment",
        "hyphen",
    ],
)
def test_a_paragraph_reads_as_it_prints(word: Make, inside: str, shown: str) -> None:
    assert line_texts(word(f"<w:p>{inside}</w:p>")) == [shown]


def test_a_forced_break_begins_a_line(word: Make) -> None:
    assert line_texts(word("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>")) == ["甲", "乙"]


def test_a_paragraph_whose_mark_is_deleted_runs_on(word: Make) -> None:
    assert line_texts(word(p("前", "<w:rPr><w:del/></w:rPr>") + p("后"))) == ["前后"]


def test_looks_come_from_run_and_style_chain(word: Make) -> None:
    upper = style("a", "heading 2", '<w:pPr><w:jc w:val="center"/></w:pPr>')
    lower = style("b", "x", '<w:basedOn w:val="a"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr>')
    document = word(p("题", '<w:pStyle w:val="b"/>', '<w:rFonts w:eastAsia="黑体"/>'), styles=upper + lower)
    ((_, line),) = document.items()
    assert isinstance(line, Line)
    assert (line.heading, line.centred, line.bold, line.size, line.font) == (2, True, True, 22.0, "黑体")


def test_automatic_numbers_stand_at_the_head(word: Make) -> None:
    levels = numbering(
        ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")
    )
    body = (
        listed("甲")
        + listed("乙", 1)
        + listed("丙", 2)
        + listed("丁", 2)
        + listed("戊", 1)
        + listed("己", 2)
        + listed("庚")
    )
    document = word(body + listed("辛", 3), numbering=levels)
    assert line_texts(document) == ["一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "二.1 辛"]
    assert [line.number for line in lines_of(document)][:3] == ["一、", "（一）", "1."]


def test_a_restarted_list_counts_anew_and_bullets_print_nothing(word: Make) -> None:
    body = listed("甲") + listed("乙") + listed("丙", number=2) + listed("丁", number=2) + listed("点", 1)
    assert line_texts(word(body, numbering=numbering(("decimal", "%1."), ("bullet", "●")))) == [
        "1.甲",
        "2.乙",
        "1.丙",
        "2.丁",
        "点",
    ]


def test_a_number_may_come_from_the_style(word: Make) -> None:
    styles = style("t", "节", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = p("甲", '<w:pStyle w:val="t"/>') + p("乙", '<w:pStyle w:val="t"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert line_texts(word(body, styles=styles, numbering=numbering(("chineseCounting", "第%1条")))) == [
        "第一条 甲",
        "乙",
    ]


def test_an_empty_numbered_cell_shows_its_number(word: Make) -> None:
    cell = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p></w:tc>"
    document = word(
        tbl(tc("序号") + tc("任务"), cell + tc("甲"), cell + tc("乙")), numbering=numbering(("decimal", "%1"))
    )
    assert only_table(document) == [["序号", "任务"], ["1", "甲"], ["2", "乙"]]


def test_merges_become_spans(word: Make) -> None:
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("名称") + tc("任务") + tc("单位") + "</w:tr>"
    merge, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = only_grid(
        word(
            tbl(
                head,
                tc("一、节", '<w:gridSpan w:val="3"/>'),
                tc("甲", merge) + tc("a") + tc("x"),
                tc("", more) + tc("b") + tc("y"),
            )
        )
    )
    assert cell_texts(found) == [["名称", "任务", "单位"], ["一、节", None, None], ["甲", "a", "x"], [None, "b", "y"]]
    spans = [(cell.rows, cell.columns) for row in found.rows[1:3] for cell in row[:1] if cell]
    assert spans == [(1, 3), (2, 1)]
    assert found.header_rows == 1


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([tc("甲") + tc("乙"), tc("孤", "<w:vMerge/>") + tc("丙")], [["甲", "乙"], ["孤", "丙"]]),
        ([tc("甲", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("乙")], [["甲", None, "乙"]]),
        (
            [tc("甲") + tc("乙"), "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc("丙") + "</w:tr>"],
            [["甲", "乙"], ["", "丙"]],
        ),
        ([tc("甲") + tc("乙"), "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删") + tc("删") + "</w:tr>"], [["甲", "乙"]]),
        ([tc("甲") + tc("乙"), tc("缺")], [["甲", "乙"], ["缺"]]),
    ],
    ids=["orphan merge", "old merge", "grid before", "deleted row", "missing cell"],
)
def test_odd_rows(word: Make, rows: list[str], shown: list[list[str | None]]) -> None:
    assert only_table(word(tbl(*rows))) == shown


def test_a_huge_span_is_clipped(word: Make) -> None:
    found = only_grid(word(tbl(tc("甲", '<w:gridSpan w:val="99999999"/>') + tc("乙"))))
    assert len(found.rows[0]) <= 256


def test_a_nested_table_becomes_lines_of_its_cell(word: Make) -> None:
    inner = tbl(tc("子") + tc("表"))
    cell = f"<w:tc>{p('很长的正文说明，远多于子表')}{inner}{p('')}</w:tc>"
    assert only_table(word(tbl(tc("名称") + tc("内容"), tc("甲") + cell)))[1] == [
        "甲",
        "很长的正文说明，远多于子表\n子 表",
    ]


def test_a_table_for_layout_is_unwrapped(word: Make) -> None:
    inner = tbl(tc("名称") + tc("任务"), tc("甲") + tc("乙"))
    document = word(tbl(f"<w:tc>{p('题目')}{inner}</w:tc>"))
    assert line_texts(document) == ["题目"]
    assert only_table(document) == [["名称", "任务"], ["甲", "乙"]]


def test_what_stands_beside_the_text_is_kept_out_of_the_items(word: Make) -> None:
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    notes = '<w:footnote w:type="separator">' + p("线") + "</w:footnote><w:footnote>" + p("脚注") + "</w:footnote>"
    document = word(p("正文够长") + box, header=p("页眉"), footnotes=notes)
    assert line_texts(document) == ["正文够长"]
    assert document.text.split() == ["正文够长", "文本框", "页眉", "脚注"]
    assert document.missed == ()


def test_text_wholly_in_boxes_is_read(word: Make) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('全在框中')}</w:txbxContent></w:pict></w:r></w:p>"
    assert line_texts(word(box)) == ["全在框中"]


def test_a_contents_list_is_no_line(word: Make) -> None:
    styles = style("T", "toc 1")
    document = word(p("一、公开 3", '<w:pStyle w:val="T"/>') + p("一、公开"), styles=styles)
    assert line_texts(document) == ["一、公开"]


def test_places_point_into_the_text(word: Make) -> None:
    document = word(p("　　甲\u200b乙") + tbl(tc("名") + tc("任"), tc("丙") + tc("丁")) + p("末"))
    assert all(text == printed for text, printed in printed_at_places(document))


def test_strict_files_are_read(tmp_path: Path) -> None:
    file = write_docx(tmp_path / "a.docx", p("严格"))
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w") as new:
        for name, data in parts.items():
            data = data.replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, data.replace(LINKS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"))
    assert line_texts(read(file)) == ["严格"]


def test_entities_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as z:
        z.writestr(
            "word/document.xml", f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>{word_part("document", "&b;")}'
        )
    with pytest.raises(Unsafe):
        read(file)


@pytest.mark.parametrize("data", [b"no zip at all", b"PK\x03\x04" + b"\0" * 40], ids=["text", "cut zip"])
def test_a_broken_file_is_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(Damaged):
        read(tmp_path / "a.docx")


@pytest.mark.parametrize("xml", ["<a", "", "<w:document"], ids=["cut", "empty", "prefix"])
def test_broken_xml_is_damaged(tmp_path: Path, xml: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as z:
        z.writestr("word/document.xml", xml)
    with pytest.raises(Damaged):
        read(tmp_path / "a.docx")


def test_empty_and_picture_only(word: Make) -> None:
    with pytest.raises(EmptyFile):
        word(p(""))
    with pytest.raises(NoText):
        word('<w:p><w:r><w:drawing><extent cx="5000000" cy="7000000"/></w:drawing></w:r></w:p>')


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。.")


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("shanghai-2022-table", "shanghai-2022-table"),
        ("shenyang-2022", "shenyang-2022-table"),
        ("shenyang-2022", "shenyang-2022-narrative"),
        ("xinyu-2023", "xinyu-2023-narrative"),
        ("beijing-2016", "beijing-2016-narrative"),
    ],
)
def test_every_content_of_the_real_plans_is_there(shared_plans: Path, name: str, gold: str) -> None:
    document = read(shared_plans / "files" / f"{name}.docx")
    tasks = json.loads((shared_plans / "gold" / f"{gold}.json").read_text(encoding="utf-8"))["tasks"]
    cells = {squeezed(c.text) for _, i in document.items() if isinstance(i, Grid) for row in i.rows for c in row if c}
    paragraphs = [squeezed(text) for text in line_texts(document)]
    for task in tasks:
        for piece in task["content"].split("\n") if "narrative" in gold else [task["content"]]:
            assert squeezed(piece) in cells or any(squeezed(piece) in text for text in paragraphs), piece


@pytest.mark.parametrize("depth", [20, 80, 120])
def test_tables_in_tables_are_read_or_refused(word: Make, depth: int) -> None:
    begin, end = "<w:tbl><w:tr>" + tc("左") + "<w:tc>", "</w:tc></w:tr></w:tbl>"
    try:
        assert "深处" in word(begin * depth + p("深处") + end * depth).text
    except Damaged:
        assert depth > 100


def test_styles_based_on_each_other_end(word: Make) -> None:
    styles = style("a", "x", '<w:basedOn w:val="b"/>') + style("b", "y", '<w:basedOn w:val="a"/>')
    assert line_texts(word(p("甲", '<w:pStyle w:val="a"/>'), styles=styles)) == ["甲"]


def test_a_list_that_names_itself_ends(word: Make) -> None:
    styles = style("q", "x", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    own = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="q"/></w:abstractNum>'
    numbers = own + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert line_texts(word(listed("甲"), styles=styles, numbering=numbers)) == ["甲"]


def test_ten_times_the_rows_are_about_ten_times_the_work(tmp_path: Path) -> None:
    def work(count: int) -> int:
        rows = [tc(str(n)) + tc("名", "<w:vMerge/>" if n else '<w:vMerge w:val="restart"/>') for n in range(count)]
        file = write_docx(tmp_path / "a.docx", tbl(*rows))
        return steps(lambda: read(file))

    assert work(2_000) < 12 * work(200)


# ---- what stands beside the text, and what could not be read


def test_pictures_objects_and_outside_documents_are_told(word: Make) -> None:
    picture = '<w:r><w:drawing><extent cx="5000000" cy="7000000"/></w:drawing></w:r>'
    document = word(f"<w:p><w:r><w:t>正文</w:t></w:r>{picture}<w:r><w:object/></w:r></w:p>", aFChunk="x")
    assert [loss.what for loss in document.missed] == ["1张图片未识别文字", "1个嵌入对象未读取", "嵌入的外部文档未读取"]


def test_notes_at_the_end_and_feet_stand_behind_the_text(word: Make) -> None:
    document = word(p("正文"), endnotes=f"<w:endnote>{p('尾注')}</w:endnote>", footer=p("页脚"))
    assert document.text.split() == ["正文", "页脚", "尾注"]
    assert line_texts(document) == ["正文"]


def test_paragraphs_in_content_controls_and_alternatives_are_read(word: Make) -> None:
    control = f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    branches = f"<mc:Choice>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback>"
    either = f"<mc:AlternateContent {spaces}>{branches}</mc:AlternateContent>"
    assert line_texts(word(control + either + f"<w:ins>{p('入')}</w:ins>")) == ["控件", "新", "入"]


def test_a_last_paragraph_whose_mark_is_deleted_stays(word: Make) -> None:
    assert line_texts(word(p("正文") + p("末", "<w:rPr><w:del/></w:rPr>"))) == ["正文", "末"]


@pytest.mark.parametrize(
    ("indent", "characters"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="999"/>', 2.0),
        ('<w:ind w:firstLine="640"/>', 2.0),
        ('<w:ind w:left="320" w:firstLine="320"/>', 2.0),
        ('<w:ind w:left="320" w:firstLine="-320"/>', 0.0),
        ("", 0.0),
    ],
)
def test_a_first_lines_indent_is_counted_in_characters(word: Make, indent: str, characters: float) -> None:
    (line,) = lines_of(word(p("正文", indent, '<w:sz w:val="32"/>')))
    assert line.indent == characters


def test_a_package_without_its_main_part_is_damaged(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", p("正文"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != "word/document.xml"}
    with pytest.raises(Damaged) as caught:
        read(zipped(path, parts))
    assert caught.value.data == {"file": "a.docx", "reason": "word/document.xml"}


def test_a_long_paper_can_be_cancelled_on_the_way(tmp_path: Path) -> None:
    def stop(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(write_docx(tmp_path / "a.docx", p("正文") * 500), stop)
