from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai_desk.domain.ids import By
from gongkai_desk.domain.unit import Alias, Unit, UnitClass
from gongkai_desk.errors import NoTasks
from gongkai_desk.review.entering import former_text, others_text, read_aliases
from gongkai_desk.services.unit_lists import enter_units, read_class, read_units_file
from gongkai_desk.store import units
from gongkai_desk.store.library import Library

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("市环保局 2009—2018", Alias("市环保局", True, date(2009, 1, 1), date(2018, 12, 31))),
        ("市环保局（2009-2018年）", Alias("市环保局", True, date(2009, 1, 1), date(2018, 12, 31))),
        ("市物价局 —2018", Alias("市物价局", True, None, date(2018, 12, 31))),
        ("市物价局", Alias("市物价局", True)),
    ],
    ids=["both years", "in brackets", "only until", "no years"],
)
def test_former_names_bear_their_years(text: str, alias: Alias) -> None:
    assert read_aliases("", text) == (alias,)


def test_other_names_read_back_as_they_are_written() -> None:
    names = read_aliases("市教委；教育局", "市环保局 2009—2018；市物价局 —2018")
    unit = Unit("市教育局", aliases=names)
    assert read_aliases(others_text(unit), former_text(unit)) == names


def book(path: Path, *rows: tuple[str, ...]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_units_are_read_from_a_workbook_whatever_the_order_of_its_columns(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("单位通讯录",),
        ("序号", "联系电话", "单位名称", "类别", "联络员"),
        ("1", "6001", "市教育局", "政府部门", "李敏"),
        ("2", "", "东区政府", "区县政府", ""),
    )
    first, second = read_units_file(path).units
    assert (first.name, first.phone, first.contact) == ("市教育局", "6001", "李敏")
    assert second.cls is UnitClass.DISTRICT


@pytest.mark.parametrize(
    ("word", "cls"),
    [
        ("区政府", UnitClass.DISTRICT),
        ("市级部门", UnitClass.DEPARTMENT),
        ("街道办事处", UnitClass.TOWN),
        ("区县政府", UnitClass.DISTRICT),
        ("甲类", None),
    ],
)
def test_a_class_is_read_as_offices_write_it(word: str, cls: UnitClass | None) -> None:
    assert read_class(word) is cls


def test_a_class_that_is_not_known_is_listed_and_the_name_decides(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("单位名称", "类别"), ("黄浦区政府", "甲类"), ("市教育局", "市级部门"))
    found = read_units_file(path)
    assert [unit.cls for unit in found.units] == [UnitClass.DISTRICT, UnitClass.DEPARTMENT]
    assert found.unread == (("黄浦区政府", "甲类"),)


def test_a_workbook_without_units_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTasks):
        read_units_file(book(tmp_path / "a.xlsx", ("任务", "时限"), ("甲", "乙")))


def test_a_known_unit_gets_only_what_the_list_says(tmp_path: Path) -> None:
    with Library.create(tmp_path / "a.gkdesk", "a", day=DAY) as library:
        enter_units(library, By("", DAY), [Unit("市教育局", "市教局", UnitClass.DEPARTMENT, contact="李敏")])
        listed = [Unit("市教局", phone="6001"), Unit("市民政局")]
        enter_units(library, By("", DAY), listed)
        known = units.units(library)
    assert [(unit.name, unit.contact, unit.phone) for unit in known] == [
        ("市教育局", "李敏", "6001"),
        ("市民政局", "", ""),
    ]
