"""The notes of this tool, told from those of other people in every program."""

from __future__ import annotations

AUTHOR = "ILR check"


def own_note(text: str) -> str:
    """A note as it is written: LibreOffice keeps no authors, so the first line says whose it is."""
    return f"{AUTHOR}:\n{text}"


def is_own_note(text: str, author: str = "") -> bool:
    """Whether a check wrote a note, in whatever program."""
    return author == AUTHOR or text.partition("\n")[0].rstrip(":") == AUTHOR
