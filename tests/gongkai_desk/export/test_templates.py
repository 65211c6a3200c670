"""Templates that an office edits: placeholders over runs, lists, what is unknown stays and is said."""

from __future__ import annotations

import docx
import pytest

from gongkai_desk.errors import Damaged, Unreadable
from gongkai_desk.export.templates import Filling, placeholders, write_filled


@pytest.fixture
def template(tmp_path):
    """A template of paragraphs, each a tuple of runs."""

    def make(*paragraphs, rows=()):
        document = docx.Document()
        for runs in paragraphs:
            paragraph = document.add_paragraph()
            for run in runs if isinstance(runs, tuple) else (runs,):
                paragraph.add_run(run)
        if rows:
            table = document.add_table(0, len(rows[0]))
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
        document.save(tmp_path / "template.docx")
        return tmp_path / "template.docx"

    return make


@pytest.fixture
def filled(tmp_path):
    """Fill a template and return its opened copy with what was unknown."""

    def fill(path, values, **lists):
        unknown = write_filled(path, Filling(values, lists), tmp_path / "out.docx")
        return docx.Document(tmp_path / "out.docx"), unknown

    return fill


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_value_takes_the_place_of_its_name(template, filled):
    document, unknown = filled(template("{{主送}}："), {"主送": "市政府办公厅"})
    assert lines(document) == ["市政府办公厅："]
    assert unknown == ()


@pytest.mark.parametrize(
    "runs",
    [("{", "{主送}", "}："), ("{{", "主", "送", "}}："), ("致{{主", "送}}", "：")],
    ids=["braces", "word", "inside"],
)
def test_a_name_parted_over_runs_is_whole(template, filled, runs):
    document, _ = filled(template(runs), {"主送": "市政府"})
    assert lines(document) == ["".join(runs).replace("{{主送}}", "市政府")]


def test_what_stands_around_keeps_its_type(template, filled):
    path = template(("报送：", "{{主", "送}}", "　盼复"))
    source = docx.Document(path)
    source.paragraphs[0].runs[3].bold = True
    source.save(path)
    document, _ = filled(path, {"主送": "市政府"})
    assert [(run.text, run.bold) for run in document.paragraphs[0].runs if run.text] == [
        ("报送：", None),
        ("市政府", None),
        ("　盼复", True),
    ]


def test_an_unknown_name_stays_and_is_said(template, filled):
    document, unknown = filled(template("{{主送}}：", "{{印章}}"), {"主送": "市政府"})
    assert lines(document) == ["市政府：", "{{印章}}"]
    assert unknown == ("印章",)


def test_an_empty_value_takes_its_words_along(template, filled):
    document, _ = filled(template("抄送：{{抄送}}", "{{日期}}"), {"抄送": "", "日期": "2026年3月5日"})
    assert lines(document) == ["2026年3月5日"]


def test_an_empty_value_beside_another_leaves_the_line(template, filled):
    document, _ = filled(template("{{文号}} 签发人：{{签发人}}"), {"文号": "", "签发人": "张三"})
    assert lines(document) == [" 签发人：张三"]


def test_lines_of_a_value_are_paragraphs_or_breaks(template, filled):
    document, _ = filled(template("{{正文}}", "附件：{{附件}}"), {"正文": "一、甲\n二、乙", "附件": "1.甲\n2.乙"})
    assert lines(document) == ["一、甲", "二、乙", "附件：1.甲\n2.乙"]


def test_a_value_is_text_and_no_placeholder(template, filled):
    document, unknown = filled(template("{{甲}}和{{乙}}"), {"甲": "<w:t>{{乙}}\x00", "乙": "二"})
    assert lines(document) == ["<w:t>{{乙}}和二"]
    assert unknown == ()


def test_a_row_repeats_itself_for_each_entry(template, filled):
    path = template(rows=[("序号", "任务"), ("{{任务.序号}}", "{{任务.名称}}（{{年}}）")])
    entries = [{"序号": "1", "名称": "甲"}, {"序号": "2", "名称": "乙"}]
    document, unknown = filled(path, {"年": "2026"}, 任务=entries)
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert table == [["序号", "任务"], ["1", "甲（2026）"], ["2", "乙（2026）"]]
    assert unknown == ()


def test_a_field_that_an_entry_has_not_is_said(template, filled):
    document, unknown = filled(template(rows=[("{{任务.科室}}",)]), {"科室": "无"}, 任务=[{"名称": "{{科室}}"}])
    assert unknown == ("任务.科室",)
    assert document.tables[0].cell(0, 0).text == "{{任务.科室}}"


def test_an_entry_that_reads_like_a_name_is_text(template, filled):
    document, _ = filled(template(rows=[("{{任务.名称}}",)]), {"科室": "无"}, 任务=[{"名称": "{{科室}}"}])
    assert document.tables[0].cell(0, 0).text == "{{科室}}"


def test_a_row_of_an_empty_list_goes(template, filled):
    document, _ = filled(template(rows=[("序号",), ("{{任务.序号}}",)]), {}, 任务=[])
    assert len(document.tables[0].rows) == 1


def test_a_row_of_an_unknown_list_stays(template, filled):
    document, unknown = filled(template(rows=[("{{别的.序号}}",)]), {})
    assert unknown == ("别的.序号",)
    assert document.tables[0].cell(0, 0).text == "{{别的.序号}}"


def test_heads_and_feet_are_filled_too(template, filled):
    path = template("正文")
    source = docx.Document(path)
    source.sections[0].footer.paragraphs[0].text = "{{单位}}"
    source.save(path)
    document, _ = filled(path, {"单位": "市政务公开办"})
    assert document.sections[0].footer.paragraphs[0].text == "市政务公开办"


def test_names_of_a_template_come_in_its_order(template):
    assert placeholders(template("{{乙}}{{甲}}", "{{ 乙 }}")) == ("乙", "甲")


def test_no_word_document_is_refused(tmp_path, filled):
    path = tmp_path / "template.docx"
    path.write_text("no package", encoding="utf-8")
    with pytest.raises(Damaged):
        filled(path, {})
    with pytest.raises(Unreadable):
        filled(tmp_path / "missing.docx", {})
