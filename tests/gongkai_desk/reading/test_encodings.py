"""Bytes to text: what each encoding of a Chinese office gives, and what is made of broken ones."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.reading.encodings import declared_name, decode, reads_well

SIMPLE = "云州市2026年政务公开工作要点\n一、推进决策、执行、管理、服务、结果公开。（市政府办公室牵头）\n"
TRADITIONAL = "雲州市政務公開工作要點\n一、推進決策、執行、管理、服務、結果公開。\n"
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_at_the_head_wins_over_what_is_declared(name: str) -> None:
    assert decode(MARKS[name] + SIMPLE.encode(name), declared="big5") == (SIMPLE, True)


@pytest.mark.parametrize("name", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
def test_without_mark_or_declaration_the_text_is_known_by_how_it_reads(name: str) -> None:
    assert decode(SIMPLE.encode(name)) == (SIMPLE, True)


def test_traditional_text_is_not_taken_for_gbk() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, True)


@pytest.mark.parametrize(
    ("text", "name", "declared"),
    [
        pytest.param(SIMPLE, "gb18030", "utf-8", id="GB under a label of UTF-8"),
        pytest.param(SIMPLE, "gb18030", "big5", id="GB under a label of Big5"),
        pytest.param(TRADITIONAL, "big5", "gb2312", id="Big5 under a label of GB"),
        pytest.param(SIMPLE, "gb18030", "iso-8859-1", id="GB under the label of a program's default"),
        pytest.param(SIMPLE, "utf-8", "gb2312", id="UTF-8 under a label of GB"),
    ],
)
def test_a_declaration_is_not_believed_against_the_text(text: str, name: str, declared: str) -> None:
    assert decode(text.encode(name), declared) == (text, True)


def test_rare_characters_of_names_need_all_of_gb18030() -> None:
    assert decode((SIMPLE + "㛃、𬭎、䶮").encode("gb18030"), "gb2312") == (SIMPLE + "㛃、𬭎、䶮", True)


def test_the_declaration_decides_where_the_text_says_nothing() -> None:
    assert decode("Äußerung".encode("latin-1"), "iso-8859-1") == ("Äußerung", True)
    assert decode("Привет".encode("cp1251"), "windows-1251") == ("Привет", True)


def test_text_of_another_language_is_guessed() -> None:
    text = "Государственное учреждение публикует сведения о своей работе и отвечает на вопросы граждан. " * 5
    assert decode(text.encode("cp1251")) == (text, True)


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe5"], ids=["no byte of it", "cut character"])
def test_broken_bytes_are_told_and_the_rest_is_kept(name: str, broken: bytes) -> None:
    text, complete = decode(SIMPLE.encode(name) + broken)
    assert text.startswith(SIMPLE)
    assert not complete
    assert "\ufffd" in text[len(SIMPLE) :]


def test_half_a_character_behind_a_mark_is_told() -> None:
    assert decode(codecs.BOM_UTF16_LE + "公".encode("utf-16-le") + b"\x00") == ("公\ufffd", False)


def test_a_long_head_of_scripts_does_not_hide_what_the_text_is() -> None:
    text = "var a = 1;\n" * 20_000 + SIMPLE
    assert decode(text.encode("gb18030")) == (text, True)


def test_nothing_is_whole_text() -> None:
    assert decode(b"") == ("", True)


@given(st.binary(max_size=400), st.sampled_from(["", "gbk", "utf-8", "big5", "no such code", "hex", "utf-16", "\x00"]))
def test_no_bytes_raise(data: bytes, declared: str) -> None:
    decode(data, declared)


@given(st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=60).map("".join), st.sampled_from(sorted(MARKS)))
def test_marked_text_comes_back_whole(text: str, name: str) -> None:
    assert decode(MARKS[name] + text.encode(name)) == (text, True)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=60))
def test_utf_8_comes_back_whole_whatever_is_declared(text: str) -> None:
    assert decode(text.encode(), "gb18030") == (text, True)


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("gb2312", "gb18030"),
        (" GBK ", "gb18030"),
        ("'cp936'", "gb18030"),
        ('"Big5"', "big5hkscs"),
        ("UTF8", "utf-8"),
        ("latin1", "iso8859-1"),
        ("hex", ""),
        ("rot13", ""),
        ("不是编码", ""),
        ("", ""),
    ],
)
def test_a_declared_name_is_the_codec_that_holds_all_of_it(declared: str, name: str) -> None:
    assert declared_name(declared) == name


@pytest.mark.parametrize(
    ("text", "well"),
    [
        (SIMPLE, True),
        (TRADITIONAL, True),
        ("plain", True),
        ("", True),
        ("鐢熸垚涓€浠芥枃妗ｈ鏄�", False),
        ("ÔÆÖÝÊÐ", False),
    ],
    ids=["simplified", "traditional", "ASCII", "empty", "UTF-8 taken for GBK", "GBK taken for Latin"],
)
def test_text_is_told_from_bytes_that_look_like_it(text: str, well: bool) -> None:
    assert reads_well(text) is well
