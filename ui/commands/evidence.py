"""佐证: files, links and numbers of a task; whose evidence is missing, and packets of what is there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gongkai_desk.domain.ids import EvidenceId
from gongkai_desk.domain.sheet import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.papers.listed import SEEN
from gongkai_desk.progress import Progress
from ui.commands.command import LIBRARY, TASK, WRITING, Command, Here

if TYPE_CHECKING:
    from gongkai_desk.domain.papers import Packet, SeenTable

with lazy_imports():
    from gongkai_desk.rules.light import agenda, cycles
    from gongkai_desk.services.progress import work
    from gongkai_desk.standing import lights, papers, report_periods
    from gongkai_desk.wording import sentences
    from ui.dialogs.base import ask, written
    from ui.dialogs.tasks import evidence_dialog

_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))

# -- of the current task


def prove(here: Here) -> None:
    """登记佐证: ask for files, a link or a number."""
    attach(here, ())


PROVE = Command("prove", "登记佐证(&F)…", "Ctrl+J", needs=WRITING | TASK, run=prove)


def attach(here: Here, files: Sequence[Path]) -> None:
    """Ask what evidence of the current task these files are, and keep them as one step."""
    task, desk = here.task, here.desk
    if task is None or desk.library is None:
        return
    at_hand = lights.works(desk.library, [task.id])[task.id]
    given = evidence_dialog.EvidenceDialog.ask(here.parent, at_hand, desk.today, files)
    if given is not None and _empty_meant(here, [file for _, file in given.proofs if file is not None]):
        desk.do(work.attach_many, task_id=task.id, proofs=given.proofs, unit=given.unit)


def _empty_meant(here: Here, files: Sequence[Path]) -> bool:
    """Ask about files with nothing in them: often a copy that was cut short."""
    empty = work.empty_files(files)
    names = "、".join(f"《{file.name}》" for file in empty)
    text = f"{names}是空文件，里面没有内容。请确认收到的文件是否完整。"
    return not empty or ask.choose(here.parent, "登记佐证", text, "仍要添加")


def remove(here: Here, evidence_id: EvidenceId) -> None:
    """Put evidence into the recycle bin; Ctrl+Z brings it back."""
    desk = here.desk
    desk.do(work.remove_evidence, ids=[evidence_id])


# -- what is missing


def lacking(here: Here) -> None:
    """缺佐证清单: list what is missing in the plan that is shown, or in all; lead to the chosen task."""
    title = here.plan.title if here.plan is not None else "全部要点"
    found = _missing(here, here.plan.id if here.plan else None)
    chosen = evidence_dialog.LackingDialog.ask(here.parent, title, found, partial(_export, here))
    if chosen is not None:
        here.ways.go_to_task(chosen)


LACKING = Command("lacking", "缺佐证清单(&L)…", tip="已申请、到期或已销号而没有佐证的单位", needs=LIBRARY, run=lacking)


def _missing(here: Here, plan_id: int | None) -> list[agenda.MissingProof]:
    """Return the shares without evidence of a plan, of all plans without one, in the plans' order."""
    desk = here.desk
    desk.board.start()
    plans = [plan.id for plan in desk.shelf.plans()] if plan_id is None else [plan_id]
    tasks = [task for each in plans for task in desk.shelf.tasks(each or 0)]
    lit = [found for task in tasks if (found := desk.board.lit(task.id)) is not None]
    return [each for one in lit for each in agenda.missing_proof(one.work.task, one.light, one.frame)]


def _export(here: Here, table: SeenTable) -> None:
    here.exports.paper(SEEN, table, PaperFormat.XLSX)


# -- packets


def pack(here: Here) -> None:
    """佐证材料打包: ask what of and where to, and write the packet as a job."""
    from PySide6.QtWidgets import QFileDialog  # with its enums no matter of a start

    desk, library, today = here.desk, here.desk.library, here.desk.today
    if library is None:
        return
    periods = dict.fromkeys((*report_periods.period_choices(library, today)[0], *cycles.longer_periods(today)))
    units = tuple((number, name) for number, name, _ in desk.shelf.unit_counts())
    offer = evidence_dialog.Offer(here.plan, here.task, units, tuple(periods))
    given = evidence_dialog.PacketDialog.ask(here.parent, offer, partial(papers.packet, library, today=today))
    if given is None:
        return
    chosen = QFileDialog.getExistingDirectory(here.parent, "打包到哪个文件夹", str(desk.settings.export_folder))
    if chosen:
        desk.settings.export_folder = Path(chosen)
        packet, name = given
        _Packing(here, packet, new_folder(Path(chosen), name.translate(_REFUSED_IN_NAMES)))


PACK = Command("pack", "佐证材料打包(&K)…", tip="编号文件夹和清单，供检查验收", needs=LIBRARY, run=pack)


class _Packing(QObject):
    """Writes one packet, and says what came of it."""

    def __init__(self, here: Here, packet: Packet, target: Path) -> None:
        super().__init__(here.parent)
        self._parent, self._target = here.parent, target
        writing = partial(_write_packet, target, packet)
        text = f"正在打包 {len(packet.pieces)} 份佐证材料"
        job = ask.run_waiting(here.desk.jobs, writing, text, here.parent, self._written, self._failed)
        job.ended.connect(self.deleteLater)

    @Slot(object)
    def _written(self, result: object) -> None:
        written.Written.show_for(self._parent, self._target)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Say what the world refused; bugs go to the error hook."""
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._parent, "佐证材料打包", sentences.error_sentence(error))


def new_folder(parent: Path, name: str) -> Path:
    """Return a folder that is not there yet: 佐证材料, then 佐证材料 2."""
    number, found = 1, parent / name
    while found.exists():
        number += 1
        found = parent / f"{name} {number}"
    return found


def _write_packet(folder: Path, packet: Packet, progress: Progress) -> None:
    papers.write_packet(folder, packet, progress)
