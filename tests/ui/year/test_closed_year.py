"""A year that was archived says so in the tree, until it is opened again."""

from __future__ import annotations

from gongkai_desk.services.year.closing_years import close_year, reopen_year


def years(window) -> list[str]:
    model = window.tree.model
    return [str(index.data()) for index in model.years()]


def test_the_tree_says_which_year_is_archived(window):
    window.settle()
    desk = window.desk
    year = desk.shelf.plans()[0].year
    before = years(window)
    assert before[0] == f"{year}年"
    desk.do(close_year, year)
    assert years(window) == [f"{year}年（已归档）", *before[1:]]
    desk.do(reopen_year, year, "更正一处")
    assert years(window) == before
    desk.do(close_year, year)
    window.menus["undo"].trigger()
    assert years(window) == before
