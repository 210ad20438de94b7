"""This project's end of the pipe to LibreOffice: ``python -m vba_bridge.pipe``.

Questions and answers are lines of JSON: ``call`` asks a registered worksheet function, ``run`` a registered ribbon
command on the document in front, whose host asks back while it works. Nothing else is answered.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from addin.hosts.remote_host import RemoteHost, from_plain
from vba_bridge.bridge import Bridge

ANSWERS = {"reply", "failure"}


class Exchange:
    """One end of a pipe. ``answered`` answers what is asked while this end waits for a reply itself.

    That happens when a command writes cells and the program calculates formulas with functions of ours before it goes
    on: questions and replies then lie inside each other like brackets.
    """

    answered: Callable[[Mapping[str, Any]], object]

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO):
        self._incoming = incoming
        self._outgoing = outgoing

    def read(self) -> Mapping[str, Any] | None:
        """The next message; None when the other side has gone."""
        line = self._incoming.readline()
        return json.loads(line) if line else None

    def write(self, message: Mapping[str, object]) -> None:
        """Sends a message."""
        self._outgoing.write(json.dumps(message, default=_plain).encode("ascii") + b"\n")
        self._outgoing.flush()

    def ask(self, method: str, arguments: Sequence[object]) -> Any:
        """Asks the document. Raises OSError if it could not answer, or if the other side has gone."""
        self.write({"ask": method, "arguments": list(arguments)})
        while (reply := self.read()) is not None and not ANSWERS & reply.keys():
            self.write({"done": self.answered(reply)})
        if reply is None:
            raise OSError("LibreOffice has gone.")
        if "failure" in reply:
            raise OSError(f"LibreOffice: {reply['failure']}")
        return reply.get("reply")


def serve(exchange: Exchange) -> None:
    """Answers until the other side has gone."""
    bridge = Bridge(lambda _document: RemoteHost(exchange.ask))

    def answered(message: Mapping[str, Any]) -> object:
        if "call" in message:
            answer = bridge.CallUDF("", message["call"], tuple(from_plain(message.get("arguments") or ())))
            return answer if isinstance(answer, tuple) else ((answer,),)
        return bridge.Run(message["run"], None) if "run" in message else bridge.Version()

    exchange.answered = answered
    while (message := exchange.read()) is not None:
        exchange.write({"done": answered(message)})


def main() -> int:
    """Serves on standard input and output, which nothing else may write to."""
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(Exchange(sys.stdin.buffer, outgoing))
    return 0


def _plain(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat() if isinstance(value, datetime) else f"{value.isoformat()}T00:00:00"}
    raise TypeError(f"{type(value).__name__} has no plain form.")


if __name__ == "__main__":
    sys.exit(main())
