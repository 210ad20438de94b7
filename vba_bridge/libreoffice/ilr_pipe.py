"""LibreOffice's end of the pipe to this project's Python: one process, asked in lines of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# What LibreOffice sets for its own Python would mislead another one.
_OURS_ALONE = ("PYTHONHOME", "PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONSTARTUP")
NO_ANSWER = "The ILR tool does not answer on this computer. Run: ilr excel doctor"


class Pipe:
    """The process ``command``, started when it is first asked and again if it has gone."""

    def __init__(self, command: Sequence[str]):
        self._command = list(command)
        self._process: Any = None
        # The same thread may ask again while it waits: formulas are calculated while a command writes cells.
        self._lock = threading.RLock()

    def call(self, name: str, arguments: object) -> Any:
        """The answer of a worksheet function: rows of cells; a sentence if nobody answers."""
        return self._ask({"call": name, "arguments": arguments}, None)

    def run(self, task: str, document: object) -> Any:
        """Runs a command on a document (an object with the methods of a host); gives what the user is to be told."""
        return self._ask({"run": task}, document)

    def version(self) -> Any:
        """The version of the other side."""
        return self._ask({"version": True}, None)

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            if self._process:
                self._process.stdin.close()
                self._process.wait()
                self._process.stdout.close()
                self._process = None

    def _ask(self, question: dict[str, Any], document: object) -> Any:
        with self._lock:
            # A command that may have changed cells is not run twice.
            for _ in range(1 if document else 2):
                try:
                    return self._exchange(question, document)
                except (OSError, ValueError):
                    self._forget()
            return NO_ANSWER

    def _exchange(self, question: dict[str, Any], document: object) -> Any:
        self._write(question)
        while True:
            line = self._process.stdout.readline()
            if not line:
                raise OSError("The process has gone.")
            message = json.loads(line)
            if not isinstance(message, dict):
                raise OSError("Somebody else answers.")
            if "done" in message:
                return message["done"]
            self._write(_reply(document, message))

    def _write(self, message: dict[str, Any]) -> None:
        if self._process is None:
            kept = {name: value for name, value in os.environ.items() if name not in _OURS_ALONE}
            no_window = 0x08000000 if os.name == "nt" else 0
            self._process = subprocess.Popen(  # noqa: S603 - the installer wrote the command
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept,
                cwd=Path.home(), creationflags=no_window,
            )  # fmt: skip
        self._process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
        self._process.stdin.flush()

    def _forget(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None


def _reply(document: object, message: dict[str, Any]) -> dict[str, Any]:
    """What the other side asks of the document; a failure is told, for it must not end the exchange."""
    try:
        return {"reply": getattr(document, message["ask"])(*message["arguments"])}
    except Exception as error:  # noqa: BLE001 - UNO raises errors of its own
        return {"failure": type(error).__name__}
