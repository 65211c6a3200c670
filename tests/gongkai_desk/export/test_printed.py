"""Pages as plain texts and frames, before anybody paints them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from gongkai_desk.domain.papers import BreakdownPaper, LedgerEntry, LedgerPaper
from gongkai_desk.domain.plan import Task
from gongkai_desk.domain.sheet import Align, BreakdownStyle, ColumnKey, Orientation, PaperSize, TextSize
from gongkai_desk.export.printed import Ink, PrintedPage, PrintedPaper, PrintSetup
from gongkai_desk.page.measures import points
from gongkai_desk.papers.listed import BREAKDOWN, LEDGER
from tests.builders import a_plan, a_task
from tests.papers import Writing

printed_breakdown, printed_ledger = Writing(BREAKDOWN).pages, Writing(LEDGER).pages
LYING = Orientation.LANDSCAPE


def tasks(count: int, group: int = 7) -> list[Task]:
    return [
        a_task(
            seq=str(n), section=(), title=f"第{n // group}件大事", content=f"第{n}件：{'公开办理结果，' * (n % 5 + 2)}"
        )
        for n in range(1, count + 1)
    ]


def texts(page: PrintedPage) -> list[str]:
    return [ink.text for ink in page.inks]


def breakdown(count: int = 60, **fields: object) -> PrintedPaper:
    return printed_breakdown(BreakdownPaper(a_plan(), tasks(count), **fields))  # type: ignore[arg-type]


def setup(**fields: object) -> PrintSetup:
    usual = {"orientation": Orientation.PORTRAIT, "size": TextSize.FIVE}
    return PrintSetup(**(usual | fields))  # type: ignore[arg-type]


def ledger(count: int, **fields: object) -> LedgerPaper:
    entries = [LedgerEntry(task, progress="已完成。") for task in tasks(count)]
    return LedgerPaper(a_plan(), entries, date(2026, 6, 30), **fields)  # type: ignore[arg-type]


def test_every_page_repeats_the_head_and_every_task_stands_once() -> None:
    paper = breakdown()
    seen = Counter(text for page in paper.pages for text in texts(page))
    assert len(paper.pages) > 4
    assert seen["任务内容"] == len(paper.pages)
    assert [seen[task.content] for task in tasks(60)] == [1] * 60


def test_the_name_stands_on_every_page_of_its_group() -> None:
    pages = printed_breakdown(BreakdownPaper(a_plan(), tasks(60, group=100))).pages
    assert [texts(page).count("第0件大事") for page in pages] == [1] * len(pages)


def test_nothing_leaves_the_type_area_but_the_page_number() -> None:
    for page in breakdown().pages:
        for box in [*page.frames, *(ink.box for ink in page.inks[:-1])]:
            assert points(28) - 0.1 <= box.left <= box.left + box.width <= points(210 - 26) + 0.1
            assert points(37) - 0.1 <= box.top <= box.top + box.height <= points(297 - 35) + 0.1


def test_the_columns_have_their_exact_widths() -> None:
    head = breakdown().pages[1].frames[:5]
    assert [box.width for box in head] == pytest.approx([points(mm) for mm in (12, 27, 64, 34, 19)])


def numbers(paper: PrintedPaper) -> list[Ink]:
    return [page.inks[-1] for page in paper.pages]


def test_page_numbers_stand_right_and_left_and_go_on_from_the_first() -> None:
    shown = numbers(breakdown(first_page=16))[:2]
    assert [ink.text for ink in shown] == ["— 16 —", "— 17 —"]
    assert [ink.align for ink in shown] == [Align.LEFT, Align.RIGHT]


def test_on_a_lying_page_the_number_runs_down_the_left_edge() -> None:
    odd, even = numbers(breakdown(orientation=LYING, style=BreakdownStyle.ITEM))[:2]
    assert odd.turned
    assert odd.box.left + odd.box.width / 2 == pytest.approx(points(28))
    assert odd.box.top + odd.box.height == pytest.approx(points(179), abs=0.5)
    assert even.box.top == pytest.approx(points(33), abs=0.5)
    assert (odd.align, even.align) == (Align.RIGHT, Align.LEFT)


def test_the_ledger_is_signed_once_and_counts_its_pages() -> None:
    pages = printed_ledger(ledger(40, unit="云州市人民政府办公室", internal=True)).pages
    count = len(pages)
    assert [page.inks[-1].text for page in pages] == [f"第{n}页\u3000共{count}页" for n in range(1, count + 1)]
    assert ["审核人：" in texts(page) for page in pages] == [False] * (count - 1) + [True]
    assert texts(pages[0])[0].startswith("内部资料")
    assert any("截至2026年6月30日" in text for text in texts(pages[0]))


def test_the_signatures_stand_below_the_last_row() -> None:
    last = printed_ledger(ledger(40)).pages[-1]
    signed = next(ink for ink in last.inks if ink.text == "审核人：")
    assert signed.box.top >= max(box.top + box.height for box in last.frames)


def heads(paper: PrintedPaper) -> Sequence[str]:
    return [ink.text.replace("\n", "") for ink in paper.pages[-1].inks][:3]


def test_chosen_columns_fill_the_width() -> None:
    chosen = setup(columns=(ColumnKey.SEQ, ColumnKey.CONTENT))
    paper = printed_breakdown(BreakdownPaper(a_plan(), tasks(60)), chosen)
    assert heads(paper)[:2] == ["序号", "任务内容"]
    assert sum(box.width for box in paper.pages[0].frames[:2]) == pytest.approx(points(156))


def test_without_fitting_columns_keep_their_widths_in_the_middle() -> None:
    chosen = setup(columns=(ColumnKey.SEQ, ColumnKey.CONTENT), fit=False)
    first = printed_breakdown(BreakdownPaper(a_plan(), tasks(3)), chosen).pages[0].frames[0]
    assert first.width == pytest.approx(points(12))
    assert first.left == pytest.approx(points(28 + (156 - 76) / 2))


@pytest.mark.parametrize(
    ("way", "size"), [(LYING, (420, 297)), (Orientation.PORTRAIT, (297, 420))], ids=["lying", "standing"]
)
def test_a3_takes_more_rows(way: Orientation, size: tuple[int, int]) -> None:
    paper = BreakdownPaper(a_plan(), tasks(60))
    large = printed_breakdown(paper, setup(orientation=way, paper=PaperSize.A3))
    assert (large.leaf.width, large.leaf.height) == size
    assert len(large.pages) < len(printed_breakdown(paper).pages)


def test_a_task_longer_than_a_page_is_printed_whole() -> None:
    long = a_task(section=(), content="".join(f"第{n}句话要一字不落。" for n in range(900)))
    pages = printed_breakdown(BreakdownPaper(a_plan(), [a_task(seq="0"), long, a_task(seq="2")])).pages
    wide = [ink for page in pages for ink in page.inks if points(55) < ink.box.width < points(65)]
    said = "".join(ink.text.replace("\n", "") for ink in wide if ink.text != "任务内容")
    assert len(pages) == 18  # 17 characters a line, 36 lines a page
    assert long.content in said


def test_a_row_that_fits_on_a_page_is_never_split() -> None:
    high = a_task(seq="1", section=(), content="公开结果。" * 100)  # 30 lines, a page has 36
    pages = printed_breakdown(
        BreakdownPaper(a_plan(), [a_task(seq=str(n), section=()) for n in range(9)] + [high])
    ).pages
    assert sum(ink.text == high.content for page in pages for ink in page.inks) == 1


def test_a_paper_without_tasks_has_a_page_with_the_head() -> None:
    (page,) = printed_breakdown(BreakdownPaper(a_plan(), [])).pages
    assert "任务内容" in texts(page)
    assert "— 1 —" in texts(page)


def test_a_long_head_line_takes_two_lines() -> None:
    standing = setup(size=TextSize.SMALL_FIVE)
    page = printed_ledger(ledger(2, unit="云州市人民政府办公室（云州市政务公开办公室）"), standing).pages[0]
    left = next(ink for ink in page.inks if ink.text.startswith("填报单位"))
    right = next(ink for ink in page.inks if ink.text.startswith("填报日期"))
    assert right.box.top == pytest.approx(left.box.top + left.box.height)
