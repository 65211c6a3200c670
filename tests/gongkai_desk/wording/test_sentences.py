"""Every kind of failure, doubt, state and stage has its Chinese words."""

import inspect

import pytest

from gongkai_desk import errors
from gongkai_desk.domain.draft import Doubt, DoubtKind
from gongkai_desk.domain.state import State
from gongkai_desk.progress import Stage
from gongkai_desk.wording import sentences as wording
from gongkai_desk.wording import states

GROUPS = {errors.DeskError, errors.InputError, errors.LibraryError, errors.EnvironmentFailure}
KINDS = [
    cls
    for _, cls in inspect.getmembers(errors, inspect.isclass)
    if issubclass(cls, errors.DeskError) and cls not in GROUPS
]


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.__name__)
def test_every_refusal_is_one_whole_sentence_even_without_data(cls):
    sentence = wording.error_sentence(cls())
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "{" not in sentence


def test_a_refusal_names_the_file_without_its_folder():
    assert "《要点.pdf》" in wording.error_sentence(errors.Damaged(file="/home/a/要点.pdf"))


def test_a_wrong_password_is_told_apart_from_none():
    asked = wording.error_sentence(errors.Encrypted(file="a.pdf"))
    wrong = wording.error_sentence(errors.Encrypted(file="a.pdf", tried=True))
    assert asked != wrong


def test_an_office_file_under_a_password_is_not_asked_for_it():
    assert "取消密码" in wording.error_sentence(errors.Encrypted(file="a.docx", tried=False, office=True))


@pytest.mark.parametrize(
    ("found", "step"),
    [("heic", "PDF"), ("locked zip", "解压"), ("rtf", ".docx"), ("msg", "附件"), ("exe", "不要运行")],
)
def test_each_other_type_is_named_with_its_own_next_step(found, step):
    for error in (errors.UnsupportedType(file="a", type=found), errors.TypeMismatch(file="a.pdf", found=found)):
        sentence = wording.error_sentence(error)
        assert step in sentence
        assert f"（{found}）" not in sentence


def test_a_scan_without_the_component_says_what_is_missing():
    assert "扫描识别组件" in wording.error_sentence(errors.NoText(file="a.pdf", pages=2, component=False))
    assert "组件" not in wording.error_sentence(errors.NoText(file="a.pdf", pages=2, component=True))


def test_missing_things_are_listed():
    assert "佐证材料、数量指标" in wording.error_sentence(errors.NotAllowed(lacks=("佐证材料", "数量指标")))


@pytest.mark.parametrize("kind", DoubtKind)
def test_every_doubt_has_a_sentence_and_a_chip(kind):
    assert wording.doubt_sentence(Doubt(kind, text="定期"))
    assert wording.doubt_chip(kind)


def test_every_state_and_stage_has_its_word():
    assert set(states.STATES) == set(State)
    assert set(wording.STAGES) == set(Stage)
