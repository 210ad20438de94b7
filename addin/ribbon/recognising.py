"""The commands of the group RPL."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.hosts.port import Host
from addin.prior_learning.apply import apply_rows
from addin.prior_learning.evidence import make_evidence
from addin.prior_learning.fill import fill_sheet
from addin.prior_learning.take_over import take_over
from addin.ribbon.registry import command
from addin.wording import counted

SHOWN = 5


@command("RPL", "Fill RPL sheet", "TableInsert", "B", changes=True, large=True)
def rpl_fill(host: Host, now: datetime) -> str:
    """Fills the sheet RPL from the return: apprentices that are missing, their dates, prices and hours, and bands.

    Changes the sheet RPL only, and there nothing that you typed; the return stays as it is.
    """
    done = fill_sheet(host)
    told = [f"{counted(len(done.rows), 'apprentice')} on the sheet RPL, {done.added:,} of them new."]
    if done.gone:
        told.append(f"{counted(done.gone, 'row')} of apprentices who are not in the return any more stay; see Verdict.")
    return " ".join(told) if done.rows else "There are no funded apprenticeships in this return."


@command("RPL", "Take what-if over", "GoalSeek", "H", changes=True)
def rpl_what_if(host: Host, now: datetime) -> str:
    """Makes the what-if above the columns of RPL the new inputs, once you have seen totals and cells and agreed.

    Changes the yellow cells of the rows that are ticked (of those with hours removed if none is), and the planned end
    on Aims if the what-if moves it. Each cell is logged; Undo takes it back.
    """
    done = take_over(host, who=user_name(), now=now)
    if done.change is None:
        return "Nothing was taken over." if done.declined else "The what-if changes nothing in these rows."
    return f"Taken over into {counted(done.rows, 'row')}: change {done.change.number} on the sheet Changes."


@command("RPL", "Apply", "ReviewAcceptChange", "P", changes=True, large=True)
def rpl_apply(host: Host, now: datetime) -> str:
    """Writes price, hours and reduction of the selected rows of RPL (else of all) into the return.

    Only rows whose verdict is OK; you see every cell first. Changes Aims, Finance and Hours; each cell is logged, and
    Undo takes it back. To apply twice does no harm.
    """
    done = apply_rows(host, who=user_name(), now=now)
    told = []
    if done.change:
        told.append(f"Applied as change {done.change.number} on the sheet Changes.")
    elif done.declined:
        told.append("Nothing was applied.")
    elif done.ready:
        told.append(f"The return says already what {counted(len(done.ready), 'row')} of RPL say.")
    else:
        told.append("No row of RPL is ready to be applied.")
    if done.refused:
        more = [f"... and {len(done.refused) - SHOWN:,} more."] if len(done.refused) > SHOWN else []
        told += ["Not applied:", *done.refused[:SHOWN], *more]
    return "\n".join(told)


@command("RPL", "Evidence", "FilePrint", "V", changes=False)
def rpl_evidence(host: Host, now: datetime) -> str:
    """Makes a page to print, sign and file for each selected row of RPL (else for all with prior learning).

    Changes nothing in this workbook; the pages are a new one.
    """
    done = make_evidence(host, who=user_name(), now=now)
    if done is None:
        return "No evidence was made."
    left = [f"Without a page: {' '.join(done.left_out[:SHOWN])}"] if done.left_out else []
    return " ".join([f"Made {done.path.name} with {counted(done.pages, 'page')}.", *left])
