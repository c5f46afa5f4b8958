"""A log-in name for whoever was given none: the name in pinyin, with a figure when it is taken. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from pypinyin import lazy_pinyin

ALLOWED = re.compile(r"[\w.@+-]{1,60}", re.ASCII)


def login_name(name: str, taken: Collection[str]) -> str:
    """张伟 → zhangwei, zhangwei2 …; `taken` are the names in small letters that others have."""
    plain = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(name)).lower())[:50] or "user"
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}{number}", number + 1
    return found
