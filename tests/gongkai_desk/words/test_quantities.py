import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import inner_deadlines
from gongkai_desk.words.normal import clean
from gongkai_desk.words.quantities import lacks_period, quotas, recurrences, time_limits
from gongkai_desk.workdays import Workdays
from tests.steps import steps

CONTEXT = TimeContext(2022, NO_DATES, Workdays.usual())

RECURRENCES = [
    ("每周至少更新1次", [("week", 1)]),
    ("按月公开信息，按季度公开情况", [("month", 1), ("quarter", 1)]),
    ("按月、按季度公开", [("month", 1), ("quarter", 1)]),
    ("每半年公布一次", [("half_year", 1)]),
    ("原则上每季度举办发布会不少于2次", [("quarter", 2)]),
    ("每年召开会议不得少于三场", [("year", 3)]),
    ("每月报送不少于4篇", [("month", 4)]),
    ("每月发布信息4条以上", [("month", 4)]),
    ("频次不低于每月一次", [("month", 1)]),
    ("每月5日前报送", [("month", 1)]),
    ("每季度末月20日前报送", [("quarter", 1)]),
    ("每6个月评估", [("half_year", 1)]),
    ("一季度一次", [("quarter", 1)]),
    ("每个工作日更新", [("day", 1)]),
    ("按年度公开结果", [("year", 1)]),
    ("每年度评估结果", [("year", 1)]),
    ("半年至少研究1次", [("half_year", 1)]),
    ("每年组织1—2次培训", [("year", 1)]),
    ("上半年至少1次", []),
    ("每两个月一次", []),
    ("按年度计划推进", []),
    ("一季度召开会议", []),
    ("每年级", []),
    ("逐年提高", []),
    ("年度报告", []),
    ("定期公布", []),
    ("按日程推进", []),
    ("《每月一讲》方案", []),
]


@pytest.mark.parametrize(("text", "wanted"), RECURRENCES, ids=[r[0] for r in RECURRENCES])
def test_recurrences(text, wanted):
    assert [(r.every, r.times) for r in recurrences(text)] == wanted


def test_recurrence_text_is_the_printed_phrase():
    assert [r.text for r in recurrences("由单位按月公开进度；推送频次不低于每月一次")] == [
        "按月公开进度",
        "频次不低于每月一次",
    ]


QUOTAS = [
    ("建成绿道80公里、口袋公园15座", [("=", 80, "公里"), ("=", 15, "座")]),
    ("年内至少选择1个文件", [(">=", 1, "个")]),
    ("至少听取一次汇报", [(">=", 1, "次")]),
    ("开展推送不少于2次", [(">=", 2, "次")]),
    ("召开发布会不得少于3场", [(">=", 3, "场")]),
    ("支持率超过90%", [(">=", 90, "%")]),
    ("力争达到95%以上", [(">=", 95, "%")]),
    ("比例提高到98%", [(">=", 98, "%")]),
    ("比例达到百分之九十", [(">=", 90, "%")]),
    ("投诉下降10%", [("=", 10, "%")]),
    ("投诉较上年下降10%以上", [(">=", 10, "%")]),
    ("差错率不超过3%", [("<=", 3, "%")]),
    ("差错率控制在2%以内", [("<=", 2, "%")]),
    ("差错率低于1%", [("<=", 1, "%")]),
    ("答复率100%", [("=", 100, "%")]),
    ("建成200公里绿道、新增6000个泊位", [("=", 200, "公里"), ("=", 6000, "个")]),
    ("举办3场以上发布会", [(">=", 3, "场")]),
    ("举办新闻发布会3场", [("=", 3, "场")]),
    ("完成投资1.5亿元", [("=", 1.5, "亿元")]),
    ("确定2至3个试点单位", [(">=", 2, "个")]),
    ("配备２ 名以上人员", [(">=", 2, "名")]),
    ("按季度公开新增5个项目的进展", [("=", 5, "个")]),
    ("每年培训不少于2次，参训率达到90%", [(">=", 90, "%")]),
    ("打造5个示范区、50个示范点", [("=", 5, "个"), ("=", 50, "个")]),
    ("制定出台3个配套文件", [("=", 3, "个")]),
    ("减少证明事项20项", [("=", 20, "项")]),
    ("不得低于总数的30%", [(">=", 30, "%")]),
    ("每周不少于3条，全年不少于150条", [(">=", 150, "条")]),
    ("每年出席不少于4次，其他人不少于2次", []),
    ("栏目每2周至少更新1次", []),
    ("涉及12个部门、35项任务", []),
    ("做好10件民生实事公开", []),
    ("参照26个试点领域标准", []),
    ("围绕五个百亿产业", []),
    ("打造10个百亿产业", []),
    ("用好12345热线", []),
    ("“十四五”规划", []),
    ("IPv6改造", []),
    ("国办函〔2021〕132号", []),
    ("2022年工作要点", []),
    ("全市16个区", []),
    ("建立一套机制", []),
    ("达到一个新高度", []),
    ("确定一位负责同志", []),
    ("只提交一次材料", []),
    ("至少包括发布机构、时间", []),
    ("已建成20个专区", []),
    ("去年举办5场", []),
    ("排名前10名", []),
    ("不超过5个工作日", []),
    ("征求意见不少于30日", []),
    ("每季度举办不少于2次", []),
    ("每年选取3个单位", []),
    ("实现全覆盖", []),
    ("一件事一次办", []),
]


@pytest.mark.parametrize(("text", "wanted"), QUOTAS, ids=[q[0] for q in QUOTAS])
def test_quotas(text, wanted):
    assert [(q.op, float(q.value), q.unit) for q in quotas(text)] == wanted


def test_more_than_is_strict():
    assert [q.strict for q in quotas("支持率超过90%，答复率达到90%")] == [True, False]


def test_what_is_counted():
    assert quotas("建成200公里绿道")[0].what == "绿道"
    assert quotas("年内开展精准推送不少于2次")[0].what == "开展精准推送"
    assert quotas("改造老旧小区120个")[0].what == "老旧小区"


LIMITS = [
    ("收到申请之日起20个工作日内答复", [(20, True, 0, "收到申请之日起")]),
    ("在文件出台后的10个工作日内公开", [(10, True, 0, "文件出台后")]),
    ("重大事件发生后，应在24小时内发布", [(1, False, 24, "重大事件发生后")]),
    ("5小时内报告", [(1, False, 5, "")]),
    ("留言答复不超过5个工作日", [(5, True, 0, "")]),
    ("简单问题1个工作日完成答复", [(1, True, 0, "")]),
    ("时间压缩到3个工作日以内", [(3, True, 0, "")]),
    ("三个工作日内答复", [(3, True, 0, "")]),
    ("15日内反馈", [(15, False, 0, "")]),
    ("一周内反馈", [(7, False, 0, "")]),
    ("2个月内整改", [(60, False, 0, "")]),
    ("8月内完成", []),
    ("8月30日内", []),
    ("7×24小时服务", []),
    ("24小时全网覆盖", []),
    ("近30日内的数据", []),
    ("征求意见不少于30日", []),
    ("在规定时限内", []),
    ("年内", []),
    ("国内外", []),
]


@pytest.mark.parametrize(("text", "wanted"), LIMITS, ids=[t[0] for t in LIMITS])
def test_time_limits(text, wanted):
    assert [(t.days, t.working, t.hours, t.after) for t in time_limits(text)] == wanted


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("定期公布", True),
        ("定期通报，每季度评估", True),
        ("定期（每季度）通报", False),
        ("每月定期更新", False),
        ("法定期限内答复", False),
        ("不定期抽查", False),
        ("固定期限", False),
    ],
)
def test_lacks_period(text, lacks):
    assert lacks_period(text) is lacks


WORDS = [
    "不少于",
    "至少",
    "达到",
    "以上",
    "工作日",
    "内",
    "小时",
    "举办",
    "建成",
    "百分之",
    "之日起",
    "后",
    "定期",
    "季度",
]
SOUP = st.lists(
    st.sampled_from([*"0123456789一两十百.每按月季年周日个次场%，。、（）《》“”〔", *WORDS]), max_size=16
).map("".join)


@given(st.one_of(st.text(max_size=60), SOUP))
def test_never_raises_and_every_phrase_is_printed(text):
    printed = clean(text)
    lacks_period(text)
    for found in (*recurrences(text), *quotas(text), *time_limits(text)):
        assert found.text
        assert found.text in printed


@given(
    st.integers(1, 9999), st.sampled_from(["次", "场", "个", "名", "%"]), st.sampled_from(["不少于", "不低于", "达到"])
)
def test_every_rendered_quota_reads_back(n, unit, op):
    (found,) = quotas(f"开放数据{op}{n}{unit}")
    assert (found.op, int(found.value), found.unit) == (">=", n, unit)


ENDLESS = ["一", "3、", "每月", "20个工作日内", "起3日内", "不少于2次、", "百分之", "（", "至3月"]


@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("read", [recurrences, quotas, time_limits, lambda text: inner_deadlines(text, CONTEXT)])
def test_hostile_text_costs_its_length(read, piece):
    few, many = steps(lambda: read(piece * 300)), steps(lambda: read(piece * 3_000))
    assert many < 12 * max(few, 100)


def test_long_text_is_read_in_time_that_grows_with_its_length():
    assert len(quotas("各单位组织培训不少于2次；" * 2000)) == 2000
