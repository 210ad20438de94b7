"""The commands of the group Check."""

from __future__ import annotations

from datetime import datetime

from addin.commands.check import check_book
from addin.commands.marks import clear_marks, next_mark
from addin.commands.problem import explain_problem, next_alike
from addin.commands.selected_rows import check_selected_rows
from addin.hosts.port import Host
from addin.ribbon.registry import command
from addin.upgrade.lacking import upgrade_notice
from addin.wording import counted
from ilr_core.checking import ReturnReport


@command("Check", "Check workbook", "AcceptInvitation", "C", changes=True, large=True)
def check(host: Host, now: datetime) -> str:
    """Checks the whole return against the schema and the rules and marks every bad cell.

    Changes the columns Status and Marks, the notes of earlier checks, the sheets Problems, Counts, Seals and Dashboard
    with its lists, and the figures on Start. No cell of yours is touched. What was typed by hand since the last check
    is noted in the log, with a reason.
    """
    lacks = upgrade_notice(host)
    done = check_book(host, now=now)
    seals = f"Seals: {done.seals}" if done.seals else ""
    return " ".join(said for said in (_outcome(done.report), done.typed, seals, lacks) if said)


def _outcome(report: ReturnReport) -> str:
    learners = counted(report.learners, "learner")
    if not report.findings:
        return f"All {learners} are clean." if report.learners else "There are no learners in this workbook yet."
    return (
        f"{counted(report.errors, 'error')} and {counted(report.warnings, 'warning')} in {learners}. "
        "They are marked in the sheets and listed in Problems."
    )


@command("Check", "Check selected rows", "TableSelectRow", "O", changes=True)
def check_rows(host: Host, now: datetime) -> str:
    """Marks the selected rows of a data sheet and says what is wrong with them, judged with the whole return.

    Changes Status, Marks and the notes of checks in these rows alone. Marks of other rows, the sheets Problems and
    Counts and the figures on Start stay as the last check of the workbook left them.
    """
    return check_selected_rows(host, now)


@command("Check", "Next problem", "ErrorChecking", "N", changes=False)
def next_problem(host: Host, now: datetime) -> str:
    """Goes to the next cell that the last check marked, sheet after sheet, from the selected cell on.

    Changes nothing.
    """
    return "" if next_mark(host) else "No cell is marked. Check the workbook to see what is wrong with it."


@command("Check", "Explain", "Info", "X", changes=False)
def explain(host: Host, now: datetime) -> str:
    """Explains the selected problem: the values that break the rule, what it asks, what usually mends it, DfE's text.

    Select a row of Problems, a marked cell, or a row with a status in column A. Changes nothing.
    """
    return explain_problem(host, now)


@command("Check", "Next of the same rule", "ErrorChecking", "N", changes=False, menu="This problem")
def next_of_rule(host: Host, now: datetime) -> str:
    """Goes to the next cell with a problem of the same rule as the selected one, and says what is wrong there.

    Select a row of Problems, a marked cell, or a row with a status in column A. Changes nothing.
    """
    return next_alike(host, now)


@command("Check", "Clear marks", "ClearFormats", "M", changes=True)
def clear(host: Host, now: datetime) -> str:
    """Takes the marks of the last check away.

    Changes the columns Status and Marks, the notes of checks, the sheets Problems, Counts and Dashboard with its lists,
    and the figures on Start. No cell of yours is touched.
    """
    clear_marks(host)
    return "The marks of the last check are gone."
