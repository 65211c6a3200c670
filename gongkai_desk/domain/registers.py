"""Small registers: 依申请公开 (requests for information) and 政策解读 (files and what interprets them); 年报表三."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai_desk.domain.ids import InterpretationId, RequestId


class ApplicantClass(StrEnum):
    """Classes of applicants, in the order of the annual report's table 3; all but the first are bodies."""

    PERSON = "person"  # 自然人
    BUSINESS = "business"  # 商业企业
    RESEARCH = "research"  # 科研机构
    WELFARE = "welfare"  # 社会公益组织
    LEGAL = "legal"  # 法律服务机构
    OTHER = "other"  # 其他


class Channel(StrEnum):
    """How a request came in; it decides which day is the day of receipt."""

    IN_PERSON = "in_person"  # 当面提交: that day
    SIGNED_MAIL = "signed_mail"  # 签收邮件: the day of signing
    LETTER = "letter"  # 平常信函: the day of confirmation
    INTERNET = "internet"  # 网络: the day of confirmation
    FAX = "fax"  # 传真: the day of confirmation


class Result(StrEnum):
    """Results as the annual report's table 3 lists them, in its order."""

    GRANTED = "granted"  # （一）予以公开
    PARTLY = "partly"  # （二）部分公开
    SECRET = "secret"  # （三）不予公开 1
    FORBIDDEN = "forbidden"
    SAFETY = "safety"
    THIRD_PARTY = "third_party"
    INTERNAL = "internal"
    PROCESS = "process"
    CASE_FILE = "case_file"
    INQUIRY = "inquiry"
    NOT_HELD = "not_held"  # （四）无法提供 1
    TO_BE_MADE = "to_be_made"
    STILL_UNCLEAR = "still_unclear"
    COMPLAINT = "complaint"  # （五）不予处理 1
    REPEATED = "repeated"
    PUBLICATION = "publication"
    MASS = "mass"
    CONFIRMATION = "confirmation"
    NOT_COMPLETED = "not_completed"  # （六）其他处理 1
    NOT_PAID = "not_paid"
    OTHER = "other"


class Outcome(StrEnum):
    """How a review (行政复议) or a lawsuit (行政诉讼) over an answer ended, in the order of table 4."""

    UPHELD = "upheld"  # 结果维持
    CORRECTED = "corrected"  # 结果纠正
    OTHER = "other"  # 其他结果
    PENDING = "pending"  # 尚未审结


@dataclass(frozen=True, slots=True)
class Request:
    """A request for information (依申请公开); days are of the acts themselves, ``None`` where there was none.

    ``carried_from``: the year at whose end it was marked as carried over. A lawsuit follows the review if there is one.
    """

    number: str = ""
    applicant: str = ""
    applicant_class: ApplicantClass = ApplicantClass.PERSON
    channel: Channel = Channel.INTERNET
    subject: str = ""
    content: str = ""
    received: date | None = None
    completion_asked: date | None = None  # 告知补正
    completion_until: date | None = None
    completed: date | None = None
    third_party_asked: date | None = None  # 征求第三方意见
    third_party_answered: date | None = None
    extended: date | None = None  # the day on which the extension was decided
    extended_days: int = 0
    extension_reason: str = ""
    answered: date | None = None
    result: Result | None = None
    doc_no: str = ""
    review: Outcome | None = None
    litigation: Outcome | None = None
    carried_from: int | None = None
    unit_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class StoredRequest(Request):
    """A request of the register."""

    id: RequestId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A file and one interpretation of it (政策解读); without ``day`` the file waits for one.

    A file that was interpreted several times has several of these, with the same title and number of the file.
    """

    file_title: str = ""
    file_doc_no: str = ""
    file_link: str = ""
    file_day: date | None = None
    title: str = ""
    form: str = ""
    link: str = ""
    day: date | None = None
    unit_id: int | None = None
    task_id: int | None = None
    remark: str = ""

    @property
    def file(self) -> tuple[str, str]:
        """Return what tells the file from others."""
        return self.file_title, self.file_doc_no


@dataclass(frozen=True, slots=True)
class StoredInterpretation(Interpretation):
    """An entry of the register."""

    id: InterpretationId = field(kw_only=True)


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
