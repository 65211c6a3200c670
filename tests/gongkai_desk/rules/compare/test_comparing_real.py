"""Comparisons against what a careful reader found in the real plans (skipped where ../shared is not there)."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.domain.revision import Difference
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_document
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.services.intake.comparing import compare_body_with_annex, compare_drafts
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

SHENYANG = ("shenyang-2022-narrative-and-table.txt", "files/shenyang-2022.pdf", "files/shenyang-2022.docx")
SHANGHAI = ("shanghai-2022-table.tsv.txt", "shanghai-2022-pdftext.txt")
CLEANED = {
    ("40", "title"),
    ("40", "content"),
    ("42", "content"),
    ("72", "title"),
    ("97", "content"),
    ("110", "content"),
}
NAMED_TOGETHER = {"issuer": "issuer and issue date", "issue_date": "issuer and issue date"}  # as the reader's list does
SAME = [
    ("files/shanghai-2022-table.pdf", "files/shanghai-2022-table.docx"),
    ("files/shanghai-2022-table.pdf", "files/shanghai-2022-table-b.pdf"),
    ("files/shenyang-2022.pdf", "files/shenyang-2022.docx"),
    ("files/shenyang-2022.pdf", "shenyang-2022-narrative-and-table.txt"),
    ("files/beijing-2016.pdf", "files/beijing-2016.docx"),
    ("files/xinyu-2023.html", "files/xinyu-2023.docx"),
]

Places = set[tuple[str, str]]


@pytest.fixture(scope="module")
def drafts(shared_plans: Path) -> Any:
    known: dict[str, Draft] = {}

    def read(name: str) -> Draft:
        if name not in known:
            known[name] = parse(read_document(shared_plans / name), UnitDirectory.usual(), Workdays.usual())
        return known[name]

    return read


@pytest.fixture(scope="module")
def contradictions(shared_plans: Path) -> list[dict[str, Any]]:
    return json.loads((shared_plans / "gold" / "shenyang-2022-contradictions.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def transcriptions(shared_plans: Path) -> Places:
    gold = json.loads((shared_plans / "gold" / "shanghai-2022-differences.json").read_text(encoding="utf-8"))
    return {(each["seq"], each["field"]) for each in gold}


def places(found: tuple[Difference, ...]) -> Places:
    """Return (item, field) as the reader's lists name them: 一/(一)/1 is item 1."""
    return {((d.item[0] or d.item[1] or "").rsplit("/", 1)[-1], NAMED_TOGETHER.get(d.field, d.field)) for d in found}


def precision_and_recall(found: Places, gold: Places) -> tuple[float, float]:
    return len(found & gold) / len(found), len(found & gold) / len(gold)


@pytest.mark.parametrize("file", SHENYANG)
def test_every_contradiction_of_body_and_annex_is_found_and_no_other(file, drafts, contradictions):
    gold = {(each["item"], each["field"]) for each in contradictions}
    assert precision_and_recall(places(compare_body_with_annex(drafts(file))), gold) == (1.0, 1.0)


@pytest.mark.parametrize("file", SHENYANG)
def test_contradictions_are_judged_as_the_reader_does(file, drafts, contradictions):
    found = compare_body_with_annex(drafts(file))
    material = {(each["item"], each["field"]) for each in contradictions if each["material"]}
    assert places(tuple(d for d in found if d.material)) == material


def test_missing_units_are_named(drafts, contradictions):
    found = compare_body_with_annex(drafts(SHENYANG[0]))
    told = {d.item[1]: d.text for d in found if d.kind.value == "unit_missing"}
    gold = {each["item"]: "少" + "、".join(each["missing"]) for each in contradictions if each.get("missing")}
    assert told == gold


def test_two_transcriptions_differ_where_cleaning_cannot_help(drafts):
    found = compare_drafts(*(drafts(name) for name in SHANGHAI))
    gold = CLEANED | {("*", "issuer and issue date")}
    assert precision_and_recall(places(found), gold) == (1.0, 1.0)


def test_the_print_of_two_transcriptions_differs_as_the_reader_saw(drafts, transcriptions):
    found = places(compare_drafts(*(drafts(name) for name in SHANGHAI), raw=True))
    precision, recall = precision_and_recall(found, transcriptions)
    assert recall == 1.0
    assert precision >= 0.95


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[1])
def test_one_plan_in_two_formats_differs_in_nothing(names, drafts):
    assert compare_drafts(*(drafts(name) for name in names)) == ()


@pytest.mark.parametrize("name", ["beijing-2016-narrative.txt", "xinyu-2023-narrative.txt", SHANGHAI[0]])
def test_an_annex_with_a_row_for_each_sentence_contradicts_nothing(name, drafts):
    body = drafts(name).parts[0].tasks
    rows = [
        replace(task, section=(), content=sentence)
        for task in body
        for sentence in re.findall(r"[^。\n]+。?", task.content)
    ]
    found = compare_lists(body, rows, UnitDirectory.usual())
    assert len(rows) > len(body)
    assert {d.kind.value for d in found} <= {"column_missing"}
