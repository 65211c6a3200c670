"""Answers and corrections touch what they are about, and no other word, unit, number or doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part, PartKind
from gongkai_desk.domain.plan import CellPlace, Plan, PlanDates, Task, TextPlace
from gongkai_desk.domain.review import NameAnswer, NameDecision, Review
from gongkai_desk.domain.time import Deadline, DeadlineKind, Every, Recurrence, TimeRemark
from gongkai_desk.domain.unit import StoredGroup, StoredUnit, UnitClass
from gongkai_desk.review import drafting
from gongkai_desk.review.answering import answer, given_reads
from gongkai_desk.review.choices import Ask, Choice, choices
from gongkai_desk.review.drafting import Reader
from gongkai_desk.review.entering import Terms, class_by_name, is_new, proposal, resolve
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

PLAN = Plan("云州市2026年政务公开工作要点", dates=PlanDates(imprint=date(2026, 3, 5)), year=2026)
NODES = (date(2026, 6, 30), date(2026, 9, 30))
TWO = Deadline("6月底、9月底", DeadlineKind.MONTH_END, NODES[1], NODES, remarks=(TimeRemark.SEVERAL,))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(UnitDirectory.usual(), Workdays.usual())


def a_row(number: int, **fields: object) -> Task:
    usual = {"seq": str(number), "title": f"事项{number}", "content": f"第{number}项内容", "position": number - 1}
    place = (TextPlace(number * 100, number * 100 + 50),)
    return Task(**{**usual, "responsible": ("市教育局",), "source": place, **fields})  # type: ignore[arg-type]


def review_of(*tasks: Task, doubts: tuple[Doubt, ...] = ()) -> Review:
    return Review(Draft("要点", (PLAN,), (Part(PartKind.TABLE, "表", tasks, doubts),)), 0)


def give(review: Review, doubt: Doubt, label: str, reader: Reader, given: str = "") -> Review:
    choice = next(each for each in choices(review, doubt, reader) if each.label.startswith(label))
    return answer(review, doubt, choice, reader, given)


# ---- units


@pytest.mark.parametrize("role", ["lead", "responsible", "support"])
@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        (DoubtKind.UNIT_NOT_NAMED, "指定", ("市民政局", "市水利局", "市财政局", "市体育局")),
        (DoubtKind.UNIT_OPEN_ENDED, "补列", ("市民政局", "有关部门", "市水利局", "市财政局", "市体育局")),
        (DoubtKind.UNIT_OPEN_ENDED, "只算", ("市民政局", "有关部门", "市体育局")),
    ],
    ids=["in_its_place", "beside_it", "as_printed"],
)
def test_named_units_stand_where_the_open_name_stood(
    reader: Reader, role: str, kind: DoubtKind, label: str, expected: tuple[str, ...]
) -> None:
    units = {"lead": (), "responsible": (), "support": ()} | {role: ("市民政局", "有关部门", "市体育局")}
    doubt = Doubt(kind, 0, role, "有关部门")
    after = give(
        review_of(a_row(1, **units, unit_text="原文"), doubts=(doubt,)), doubt, label, reader, "市水利局、市财政局"
    )
    task = after.shown.tasks[0]
    assert {name: getattr(task, name) for name in units} == units | {role: expected}
    assert (task.unit_text, after.doubts) == ("原文", ())


def test_a_unit_that_is_there_already_is_not_named_twice(reader: Reader) -> None:
    doubt = Doubt(DoubtKind.UNIT_NOT_NAMED, 0, "responsible", "有关部门")
    review = review_of(a_row(1, responsible=("市教育局", "有关部门")), doubts=(doubt,))
    after = give(review, doubt, "指定", reader, "市教育局、市民政局")
    assert after.shown.tasks[0].responsible == ("市教育局", "市民政局")


# ---- deadlines


def with_two_dates(kind: DoubtKind) -> tuple[Review, Doubt]:
    doubt = Doubt(kind, 0, "deadline", TWO.text)
    remark = TimeRemark.ONE_PART_ONLY if kind is DoubtKind.DEADLINE_OF_ONE_PART else TimeRemark.SEVERAL
    return review_of(a_row(1, deadline=replace(TWO, remarks=(remark,))), a_row(2), doubts=(doubt,)), doubt


def test_each_date_of_a_phrase_is_offered_and_the_chosen_one_is_due(reader: Reader) -> None:
    review, doubt = with_two_dates(DoubtKind.DEADLINE_SEVERAL)
    days = [each.value for each in choices(review, doubt, reader) if each.act == "day"]
    assert days == ["2026-06-30", "2026-09-30"]
    deadline = give(review, doubt, "2026年6月30日", reader).shown.tasks[0].deadline
    assert (deadline.text, deadline.due, deadline.nodes, deadline.remarks) == (TWO.text, NODES[0], NODES, ())


def test_as_printed_keeps_the_dates_and_takes_the_remark_away(reader: Reader) -> None:
    review, doubt = with_two_dates(DoubtKind.DEADLINE_SEVERAL)
    assert give(review, doubt, "照原文", reader).shown.tasks[0].deadline == replace(TWO, remarks=())


def test_the_deadline_of_one_part_becomes_a_node_and_no_date_is_lost(reader: Reader) -> None:
    review, doubt = with_two_dates(DoubtKind.DEADLINE_OF_ONE_PART)
    task = give(review, doubt, "只作其中", reader).shown.tasks[0]
    assert (task.deadline, task.inner_deadlines) == (Deadline(), NODES)


@pytest.mark.parametrize(
    ("given", "due"),
    [("9月底前", date(2026, 9, 30)), ("2026年10月15日前", date(2026, 10, 15)), ("长期坚持", None)],
    ids=["month", "day", "none"],
)
def test_a_typed_deadline_is_read_and_stands_in_the_words_typed(reader: Reader, given: str, due: date | None) -> None:
    doubt = Doubt(DoubtKind.DEADLINE_UNREAD, 0, "deadline", "适当时候")
    review = review_of(a_row(1, deadline=Deadline("适当时候")), a_row(2), doubts=(doubt,))
    after = give(review, doubt, "另定", reader, given)
    assert (after.shown.tasks[0].deadline.text, after.shown.tasks[0].deadline.due) == (given, due)
    assert after.shown.tasks[1] == review.shown.tasks[1]
    assert doubt not in after.doubts


# ---- periods


def test_what_others_publish_takes_only_its_own_period_away(reader: Reader) -> None:
    own, theirs = Recurrence(Every.QUARTER, 1, "每季度"), Recurrence(Every.MONTH, 1, "按月")
    doubt = Doubt(DoubtKind.OTHERS_DUTY, 0, "content", "由建设单位按月公开")
    review = review_of(a_row(1, recurrences=(own, theirs)), doubts=(doubt,))
    assert give(review, doubt, "由他方", reader).shown.tasks[0].recurrences == (own,)
    assert give(review, doubt, "仍由", reader).shown.tasks[0].recurrences == (own, theirs)


@pytest.mark.parametrize(
    ("label", "every"),
    [("每月", Every.MONTH), ("每季度", Every.QUARTER), ("每半年", Every.HALF_YEAR), ("不设", None)],
    ids=["month", "quarter", "half", "none"],
)
def test_a_period_is_added_to_those_that_the_text_states(reader: Reader, label: str, every: Every | None) -> None:
    stated, doubt = Recurrence(Every.YEAR, 2, "每年两次"), Doubt(DoubtKind.NO_PERIOD, 0, "recurrence", "定期")
    after = give(review_of(a_row(1, recurrences=(stated,)), doubts=(doubt,)), doubt, label, reader)
    added = (Recurrence(every, 1, "定期"),) if every else ()
    assert after.shown.tasks[0].recurrences == (stated, *added)


# ---- text that belongs to no task

LEFT = "各单位要建立专班。"


@pytest.mark.parametrize(
    ("start", "place", "joined"),
    [(50, 0, 0), (160, 1, 0), (260, 2, 1), (None, 3, 2)],
    ids=["before", "first", "second", "end"],
)
def test_left_over_text_goes_where_it_stood(reader: Reader, start: int | None, place: int, joined: int) -> None:
    source = () if start is None else (TextPlace(start, start + 9),)
    doubt = Doubt(DoubtKind.LEFT_OVER, None, "content", LEFT, source)
    review = review_of(a_row(1), a_row(2), a_row(3), doubts=(doubt,))
    contents = [task.content for task in review.shown.tasks]
    added = [task.content for task in give(review, doubt, "增补", reader).shown.tasks]
    assert added == [*contents[:place], LEFT, *contents[place:]]
    contents[joined] += f"\n{LEFT}"
    assert [task.content for task in give(review, doubt, "并入", reader).shown.tasks] == contents


# ---- the plan's own data


def test_an_issue_date_that_was_lacking_lets_deadlines_be_read(reader: Reader) -> None:
    doubt = Doubt(DoubtKind.DEADLINE_WITHOUT_ISSUE_DATE, 0, "deadline", "印发后20日内")
    bare = replace(PLAN, dates=PlanDates())
    read = drafting.correct(review_of(a_row(1)), 0, {"deadline": "印发后20日内"}, reader)
    unread = drafting.describe(read, bare, reader)
    found = next(each for each in unread.doubts if each.kind is doubt.kind)
    after = give(unread, found, "填印发日期", reader, "2026年4月1日")
    assert after.plan.dates.imprint == date(2026, 4, 1)
    assert after.shown.tasks[0].deadline.due == date(2026, 4, 21)
    assert after.doubts == ()


@pytest.mark.parametrize(
    ("ask", "given", "reads"),
    [
        (Ask.YEAR, " 2026 ", True),
        (Ask.YEAR, "1926", False),
        (Ask.YEAR, "2026年", False),
        (Ask.DAY, "2026年13月1日", False),
        (Ask.UNITS, " 　", False),
    ],
)
def test_what_cannot_be_used_is_not_taken(ask: Ask, given: str, reads: bool) -> None:
    assert given_reads(ask, given) is reads


def test_an_answer_to_a_doubt_that_is_no_more_changes_nothing(reader: Reader) -> None:
    review = review_of(a_row(1))
    assert answer(review, Doubt(DoubtKind.NO_UNIT, 0), Choice("keep", "照原文"), reader) is review


# ---- moving tasks about

MARKS = tuple(Doubt(DoubtKind.OCR_READ, i, "content", f"疑{i}") for i in range(4))


def rows() -> Review:
    return review_of(*(a_row(n) for n in range(1, 5)), doubts=MARKS)


def marked(review: Review) -> dict[str, str]:
    """Return which title each mark stands with."""
    named = review.shown.tasks
    return {
        d.text: named[d.task].title or "" for d in review.doubts if d.kind is DoubtKind.OCR_READ and d.task is not None
    }


@pytest.mark.parametrize("gone", [[0], [3], [1, 2], [0, 1, 2, 3], [2, 2]], ids=str)
def test_what_was_dropped_comes_back_with_its_doubts(gone: list[int]) -> None:
    before = rows()
    dropped = drafting.drop(before, gone)
    assert len(dropped.shown.tasks) == 4 - len(set(gone))
    assert marked(dropped) == {text: title for text, title in marked(before).items() if int(text[1]) not in gone}
    back = drafting.restore(dropped, range(len(dropped.dropped)))
    assert (back.shown.tasks, marked(back), back.dropped) == (before.shown.tasks, marked(before), ())


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_task_put_in_moves_the_doubts_behind_it(at: int) -> None:
    after = drafting.insert(rows(), at, Task("新", title="新"))
    assert after.shown.tasks[at].title == "新"
    assert marked(after) == marked(rows())
    assert [task.position for task in after.shown.tasks] == list(range(5))


@pytest.mark.parametrize("at", [1, 3, 4])
def test_a_split_parts_the_text_and_loses_no_letter(reader: Reader, at: int) -> None:
    after = drafting.split(rows(), 1, at, reader)
    assert "".join(task.content for task in after.shown.tasks[1:3]) == "第2项内容"
    assert [task.responsible for task in after.shown.tasks[1:3]] == [("市教育局",)] * 2
    assert {text: title for text, title in marked(after).items() if text != "疑1"} == {
        text: title for text, title in marked(rows()).items() if text != "疑1"
    }


def test_merging_keeps_each_word_unit_and_place(reader: Reader) -> None:
    review = review_of(a_row(1), a_row(2, lead=("市民政局",), responsible=("市水利局",)), a_row(3))
    (first, last) = drafting.merge(review, [1, 0, 1], reader).shown.tasks
    assert first.content == "第1项内容\n第2项内容"
    assert {*first.lead, *first.responsible, *first.support} == {"市教育局", "市民政局", "市水利局"}
    assert first.source == (TextPlace(100, 150), TextPlace(200, 250))
    assert last.title == "事项3"


@pytest.mark.parametrize(
    ("spot", "task"),
    [(TextPlace(100, 100), 0), (TextPlace(149, 150), 0), (TextPlace(150, 151), None), (CellPlace("表", "A1"), None)],
    ids=["first_letter", "last_letter", "behind", "another_file"],
)
def test_the_task_at_a_spot_is_the_one_that_stands_there(spot: TextPlace | CellPlace, task: int | None) -> None:
    assert drafting.task_at(rows(), spot) == task


# ---- what is entered for names

EDUCATION = StoredUnit("市教育局", cls=UnitClass.DEPARTMENT, id=5)
OWN = UnitDirectory((EDUCATION, StoredUnit("浦江区", cls=UnitClass.DISTRICT, id=6)), (), "")


@pytest.mark.parametrize(
    ("terms", "entered"),
    [
        (Terms(), {"市数智局": True, "市商务局": True}),
        (Terms(propose=False), {}),
        (Terms(reviewed=True), {"市数智局": True, "市商务局": False}),
    ],
    ids=["proposed", "text", "reviewed"],
)
def test_an_unknown_name_is_entered_once_as_the_terms_say(terms: Terms, entered: dict[str, bool]) -> None:
    made = resolve(["市教育局", "市数智局", "市商务局", "市数智局"], OWN, terms)
    assert [(unit.name, unit.proposed) for unit in made.entered] == list(entered.items())
    assert made.meant["市教育局"] == EDUCATION
    assert {name for name, meant in made.meant.items() if meant is not None and is_new(meant)} == set(entered)


def test_what_a_person_said_of_a_name_is_what_is_entered() -> None:
    said = {
        "数智局": NameDecision("数智局", NameAnswer.NEW, "市数智服务局", UnitClass.INSTITUTION),
        "某专班": NameDecision("某专班", NameAnswer.TEXT),
    }
    made = resolve(said, OWN, Terms(reviewed=True), said)
    (unit,) = made.entered
    assert (unit.name, unit.cls, unit.proposed) == ("市数智服务局", UnitClass.INSTITUTION, False)
    assert made.directory.find("数智局") == unit == made.meant["数智局"]
    assert made.meant["某专班"] is None


def test_a_filled_collective_name_stands_for_just_the_named() -> None:
    said = {"各区": NameDecision("各区", NameAnswer.MEMBERS, members=("市教育局", "滨海区"))}
    made = resolve(["各区"], OWN, Terms(), said)
    group = made.meant["各区"]
    assert isinstance(group, StoredGroup)
    assert {unit.name for unit in made.directory.expand(group)} == {"市教育局", "滨海区"}


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("经开区管委会", UnitClass.ZONE),
        ("城东街道办事处", UnitClass.TOWN),
        ("黄浦区政府", UnitClass.DISTRICT),
        ("浦江县", UnitClass.DISTRICT),
        ("市水务集团", UnitClass.COMPANY),
        ("某某中心", UnitClass.OTHER),
    ],
)
def test_the_end_of_a_name_tells_its_class(name: str, cls: UnitClass) -> None:
    assert class_by_name(name) is cls
    assert proposal(name).name == name


def test_a_proposal_is_found_by_the_usual_names_too() -> None:
    usual = UnitDirectory.usual().find("市教委")
    assert usual is not None
    made = proposal("市教委")
    assert (made.name, made.proposed, made.cls) == ("市教委", True, usual.cls)
    assert usual.name in {alias.name for alias in made.aliases}


@pytest.mark.parametrize(("units", "offered"), [(("市民政局", "云小二"), True), (("云小二",), False)])
def test_a_name_that_is_no_unit_goes_only_where_another_is_left(
    units: tuple[str, ...], offered: bool, reader: Reader
) -> None:
    doubt = Doubt(DoubtKind.UNIT_UNLIKELY, 0, "responsible", "云小二")
    review = review_of(a_row(1, responsible=units), doubts=(doubt,))
    labels = [each.label for each in choices(review, doubt, reader)]
    assert ("不是单位，去掉" in labels) is offered
    if offered:
        after = give(review, doubt, "不是单位", reader)
        assert (after.shown.tasks[0].responsible, after.doubts) == (("市民政局",), ())
