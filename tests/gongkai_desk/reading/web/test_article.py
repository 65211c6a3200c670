"""Which part of a saved page is the article, and what on it nobody sees."""

from __future__ import annotations

import pytest
from lxml import html

from gongkai_desk.reading.containers import Element
from gongkai_desk.reading.web.article import Article, Hidden, hidden_in

PROSE = "各区政府、市政府各部门要及时公开政策文件，做好解读工作，回应社会关切，保障公众知情权。"
LINKS = "".join(f'<li><a href="#">{name}栏目</a></li>' for name in "一二三四")


def root(body: str, head: str = "") -> Element:
    return html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def article(body: str, head: str = "") -> Article:
    tree = root(body, head)
    return Article(tree, hidden_in(tree))


def name(found: Article) -> str:
    return str(found.element.get("id") or found.element.tag)


@pytest.mark.parametrize(
    ("body", "inmost"),
    [
        (f"<div id=a><p>{PROSE}</p><p>{PROSE}</p></div>", "a"),
        (f"<div><div><section id=a><p>{PROSE}</p></section></div></div>", "a"),
        (f"<div id=nav><ul>{LINKS}</ul></div><div id=a><p>{PROSE * 3}</p></div><div>版权所有</div>", "a"),
        (f"<table><tr><td>左</td><td id=a><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>", "a"),
        (f"<div id=a><p>{PROSE * 9}</p></div><div id=b><p>{PROSE * 9}</p></div>", "body"),
        (f"<p>{PROSE}</p>", "body"),
        ("", "body"),
    ],
    ids=["block", "nested", "between furniture", "layout table", "two equal parts", "bare paragraph", "empty"],
)
def test_the_article_is_where_nearly_all_prose_stands(body: str, inmost: str) -> None:
    assert name(article(body)) == inmost


def test_a_cell_of_mere_text_is_not_gone_into() -> None:
    assert name(article(f"<table id=t><tr><td>1</td><td id=c>{PROSE * 5}</td></tr></table>")) != "c"


def test_plain_paragraphs_beside_the_article_are_kept_in_order() -> None:
    body = f"<p id=title>附件</p><div><div id=a><p>{PROSE * 5}</p></div></div><p id=date>2026年3月5日</p>"
    body += "<p><a href=#>打印</a></p><p> </p>"
    assert [each.get("id") for each in article(body).roots] == ["title", "a", "date"]


def test_what_stood_beside_an_outer_part_comes_after_that_of_an_inner_one() -> None:
    body = f"<p id=1>甲</p><div><p id=2>乙</p><div id=a><p>{PROSE * 5}</p></div><p id=3>丙</p></div><p id=4>丁</p>"
    assert [each.get("id") for each in article(body).roots] == ["1", "2", "a", "3", "4"]


@pytest.mark.parametrize(
    ("part", "menu"),
    [
        (f"<ul id=m>{LINKS}</ul>", True),
        ("<ul id=m><li><a href=#>甲</a></li><li><a href=#>乙</a></li></ul>", False),
        ("<ul id=m>" + "".join(f"<li>{n}、工作任务<a href=#>链</a></li>" for n in "一二三四") + "</ul>", False),
        (f"<p id=m>{LINKS}</p>", False),
        (f"<ul id=m>{LINKS}<li>{PROSE * 6}</li></ul>", False),
        ("<ul id=m>" + "<li><a name=x>书签</a></li>" * 5 + "</ul>", False),
    ],
    ids=["menu", "two links", "list with links", "paragraph", "with prose", "anchors"],
)
def test_a_menu_is_a_list_of_nearly_nothing_but_links(part: str, menu: bool) -> None:
    tree = root(f"<div><p>{PROSE * 9}</p>{part}</div>")
    found = Article(tree, hidden_in(tree))
    assert any(found.is_menu(each) for each in tree.iter() if each.get("id") == "m" or each.tag == "ul") is menu


# ---- hidden things


def holds(element: str, hidden: Hidden) -> bool:
    return hidden.holds(html.fragment_fromstring(element))


@pytest.mark.parametrize(
    "element",
    [
        "<p hidden>x</p>",
        "<p aria-hidden=true>x</p>",
        "<p style='DISPLAY : NONE'>x</p>",
        "<p style='color:red;visibility:hidden'>x</p>",
    ],
)
def test_an_element_that_says_itself_that_it_is_hidden(element: str) -> None:
    assert holds(element, Hidden(frozenset()))


@pytest.mark.parametrize("tag", ["script", "style", "nav", "footer", "aside", "select", "button", "iframe", "svg"])
def test_tags_that_never_print_are_hidden_even_where_styles_do_not_count(tag: str) -> None:
    assert holds(f"<{tag}>x</{tag}>", Hidden(frozenset(), styles=False))


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        (".ad{display:none}", True),
        ("#x, .ad {color:red; display: none !important}", True),
        (".ad{display:block}", False),
        ("div .ad{display:none}", False),
        (".ad:hover{display:none}", False),
        ("p{display:none}", False),
        (".ad{", False),
    ],
)
def test_the_pages_own_simple_rules_hide_by_class_and_id(rule: str, hidden: bool) -> None:
    tree = root(f"<div><p>{PROSE}</p><p class='big ad'>{PROSE[:9]}</p></div>", f"<style>{rule}</style>")
    assert hidden_in(tree).holds(tree.find(".//p[@class]")) is hidden


def test_a_style_that_would_hide_most_of_the_prose_does_not_count() -> None:
    tree = root(
        f"<p>打开时稍候。</p><div class=js><p>{PROSE}</p><nav>{PROSE}</nav></div>", "<style>.js{display:none}</style>"
    )
    found = hidden_in(tree)
    assert not found.holds(tree.find(".//div"))
    assert found.holds(tree.find(".//nav"))


def test_a_style_sheet_without_end_is_read_in_time() -> None:
    tree = root(f"<p>{PROSE}</p>", "<style>" + ".a{" * 100_000 + "</style>")
    assert not hidden_in(tree).holds(tree.find(".//p"))
