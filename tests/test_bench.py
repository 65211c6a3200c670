"""What the bench prints of an older commit beside this one."""

import importlib.util
from pathlib import Path

import pytest

BENCHES = Path(__file__).resolve().parent.parent / "packaging" / "benches"


def load(name):
    spec = importlib.util.spec_from_file_location(f"benches_{name}", BENCHES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def against():
    return load("against")


def test_a_printed_figure_is_read_back_in_milliseconds(against, capsys, tmp_path):
    load("kit").tell("open 5,000 rows / plain", "50", [(0.120, 0.390)])
    script = tmp_path / "packaging" / "bench.py"
    script.parent.mkdir()
    script.write_text(f"print({capsys.readouterr().out!r})", encoding="utf-8")
    assert list(against.measured(tmp_path, ())) == [("open 5,000 rows / plain", 120.0)]


def test_the_median_of_the_paired_ratios_is_told(against):
    assert against.line("x", [10, 20, 10], [20, 20, 30]).endswith("2.00 (1.00–3.00)")


def test_a_figure_that_one_side_lacks_is_not_compared(against):
    assert against.line("x", [], [20.0]).split() == ["x", "—", "20.0", "—"]


def test_an_older_tree_may_keep_its_bench_elsewhere(against, tmp_path):
    script = tmp_path / "packaging" / "benches" / "run.py"
    script.parent.mkdir(parents=True)
    script.write_text("import sys; print('a    1.00  (1.00–1.00; 5 / 5 ms; aim —)', sys.argv[1:])", encoding="utf-8")
    assert list(against.measured(tmp_path, ("parse",))) == [("a", 5.0)]
