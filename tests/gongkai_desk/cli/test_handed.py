"""A superior's 填报表 by ``import`` and ``export fill``, as a clerk of a district types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

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


@pytest.mark.parametrize("bundled", [False, True], ids=["file", "zip"])
def test_one_that_is_collected_is_said_to_be_a_superiors(
    city: City, run: Any, home: Path, tmp_path: Path, *, bundled: bool
) -> None:
    book = given = city.send()
    if bundled:
        given = tmp_path / "材料.zip"
        with ZipFile(given, "w") as package:
            package.write(book, book.name)
    answer = run("collect", given, "--library", home, *IN, "--json", "-")
    (file,) = answer.json["files"]
    assert (answer.code, answer.json["outcome"], answer.json["merged"], answer.json["waiting"]) == (0, "ok_warn", 0, 0)
    assert (file["handed"], file["batch"], file["rows"], file["unplaced"]) == (True, "2026Q2-01", [], [])
    assert "上级下发的填报表" in file["message"]
    assert "导入" in run("collect", given, "--library", home, *IN).out
    assert run("list", "returns", "--plan", 1, "--library", home, "--json", "-").code != 0  # nothing came in
    told = run("import", given, "--library", home, *IN, "--json", "-").json
    assert (told["handed"], told["new"], told["unit"]) == (True, 4, EAST)


def test_all_of_a_folder_are_registered_and_one_without_any_is_refused(
    city: City, run: Any, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "来文"
    folder.mkdir()
    assert run("import", folder, "--library", home, *IN).code == 3
    for period in ("2026Q2", "2026Q3"):
        book = city.send(period=period)
        book.rename(folder / book.name)
    told = run("import", folder, "--library", home, *IN, "--json", "-").json
    assert [(each["batch"], each["new"], each["known"]) for each in told["books"]] == [
        ("2026Q2-01", 4, 0),
        ("2026Q3-01", 0, 4),
    ]
