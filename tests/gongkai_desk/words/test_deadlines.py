from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.plan import PlanDates
from gongkai_desk.domain.time import NO_DEADLINE, DeadlineKind, TimeRemark
from gongkai_desk.words.dates import NO_DATES, TimeContext
from gongkai_desk.words.deadlines import inner_deadlines, prose_deadline, read_deadline
from gongkai_desk.words.normal import squash
from gongkai_desk.words.whole_dates import read_date
from gongkai_desk.workdays import Workdays

ISSUED = date(2022, 2, 23)
USUAL = Workdays.usual()
CONTEXT = TimeContext(
    2022, PlanDates(imprint=ISSUED, published=date(2022, 2, 25), received=date(2022, 3, 1)), USUAL, above="9月底前"
)


def d(text):
    return date.fromisoformat(text) if text else None


# phrase · kind · last day on time
PHRASES = """
2月20日 | date | 2022-02-20
3月31日前 | date | 2022-03-31
10月15日之前 | date | 2022-10-15
十月十五号前 | date | 2022-10-15
2022-06-30前 | date | 2022-06-30
2022.6.30 | date | 2022-06-30
5月上旬 | date | 2022-05-10
11月上中旬 | date | 2022-11-20
2022.06 | month | 2022-06-30
5月中旬前 | date | 2022-05-20
2月下旬 | date | 2022-02-28
6月1日至10日 | date | 2022-06-10
9月底前 | month_end | 2022-09-30
６ 月 底 | month_end | 2022-06-30
8月末 | month_end | 2022-08-31
十月底前 | month_end | 2022-10-31
二〇二二年六月底 | month_end | 2022-06-30
2022年12月底 | month_end | 2022-12-31
2024年2月底前 | month_end | 2024-02-29
明年1月底前 | month_end | 2023-01-31
8月 | month | 2022-08-31
元月底前 | month_end | 2022-01-31
8月份 | month | 2022-08-31
2022年12月 | month | 2022-12-31
每年8月 | month | 2022-08-31
3—11月 | month | 2022-11-30
11月至次年2月 | month | 2023-02-28
11月—2月 | month | 2023-02-28
一季度 | quarter | 2022-03-31
三季度末 | quarter | 2022-09-30
第四季度内 | quarter | 2022-12-31
次年一季度 | quarter | 2023-03-31
一至三季度 | quarter | 2022-09-30
上半年 | half_year | 2022-06-30
年中 | half_year | 2022-06-30
下半年 | half_year | 2022-12-31
年底前 | year_end | 2022-12-31
今年底 | year_end | 2022-12-31
到2023年底 | year_end | 2023-12-31
年内 | year_end | 2022-12-31
年度内 | year_end | 2022-12-31
2022年 | year_end | 2022-12-31
2022年内 | year_end | 2022-12-31
本年度 | year_end | 2022-12-31
全年 | year_round |
全年推进 | year_round |
2022年全年 | year_round |
贯穿全年 | year_round |
长期坚持 | long_term |
持续推进 | long_term |
常态化 | long_term |
日常 | long_term |
即日起 | long_term |
即日起至12月底 | month_end | 2022-12-31
2022年5月底，长期坚持 | date_then_long_term | 2022-05-31
6月30日前，并长期坚持 | date_then_long_term | 2022-06-30
12月20日前（长期） | date_then_long_term | 2022-12-20
长期坚持，12月底前取得成果 | date_then_long_term | 2022-12-31
12月底前持续推进 | month_end | 2022-12-31
本文印发30日内 | relative | 2022-03-25
印发之日起30日内 | relative | 2022-03-25
自本通知印发之日起2个月内 | relative | 2022-04-23
要点印发后半个月内 | relative | 2022-03-10
《要点》印发后一周内 | relative | 2022-03-02
印发后1个月 | relative | 2022-03-23
发布后20个工作日内 | relative | 2022-03-25
收到本通知后15日内 | relative | 2022-03-16
2024—2026年 | year_range | 2026-12-31
到2025年 | year_range | 2025-12-31
“十五五”期间 | year_range | 2030-12-31
十四五末 | year_range | 2025-12-31
国庆节前 | date | 2022-09-30
6月底、12月底 | month_end | 2022-12-31
6、9、12月底 | month_end | 2022-12-31
一、三季度 | quarter | 2022-09-30
12月底前，其中6月底前完成初稿 | month_end | 2022-12-31
6月底前启动，12月底前完成 | month_end | 2022-12-31
同上 | month_end | 2022-09-30
〃 | month_end | 2022-09-30
— | |
/ | |
按法定时限 | |
按上级要求 | |
两会前 | |
汛期前 | |
及时 | |
定期 | |
尽快 | |
每月5日前 | |
每季度末月20日前 | |
每半年 | |
2月30日 | |
2022年5季度 | |
2月29日前 | |
13月底 | |
文件公开后3个工作日内 | |
收到申请之日起20个工作日内 | |
国办函〔2021〕132号 | |
《2023年6月底工作方案》 | |
""".strip().splitlines()
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in PHRASES]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_phrase(row):
    phrase, kind, due = (*row, "")[:3]
    found = read_deadline(phrase, CONTEXT)
    assert (found.kind, found.due) == (kind or None, d(due))
    assert found.text == squash(phrase)


def test_counting_starts_on_the_next_day_and_skips_days_off():
    context = TimeContext(2023, PlanDates(imprint=date(2023, 8, 7)), USUAL)
    assert read_deadline("本工作要点发布后20个工作日内", context).due == date(2023, 9, 4)


def test_months_without_such_a_day_end_on_their_last():
    context = TimeContext(2026, PlanDates(imprint=date(2025, 12, 31)), USUAL)
    assert read_deadline("印发后2个月内", context).due == date(2026, 2, 28)


def test_given_working_days_are_used_and_a_year_without_notice_is_remarked():
    context = TimeContext(2035, PlanDates(imprint=date(2035, 1, 1)), Workdays({date(2035, 1, 2): False}))
    found = read_deadline("印发后1个工作日内", context)
    assert found.due == date(2035, 1, 3)
    assert TimeRemark.NO_NOTICE in found.remarks


def test_an_empty_cell_takes_the_cell_above_or_nothing():
    assert read_deadline("", CONTEXT).due == date(2022, 9, 30)
    assert read_deadline(" ", CONTEXT).text == "9月底前"
    assert read_deadline("", TimeContext(2022, NO_DATES, USUAL)) == NO_DEADLINE


@pytest.mark.parametrize(
    ("phrase", "remark"),
    [
        ("2月20日", TimeRemark.BEFORE_ISSUE),
        ("四季度前", TimeRemark.AMBIGUOUS),
        ("8月前", TimeRemark.AMBIGUOUS),
        ("春节前", TimeRemark.TO_CONFIRM),
        ("30日内", TimeRemark.TO_CONFIRM),
        ("每季度", TimeRemark.TO_CONFIRM),
        ("6月底、12月底", TimeRemark.SEVERAL),
        ("适时", TimeRemark.VAGUE),
        ("11月30日左右", TimeRemark.TO_CONFIRM),
        ("方案印发后30日内", TimeRemark.TO_CONFIRM),
        ("待省里明确", TimeRemark.UNREAD),
        ("2月30日", TimeRemark.UNREAD),
    ],
)
def test_doubtful_phrases_bear_a_remark(phrase, remark):
    assert remark in read_deadline(phrase, CONTEXT).remarks


def test_ambiguous_phrases_take_the_earlier_day():
    assert read_deadline("四季度前", CONTEXT).due == date(2022, 9, 30)
    assert read_deadline("8月前", CONTEXT).due == date(2022, 7, 31)


def test_ordinary_phrases_bear_none():
    assert not any(read_deadline(p, CONTEXT).remarks for p in ["9月底前", "全年", "长期坚持", "本文印发30日内", "—"])


def test_every_node_is_kept_and_a_start_is_a_start():
    found = read_deadline("6月底前启动，12月底前完成", CONTEXT)
    assert found.nodes == (date(2022, 6, 30), date(2022, 12, 31))
    assert found.start == date(2022, 6, 30)
    assert read_deadline("3—11月", CONTEXT).start == date(2022, 3, 1)
    begun = read_deadline("自7月1日起", CONTEXT)
    assert (begun.due, begun.start) == (None, date(2022, 7, 1))


def test_without_issue_date_a_span_has_no_date():
    found = read_deadline("本文印发30日内", TimeContext(2022, NO_DATES, USUAL))
    assert (found.kind, found.due, found.remarks) == (DeadlineKind.RELATIVE, None, (TimeRemark.NO_ISSUE_DATE,))


def test_a_day_that_stands_in_for_another_is_to_be_confirmed():
    written = TimeContext(2022, PlanDates(written=ISSUED), USUAL)
    assert TimeRemark.TO_CONFIRM in read_deadline("发布后20个工作日内", written).remarks


def test_same_as_above_with_nothing_above_is_unread():
    assert read_deadline("同上", TimeContext(2022, NO_DATES, USUAL)).remarks == (TimeRemark.UNREAD,)


def test_a_date_cell_of_a_workbook_has_no_clock():
    found = read_deadline("2022-06-30 00:00:00", CONTEXT)
    assert (found.text, found.due) == ("2022-06-30", date(2022, 6, 30))


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("6月底前完成选址，11月底前通过验收", False),
        ("上半年完成选址，12月底前投用", False),
        ("4月底前出台方案、7月底前试点、11月底前全面推开", False),
        ("9月底完成试点，12月底全面完成", False),
        ("第一阶段：6月底前；第二阶段：11月20日前", False),
        ("第1阶段4月底前，第2阶段9月底前", False),
        ("第一步3月底前，第二步8月底前，第三步12月底前", False),
        ("第一阶段：11月底前；第二阶段：6月底前", True),
        ("6月底、12月底", True),
        ("11月底前通过验收，6月底前完成选址", True),
        ("6月底前完成，12月底前完成", True),
        ("6月底前完成选址，12月底前", True),
    ],
)
def test_stages_with_a_deed_each_are_told_only_where_the_last_is_unsure(phrase, told):
    assert (TimeRemark.SEVERAL in read_deadline(phrase, CONTEXT).remarks) is told


def test_several_lines_of_one_cell_are_several_nodes():
    found = read_deadline("1.6月底前\n2.12月底前", CONTEXT)
    assert found.nodes == (date(2022, 6, 30), date(2022, 12, 31))


def test_without_any_year_nothing_is_made_up():
    found = read_deadline("9月底前", TimeContext(None, NO_DATES, USUAL))
    assert (found.kind, found.due) == (DeadlineKind.MONTH_END, None)


# ---------------------------------------------------------------------------------------------------------- properties
CHINESE = "〇一二三四五六七八九十"


def spoken(n):
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (
        CHINESE[ones] if ones or not tens else ""
    )


months, days = st.integers(1, 12), st.integers(1, 28)
years = st.integers(2016, 2035)
tails = st.sampled_from(["", "前", "之前", "以前"])
rendered = st.one_of(
    st.builds(lambda y, m, n, t: (f"{y}年{m}月{n}日{t}", "date", date(y, m, n)), years, months, days, tails),
    st.builds(lambda y, m, t: (f"{y}年{m}月底{t}", "month_end", date(y, m, monthrange(y, m)[1])), years, months, tails),
    st.builds(lambda y, m: (f"{y}年{m}月", "month", date(y, m, monthrange(y, m)[1])), years, months),
    st.builds(lambda y, m: (f"{y}年{m}月中旬", "date", date(y, m, 20)), years, months),
    st.builds(
        lambda y, q: (f"{y}年第{'一二三四'[q - 1]}季度", "quarter", date(y, q * 3, 30 + (q in (1, 4)))),
        years,
        st.integers(1, 4),
    ),
    st.builds(lambda y: (f"{y}年上半年", "half_year", date(y, 6, 30)), years),
    st.builds(lambda y, t: (f"{y}年底{t}", "year_end", date(y, 12, 31)), years, tails),
    st.builds(lambda y, n: (f"{y}—{y + n}年", "year_range", date(y + n, 12, 31)), years, st.integers(1, 9)),
    st.builds(lambda n: (f"印发后{n}日内", "relative", ISSUED + timedelta(days=n)), st.integers(1, 99)),
    st.builds(
        lambda y, m, n: (f"{y}年{m}月{n}日，长期坚持", "date_then_long_term", date(y, m, n)), years, months, days
    ),
)


@given(rendered)
def test_every_rendered_deadline_reads_back(case):
    phrase, kind, due = case
    found = read_deadline(phrase, CONTEXT)
    assert (found.kind, found.due) == (kind, due)


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(rendered, st.integers(0, 20), st.sampled_from([" ", "\u3000", "\n", "\t"]))
def test_width_and_blanks_do_not_change_the_reading(case, at, blank):
    phrase, kind, due = case
    for variant in (phrase.translate(WIDE), phrase[:at] + blank + phrase[at:]):
        found = read_deadline(variant, CONTEXT)
        assert (found.kind, found.due) == (kind, due)


@given(years, months, days)
def test_chinese_numerals_do_not_change_the_reading(y, m, n):
    year = "".join(CHINESE[int(c)] for c in str(y))
    assert read_deadline(f"{year}年{spoken(m)}月{spoken(n)}日前", CONTEXT).due == date(y, m, n)
    assert read_date(f"{year}年{spoken(m)}月{spoken(n)}日") == date(y, m, n)


SOUP = st.lists(
    st.sampled_from(
        [
            *"0123456789一二十〇年月日前底末旬初中季度半至—、，。（）《》起",
            "印发",
            "工作日",
            "内",
            "长期",
            "春节",
            "上半年",
            "本文",
            "个月",
        ]
    ),
    max_size=14,
).map("".join)


@given(st.one_of(st.text(max_size=40), SOUP), st.none() | st.integers(-5, 10000), st.none() | st.dates())
def test_never_raises(text, year, issued):
    context = TimeContext(year, PlanDates(imprint=issued), USUAL, above=text)
    read_deadline(text, context)
    inner_deadlines(text, context)
    prose_deadline(text, context)
    read_date(text)


@given(SOUP)
def test_what_has_a_date_has_a_kind_and_what_has_no_kind_keeps_its_text(text):
    found = read_deadline(text, TimeContext(2022, PlanDates(imprint=ISSUED), USUAL))
    assert found.kind or found.due is None
    assert found.due is None or found.due in found.nodes


# --------------------------------------------------------------------------------------------------------------- prose
PROSE = [
    ("并于3月31日前向社会公开", [("于3月31日前", "2022-03-31")]),
    ("年底前将结果公开", [("年底前", "2022-12-31")]),
    ("结果于次年一季度全面公开", [("于次年一季度", "2023-03-31")]),
    ("于8月开展活动", [("于8月", "2022-08-31")]),
    ("11月组织年度评估", [("11月", "2022-11-30")]),
    ("10月15日至11月15日组织评估", [("10月15日至11月15日", "2022-11-15")]),
    ("6月底前完成编制，9月底前公开", [("6月底前", "2022-06-30"), ("9月底前", "2022-09-30")]),
    ("自本通知印发之日起一个月内制定方案", [("自本通知印发之日起一个月内", "2022-03-23")]),
    ("将8月确定为开放月", []),
    ("2021年9月印发的通知", []),
    ("《2022年6月底前方案》", []),
    ("自2022年7月1日起施行", []),
    ("年内至少开展1次", []),
    ("上半年经济运行情况", []),
    ("1—6月完成情况", []),
    ("文件印发后3个工作日内解读", []),
    ("近三年（2020—2022年）的文件", []),
    ("“十四五”规划", []),
    ("每月5日前更新", []),
    ("1月1日前已完成", []),
    ("在3月31日前后", []),
]


@pytest.mark.parametrize(("content", "wanted"), PROSE, ids=[p[0] for p in PROSE])
def test_inner_deadlines(content, wanted):
    assert [(x.text, x.due) for x in inner_deadlines(content, CONTEXT)] == [(t, d(due)) for t, due in wanted]


def test_prose_deadline_says_that_it_bounds_one_part_only():
    found = prose_deadline("加强解读。名单于2022年8月底前公开。", CONTEXT)
    assert (found.text, found.due) == ("2022年8月底前", date(2022, 8, 31))
    assert TimeRemark.ONE_PART_ONLY in found.remarks
    assert prose_deadline("加强解读。", CONTEXT) == NO_DEADLINE


def test_prose_deadline_is_the_last_of_several():
    found = prose_deadline("6月底前完成编制，9月底前公开", CONTEXT)
    assert found.due == date(2022, 9, 30)
    assert TimeRemark.SEVERAL in found.remarks


# --------------------------------------------------------------------------------------------------------- whole dates
@pytest.mark.parametrize(
    "text",
    [
        "2022年2月23日",
        "2022年02月23日印发",
        "2022-2-23",
        "2022/02/23",
        "2022.2.23",
        "20220223",
        "二〇二二年二月二十三日",
        "２０２２年２月２３日",
        "2022 年 2 月 23 日",
        "2022-02-23 00:00:00",
        "23 February 2022",
    ],
)
def test_read_date(text):
    assert read_date(text) == date(2022, 2, 23)


@pytest.mark.parametrize(
    "text", ["", "2月23日", "2022年2月", "9月底前", "2022年2月30日", "2024—2026年", "6500", "市政府"]
)
def test_no_whole_date(text):
    assert read_date(text) is None
