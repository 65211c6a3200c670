"""归档移交包: a plan's year with its papers, originals, evidence, filed copies, the database and its text; verified.

The package is laid out as a backup with more beside: ``restore`` takes the library out of it.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_desk.domain.cycle.upward import FiledCopy, Filing, IssuedPaper, Submission
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.papers import PacketPiece
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.year.annual import AnnualScope
from gongkai_desk.domain.year.archive import ArchiveCatalogue, ArchiveFile, ArchiveNumber, Handover
from gongkai_desk.domain.year.report import PeriodReport
from gongkai_desk.errors import BadBackup, DeskError, NoWindow
from gongkai_desk.export.printed import PrintedPaper
from gongkai_desk.export.write import Pen
from gongkai_desk.papers import listed
from gongkai_desk.papers.leaving import Placed, texts_of
from gongkai_desk.papers.listed import PaperKind
from gongkai_desk.papers.making import file_name, make_paper
from gongkai_desk.papers.year.archive_page import index_page
from gongkai_desk.paths import LEDGER
from gongkai_desk.progress import Progress, silent
from gongkai_desk.services.year.package import CHECKSUMS, Package, packed, tell
from gongkai_desk.standing.cycle.books import file_part
from gongkai_desk.standing.papers import Scope, breakdown_paper, ledger_paper, packet, write_kind
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

PAPERS_FOLDER, ORIGINALS, FILED, PROOFS = "文件", "原件", "留存件", "佐证材料"
DUMP, INDEX = "台账内容.txt", "index.html"
CATALOGUE_NAME, LIST_NAME = "归档文件目录", "工作交接清单"
_LONGEST = 60  # characters of a file's name without number and suffix
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
        writer = _Writer(library, package, progress, pen, today)
        every = (writer.original(plan_id), writer.papers(_papers(library, plan_id, today)), writer.others(plan_id))
        files = tuple(each for found in every for each in found)
        catalogue = ArchiveCatalogue(plans.plan(library, plan_id), writer.office, number_of(library), files, today)
        writer.paper(_Paper(listed.CATALOGUE, catalogue, (PaperFormat.DOCX, PaperFormat.XLSX)), CATALOGUE_NAME)
        writer.kept()
        writer.data()
        package.add_bytes(INDEX, index_page(catalogue, (*writer.loose, CHECKSUMS)))
        count = len(package.hashes) + 1
    return Packed(out, count, catalogue, tuple(writer.notes))


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
        writer = _Writer(library, package, progress, pen, today)
        writer.paper(_Paper(listed.HANDOVER, facts, listed.HANDOVER.formats), LIST_NAME)
        list(writer.papers(_papers(library, plan_id, today)))
        writer.kept()
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
    """Puts things into a package, one after the other; each 件 bears its number before its name.

    ``loose``: what lies beside the numbered files, to be linked.
    """

    def __init__(self, library: Library, package: Package, progress: Progress, pen: Pen | None, today: date) -> None:
        self._library, self._package, self._progress, self._pen = library, package, progress, pen
        self._today, self._count, self._pages = today, 0, 0
        self._at = (0, 0)  # papers written, and of how many
        self.office = setting(library, UNIT)
        self.notes: list[str] = []
        self.loose: list[str] = []

    def original(self, plan_id: int) -> Iterator[ArchiveFile]:
        """Put the plan in as it came; yield what the catalogue says of it."""
        plan, found = plans.plan(self._library, plan_id), evidence.original_of(self._library, plan_id)
        self.office = self.office or plan.issuer
        if found is not None and (place := self._copied(ORIGINALS, found[0], found[1])):
            yield ArchiveFile((place,), plan.title, plan.issuer, plan.doc_no, plan.dates.written)

    def papers(self, every: Iterator[_Paper]) -> Iterator[ArchiveFile]:
        """Put papers in; yield what the catalogue says of each."""
        given = list(every)
        for done, each in enumerate(given):
            self._at = (done, len(given))
            self._pulse()
            title = file_name(each.kind, each.facts)
            places = self.paper(each, f"{PAPERS_FOLDER}/{self._numbered(title)}")
            yield ArchiveFile(places, title, self.office, "", self._today, self._pages or None)

    def paper(self, each: _Paper, name: str) -> tuple[str, ...]:
        """Put a paper in, in each of its formats; return where they lie."""
        found = []
        self._pages = 0
        with tempfile.TemporaryDirectory() as scratch:
            for format in each.formats:
                path, place = Path(scratch) / f"paper.{format}", f"{name}.{format}"
                if self._written(each, path, format):
                    self._package.add(place, path)
                    found.append(place)
        if "/" not in name:
            self.loose += found
        return tuple(found)

    def _written(self, each: _Paper, path: Path, format: PaperFormat) -> bool:
        if format is PaperFormat.PDF and self._pen is None:
            self._note(words.NOT_PRINTED)
            return False
        try:
            write_kind(each.kind, each.facts, path, format, self._pulse, pen=self._print)
        except NoWindow:
            self._note(words.NOT_PRINTED)
            return False
        return True

    def _pulse(self, *_: object) -> None:
        """Tell how many papers are written: a cancel comes up amid a long one, too."""
        tell(self._progress, *self._at)

    def _print(self, printed: PrintedPaper, path: Path, progress: Progress) -> None:
        """Print a paper, counting its pages."""
        if self._pen is not None:
            self._pen(printed, path, progress)
            self._pages = len(printed.pages)

    def others(self, plan_id: int) -> Iterator[ArchiveFile]:
        """Put filed copies and evidence in; yield what the catalogue says of each."""
        for copy in _filed(self._library, plan_id):
            path = self._library.folder / "filed" / KeptFile(copy.sha256, copy.name, copy.suffix, copy.size).path
            if place := self._copied(FILED, path, copy.name):
                yield ArchiveFile((place,), copy.name, self.office, remark=words.FILED)
        proofs = _proofs(self._library, plan_id, self._today)
        for done, (path, pieces) in enumerate(proofs.items()):
            tell(self._progress, done, len(proofs))
            first, numbers = pieces[0], "、".join(each.number for each in pieces)
            if place := self._copied(PROOFS, path, first.name):
                remark = words.PROOF.format(numbers=numbers)
                day = first.effective or first.received
                yield ArchiveFile((place,), first.title, first.unit, first.place, day, remark=remark)

    def _numbered(self, title: str, suffix: str = "") -> str:
        """Return a name that is safe and stands once: its number, then what it is called, no longer than disks take."""
        self._count += 1
        return f"{self._count:04} {file_part(title.removesuffix(suffix))[:_LONGEST].strip(' .')}{suffix}"

    def _copied(self, folder: str, path: Path, title: str) -> str:
        """Put a kept file in by a name that is read; a lost one is told with the database."""
        if not path.is_file():
            return ""
        place = f"{folder}/{self._numbered(title, path.suffix)}"
        self._package.add(place, path)
        return place

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def kept(self) -> None:
        """Put in what the library keeps by content, as it lies there: ``restore`` takes it."""
        folder = self._library.folder
        files = [path for path in sorted(library_files(folder)) if path.relative_to(folder).parts[0] in _KEPT_FOLDERS]
        for done, path in enumerate(files):
            tell(self._progress, done, len(files))
            self._package.add(path.relative_to(folder).as_posix(), path)

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
        self.loose += [DUMP, LEDGER]


# ---- what is of the plan


def _filed(library: Library, plan_id: int) -> list[FiledCopy]:
    """Return the copies of what was sent up, laid before a superior or issued of a plan."""
    mine = {
        *(each.filed_copy_id for each in upward.kept(library, Submission, plan_id)),
        *(each.filed_copy_id for each in upward.kept(library, Filing, plan_id)),
        *(each.filed_copy_id for each in upward.kept(library, IssuedPaper, plan_id)),
    }
    return [copy for number, copy in upward.filed_copies(library).items() if number in mine]


def _proofs(library: Library, plan_id: int, today: date) -> dict[Path, list[PacketPiece]]:
    """Return the files that prove what became of a plan's tasks, by task, each with all that it proves."""
    found: dict[Path, list[PacketPiece]] = {}
    for piece in packet(library, Scope(plan_id=plan_id), today=today).pieces:
        if piece.file is not None and piece.name:
            found.setdefault(piece.file, []).append(piece)
    return found
