"""The reading component from a folder: only the files of the list are taken, all of them, or nothing."""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import sys
import zipfile
from pathlib import Path

import pytest

from gongkai_desk.errors import BadComponent
from gongkai_desk.paths import resource, user_dir
from gongkai_desk.reading.scan import component
from gongkai_desk.reading.scan.component import Wheel
from gongkai_desk.wording.sentences import error_sentence

LISTED = [
    line.split() for line in resource("ocr-wheels.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"
]
PINS = Path(__file__).parents[4] / "packaging" / "constraints.txt"
STARTS = {"rapidocr/__init__.py": "class RapidOCR:\n    def __init__(self, params): pass\n"}
MODELS = {"rapidocr/models/a_det_.onnx": "", "rapidocr/models/a_rec_.onnx": ""}


def wheel(folder: Path, name: str, members: dict[str, str]) -> Wheel:
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as package:
        for member, text in members.items():
            package.writestr(member, text)
    return Wheel(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two wheels, which are all that this machine needs."""
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "home"))
    made = tmp_path / "组件"
    made.mkdir()
    taken = (wheel(made, "rapidocr", STARTS | MODELS), wheel(made, "numbers", {"numbers_of.py": ""}))
    monkeypatch.setattr(component, "wheels", lambda: taken)
    return made


def unpacked() -> list[Path]:
    return list((user_dir() / "ocr").glob("*"))


def test_all_wheels_are_unpacked_into_the_users_own_folder(folder: Path) -> None:
    steps: list[tuple[int, int]] = []
    component.install(folder, progress=lambda stage, done, total: steps.append((done, total)))
    (place,) = unpacked()
    assert (place / "numbers_of.py").is_file()
    assert (place / "rapidocr" / "models" / "a_det_.onnx").is_file()
    assert (0, 2) in steps  # where the child takes long to come up, a sign of life stands before it


def test_a_second_time_takes_the_place_of_the_first_and_of_other_versions(folder: Path) -> None:
    (user_dir() / "ocr" / "older").mkdir(parents=True)
    component.install(folder)
    component.install(folder)
    assert len(unpacked()) == 1


def test_missing_and_wrong_files_are_named_and_nothing_is_taken(folder: Path) -> None:
    (folder / "numbers-1-py3-none-any.whl").unlink()
    with open(folder / "rapidocr-1-py3-none-any.whl", "ab") as file:
        file.write(b"more")
    with pytest.raises(BadComponent) as caught:
        component.install(folder)
    assert "缺：numbers-1-py3-none-any.whl。与原件不符：rapidocr-1-py3-none-any.whl。" in error_sentence(caught.value)
    assert unpacked() == []


def test_a_folder_with_none_of_them_is_told_what_it_should_hold(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadComponent) as caught:
        component.install(tmp_path)
    assert "里面应当有：rapidocr-1-py3-none-any.whl、numbers" in error_sentence(caught.value)


def test_a_recogniser_that_does_not_start_here_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"rapidocr/__init__.py": "raise ImportError('a library is missing')"}
    monkeypatch.setattr(component, "wheels", lambda: (wheel(folder, "rapidocr", broken),))
    with pytest.raises(BadComponent) as caught:
        component.install(folder)
    assert "不能启动" in error_sentence(caught.value)
    assert unpacked() == []


def test_a_machine_without_a_list_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component, "wheels", lambda: ())
    with pytest.raises(BadComponent) as caught:
        component.install(folder)
    assert component.machine() in error_sentence(caught.value)


def test_only_the_child_process_finds_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    component.install(folder)
    before = list(sys.path)
    component.use()
    assert sys.path == before
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: object())
    component.use()
    component.use()
    assert sys.path == [*before, str(unpacked()[0])]


@pytest.mark.parametrize("machine", sorted({where for where, _, _ in LISTED}))
def test_each_machine_has_the_whole_component(machine: str) -> None:
    names = {re.split(r"-\d", each.file)[0] for each in component.wheels(machine)}
    assert {"rapidocr", "onnxruntime", "numpy", "opencv_python_headless", "pyclipper", "shapely"} <= names
    assert ("colorama" in names) is ("win" in machine)
    python = machine.split("-")[0]
    assert all(re.search(rf"-(?:{python}|py3|py2\.py3|cp3\d+-abi3)-", each.file) for each in component.wheels(machine))


def test_the_list_is_what_the_constraints_pin() -> None:
    pinned = {line.strip().lower().replace("-", "_").replace("==", "-") for line in PINS.read_text().splitlines()}
    versions = {"-".join(file.split("-")[:2]).lower() for _, _, file in LISTED}
    assert versions <= pinned
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for _, digest, _ in LISTED)
