"""Checks one large return in several processes, each with a share of its learners; what is found is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from ilr_core.checking import Progress, ReturnReport, Tally, report_of, run
from ilr_core.errors import InputError
from ilr_core.knowledge import Knowledge
from ilr_core.rules import ReturnFile, Seen
from ilr_core.xml import ReturnReader, Share


@dataclass(frozen=True)
class CheckedShare:
    """What was found in one share, and what its check has to hand on to that of the whole return.

    ``before`` is how many learners were taken to come before it.
    """

    before: int
    tally: Tally
    schema_valid: bool
    seen: Seen


Others = Callable[[], Iterable[CheckedShare | None]]


def check_share(
    file: BinaryIO,
    name: str,
    share: Share,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
) -> CheckedShare | None:
    """Checks one share of a file on disk, with the arguments of ``check_return``.

    None if only a reading of the whole file can say what is wrong with it: it is damaged here, or something stands
    between the learners.
    """
    try:
        reader = ReturnReader(share.opened(file), name, year, official_schema, share)
        check, tally = run(reader, now, knowledge, None)
    except InputError:
        return None
    return None if reader.message.faults else CheckedShare(share.learners, tally, reader.schema_valid, check.seen())


def check_shares(
    file: BinaryIO,
    name: str,
    first: Share,
    others: Others,
    *,
    now: datetime,
    year: str | None = None,
    knowledge: Knowledge | None = None,
    official_schema: bytes | None = None,
    progress: Progress | None = None,
) -> ReturnReport | None:
    """Checks the first share here and puts it together with the others, which are asked for afterwards, in file order.

    ``progress`` is told the learners of the first share. None where ``check_return`` has to read the whole file.
    """
    try:
        reader = ReturnReader(first.opened(file), name, year, official_schema, first)
        check, tally = run(reader, now, knowledge, progress)
    except InputError:
        return None
    for other in others():
        if other is None or other.before != tally.learners:
            return None
        check.add(other.seen)
        tally.learners += other.tally.learners
        tally.aims += other.tally.aims
        tally.findings += other.tally.findings
        reader.schema_valid &= other.schema_valid
    if reader.message.faults:
        return None
    return report_of(reader, check, tally, ReturnFile(reader.message, reader.namespace, tally.learners, name))
