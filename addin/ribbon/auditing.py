"""The commands of the menu Audit in the group Verify."""

from __future__ import annotations

from datetime import datetime

from addin.audit.report import trail_as_csv, trail_as_json, trail_as_text, verdict_as_text
from addin.audit.verdict import trail_in, verdict_on
from addin.change_log import AUDIT, REASON, TYPED, user_name
from addin.commands.audit import give_reason, restart, sign_for
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.ribbon.registry import command
from ilr_core.errors import InputError
from workbook_templates.layout import CHANGES

SHOWN = 15


@command("Verify", "Verify trail", "AcceptInvitation", "V", changes=False, menu="Audit")
def verify_trail(host: Host, now: datetime) -> str:
    """Says whether the log of changes is whole and signed, and names every entry that was edited, removed or moved.

    Changes nothing.
    """
    return verdict_as_text(verdict_on(host))


@command("Verify", "Show trail", "FindDialog", "S", changes=False, menu="Audit")
def show_trail(host: Host, now: datetime) -> str:
    """Shows the latest entries of the log on the learner of the selected row, or of all learners.

    Changes nothing.
    """
    learner = _selected_learner(host)
    entries = [one for one in trail_in(host).entries if not learner or one.entry.learner == learner]
    if not entries:
        return f"Nothing is logged of {learner}." if learner else "Nothing was logged yet."
    about = f"of learner {learner}" if learner else "of all learners"
    return f"The latest of {len(entries):,} entries {about}:\n{trail_as_text(entries[-SHOWN:])}"


@command("Verify", "Export trail", "XmlExport", "E", changes=False, menu="Audit")
def export_trail(host: Host, now: datetime) -> str:
    """Writes the log with its proof into a folder, as JSON and as CSV, for an auditor.

    Changes nothing in the workbook. A file that is there already is not overwritten.
    """
    folder = host.ask_folder("Where shall the audit trail be written?")
    if folder is None:
        return "Nothing was exported."
    verdict = verdict_on(host)
    stem = f"{host.title.rpartition('.')[0] or host.title} audit {now:%Y%m%d-%H%M%S}"
    for name, text in ((f"{stem}.json", trail_as_json(verdict)), (f"{stem}.csv", trail_as_csv(verdict.entries))):
        with (folder / name).open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    return f"Wrote {stem}.json and .csv. Keep the head elsewhere, too: {verdict.head.text}"


@command("Verify", "Give a reason", "ReviewTrackChanges", "R", changes=True, menu="Audit")
def reason_later(host: Host, now: datetime) -> str:
    """Adds the reason of a change that was logged without one, as an entry of its own.

    Changes the log alone, and offers the last change made by hand that has no reason yet.
    """
    entries = [one.entry for one in trail_in(host).entries]
    explained = {one.change for one in entries if one.command == REASON}
    typed = [str(one.change) for one in entries if one.command == TYPED and one.change not in explained]
    numbers = list(dict.fromkeys(reversed(typed)))
    known = [str(one.change) for one in entries if one.command not in (AUDIT, REASON)]
    if not known:
        return "Nothing was logged yet."
    answers = host.ask_answers(
        "Give the reason of a change",
        [
            Asked("change", "Change", f"its number on the sheet {CHANGES}", tuple(numbers), (numbers or known[-1:])[0]),
            Asked("reason", "Reason"),
        ],
    )
    if answers is None:
        return "Nothing was changed."
    number = answers.get("change", "").strip()
    if number not in known:
        raise InputError(f"There is no change {number[:20]} in the log. Look at the sheet {CHANGES} for its number.")
    return give_reason(host, int(number), answers.get("reason", ""), who=user_name(), now=now)


@command("Verify", "Sign unsigned", "ReviewProtectWorkbook", "U", changes=True, menu="Audit")
def sign_unsigned(host: Host, now: datetime) -> str:
    """Vouches with your signature for entries of the log that have none; shows them and asks first.

    Changes the log alone.
    """
    return sign_for(host, who=user_name(), now=now)


@command("Verify", "Begin a new trail", "FileNew", "N", changes=True, menu="Audit")
def restart_trail(host: Host, now: datetime) -> str:
    """Begins a new audit trail that names the end of the old one and what is wrong with it; asks first.

    For a copy of a workbook that goes its own way, and where a trail was broken. Changes the log alone.
    """
    return restart(host, who=user_name(), now=now)


def _selected_learner(host: Host) -> str:
    """The LearnRefNumber in the selected row; empty where none is."""
    selected = host.selected()
    sheet = next((one for one in host.read_sheets() if selected and one.name == selected[0]), None)
    if selected is None or sheet is None or not sheet.rows or selected[1] > len(sheet.rows):
        return ""
    for name in ("LearnRefNumber", "Learner"):
        if name in sheet.rows[0]:
            place = sheet.rows[0].index(name)
            row = sheet.rows[selected[1] - 1]
            value = row[place] if place < len(row) and selected[1] > 1 else None
            return str(value or "")
    return ""
