"""The commands of the group Report."""

from __future__ import annotations

from datetime import datetime

from addin.apprenticeship_service.bring_back import upload_apprentices
from addin.apprenticeship_service.new_apprentices import Given
from addin.apprenticeship_service.report import upload_text
from addin.commands.dashboard import show_dashboard
from addin.commands.selected_rows import learners_of_selection
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.ribbon.registry import command
from addin.wording import counted


@command("Report", "Dashboard", "ChartInsert", "6", changes=True, large=True)
def dashboard(host: Host, now: datetime) -> str:
    """Checks the workbook and shows what needs somebody: figures and charts, each number a link to its learners.

    Changes what Check workbook changes, and with it the sheets Dashboard and Dashboard lists. No cell of yours is
    touched.
    """
    found = show_dashboard(host, now=now)
    if not found.total:
        return "There are no learners in this workbook yet."
    errors = found.figure("errors")
    calls = sum(bool(one.count) for one in found.work)
    faulty = errors.count if errors else 0
    return (
        f"{faulty:,} of {counted(found.total, 'learner')} with errors. "
        f"{counted(calls, 'figure')} of the dashboard {'asks' if calls == 1 else 'ask'} for somebody."
    )


@command("Report", "New apprentices for the service", "", "N", changes=False, menu="Reports")
def new_apprentices(host: Host, now: datetime) -> str:
    """Writes the selected learners as the file (CSV) that the apprenticeship service's upload of new apprentices takes.

    Learners whom the service would refuse are left out and named with the reason. Changes nothing here.
    """
    questions = (
        Asked("cohort", "Cohort reference", "blank: the service makes a cohort for each employer", required=False),
        Asked("agreement", "Agreement ID", "for learners without an AgreemId on Employment", required=False),
        Asked("weeks", "Weeks that prior learning saves", "for those with prior learning; 0: none", required=False),
    )
    answers = host.ask_answers("New apprentices for the service", questions)
    folder = host.ask_folder("Where shall the file go?") if answers is not None else None
    if answers is None or folder is None:
        return "Nothing was written."
    typed = answers.get("weeks", "").strip()
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        return f"{typed[:20]} is no number of weeks. Nothing was written."
    given = Given(
        answers.get("cohort", "").strip(),
        answers.get("agreement", "").strip(),
        other_weeks=int(typed) if typed else None,
    )
    target = folder / f"New apprentices {now:%Y%m%d-%H%M%S}.csv"
    return upload_text(upload_apprentices(host, target, now=now, choose=learners_of_selection, given=given))
