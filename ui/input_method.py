"""Chinese input on Linux: PyPI's Qt has no fcitx plug-in, so fcitx is met through ibus, and a clerk is told why.

Domestic desktops (麒麟, 统信) set ``QT_IM_MODULE=fcitx`` for every program; with a Qt that lacks that plug-in no
Chinese can be typed at all. fcitx 4.2.9 and later, and fcitx5, also answer as ibus, whose plug-in Qt brings.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

_NAMES = ("fcitx", "fcitx5")
_ASKED = ("QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")
HELP = (
    "如果不能输入中文：\n"
    "1. 先在别的程序里确认输入法能用，再重新打开本程序。\n"
    "2. 使用 fcitx 输入法时，本程序已自动改用 ibus 方式接入；请确认系统装有 fcitx 的 ibus 支持"
    "（fcitx5 自带；fcitx4 需要 4.2.9 或更新版本）。\n"
    "3. 仍不能输入，请管理员安装 ibus 输入法，并在启动本程序前设置 QT_IM_MODULE=ibus。\n"
    "已录入的内容不受影响；也可以先在 WPS 里写好，再复制、粘贴到本程序。"
)
REMARK = "本机使用 fcitx 输入法，程序已改用 ibus 方式接入。不能输入中文时，请看“帮助 → 输入法说明”。"


def prepare(environment: MutableMapping[str, str], plugins: Path) -> bool:
    """Let Qt speak ibus where fcitx is asked for and its plug-in is missing; tell whether that was done.

    To be called before the application object is made. A module that was set to something else is left alone.
    """
    own = environment.get("QT_IM_MODULE", "")
    if own and own not in _NAMES:
        return False
    asked = any(name in environment.get(each, "") for each in _ASKED for name in _NAMES)
    if not asked or any(plugins.glob("platforminputcontexts/*fcitx*")):
        return False
    environment["QT_IM_MODULE"] = "ibus"
    return True
