"""Papers of the worked year's 考核: every figure is the hand's, and what it counts are exactly its entries."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from gongkai_desk.domain.cycle.upward import Approval
from gongkai_desk.domain.figures import CountedKind
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.assessment import AssessmentPaper
from gongkai_desk.page.layout import BandKind, Row, RowKind, TablePaper
from gongkai_desk.papers.listed import ASSESSMENT, DEDUCTIONS, FEEDBACK, SCHEME, SCORE_SHEET
from gongkai_desk.papers.making import file_name, make_paper
from gongkai_desk.papers.year.assessment_sheets import feedback_list, unit_sheet
from gongkai_desk.papers.year.assessment_tables import assessment_table, deduction_ledger, scheme_table
from gongkai_desk.rules.year.assessment_table import scheme_of
from gongkai_desk.standing.papers import write_kind
from gongkai_desk.standing.year.assessment import assessment_paper
from tests.worked_assessment import DAY, TOLD, assessed, withdraw_by_review
from tests.worked_year import built, expected, last_day

HAND = expected()["assessment"]["units"]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssessmentPaper]:
    year = built(tmp_path_factory.mktemp("year") / "云州市.gkdesk", last_day())
    number = assessed(year)
    withdraw_by_review(year, number)
    yield assessment_paper(year.library, number, DAY)
    year.library.close()


def of_unit(facts: AssessmentPaper, name: str) -> AssessmentPaper:
    return replace(facts, unit=next(each for each in facts.scores.units if each.unit == name))


def approved(facts: AssessmentPaper) -> AssessmentPaper:
    allowed = Approval("ranking", DAY, approver="王主任", doc_no="会议纪要〔2026〕12号")
    return replace(facts, scores=replace(facts.scores, approval=allowed), ranked=True)


def rows(paper: TablePaper) -> list[Row]:
    return [row for row in paper.rows if row.kind is RowKind.TASK]


def texts(paper: TablePaper, kind: BandKind | None = None) -> str:
    bands = (*paper.above, *paper.below, *paper.after)
    return "\n".join(piece.text for band in bands for piece in band.pieces if kind in (None, band.kind))


def counted(row: Row, column: int) -> tuple[int, ...]:
    return row.links[column][0].counted.ids if row.links[column] else ()


def test_heads_of_a_sheet_name_no_level_that_the_scheme_has_not(facts):
    heads = [column.title for column in unit_sheet(of_unit(facts, "市财政局")).columns]
    assert heads[:2] == ["指标", "分值"]


def test_the_table_says_what_the_hand_worked_out_in_the_directorys_order(facts):
    paper = assessment_table(facts)
    items = [item["name"] for item in TOLD["items"]]
    shown = {row.texts[1]: row.texts for row in rows(paper)}
    assert list(shown) == list(HAND)
    for name, told in HAND.items():
        assert shown[name][2:-1] == (*(told["items"][item] for item in items), told["total"])
        assert shown[name][-1] == told["band"]
    assert [row.texts[0] for row in paper.rows if row.kind is RowKind.SECTION] == ["A类（5家）", "B类（3家）"]
    assert texts(paper, BandKind.INTERNAL)
    assert "名次" not in [column.title for column in paper.columns]


def test_every_figure_counts_exactly_its_entries(facts):
    names = {leaf.id: leaf.name for leaf in facts.scores.scheme.leaves}
    rules = {rule.id: rule.fact.value for _, rule in facts.scores.scheme.ruled}
    entries = {each.id: each for each in facts.scores.entries}
    for row in rows(assessment_table(facts)):
        behind = [entries[number] for number in counted(row, len(row.texts) - 2)]
        wanted = [each for each in TOLD["entries"] if each["unit"] == row.texts[1] and each["no"] != 20]
        found = [(names[e.assessment_item_id], rules[e.assessment_rule_id], e.points) for e in behind]
        assert sorted(found) == sorted((e["item"], e["fact"], Decimal(e["points"])) for e in wanted)
        for column, item in enumerate(TOLD["items"], 2):
            mine = [e.id for e in behind if names[e.assessment_item_id] == item["name"]]
            assert sorted(counted(row, column)) == sorted(mine)
        assert all(link.counted.kind is CountedKind.ENTRY for links in row.links for link in links)


def test_places_are_printed_only_with_their_approval(facts):
    assert rows(assessment_table(replace(facts, ranked=True))) == rows(assessment_table(facts))
    paper = assessment_table(approved(facts))
    ranking = expected()["assessment"]["ranking"]
    assert [row.texts[1] for row in rows(paper)] == [*ranking["A"], *ranking["B"]]
    assert [row.texts[-1] for row in rows(paper)] == [str(HAND[row.texts[1]]["rank"]) for row in rows(paper)]
    assert "名次经王主任审定（2026年10月12日，会议纪要〔2026〕12号）" in texts(paper)
    assert not texts(paper, BandKind.INTERNAL)


def test_the_ledger_has_all_twenty_deductions_the_withdrawn_one_counts_nothing(facts):
    paper = deduction_ledger(facts)
    assert len(rows(paper)) == 20
    back = next(row for row in rows(paper) if row.texts[4].startswith("未报送培训制度"))
    assert back.texts[5:] == ("0", "2026年10月16日撤销：复核：制度已于3月印发")
    assert "共20条，其中复核撤销1条。" in texts(paper)


def test_a_units_sheet_has_a_sentence_for_every_point_and_says_where_a_cap_held(facts):
    paper = unit_sheet(of_unit(facts, "市教育局"))
    row = next(row for row in rows(paper) if row.texts[0] == "信息报送")
    assert row.texts[-1] == "16"
    assert "1. 2026年二季度“义务教育招生政策”进展迟报2个工作日，扣2分" in row.texts[-2]
    assert row.texts[-2].endswith("（以封顶分值为限）")
    assert rows(paper)[-1].texts[-1] == HAND["市教育局"]["total"]
    assert "二级指标" not in [column.title for column in paper.columns]


def test_feedback_lists_what_was_taken_and_a_unit_without_any_is_told_so(facts):
    found = rows(feedback_list(of_unit(facts, "市住房城乡建设局")))
    assert len(found) == 7
    assert [len(counted(row, 3)) for row in found] == [1] * 7
    assert rows(feedback_list(of_unit(facts, "市民政局")))[0].texts[2] == "（没有反馈问题）"


def test_a_printed_scheme_can_be_read_back(facts):
    paper = scheme_table(facts)
    heads = [column.title for column in paper.columns]
    found = scheme_of([heads, *(row.texts for row in rows(paper))])
    items = facts.scores.scheme.items
    assert [(each.name, each.points, each.outside) for each in found] == [
        (each.name, each.points, each.outside) for each in items
    ]
    facts_of = [[rule.fact for rule in each.rules] for each in found]
    assert facts_of[1:4] == [[rule.fact for rule in each.rules] for each in items[1:4]]


def test_a_workbook_has_names_and_figures_that_are_numbers(facts, tmp_path):
    write_kind(ASSESSMENT, facts, tmp_path / "表.xlsx", "xlsx")
    cells = [[cell.value for cell in line] for line in load_workbook(tmp_path / "表.xlsx").active.iter_rows()]
    assert ["2", "市教育局", 30, 16, 10, 10, 10, 12.5, 88.5, "良好"] in cells
    write_kind(DEDUCTIONS, facts, tmp_path / "台账.xlsx", "xlsx")
    cells = [[cell.value for cell in line] for line in load_workbook(tmp_path / "台账.xlsx").active.iter_rows()]
    assert ["任务办理", "2026-10-12", "第8项逾期未办结，扣4分", -4, "—"] in [line[2:] for line in cells]


@pytest.mark.parametrize("kind", [ASSESSMENT, DEDUCTIONS, SCHEME, SCORE_SHEET, FEEDBACK], ids=lambda kind: kind.name)
def test_each_paper_comes_in_every_format(facts, kind, tmp_path):
    own = of_unit(facts, "市财政局") if kind in (SCORE_SHEET, FEEDBACK) else facts
    assert make_paper(kind, own).heading in file_name(kind, own)
    for format in kind.formats:
        path = tmp_path / f"件.{format}"
        write_kind(kind, own, path, PaperFormat(format), pen=lambda made, to, progress: to.write_text(made.title))
        assert path.stat().st_size > 0
