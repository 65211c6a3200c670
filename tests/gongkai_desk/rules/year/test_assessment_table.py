"""Schemes and points in tables as offices keep them."""

from decimal import Decimal

import pytest

from gongkai_desk.domain.year.assessment import AssessedFact
from gongkai_desk.rules.year.assessment_table import points_of, rules_of, scheme_of

TABLE = (
    ("2026年度政务公开考核指标", None, None, None, None),
    ("一级指标", "分值", "二级指标", "分值", "评分标准"),
    ("一、要点落实", "60", "任务进展报送", "20", "按期报送进展。每迟报一次扣0.5分，每漏报一次扣1分，扣完为止。"),
    (None, None, "销号质量", "20", "申请销号被退回整改的，每次扣1分，最多扣10分；没有佐证材料的每项扣2分"),
    (None, None, "抽查核实", "20", "抽查不属实的每项扣5分"),
    ("二、第三方评估", "40", "", "", "由第三方机构评分"),
    ("合计", "100", None, None, None),
)


def test_a_table_in_two_levels_becomes_items_with_weights():
    found = scheme_of(TABLE)
    assert [(each.name, each.points, len(each.children)) for each in found] == [
        ("要点落实", Decimal(60), 3),
        ("第三方评估", Decimal(40), 0),
    ]
    assert [each.points for each in found[0].children] == [Decimal(20)] * 3
    assert found[1].outside


def test_standards_become_rules_with_their_facts_and_caps():
    reports, closing, checks = scheme_of(TABLE)[0].children
    assert [(rule.fact, rule.points) for rule in reports.rules] == [
        (AssessedFact.LATE, Decimal("-0.5")),
        (AssessedFact.NOT_REPORTED, Decimal(-1)),
    ]
    assert [(rule.fact, rule.points, rule.cap) for rule in closing.rules] == [
        (AssessedFact.RETURNED, Decimal(-1), Decimal(10)),
        (AssessedFact.NO_EVIDENCE, Decimal(-2), None),
    ]
    assert [rule.fact for rule in checks.rules] == [AssessedFact.CHECK_FAILED]
    assert reports.standard.startswith("按期报送进展")


def test_weights_may_stand_in_the_names():
    found = scheme_of(
        (("考核项目", "考核内容", "分值"), ("主动公开（40分）", "政策文件", "25"), ("", "重点领域", "15"))
    )
    assert [(each.name, each.points) for each in found] == [("主动公开", Decimal(40))]


def test_a_table_of_one_level_is_read():
    found = scheme_of(
        (("序号", "指标", "分值", "评分标准"), ("1", "制度建设", "10", "缺一项扣1分"), ("2", "培训", "5", ""))
    )
    assert [(each.name, each.points, each.rules != ()) for each in found] == [
        ("制度建设", Decimal(10), True),
        ("培训", Decimal(5), False),
    ]


def test_a_table_without_indicators_is_no_scheme():
    assert scheme_of((("序号", "任务名称", "责任单位"), ("1", "公开清单", "市教育局"))) == ()


@pytest.mark.parametrize(
    ("text", "fact", "points"),
    [
        ("未按时报送的，每次扣0.5分", AssessedFact.LATE, "-0.5"),
        ("每季度进展迟报扣1分", AssessedFact.LATE_ONCE, "-1"),
        ("应报未报的，每项扣2分", AssessedFact.NOT_REPORTED, "-2"),
        ("逾期未完成的每项扣3分", AssessedFact.OVERDUE, "-3"),
        ("创新开展政策解读的，加1分", AssessedFact.HAND, "1"),
    ],
)
def test_words_of_a_standard_name_the_fact(text, fact, points):
    assert [(rule.fact, rule.points) for rule in rules_of(text)] == [(fact, Decimal(points))]


def test_points_of_a_table_are_read_by_unit():
    found = points_of(
        (("序号", "单位名称", "得分", "名次"), ("1", "市教育局", "28.5", "1"), ("2", "市民政局", "27分", "2"))
    )
    assert found.heads == ("得分",)
    assert [(line.name, line.points) for line in found.lines] == [
        ("市教育局", (Decimal("28.5"),)),
        ("市民政局", (Decimal(27),)),
    ]


def test_what_is_no_number_is_said_and_two_bare_columns_do():
    found = points_of((("市教育局", "28.5"), ("市民政局", "缺考")))
    assert [line.points for line in found.lines] == [(Decimal("28.5"),), (None,)]
    assert found.unread == ("市民政局：缺考",)
