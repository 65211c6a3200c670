"""Every kind of failure, doubt, state and stage has its Chinese words."""

import inspect

import pytest

from gongkai_desk import errors
from gongkai_desk.domain.draft import Doubt, DoubtKind, Draft, Part, PartKind
from gongkai_desk.domain.review import Review
from gongkai_desk.domain.state import State
from gongkai_desk.progress import Stage
from gongkai_desk.wording import sentences as wording
from gongkai_desk.wording import states
from tests.builders import a_plan, a_task

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


@pytest.mark.parametrize(
    ("of_part", "of_file", "told"),
    [
        ((), (), "1 项，没有要看的地方"),
        ((Doubt(DoubtKind.NO_UNIT, 0), Doubt(DoubtKind.OCR_READ, 0, text="甲")), (), "1 项，2 处要看"),
        ((Doubt(DoubtKind.NO_UNIT, 0),), (Doubt(DoubtKind.NO_PLAN_YEAR),), "1 项，2 处要看"),
    ],
)
def test_one_line_says_how_much_was_read_and_how_much_to_look_at(of_part, of_file, told):
    part = Part(PartKind.TABLE, "分解表", (a_task(),), of_part)
    review = Review(Draft("要点.docx", (a_plan(),), (part,), doubts=of_file), 0)
    assert wording.recognised_sentence(review) == told
