"""佐证材料: whose is missing, and packets of what is there."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.papers import PaperFormat
from gongkai_desk.errors import DeskError
from gongkai_desk.papers.listed import SEEN
from gongkai_desk.wording.sentences import error_sentence

if TYPE_CHECKING:
    from gongkai_desk.domain.tables import SeenTable
    from gongkai_desk.domain.work import Packet
    from gongkai_desk.progress import Progress
    from gongkai_desk.rules.light.agenda import MissingProof
    from ui.commands import Commands

_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "_"))


class ProofActs(QObject):
    """What the menu 督办 does with evidence as a whole."""

    def __init__(self, window: "Commands") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._target: Path | None = None

    # -- what is missing

    def lacking(self) -> None:
        """缺佐证清单: list what is missing in the plan that is shown, or in all; lead to the chosen task."""
        from ui.dialogs.lacking_dialog import LackingDialog

        plan = self._window.plan
        title = plan.title if plan is not None else "全部要点"
        chosen = LackingDialog.ask(self._window, title, self.missing(plan.id if plan else None), self._export)
        if chosen is not None:
            self._window.go_to_task(chosen)

    def missing(self, plan_id: int | None) -> "list[MissingProof]":
        """Return the shares without evidence of a plan, of all plans without one, in the plans' order."""
        from gongkai_desk.rules.light.agenda import missing_proof

        board = self._desk.board
        board.start()
        plans = [plan.id for plan in self._desk.shelf.plans()] if plan_id is None else [plan_id]
        tasks = [task for each in plans for task in self._desk.shelf.tasks(each or 0)]
        lit = [found for task in tasks if (found := board.lit(task.id)) is not None]
        return [each for found in lit for each in missing_proof(found.work.task, found.light, found.frame)]

    def _export(self, table: "SeenTable") -> None:
        self._window.exports.paper(SEEN, table, PaperFormat.XLSX)

    # -- packets

    def pack(self) -> None:
        """佐证材料打包: ask what of and where to, and write the packet as a job."""
        from gongkai_desk.rules.light.cycles import longer_periods
        from gongkai_desk.standing import packets, report_periods
        from ui.dialogs.packet_dialog import Offer, PacketDialog

        library, today = self._desk.library, self._desk.today
        if library is None:
            return
        periods = dict.fromkeys((*report_periods.period_choices(library, today)[0], *longer_periods(today)))
        units = tuple((number, name) for number, name, _ in self._desk.shelf.unit_counts())
        offer = Offer(self._window.plan, self._window.tasks.current(), units, tuple(periods))
        given = PacketDialog.ask(self._window, offer, partial(packets.packet, library, today=today))
        if given is not None:
            self._write(*given)

    def _write(self, packet: "Packet", name: str) -> None:
        from ui.dialogs.waiting import run_waiting

        settings = self._desk.settings
        chosen = QFileDialog.getExistingDirectory(self._window, "打包到哪个文件夹", str(settings.export_folder))
        if not chosen:
            return
        settings.export_folder = Path(chosen)
        self._target = new_folder(Path(chosen), name.translate(_REFUSED_IN_NAMES))
        work = partial(_write_packet, self._target, packet)
        text = f"正在打包 {len(packet.pieces)} 份佐证材料"
        run_waiting(self._desk.jobs, work, text, self._window, self._written, self._failed)

    @Slot(object)
    def _written(self, result: object) -> None:
        from ui.dialogs.written import Written

        if self._target is not None:
            Written.show_for(self._window, self._target)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """Say what the world refused; bugs go to the error hook."""
        from ui.dialogs.ask import tell

        if not isinstance(error, DeskError):
            raise error
        tell(self._window, "佐证材料打包", error_sentence(error))


def new_folder(parent: Path, name: str) -> Path:
    """Return a folder that is not there yet: 佐证材料, then 佐证材料 2."""
    number, found = 1, parent / name
    while found.exists():
        number += 1
        found = parent / f"{name} {number}"
    return found


def _write_packet(folder: Path, packet: "Packet", progress: "Progress") -> None:
    from gongkai_desk.standing.packets import write_packet

    write_packet(folder, packet, progress)
