"""The passwords of forms: one for all, or one for each learner from a file."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from ilr_core.errors import InputError

REFERENCE, PASSWORD = "LearnRefNumber", "Password"
SHORTEST = 8


@dataclass(frozen=True)
class Passwords:
    """``all`` is the password of every form without one of its own; ``own`` are passwords by LearnRefNumber."""

    all: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def are_given(self) -> bool:
        """Whether forms are to be protected."""
        return bool(self.all or self.own)

    def of(self, learner: str) -> str:
        """The password of a learner's forms; empty for none."""
        return self.own.get(learner, self.all)

    def candidates(self, learner: str) -> list[str]:
        """What may open a file of a learner, or of somebody not known yet (empty)."""
        if learner:
            return [self.of(learner)] if self.of(learner) else []
        return list(dict.fromkeys([*([self.all] if self.all else []), *self.own.values()]))


def given_passwords(text: str | None, file: Path | None) -> Passwords:
    """The passwords that a user gives. Raises InputError for a file that cannot be read, and for short ones."""
    own = _read(file) if file else {}
    short = [name for name, password in (("--password", text), *own.items()) if password and len(password) < SHORTEST]
    if short:
        raise InputError(f"The password for {short[0]} is too short. Use at least {SHORTEST} characters.")
    return Passwords(text or "", own)


def _read(file: Path) -> dict[str, str]:
    try:
        rows = csv.DictReader(StringIO(file.read_text("utf-8-sig")))
        heads = {name.strip().casefold(): name for name in rows.fieldnames or ()}
        if not {REFERENCE.casefold(), PASSWORD.casefold()} <= heads.keys():
            raise InputError(f"{file} needs the columns {REFERENCE} and {PASSWORD}. Put them into its first row.")
        reference, password = heads[REFERENCE.casefold()], heads[PASSWORD.casefold()]
        return {(row[reference] or "").strip(): row[password] for row in rows if row[password]}
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{file} is no CSV file in UTF-8. Save it as CSV UTF-8, then try again.") from error
