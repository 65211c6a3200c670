"""Where one name of a list ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.unit_names import is_glued, is_unit_like, open_end, split_units

LISTS = {
    "市教委、各区、县（市）政府": ["市教委", "各区、县（市）政府"],
    "市教委，市民政局；市财政局": ["市教委", "市民政局", "市财政局"],
    "市政府各委、办、局、市教委": ["市政府各委、办、局", "市教委"],
    "市、区行政复议主管部门": ["市、区行政复议主管部门"],
    "各县（市、区）政府、各镇（街）": ["各县（市、区）政府", "各镇（街）"],
    "各县〔区〕政府、管委会": ["各县〔区〕政府", "管委会"],
    "各区、市政府各部门": ["各区", "市政府各部门"],
    "各市、县(区)人民政府,省有关部门": ["各市、县(区)人民政府", "省有关部门"],
    "市委、市政府各部门": ["市委、市政府各部门"],
    "市委、市政府办公室": ["市委", "市政府办公室"],
    "各乡镇人民政府、街道办事处": ["各乡镇人民政府", "街道办事处"],
    "各乡镇、街道、市直各单位": ["各乡镇、街道", "市直各单位"],
    "市府办〔市大数据局〕、市教委": ["市府办〔市大数据局〕", "市教委"],
    "市教委 市民政局\n各区政府": ["市教委", "市民政局", "各区政府"],
    "市人力资源社会保\n障局\n市教委": ["市人力资源社会保障局", "市教委"],
    "市住房城乡建设委\n员会": ["市住房城乡建设委员会"],
    "各区 政 府、市政府 办公厅": ["各区政府", "市政府办公厅"],
    "市人力资源和社会保障 保障局": ["市人力资源和社会保障局"],
    "各区政府和市政府有关部门": ["各区政府", "市政府有关部门"],
    "市财政局及相关单位": ["市财政局", "相关单位"],
    "市财政局及其所属单位": ["市财政局及其所属单位"],
    "市文化和旅游局、市住房和城乡建设局": ["市文化和旅游局", "市住房和城乡建设局"],
    "市有关部门和单位": ["市有关部门和单位"],
    "市教委（市委教育工委、民政局": ["市教委（市委教育工委", "民政局"],
    "市教育、民政、卫生健康部门、市政府各部门": ["市教育、民政、卫生健康部门", "市政府各部门"],
    "发改、财政、审计等部门": ["发改、财政、审计等部门"],
    "市教委、审计部门": ["市教委", "审计部门"],
    "各地、州、市人民政府，自治区教育厅": ["各地、州、市人民政府", "自治区教育厅"],
    "各苏木、乡镇人民政府、旗教育局": ["各苏木、乡镇人民政府", "旗教育局"],
    "各师、市、兵团教育局": ["各师、市", "兵团教育局"],
    "第八师石河子市、第一四二团、各团场": ["第八师石河子市", "第一四二团", "各团场"],
    "各旗县（市、区）人民政府和盟直各部门": ["各旗县（市、区）人民政府", "盟直各部门"],
    "地区行署办公室 各县人民政府": ["地区行署办公室", "各县人民政府"],
    "延边朝鲜族自治州人民政府及相关单位": ["延边朝鲜族自治州人民政府", "相关单位"],
    "各镇人民政府〈含甲区、乙区〉、市教委": ["各镇人民政府〈含甲区、乙区〉", "市教委"],
    "": [],
    "、，；": [],
}


@pytest.mark.parametrize("text", LISTS, ids=repr)
def test_a_list_is_cut_between_names_only(text: str) -> None:
    assert list(split_units(text)) == LISTS[text]


@given(st.text(alphabet="市区县各委办局教育政府部门、，；（）〔〕和及等", max_size=40))
def test_only_stops_and_conjunctions_stand_between_names(text: str) -> None:
    place = 0
    for name in split_units(text):
        found = text.index(name, place)
        assert set(text[place:found]) <= set("、，；和及")
        place = found + len(name)
    assert set(text[place:]) <= set("、，；")


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("市民政局等部门", "市民政局"),
        ("市民政局等", "市民政局"),
        ("市民政局等5个部门", "市民政局"),
        ("市国土局等公共资源交易监管部门", "市国土局"),
        ("各区政府等有关单位", "各区政府"),
        ("发改、财政等部门", "发改、财政"),
        ("市中等职业学校", None),
        ("市高等法院", None),
        ("市民政局", None),
    ],
)
def test_an_open_end_follows_a_whole_name(name: str, before: str | None) -> None:
    assert open_end(name) == before


@pytest.mark.parametrize("text", ["市教委", "各区县（市）政府", "海关", "市残联", "各地", "市12345热线中心"])
def test_names_of_units(text: str) -> None:
    assert is_unit_like(text)


@pytest.mark.parametrize("text", ["市文化", "切实做好", "《条例》起草部门", "132", "部", "确保“放管服”部门"])
def test_texts_that_name_no_unit(text: str) -> None:
    assert not is_unit_like(text)


@pytest.mark.parametrize("name", ["市财政局市发改委", "县水利局县应急局", "区城管局区市政中心"])
def test_names_without_a_stop_between_are_glued(name):
    assert is_glued(name)


@pytest.mark.parametrize(
    "name", ["市市场监管局", "市公安局市中分局", "市委市直机关工委", "县委县政府督查室", "市中心医院", "市政府办公室"]
)
def test_names_that_only_look_glued(name):
    assert not is_glued(name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市文旅局/市住建局/鼓楼区", ("市文旅局", "市住建局", "鼓楼区")),
        ("镇农办/各村", ("镇农办", "各村")),
        ("市教育局/海关", ("市教育局", "海关")),
    ],
)
def test_a_slash_parts_whole_names(text, names):
    assert split_units(text) == names
