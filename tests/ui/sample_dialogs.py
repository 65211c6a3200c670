"""The dialogs that no menu opens upon the plan of 40 tasks, each made by hand as its caller would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QDialog

from gongkai_desk.domain.calendar import Duty, DutyKind
from gongkai_desk.domain.cycle.books import BookRow, UnitBook
from gongkai_desk.domain.cycle.handed import HandedBook, HandedChoice, HandedOffer, HandedRow
from gongkai_desk.domain.cycle.judging import Lookback, Rectification
from gongkai_desk.domain.cycle.returns import Wait
from gongkai_desk.domain.cycle.reviews import Unplaced, WaitingOpinion
from gongkai_desk.domain.cycle.rounds import Opinion, ReturnedFile
from gongkai_desk.domain.draft import Draft, Part, PartKind
from gongkai_desk.domain.forms import FormCell, FormFile, FormTable
from gongkai_desk.domain.ids import stored_as
from gongkai_desk.domain.plan import Plan, Quota, StoredTask, Task
from gongkai_desk.domain.registers import Interpretation, Request, StoredRequest
from gongkai_desk.domain.review import Dropped
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.domain.slips import Slip, SlipKind
from gongkai_desk.domain.state import Action
from gongkai_desk.domain.time import TimeLimit
from gongkai_desk.domain.unit import StoredUnit, UnitClass, UnitGroup
from gongkai_desk.domain.year.assessment import USUAL_ITEMS, Drawn, Scheme, Scores, UnitScore
from gongkai_desk.domain.year.ledger_in import Ledger, LedgerAnswers, LedgerRead
from gongkai_desk.domain.year.period import LockOrder
from gongkai_desk.domain.year.personal import Found, FoundPlace, PersonalKind
from gongkai_desk.exchange.mail import Mailbox
from gongkai_desk.papers.year.correction import CorrectionLetter, FigureChange, LateLine
from gongkai_desk.review.drafting import Reader
from gongkai_desk.rules.forms.fitting import Fitting
from gongkai_desk.rules.requests import USUAL, Act
from gongkai_desk.rules.year.ledger_rows import Then, understood
from gongkai_desk.services.filling import FillOrder, fit
from gongkai_desk.standing import registers
from gongkai_desk.standing.days import office_workdays
from gongkai_desk.standing.lights import TaskWork, works
from gongkai_desk.standing.year.rows_behind import BehindRow, RowsBehind
from gongkai_desk.standing.year_duties import legal_duties
from ui.commands.office import duty_acts
from ui.dialogs.base.ask import Waiting
from ui.dialogs.base.written import MailDialog, SlipsWritten, Written
from ui.dialogs.office.days_dialog import NoticeForm
from ui.dialogs.office.duties_dialog import LegalDialog, LegalForm
from ui.dialogs.office.duty_dialog import DutyDialog, NewDutyForm
from ui.dialogs.office.restore import UnsentDialog
from ui.dialogs.office.units_dialog import GroupForm, UnitForm
from ui.dialogs.registers.draw_dialog import DrawDialog, FollowDialog, Offered
from ui.dialogs.registers.interpretation_form import InterpretationForm, Span
from ui.dialogs.registers.request_acts import ActForm, Law
from ui.dialogs.registers.request_form import CheckForm, NamesForm, RequestForm
from ui.dialogs.rounds.back_dialog import BackDialog
from ui.dialogs.rounds.book_dialogs import LeaveDialog, ReceiptDialog
from ui.dialogs.rounds.fill_dialog import FillDialog, Periods, RowDialog, TextDialog
from ui.dialogs.rounds.handed_dialog import HandedDialog
from ui.dialogs.rounds.packet_dialogs import Difference, MergePacketDialog
from ui.dialogs.rounds.unplaced_dialog import UnplacedActs, UnplacedDialog
from ui.dialogs.tasks.assign_dialog import LinkDialog, TaskPicker
from ui.dialogs.tasks.bulk_edit import Preview
from ui.dialogs.tasks.count_dialog import CaseDialog, CountDialog, EndDialog
from ui.dialogs.upward.differences_dialog import DifferencesDialog
from ui.dialogs.upward.opinion_forms import AnswerForm, AskForm, NoneForm, OpinionForm, OpinionOffer, RemindForm
from ui.dialogs.upward.returned_form import ReturnedForm, ReturnedLine
from ui.dialogs.upward.sent_register import SubmitForm
from ui.dialogs.upward.waiting_opinions import OpinionChoices, WaitingOpinionsDialog
from ui.dialogs.year.assessment_answers import UnknownUnitsForm, WaitingForm
from ui.dialogs.year.assessment_forms import (
    ApproveForm,
    DrawForm,
    EntryForm,
    EntryOffer,
    ObjectionForm,
    UnitsForm,
)
from ui.dialogs.year.assessment_scheme import RuleForm, SchemeForm, SchemeOffer
from ui.dialogs.year.ledger_dialog import LedgerDialog, LedgerOffer
from ui.dialogs.year.locks_forms import CorrectionForm, LockForm, LockOffer
from ui.dialogs.year.lookback_forms import BeginForm, CarryForm, DueForm, RecheckForm, RectifyForm, TieForm
from ui.dialogs.year.matching_dialog import MatchingActs, MatchingDialog
from ui.dialogs.year.personal_dialog import PersonalDialog
from ui.dialogs.year.rows_dialog import RowsDialog
from ui.importing.draft_view import RestoreDialog, SplitDialog
from ui.importing.merging import PairDialog
from ui.importing.source_reader import ColumnsDialog
from ui.importing.unit_dialog import DeadlineAsk, ExistingUnitDialog, MembersDialog, NewUnitDialog, UnitsAsk
from ui.parts.source_pane import Original, SourceWindow
from ui.window.window import MainWindow


def _old_ledger(answers: LedgerAnswers, year: int) -> Ledger:
    tasks = (Task("公开预算", "1", extra={"进展": "已公开", "完成情况": "卡壳"}),)
    read = LedgerRead(Draft("台账.xlsx", (Plan(year=year),), (Part(PartKind.TABLE, "台账", tasks),)), 0)
    return understood(read, Then(year, date(2022, 11, 22)), answers)


PAPER = Path("工作台账.docx")
UNIT = StoredUnit("市教育局", id=1)
ASSESSED = UnitScore(1, 1, "市教育局", "", (), Decimal(95))
MEASURED = Task(
    "每季度至少回应2次，3个工作日内答复",
    quotas=(Quota("不少于2次", ">=", Decimal(2), "次"),),
    time_limits=(TimeLimit("3个工作日内", 3, True),),
)


def _measured(window: MainWindow) -> TaskWork:
    return replace(works(window.desk.library, [1])[1], task=stored_as(StoredTask, MEASURED, id=1, plan_id=1))


def _law(window: MainWindow) -> Law:
    return Law(window.desk.today, office_workdays(window.desk.library), USUAL)


def _days(window: MainWindow) -> tuple[date, object]:
    return window.desk.today, office_workdays(window.desk.library)


def _reader(window: MainWindow) -> Reader:
    return Reader(window.desk.shelf.directory(), office_workdays(window.desk.library))


def _duty(window: MainWindow) -> DutyDialog:
    return DutyDialog(Duty("own:1", DutyKind.OWN, "报送总结", "通知", window.desk.today), "", *_days(window), window)


def _tasks(window: MainWindow) -> list[Task]:
    return window.desk.shelf.tasks(1)


def _interpretation(window: MainWindow) -> InterpretationForm:
    span = Span(*_days(window), 3)
    return InterpretationForm(Interpretation("办法"), span, window.desk.shelf, ("登记文件", "登记"), window)


def _correction(window: MainWindow) -> CorrectionForm:
    day, plan = window.desk.today, window.desk.shelf.plans()[0]
    changes, late = (FigureChange("迟报家次", "全部", 0, 1),), (LateLine("市教育局", "公开", day, "已办"),)
    return CorrectionForm(CorrectionLetter(plan, "2022Q3", day, day, day, changes, late), [], window)


def _personal(window: MainWindow) -> PersonalDialog:
    place = FoundPlace("1　公开预算，本期进展", "已答复申请人，电话13812345678。", 9, 20)
    return PersonalDialog([Found(PersonalKind.PHONE, "13812345678", (place,))], window)


def _slips(window: MainWindow) -> SlipsWritten:
    day = window.desk.today
    slip = Slip(SlipKind.CHASE, "催办单", 1, "市教育局", (), day, day, "请办理", number_text="〔2022〕1号")
    return SlipsWritten([PAPER], [slip], window)


def _form(window: MainWindow) -> Fitting:
    """A superior's form in which the plan's tasks are printed."""
    cells = [("序号", "任务", "进展情况（不超过200字）"), *((t.seq or "", t.content, "") for t in _tasks(window))]
    table = FormTable("表样", tuple(tuple(FormCell(text) for text in row) for row in cells))
    order = FillOrder(1, window.desk.today)
    return fit(window.desk.library, FormFile("表样.xlsx", PaperFormat.XLSX, (table,)), order)


def _silent(progress: object) -> None:
    """A job that is over at once."""


def _unplaced(window: MainWindow) -> UnplacedDialog:
    paper = Unplaced(ReturnedFile("workbook", window.desk.today, name="表.xlsx", remark="unit_differs"), (1,))
    return UnplacedDialog(UnplacedActs(lambda: [paper], lambda file, unit: None, {1: "市教育局"}), window)


def _waiting(window: MainWindow) -> WaitingOpinionsDialog:
    waiting = WaitingOpinion(1, "市教育局.xlsx", Opinion(1, unit_id=1, text="建议延后"), waits=(Wait.CONFLICT,))
    return WaitingOpinionsDialog([waiting], OpinionChoices([(1, "市教育局")], []), window)


_BOOK = HandedBook("表.xlsx", "要点", "2022Q4-01", "22K-7F", units=("东区政府", "西区政府"), rows=(HandedRow(4, "1"),))
_HANDED = HandedOffer(_BOOK, (Task("公开"),))
USUAL_SCHEME = Scheme(2022, "政务公开工作考核", items=USUAL_ITEMS)
_TIES = MatchingActs(lambda wanted: None)
BY_HAND: dict[type[QDialog], Callable[[MainWindow], QDialog]] = {
    ActForm: lambda w: ActForm(Act.EXTEND, StoredRequest("1号", received=w.desk.today, id=1), _law(w), w),
    BeginForm: lambda w: BeginForm(w.desk.shelf.plans(), w.desk.today, w),
    CarryForm: lambda w: CarryForm(w.desk.shelf.plans(), 3, w),
    DueForm: lambda w: DueForm("列入整改台账（3 项）", w.desk.today, w),
    MatchingDialog: lambda w: MatchingDialog(Lookback(2021, w.desk.today, id=1), w.desk, w.exports, _TIES, w),
    RecheckForm: lambda w: RecheckForm(2, "李明", w.desk.today, w),
    RectifyForm: lambda w: RectifyForm(Rectification(w.desk.today, "目录缺项"), [(1, "市教育局")], w),
    TieForm: lambda w: TieForm("公开目录", _tasks(w), [], w),
    BackDialog: lambda w: BackDialog(UnitBook("要点", "2022年四季度", rows=(BookRow(1, title="公开"),)), Path(), w),
    DifferencesDialog: lambda w: DifferencesDialog((), "报备", w.desk, w.exports, w),
    AnswerForm: lambda w: AnswerForm([Opinion(1, text="建议", agrees="no")], w.desk.today, w),
    RemindForm: lambda w: RemindForm([(1, "市教育局")], w),
    AskForm: lambda w: AskForm([(1, "市教育局")], [1], w.desk.today, w),
    NoneForm: lambda w: NoneForm([(1, "市教育局")], [1], w.desk.today, w),
    OpinionForm: lambda w: OpinionForm(Opinion(1), OpinionOffer([(1, "市教育局")], [], w.desk.today), w),
    ReturnedForm: lambda w: ReturnedForm([ReturnedLine("市教育局：建议", False)], [], [(1, "市教育局")], w),
    UnplacedDialog: _unplaced,
    WaitingOpinionsDialog: _waiting,
    CorrectionForm: _correction,
    LockForm: lambda w: LockForm(LockOffer(LockOrder("2022Q3"), "《要点》：部署任务 40。", [], [], w.desk.today), w),
    SubmitForm: lambda w: SubmitForm([], [(1, "要点")], w.desk.today, w),
    CaseDialog: lambda w: CaseDialog(_measured(w), w.desk.today, 0, w),
    CheckForm: lambda w: CheckForm(registers.annual_table(w.desk.library, 2022, w.desk.today), w),
    ColumnsDialog: lambda w: ColumnsDialog((), w),
    CountDialog: lambda w: CountDialog(_measured(w), w.desk.today, 0, w),
    DeadlineAsk: lambda w: DeadlineAsk("9月底前", Plan(year=2022), _reader(w), w),
    DrawDialog: lambda w: DrawDialog(Offered([], [(1, "要点")], ["市教育局"]), 7, "王芳", w),
    DutyDialog: _duty,
    EndDialog: lambda w: EndDialog(w.desk.today, w),
    ExistingUnitDialog: lambda w: ExistingUnitDialog("教育局", w.desk.shelf.directory(), w),
    FillDialog: lambda w: FillDialog(_form(w), Periods(("2022Q2",), lambda period: _form(w).facts), w),
    FollowDialog: lambda w: FollowDialog(Action.RETURN, "第1项", "", w.desk.today, w),
    GroupForm: lambda w: GroupForm(UnitGroup("各区政府", True, (UnitClass.DISTRICT,)), [UNIT], w),
    HandedDialog: lambda w: HandedDialog(_HANDED, HandedChoice(None, "东城区政府"), w),
    InterpretationForm: _interpretation,
    LeaveDialog: lambda w: LeaveDialog("市教育局", w.desk.today, w),
    LegalDialog: lambda w: LegalDialog(w.desk, duty_acts(w.desk).set_legal, w),
    LegalForm: lambda w: LegalForm(legal_duties(w.desk.library)[0], w),
    LedgerDialog: lambda w: LedgerDialog(LedgerOffer("台账.xlsx", 2022, 2022, _old_ledger), w),
    LinkDialog: lambda w: LinkDialog(_tasks(w)[0], _tasks(w)[1:], [], w),
    MergePacketDialog: lambda w: MergePacketDialog("新增 1 条", (), [Difference("1", "任务1 进展", "甲", "乙")], w),
    ApproveForm: lambda w: ApproveForm(Scores(Scheme(2026, "考核"), (ASSESSED,)), w.desk.today, w),
    DrawForm: lambda w: DrawForm(("2022",), lambda period: Drawn(), {}, w),
    EntryForm: lambda w: EntryForm(EntryOffer([(1, "市教育局")], USUAL_ITEMS, [], w.desk.today), w),
    ObjectionForm: lambda w: ObjectionForm(ASSESSED, w.desk.today, w),
    RuleForm: lambda w: RuleForm(next(USUAL_SCHEME.ruled)[1], w),
    SchemeForm: lambda w: SchemeForm(USUAL_SCHEME, SchemeOffer([(1, "市教育局")], lambda parent, take: None), w),
    UnitsForm: lambda w: UnitsForm([(1, "市教育局")], (), w),
    UnknownUnitsForm: lambda w: UnknownUnitsForm(["教育局"], [(1, "市教育局")], "请选：", w),
    WaitingForm: lambda w: WaitingForm([(0, "市教育局　信息报送：21", False), (1, "市民政局：20", True)], w),
    MailDialog: lambda w: MailDialog(PAPER, [Mailbox("市教育局", "jyj@example.cn")], w),
    NamesForm: lambda w: NamesForm(3, w),
    NewDutyForm: lambda w: NewDutyForm(*_days(w), legal_duties(w.desk.library), parent=w),
    MembersDialog: lambda w: MembersDialog("各区政府", ("青石区政府", "白沙区政府"), ("白沙区政府",), w),
    NewUnitDialog: lambda w: NewUnitDialog("市数据局", w),
    NoticeForm: lambda w: NoticeForm(2022, w),
    PairDialog: lambda w: PairDialog(_tasks(w)[0], _tasks(w)[1:3], "修订稿", w),
    Preview: lambda w: Preview("替换", [("第1项", "内容", "甲", "乙")], parent=w),
    RequestForm: lambda w: RequestForm(Request("1号", received=w.desk.today), _law(w), [], w, new=False),
    ReceiptDialog: lambda w: ReceiptDialog("市教育局", w.desk.today, parent=w),
    RowsDialog: lambda w: RowsDialog(RowsBehind(("序号", "任务"), (BehindRow(("1", "公开"), 1),)), w),
    PersonalDialog: _personal,
    RestoreDialog: lambda w: RestoreDialog((Dropped(0, MEASURED),), w),
    RowDialog: lambda w: RowDialog(_form(w).printed[0][1], list(_form(w).facts.values()), [1], w),
    SlipsWritten: _slips,
    SourceWindow: lambda w: SourceWindow(w.desk, Original(PAPER, "原文"), w),
    SplitDialog: lambda w: SplitDialog("第一件事。第二件事。", w),
    TextDialog: lambda w: TextDialog(_form(w).printed[0][1], "已公布。", 200, w),
    TaskPicker: lambda w: TaskPicker(w.desk.shelf, w),
    UnitForm: lambda w: UnitForm(UNIT, w),
    UnitsAsk: lambda w: UnitsAsk("相关单位", _reader(w), w),
    UnsentDialog: lambda w: UnsentDialog(w.texts, {}, w),
    Waiting: lambda w: Waiting("写", w.desk.jobs.start(_silent), w),
    Written: lambda w: Written(PAPER, w),
}
