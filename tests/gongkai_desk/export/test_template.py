"""The base paper: made by our own script, without anybody's traces."""

import importlib.util
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_desk.paths import resource

BASE = resource("templates", "base.docx")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("template", BASE.parents[2] / "packaging" / "makers" / "template.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_paper_is_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    script.make(tmp_path / "base.docx")
    assert (tmp_path / "base.docx").read_bytes() == BASE.read_bytes()


def test_it_has_no_thumbnail_and_no_author() -> None:
    with zipfile.ZipFile(BASE) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
        core = package.read("docProps/core.xml").decode()
    assert "creator" not in core
    assert "zh-CN" in core


def test_official_fonts_have_other_names() -> None:
    with zipfile.ZipFile(BASE) as package:
        table = package.read("word/fontTable.xml").decode()
    for name, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "FZXiaoBiaoSong-B05S")):
        assert f'w:name="{name}"' in table
        assert other in table


def test_settings_stand_in_the_schemas_order() -> None:
    """ECMA-376 17.15.1.78: a validator refuses evenAndOddHeaders before defaultTabStop."""
    with zipfile.ZipFile(BASE) as package:
        settings = package.read("word/settings.xml").decode()
    order = [settings.index(f"<w:{name}") for name in ("zoom", "defaultTabStop", "evenAndOddHeaders", "compat>")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", [each.name for each in sorted(BASE.parent.glob("*.docx"))])
def test_every_template_says_which_program_made_it(name: str) -> None:
    with zipfile.ZipFile(BASE.parent / name) as package:
        assert "<Application>公开台账</Application>" in package.read("docProps/app.xml").decode()
