"""The real plans and their files against their expected tasks (skipped where ../shared is not there)."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gongkai_desk.domain.draft import Draft
from gongkai_desk.parsing.plan import parse
from gongkai_desk.reading.read import read_document
from gongkai_desk.services.intake.reading import draft_json
from gongkai_desk.words.normal import key
from gongkai_desk.words.units import UnitDirectory
from gongkai_desk.workdays import Workdays

NOT_PRINTED = {  # what a file does not say, and so nobody can read
    "shanghai-2022-table.tsv.txt": {"issuer", "issue_date"},
    "shanghai-2022-table.xlsx": {"issuer", "issue_date"},
    "shenyang-2022-table.xlsx": {"doc_no", "issuer", "issue_date"},
}
CASES = [
    ("shanghai-2022-table.tsv.txt", "shanghai-2022-table"),
    ("shanghai-2022-pdftext.txt", "shanghai-2022-table"),
    ("shenyang-2022-narrative-and-table.txt", "shenyang-2022-narrative"),
    ("shenyang-2022-narrative-and-table.txt", "shenyang-2022-table"),
    ("beijing-2016-narrative.txt", "beijing-2016-narrative"),
    ("xinyu-2023-narrative.txt", "xinyu-2023-narrative"),
    ("files/shanghai-2022-table.pdf", "shanghai-2022-table"),
    ("files/shanghai-2022-table-b.pdf", "shanghai-2022-table"),
    ("files/shanghai-2022-table.docx", "shanghai-2022-table"),
    ("files/shanghai-2022-table.xlsx", "shanghai-2022-table"),
    ("files/shenyang-2022.pdf", "shenyang-2022-narrative"),
    ("files/shenyang-2022.pdf", "shenyang-2022-table"),
    ("files/shenyang-2022.docx", "shenyang-2022-narrative"),
    ("files/shenyang-2022.docx", "shenyang-2022-table"),
    ("files/shenyang-2022-table.xlsx", "shenyang-2022-table"),
    ("files/beijing-2016.docx", "beijing-2016-narrative"),
    ("files/beijing-2016.pdf", "beijing-2016-narrative"),
    ("files/xinyu-2023.docx", "xinyu-2023-narrative"),
    ("files/xinyu-2023.html", "xinyu-2023-narrative"),
]
IDS = [f"{Path(file).name}-{gold.rsplit('-', 1)[-1]}" for file, gold in CASES]


@pytest.fixture(scope="module")
def score(shared_plans: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_of_shared_plans", shared_plans / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drafts(shared_plans: Path) -> dict[str, Draft]:
    """Return each file's draft, read once."""
    files = {file for file, _ in CASES}
    directory, workdays = UnitDirectory.usual(), Workdays.usual()
    return {file: parse(read_document(shared_plans / file), directory, workdays) for file in files}


@pytest.fixture(params=CASES, ids=IDS)
def case(request: pytest.FixtureRequest, shared_plans: Path, drafts: dict[str, Draft]) -> tuple[str, Any, Any]:
    """Return the file's name, the gold and what was read."""
    file, gold = request.param
    draft = drafts[file]
    kind = gold.rsplit("-", 1)[-1]
    index = next(n for n, part in enumerate(draft.parts) if part.kind == kind)
    read = json.loads(json.dumps(draft_json(draft, index), default=str)) | {"title": draft.parts[index].title}
    return Path(file).name, json.loads((shared_plans / "gold" / f"{gold}.json").read_text("utf-8")), read


def test_every_task_with_every_field(case: tuple[str, Any, Any], score: ModuleType) -> None:
    _, gold, read = case
    result, wrong, _ = score.score(gold, read)
    assert result["task_f1"] == 1
    assert {name: share for name, share in result["accuracy"].items() if share < 1} == {}, wrong
    assert {name: n["false"] for name, n in result["of_those_present"].items() if n["false"]} == {}


def test_what_the_paper_says_about_itself(case: tuple[str, Any, Any], score: ModuleType) -> None:
    name, gold, read = case
    wrong = {field for field, right in score.document_right(gold, read).items() if not right}
    assert wrong == NOT_PRINTED.get(name, set())


def test_no_unit_is_invented(case: tuple[str, Any, Any], score: ModuleType, shared_plans: Path) -> None:
    _, gold, read = case
    printed = "".join((shared_plans / source).read_text("utf-8") for source in gold["source"])
    assert score.units_not_printed(read, printed) == []


def test_every_task_knows_its_place(case: tuple[str, Any, Any]) -> None:
    assert [task["seq"] for task in case[2]["tasks"] if not task["source"]] == []


def test_a_text_place_leads_to_the_words_of_the_task(drafts: dict[str, Draft]) -> None:
    draft = drafts["beijing-2016-narrative.txt"]
    for task in draft.parts[0].tasks:
        printed = key("".join(draft.text[place.start : place.end] for place in task.source))  # type: ignore[union-attr]
        assert key(task.content) in printed
        assert len(printed) <= len(key(f"{task.title or ''}{task.content}{task.unit_text}")) + 10


def test_the_row_of_shanghai_71_is_put_right_and_doubted(drafts: dict[str, Draft]) -> None:
    (part,) = drafts["shanghai-2022-table.tsv.txt"].parts
    assert [(doubt.kind, doubt.task) for doubt in part.doubts if doubt.kind == "shifted_cells"] == [
        ("shifted_cells", 70)
    ]


@pytest.mark.parametrize("file", sorted({file for file, _ in CASES}))
def test_right_numbers_are_not_doubted(file: str, drafts: dict[str, Draft]) -> None:
    doubts = [doubt for part in drafts[file].parts for doubt in part.doubts]
    assert [doubt.text for doubt in doubts if doubt.kind in ("number_gap", "number_repeat")] == []
