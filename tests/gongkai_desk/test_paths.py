"""Files written whole or not at all, and what the disk refuses said as our own errors."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from gongkai_desk import paths
from gongkai_desk.errors import DiskFull, EnvironmentFailure, NoPermission, NotAllowed, TargetInUse, Unreadable
from gongkai_desk.paths import (
    ask_regular,
    beside_prefix,
    free_name,
    refuse_inside_library,
    resource,
    stored_whole,
    told_kindly,
    told_of,
    user_dir,
    written_whole,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def break_off(target: Path, error: BaseException) -> None:
    """Begin to write, then fail."""
    with written_whole(target) as beside:
        beside.write_text("半")
        raise error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "导出"
    made.mkdir()
    return made


def test_a_file_takes_its_place_when_it_is_whole(folder: Path) -> None:
    with written_whole(folder / "台账.docx") as beside:
        beside.write_text("新")
        assert beside.parent == folder
        assert (beside.suffix, beside.name[0]) == (".docx", ".")
        assert not (folder / "台账.docx").exists()
    assert ((folder / "台账.docx").read_text(), names(folder)) == ("新", ["台账.docx"])


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, ValueError, OSError(errno.ENOSPC, "full")], ids=["stop", "bug", "disk"]
)
def test_what_stood_there_stays_when_the_writing_is_broken_off(folder: Path, error: BaseException) -> None:
    (folder / "台账.docx").write_text("旧")
    with pytest.raises((KeyboardInterrupt, ValueError, DiskFull)):
        break_off(folder / "台账.docx", error)
    assert ((folder / "台账.docx").read_text(), names(folder)) == ("旧", ["台账.docx"])


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_new_file_has_the_mode_of_any_other(folder: Path) -> None:
    with written_whole(folder / "台账.docx") as beside:
        beside.write_text("新")
    (folder / "另.docx").write_text("另")
    assert (folder / "台账.docx").stat().st_mode == (folder / "另.docx").stat().st_mode


@pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
def test_a_link_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "真.docx").write_text("旧")
    (folder / "台账.docx").symlink_to(tmp_path / "真.docx")
    with written_whole(folder / "台账.docx") as beside:
        beside.write_text("新")
    assert (folder / "台账.docx").is_symlink()
    assert (tmp_path / "真.docx").read_text() == "新"


def test_a_very_long_name_has_room_for_the_file_beside_it(folder: Path) -> None:
    target = folder / f"{'台' * 80}.docx"  # 245 bytes
    with written_whole(target) as beside:
        beside.write_text("新")
    assert target.read_text() == "新"
    assert beside_prefix("台" * 80).startswith("." + "台" * 40 + "-gk")


def test_a_folder_is_not_replaced_by_a_file(folder: Path) -> None:
    with pytest.raises(NoPermission) as caught, stored_whole(folder):
        pytest.fail("it was written")
    assert caught.value.data == {"file": str(folder), "reason": "no_file"}


@pytest.mark.parametrize("name", ["没有/台账.docx", f"{'长' * 300}.docx"], ids=["no folder", "too long"])
def test_a_target_that_cannot_be_is_told(folder: Path, name: str) -> None:
    with pytest.raises(NoPermission), written_whole(folder / name):
        pytest.fail("it was written")
    assert names(folder) == []


def test_a_target_that_another_program_holds_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held open")

    (folder / "台账.docx").write_text("旧")
    monkeypatch.setattr(paths.os, "replace", held)
    with pytest.raises(TargetInUse), written_whole(folder / "台账.docx") as beside:
        beside.write_text("新")
    assert names(folder) == ["台账.docx"]


# ---- a library's own files


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    made = tmp_path / "云州市.gkdesk"
    (made / "backups").mkdir(parents=True)
    return made


@pytest.mark.parametrize("name", ["台账.docx", "evidence/佐证.pdf", "backups/旧.db", "."])
def test_no_output_stands_among_a_librarys_own_files(library_folder: Path, name: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        refuse_inside_library(library_folder / name)
    assert caught.value.data["lacks"] == ("outside_library",)
    assert caught.value.data["library"] == str(library_folder)


def test_a_new_backup_may_stand_there_once(library_folder: Path) -> None:
    refuse_inside_library(library_folder / "backups" / "备份.zip")
    (library_folder / "backups" / "备份.zip").touch()
    with pytest.raises(NotAllowed):
        refuse_inside_library(library_folder / "backups" / "备份.zip")


def test_a_library_is_known_by_its_ledger_too(tmp_path: Path) -> None:
    (tmp_path / "随便").mkdir()
    refuse_inside_library(tmp_path / "随便" / "台账.docx")
    (tmp_path / "随便" / "ledger.db").touch()
    with pytest.raises(NotAllowed):
        refuse_inside_library(tmp_path / "随便" / "台账.docx")


def test_a_link_into_a_library_is_seen_through(library_folder: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("links need a right on Windows")
    (tmp_path / "桌面").symlink_to(library_folder)
    with pytest.raises(NotAllowed):
        refuse_inside_library(tmp_path / "桌面" / "台账.docx")


# ---- what the disk refuses


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, NoPermission),
        (errno.EROFS, NoPermission),
        (errno.EIO, NoPermission),
    ],
)
def test_the_disks_refusals_are_our_own_errors(number: int, kind: type[EnvironmentFailure]) -> None:
    with pytest.raises(kind) as caught, told_kindly(Path("/媒体/台账.docx")):
        raise OSError(number, "refused")
    assert caught.value.data["file"] == "/媒体/台账.docx"


def test_what_is_no_refusal_of_the_disk_goes_on() -> None:
    with pytest.raises(ConnectionResetError), told_kindly(Path("a")):
        raise ConnectionResetError(errno.ECONNRESET, "reset")


def test_a_refusal_inside_a_folder_is_told_of_the_folder() -> None:
    with (
        pytest.raises(DiskFull) as caught,
        told_of(Path("云州市.gkdesk")),
        told_kindly(Path("云州市.gkdesk/ledger.db")),
    ):
        raise OSError(errno.ENOSPC, "full")
    assert caught.value.data["file"] == "云州市.gkdesk"


def test_only_an_ordinary_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    ask_regular(tmp_path / "a.txt")
    cases = {tmp_path: "folder", tmp_path / "missing": "missing", Path("a\x00b"): "missing"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
        cases[tmp_path / "pipe"] = "no_file"
    for path, reason in cases.items():
        with pytest.raises(Unreadable) as caught:
            ask_regular(path)
        assert caught.value.data["reason"] == reason


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert free_name(tmp_path / "台账.docx").name == "台账.docx"
    for taken in ("台账.docx", "台账（2）.docx"):
        (tmp_path / taken).touch()
    assert free_name(tmp_path / "台账.docx").name == "台账（3）.docx"


def test_the_users_folder_is_made_where_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "深" / "家"))
    assert user_dir() == tmp_path / "深" / "家"
    assert user_dir().is_dir()


def test_the_platforms_folder_is_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_DESK_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    assert user_dir() == tmp_path / "gongkai-desk"


def test_shipped_files_are_there() -> None:
    assert resource("templates", "base.docx").is_file()
    assert resource("samples").is_dir()
