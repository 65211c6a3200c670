"""归档移交包: a plan's year with its papers, originals, evidence, filed copies, the database and its text; verified.

The package is laid out as a backup with more beside: ``restore`` takes the library out of it.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from gongkai_desk.domain.cycle.upward import Filing, IssuedPaper, Submission
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.plan import StoredTask
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.annual import AnnualScope
from gongkai_desk.domain.year.archive import ArchiveCatalogue, ArchiveFile, ArchiveNumber, Handover
from gongkai_desk.domain.year.report import PeriodReport
from gongkai_desk.errors import BadBackup, DeskError, NoWindow
from gongkai_desk.export.write import Pen
from gongkai_desk.papers import listed
from gongkai_desk.papers.leaving import Placed, texts_of
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.making import file_name, make_paper
from gongkai_desk.paths import LEDGER
from gongkai_desk.progress import Progress, silent
from gongkai_desk.services.year.package import Package, packed, tell
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.papers import breakdown_paper, ledger_paper, write_kind
from gongkai_desk.standing.year import annual, handover, lookback, progress_table, report
from gongkai_desk.store.care import snapshots
from gongkai_desk.store.care.backup import dumped, library_files
from gongkai_desk.store.care.findings import file_findings, lacking_files, named_files
from gongkai_desk.store.entries import registers, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.settings import UNIT, set_setting, setting
from gongkai_desk.store.tasks import evidence, plans
from gongkai_desk.store.tasks.evidence import KeptFile
from gongkai_desk.wording.year import archive as words

PAPERS_FOLDER, DUMP, INDEX = "文件", "台账内容.txt", "index.html"
CATALOGUE_NAME, LIST_NAME = "归档文件目录", "工作交接清单"
_KEPT_FOLDERS = ("originals", "evidence", "filed", "templates")
_SETTINGS = {"fonds": "archive.fonds", "retention": "archive.retention", "office": "archive.office"}


@dataclass(frozen=True, slots=True)
class Packed:
    """What a package holds: how many files, what the catalogue lists, what had to be left out, in words."""

    out: Path
    files: int
    catalogue: ArchiveCatalogue | None
    notes: tuple[str, ...] = ()


def number_of(library: Library) -> ArchiveNumber:
    """Return the parts of a 档号 that the office entered."""
    return ArchiveNumber(**{name: setting(library, key) for name, key in _SETTINGS.items()})


def keep_number(library: Library, by: By, number: ArchiveNumber) -> Changes:
    """Keep the parts of a 档号 for the next time."""
    with library.step("登记档号的组成", by) as step:
        for name, key in _SETTINGS.items():
            set_setting(step, key, getattr(number, name).strip())
    return step.changes


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper that goes in: as which formats, under which name."""

    kind: PaperKind
    facts: object
    formats: tuple[PaperFormat, ...]


def archive(
    folder: Path, plan_id: int, out: Path, *, today: date, progress: Progress = silent, pen: Pen | None = None
) -> Packed:
    """Write the package of a plan's year: a .zip, or a new folder; a library that is open elsewhere may be read.

    Raises:
        UnknownId: there is no such plan.
        DamagedLedger, OlderLedger …: the library cannot be read.
        BadBackup: what was written does not read as it was, or the library lacks kept files (``incomplete``).
        NotAllowed, NoPermission, DiskFull, TargetInUse: ``out`` cannot be written.
    """
    with Library.open(folder, read_only=True) as library, packed(out) as package:
        writer = _Writer(library, package, progress, pen)
        made = list(writer.papers(_papers(library, plan_id, today)))
        kept = list(writer.kept())
        catalogue = _catalogue(library, plan_id, made, today)
        writer.paper(_Paper(listed.CATALOGUE, catalogue, (PaperFormat.DOCX, PaperFormat.XLSX)), CATALOGUE_NAME, "")
        writer.data()
        package.add_bytes(INDEX, index_page(catalogue, sorted(package.hashes), kept))
        files = len(package.hashes) + 1
    return Packed(out, files, catalogue, tuple(writer.notes))


def hand_over(
    folder: Path,
    plan_id: int,
    out: Path,
    facts: Handover,
    *,
    today: date,
    progress: Progress = silent,
    pen: Pen | None = None,
) -> Packed:
    """Write 工作交接: the list with the papers as they stand and the whole library; as ``archive``."""
    with Library.open(folder, read_only=True) as library, packed(out) as package:
        writer = _Writer(library, package, progress, pen)
        writer.paper(_Paper(listed.HANDOVER, facts, listed.HANDOVER.formats), LIST_NAME, "")
        list(writer.papers(_papers(library, plan_id, today)))
        list(writer.kept())
        writer.data()
        files = len(package.hashes) + 1
    return Packed(out, files, None, tuple(writer.notes))


def handover_of(library: Library, plan_id: int, *, today: date, giver: str = "", taker: str = "") -> Handover:
    """Return what is handed over; see ``standing.year.handover``."""
    return handover.handover_facts(library, plan_id, today=today, giver=giver, taker=taker)


def leaving(library: Library, plan_id: int, today: date, *, whole: bool = True) -> Iterator[Placed]:
    """Yield the texts that leave with a package by place: the list of what is open, and of a ``whole`` one its papers.

    The database leaves as well: who applied for information stands in it.
    """
    yield from texts_of(make_paper(listed.HANDOVER, handover_of(library, plan_id, today=today)))
    if not whole:
        return
    for each in _papers(library, plan_id, today):
        name = file_name(each.kind, each.facts)
        yield from ((f"{name}　{where}", text) for where, text in texts_of(make_paper(each.kind, each.facts)))
    for request in registers.requests(library):
        yield f"{words.REQUESTS}　{request.number}", request.applicant


def _papers(library: Library, plan_id: int, today: date) -> Iterator[_Paper]:
    """Yield what is put in: the plan, its ledger, the year's report and table, 年报 and 回头看 where there are any."""
    plan = plans.plan(library, plan_id)
    every = (PaperFormat.DOCX, PaperFormat.XLSX, PaperFormat.PDF)
    words_of = (PaperFormat.DOCX, PaperFormat.PDF)
    yield _Paper(listed.BREAKDOWN, breakdown_paper(library, plan_id), every)
    yield _Paper(listed.LEDGER, ledger_paper(library, plan_id, as_of=today), every)
    if plan.year is None or plan.year > today.year:
        return
    year = str(plan.year)
    told: PeriodReport = report.period_report(library, plan_id, year, today=today)
    yield _Paper(listed.PROGRESS_REPORT, told, words_of)
    yield _Paper(listed.PROGRESS_TABLE, progress_table.progress_facts(library, plan_id, year, today=today), every)
    if annual.own_data(library, plan.year, today).returned:
        facts = annual.annual_facts(library, plan.year, AnnualScope.OWN, today)
        yield _Paper(listed.ANNUAL_REPORT, facts, words_of)
    try:
        of = lookback.newest(library, plan_id)
    except DeskError:  # nobody looked back
        return
    yield _Paper(listed.LOOKBACK, lookback.lookback_paper(library, of, today), every)


class _Writer:
    """Puts things into a package, one after the other."""

    def __init__(self, library: Library, package: Package, progress: Progress, pen: Pen | None) -> None:
        self._library, self._package, self._progress, self._pen = library, package, progress, pen
        self.notes: list[str] = []

    def papers(self, every: Iterator[_Paper]) -> Iterator[ArchiveFile]:
        """Put papers in, numbered; yield what the catalogue says of each."""
        given = list(every)
        for place, each in enumerate(given):
            tell(self._progress, place, len(given))
            name = f"{place + 1:02}-{file_part(file_name(each.kind, each.facts))}"
            yield from self.paper(each, name, PAPERS_FOLDER)

    def paper(self, each: _Paper, name: str, folder: str) -> list[ArchiveFile]:
        """Put a paper in, in each of its formats."""
        found = []
        with tempfile.TemporaryDirectory() as scratch:
            for format in each.formats:
                path = Path(scratch) / f"{name}.{format}"
                if not self._written(each, path, format):
                    continue
                place = f"{folder}/{path.name}" if folder else path.name
                self._package.add(place, path)
                found.append(ArchiveFile(place, file_name(each.kind, each.facts)))
        return found

    def _written(self, each: _Paper, path: Path, format: PaperFormat) -> bool:
        if format is PaperFormat.PDF and self._pen is None:
            self._note(words.NOT_PRINTED)
            return False
        try:
            write_kind(each.kind, each.facts, path, format, pen=self._pen)
        except NoWindow:
            self._note(words.NOT_PRINTED)
            return False
        return True

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def kept(self) -> Iterator[tuple[str, str]]:
        """Put in what the library keeps by content; yield the place and the name of each."""
        folder = self._library.folder
        files = [path for path in sorted(library_files(folder)) if path.relative_to(folder).parts[0] in _KEPT_FOLDERS]
        names = self._names()
        for done, path in enumerate(files):
            tell(self._progress, done, len(files))
            place = path.relative_to(folder).as_posix()
            self._package.add(place, path)
            yield place, names.get(place, path.name)

    def _names(self) -> dict[str, str]:
        return {f"{folder}/{kept.path}": kept.name for folder, kept in named_files(self._library.connection)}

    def data(self) -> None:
        """Put in the database as a copy that has passed its checks, and all that stands in it as text."""
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / LEDGER
            snapshots.copy_ledger(self._library.folder, copy)
            if found := file_findings(copy):
                raise BadBackup(file=LEDGER, reason="unreadable", lacks=[each.fact for each in found])
            self._package.add(LEDGER, copy)
            with closing(sqlite3.connect(copy)) as connection:
                lacking = list(lacking_files(named_files(connection), self._package.hashes.get))
            if lacking:
                raise BadBackup(file=LEDGER, reason="incomplete", lacks=[each.fact for each in lacking])
        lines = "\n".join(dumped(self._library))
        self._package.add_bytes(DUMP, f"{lines}\n".encode("utf-8", "backslashreplace"))


# ---- what is in it


def _catalogue(library: Library, plan_id: int, made: Sequence[ArchiveFile], today: date) -> ArchiveCatalogue:
    plan = plans.plan(library, plan_id)
    office = setting(library, UNIT) or plan.issuer
    own = [ArchiveFile(each.place, each.title, office, "", today) for each in made]
    files = (*_original(library, plan_id), *own, *_filed(library, plan_id, office), *_proofs(library, plan_id))
    return ArchiveCatalogue(plan, office, number_of(library), files, today)


def _original(library: Library, plan_id: int) -> Iterator[ArchiveFile]:
    plan, found = plans.plan(library, plan_id), evidence.original_of(library, plan_id)
    if found is not None:
        place = found[0].relative_to(library.folder).as_posix()
        yield ArchiveFile(place, plan.title, plan.issuer, plan.doc_no, plan.dates.written, found[1])


def _filed(library: Library, plan_id: int, office: str) -> Iterator[ArchiveFile]:
    copies = upward.filed_copies(library)
    mine = {
        *(each.filed_copy_id for each in upward.kept(library, Submission, plan_id)),
        *(each.filed_copy_id for each in upward.kept(library, Filing, plan_id)),
        *(each.filed_copy_id for each in upward.kept(library, IssuedPaper, plan_id)),
    }
    for number, copy in copies.items():
        if number in mine:
            place = f"filed/{KeptFile(copy.sha256, copy.name, copy.suffix, copy.size).path}"
            yield ArchiveFile(place, copy.name, office, remark="留存件")


def _proofs(library: Library, plan_id: int) -> Iterator[ArchiveFile]:
    tasks: dict[int, StoredTask] = {task.id: task for task in plans.tasks(library, plan_id)}
    seen: set[int] = set()
    for number, found in evidence.evidence(library, tasks).items():
        for each in found:
            path = evidence.evidence_file(library, each.id) if each.sha256 else None
            if path is not None and each.id not in seen:
                seen.add(each.id)
                seq = tasks[number].seq if number in tasks else ""
                place = path.relative_to(library.folder).as_posix()
                yield ArchiveFile(
                    place, each.name, "", each.doc_no, each.effective, f"佐证 第{seq}项" if seq else "佐证"
                )


def index_page(catalogue: ArchiveCatalogue, places: Sequence[str], kept: Sequence[tuple[str, str]]) -> bytes:
    """Return the page that opens without the program: links to all that is in the package."""
    page = Tree.Element("html", lang="zh-CN")
    head, body = Tree.SubElement(page, "head"), Tree.SubElement(page, "body")
    Tree.SubElement(head, "meta", charset="utf-8")
    Tree.SubElement(head, "title").text = catalogue.title
    Tree.SubElement(body, "h1").text = catalogue.title
    for line in words.README:
        Tree.SubElement(body, "p").text = line
    names = dict(kept) | {each.place: each.title for each in catalogue.files}
    sections: dict[str, list[str]] = {words.PAPERS: [], words.KEPT: []}
    for place in places:
        sections[words.KEPT if place in dict(kept) else words.PAPERS].append(place)
    for heading, found in sections.items():
        Tree.SubElement(body, "h2").text = heading
        points = Tree.SubElement(body, "ul")
        for place in found:
            link = Tree.SubElement(Tree.SubElement(points, "li"), "a", href=_link(place))
            link.text = names.get(place, place)
    return b"<!DOCTYPE html>\n" + bytes(Tree.tostring(page, encoding="utf-8", method="html"))


def _link(place: str) -> str:

    return quote(place)
