"""The command line ``ilr``: every command with its options, and one plain sentence for every failure."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from addin.cli.arguments import parsed
from addin.cli.commands import COMMANDS
from addin.failures import defect_sentence, file_sentence

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
