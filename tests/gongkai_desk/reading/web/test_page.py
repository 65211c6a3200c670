import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.errors import EmptyFile, Limit
from gongkai_desk.reading.document import Document
from gongkai_desk.reading.guard import Limits
from gongkai_desk.reading.web.page import read
from tests.builders import line_texts, lines_of, only_grid, only_table, printed_at_places
from tests.steps import steps

PROSE = "各区政府、市政府各部门要及时公开政策文件，做好解读工作，回应社会关切，保障公众知情权、参与权、监督权。"
Make = Callable[..., Document]


@pytest.fixture
def page(tmp_path: Path) -> Make:
    def read_page(body: str, encoding: str = "utf-8", head: str = "") -> Document:
        file = tmp_path / "a.html"
        file.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
        return read(file)

    return read_page


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(c if c.startswith("<t") else f"<{tag}>{c}</{tag}>" for c in cells) + "</tr>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("head", ["", '<meta charset="{}">'], ids=["undeclared", "declared"])
def test_every_encoding_reads_alike(page: Make, encoding: str, head: str) -> None:
    assert line_texts(page(f"<p>{PROSE}</p>", encoding, head.format(encoding))) == [PROSE]


def test_a_wrong_declaration_is_not_believed(page: Make) -> None:
    assert line_texts(page(f"<p>{PROSE}</p>", "gb18030", '<meta charset="utf-8">')) == [PROSE]


def test_scripts_before_the_text_do_not_hide_its_encoding(page: Make) -> None:
    head = f"<script>{'var a = 1; ' * 20_000}</script>"
    assert line_texts(page(f"<p>{PROSE}</p>", "gbk", head)) == [PROSE]


def test_spans_are_joined_and_breaks_begin_lines(page: Make) -> None:
    body = "<p>　　<span lang='EN'>1.</span><span>推进<b>公</b>开。</span>\n</p><div>甲&nbsp;&amp;乙<br>丙</div>丁"
    assert line_texts(page(body)) == ["1.推进公开。", "甲 &乙", "丙", "丁"]


def test_what_surrounds_the_article_is_dropped(page: Make) -> None:
    menu = "".join(f'<li><a href="#">{n}、栏目</a></li>' for n in "一二三四五六")
    around = f"<div class=nav>首页 | 公开</div><div class=left><h3>栏目导航</h3><ul>{menu}</ul></div>"
    article = f"<div><div class=x><p>一、总体要求</p><p>{PROSE}</p><p>{PROSE}</p></div></div>"
    below = f"<div>版权所有</div><footer>{PROSE}</footer><script>{PROSE}</script>"
    assert line_texts(page(f"<nav>{PROSE}</nav>{around}<div>{article}</div>{below}")) == ["一、总体要求", PROSE, PROSE]


def test_a_menu_inside_the_article_is_dropped(page: Make) -> None:
    menu = "<ul>" + '<li><a href="#">一、机构职能</a></li>' * 6 + "</ul>"
    assert line_texts(page(f"<div><p>{PROSE}</p>{menu}<p>{PROSE}</p></div>")) == [PROSE, PROSE]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>暗</p>",
        '<p style="display: none">暗</p>',
        "<p aria-hidden=true>暗</p>",
        "<template><p>暗</p></template>",
        "<p class='a hide'>暗</p>",
        "<p id=ad>暗</p>",
        "<!-- 暗 -->",
        "<noscript>暗</noscript>",
        "<select><option>暗</select>",
    ],
    ids=["attribute", "style", "aria", "template", "class", "id", "comment", "noscript", "select"],
)
def test_what_is_hidden_is_dropped(page: Make, hidden: str) -> None:
    head = "<style>.hide, #ad{color:red;display:none}</style>"
    assert line_texts(page(f"<p>{PROSE}</p>{hidden}<p>{PROSE}</p>", head=head)) == [PROSE, PROSE]


def test_an_article_that_a_script_would_show_is_read(page: Make) -> None:
    body = f'<div id=js style="visibility: hidden; opacity: 0"><p>{PROSE}</p><p>{PROSE}</p></div><div>阅读原文</div>'
    assert line_texts(page(body)) == [PROSE, PROSE]


LINKS = "<a href=#>首页</a> <a href=#>公开</a> <a href=#>服务</a>"
LAYOUTS = {
    "old table": f"<table><tr><td>{LINKS}</td></tr><tr><td><table><tr><td>{{}}</td></tr></table></td></tr></table>",
    "breaks": f"<div class=top>{LINKS}</div><div>{{}}</div><div>主办：云州市</div>",
    "font tags": "<center><font size=4><div><font>{}</font></div></font></center>",
    "aside": f"<div><div><p>相关链接</p><ul><li>{LINKS}</ul></div><div>{{}}</div></div>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize(
    "mark", ["<p>{}</p>", "&emsp;&emsp;{}<br>", "<div><span>{}</span></div>"], ids=["p", "br", "div"]
)
def test_an_article_in_the_layout_of_many_sites(page: Make, layout: str, mark: str) -> None:
    texts = ["一、总体要求", f"1.推进公开。{PROSE}", f"2.加强解读。{PROSE}", f"3.改进回应。{PROSE}"]
    article = "".join(mark.format(text) for text in texts)
    assert line_texts(page(layout.format(article))) == texts


def test_the_heading_outside_the_article_is_its_first_line(page: Make) -> None:
    body = f"<div><h1>云州市政务公开工作要点</h1><div>来源：办公室</div><div><p>{PROSE}</p><p>{PROSE}</p></div></div>"
    document = page(body)
    assert line_texts(document) == ["云州市政务公开工作要点", PROSE, PROSE]


def test_an_annex_table_beside_the_prose_is_kept(page: Make) -> None:
    table = (
        "<table>" + row("序号", "任务", "单位") + row("1", PROSE * 3, "市委") + row("2", PROSE * 3, "市委") + "</table>"
    )
    document = page(f"<div class=a><p>{PROSE * 9}</p><p>{PROSE * 9}</p></div><div>{table}</div>")
    assert len(only_table(document)) == 3
    assert len(line_texts(document)) == 2


def test_spans_cover_places(page: Make) -> None:
    head = row("名称", "任务", "单位", tag="th")
    body = row("<td rowspan=2>甲</td>", "a", "<td rowspan=3>x</td>") + row("b") + row("<td colspan=2>合</td>")
    document = page(f"<p>{PROSE}</p><table>{head}{body}</table>")
    assert only_table(document) == [["名称", "任务", "单位"], ["甲", "a", "x"], [None, "b", None], ["合", None, None]]
    found = only_grid(document)
    assert [(c.rows, c.columns) for c in (found.rows[1][0], found.rows[1][2], found.rows[3][0]) if c] == [
        (2, 1),
        (3, 1),
        (1, 2),
    ]
    assert found.header_rows == 1


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (row("<td colspan=100000>甲</td>") + row("乙", "丙"), 256),
        (row("<td rowspan=100000>甲</td>", "乙") + row("丙"), 2),
        (row("<td rowspan=0>甲</td>", "乙") + row("丙"), 2),
        (row("<td rowspan=-3 colspan=x>甲</td>", "乙") + row("丙", "丁"), 2),
    ],
    ids=["wide", "long", "to the end", "nonsense"],
)
def test_odd_spans_are_clipped(page: Make, rows: str, shown: int) -> None:
    assert max(len(r) for r in only_table(page(f"<p>{PROSE}</p><table>{rows}</table>"))) == shown


def test_paragraphs_and_breaks_of_a_cell_are_lines(page: Make) -> None:
    table = "<table>" + row("任务", "单位") + row("<td><p>一段。</p> <p>二段。</p></td>", "市委<br>市府") + "</table>"
    assert only_table(page(f"<p>{PROSE}</p>{table}"))[1] == ["一段。\n二段。", "市委\n市府"]


def test_a_table_for_layout_is_no_grid(page: Make) -> None:
    inner = f"<p>题目</p><p>{PROSE}</p><table>{row('名称', '任务')}{row('甲', '乙')}</table>"
    document = page(
        f"<table><tr><td><ul><li>左</li></ul></td><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    )
    assert line_texts(document) == ["题目", PROSE]
    assert only_table(document) == [["名称", "任务"], ["甲", "乙"]]


def test_a_page_that_is_a_table_stays_one(page: Make) -> None:
    table = "<table>" + row("序号", "任务", "单位") + row("1", PROSE, "市委") + "</table>"
    assert only_table(page(f"<div><div>{table}</div></div>")) == [["序号", "任务", "单位"], ["1", PROSE, "市委"]]


def test_title_and_imprint_beside_a_table_are_kept(page: Make) -> None:
    table = (
        "<center><table>"
        + row("序号", "任务", "单位")
        + row("1", PROSE * 4, "市委")
        + row("2", PROSE, "")
        + "</table></center>"
    )
    document = page(f"<p>附件</p><p>任务分解表</p>{table}<p>2026年3月5日印发</p><p><a href=#>打印</a></p>")
    assert line_texts(document) == ["附件", "任务分解表", "2026年3月5日印发"]
    assert len(only_table(document)) == 3


def test_a_cell_of_links_keeps_its_place(page: Make) -> None:
    links = "<a href=#>市委</a><a href=#>市府</a><a href=#>市人大</a>"
    table = f"<table>{row('任务', '单位', '时限')}{row(PROSE, links, '全年')}</table>"
    assert only_table(page(f"<p>{PROSE}</p>{table}"))[1] == [PROSE, "市委市府市人大", "全年"]


def test_numbered_lists_show_their_numbers(page: Make) -> None:
    chinese = "<ol style='list-style-type:cjk-ideographic'><li>丙</ol>"
    document = page(f"<p>{PROSE}</p><ol start=3><li>甲<li value=7>乙</ol>{chinese}<ul><li>丁</ul>")
    assert line_texts(document)[1:] == ["3.甲", "7.乙", "一、丙", "丁"]
    assert [item.number for item in lines_of(document)][1:] == ["3.", "7.", "一、", ""]


def test_looks_are_told(page: Make) -> None:
    title = '<p align="center"><strong style="font-size:22pt">题目</strong></p>'
    document = page(f'{title}<h2>节</h2><p style="text-indent:2em">{PROSE}</p>')
    found = lines_of(document)
    assert (found[0].centred, found[0].bold, found[0].size) == (True, True, 22.0)
    assert (found[1].heading, found[2].indent, found[2].bold) == (2, 2.0, False)


def test_places_point_into_the_text(page: Make) -> None:
    document = page(f"<p>　　{PROSE}</p><table>{row('名', '任')}{row('甲', '乙')}</table>")
    assert all(text == printed for text, printed in printed_at_places(document))


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    part = "Content-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    (tmp_path / "a.mht").write_bytes(f"{head}{part}<p>{PROSE}</p>\r\n--B--\r\n".encode("gbk"))
    assert line_texts(read(tmp_path / "a.mht")) == [PROSE]


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>x</script>", "<img src=a.png>"])
def test_a_page_without_text_is_empty(page: Make, body: str) -> None:
    with pytest.raises(EmptyFile):
        page(body)


@pytest.mark.parametrize("depth", [300, 1500, 30_000])
@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "ol><li"])
def test_deep_nesting_is_read_or_told(page: Make, tag: str, depth: int) -> None:
    document = page(f"<p>{PROSE}</p>" + f"<{tag}>" * depth + "深处有一句话，要么读到，要么说明没有读到。")
    assert "深处" in document.text or document.missed


@pytest.mark.parametrize(
    "piece", ["<p>甲。", "<table>", "<td>", "<a href=x>", "<style>", "<!--", "&amp;", "<li>", "<br>"]
)
def test_ten_times_as_much_of_anything_is_ten_times_the_work(page: Make, piece: str) -> None:
    def work(count: int) -> int:
        return steps(lambda: page(f"<p>{PROSE}</p>" + piece * count))

    assert work(5_000) < 12 * work(500)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_the_real_page_gives_the_plan_and_nothing_else(shared_plans: Path) -> None:
    document = read(shared_plans / "files" / "xinyu-2023.html")
    plain = "".join(squeezed(text) for text in line_texts(document))
    gold = json.loads((shared_plans / "gold" / "xinyu-2023-narrative.json").read_text(encoding="utf-8"))
    assert [t["seq"] for t in gold["tasks"] if squeezed(t["content"]).rstrip("。") not in plain] == []
    transcription = (shared_plans / "xinyu-2023-narrative.txt").read_text(encoding="utf-8")
    assert abs(len(plain) - len(squeezed(transcription))) < 60


# ---- title, archives, and what could not be read


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("2026年民生实事项目进展", "2026年云州区民生实事项目进展情况"),
        ("2026年云州市民生实事1-9月份进展情况", "2026年民生实事1-9月份进展情况（教育文化）"),
        ("云州市政务公开要点-政府信息公开", "云州市2026年政务公开要点"),
    ],
)
def test_the_heading_of_the_article_is_better_than_a_page_title_like_it(page: Make, title: str, heading: str) -> None:
    document = page(f"<h1>{heading}</h1><p>{PROSE}</p><p>{PROSE}</p>", head=f"<title>{title}</title>")
    assert line_texts(document)[0] == heading


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("2026年云州市民生实事1-9月份进展情况", "2026年云州市民生实事1-9月份进展情况"),
        ("云州市2024-2026年公开行动计划-云州市人民政府", "云州市2024-2026年公开行动计划"),
        ("2026年重点工作3－5月安排｜云州", "2026年重点工作3－5月安排｜云州"),
    ],
)
def test_a_stroke_between_figures_cuts_no_title(page: Make, title: str, first: str) -> None:
    document = page(f"<p>{PROSE}</p><p>{PROSE}</p>", head=f"<title>{title}</title>")
    assert line_texts(document)[0] == first


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("关于印发2026年政务公开工作要点的通知-政策文件-云州市人民政府", "关于印发2026年政务公开工作要点的通知"),
        ("关于印发政务公开工作要点的通知_云州市人民政府", "关于印发政务公开工作要点的通知"),
        ("通知-云州市人民政府", "通知"),
        ("首页", PROSE),
        ("", PROSE),
    ],
)
def test_the_pages_own_title_comes_first_without_the_sites_name(page: Make, title: str, first: str) -> None:
    document = page(f"<p>{PROSE}</p><p>{PROSE}</p>", head=f"<title>{title}</title>")
    assert line_texts(document)[0] == first


def test_a_title_that_the_article_says_itself_is_not_said_twice(page: Make) -> None:
    title = "云州市2026年政务公开工作要点"
    document = page(f"<p>{title}</p><p>{PROSE}</p>", head=f"<title>{title}-云州市人民政府</title>")
    assert line_texts(document) == [title, PROSE]


def test_broken_bytes_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(f"<p>{PROSE}</p>".encode() + b"\xff\xff")
    document = read(tmp_path / "a.html")
    assert PROSE in document.text
    assert [loss.where for loss in document.missed] == ["网页"]


@pytest.mark.parametrize("first", ["<frameset><frame src='a'></frameset>", "<p>目录</p>"], ids=["frame", "short page"])
def test_of_an_archive_with_several_pages_the_longest_is_read(tmp_path: Path, first: str) -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    part = "--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    table = f"<p>{PROSE}</p>" * 60
    body = f"{part}{first}\r\n{part}{table}\r\n{part}<p>{PROSE}</p>{'<br>' * 600}\r\n--B--\r\n"
    (tmp_path / "a.mht").write_bytes((head + body).encode())
    document = read(tmp_path / "a.mht")
    assert line_texts(document) == [PROSE] * 60
    assert ["另有1个网页" in missed.what for missed in document.missed] == [True]


def test_an_archive_without_a_page_is_read_as_it_is(tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    body = f"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{PROSE}\r\n--B--\r\n"
    (tmp_path / "a.mht").write_bytes((head + body).encode())
    assert PROSE in read(tmp_path / "a.mht").text


def test_more_markup_than_any_saved_page_is_refused(page: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai_desk.reading.web.page.USUAL", Limits(markup=50))
    with pytest.raises(Limit) as caught:
        page(f"<p>{PROSE}</p>")
    assert caught.value.data == {"file": "a.html", "what": "markup", "limit": 50}


def test_a_page_declared_as_xml_is_read(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="gb2312"?><html><body><p>{PROSE}</p></body></html>'
    (tmp_path / "a.html").write_bytes(text.encode("gb2312"))
    assert line_texts(read(tmp_path / "a.html")) == [PROSE]
