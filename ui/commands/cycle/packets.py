"""分工录入包: tasks go out to a colleague's PC, are opened there as a library, packed and taken back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from gongkai_desk.domain.cycle.packets import SUFFIX, Content, Outgoing, PacketOrder, Side
from gongkai_desk.domain.ids import By, Changes
from gongkai_desk.errors import BadPacket, DeskError
from gongkai_desk.lazy import lazy_imports
from gongkai_desk.paths import beside_prefix
from gongkai_desk.progress import Progress
from ui.commands.command import LIBRARY, WRITING, Command, Here, Menu

with lazy_imports():
    from gongkai_desk.services import packets
    from gongkai_desk.services.year import leaving
    from gongkai_desk.store import library as libraries
    from gongkai_desk.store import units
    from gongkai_desk.store.tasks import plans
    from gongkai_desk.wording import packets as wording
    from gongkai_desk.wording import sentences
    from gongkai_desk.wording.year import personal
    from ui import looking
    from ui.dialogs.base import ask
    from ui.dialogs.rounds import packet_dialogs

_KIND = f"分工录入包 (*{SUFFIX})"
_LONG = 12000  # milliseconds


# -- out


def send(here: Here) -> None:
    """Ask whose tasks of the plan go out, write them in a job, then register the packet as one step."""
    library, plan = here.desk.library, here.plan or next(iter(here.desk.shelf.plans()), None)
    if library is None or plan is None:
        return
    given = packet_dialogs.SendPacketDialog.ask(plan.title, _units(library, plan.id), here.parent)
    path = _target(here, f"分工录入包-{given[0]}-{here.desk.today:%Y%m%d}") if given else None
    if given and path:
        asked = len(given[1]) < len(_units(library, plan.id))
        order = PacketOrder(plan.id, tuple(map(str, given[1])) if asked else (), given[0])
        _Sending(here, order, path).begin()


def _units(library: libraries.Library, plan_id: int) -> list[tuple[int, str, str]]:
    """Return the units that have tasks of a plan, with how many."""
    counts: dict[int, set[int]] = {}
    for task, _, unit in units.expanded(library, plans.task_ids(library, plan_id)):
        counts.setdefault(unit, set()).add(task)
    known = [unit for unit in units.units(library) if unit.id in counts]
    return [(unit.id, f"{unit.name}　{len(counts[unit.id])}项", unit.short) for unit in known]


def _target(here: Here, name: str) -> Path | None:
    proposed = here.desk.settings.export_folder / f"{name}{SUFFIX}"
    chosen, _ = QFileDialog.getSaveFileName(here.parent, "分工录入包保存到", str(proposed), _KIND)
    if not chosen:
        return None
    path = Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)
    here.desk.settings.export_folder = path.parent
    return path


class _Work(QObject):
    """What goes on in a job; what the world refuses is said, bugs go to the error hook."""

    title = "分工录入包"

    def __init__(self, here: Here) -> None:
        super().__init__(here.parent)
        self._here, self._library = here, here.desk.library

    def _run(self, work: Callable[..., object], text: str, done: Callable[..., None]) -> None:
        job = ask.run_waiting(self._here.desk.jobs, work, text, self._here.parent, done, self._failed)
        job.cancelled.connect(self._end)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, DeskError):
            raise error
        ask.tell(self._here.parent, self.title, sentences.error_sentence(error))

    @Slot()
    def _end(self) -> None:
        self.deleteLater()


class _Sending(_Work):
    """A packet that is written beside its place, then registered and put there."""

    def __init__(self, here: Here, order: PacketOrder, path: Path) -> None:
        super().__init__(here)
        self._order, self._path = order, path
        self._beside = path.with_name(f"{beside_prefix('packet')}{path.name}")

    def begin(self) -> None:
        """Read what goes out, and write it in a job."""
        assert self._library is not None
        try:
            self._of = packets.drafted(self._library, self._here.desk.by, self._order)
        except DeskError as error:
            self._failed(error)
            return
        texts = leaving.packet_texts(self._of)
        if looking.looked_over(self._here.desk, self._here.parent, texts, uncovered=personal.NOT_TO_COVER) is None:
            self._end()
            return
        work = partial(packets.write, self._of, self._here.desk.by, self._library.folder, self._beside)
        self._run(work, "正在生成分工录入包", self._written)

    @Slot(object)
    def _written(self, _: object) -> None:
        desk = self._here.desk
        try:
            if desk.library is self._library:
                place = partial(os.replace, self._beside, self._path)
                desk.write(partial(_register, by=desk.by, of=self._of, place=place))
                said = wording.SENT.format(count=self._of.tasks, file=self._path.name)
                self._here.say(f"{said}，按 Ctrl+Z 可撤销登记。", _LONG)
        except DeskError as error:
            self._failed(error)
        finally:
            self._beside.unlink(missing_ok=True)
            self._end()


def _register(library: libraries.Library, by: By, of: Outgoing, place: Callable[[], None]) -> Changes:
    """Register a packet; its rows are the library's own and go as they are, with the marks between headings."""
    return packets.make(library, by, of, place)


def send_back(here: Here) -> None:
    """Pack the library that was made from a packet, to be sent back."""
    library = here.desk.library
    if library is None:
        return
    if not packets.is_received(library):
        ask.tell(here.parent, "打包交回", f"{sentences.LACKS['received_packet']}。")
        return
    name, work = f"{library.name}-交回-{here.desk.today:%Y%m%d}", partial(_packed, library.folder)
    again = partial(send_back, here)
    here.exports.write("打包交回", name, SUFFIX[1:], work, again, folder=here.desk.settings.export_folder)


def _packed(folder: Path, path: Path) -> partial[None]:
    return partial(_write_back, folder, path)


def _write_back(folder: Path, path: Path, progress: Progress) -> None:
    """Pack on a connection of its own, since a job sees no store of the window."""
    with libraries.Library.open(folder, read_only=True) as library:
        packets.write_back(library, path, progress)


# -- in


def _chosen(here: Here, title: str) -> Path | None:
    start = str(here.desk.settings.export_folder)
    name, _ = QFileDialog.getOpenFileName(here.parent, title, start, _KIND)
    return Path(name) if name else None


def unpack(here: Here) -> None:
    """Lay a packet that was received out as a library and open it."""
    file = _chosen(here, "打开收到的分工录入包")
    if file is not None:
        here.libraries.unpack(file)


def merge(here: Here) -> None:
    """Take a packet back: read in a job, looked over, merged as one step."""
    file = _chosen(here, "收回分工录入包")
    if file is not None:
        _Merging(here, file).begin()


def take_from(here: Here, file: Path) -> None:
    """Take a packet that was dragged in: back into this library, or open it as one of its own, as the clerk chooses."""
    if not here.desk.may_write:
        here.libraries.unpack(file)
        return
    chosen = ask.choose_one(here.parent, _Work.title, f"《{file.name}》是分工录入包：", _WAYS)
    if chosen == 0:
        _Merging(here, file).begin()
    elif chosen == 1:
        here.libraries.unpack(file)


_WAYS = ("收回：并入这个台账库（同事交回的）", "打开：放成一个新的台账库（别人发来的）")


@dataclass(frozen=True, slots=True)
class _Looked:
    """A packet as read beside the library, with the words of each place where both sides changed something."""

    content: Content
    review: packets.Review
    places: Mapping[str, str]


def _look(file: Path, scratch: Path, folder: Path, progress: Progress) -> _Looked:
    """Read a packet and work out what it brings, on a connection of its own: a job sees no store of the window."""
    content = packets.read(file, scratch, folder, progress)
    with libraries.Library.open(folder, read_only=True) as library:
        review = packets.reviewed(library, content, progress=progress)
        return _Looked(content, review, packets.places(library, review.merge.conflicts))


def _prepare(
    folder: Path, of: packets.Opened, looked: _Looked, taken: packets.Taken, progress: Progress
) -> packets.Ready:
    """Work the merge out as it was chosen, and keep its files."""
    with libraries.Library.open(folder, read_only=True) as library:
        review = packets.reviewed(library, of.content, taken, progress) if taken else looked.review
        return packets.ready(library, of, review, progress)


class _Merging(_Work):
    """A packet that is read, asked about and merged; what was laid out of it goes at the end.

    All that takes long goes on in jobs. ``_acts`` tells that the library still stands as it did for them.
    """

    def __init__(self, here: Here, file: Path) -> None:
        super().__init__(here)
        self._file, self._acts = file, here.desk.acts
        self._scratch = TemporaryDirectory(prefix=beside_prefix("packet"), ignore_cleanup_errors=True)
        self._of: packets.Opened | None = None
        self._open: tuple[str, ...] = ()

    def begin(self) -> None:
        """Read it in a job."""
        assert self._library is not None
        work = partial(_look, self._file, Path(self._scratch.name), self._library.folder)
        self._run(work, "正在读取分工录入包", self._show)

    @Slot(object)
    def _show(self, looked: _Looked) -> None:
        """Say what it brings, and let the clerk choose where both sides changed something."""
        given = self._asked(looked) if self._is_as_it_was() else None
        if given is None or self._library is None:
            self._end()
            return
        self._of = packets.Opened(looked.content, Path(self._scratch.name))
        self._open = tuple(each.key for each in looked.review.open if each.key not in given)
        work = partial(_prepare, self._library.folder, self._of, looked, dict(given))
        self._run(work, "正在核对、留存材料", self._store)

    def _is_as_it_was(self) -> bool:
        """Tell whether what was worked out still holds; say it where not."""
        desk = self._here.desk
        if desk.library is self._library and desk.acts != self._acts:
            ask.tell(self._here.parent, self.title, "台账刚才有改动，没有收回，请再收回一次。")
        return desk.library is self._library and desk.acts == self._acts

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, BadPacket):
            error.data["file"] = self._file.name
        super()._failed(error)

    def _asked(self, looked: _Looked) -> Mapping[str, Side] | None:
        review = looked.review
        if review.is_known:
            ask.tell(self._here.parent, self.title, f"{wording.OLDER if review.older else wording.NOTHING_NEW}。")
            return None
        left = wording.left_line(looked.content.left)
        return packet_dialogs.MergePacketDialog.ask(
            wording.merge_line(review.merge), (left,) if left else (), _differences(looked), self._here.parent
        )

    @Slot(object)
    def _store(self, made: packets.Ready) -> None:
        """Store the merge that was worked out: the one part that must go on in the window."""
        desk = self._here.desk
        try:
            if self._of is not None and self._is_as_it_was():
                desk.write(partial(_take, by=desk.by, of=self._of, made=made))
                waits = f"，{len(self._open)} 处还没有选定，先按本库" if self._open else ""
                self._here.say(f"已收回{waits}，按 Ctrl+Z 可撤销。", _LONG)
        except DeskError as error:
            self._failed(error)
        finally:
            self._end()

    @Slot()
    def _end(self) -> None:
        self._scratch.cleanup()
        super()._end()


def _differences(looked: _Looked) -> list[packet_dialogs.Difference]:
    return [
        packet_dialogs.Difference(
            each.key,
            f"{looked.places[each.key]} {wording.field_name(each)}（{wording.CLASHES[each.clash]}）".strip(),
            wording.side_text(each, each.here),
            wording.side_text(each, each.there),
            each in looked.review.open,
        )
        for each in looked.review.merge.conflicts
    ]


def _take(library: libraries.Library, by: By, of: packets.Opened, made: packets.Ready) -> Changes | None:
    return packets.take(library, by, of, made)


SEND = Command("send_packet", "发出(&S)…", tip="选定单位的任务交同事在另一台电脑上录入", needs=WRITING, run=send)
OPEN = Command("open_packet", "打开收到的(&O)…", tip="把收到的分工录入包放成一个台账库", run=unpack)
BACK = Command("pack_back", "打包交回(&B)…", tip="把录入好的交回发出的人", needs=LIBRARY, run=send_back)
MERGE = Command("merge_packet", "收回(&M)…", tip="把同事交回的并入这个台账库", needs=WRITING, run=merge)
PACKETS = Menu("分工录入包(&K)", (SEND, MERGE, None, OPEN, BACK))
