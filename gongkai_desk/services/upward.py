"""上报、报备: superiors, what went to them (报送登记), a plan that is filed with its letter; one undoable step each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from gongkai_desk.domain.calendar import Duty
from gongkai_desk.domain.cycle.sent import SentEntry, SentKind
from gongkai_desk.domain.cycle.upward import Filing, Submission, Superior
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.domain.papers import BreakdownPaper
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.revision import Difference
from gongkai_desk.domain.year.personal import NO_MASK, Mask
from gongkai_desk.errors import NotAllowed, UnknownId
from gongkai_desk.exchange.mail import is_mail
from gongkai_desk.export import word
from gongkai_desk.export.bands import title_lines
from gongkai_desk.export.templates import Filling, printed_text, write_filled
from gongkai_desk.page.measures import FIGURES, PORTRAIT, points
from gongkai_desk.papers.leaving import mask_paper
from gongkai_desk.papers.ledger import breakdown
from gongkai_desk.papers.letters import FilingLetter, filing_values, lacks, requests_in
from gongkai_desk.paths import resource, stored_whole, told_kindly, written_whole
from gongkai_desk.progress import Progress, Stage, silent
from gongkai_desk.rules.compare.lists import compare_lists
from gongkai_desk.services.duties import row_of
from gongkai_desk.services.intake.reading import ReadOptions, chosen_part, read_plan
from gongkai_desk.services.year.leaving import masked_filling
from gongkai_desk.standing.cycle.opinions import issued
from gongkai_desk.standing.cycle.upward import own_template
from gongkai_desk.store.entries import duties, upward
from gongkai_desk.store.library import Library
from gongkai_desk.store.records import insert_record, set_record
from gongkai_desk.store.tasks import plans
from gongkai_desk.words.units import UnitDirectory

# ---- superiors


def put_superior(library: Library, by: By, new: Superior) -> Changes:
    """Add a superior (上级单位), or change the one of ``new.id``; ``made`` is its id.

    Raises:
        UnknownId: no such superior.
        NotAllowed: it has no name, or an address that is none (``lacks``: ``name``, ``mail``).
    """
    wrong = new.mail.strip() and not all(is_mail(part) for part in new.mail.replace("；", ";").split(";"))
    missing = tuple(name for name, is_so in (("name", not new.name.strip()), ("mail", wrong)) if is_so)
    if missing:
        raise NotAllowed(library=str(library.folder), lacks=missing)
    if new.id is not None:
        upward.one(library, Superior, new.id)
    with library.step(f"{'修改' if new.id else '新增'}上级单位：{new.name.strip()}", by) as step:
        if new.id is None:
            step.made = insert_record(step, replace(new, name=new.name.strip()))
        else:
            set_record(step, replace(new, name=new.name.strip()), new.id)
            step.made = new.id
    return step.changes


def remove_superior(library: Library, by: By, superior_id: int) -> Changes:
    """Take a superior off the list; what went to it stays.

    Raises:
        UnknownId: no such superior.
    """
    name = upward.one(library, Superior, superior_id).name
    with library.step(f"删除上级单位：{name}", by) as step:
        upward.remove(step, Superior, [superior_id], by.today)
    return step.changes


# ---- 报送登记


def submit(library: Library, by: By, new: Submission, file: Path | None = None) -> Changes:
    """Enter what went up, with a frozen copy of the paper if it is given; ``made`` is the entry's id.

    Raises:
        UnknownId: no such superior or plan.
        NotAllowed: it says not what went (``lacks``: ``title``), or went on a day to come (``future_day``).
        Unreadable: the file cannot be opened.
    """
    refuse_submission(library, by, new)
    copy = upward.freeze(library, file) if file else None
    with library.step(f"登记报送：{new.title.strip()}", by) as step:
        copy_id = upward.insert_copy(step, copy) if copy else new.filed_copy_id
        step.made = insert_record(step, replace(new, title=new.title.strip(), filed_copy_id=copy_id))
    return step.changes


def refuse_submission(library: Library, by: By, new: Submission) -> None:
    """Refuse an entry of the 报送登记 that cannot be made; raises as ``submit``."""
    told = (("title", not new.title.strip()), ("future_day", new.day > by.today))
    if missing := tuple(name for name, is_so in told if is_so):
        raise NotAllowed(library=str(library.folder), lacks=missing)
    _refuse_unknown(library, new.superior_id, new.plan_id)


def _refuse_unknown(library: Library, superior_id: int | None, plan_id: int | None) -> None:
    if superior_id is not None:
        upward.one(library, Superior, superior_id)
    if plan_id is not None:
        plans.plan(library, plan_id)


_KINDS: dict[SentKind, type[Submission] | type[Filing]] = {
    SentKind.SUBMISSION: Submission,
    SentKind.FILING: Filing,
}


def enter_sent(library: Library, by: By, kind: SentKind, number: int, entry: SentEntry) -> Changes:
    """Enter of a paper under way its number, its receipt, a remark.

    Raises:
        UnknownId: no such entry.
        NotAllowed: the receipt would be of a day to come (``lacks``: ``future_day``).
    """
    if entry.receipt is not None and entry.receipt > by.today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    old: Submission | Filing = upward.one(library, _KINDS[kind], number)
    new = replace(
        old,
        doc_no=entry.doc_no.strip(),
        receipt=entry.receipt,
        receipt_by=entry.receipt_by.strip(),
        remark=entry.remark.strip(),
    )
    verb = "登记回执" if entry.receipt != old.receipt and entry.receipt else "修改报送登记"
    with library.step(verb, by) as step:
        set_record(step, new, number)
        step.made = number
    return step.changes


def remove_sent(library: Library, by: By, kind: SentKind, number: int) -> Changes:
    """Take an entry out of the 报送登记; its frozen copy stays in the library.

    Raises:
        UnknownId: no such entry.
    """
    upward.one(library, _KINDS[kind], number)
    with library.step("删除报送登记", by) as step:
        upward.remove(step, _KINDS[kind], [number], by.today)
    return step.changes


# ---- 报备


@dataclass(frozen=True, slots=True)
class WrittenFiling:
    """A filing on the disk: letter and table; ``unknown``: names of the template that nothing is known for.

    ``lacks``: what room was left for; ``requests``: words of a 报告 that ask for a decision, as only a 请示 may.
    """

    letter: Path
    table: Path
    unknown: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def write_filing(
    letter: FilingLetter,
    template: Path,
    out: Path,
    table: BreakdownPaper | Path,
    progress: Progress = silent,
    *,
    mask: Mask = NO_MASK,
) -> WrittenFiling:
    """Write a letter of filing (.docx) and beside it the table that it encloses; needs no library.

    ``table``: the paper as it was issued, where it was; it is enclosed as it is. ``mask``: what is covered in the
    others (``services.year.leaving.filing_texts`` is what to look at before).

    Raises:
        NotAllowed: a 报告 to several addressees (``lacks``: ``one_addressee``).
        Unreadable, Damaged: the template is no Word document.
        NoPermission, DiskFull, TargetInUse: it cannot be written.
    """
    missing = lacks(letter)
    if "one_addressee" in missing:
        raise NotAllowed(file=str(out), lacks=("one_addressee",))
    progress(Stage.WRITING, 0, 2)
    title = "\n".join(title_lines(letter.title, points(PORTRAIT.area_width) / FIGURES.title_size))
    unknown = write_filled(template, masked_filling(Filling(filing_values(letter) | {"标题": title}), mask), out)
    requests = requests_in(printed_text(out)) if letter.form == "report" else ()
    progress(Stage.WRITING, 1, 2)
    annex = _write_annex(out, table, mask)
    return WrittenFiling(out, annex, unknown, requests, missing)


def _write_annex(out: Path, table: BreakdownPaper | Path, mask: Mask) -> Path:
    if isinstance(table, Path):
        annex = out.with_name(f"{out.stem}（附件）{table.suffix}")
        with written_whole(annex) as beside:
            copyfile(table, beside)
        return annex
    annex = out.with_name(f"{out.stem}（附件）.docx")
    word.write(mask_paper(breakdown(table), mask), annex)
    return annex


def file_plan(library: Library, by: By, new: Filing, table: Path, duty: Duty | None = None) -> Changes:
    """Enter that a plan was filed, with its table frozen; the demand that it answers is done with it.

    Raises:
        UnknownId: no such plan or superior.
        NotAllowed: it would be of a day to come (``lacks``: ``future_day``).
        Unreadable: the table cannot be opened.
    """
    plan = plans.plan(library, new.plan_id)
    _refuse_unknown(library, new.superior_id, None)
    day = new.day or by.today
    if day > by.today:
        raise NotAllowed(library=str(library.folder), lacks=("future_day",))
    copy = upward.freeze(library, table)
    row = row_of(library, duty) if duty is not None else None
    with library.step(f"报备：{plan.title}", by) as step:
        duty_id = duties.put_duty(step, replace(row, done=row.done or day, doc_no=new.doc_no)) if row else None
        due = new.due or (duty.due if duty else None)
        paper = issued(library, new.plan_id)
        of = new.issued_paper_id or (paper.id if paper else None)
        copy_id = upward.insert_copy(step, copy)
        filed = replace(new, day=day, due=due, duty_id=duty_id, filed_copy_id=copy_id, issued_paper_id=of)
        step.made = insert_record(step, filed)
    return step.changes


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed table, and the plan's table as it would be now: all that a comparison needs, without the library."""

    table: Path
    now: BreakdownPaper
    directory: UnitDirectory
    options: ReadOptions


def differences(filed: Filed, progress: Progress = silent) -> tuple[Difference, ...]:
    """Return where a plan's table as it would be now differs from the one that was filed (与报备稿的差异).

    Both are read as they are printed, so that what paper cannot tell is no difference.

    Raises:
        InputError: the kept table cannot be read.
        Cancelled: by ``progress``.
    """
    with TemporaryDirectory(prefix="报备-") as folder:
        printed = Path(folder) / "现在.docx"
        word.write(breakdown(filed.now), printed)
        before, after = (_tasks_of(paper, filed.options, progress) for paper in (filed.table, printed))
    return compare_lists(before, after, filed.directory)


def _tasks_of(paper: Path, options: ReadOptions, progress: Progress) -> tuple[Task, ...]:
    draft = read_plan(paper, options, progress)
    return draft.parts[chosen_part(draft, None)].tasks


# ---- templates


def edit_template(library: Library, name: str) -> Path:
    """Return the office's own template, made of the shipped one if there is none yet; a person edits it in Word.

    Raises:
        UnknownId: no template is called so.
        NoPermission, DiskFull: the library cannot take it.
    """
    shipped, own = resource("templates", name), own_template(library, name)
    if not shipped.is_file():
        raise UnknownId(library=str(library.folder), what="template", id=name)
    if not own.is_file():
        with told_kindly(own):
            own.parent.mkdir(exist_ok=True)
        with stored_whole(own) as beside:
            copyfile(shipped, beside)
    return own
