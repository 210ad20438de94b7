"""A return written to a file in one step: checked against the schema before it takes its name, or not there at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ilr_core.catalogue import Catalogue
from ilr_core.errors import ExportBlocked, InputError
from ilr_core.model import Learner, SourceFiles
from ilr_core.xml.schema_check import SchemaProblem, schema_problems
from ilr_core.xml.writing import HeaderFacts, write_return

SHOWN_PROBLEMS = 3


def write_checked(
    path: Path,
    year: Catalogue,
    header: HeaderFacts,
    source_files: Iterable[SourceFiles],
    learners: Iterable[Learner],
    official: bytes | None = None,
) -> int:
    """Writes a return to ``path``, replacing a file there, and gives the number of learners.

    The file is read back and checked against the year's schema (or ``official``) first. Raises ExportBlocked for a
    return that the schema refuses or that cannot be written without loss, InputError for a folder that cannot be
    written to; after any failure the folder is as before.
    """
    with _replacing(path) as stream:
        count = write_return(stream, year, header, source_files, learners)
        stream.seek(0)
        problems = schema_problems(stream, path.name, year, official, SHOWN_PROBLEMS + 1)
        if problems:
            raise ExportBlocked(_refusal(path.name, problems))
    return count


def _refusal(name: str, problems: list[SchemaProblem]) -> str:
    shown = " ".join(problem.sentence() for problem in problems[:SHOWN_PROBLEMS])
    more = " There are more." if len(problems) > SHOWN_PROBLEMS else ""
    return f"{name} was not written, because the schema refuses it: {shown}{more} Mend these and export again."


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file beside ``path`` that takes its place at the end, or vanishes."""
    advice = "Check that the folder exists, has room and may be written to, and that the file is not open elsewhere."
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".ilr-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path.name} cannot be written. {advice}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
