"""Hostile and broken files: each ends in a success or a refusal of ours, within the limits, and nothing is run."""

from pathlib import Path

import pytest

from gongkai_desk.errors import DeskError, InputError, Limit
from gongkai_desk.paths import resource
from gongkai_desk.reading import child
from gongkai_desk.wording.sentences import error_sentence
from tests.gongkai_desk.reading.hostile_work import Outcome, read_each
from tests.hostile import LARGE, SMALL, broken

SAMPLES = [
    resource("samples", "yunzhou-2026.docx"),
    resource("samples", "yunzhou-2026.pdf"),
    resource("samples", "yunzhou-2026.txt"),
    resource("samples", "yunzhou-2026-table.xlsx"),
    Path(__file__).parents[2] / "data" / "reading" / "merged.xls",
    Path(__file__).parents[2] / "data" / "reading" / "merged.ods",
]


def check(outcome: Outcome) -> None:
    assert outcome.error == "", outcome.name
    if outcome.refusal:
        check_refusal(outcome.refusal, outcome.name)


def check_refusal(refusal: DeskError, name: str) -> None:
    """One Chinese sentence that names the file and what to do, exit code 3."""
    sentence = error_sentence(refusal)
    assert isinstance(refusal, InputError)
    assert refusal.exit_code == 3
    assert f"《{name}》" in sentence
    assert "请" in sentence
    assert sentence.count("。") == 1
    assert "{" not in sentence


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Read all small files in one child: none may end it."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [folder / name for name in SMALL]
    for path in paths:
        path.write_bytes(SMALL[path.name]())
    return {outcome.name: outcome for outcome in child.run(read_each, paths)}


@pytest.mark.parametrize("name", SMALL)
def test_a_small_hostile_file_is_read_or_refused(small, name):
    check(small[name])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bomb.docx", "limit"),
        ("lying.docx", "damaged"),
        ("laughs.docx", "unsafe"),
        ("outside.docx", "unsafe"),
        ("laughs.xlsx", "unsafe"),
        ("outside.ods", "unsafe"),
        ("page-tree-loop.pdf", "no_text"),
        ("loop.xls", "damaged"),
        ("random.txt", "type_mismatch"),
    ],
)
def test_what_is_wrong_with_it_is_told(small, name, kind):
    refusal = small[name].refusal
    assert refusal is not None
    assert refusal.kind == kind


def test_a_file_that_launches_something_has_launched_nothing(small):
    assert small["launch.pdf"].refusal is not None
    assert not Path("/tmp/launched").exists()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_broken_sample_is_read_or_refused(tmp_path, sample):
    variants = []
    for what, data in broken(sample.read_bytes(), seed=7):
        variants.append(tmp_path / f"{what.replace(' ', '-')}{sample.suffix}")
        variants[-1].write_bytes(data)
    for outcome in child.run(read_each, variants):
        check(outcome)


@pytest.mark.parametrize("name", LARGE)
def test_a_large_hostile_file_is_read_or_refused(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(LARGE[name]())
    try:
        check(child.run(read_each, [path])[0])
    except Limit as limit:  # the child was ended; here it was given a list, so the error names no file
        limit.data["file"] = name
        check_refusal(limit, name)
