"""What a message box shows of a question that needs a longer preview than fits."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 20


def with_preview(question: str, lines: Sequence[str]) -> str:
    """The first lines, how many more there are, and the question below them."""
    if not lines:
        return question
    more = [f"... and {len(lines) - SHOWN:,} more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more, "", question])
