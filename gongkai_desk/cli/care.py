"""``init``, ``dump``, ``check``, ``migrate``, ``backup``, ``restore``: the library itself."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gongkai_desk.cli.arguments import words
from gongkai_desk.cli.main import Session
from gongkai_desk.cli.opened import add_library, library_for_reading, library_for_writing
from gongkai_desk.errors import LibraryError
from gongkai_desk.store.care.backup import backup_folder, dumped
from gongkai_desk.store.care.check import findings
from gongkai_desk.store.care.restore import restore_folder
from gongkai_desk.store.care.salvage import salvage
from gongkai_desk.store.library import Library
from gongkai_desk.wording.salvage import lost_lines, saved_line


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Describe one of the six."""
    if command == "init":
        parser.add_argument("folder", type=Path, metavar="LIB", help="新台账库的位置，如 2026年台账.gkdesk")
        parser.add_argument("--name", type=words, required=True, help="台账库名称，如 云州区政务公开台账")
        parser.set_defaults(run=make_library)
        return
    if command == "dump":
        parser.add_argument("--history", action="store_true", help="连同变更记录和时间")
    elif command == "backup":
        parser.add_argument("out", type=Path, metavar="OUT", help="备份文件，如 2026-11-21备份.zip")
    elif command == "restore":
        parser.add_argument("file", type=Path, metavar="FILE", help="备份文件；加 --salvage 时也可以是损坏的台账库")
        parser.add_argument(
            "--salvage", action="store_true", help="备份或台账库已损坏时，把能读的先救出来，放进 --library 指定的新位置"
        )
    add_library(parser)
    runs = {"dump": dump, "check": check, "migrate": migrate, "backup": backup, "restore": restore}
    parser.set_defaults(run=runs[command])


def make_library(args: argparse.Namespace, session: Session) -> int:
    """Make an empty library."""
    Library.create(args.folder, args.name, who=session.who, day=session.today).close()
    print(args.folder)
    return 0


def dump(args: argparse.Namespace, session: Session) -> int:
    """Print everything in the library as stable, sorted text."""
    with library_for_reading(args.library) as library:
        sys.stdout.writelines(f"{line}\n" for line in dumped(library, history=args.history))
    return 0


def check(args: argparse.Namespace, session: Session) -> int:
    """Print what is wrong with the library, or that nothing is."""
    found = findings(args.library)
    print("\n".join(found) if found else "台账库完好。")
    return LibraryError.exit_code if found else 0


def migrate(args: argparse.Namespace, session: Session) -> int:
    """Bring an older library up to today's format; a snapshot is kept first."""
    with library_for_writing(args.library, session.who) as library:
        print(f"{library.name}：已是当前格式。")
    return 0


def backup(args: argparse.Namespace, session: Session) -> int:
    """Write the whole folder as one file."""
    with library_for_reading(args.library) as library:
        backup_folder(library, args.out)
    print(args.out)
    return 0


def restore(args: argparse.Namespace, session: Session) -> int:
    """Put a backup in the library's place; what stood there is kept as a backup itself."""
    if args.salvage:
        return _salvage(args, session)
    restore_folder(args.file, args.library, who=session.who)
    print(args.library)
    return 0


def _salvage(args: argparse.Namespace, session: Session) -> int:
    """Say what was saved, and on stderr what was not."""
    told = salvage(args.file, args.library, who=session.who, day=session.today)
    print(saved_line(told.rows, told.files))
    for line in lost_lines(told.lost, told.cut, [kept.name for kept in told.lacking]):
        print(line, file=sys.stderr)
    print(args.library)
    return 0
