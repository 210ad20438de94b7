"""The commands of the group Return."""

from __future__ import annotations

from datetime import datetime

from addin.change_log import user_name
from addin.commands.deadline import deadline_of
from addin.commands.make_book import make_book_of_return, make_new_book
from addin.commands.year import change_year_of_book
from addin.hosts.port import Host
from addin.ribbon.registry import command


@command("Return", "New", "FileNew", "W", changes=False)
def new(host: Host, now: datetime) -> str:
    """Makes an empty return workbook and shows it; asks for the year, the one now running first.

    Changes nothing in this workbook. A file that is there already is not overwritten.
    """
    return make_new_book(host)


@command("Return", "Import XML", "XmlImport", "I", changes=False, large=True)
def import_xml(host: Host, now: datetime) -> str:
    """Makes a new workbook of a return that you choose (XML or ZIP), such as last month's, and shows it.

    Changes nothing in this workbook.
    """
    return make_book_of_return(host)


@command("Return", "Year", "DateAndTimeInsert", "Y", changes=True)
def year(host: Host, now: datetime) -> str:
    """Says for which collection year the workbook is, and makes it one of another year if you want that.

    Changes the year and the calendar on Start and notes that in the log; Undo in the group Fix takes it back.
    Refused if cells hold what the other year has no column for.
    """
    return change_year_of_book(host, who=user_name(), now=now)


@command("Return", "Deadline", "StartAfterPrevious", "D", changes=False)
def deadline(host: Host, now: datetime) -> str:
    """Says which return of the workbook's year is due next, when it closes and how many days are left.

    Changes nothing.
    """
    return deadline_of(host, now)
