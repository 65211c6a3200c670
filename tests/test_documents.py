"""The papers that explain the house: what code cites stands in them."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = ROOT / "gongkai_desk" / "DOMAIN.md"
TOPS = ("gongkai_desk", "ui", "tests", "packaging")
CODE = [path for top in TOPS for path in sorted((ROOT / top).rglob("*.py")) if path.name != Path(__file__).name]
_SECTION = re.compile(r"§(\d+(?:\.\d+)?)")
_ELSEWHERE = re.compile(r"trade brief|domain brief|gold's README|\b(?:HOUSE|DECISIONS|REVIEW|PRODUCT|STYLE)\.md")


def cited(text):
    """Return the sections that a text cites, as «DOMAIN §1» or «DOMAIN §6–7» or «DOMAIN §0.6 and §0.7»."""
    found = set()
    for match in re.finditer(r"DOMAIN ((?:§?[\d.–]+(?:, | and |–)?)+)", text):
        for number in re.findall(r"\d+(?:\.\d+)?", match[1]):
            found.add(number)
    return found


def sections():
    text = DOMAIN.read_text(encoding="utf-8")
    return set(re.findall(r"^(?:## |\*\*)§(\d+(?:\.\d+)?)", text, re.M))


def test_several_sections_are_cited_at_once():
    assert cited("see DOMAIN §6–7, and DOMAIN §0.6 and §0.7.") == {"6", "7", "0.6", "0.7"}


def test_every_section_that_code_cites_stands_in_the_domain_paper():
    known = sections()
    missing = {(path.name, each) for path in CODE for each in cited(path.read_text(encoding="utf-8")) - known}
    assert missing == set()


def test_the_domain_paper_cites_only_itself():
    text = DOMAIN.read_text(encoding="utf-8")
    assert set(_SECTION.findall(text)) - {"n"} <= sections()


def test_no_file_cites_a_paper_that_is_not_in_the_repository():
    assert {path.name for path in CODE if _ELSEWHERE.search(path.read_text(encoding="utf-8"))} == set()


def test_every_room_stands_in_the_paper_for_newcomers():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "gongkai_desk").glob("*/__init__.py")}
    window = {path.parent.name for path in (ROOT / "ui").glob("*/__init__.py")}
    assert {room for room in rooms | window if f"{room}/" not in text} == set()


def test_the_paper_for_newcomers_names_files_that_are_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {each for each in re.findall(r"`((?:[\w]+/)+[\w]+\.(?:py|md))`", text) if "NAME" not in each}
    places = (ROOT, ROOT / "gongkai_desk")
    assert {each for each in named if not any((place / each).exists() for place in places)} == set()
