"""``assess`` and ``export assessment``: a scheme from a table, facts drawn, papers; a ranking only after approval."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gongkai_desk.cli.main import main
from tests.worked_year import built, expected, facts, last_day

Run = Callable[..., tuple[int, dict[str, object]]]
SCHEME = (
    ("指标", "分值", "评分标准"),
    ("任务办理", 30, "退回整改的每次扣5分"),
    ("信息报送", 50, "每迟报一次扣2分，最多扣4分；每漏报一次扣4分"),
    ("第三方评估", 20, "由第三方评分"),
)


def table(path: Path, rows: object) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "云州市.gkdesk"
    built(path, last_day()).library.close()
    return path


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def typed(*words: object) -> tuple[int, dict[str, object]]:
        given = ["--today", "2026-10-16", *map(str, words), "--library", str(folder), "--plan", "1", "--json", "-"]
        code = main(given, lambda: None)
        return code, json.loads(capfd.readouterr().out)

    return typed


def test_without_a_scheme_nothing_is_made_up(run: Run, tmp_path: Path):
    code, said = run("export", "assessment", tmp_path / "表.xlsx")
    assert (code, said["outcome"]) == (4, "not_allowed")
    assert "考核方案" in said["message"]


def test_from_a_table_to_the_papers(run: Run, tmp_path: Path):
    lists = facts()["assessment"]["lists"]
    named = [word for of, names in lists.items() for name in names for word in ("--unit", f"{name}={of}")]
    code, said = run("assess", "scheme", table(tmp_path / "方案.xlsx", SCHEME), *named)
    assert (code, said["notes"]) == (0, [])
    assert [rule["fact"] for rule in said["items"][1]["rules"]] == ["late", "not_reported"]

    assert len(run("assess", "draw", "--dry-run")[1]["entries"]) == 14
    assert len(run("assess", "draw")[1]["entries"]) == 14
    assert run("assess", "draw")[1]["known"] == 14

    points = table(tmp_path / "分.xlsx", (("单位", "得分"), *facts()["assessment"]["outside"].items(), ("某局", "3")))
    code, said = run("assess", "points", points)
    assert (said["given"], said["unknown"]) == (8, ["某局"])

    run("assess", "enter", "--unit", "市发展改革委", "--item", "任务办理", "--points", "-4", "--text", "逾期未办结")
    code, said = run("export", "assessment", tmp_path / "表.xlsx")
    assert [each["unit"] for each in said["units"]] == list(expected()["assessment"]["units"])
    assert all("rank" not in each for each in said["units"])
    mine = said["units"][0]
    assert (mine["items"][0]["points"], mine["items"][0]["entries"][0]["sentence"]) == ("26", "逾期未办结，扣4分")
    titles = [cell.value for row in load_workbook(tmp_path / "表.xlsx").active.iter_rows() for cell in row]
    assert "内部资料　注意保存" in titles

    entry = mine["items"][0]["entries"][0]["id"]
    assert run("assess", "withdraw", entry, "--reason", "已延期")[0] == 0
    assert len(run("export", "assessment", tmp_path / "表.xlsx")[1]["withdrawn"]) == 1

    code, said = run("export", "assessment", tmp_path / "名次.xlsx", "--ranked")
    assert (code, said["outcome"]) == (4, "not_allowed")
    assert "审定" in said["message"]
    assert not (tmp_path / "名次.xlsx").exists()

    assert run("approve", "ranking")[0] == 4  # nobody is named who allowed it
    assert run("approve", "ranking", "--by", "王主任", "--doc-no", "会议纪要12号")[0] == 0
    code, said = run("export", "assessment", tmp_path / "名次.xlsx", "--ranked")
    assert (code, said["approval"]["by"]) == (0, "王主任")
    assert [each["rank"] for each in said["units"]] == sorted(each["rank"] for each in said["units"][:5]) + sorted(
        each["rank"] for each in said["units"][5:]
    )

    code, said = run("export", "assessment", tmp_path / "全部", "--format", "docx")
    assert len(said["files"]) == 3 + 2 * 8
    assert all(Path(each).is_file() for each in said["files"])
