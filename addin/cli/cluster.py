"""The check of many files on a Ray cluster (optional extra ``cluster``), or on Ray processes of this computer.

Every machine must see the files under the same paths and have this tool with the same registers. A file whose process
was killed is checked again on another. Ray sends no usage statistics from here and opens no dashboard.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from addin.cli.in_order import WAITING, in_order
from addin.inputs import Input
from addin.reports import FileReport
from ilr_core.errors import InputError

TRIES = 4
"""How often a file is begun anew whose process was killed."""
LOCALHOST = "127.0.0.1"
_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else Ray warns on every start
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}
Begun = tuple[Input, Any]


def reports_of_cluster(
    work: Callable[[Input], FileReport], entries: Sequence[Input], address: str, jobs: int, use_loaded: bool
) -> Iterator[FileReport]:
    """The reports in the order of the entries. Raises InputError without Ray, or without a cluster at the address.

    An empty address starts ``jobs`` Ray processes here, which end with the last report.
    """
    ray = _ray()
    try:
        _connect(ray, address, jobs)
        task = ray.remote(max_retries=TRIES)(_work_of(work))
        most = WAITING * max(1, int(ray.cluster_resources().get("CPU", 1)))
        result = partial(_result, ray, use_loaded)
        yield from in_order(entries, lambda entry: (entry, task.remote(entry)), result, most)
    finally:
        ray.shutdown()


def _ray() -> Any:
    os.environ.update(_ENVIRONMENT)  # read when Ray is imported
    try:
        import ray
    except ImportError as error:
        raise InputError("--cluster needs Ray, which is not installed. Run: pip install ilr-excel[cluster]") from error
    return ray


def _work_of(work: Callable[[Input], FileReport]) -> Callable[[Input], FileReport]:
    # Ray asks for a function with a name.
    def check_file(entry: Input) -> FileReport:
        return work(entry)

    return check_file


def _connect(ray: Any, address: str, jobs: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL, "configure_logging": True}
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            ray.init(address="local", num_cpus=jobs, include_dashboard=False, _node_ip_address=LOCALHOST, **quiet)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        where = f"no Ray cluster answers at {address}" if address else "Ray does not start on this computer"
        raise InputError(f"Nothing was checked: {where}. Check the address, or leave --cluster out.") from error


def _result(ray: Any, use_loaded: bool, begun: Begun) -> FileReport:
    entry, handle = begun
    try:
        report: FileReport = ray.get(handle)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from error
    except ray.exceptions.RayError as error:
        return FileReport(
            entry.path,
            error=f"{entry.path} was not checked: its process ended {TRIES + 1} times ({type(error).__name__}). "
            "Check it alone, without --cluster.",
        )
    return _with_doubt(report) if use_loaded else report


def _with_doubt(report: FileReport) -> FileReport:
    """With a notice if the machine of the cluster had other registers than this one."""
    from addin.loading.knowledge import loaded_knowledge

    if report.report is None:
        return report
    here = loaded_knowledge().used_in(report.report.year)
    if here == report.registers:
        return report
    notice = f"The cluster checked this with other registers than this computer has ({', '.join(here) or 'none'})."
    return replace(report, notices=(*report.notices, notice))
