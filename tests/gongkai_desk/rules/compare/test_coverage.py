"""承接: what of the superior's plan is taken up, and by what."""

from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.rules.compare.survey import coverage, suggestions


def test_gaps_and_tasks_without_basis_are_told():
    found = coverage([1, 2, 3, 4], [11, 12, 13], [(12, 1), (11, 1), (12, 3)], set_aside=[4, 3])
    assert found.taken == {1: (11, 12), 3: (12,)}
    assert (found.gaps, found.set_aside, found.without_basis) == ((2,), (4,), (13,))


def test_a_basis_in_another_plan_is_a_basis():
    found = coverage([1], [11], [(11, 99)])
    assert (found.gaps, found.without_basis) == ((1,), ())


def test_texts_suggest_links():
    superior = [
        StoredTask("集中公开现行有效行政规范性文件，标注有效期", title="清理规范性文件", id=1, plan_id=1),
        StoredTask("开展“政府开放月”，邀请市民代表走进城市运行一线", title="办好开放活动", id=2, plan_id=1),
        StoredTask("公布二级以上医院门诊安排和收费项目", title="卫生健康信息", id=3, plan_id=1),
    ]
    own = [
        StoredTask("开展“政府开放月”，邀请居民代表走进城市运行一线", title="办好开放活动", id=12, plan_id=1),
        StoredTask("集中公开本区现行有效行政规范性文件，标注有效期", title="清理规范性文件", id=11, plan_id=1),
        StoredTask("加强机关食堂管理", title="后勤保障", id=13, plan_id=1),
    ]
    assert {(each.own, each.superior) for each in suggestions(superior, own)} == {(11, 1), (12, 2)}
