"""The commands of the menu Forms."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.commands.collect_forms import collect_forms
from addin.commands.make_forms import make_forms
from addin.commands.selected_rows import learners_of_selection
from addin.forms.passwords import SHORTEST, Passwords, given_passwords
from addin.forms.register import issued_forms
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.ribbon.registry import command
from addin.wording import counted


@command("Record", "Make forms", "ControlWizards", "M", changes=True, menu="Forms")
def make_learner_forms(host: Host, now: datetime) -> str:
    """Makes a form for each selected learner, as a workbook and as a page, with the learner's own details in it.

    Asks for a folder and, if you like, a password. Changes only the sheet Forms, which notes whose each form is.
    """
    issued_forms(host)  # a workbook that cannot be used is refused before anything is asked
    questions = (
        Asked("provider", "Your name, as learners know it", required=False),
        Asked("back", "How it comes back", "such as: upload it to Moodle", required=False),
        Asked("password", "Password", f"at least {SHORTEST} characters; blank for none", required=False, secret=True),
    )
    given = host.ask_answers("Make forms for the selected learners", questions)
    folder = host.ask_folder("Where shall the forms go?") if given is not None else None
    if given is None or folder is None:
        return "No forms were made."
    done = make_forms(
        host,
        folder,
        now=now,
        choose=learners_of_selection,
        passwords=given_passwords(given.get("password"), None),
        provider=given.get("provider", ""),
        back=given.get("back", ""),
    )
    return (
        f"Made forms for {counted(len(done.files), 'learner')} in {folder.name}. The sheet Forms says which is whose."
    )


@command("Record", "Collect forms", "AcceptInvitation", "C", changes=True, menu="Forms")
def collect_learner_forms(host: Host, now: datetime) -> str:
    """Reads the answered forms of a folder and takes over what is in order.

    Shows first old and new of each learner. Answers in doubt and with problems stay out. Changes the cells that you
    agree to and notes them in the log; Undo takes them back.
    """
    issued_forms(host)
    folder = host.ask_folder("Where are the answered forms?")
    if folder is None:
        return "Nothing was collected."
    asked = Asked("password", "Password", "blank if the forms have none", required=False, secret=True)
    given = host.ask_answers("Collect forms", (asked,))
    if given is None:
        return "Nothing was collected."
    passwords = Passwords(given.get("password", ""))
    done = collect_forms(host, [folder], who=user_name(), now=now, passwords=passwords)
    refused = f" {counted(len(done.refused), 'file')} could not be used." if done.refused else ""
    if done.change is None or not done.answered:
        return f"Nothing was collected.{refused}"
    left = f" {counted(done.not_taken, 'answer')} not taken: see the sheet Forms." if done.not_taken else ""
    return f"{counted(done.answered, 'learner')} answered, {counted(done.taken, 'answer')} taken over.{left}{refused}"
