"""上级下发的填报表 in words: whose it is, what registering it does, what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.domain.cycle.handed import HandedBook, HandedChoice, HandedEntry, HandedOffer

TITLE = "上级下发的填报表"
TAKE, NEW_PLAN = "登记为上级任务", "新建上级要点"
NONE_YET = "还没有登记过上级下发的填报表。收到后拖进窗口或用“导入”打开，登记为上级任务，办好后再填回。"
TAKEN = "已登记上级任务：新增 {new} 项，认出原有 {known} 项，按 Ctrl+Z 可撤销；在“承接情况”中与本级任务对上。"
AMONG_RETURNS = (
    "是上级下发的填报表（{told}），不是本台账库下发的，没有收进来。要登记其中的任务，请用“导入”（命令 import）；"
    "办好后用“填回上级填报表”填回"
)
ASK_TO_REGISTER = (
    "《{files}》是上级下发的填报表，不是本台账库下发的，不收进来。\n关闭“回收汇总”以后，要接着登记为上级任务吗？"
)
_SHOWN = 5  # rows named before 等


def heading(book: HandedBook) -> str:
    """Return of which plan, batch and office a book is, until when it is wanted."""
    told = (
        book.office and f"收表单位：{book.office}",
        book.batch and f"批号：{book.batch}",
        f"单位码：{book.code}",
        f"报送截止：{book.closing.isoformat()}" if book.closing else "",
    )
    return f"《{book.plan or book.file}》\n{'　'.join(filter(None, told))}"


def among_returns(book: HandedBook) -> str:
    """Return what is said of a superior's book that was given as one that came back."""
    told = (book.batch and f"批号 {book.batch}", f"单位码 {book.code}", book.office)
    return AMONG_RETURNS.format(told="，".join(filter(None, told)))


def listed(entry: HandedEntry, title: str) -> str:
    """Return a registered book as a list names it."""
    closing = entry.closing and f"报送截止 {entry.closing}"
    return "　".join(filter(None, (f"《{title}》", entry.batch, entry.unit, closing)))


def counts(offer: HandedOffer, choice: HandedChoice) -> tuple[int, int]:
    """Return how many tasks would be new, and how many are known."""
    into = offer.of(choice.plan_id)
    known = len(into.known) if into is not None else 0
    return len(offer.tasks) - known, known


def summary(offer: HandedOffer, choice: HandedChoice) -> str:
    """Return what registering would do."""
    into, (new, known) = offer.of(choice.plan_id), counts(offer, choice)
    if into is None:
        return f"新建上级要点，列入 {new} 项任务。"
    return f"并入《{into.plan.title}》：认出原有 {known} 项，新增 {new} 项。"


def notes(offer: HandedOffer, choice: HandedChoice) -> Iterator[str]:
    """Yield what a person should know before a book is registered."""
    book, into = offer.book, offer.of(choice.plan_id)
    if offer.registered is not None:
        yield f"这份表（单位码 {book.code}）以前登记过，再登记一次以这次的为准，任务不会重复"
    if offer.later:
        yield f"这是以前批次的填报表，{offer.later} 已登记在后，请确认上级要的是哪一批"
    if book.code_differs:
        yield "表上的单位码与各行的任务码不是同一份表的，填回后上级要逐行核对，请向上级核实"
    if book.spoiled:
        rows = "、".join(f"第{row.line}行" for row in book.spoiled[:_SHOWN])
        more = f"等{len(book.spoiled)}行" if len(book.spoiled) > _SHOWN else ""
        yield f"{rows}{more}的任务码缺失、重复或被改动过，按任务名称和内容登记"
    if into is not None and into.moved:
        rows = "、".join(offer.book.rows[at].seq or f"第{offer.book.rows[at].line}行" for at in into.moved[:_SHOWN])
        more = f"等{len(into.moved)}项" if len(into.moved) > _SHOWN else ""
        yield f"序号{rows}{more}的完成时限与已登记的不同，台账里的没有改，请核对"
