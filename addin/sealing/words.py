"""The words for a seal: its state, whose it is, what changed since, and what stands in a learner's status."""

from __future__ import annotations

from addin.sealing.standings import LearnerSeal
from workbook_templates.marks import CLEAN_SYMBOL, WARNING_SYMBOL
from workbook_templates.seals_sheet import BROKEN, CHANGED, FOREIGN, NEWER, NOT_VERIFIED, UNKNOWN_KEY, VERIFIED

LEFT_OVER = "· no learner's"
_STATES = {
    "verified": VERIFIED,
    "unsealed": NOT_VERIFIED,
    "changed": CHANGED,
    "unknown_key": UNKNOWN_KEY,
    "broken": BROKEN,
    "foreign": FOREIGN,
    "newer": NEWER,
}
_ABOUT = {
    "broken": "The signature does not fit what the seal says: it was tampered with or damaged. Look at the learner and "
    "seal again.",
    "foreign": "This seal was made for another learner or workbook and was copied here. Look at the learner and seal "
    "again.",
    "newer": "This seal was made by a newer version of this tool. Update the tool to judge it.",
}
_LEFT_OVER = "No learner of this workbook needs this seal: the learner is gone, or has a newer seal. Delete the row."
MARKS_OF_STATUS = {
    "verified": "verified",
    "changed": "changed since verified",
    "unknown_key": "seal by an unknown key",
    "broken": "seal broken",
    "foreign": "seal of another",
    "newer": "seal of a newer tool",
}


def state_of(one: LearnerSeal) -> str:
    """What the column State says."""
    return LEFT_OVER if one.learner is None else _STATES[one.verdict.standing]


def sealed_by(one: LearnerSeal) -> str:
    """Whose key made the seal, and the name that the seal itself gives where that is another."""
    who = one.seal.who if one.seal else ""
    if not one.owner:
        return f"{who} (says the seal)" if who else ""
    return one.owner if who.casefold() in ("", one.owner.casefold()) else f"{one.owner} (as {who})"


def about(one: LearnerSeal) -> list[str]:
    """What changed since, a line for each field, and what to know of the seal."""
    if one.learner is None:
        return [_LEFT_OVER]
    lines = [_ABOUT[one.verdict.standing]] if one.verdict.standing in _ABOUT else []
    if one.verdict.standing == "unknown_key":
        lines.append("Nobody vouches for this key. If it is a verifier's, run: ilr keys trust")
    return lines + [found.sentence() for found in one.verdict.differences]


def with_seal(status: str, one: LearnerSeal) -> str:
    """A learner's status with what its seal is worth; the status of a clean learner says little else.

    >>> from ilr_core.sealing import Verdict
    >>> with_seal("✔", LearnerSeal("A1", None, Verdict("changed")))
    '▲ changed since verified'
    """
    mark = MARKS_OF_STATUS.get(one.verdict.standing)
    if mark is None:
        return status
    if status != CLEAN_SYMBOL:
        # Both have to fit into the column.
        return f"{status}; {mark.removesuffix(' verified')}"
    return f"{CLEAN_SYMBOL if one.is_verified else WARNING_SYMBOL} {mark}"
