"""Text made fit for office files."""

import pytest

from gongkai_desk.page.layout import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("公\x00开\x07", "公开", id="control characters"),
        pytest.param("公\ud800开\ufffe", "公开", id="what XML refuses"),
        pytest.param("一\r\n二\r三\x0b四\u2028五", "一\n二\n三\n四\n五", id="line ends"),
        pytest.param("一\t二", "一 二", id="tab"),
        pytest.param("〔2026〕8号 𠮷", "〔2026〕8号 𠮷", id="rare characters stay"),
    ],
)
def test_text_is_made_fit(text: str, plain: str) -> None:
    assert plain_text(text) == plain
