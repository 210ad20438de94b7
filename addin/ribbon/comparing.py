"""The commands of the menu Compare: the workbook beside another return, and beside what DfE says."""

from __future__ import annotations

from datetime import datetime

from addin.apprenticeship_service.bring_back import compare_with_service
from addin.comparison.compared import compared_returns
from addin.comparison.report import outcome
from addin.comparison.saved import PAGE, save_comparison
from addin.comparison.sides import BookSide, side_at
from addin.hosts.port import Host
from addin.loading.knowledge import loaded_knowledge
from addin.payments.book import payments_book
from addin.payments.reconciled import BY_COLLECTION, reconciled
from addin.payments.report_file import read_payments
from addin.payments.report_lines import pounds
from addin.payments.returns import beside, known_book
from addin.ribbon.registry import command
from addin.violations.bring_back import bring_back
from addin.wording import counted

KINDS = ("xml", "zip", "xlsx", "xlsm")


@command("Report", "With another return", "GroupRows", "A", changes=False, menu="Compare")
def compare_returns(host: Host, now: datetime) -> str:
    """Sets this workbook against an earlier return, the XML you sent last or another workbook, and lists differences.

    Makes a workbook of its own, or a web page, with who started and left, every changed field, and what it earns.
    Changes nothing here.
    """
    new = BookSide(host, now)
    year = new.book.year.title
    path = host.ask_file(f"Which earlier return shall this workbook ({year}) be compared with?", KINDS)
    if path is None:
        return "Nothing was compared."
    found = compared_returns(side_at(path, now), new, knowledge=loaded_knowledge(), progress=host.progress)
    if not found.entries:
        return outcome(found)
    target = host.ask_target("Save the comparison as", f"Comparison with {path.stem}", ("xlsx", "html"))
    if target is None:
        return f"{outcome(found)} The list was not saved."
    save_comparison(target, found)
    if target.suffix.lower() != PAGE:  # a page is for the browser
        host.open_book(target)
    return f"{outcome(found)} Made {target.name}."


@command("Report", "DfE's rule violation report", "ReviewAcceptChange", "V", changes=True, menu="Compare")
def violations(host: Host, now: datetime) -> str:
    """Lays each line of the report that DfE's service gives (a CSV) on its cells, beside the check of this tool.

    Changes the columns Status and Marks, the notes of checks, the sheets Problems, Counts, Seals and Dashboard with its
    lists, and the figures on Start: all of them show both. No cell of yours is touched.
    """
    path = host.ask_file("Choose DfE's rule violation report", ("csv", "zip"))
    if path is None:
        return "Nothing was compared."
    done = bring_back(host, path, now=now)
    found = done.compared
    lost = f" {counted(len(found.lost), 'line')} without a cell." if found.lost else ""
    return (
        f"{counted(done.lines, 'line')} in DfE's report. Found by both: {len(found.both):,}. Only by DfE: "
        f"{len(found.only_theirs):,}. Only here: {len(found.only_ours):,}.{lost} Problems says which and why. "
        f"{done.unmarked}"
    ).rstrip()


@command("Report", "Apprenticeship service", "GroupRows", "S", changes=True, menu="Compare")
def apprenticeship_service(host: Host, now: datetime) -> str:
    """Compares the service's list of apprentices (Manage your apprentices, download) with this workbook.

    Marks ULN, price, dates, standard and status where they differ, and says which data lock that would be. Changes the
    columns Status and Marks, the notes of checks, the sheets Problems, Counts, Seals and Dashboard with its lists, and
    the figures on Start. No cell of yours is touched.
    """
    path = host.ask_file("Choose the download of Manage your apprentices", ("csv", "xlsx"))
    if path is None:
        return "Nothing was compared."
    done = compare_with_service(host, path, now=now)
    found = done.compared
    return (
        f"{counted(done.lines, 'line')} in the service's list. The same: {found.same:,}. Differences, or only here: "
        f"{len(found.findings):,}. Only in the service: {len(found.only_there):,}. Problems says which. "
        f"{' '.join(found.unread)}"
    ).rstrip()


@command("Report", "Payment report", "FunctionsFinancialInsertGallery", "P", changes=False, menu="Compare")
def payment_report(host: Host, now: datetime) -> str:
    """Sets DfE's payment report (Apps Monthly Payment Report, CSV) beside what the learners here should earn.

    Makes a workbook of its own: paid, expected and difference by learner and month, with reasons. Changes nothing here.
    """
    path = host.ask_file("Choose DfE's payment report", ("csv", "xlsx"))
    if path is None:
        return "Nothing was compared."
    known = known_book(host, beside(loaded_knowledge()), now=now)
    found = reconciled(read_payments(path, known.year.year), known)
    paid, expected = found.total("paid"), found.total("expected")
    said = f"R01 to R{found.last:02}: paid {pounds(paid)}, expected {pounds(expected)} (an estimate)."
    said = " ".join((said, *(note for note in found.notes if note != BY_COLLECTION)))
    target = host.ask_target("Save the reconciliation as", f"Payments to R{found.last:02}", ("xlsx",))
    if target is None:
        return f"{said} The list was not saved."
    payments_book(target, found)
    host.open_book(target)
    return f"{said} Made {target.name}."
