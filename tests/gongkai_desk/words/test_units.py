"""The directory of units, and collective names."""

from datetime import date
from pathlib import Path

import pytest

from gongkai_desk.domain.unit import Alias, StoredUnit, Unit, UnitClass, UnitGroup
from gongkai_desk.words.unit_names import is_collective, is_open
from gongkai_desk.words.units import UnitDirectory, complete_elliptical, read_groups, read_units

USUAL = UnitDirectory.usual()
DISTRICTS = tuple(
    StoredUnit(f"{name}区政府", cls=UnitClass.DISTRICT, order=n, id=n) for n, name in enumerate("东西南", 1)
)
OFFICE = UnitDirectory(
    (
        *DISTRICTS,
        StoredUnit(
            "市市场监督管理局",
            "市市场监管局",
            UnitClass.DEPARTMENT,
            10,
            (Alias("市工商局", True, until=date(2018, 12, 31)), Alias("市质监局", True, until=date(2018, 12, 31))),
            id=10,
        ),
        StoredUnit("市教育局", cls=UnitClass.DEPARTMENT, order=11, id=11),
        StoredUnit("市税务局", cls=UnitClass.VERTICAL, order=12, id=12),
    ),
    (
        UnitGroup("各区政府", True, (UnitClass.DISTRICT,)),
        UnitGroup("市政府各部门", True, (UnitClass.DEPARTMENT,)),
        UnitGroup("相关单位", False),
    ),
)

CLOSED = (
    "区县（市）政府|各区、县（市）政府|市政府各委、办、局|市（县）直各部门|各直属机构|各功能区管委会|各镇（街）|各设区市|各科室|各区政府"
    "|各县（市、区）政府|各区县（市）政府|各县〔区〕政府|各县〔区〕政府、管委会|市政府各部门|各街镇|各县(市、区)人民政府|各市、县（区）人民政府"
    "|省政府各部门|各乡镇人民政府、街道办事处"
)
OPEN = (
    "相关市级部门|市政府相关部门|涉农区县政府|市政府有关部门|市直有关单位|相关区政府|各相关单位|有关行业主管部门"
    "|文件起草单位|行业主管部门"
)


@pytest.mark.parametrize("name", CLOSED.split("|"))
def test_closed_collective_names_are_known_in_every_spelling(name: str) -> None:
    group = USUAL.group(name)
    assert group is not None
    assert group.closed
    assert is_collective(name)


@pytest.mark.parametrize("name", OPEN.split("|"))
def test_open_collective_names_never_expand(name: str) -> None:
    assert is_open(name)
    assert not is_collective(name)
    assert OFFICE.expand(UnitGroup(name, False, (UnitClass.DISTRICT,))) == ()


@pytest.mark.parametrize("name", ["市教委", "市政府办公厅", "市社区建设办", "区政府", "市涉外事务办"])
def test_a_single_unit_is_neither_collective_nor_open(name: str) -> None:
    assert not is_collective(name)
    assert not is_open(name)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("市市场监督管理局", "市市场监督管理局"),
        ("市市场监管局", "市市场监督管理局"),
        ("市工商局", "市市场监督管理局"),
        ("市 教 育 局", "市教育局"),
        ("市教育局〔市语委办〕", "市教育局"),
        ("市语委办〔市教育局〕", "市教育局"),
    ],
)
def test_a_unit_is_found_by_any_of_its_names(asked: str, found: str) -> None:
    unit = OFFICE.find(asked)
    assert unit is not None
    assert unit.name == found


def test_a_name_that_held_on_the_day_goes_first() -> None:
    books = UnitDirectory(
        (
            Unit("市甲局", aliases=(Alias("市数据局", True, until=date(2018, 12, 31)),)),
            Unit("市乙局", aliases=(Alias("市数据局", True, since=date(2019, 1, 1)),)),
        )
    )
    found = [books.find("市数据局", on=day) for day in (date(2017, 1, 1), date(2022, 1, 1))]
    assert [unit and unit.name for unit in found] == ["市甲局", "市乙局"]
    assert books.find("市数据局") is None


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("各县〔区〕政府、管委会", {UnitClass.DISTRICT, UnitClass.ZONE}),
        ("各市、县（区）人民政府", {UnitClass.DISTRICT}),
        ("各旗县（市、区）人民政府", {UnitClass.DISTRICT}),
        ("各街道、镇", {UnitClass.TOWN}),
        ("各科室", {UnitClass.SECTION}),
    ],
)
def test_a_layer_is_told_by_its_levels(name: str, classes: set[UnitClass]) -> None:
    group = USUAL.group(name)
    assert group is not None
    assert set(group.classes) == classes


@pytest.mark.parametrize("name", ["市政府", "区政府", "市、县人民政府", "渝水区政府"])
def test_one_government_is_no_layer(name: str) -> None:
    assert USUAL.group(name) is None


def test_an_unknown_name_is_not_found() -> None:
    assert OFFICE.find("市天文局") is None
    assert OFFICE.group("市天文局") is None


def test_a_class_expands_without_exclusions_and_without_other_classes() -> None:
    group = UnitGroup("各区政府", True, (UnitClass.DISTRICT,), exclusions=(2,))
    assert [unit.name for unit in OFFICE.expand(group)] == ["东区政府", "南区政府"]
    departments = OFFICE.group("市政府各委、办、局")
    assert departments is not None
    assert [unit.id for unit in OFFICE.expand(departments)] == [10, 11]


def test_what_the_print_excludes_is_left_out() -> None:
    group = OFFICE.group("各区政府（不含东区、西区）")
    assert group is not None
    assert [unit.name for unit in OFFICE.expand(group)] == ["南区政府"]
    assert OFFICE.group("各区政府（除云东新城外）") is None


def test_named_members_stand_in_the_order_of_the_directory() -> None:
    assert [unit.id for unit in OFFICE.expand(UnitGroup("领导小组各成员单位", True, members=(12, 3, 11)))] == [
        3,
        11,
        12,
    ]


def test_a_complete_set_is_printed_by_its_collective_name() -> None:
    names = OFFICE.collapse((OFFICE.units[4], *DISTRICTS))
    assert names == ("市教育局", "各区政府")
    assert OFFICE.collapse(DISTRICTS[:2]) == ("东区政府", "西区政府")


def test_units_are_added_or_replaced_by_name() -> None:
    more = OFFICE.with_units([Unit("市教育局", "市教委"), Unit("市天文局")])
    assert len(more.units) == len(OFFICE.units) + 1
    assert more.find("市教委") == Unit("市教育局", "市教委")
    assert OFFICE.find("市教委") is None


COMPLETED = {
    "市发展改革委 商务局 市场监管局": {"商务局": "市商务局", "市场监管局": "市市场监管局"},
    "市委宣传部 网信办 教育局": {"网信办": "市委网信办", "教育局": "市教育局"},
    "市教育局 团市委 妇联 工商联": {"妇联": "市妇联", "工商联": "市工商联"},
    "团市委 教育局": {"教育局": "市教育局"},
    "省教育厅 财政厅": {"财政厅": "省财政厅"},
    "自治区教育厅 财政厅": {"财政厅": "自治区财政厅"},
    "云州市教育局 民政局": {"民政局": "云州市民政局"},
    "市政府办公室 新闻办 统计局": {"新闻办": "市政府新闻办", "统计局": "市统计局"},
    "市城管局 市政市容委 城市管理局": {"市政市容委": "市市政市容委", "城市管理局": "市城市管理局"},
    "市科委 中关村管委会 海关 人民银行 潍坊银监分局 国网云州供电公司": {},
    "市发展改革委 云州日报社 云州广播电视台 云溪融媒体中心": {},
    "市教育局 广播电视台 融媒体中心": {"广播电视台": "市广播电视台", "融媒体中心": "市融媒体中心"},
    "市教育局 渝水区教育局 各区教育局 国家税务局 有关局": {},
    "教育局 市民政局": {},
    "市天文局 观测台": {"观测台": "市观测台"},
    "各乡镇人民政府 街道办事处": {"街道办事处": "各街道办事处"},
    "各县〔区〕政府 管委会": {"管委会": "各管委会"},
    "市政府各部门 直属机构": {"直属机构": "市政府各直属机构"},
    "区县（市）政府": {"区县（市）政府": "各区县（市）政府"},
    "市、区行政复议主管部门": {"市、区行政复议主管部门": "市行政复议主管部门、区行政复议主管部门"},
    "省、市、县三级政府": {},
    "市民政局等部门": {"市民政局等部门": "市民政局"},
    "市教委 商务局等3个部门": {"商务局等3个部门": "市商务局"},
    "市中等职业学校 各高等院校": {},
    "自治州教育局 民政局": {"民政局": "自治州民政局"},
    "双江拉祜族佤族布朗族傣族自治县教育局 民政局": {"民政局": "双江拉祜族佤族布朗族傣族自治县民政局"},
    "盟行署办公室 财政局": {"财政局": "盟财政局"},
    "地区教育局 财政局": {"财政局": "地区财政局"},
    "旗教育局 财政局 各苏木乡镇": {"财政局": "旗财政局"},
    "第八师教育局 财政局": {"财政局": "第八师财政局"},
    "兵团教育局 财政局 各师市": {"财政局": "兵团财政局"},
    "各地（州、市）人民政府 行署": {"行署": "各行署"},
}


@pytest.mark.parametrize("names", COMPLETED, ids=str)
def test_short_forms_take_the_sign_of_the_nearest_full_name(names: str) -> None:
    assert complete_elliptical(names.split(), USUAL) == COMPLETED[names]


def test_the_usual_directory_has_no_name_twice() -> None:
    names = [unit.name for unit in USUAL.units]
    assert len(names) == len(set(names)) > 100
    unclear = [name for name, units in USUAL._names.items() if len({unit.name for unit, _ in units}) > 1]
    assert unclear == []


def test_former_names_have_their_years(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(
        "全称,简称,类别,其他简称,曾用名\n市甲局,,department,甲局；市甲,市乙局 2009—2018；市丙局 —2009\n", "utf-8-sig"
    )
    (unit,) = read_units(file)
    assert unit.aliases == (
        Alias("甲局"),
        Alias("市甲"),
        Alias("市乙局", True, date(2009, 1, 1), date(2018, 12, 31)),
        Alias("市丙局", True, None, date(2009, 12, 31)),
    )


def test_collective_names_come_with_their_classes(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("名称,范围,类别\n各区政府、管委会,closed,district zone\n相关单位,open,\n", "utf-8")
    closed, opened = read_groups(file)
    assert closed == UnitGroup("各区政府、管委会", True, (UnitClass.DISTRICT, UnitClass.ZONE))
    assert not opened.closed


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("各盟行政公署", "各盟行政公署"),
        ("各地、州、市人民政府", UnitClass.DISTRICT),
        ("各自治县（区）", UnitClass.DISTRICT),
        ("各旗县市区人民政府", "各旗县市区政府"),
        ("各师、市", "各师市"),
        ("各团场", "各团场"),
        ("各苏木、乡镇人民政府", UnitClass.TOWN),
    ],
)
def test_layers_of_minority_areas_are_collective(name: str, group: str) -> None:
    found = USUAL.group(name)
    assert found
    assert group in (found.name, *found.classes)


@pytest.mark.parametrize("name", ["州教育局", "自治县公安局", "旗农牧局", "盟行署办公室", "第八师教育局", "師市教育局"])
def test_a_bureau_is_known_at_every_level(name: str) -> None:
    assert USUAL.knows(name)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("各县、区人民政府（管委会）", {UnitClass.DISTRICT, UnitClass.ZONE}),
        ("各縣、特區、區人民政府", {UnitClass.DISTRICT}),
        ("各市、县（区）人民政府", {UnitClass.DISTRICT}),
        ("各镇、街道", {UnitClass.TOWN}),
    ],
)
def test_a_layer_named_by_its_levels_is_one_known_group(name: str, classes: set[UnitClass]) -> None:
    found = USUAL.group(name)
    assert found is not None
    assert set(found.classes) == classes
