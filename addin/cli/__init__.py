"""The command line ``ilr``: every command with its options, and one plain sentence for every failure."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from addin.cli.arguments import parsed
from addin.cli.commands import COMMANDS

FAILED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code: 0 done, 1 findings, 2 unusable input or wrong arguments."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = parsed(argv)
    try:
        return _run(arguments)
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("Stopped; nothing was half-written.", file=sys.stderr)
        return 130


def _run(arguments: argparse.Namespace) -> int:
    from ilr_core.errors import IlrError

    try:
        code = _version() if arguments.show_version else COMMANDS[arguments.command].run(arguments)
        sys.stdout.flush()
    except IlrError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(file_sentence(error), file=sys.stderr)
    except Exception as error:  # the last net: no traceback reaches a user
        from addin.ooxml import PackageError

        if isinstance(error, PackageError):
            print(error, file=sys.stderr)
            return FAILED
        if os.environ.get("ILR_DEBUG"):
            raise
        print(defect_sentence(error), file=sys.stderr)
    else:
        return code
    return FAILED


def _version() -> int:
    from importlib.metadata import version

    from ilr_core import catalogue

    print(f"ilr-excel {version('ilr-excel')}, collection years {', '.join(catalogue.years())}")
    return 0


def defect_sentence(error: Exception) -> str:
    """That this tool failed, without anything of what it worked on."""
    return (
        f"This tool failed ({type(error).__name__}); nothing was changed. Please report the command you gave. "
        "Set ILR_DEBUG=1 to see the details."
    )


def file_sentence(error: OSError) -> str:
    """What went wrong with a file, in one sentence with the next step."""
    name = error.filename or "A file"
    folder = Path(error.filename or "").parent
    if isinstance(error, FileNotFoundError):
        if not folder.is_dir():
            return f"The folder {folder} is not there. Make it, or name another."
        return f"{name} is not there. Check the name and the folder."
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder where a file is needed. Name a file."
    if isinstance(error, NotADirectoryError):
        return f"{name} needs a folder, but a part of it is a file. Name a folder."
    if isinstance(error, PermissionError) and _is_draft(error):
        where = "This folder" if folder == Path() else f"The folder {folder}"
        return f"{where} may not be written to. Choose another folder."
    if isinstance(error, PermissionError):
        return f"{name} may not be read or written. Close it in other programs, or choose another folder."
    if isinstance(error, FileExistsError):
        return f"{name} is a file that is there already. Choose another name."
    return f"{name} could not be used ({error.strerror or type(error).__name__}). Check the disk and try again."


def _is_draft(error: OSError) -> bool:
    """Whether its name is ours and nobody knows it: files are made beside their place and moved there when whole."""
    return Path(error.filename or "").name.startswith(".ilr-")
