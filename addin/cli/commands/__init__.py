"""The commands of ``ilr``, a module each: ``add`` makes its options, ``run`` does the work and gives the exit code.

Nothing slow is imported before a command runs: what the work needs is imported inside ``run``.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from addin.cli.commands import (
    audit,
    calendar,
    change,
    check,
    combine,
    demo,
    diff,
    earnings,
    excel,
    explain,
    export,
    fix,
    forms,
    hours,
    import_return,
    keys,
    lists,
    merge,
    new,
    payments,
    programmes,
    pseudonymise,
    registers,
    report,
    reports,
    roll_over,
    rpl,
    rules,
    service,
    split,
    undo,
    upgrade,
    verify,
    violations,
)
from addin.cli.options import Subparsers


class Command(Protocol):
    """What a module of a command has."""

    def add(self, commands: Subparsers) -> None:
        """Adds the command and its options."""
        ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Does the work and gives the exit code. Raises IlrError for what the user must mend."""
        ...


COMMANDS: dict[str, Command] = {
    "demo": demo,
    "new": new,
    "import": import_return,
    "check": check,
    "violations": violations,
    "service": service,
    "payments": payments,
    "fix": fix,
    "change": change,
    "programmes": programmes,
    "forms": forms,
    "undo": undo,
    "upgrade": upgrade,
    "verify": verify,
    "export": export,
    "combine": combine,
    "split": split,
    "diff": diff,
    "merge": merge,
    "roll-over": roll_over,
    "rpl": rpl,
    "earnings": earnings,
    "hours": hours,
    "report": report,
    "reports": reports,
    "calendar": calendar,
    "audit": audit,
    "keys": keys,
    "rules": rules,
    "explain": explain,
    "registers": registers,
    "lists": lists,
    "pseudonymise": pseudonymise,
    "excel": excel,
}
"""By name, in the order of the help."""
