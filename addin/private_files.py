"""Files that only this user shall read, written so that after any failure the old one or the new one is there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_FOLDER_MODE = 0o700


def write_private(path: Path, data: bytes) -> None:
    """Replaces a file, or makes it with its folders, in one step. OSError if it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    # A temporary file is made readable by its owner alone.
    handle, name = tempfile.mkstemp(prefix=".ilr-", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def grow_private(path: Path, data: bytes, *, after: int) -> None:
    """Writes behind the first ``after`` bytes of a file and waits until the disk has it. OSError if that fails."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b") as stream:
        stream.truncate(after)
        stream.seek(after)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
