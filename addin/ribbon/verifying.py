"""The commands of the menu Verify."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.commands.seal_learners import seal_learners
from addin.commands.selected_rows import learners_of_selection
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.keys import SigningKey, signing_key
from addin.ribbon.registry import command
from addin.sealing.level import set_level
from addin.sealing.status import seal_status, summary
from addin.wording import counted
from workbook_templates.layout import SEALS
from workbook_templates.levels import LevelName

UNCHANGED = "The level stays as it is."


@command("Verify", "Seal selected learners", "ReviewProtectWorkbook", "S", changes=True, menu="Verify")
def seal_selected(host: Host, now: datetime) -> str:
    """Seals the learners of the selected rows with your signing key: a later change of what moves money will show.

    Shows first whom, and what changed since an earlier seal. A learner with errors is not sealed. Changes the sheet
    Seals and the column Status.
    """
    done = seal_learners(host, lambda: _key(host), who=user_name(), now=now, choose=learners_of_selection)
    if done is None:
        return "Nobody was sealed."
    if not done.learners:
        return "These learners are verified already, and nothing changed since."
    return " ".join([f"Sealed {counted(len(done.learners), 'learner')}.", *done.notes])


@command("Verify", "What changed since", "ReviewTrackChanges", "W", changes=True, menu="Verify")
def changed_since(host: Host, now: datetime) -> str:
    """Judges every seal and shows on the sheet Seals who is verified, and what changed since with old and new values.

    Changes the sheet Seals and the column Status.
    """
    status = seal_status(host, fill=True)
    host.select(SEALS, 1, 1)
    return summary(status.seals) or "There are no learners in this workbook yet."


@command("Verify", "Level entry", "Lock", "E", changes=True, menu="Verify")
def level_entry(host: Host, now: datetime) -> str:
    """Locks what commands write; data may be typed. No security: anybody can unprotect a sheet.

    Changes the protection of sheets.
    """
    return _levelled(host, "entry")


@command("Verify", "Level verify", "Lock", "V", changes=True, menu="Verify")
def level_verify(host: Host, now: datetime) -> str:
    """Locks the data; seals can be made, notes and comments written. No security: anybody can unprotect a sheet.

    Changes the protection of sheets.
    """
    return _levelled(host, "verify")


@command("Verify", "Level return", "Lock", "R", changes=True, menu="Verify")
def level_return(host: Host, now: datetime) -> str:
    """Locks everything but Start. No security: anybody can unprotect a sheet.

    Changes the protection of sheets.
    """
    return _levelled(host, "return")


@command("Verify", "Level none", "Lock", "N", changes=True, menu="Verify")
def level_none(host: Host, now: datetime) -> str:
    """Unlocks every sheet that a level has locked.

    Changes the protection of sheets.
    """
    return _levelled(host, None)


def _levelled(host: Host, name: LevelName | None) -> str:
    done = set_level(host, name)
    return UNCHANGED if done is None else done.sentence()


def _key(host: Host) -> SigningKey | None:
    def asked(question: str) -> str | None:
        answers = host.ask_answers("Your signing key", [Asked("passphrase", question, secret=True)])
        return answers["passphrase"] if answers else None

    return signing_key(asked)
