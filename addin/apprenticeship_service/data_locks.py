"""The data locks of DfE's payments, and which of them the service's list can show.

What each means: das-payments-V2 (``DataLockErrorCode``, the validators of ``DataLocks.Domain``) and the messages of
DC-ILR-1819-ReportService, DfE's public code, read in 2026; DfE's help pages for 02, 03, 07, 09, 10 and 12. In February
2025 DfE said that data locks end when the service takes its data from the ILR, planned for August 2026 (FE Week);
whether they have is not confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataLock:
    """A data lock: what disagrees, in our words, and whether the comparison looks for it; if not, ``why``."""

    code: str
    what: str
    is_seen: bool
    why: str = ""


FRAMEWORK = "frameworks have no new starts and the list has none"
DATA_LOCKS = (
    DataLock("DLOCK_01", "UKPRN", False, "the list is of one provider and does not say it"),
    DataLock("DLOCK_02", "ULN, or no record at all", True),
    DataLock("DLOCK_03", "standard", True),
    DataLock("DLOCK_04", "framework", False, FRAMEWORK),
    DataLock("DLOCK_05", "programme type", False, "the list does not say it"),
    DataLock("DLOCK_06", "pathway", False, FRAMEWORK),
    DataLock("DLOCK_07", "price", True),
    DataLock(
        "DLOCK_08", "more than one record", False,
        "versions of DfE's code differ on whether a second record of the same provider counts, or only one of another "
        "provider, which the list has not",
    ),
    DataLock("DLOCK_09", "price here from before the start in the service", True),
    DataLock("DLOCK_10", "the employer stopped the record", True),
    DataLock("DLOCK_11", "the employer pays no levy, and has no transfer", False, "the list does not say it"),
    DataLock("DLOCK_12", "the employer paused the record", True),
)  # fmt: skip
SEEN = tuple(one.code for one in DATA_LOCKS if one.is_seen)
NOT_SEEN = tuple(one.code for one in DATA_LOCKS if not one.is_seen)
