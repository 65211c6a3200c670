"""The annual report's tables on requests (年报表三、表四), as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.registers import ApplicantClass, Outcome, Result


class Count(StrEnum):
    """The lines of table 3 that are no results."""

    NEW = "new"  # 一、本年新收
    CARRIED_IN = "carried_in"  # 二、上年结转
    TOTAL = "total"  # 三、（七）总计
    CARRIED_OUT = "carried_out"  # 四、结转下年度


Line = Count | Result
CLASSES = tuple(ApplicantClass)
Numbers = tuple[int, ...]
"""One number for each class of applicants, in the order of ``CLASSES``."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """Table 4: reviews, lawsuits without and after a review, each by outcome in the order of ``Outcome``."""

    review: Numbers
    direct: Numbers
    after_review: Numbers

    def columns(self) -> Numbers:
        """Return the fifteen numbers of the printed line: each four outcomes and their sum."""
        return tuple(n for part in (self.review, self.direct, self.after_review) for n in (*part, sum(part)))


NO_DISPUTES = Disputes(*((0,) * len(Outcome),) * 3)


@dataclass(frozen=True, slots=True)
class AnnualTable:
    """Tables 3 and 4 of a year, as things stood on ``as_of``.

    ``to_settle`` are the numbers of requests that count as given up but whose result nobody entered;
    ``marked`` is how many bear the mark of the year before as carried over, ``None`` if nobody marked any.
    """

    year: int
    as_of: date
    counts: Mapping[Line, Numbers]
    disputes: Disputes = NO_DISPUTES
    to_settle: tuple[str, ...] = ()
    marked: int | None = None

    def row(self, line: Line) -> Numbers:
        """Return a line as printed: a number for each class, then their sum."""
        numbers = self.counts[line]
        return (*numbers, sum(numbers))

    def sums(self) -> tuple[int, int, int, int]:
        """Return what was received, carried in, done, carried out."""
        received, carried_in, done, out = (sum(self.counts[count]) for count in Count)
        return received, carried_in, done, out

    @property
    def adds_up(self) -> bool:
        """Tell whether in every column 第一项 + 第二项 = 第三项 + 第四项, and the results make up their total."""
        rows = {line: self.row(line) for line in (*Count, *Result)}
        return all(
            rows[Count.NEW][i] + rows[Count.CARRIED_IN][i] == rows[Count.TOTAL][i] + rows[Count.CARRIED_OUT][i]
            and rows[Count.TOTAL][i] == sum(rows[result][i] for result in Result)
            for i in range(len(CLASSES) + 1)
        )
