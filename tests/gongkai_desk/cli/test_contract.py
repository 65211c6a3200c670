"""What others build on: shapes of JSON (DECISIONS 1–4, 16–19), exit codes, one line for each kind of refusal."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk import errors
from gongkai_desk.cli.main import COMMANDS, main, refusal, refuse
from gongkai_desk.domain.state import Action, State
from gongkai_desk.wording.states import ACTIONS
from tests.acts import ACTS

KEYS = """
outcome file title doc_no issuer issue_date dates year level parts part tasks losses warnings
seq part section title title_derived content lead responsible support units_full unit_text deadline
deadline_kind deadline_date inner_deadlines recurrence recurrences quotas time_limits source
"""
DOCUMENT, TASK = KEYS.split()[:14], KEYS.split()[14:]
GROUPS = {errors.DeskError, errors.InputError, errors.LibraryError, errors.EnvironmentFailure}
KINDS = [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, errors.DeskError)]
REFUSALS = [cls for cls in KINDS if cls not in GROUPS]
PROMISED = {  # PRODUCT §4 and DECISIONS 4
    3: "empty_file damaged encrypted no_text unsupported_type legacy_format type_mismatch limit unsafe unreadable "
    "no_tasks duplicate no_part",
    4: "not_a_ledger damaged_ledger newer_ledger older_ledger read_only_ledger busy_ledger bad_backup not_found "
    "unknown_id not_allowed",
    5: "disk_full no_permission target_in_use no_window",
}


class TestRefusals:
    @pytest.mark.parametrize(
        ("code", "kind"), [(code, kind) for code, kinds in PROMISED.items() for kind in kinds.split()]
    )
    def test_every_kind_that_is_promised_ends_with_its_code(self, code: int, kind: str) -> None:
        (cls,) = [cls for cls in REFUSALS if cls().kind == kind]
        assert cls.exit_code == code

    @pytest.mark.parametrize("cls", REFUSALS, ids=lambda cls: cls.__name__)
    def test_each_is_one_line_with_its_kind(self, cls: type[errors.DeskError], capsys: Any) -> None:
        error = cls(file="要点.docx", library="台账.gkdesk")
        assert refuse(error) == cls.exit_code
        told = capsys.readouterr()
        assert told.err.startswith(f"错误[{error.kind}]: ")
        assert (told.err.count("\n"), told.out) == (1, "")

    @pytest.mark.parametrize("cls", REFUSALS, ids=lambda cls: cls.__name__)
    def test_each_is_an_object_where_json_was_asked_for(self, cls: type[errors.DeskError], capsys: Any) -> None:
        error = cls(file="要点.docx")
        refuse(error, "-")
        assert json.loads(capsys.readouterr().out) == refusal(error)
        assert list(refusal(error)) == ["outcome", "message", "file"]

    def test_a_place_for_json_that_is_refused_too_is_told_besides(self, capsys: Any, tmp_path: Path) -> None:
        assert refuse(errors.NoTasks(file="便笺.txt", reason="no_plan"), str(tmp_path / "无" / "a.json")) == 3
        kinds = [line.partition("]")[0] for line in capsys.readouterr().err.splitlines()]
        assert kinds == ["错误[no_tasks", "错误[no_permission"]


class TestParse:
    def test_a_document_has_its_keys_in_their_order(self, run, sample):
        told = run("parse", sample, "--json", "-").json
        assert list(told) == DOCUMENT
        assert list(told["dates"]) == ["written", "imprint", "published", "received"]
        assert [list(part) for part in told["parts"]] == [["index", "kind", "title", "tasks"]] * 2
        assert [part["index"] for part in told["parts"]] == [1, 2]

    def test_a_task_has_the_keys_of_the_gold_and_its_source(self, run, sample):
        for task in run("parse", sample, "--json", "-").json["tasks"]:
            assert [key for key in task if key in TASK] == TASK
            assert task["source"]

    def test_warnings_say_which_task_and_never_change_the_outcome(self, run, sample):
        told = run("parse", sample, "--part", "narrative", "--json", "-").json
        assert told["outcome"] == "ok"
        for warning in told["warnings"]:
            assert {"kind", "task", "field", "text", "source"} <= set(warning)
            assert warning["task"] is None or 0 <= warning["task"] < len(told["tasks"])

    @pytest.mark.parametrize(("part", "index"), [("narrative", 1), ("table", 2), ("1", 1), ("2", 2)])
    def test_a_part_is_chosen_by_kind_or_number(self, run, sample, part, index):
        told = run("parse", sample, "--part", part, "--json", "-").json
        assert told["part"] == index
        assert len(told["tasks"]) == told["parts"][index - 1]["tasks"]

    def test_several_files_are_framed_with_the_worst_outcome(self, run, sample, tmp_path):
        (tmp_path / "空.txt").touch()
        answer = run("parse", sample, tmp_path / "空.txt", "--json", "-")
        assert (answer.code, answer.json["outcome"]) == (3, "empty_file")
        assert [document["outcome"] for document in answer.json["files"]] == ["ok", "empty_file"]

    def test_json_goes_to_a_file_whole(self, run, sample, tmp_path):
        (tmp_path / "a.json").write_text("旧", encoding="utf-8")
        answer = run("parse", sample, "--json", tmp_path / "a.json")
        assert (answer.out, answer.code) == ("", 0)
        assert list(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))) == DOCUMENT

    def test_a_day_of_issue_that_is_given_counts(self, run, tmp_path):
        path = tmp_path / "要点.txt"
        path.write_text(
            "云州市2026年政务公开工作要点任务分解表\n\n序号\t任务名称\t任务内容\t责任单位\t时间节点\n"
            "1\t公开规划\t更新规划进展情况专栏\t市教育局\t印发之日起30日内\n"
            "2\t公开教育\t公布全市招生信息\t市教育局\t9月底前\n",
            encoding="utf-8",
        )
        dated = run("parse", path, "--issue-date", "2026-03-06", "--json", "-").json
        assert dated["tasks"][0]["deadline_date"] == "2026-04-05"
        assert run("parse", path, "--json", "-").json["tasks"][0]["deadline_date"] is None

    def test_without_json_it_tells_in_a_few_lines(self, run, sample):
        lines = run("parse", sample).out.splitlines()
        assert lines[0].startswith("云州市2026年政务公开工作要点")
        assert [line[0] for line in lines[1:3]] == [" ", "*"]


class TestListing:
    def test_plans(self, run, filled):
        (plan,) = run("list", "plans", "--library", filled, "--json", "-").json
        assert list(plan) == ["id", "year", "title", "doc_no", "issuer", "issue_date", "level", "tasks"]
        assert (plan["id"], plan["year"], plan["tasks"]) == (1, 2026, 41)

    def test_tasks_have_their_ids_the_keys_of_parse_and_their_lights(self, run, filled):
        for task in run("list", "tasks", "--library", filled, "--json", "-").json:
            assert list(task)[:2] == ["id", "plan"]
            assert [key for key in task if key in TASK] == TASK
            assert list(task)[-5:] == ["status", "light", "light_text", "light_word", "light_units"]
            assert [list(unit) for unit in task["light_units"]] == [["unit", "light", "word", "why", "status"]] * len(
                task["light_units"]
            )

    def test_units(self, run, filled):
        units = run("list", "units", "--library", filled, "--json", "-").json
        assert [list(unit) for unit in units] == [["id", "name", "short", "class", "proposed", "tasks"]] * len(units)
        assert len({unit["id"] for unit in units}) == len(units)

    def test_filters_narrow_each_other(self, run, filled):
        words = ("list", "tasks", "--library", filled, "--json", "-")
        both = run(*words, "--unit", "市教育局", "--search", "招生").json
        unit = {task["id"] for task in run(*words, "--unit", "市教育局").json}
        found = {task["id"] for task in run(*words, "--search", "招生").json}
        assert {task["id"] for task in both} == unit & found

    def test_the_plain_listing_counts_and_cuts_long_texts(self, run, filled):
        lines = run("list", "tasks", "--library", filled).out.splitlines()
        assert lines[-1] == "共 41 项"
        assert all(len(cell) <= 40 for line in lines for cell in line.split("\t"))


# ---- transitions: every act of the domain's table, from the command line

WAY = {  # what is done first, so that the act can start
    Action.VERIFY: ["apply"],
    Action.RETURN: ["apply"],
    Action.RESUME: ["suspend"],
    Action.REOPEN: ["close"],
}
SAID = ("--reason", "因故", "--until", "2027-12-20", "--override", "集中办结")


class TestTransitions:
    @pytest.mark.parametrize("action", [act for act in Action if "lasting" not in ACTS[act].needs])
    def test_each_act_is_done_and_leads_where_the_domain_says(self, run, filled, action):
        for first in WAY.get(action, []):
            assert run("transition", 5, first, *SAID, "--library", filled).code == 0
        before = self.status(run, filled)
        answer = run("transition", 5, action, *SAID, "--library", filled)
        assert (answer.code, answer.out[:3]) == (0, "ok ")
        act = ACTS[action]
        assert self.status(run, filled) == (State.NOT_STARTED if act.goes_back else act.leads_to(State(before)))

    def status(self, run, filled) -> str:
        return next(
            task["light_units"][0]["status"]
            for task in run("list", "tasks", "--library", filled, "--json", "-").json
            if task["id"] == 5
        )

    def test_a_task_that_does_not_last_is_not_carried_over(self, run, filled):
        tasks = run("list", "tasks", "--library", filled, "--json", "-").json
        ending = next(task["id"] for task in tasks if task["deadline_kind"] == "month_end")
        answer = run("transition", ending, "carry-over", *SAID, "--library", filled)
        assert (answer.code, "年度办结" in answer.err) == (4, True)

    @pytest.mark.parametrize("action", sorted(ACTIONS))
    def test_an_act_may_be_named_in_chinese(self, run, filled, action):
        english = run("transition", 5, action, *SAID, "--library", filled)
        chinese = run("transition", 6, ACTIONS[action], *SAID, "--library", filled)
        assert chinese.code in (0, 4)
        assert english.code in (0, 4)

    def test_what_was_said_with_an_act_is_kept(self, run, filled):
        words = (
            "--reason",
            "无此职能",
            "--approver",
            "王主任",
            "--doc-no",
            "15号",
            "--opinion",
            "同意",
            "--by",
            "李明",
        )
        assert run("transition", 5, "not-applicable", *words, "--library", filled).code == 0
        told = run("dump", "--library", filled).out
        assert all(word in told for word in ("无此职能", "王主任", "15号", "同意"))

    def test_who_did_it_approved_it_unless_said_otherwise(self, run, filled):
        run("transition", 5, "suspend", "--reason", "改版", "--by", "李明", "--library", filled)
        line = next(line for line in run("dump", "--library", filled).out.splitlines() if "改版" in line)
        assert '"approver":"李明"' in line.replace(" ", "")

    def test_no_act_is_of_a_day_to_come(self, run, filled):
        answer = run("transition", 5, "apply", "--date", "2026-11-23", "--library", filled)
        assert (answer.code, "日期不能晚于今天" in answer.err) == (4, True)

    def test_several_units_are_one_step_or_none(self, run, filled):
        before = run("dump", "--library", filled).out
        words = ("--unit", "市园林绿化局", "--unit", "市教育局", "--reason", "x", "--library", filled)
        assert run("transition", 5, "suspend", *words).code == 4
        assert run("dump", "--library", filled).out == before


class TestCare:
    def test_history_is_added_to_a_dump(self, run, filled):
        plain = run("dump", "--library", filled).out
        whole = run("dump", "--history", "--library", filled).out
        assert set(plain.splitlines()) < set(whole.splitlines())

    def test_a_library_of_today_needs_no_step_up(self, run, filled):
        answer = run("migrate", "--library", filled)
        assert (answer.code, answer.out) == (0, "云州区台账：已是当前格式。\n")

    def test_a_missing_file_of_evidence_is_found(self, run, filled, tmp_path):
        (tmp_path / "证.txt").write_text("一", encoding="utf-8")
        run("attach", 5, tmp_path / "证.txt", "--library", filled)
        for kept in (filled / "evidence").rglob("*"):
            if kept.is_file():
                kept.chmod(0o600)
                kept.unlink()
        answer = run("check", "--library", filled)
        assert (answer.code, "台账库完好" in answer.out) == (4, False)
        assert "证.txt" in answer.out

    def test_a_backup_goes_to_a_new_place_too(self, run, filled, tmp_path):
        assert run("backup", tmp_path / "b.zip", "--library", filled).out == f"{tmp_path / 'b.zip'}\n"
        other = tmp_path / "另一台.gkdesk"
        assert run("restore", tmp_path / "b.zip", "--library", other).code == 0
        assert run("dump", "--library", other).out == run("dump", "--library", filled).out

    def test_what_is_no_backup_is_refused_and_nothing_touched(self, run, filled, tmp_path):
        (tmp_path / "x.zip").write_bytes(b"PK\x03\x04nothing")
        before = run("dump", "--library", filled).out
        answer = run("restore", tmp_path / "x.zip", "--library", filled)
        assert (answer.code, answer.err[:15]) == (4, "错误[bad_backup]: "[:15])
        assert run("dump", "--library", filled).out == before

    def test_a_damaged_library_is_salvaged_into_a_new_place(self, run, filled, tmp_path):
        answer = run("restore", filled, "--salvage", "--library", tmp_path / "救.gkdesk")
        assert answer.code == 0
        assert answer.out.startswith("已救出：要点 1 条、")
        assert len(run("list", "tasks", "--library", tmp_path / "救.gkdesk", "--json", "-").json) == 41


class TestCommands:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_has_its_help_in_chinese(self, command, run):
        answer = run(command, "--help")
        assert answer.code == 0
        assert answer.out.startswith("用法：gongkai-desk ")
        assert COMMANDS[command][1] in answer.out

    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_takes_the_day_and_the_clerk_behind_its_name(self, command, run):
        assert "--today" in run(command, "--help").out
        assert "--by" in run(command, "--help").out

    def test_without_a_command_all_are_named(self, run):
        assert all(command in run("--help").out for command in COMMANDS)

    def test_the_version_is_told(self, run):
        assert run("--version").out.startswith("公开台账 ")

    def test_a_command_may_not_be_cut_short(self, run, filled):
        assert run("list", "plans", "--lib", filled).code == 2

    def test_ctrl_c_ends_with_130(self, monkeypatch, capsys):
        def stopped(argv):
            raise KeyboardInterrupt

        monkeypatch.setattr("gongkai_desk.cli.main._read_arguments", stopped)
        assert main(["check"], lambda: None) == 130  # type: ignore[arg-type, return-value]
        assert capsys.readouterr().err == ""
