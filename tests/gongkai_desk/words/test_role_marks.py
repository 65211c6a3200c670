"""A note that says which sign marks who leads, and lists that bear it."""

import pytest

from gongkai_desk.words.list_remarks import convention, marks_told


@pytest.mark.parametrize(
    ("note", "mark"),
    [
        ("注：标★的为牵头单位。", "★"),
        ("带*号的单位为牵头单位，下同", "*"),
        ("备注：“▲”为主办单位", "▲"),
        ("牵头单位列第一位", ""),
        ("★ 公开预算", ""),
    ],
)
def test_a_note_tells_the_sign(note: str, mark: str) -> None:
    assert convention(note).marks == (((mark, "lead"),) if mark else ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("★市民政局、市财政局", "市民政局（牵头）、市财政局"),
        ("市财政局、市民政局★", "市财政局、市民政局（牵头）"),
        ("市财政局\n★ 市民政局", "市财政局\n市民政局（牵头）"),
        ("市财政局", "市财政局"),
    ],
)
def test_a_marked_unit_is_said_to_lead(text: str, told: str) -> None:
    assert marks_told(text, [("★", "lead")]) == told
