"""年报: figures of our own body, of units and of their sum beside the hand's; checks, texts, rows behind numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain.figures import Counted, CountedKind
from gongkai_desk.domain.ids import By
from gongkai_desk.domain.registers import CLASSES, ApplicantClass, Count, Outcome, Request, Result
from gongkai_desk.domain.year.annual import (
    MADE_PLACES,
    AnnualCell,
    AnnualData,
    AnnualScope,
    CheckKind,
    Dispute,
    Heading,
    Made,
    made_cell,
)
from gongkai_desk.errors import NotAllowed
from gongkai_desk.page.layout import Form, FormPaper
from gongkai_desk.papers.year.annual_report import annual_compared, annual_report, number_text, template_values
from gongkai_desk.rules.year.annual import (
    cell_named,
    checks,
    every_cell,
    failing,
    line_sum,
    open_cells,
    read_count,
    summed,
)
from gongkai_desk.services.requests import add_request
from gongkai_desk.services.year.annual import AnnualEntry, enter
from gongkai_desk.standing.year.annual import annual_facts, last_figures, open_marks, own_data, units_data
from gongkai_desk.standing.year.rows_behind import rows_behind
from gongkai_desk.store.tasks import plans
from gongkai_desk.wording.year.annual import MADE, check_sentence
from tests.worked_year import WHO, WorkedYear, expected, facts, opened

DAY = date.fromisoformat(facts()["annual"]["as_of"])
YEAR = facts()["annual"]["year"]
HAND = expected()["annual"]
LINES = {word: line for line, word in MADE.items()}


def part_2(told: dict[str, list[int]]) -> dict[AnnualCell, Decimal]:
    return {
        made_cell(LINES[word], place): Decimal(number)
        for word, numbers in told.items()
        for place, number in zip(MADE_PLACES[LINES[word]], numbers, strict=True)
    }


def part_3(told: dict[str, list[int]]) -> dict[AnnualCell, Decimal]:
    lines = {line.value: told.get(line.value, [0] * len(CLASSES)) for line in (*Count, *Result)}
    return {
        AnnualCell(3, line, each.value): Decimal(number)
        for line, numbers in lines.items()
        for each, number in zip(CLASSES, numbers, strict=True)
    }


def part_4(told: dict[str, list[int]]) -> dict[AnnualCell, Decimal]:
    return {
        AnnualCell(4, part, outcome.value): Decimal(number)
        for part, numbers in told.items()
        for outcome, number in zip(Outcome, numbers, strict=True)
    }


def cells_of(told: dict[str, dict[str, list[int]]]) -> dict[AnnualCell, Decimal]:
    return {**part_2(told["part2"]), **part_3(told["part3"]), **part_4(told["part4"])}


def hand_cells(told: dict[str, dict[str, dict[str, list[int]]]]) -> dict[AnnualCell, Decimal]:
    third = {line: each["by_class"] for line, each in told["part3"].items()}
    fourth = {part: each["by_outcome"] for part, each in told["part4"].items()}
    return cells_of({"part2": told["part2"], "part3": third, "part4": fourth})


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkedYear]:
    with opened(tmp_path_factory.mktemp("annual") / "云州市.gkdesk") as made:
        made.register_requests(DAY)
        by, told = By(WHO, DAY), facts()["annual"]
        enter(made.library, by, YEAR, AnnualEntry(part_2(told["own_part2"]), fee=Decimal(told["fee"])))
        for name, sheet in told["sheets"].items():
            enter(made.library, by, YEAR, AnnualEntry(cells_of(sheet), submitted=DAY), made.units[name])
        for name, numbers in told["last_year_carried_out"].items():
            out = {
                AnnualCell(3, "carried_out", each.value): Decimal(number)
                for each, number in zip(CLASSES, numbers, strict=True)
            }
            enter(made.library, by, YEAR - 1, AnnualEntry(out), made.units.get(name))
        yield made


def facts_of(year: WorkedYear, scope: AnnualScope = AnnualScope.OWN):
    return annual_facts(year.library, YEAR, scope, DAY)


@pytest.mark.parametrize(("scope", "name"), [(AnnualScope.OWN, "own"), (AnnualScope.ALL, "sum")])
def test_every_cell_is_the_hand_s(year, scope, name):
    found = facts_of(year, scope).data
    assert dict(found.figures) == hand_cells(HAND[name])
    for line, each in HAND[name]["part3"].items():
        assert line_sum(found.figures, 3, line) == each["sum"]
    for part, each in HAND[name]["part4"].items():
        assert line_sum(found.figures, 4, part) == each["sum"]


def test_the_three_units_are_the_hand_s(year):
    assert summed(each.figures for each in units_data(year.library, YEAR)) == hand_cells(HAND["three_units"])


def test_an_amount_is_printed_in_wan(year):
    cell = made_cell(Made.FEES, MADE_PLACES[Made.FEES][0])
    assert (
        number_text(facts_of(year, AnnualScope.ALL).data.figures[cell], wan=True) == HAND["fee_wan"]
        if ("fee_wan" in HAND)
        else HAND["sum"]["fee_wan"]
    )


def test_every_check_holds_for_each_body_and_for_the_sum(year):
    for scope in AnnualScope:
        found = facts_of(year, scope).checks
        assert {each.kind for each in found} >= {CheckKind.BALANCE, CheckKind.RESULTS, CheckKind.CARRIED}
        assert [check_sentence(each) for each in found if each.holds is not True and each.strict] == []
    for each in units_data(year.library, YEAR):
        assert failing(checks(each.figures, last_figures(year.library, YEAR, each.unit_id))) == []


def test_a_number_of_our_own_opens_its_requests(year):
    own, rows = own_data(year.library, YEAR, DAY), HAND["own_rows"]
    for line, numbers in rows.items():
        ids = [number for each in CLASSES for number in own.rows.get(AnnualCell(3, line, each.value), ())]
        found = rows_behind(year.library, Counted(CountedKind.REQUEST, tuple(ids)), DAY)
        assert {row.texts[0].partition("〕")[2].removesuffix("号") for row in found.rows} == set(numbers)


@pytest.mark.parametrize("scope", list(AnnualScope))
def test_each_number_of_the_paper_opens_what_makes_it_up(year, scope):
    links = [(cell, link) for cell in form_cells(annual_report(facts_of(year, scope))) for link in cell.links]
    assert len(links) > 20
    for cell, link in links:
        rows = rows_behind(year.library, link.counted, DAY).rows
        if scope is AnnualScope.OWN:
            assert len(rows) == int(cell.text)
        else:
            total = sum(Decimal(row.texts[1]) for row in rows)
            assert total in (Decimal(cell.text), Decimal(cell.text) * 10_000)


def form_cells(paper: FormPaper):
    forms = [block for page in paper.pages for block in page.blocks if isinstance(block, Form)]
    return [cell for form in forms for row in form.rows for cell in row.cells]


def test_what_nobody_knows_is_marked_and_never_nought(tmp_path):
    with opened(tmp_path / "云州市.gkdesk") as made:
        found = annual_facts(made.library, YEAR, AnnualScope.OWN, DAY)
        assert found.data.figures == {}
        assert {"政府信息管理", "监督保障", "表二", "表三", "表四"} <= set(open_marks(found))
        assert "【待填：工作考核】【待填：社会评议】【待填：责任追究结果】" in found.text(Heading.SUPERVISION)
        assert "【待填：信息处理费收取情况】" in found.text(Heading.OTHER)
        texts = [cell.text for cell in form_cells(annual_report(found)) if not cell.label]
        assert "0" not in texts
        enter(made.library, By(WHO, DAY), YEAR, AnnualEntry(fee=Decimal(0)))
        assert "信息处理费0元" in annual_facts(made.library, YEAR, AnnualScope.OWN, DAY).text(Heading.OTHER)


def test_what_is_known_is_told_with_its_basis(year):
    found = facts_of(year)
    assert "新收政府信息公开申请12件，上年结转3件；办结13件，结转下年度2件。" in found.text(Heading.ON_REQUEST)
    assert "行政复议2件，提起行政诉讼2件" in found.text(Heading.ON_REQUEST)
    assert "制发行政规范性文件6件，废止3件，现行有效74件。" in found.text(Heading.PROACTIVE)
    assert "口径：任务" in found.text(Heading.PROACTIVE)
    all_of_them = facts_of(year, AnnualScope.ALL)
    assert "本机关和3家单位" in all_of_them.text(Heading.OPENING)
    assert set(all_of_them.missing) == set(year.units) - set(facts()["annual"]["sheets"])


def test_texts_are_kept_for_each_scope_and_last_year_s_problems_are_answered(tmp_path):
    with opened(tmp_path / "云州市.gkdesk") as made:
        by = By(WHO, DAY)
        enter(made.library, by, YEAR - 1, AnnualEntry(texts={Heading.PROBLEMS: "解读形式单一。\n目录更新不及时。"}))
        enter(made.library, by, YEAR, AnnualEntry(texts={Heading.PLATFORM: "改版网站。"}))
        enter(made.library, by, YEAR, AnnualEntry(texts={Heading.PLATFORM: "全市一网。"}, scope=AnnualScope.ALL))
        own = annual_facts(made.library, YEAR, AnnualScope.OWN, DAY)
        assert own.text(Heading.PLATFORM) == "改版网站。"
        assert annual_facts(made.library, YEAR, AnnualScope.ALL, DAY).text(Heading.PLATFORM) == "全市一网。"
        improved = own.text(Heading.IMPROVED).split("\n")
        assert [line.partition("”")[0] for line in improved] == [
            "对上年报告提出的“解读形式单一",
            "对上年报告提出的“目录更新不及时",
        ]


def test_a_check_that_fails_is_said(year):
    figures = dict(facts_of(year).data.figures)
    figures[AnnualCell(3, "new", "person")] += 1
    (failed,) = [each for each in failing(checks(figures)) if each.place == "person"]
    assert (failed.kind, "自然人" in check_sentence(failed), "8≠7" in check_sentence(failed)) == (
        CheckKind.BALANCE, True, True,
    )  # fmt: skip


def test_what_is_no_cell_or_no_number_is_refused(year):
    for entry, lack in (
        (AnnualEntry({AnnualCell(3, "new", "nobody"): Decimal(1)}), "annual_cell"),
        (AnnualEntry({AnnualCell(3, "new", "person"): Decimal(-1)}), "annual_number"),
        (AnnualEntry(fee=Decimal("NaN")), "annual_number"),
    ):
        with pytest.raises(NotAllowed) as caught:
            enter(year.library, By(WHO, DAY), YEAR, entry)
        assert caught.value.data["lacks"] == (lack,)


def test_a_year_to_come_has_no_report(year):
    with pytest.raises(NotAllowed):
        annual_facts(year.library, DAY.year + 1, AnnualScope.OWN, DAY)


def test_the_comparison_and_the_template_have_every_line(year):
    paper = annual_compared(facts_of(year))
    assert any("本年新收" in row.texts[1] and row.texts[3] == "12" for row in paper.rows)
    values = template_values(facts_of(year))
    assert (values["3.new.sum"], values["2.normative.made"], values["年度"]) == ("12", "6", "2026")


counts = st.integers(0, 10_000).map(Decimal)
bodies = st.lists(
    st.fixed_dictionaries(dict.fromkeys(CLASSES, counts)).flatmap(
        lambda done: st.tuples(st.just(done), st.fixed_dictionaries(dict.fromkeys(CLASSES, counts)))
    ),
    min_size=1,
    max_size=4,
)


def holding(done, out) -> dict[AnnualCell, Decimal]:
    """Return a table 3 that holds: all done was granted, all new but what is carried out."""
    cells = dict.fromkeys((cell for cell in every_cell() if cell.part == 3), Decimal(0))
    for each in CLASSES:
        place = each.value
        cells[AnnualCell(3, "granted", place)] = cells[AnnualCell(3, "total", place)] = done[each]
        cells[AnnualCell(3, "carried_out", place)] = out[each]
        cells[AnnualCell(3, "new", place)] = done[each] + out[each]
    return cells


@given(bodies)
def test_the_sum_of_tables_that_hold_holds(every):
    tables = [holding(*each) for each in every]
    found = checks(summed(tables))
    assert failing(found) == []
    assert all(each.holds for each in found)


@given(st.sampled_from(list(every_cell())))
def test_each_cell_has_one_name(cell):
    assert cell_named(f"{cell.part}.{cell.line}.{cell.place}") == cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２", 12), ("5,063", 5063), ("12件", 12), ("0", 0), ("211.05万元", 2_110_500), ("—", None), ("", None),
        ("-3", None), ("约10", None), ("12人", None), ("1.5", Decimal("1.5")),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_fill_them_in(text, value):
    assert read_count(text) == value


def test_the_year_has_its_plan(year):
    assert plans.plans(year.library)
    assert set(Dispute) == {"review", "direct", "after_review"}


def test_what_was_told_of_the_last_year_is_what_this_one_carries_on_from(tmp_path):
    with opened(tmp_path / "云州市.gkdesk") as made:
        new = Request("", "申请人", ApplicantClass.PERSON, subject="预算", received=date(YEAR - 1, 12, 1))
        add_request(made.library, By(WHO, DAY), new)
        cell = AnnualCell(3, "new", "person")
        assert last_figures(made.library, YEAR, None)[cell] == 1
        enter(made.library, By(WHO, DAY), YEAR - 1, AnnualEntry({cell: Decimal(40)}))
        told = last_figures(made.library, YEAR, None)
        assert {each: value for each, value in told.items() if each.part == 3} == {cell: 40}


def test_a_part_of_a_sum_is_told_as_one(year):
    assert facts_of(year, AnnualScope.ALL).partial == {}
    cell, other = AnnualCell(3, "new", "person"), AnnualCell(3, "new", "other")
    bodies = (
        AnnualData(YEAR, "甲", {cell: Decimal(1), other: Decimal(0)}),
        AnnualData(YEAR, "乙", {cell: Decimal(2)}, 1),
    )
    assert open_cells(bodies) == {"乙": 1}


def test_a_fee_that_some_told_is_not_the_sum(tmp_path):
    with opened(tmp_path / "云州市.gkdesk") as made:
        by, told = By(WHO, DAY), AnnualEntry({AnnualCell(3, "new", "person"): Decimal(1)}, fee=Decimal(20))
        unit = next(iter(made.units.values()))
        enter(made.library, by, YEAR, told, unit)
        assert annual_facts(made.library, YEAR, AnnualScope.ALL, DAY).data.fee is None
        enter(made.library, by, YEAR, AnnualEntry(fee=Decimal(5)))
        assert annual_facts(made.library, YEAR, AnnualScope.ALL, DAY).data.fee == 25
