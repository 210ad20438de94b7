"""Text of a return as text of a page: nothing in it is ever markup."""

from __future__ import annotations

import re
from html import escape

# What no XML, and so no strict reader of the page, may hold, and what a terminal takes for a command.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Characters that no page and no terminal should get become a mark."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def clean(text: object) -> str:
    """Any text escaped, also for attributes in double quotes, and printable."""
    return escape(printable(str(text)))


def element(tag: str, text: object, **attributes: str) -> str:
    """An element with escaped text and attributes; ``class_`` is the attribute class."""
    own = "".join(f' {name.rstrip("_")}="{clean(value)}"' for name, value in attributes.items())
    return f"<{tag}{own}>{clean(text)}</{tag}>"


def link(target: str, text: object) -> str:
    """A link to an id of the same page."""
    return element("a", text, href=f"#{target}")
