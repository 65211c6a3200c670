"""A superior's 填报表 by ``import`` and ``export fill``, as a clerk of a district types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.handed_books import EAST, WEST, City, a_city

IN = ("--today", "2026-06-16")


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with a_city(tmp_path) as made:
        yield made


def test_a_book_goes_in_and_comes_back(city: City, run: Any, home: Path, tmp_path: Path) -> None:
    book, back = city.send(), tmp_path / "回.xlsx"
    told = run("import", book, "--library", home, *IN, "--json", "-").json
    assert (told["outcome"], told["handed"], told["batch"], told["unit"]) == ("ok", True, "2026Q2-01", EAST)
    assert (told["tasks"], told["new"], told["known"], told["closing"]) == (4, 4, 0, "2026-06-25")
    assert run("progress", 2, "--text", "东城已修订指南", "--library", home, *IN).code == 0
    answer = run("export", "fill", book, "--plan", told["plan"], "--library", home, back, *IN, "--json", "-")
    assert (answer.code, answer.json["mode"], answer.json["rows"], answer.json["unplaced"]) == (0, "printed", 4, [])
    assert "2026Q2" in answer.err
    assert city.collect(back)[1:] == (1, 0)
    assert city.told() == {(EAST, "公开指南"): "东城已修订指南"}


def test_what_is_wrong_is_said_in_one_sentence(city: City, run: Any, home: Path, tmp_path: Path) -> None:
    book, known, shared = city.send(), city.send(WEST), city.send(shared=True)
    city.library.close()
    here, there = ("--library", home, *IN), ("--library", city.library.folder, *IN)
    asked = run("export", "unit-sheets", "--opinions", "--plan", 1, *there, tmp_path / "征求", "--json", "-")
    opinions = asked.json["files"][0]["file"]
    assert run("import", known, *here).code == 0
    for words, code, said in (
        (("import", known, *here), 3, "不用再登记"),
        (("import", shared, *here, "--unit", "没有这个区"), 4, "通用填报表"),
        (("export", "fill", shared, "--plan", 1, *here, tmp_path / "回.xlsx"), 4, "通用填报表"),
        (("import", book, *there), 3, "回收汇总"),
        (("parse", book), 3, "登记为上级任务"),
        (("import", opinions, *here), 3, "直接在表中填写意见"),
    ):
        answer = run(*words)
        assert (answer.code, answer.out) == (code, "")
        assert said in answer.err
        assert answer.err.count("\n") == 1


def test_a_shared_book_bears_the_unit_in_its_cell(city: City, run: Any, home: Path, tmp_path: Path) -> None:
    shared, back = city.send(shared=True), tmp_path / "回.xlsx"
    plan = run("import", shared, "--library", home, *IN, "--unit", WEST, "--json", "-").json["plan"]
    run("progress", 1, "--text", "西城已公开", "--library", home, *IN)
    assert run("export", "fill", shared, "--plan", plan, "--library", home, back, *IN).code == 0
    cells = [cell.value for row in openpyxl.load_workbook(back)["填报表"].iter_rows(max_row=2) for cell in row]
    assert WEST in cells
    assert city.collect(back)[1:] == (1, 0)
    assert set(city.told()) == {(WEST, "政策文件")}
