"""Text made fit for an office file."""

import re

# Characters that XML 1.0 does not allow, e.g. the bell and halves of surrogate pairs.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Every kind of line end, e.g. Word's line break \x0b and page break \x0c.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def plain_text(text: str) -> str:
    """Return ``text`` without control characters; every kind of line end becomes a line feed, a tab a blank."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")
