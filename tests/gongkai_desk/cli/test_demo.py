"""The sample that anyone can make: a library whose year has been played, its papers, and a word about pictures."""

from gongkai_desk.cli.demo import BREAKDOWN, LEDGER, LIBRARY
from gongkai_desk.domain.light import Colour


def test_the_demo_makes_library_and_papers_without_a_screen(run, tmp_path):
    answer = run("demo", tmp_path / "样例")
    made = {path.name for path in (tmp_path / "样例").iterdir()}
    assert answer.code == 0
    assert made == {LIBRARY, LEDGER, BREAKDOWN}
    assert "打不开窗口" in answer.err


def test_the_sample_year_has_every_light(run, tmp_path):
    run("demo", tmp_path)
    tasks = run("list", "tasks", "--library", tmp_path / LIBRARY, "--json", "-").json
    assert {Colour.RED, Colour.YELLOW, Colour.GREEN} <= {task["light"] for task in tasks}
    assert "closed" in {task["status"] for task in tasks}


def test_the_demo_goes_on_from_what_is_there(run, tmp_path):
    run("demo", tmp_path)
    before = run("dump", "--library", tmp_path / LIBRARY).out
    assert run("demo", tmp_path).code == 0
    assert run("dump", "--library", tmp_path / LIBRARY).out == before
