"""The door: nothing imports this module; it alone knows that there is a window."""

from __future__ import annotations

import multiprocessing
import sys
from typing import cast

from gongkai_desk.cli.main import Screen
from gongkai_desk.cli.main import main as run_command
from gongkai_desk.errors import NoWindow


def load_screen() -> Screen:
    """Return the window's side; raises ``NoWindow`` where Qt is not at hand."""
    from importlib import import_module

    try:
        return cast(Screen, import_module("ui.screen"))
    except ImportError as error:
        raise NoWindow(reason=str(error)) from error


def main() -> int:
    """Run the command line, which opens the window when no command is given."""
    multiprocessing.freeze_support()
    return run_command(sys.argv[1:], load_screen)


if __name__ == "__main__":
    sys.exit(main())
