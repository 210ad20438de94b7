"""Which aim of a learner in the workbook is the one that an export speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from addin.mis_import.given import Given
from ilr_core.exact import day_in_words
from ilr_core.model import LearningDelivery

_NAMES = ("LearnAimRef", "StdCode", "LearnStartDate")


def aim_for(
    given: Given, known: Sequence[LearningDelivery], siblings: Sequence[Given]
) -> tuple[LearningDelivery | None, str]:
    """The workbook's aim, None for a new one, and why it cannot be told, empty if it can.

    By SWSupAimId; else by LearnAimRef, StdCode and LearnStartDate; else by AimSeqNumber with the same LearnAimRef. One
    that has another start date only may be that aim with its date corrected, or a new aim: nobody guesses.
    ``siblings`` are all aims that the export gives the learner.
    """
    own = given.value("SWSupAimId")
    by_id = [aim for aim in known if own is not None and aim.SWSupAimId == own]
    if len(by_id) == 1:
        return by_id[0], ""
    by_names = [aim for aim in known if given.value("LearnAimRef") is not None and _same(given, aim, _NAMES)]
    number = given.value("AimSeqNumber")
    if len(by_names) > 1 and number is not None:
        by_names = [aim for aim in by_names if aim.AimSeqNumber == number] or by_names
    if len(by_names) == 1:
        return by_names[0], ""
    if len(by_names) > 1:
        return None, f"{len(by_names)} aims of the workbook may be meant; give AimSeqNumber."
    by_number = [aim for aim in known if number is not None and aim.AimSeqNumber == number]
    if len(by_number) == 1 and _same(given, by_number[0], ("LearnAimRef",)):
        return by_number[0], ""
    return None, _doubt(given, known, siblings)


def _doubt(given: Given, known: Sequence[LearningDelivery], siblings: Sequence[Given]) -> str:
    """That an aim differs from one of the workbook in nothing but its start, and neither has another to be."""
    reference = given.value("LearnAimRef")
    alike = [
        aim for aim in known if reference is not None and _same(given, aim, ("LearnAimRef", "StdCode"))
        and not any(_same(other, aim, _NAMES) for other in siblings if other is not given)
    ]  # fmt: skip
    if len(alike) != 1 or given.value("AimSeqNumber") is not None:
        return ""
    start, before = given.value("LearnStartDate"), alike[0].LearnStartDate
    if start is None or before is None:
        return ""
    return (
        f"aim {reference} starts on {_day(start)} here and on {_day(before)} in the workbook. "
        "Give AimSeqNumber to say whether it is the same aim; until then it is left out."
    )


def _day(value: object) -> str:
    return day_in_words(value) if isinstance(value, date) else str(value)


def _same(given: Given, aim: LearningDelivery, names: Sequence[str]) -> bool:
    """Whether nothing that the export gives of these fields is otherwise in the workbook."""
    return all(given.value(name) in (None, aim.value(name)) for name in names)
