"""Many files checked at the same time: by processes of this computer, or by those of a cluster; reports in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial

from addin.cli import clock
from addin.cli.file_check import checked
from addin.cli.in_order import WAITING, in_order
from addin.cli.processes import processes
from addin.cli.progress import Progress
from addin.inputs import Input, expanded, once
from addin.reports import FileReport

MOST_JOBS = 61  # Windows cannot wait for more processes
Work = Callable[[Input], FileReport]


def check_paths(
    paths: Sequence[str],
    *,
    year: str | None,
    mark: bool,
    jobs: int = 1,
    schema: bytes | None = None,
    use_loaded: bool = True,
    cluster: str | None = None,
) -> Iterator[FileReport]:
    """A report for every file, in the order of the paths, while the work goes on; one that cannot be checked says why.

    A file that the paths lead to twice is checked once.

    ``jobs`` processes work at the same time: on a file each, or on a single large return together. ``use_loaded``: with
    the registers and lists in the user's data folder, which every process opens for itself. ``cluster`` is the address
    of a Ray cluster that does the work instead; empty for one of ``jobs`` processes on this computer. All files are
    checked as of the moment of the call.
    """
    found = once(entry for path in paths for entry in expanded(path))
    work = partial(checked, now=clock.now(), year=year, mark=mark, schema=schema, use_loaded=use_loaded)
    if cluster is not None:
        from addin.cli.cluster import reports_of_cluster

        reports = reports_of_cluster(work, found, cluster, jobs, use_loaded)
    elif jobs > 1 and len(found) > 1:
        reports = _by_processes(work, found, min(jobs, len(found), MOST_JOBS))
    else:
        reports = (work(entry, jobs=jobs) for entry in found)
    return _shown(reports, len(found))


def _by_processes(work: Work, entries: Sequence[Input], jobs: int) -> Iterator[FileReport]:
    with processes(jobs) as submit:
        yield from in_order(entries, lambda one: submit(work, one), Future.result, WAITING * jobs)


def _shown(reports: Iterable[FileReport], total: int) -> Iterator[FileReport]:
    with Progress("Checking files") as progress:
        for done, report in enumerate(reports, 1):
            # What is printed of a report must not stand behind the count.
            progress.clear()
            yield report
            progress(done, total)
