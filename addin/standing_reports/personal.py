"""What a saved report says of people, for the sentence that everybody reads who gets it."""

from __future__ import annotations

from collections.abc import Sequence

from addin.standing_reports.registry import Table


def said(tables: Sequence[Table]) -> str:
    """One or two sentences; figures of few learners can point to one of them, too."""
    columns = list(dict.fromkeys(header for table in tables for header in table.personal))
    if columns:
        return f"Personal data: learners stand here by {_listed(columns)}. Keep it as you keep the return."
    return "No learner is named here, but a figure of one or two learners can still point to somebody."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
