"""Numbered paragraphs become a tree, and a node's text one flow."""

from __future__ import annotations

from gongkai_desk.domain.plan import TextPlace
from gongkai_desk.parsing.blocks.model import Paragraph, Piece
from gongkai_desk.parsing.prose.clauses import ClauseFinder
from gongkai_desk.parsing.prose.tree import Flow, Node, is_item, items_of, number_of, tree_of
from gongkai_desk.words.units import UnitDirectory

FINDER = ClauseFinder(UnitDirectory.usual())


def tree(text: str) -> Node:
    return tree_of([Paragraph(line) for line in text.split("\n")])


def shape(node: Node) -> list[object]:
    """Return the numbers below a node, nested."""
    return [[child.number.bare if child.number else "", *shape(child)] for child in node.children]


def test_numbers_nest_by_custom() -> None:
    root = tree("一、推进\n（一）规范\n1.公开\n2.解读\n（二）平台\n二、保障\n1.培训")
    assert shape(root) == [["一", ["(一)", ["1"], ["2"]], ["(二)"]], ["二", ["1"]]]


def test_text_without_number_belongs_to_the_node_above_it() -> None:
    (node,) = tree("一、推进公开\n说明文字").children
    assert [paragraph.text for paragraph, _ in node.texts] == ["一、推进公开", "说明文字"]
    assert node.first == "推进公开"


def test_a_heading_of_a_style_nests_by_its_level_and_adds_nothing_to_the_path() -> None:
    root = tree_of([Paragraph("推进公开", heading=1), Paragraph("1.公开文件")])
    (heading,) = root.children
    assert (heading.path, heading.children[0].path) == ((), ("1",))


def test_a_head_whose_number_lost_its_stop_is_told_by_the_decimal_below() -> None:
    assert shape(tree("1深化公开\n1.1公开预算\n1.2公开决算")) == [["1", ["1.1"], ["1.2"]]]
    assert shape(tree("1深化公开\n公开预算")) == []


def test_an_item_holds_points_that_one_clause_closes_and_a_section_items_with_their_own() -> None:
    points = tree("1.公开\n（1）文件；\n（2）目录。（市司法局）").children[0]
    items = tree("1.公开\n1.1 文件。（市教育局）\n1.2 目录。（市司法局）").children[0]
    assert (is_item(points, FINDER), is_item(items, FINDER)) == (True, False)
    assert [item.path for item in items_of(items, FINDER)] == [("1", "1.1"), ("1", "1.2")]


def test_a_number_has_to_stand_at_the_head() -> None:
    assert number_of("公开1.文件") is None


def test_a_flow_leads_back_to_the_paragraphs_it_was_made_of() -> None:
    first = Paragraph("公开文件", (Piece("公开文件", (TextPlace(0, 4),)),))
    second = Paragraph("更新目录", (Piece("更新目录", (TextPlace(10, 14),)),))
    flow = Flow([(first, 2), (second, 0)])
    assert flow.text == "文件\n更新目录"
    assert flow.places(0, 5) == (TextPlace(2, 4), TextPlace(10, 12))
    assert flow.places(3, 5) == (TextPlace(10, 12),)
