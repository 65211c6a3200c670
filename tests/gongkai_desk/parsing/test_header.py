"""What a plan says about itself, and several plans in one file."""

from datetime import date

import pytest

from gongkai_desk.domain.draft import DoubtKind
from gongkai_desk.domain.plan import Level, PlanDates
from tests.builders import draft, grid

LETTER = """云政办发〔2026〕8号
云州市人民政府办公室关于印发《云州市2026年政务公开工作要点》的通知
各区人民政府，市政府各部门：
《云州市2026年政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻落实。
云州市人民政府办公室
2026年3月5日
（此件公开发布）
"""
PLAN = "云州市2026年政务公开工作要点\n一、推进\n1.规范发布。公开文件。（市司法局）\n"
TABLE = grid("序号|任务内容|责任单位|时限\n1|公开文件|市司法局|本文印发30日内")


def test_letter_and_plan() -> None:
    (plan,) = draft(LETTER + PLAN).plans
    assert (plan.title, plan.doc_no, plan.issuer) == (
        "云州市2026年政务公开工作要点",
        "云政办发〔2026〕8号",
        "云州市人民政府办公室",
    )
    assert (plan.dates.written, plan.year, plan.level) == (date(2026, 3, 5), 2026, Level.CITY)


def test_the_title_may_stand_only_in_the_letter() -> None:
    found = draft(LETTER + PLAN.partition("\n")[2])
    assert (found.plans[0].title, found.parts[0].title) == ("云州市2026年政务公开工作要点",) * 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("云州市2026年政务公开", "工作要点"),
        ("云州市2026年", "政务公开工作要点"),
        ("云州市人民政府办公室", "2026年政务公开工作要点"),
        ("云州市", "2026年政务公开工作要点"),
        ("云州市2026年政务公开工作要点", "任务分解表"),
    ],
)
def test_a_title_over_two_lines(first: str, second: str) -> None:
    found = draft(f"{LETTER}{first}\n{second}\n" + PLAN.partition("\n")[2])
    assert found.plans[0].title == found.parts[0].title == first + second


def test_the_imprint_dates_a_table_and_its_deadlines() -> None:
    found = draft("云州市2026年政务公开工作要点任务分解表", TABLE, "云州市人民政府办公室 2026年3月6日印发")
    (plan,), (part,) = found.plans, found.parts
    assert (plan.issuer, plan.dates.imprint) == ("云州市人民政府办公室", date(2026, 3, 6))
    assert part.tasks[0].deadline.due == date(2026, 4, 5)


def test_an_issue_date_that_is_given_stands_in_for_one_not_printed() -> None:
    table = ("云州市2026年政务公开工作要点任务分解表", TABLE)
    assert draft(*table).parts[0].tasks[0].deadline.due is None
    assert draft(*table, issue_date=date(2026, 3, 6)).parts[0].tasks[0].deadline.due == date(2026, 4, 5)
    assert draft(*table, issue_date=date(2026, 3, 6)).plans[0].dates == PlanDates(imprint=date(2026, 3, 6))
    assert draft(LETTER + PLAN, issue_date=date(2020, 1, 1)).plans[0].dates.issue == date(2026, 3, 5)


def test_numbers_of_other_papers_are_not_the_plans_own() -> None:
    text = LETTER.replace("云政办发〔2026〕8号\n", "") + PLAN.replace("公开文件。", "落实文件（国办函〔2021〕132号）。")
    assert draft(text).plans[0].doc_no == ""


def test_body_and_annex_are_two_parts_of_one_plan() -> None:
    found = draft(LETTER + PLAN, "云州市2026年政务公开工作要点任务分解表", TABLE)
    assert len(found.plans) == 1
    assert [(part.kind.value, part.title, part.plan) for part in found.parts] == [
        ("narrative", "云州市2026年政务公开工作要点", 0),
        ("table", "云州市2026年政务公开工作要点任务分解表", 0),
    ]


def test_several_plans_in_one_file() -> None:
    other = (
        (LETTER + PLAN)
        .replace("云州市", "青河县")
        .replace("云政办发〔2026〕8号", "青政办发〔2026〕3号")
        .replace("3月5日", "4月1日")
    )
    found = draft(LETTER + PLAN + other)
    assert [(plan.doc_no, plan.dates.written) for plan in found.plans] == [
        ("云政办发〔2026〕8号", date(2026, 3, 5)),
        ("青政办发〔2026〕3号", date(2026, 4, 1)),
    ]
    assert [(part.plan, len(part.tasks)) for part in found.parts] == [(0, 1), (1, 1)]


def test_demands_of_the_letter_are_no_tasks_beside_an_annex() -> None:
    letter = LETTER.replace(
        "现印发给你们，请认真贯彻落实。", "现印发给你们。\n一、提高认识。要高度重视。\n二、抓好落实。要按时完成。"
    )
    found = draft(letter, "云州市2026年政务公开工作要点任务分解表", TABLE)
    assert [part.kind.value for part in found.parts] == ["table"]


def test_a_list_of_annexes_is_no_list_of_tasks() -> None:
    found = draft(
        PLAN + "附件：1.云州市2026年政务公开工作要点任务分解表\n2.政务公开考核办法\n云州市人民政府办公室\n2026年3月5日"
    )
    assert [task.content for task in found.parts[0].tasks] == ["公开文件。"]
    assert found.plans[0].issuer == "云州市人民政府办公室"


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("8月底前", False),
        ("5月20日前", False),
        ("三季度", False),
        ("两会前", True),
        ("春节前后", True),
        ("12月中旬", False),
    ],
)
def test_a_deadline_that_lacks_only_the_year_is_told_once_for_the_plan(due: str, told: bool) -> None:
    found = draft("政务公开重点工作任务分解表", grid(f"任务内容|责任单位|完成时限\n公开文件|市司法局|{due}"))
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.NO_PLAN_YEAR]
    asked = [doubt for doubt in found.parts[0].doubts if doubt.field == "deadline"]
    assert bool(asked) is told
    dated = draft("2026年政务公开重点工作任务分解表", grid(f"任务内容|责任单位|完成时限\n公开文件|市司法局|{due}"))
    assert bool([doubt for doubt in dated.parts[0].doubts if doubt.field == "deadline"]) is told


def test_a_plan_without_a_year_is_doubted() -> None:
    found = draft("政务公开重点工作任务分解表", grid("任务内容|责任单位\n公开文件|市司法局"))
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.NO_PLAN_YEAR]


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院办公厅", Level.STATE),
        ("云岭省人民政府办公厅", Level.PROVINCE),
        ("上海市人民政府办公厅", Level.PROVINCE),
        ("云州市人民政府办公室", Level.CITY),
        ("青河县人民政府", Level.COUNTY),
        ("云州市城东区人民政府", Level.COUNTY),
        ("云州市教育局", Level.DEPARTMENT),
    ],
)
def test_the_level_is_known_from_the_name(issuer: str, level: Level) -> None:
    text = LETTER.replace("云州市人民政府办公室\n2026", f"{issuer}\n2026").replace(
        "云州市人民政府办公室关于", f"{issuer}关于"
    )
    assert draft(text + PLAN).plans[0].level is level


def test_name_and_date_may_share_a_line_and_the_number_have_a_label() -> None:
    text = LETTER.replace("办公室\n2026", "办公室　　2026").replace(
        "云政办发〔2026〕8号\n", "发文字号：云政办发〔2026〕8号\n"
    )
    (plan,) = draft(text + PLAN).plans
    assert (plan.issuer, plan.dates.written, plan.doc_no) == (
        "云州市人民政府办公室",
        date(2026, 3, 5),
        "云政办发〔2026〕8号",
    )


def test_a_title_of_another_kind_is_the_first_line_that_may_be_one() -> None:
    (plan,) = draft("云州市深化政务公开三年行动\n2026年3月5日\n" + PLAN.partition("\n")[2]).plans
    assert (plan.title, plan.year, plan.level) == ("云州市深化政务公开三年行动", 2026, None)


@pytest.mark.parametrize(
    ("title", "signed", "year"),
    [
        ("云州市污染防治实施方案（2025-2027年）", "", 2025),
        ("云州市三年行动计划（2025—2027年）", "云州市人民政府\n2026年2月3日", 2026),
        ("云州市2024年至2027年行动方案", "云州市人民政府\n2023年12月30日", 2024),
    ],
)
def test_a_plan_of_several_years_begins_in_the_first_or_in_the_one_of_its_issue(
    title: str, signed: str, year: int
) -> None:
    (plan,) = draft(f"{title}\n1.整治。底数摸清。（市司法局负责）\n2.排查。逐户排查。（市司法局负责）\n{signed}").plans
    assert plan.year == year


def test_a_day_in_the_first_year_of_a_plan_of_several_years_is_not_past() -> None:
    text = "1.排查整治。2025年9月底前，基本完成全市整治任务。（市司法局牵头督导，市财政局参与）"
    (part,) = draft(f"云州市污染防治实施方案（2025-2027年）\n{text}").parts
    assert str(part.tasks[0].deadline.due) == "2025-09-30"
