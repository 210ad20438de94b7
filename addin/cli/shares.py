"""One large return checked by several processes: this one reads the first share of it, the others the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from addin.cli.processes import processes
from addin.cli.progress import Progress
from ilr_core.checking import ReturnReport, check_return
from ilr_core.checking_shares import CheckedShare, check_share, check_shares
from ilr_core.knowledge import Knowledge
from ilr_core.xml import Share, shares_of

LEAST_BYTES = 2 * 1024**2
"""A smaller share takes less time to read than another process needs to begin."""


def check_with(
    jobs: int, path: Path, *, now: datetime, year: str | None, schema: bytes | None, knowledge: Knowledge, loaded: bool
) -> ReturnReport:
    """What ``check_return`` finds in a file, by up to ``jobs`` processes if the file is large enough.

    ``loaded``: ``knowledge`` is all that the user has loaded, which every process opens for itself.
    """
    with path.open("rb") as file, Progress(f"{path.name}: learners") as progress:
        count = min(jobs, path.stat().st_size // LEAST_BYTES) if path.suffix.lower() == ".xml" else 1
        shares = shares_of(file, count) if count > 1 else []
        if len(shares) > 1:
            work = partial(_checked_share, path, now=now, year=year, schema=schema, loaded=loaded)
            with processes(len(shares) - 1) as submit:
                begun = [submit(work, share) for share in shares[1:]]
                found: Iterator[CheckedShare | None] = (one.result() for one in begun)
                report = check_shares(
                    file, path.name, shares[0], lambda: found, now=now, year=year, knowledge=knowledge,
                    official_schema=schema, progress=lambda done: progress(done * len(shares)),
                )  # fmt: skip
            if report is not None:
                return report
        file.seek(0)
        return check_return(
            file, path.name, now=now, year=year, knowledge=knowledge, official_schema=schema, progress=progress
        )


def _checked_share(
    path: Path, share: Share, *, now: datetime, year: str | None, schema: bytes | None, loaded: bool
) -> CheckedShare | None:
    from addin.loading.knowledge import loaded_knowledge

    knowledge = loaded_knowledge() if loaded else Knowledge()
    with path.open("rb") as file:
        return check_share(file, path.name, share, now=now, year=year, knowledge=knowledge, official_schema=schema)
