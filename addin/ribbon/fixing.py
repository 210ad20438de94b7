"""The commands of the group Fix."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.changes.commit import Change
from addin.commands.fix import fix_book
from addin.commands.named_rule import rule_of_selection
from addin.commands.problem import fix_problem
from addin.hosts.port import Host
from addin.ribbon.registry import command
from addin.undo import undo_change
from addin.wording import counted


@command("Fix", "Suggest fixes", "ReviewAcceptChange", "F", changes=True, large=True)
def fix(host: Host, now: datetime) -> str:
    """Mends what can be mended in only one way: codes, postcodes and labels as they are spelt, ends of contract types.

    Shows every cell with its old and new content and the rule that found it, and asks first. Changes those cells and
    notes them in the log; Undo in this group takes them back.
    """
    return _fixed(host, now, None)


@command("Fix", "Fix all alike", "ControlWizards", "K", changes=True)
def fix_alike(host: Host, now: datetime) -> str:
    """Mends the problem of the selected row and all others of the same rule, where there is only one way to.

    Select a row of Problems, or a row with a status in column A. Shows every cell and asks first. Changes those cells
    and notes them in the log; Undo in this group takes them back.
    """
    return _fixed(host, now, rule_of_selection(host))


@command("Check", "Fix this one", "ReviewAcceptChange", "F", changes=True, menu="This problem")
def fix_this(host: Host, now: datetime) -> str:
    """Mends the selected problem alone, if there is only one way to.

    Select a row of Problems, a marked cell, or a row with a status in column A. Shows every cell and asks first.
    Changes those cells and notes them in the log; Undo takes them back.
    """
    done = fix_problem(host, who=user_name(), now=now)
    if done is not None and not done.edits:
        return "There is more than one way to mend this, so it is yours to do. Explain says what usually helps."
    return _outcome(done, None)


@command("Fix", "Undo", "Undo", "U", changes=True)
def undo(host: Host, now: datetime) -> str:
    """Takes back the last change of this tool that still stands.

    Shows every cell and what it will hold again, and asks first; a cell that somebody has typed into since stops it.
    Changes those cells and notes that in the log.
    """
    done = undo_change(host, who=user_name(), now=now)
    if done is None:
        return "Nothing was changed."
    return f"{counted(len(done.edits), 'cell')} given back, as change {done.number} of the sheet Changes."


def _fixed(host: Host, now: datetime, rule: str | None) -> str:
    return _outcome(fix_book(host, who=user_name(), now=now, rule=rule), rule)


def _outcome(done: Change | None, rule: str | None) -> str:
    if done is None:
        return "Nothing was changed."
    if not done.edits:
        return f"There is nothing{f' of {rule}' if rule else ''} that can be mended in only one way."
    return (
        f"Changed {counted(len(done.edits), 'cell')} as change {done.number} of the sheet Changes; Undo takes it back. "
        "Check the workbook to see what is left."
    )
