"""Whether another program holds a workbook, as far as the file system tells."""

import stat
from pathlib import Path


def is_open_elsewhere(path: str | Path) -> bool:
    """True if the file should not be written now: open in Excel or LibreOffice, marked read-only, or not writable.

    Excel leaves `~$name` beside an open book, LibreOffice `.~lock.name#`; on Windows an open book also refuses a second
    writer. A file that does not exist is not open.
    """
    path = Path(path)
    if not path.exists():
        return False
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(mark.exists() for mark in marks) or is_read_only(path):
        return True
    try:
        with path.open("r+b"):
            return False
    except OSError:
        return True


def is_read_only(path: Path) -> bool:
    """Whether a file that is there is marked as one that is not to be written to."""
    return not path.stat().st_mode & stat.S_IWUSR
