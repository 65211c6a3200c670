"""What the world can do to us: every error has a name, a group and data that survive the pipe from the child."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from gongkai_desk import errors
from gongkai_desk.errors import DeskError, EnvironmentFailure, InputError, LibraryError
from gongkai_desk.reading import child
from gongkai_desk.wording.sentences import error_sentence

GROUPS = {InputError: 3, LibraryError: 4, EnvironmentFailure: 5}


def below(group: type[DeskError]) -> Iterator[type[DeskError]]:
    for kind in group.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield kind
            yield from below(kind)


KINDS = [kind for kind in below(DeskError) if kind not in GROUPS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_belongs_to_one_group_whose_exit_code_it_has(kind: type[DeskError]) -> None:
    groups = [group for group in GROUPS if issubclass(kind, group)]
    assert [GROUPS[group] for group in groups] == [kind().exit_code]


def test_no_two_errors_share_a_name() -> None:
    kinds = [kind().kind for kind in KINDS]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    ("error", "kind"),
    [(errors.EmptyFile(), "empty_file"), (errors.NotALedger(), "not_a_ledger"), (errors.UnknownId(), "unknown_id")],
)
def test_the_name_that_the_command_line_prints(error: DeskError, kind: str) -> None:
    assert error.kind == kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_class_and_data_survive_the_pipe(kind: type[DeskError]) -> None:
    error = pickle.loads(pickle.dumps(kind(file="要点.pdf", pages=3, lacks=("a", "b"))))
    assert type(error) is kind
    assert error.data == {"file": "要点.pdf", "pages": 3, "lacks": ("a", "b")}


def test_data_added_on_the_way_up_survives_too() -> None:
    error = errors.Damaged(file="plan.doc")
    error.data["file"] = "要点.doc"
    assert pickle.loads(pickle.dumps(error)).data == {"file": "要点.doc"}


def refuse(**data: object) -> None:
    raise errors.Limit(**data)


def test_an_error_of_the_child_is_the_same_here() -> None:
    with pytest.raises(errors.Limit) as caught:
        child.run(refuse, what="pages", limit=2000)
    assert caught.value.data == {"what": "pages", "limit": 2000}


@pytest.mark.parametrize(
    "kind", [errors.EmptyFile, errors.NoText, errors.DiskFull, errors.TargetInUse, errors.Unreadable]
)
def test_a_sentence_names_the_file_and_ends(kind: type[DeskError]) -> None:
    sentence = error_sentence(kind(file="/home/李明/要点.pdf", pages=3, component=False, reason="missing"))
    assert "要点.pdf" in sentence
    assert sentence.endswith("。")
