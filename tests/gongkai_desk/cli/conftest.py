"""The command line run in this process, as a person would type it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.cli.main import main
from gongkai_desk.errors import NoWindow
from gongkai_desk.paths import resource

SAMPLE = resource("samples", "yunzhou-2026.txt")


def no_screen() -> Any:
    raise NoWindow(reason="测试")


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def typed(*words: object) -> Answer:
        code = main(["--today", "2026-11-22", *map(str, words)], no_screen)
        said = capfd.readouterr()
        return Answer(code, said.out, said.err)

    return typed


@pytest.fixture
def sample() -> Path:
    return SAMPLE


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "样例.gkdesk"
    assert run("init", folder, "--name", "云州区台账").code == 0
    return folder


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with the sample in it; only to be copied, for reading the sample takes its time."""
    folder = tmp_path_factory.mktemp("once") / "样例.gkdesk"
    for words in (("init", folder, "--name", "云州区台账"), ("import", SAMPLE, "--library", folder)):
        assert main(["--today", "2026-11-22", *map(str, words)], no_screen) == 0
    return folder


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled_once, tmp_path / "样例.gkdesk")
