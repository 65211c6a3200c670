"""What a clerk reads of what goes up: kinds of the 报送登记, what a written filing still needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SENT_KINDS = {
    "form": "上级表样",
    "ledger": "台账",
    "report": "报告",
    "table": "报表",
    "annual": "年度报告",
    "correction": "补报更正",
    "filing": "报备",
}
"""Kinds of the 报送登记; ``filing`` is no kind of a submission."""

_ROOM = {"addressee": "主送机关", "signer": "签发人", "issuer": "发文机关"}


def filing_notes(lacks: Sequence[str], unknown: Sequence[str], requests: Sequence[str]) -> Iterator[str]:
    """Yield what to see to in a letter before it goes: what room was left for, what stayed unfilled, 请示 in a 报告."""
    if lacks:
        yield f"{'、'.join(_ROOM[each] for each in lacks)}没有填写，文中已留出位置。"
    if unknown:
        yield f"模板中的{'、'.join(f'“{{{{{name}}}}}”' for name in unknown)}没有可填的内容，照原样留着，请改好再用。"
    if requests:
        yield f"报告不得夹带请示事项，请核对文中的{'、'.join(f'“{words}”' for words in requests)}。"
