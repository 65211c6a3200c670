"""``--personal keep|mask|refuse``: what leaves is looked at for personal data before it is written.

A command that makes what leaves takes it in three lines::

    add_personal(parser)                                          # where its arguments are described
    look = looked_at(library, args, texts)                        # texts: by place, or ``paper_texts(kind, facts)``
    write_…(…, mask=look.mask)                                    # the writer covers what is to be covered
    look.tell()                                                   # one line on stderr, where there was something
    write_json(args.json, told | look.told)                       # key ``personal``, where JSON is asked for

Without ``--personal`` applicants' names are covered and the rest is kept and told; ``refuse``: exit 4.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai_desk.domain.year.personal import NO_MASK, Found, Known, Mask, PersonalKind
from gongkai_desk.errors import NotAllowed
from gongkai_desk.papers.leaving import Placed, found_in, mask_text, texts_of
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.making import file_name, make_paper
from gongkai_desk.standing.year.personal import known_people
from gongkai_desk.store.library import Library
from gongkai_desk.wording.year.personal import told_line

KEEP, MASK, REFUSE = "keep", "mask", "refuse"
_HELP = (
    "外发前查到的个人信息（身份证号、手机号、银行卡号、邮箱、住址、申请人姓名）："
    "keep 照原样，mask 遮盖，refuse 不写出；默认只遮盖申请人姓名，其余照原样并提示"
)
_HELP_UNCOVERED = "外发前查到的个人信息：keep 照原样，refuse 不写出；默认照原样并提示"


def add_personal(parser: argparse.ArgumentParser, *, covers: bool = True) -> None:
    """Add ``--personal``; ``covers``: what is written can be covered."""
    ways = (KEEP, MASK, REFUSE) if covers else (KEEP, REFUSE)
    parser.add_argument("--personal", choices=ways, help=_HELP if covers else _HELP_UNCOVERED)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and what of it is covered."""

    found: tuple[Found, ...] = ()
    mask: Mask = NO_MASK

    @property
    def covered(self) -> tuple[Found, ...]:
        """Return what of it is covered."""
        return tuple(each for each in self.found if each.key in self.mask.hidden)

    def tell(self) -> None:
        """Say on stderr what was found and what became of it; nothing where there was nothing."""
        if self.found:
            print(f"提示：{told_line(self.found, self.covered)}", file=sys.stderr)

    @property
    def told(self) -> dict[str, Any]:
        """Return the key ``personal`` of an answer as JSON: each place, its text with every find covered."""
        everything = Mask(self.mask.known, frozenset(each.key for each in self.found))
        rows = [
            {
                "kind": each.kind.value,
                "where": place.where,
                "text": mask_text(place.text, everything),
                "masked": each.key in self.mask.hidden,
            }
            for each in self.found
            for place in each.places
        ]
        return {"personal": rows}


def looked_at(library: Library, args: argparse.Namespace, texts: Iterable[Placed], *, covers: bool = True) -> Looked:
    """Return what texts that leave carry, and what of it is covered as ``--personal`` asks.

    Raises:
        NotAllowed: there is something and ``refuse`` was asked for (``lacks``: ``personal_data``); applicants are named
            in what cannot be covered, and nobody said ``keep`` (``applicant_names``).
    """
    known = known_people(library)
    found = found_in(texts, known)
    if found and args.personal == REFUSE:
        raise NotAllowed(library=str(library.folder), lacks=("personal_data",))
    if not covers and args.personal is None and any(each.kind is PersonalKind.APPLICANT for each in found):
        raise NotAllowed(library=str(library.folder), lacks=("applicant_names",))
    return Looked(found, _mask(found, known, args.personal) if covers else Mask(known))


def _mask(found: Iterable[Found], known: Known, way: str | None) -> Mask:
    kinds = {KEEP: (), MASK: tuple(PersonalKind)}.get(way or "", (PersonalKind.APPLICANT,))
    return Mask(known, frozenset(each.key for each in found if each.kind in kinds))


def looked_at_paper(library: Library, args: argparse.Namespace, kind: PaperKind, facts: object) -> Looked:
    """Return what a paper of the list carries: one that leaves is looked at, another if ``--personal`` is given.

    Raises:
        NotAllowed: as ``looked_at``.
    """
    return looked_at_papers(library, args, [(kind, facts)])


def looked_at_papers(library: Library, args: argparse.Namespace, papers: Sequence[tuple[PaperKind, object]]) -> Looked:
    """Return what several papers of the list carry, as ``looked_at_paper`` does; each place names its paper then."""
    looked = [(kind, facts) for kind, facts in papers if kind.leaves or args.personal is not None]
    named = len(looked) > 1
    texts = (
        (f"{file_name(kind, facts)}　{where}" if named else where, text)
        for kind, facts in looked
        for where, text in texts_of(make_paper(kind, facts))
    )
    return looked_at(library, args, texts) if looked else Looked()
