"""Standard input and output as bytes: a console's code page must not harm Chinese."""

import os
import sys
from collections.abc import Iterator


def speak_utf8() -> None:
    """Print Chinese whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def pasted() -> bytes:
    """Return all that standard input brings; nothing where there is none."""
    return b"".join(input_lines())


def input_lines() -> Iterator[bytes]:
    """Yield the lines of standard input as they come."""
    if sys.stdin is not None:
        yield from sys.stdin.buffer


def hear_no_more() -> None:
    """Let nothing more be written to a reader who has gone (docs.python.org, signal, note on SIGPIPE)."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.close(silence)
