"""What LibreOffice loads: the bridge for macros, and what the toolbar's buttons trigger."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import uno
import unohelper

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

from com.sun.star.lang import XServiceInfo  # noqa: E402
from com.sun.star.script.provider import XScript  # noqa: E402
from com.sun.star.task import XJobExecutor  # noqa: E402
from ilr_document import CalcDocument  # noqa: E402
from ilr_pipe import Pipe  # noqa: E402
from ilr_user import WaitingUser  # noqa: E402
from ilr_values import EPOCH, is_day  # noqa: E402
from uk.ilr.addin import XFunctions  # noqa: E402

BRIDGE, JOB, FUNCTIONS = "uk.ilr.addin.Bridge", "uk.ilr.addin.Job", "uk.ilr.addin.Functions"
# The installer wrote beside this file how this project's Python is started.
AT_WORK: list[str] = []
PIPE = Pipe(json.loads((FOLDER / "python.json").read_text("utf-8")))


def document_in_front(context: Any) -> Any:
    """The document that the user works in; the last opened one where there is no window."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.getCurrentComponent()
    if document is None:
        documents = desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
    return document


def run(task: str, context: Any) -> str:
    """Runs a ribbon command on the document in front; gives what the user is to be told."""
    if AT_WORK:
        return f"The command {AT_WORK[0]} is still at work. Wait until it is done, or stop it with Esc."
    document = document_in_front(context)
    if not hasattr(document, "Sheets"):
        return "There is no workbook to work on. Open one, then try again."
    user = WaitingUser(document)
    asked = CalcDocument(document, context, user)
    AT_WORK.append(task)
    user.begin()
    try:
        return str(PIPE.run(task, asked))
    finally:
        AT_WORK.clear()
        user.end()
        asked.finished()


class Bridge(unohelper.Base, XScript, XServiceInfo):
    """``CallUDF``, ``Run`` and ``Version`` for Basic: the first value names the method, the others are its arguments.

    XScript is the one interface of LibreOffice that takes and gives any values, so that none has to be made for it.
    """

    def __init__(self, context: Any):
        self._context = context

    def invoke(self, given: Any, indexes: Any, results: Any) -> Any:  # noqa: ARG002 - UNO's signature
        """The answer, and two empty lists for what UNO calls out parameters."""
        method, *arguments = given
        if method == "CallUDF":
            answer = given_back(PIPE.call(arguments[0], plain(arguments[1])))
        elif method == "Run":
            answer = run(arguments[0], self._context)
        else:
            answer = PIPE.version()
        return answer, (), ()

    def getImplementationName(self) -> str:
        """As UNO asks."""
        return BRIDGE

    def supportsService(self, name: str) -> bool:
        """As UNO asks."""
        return name == BRIDGE

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """As UNO asks."""
        return (BRIDGE,)


class Job(unohelper.Base, XJobExecutor):
    """A button of the toolbar: ``service:uk.ilr.addin.Job?check``."""

    def __init__(self, context: Any):
        self._context = context

    def trigger(self, task: str) -> None:
        """Runs the command and tells the user the outcome."""
        said = run(task, self._context)
        document = document_in_front(self._context)
        window = document.CurrentController.Frame.ContainerWindow
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
        if said:
            window.Toolkit.createMessageBox(window, kind, 1, "ILR", said).execute()


class Functions(unohelper.Base, XFunctions):
    """The worksheet functions: a method for each, made below from the list in the add-in."""

    def __init__(self, context: Any):
        self._context = context


def _method(name: str) -> Any:
    def answer(_self: Functions, *arguments: Any) -> Any:
        found = given_back(PIPE.call(name, plain(arguments)))
        rows = found if isinstance(found, tuple) else ((found,),)
        # Calc makes any number it finds in memory of TRUE or FALSE in a table.
        return tuple(tuple(float(value) if isinstance(value, bool) else value for value in row) for row in rows)

    return answer


for method, name in json.loads((FOLDER / "functions.json").read_text("utf-8")).items():
    setattr(Functions, method, _method(name))


def plain(value: Any) -> Any:
    """An argument as JSON can hold it: rows as lists, a day as its text."""
    if isinstance(value, (tuple, list)):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    # Basic's Date arrives as a struct with the number of a spreadsheet.
    number = getattr(value, "Value", None)
    return {"day": (EPOCH + dt.timedelta(days=number)).isoformat()} if isinstance(number, float) else str(value)


def given_back(answer: Any) -> Any:
    """An answer for a cell: one value, else rows; a day as the number of a spreadsheet."""
    if isinstance(answer, str):
        return answer
    rows = tuple(tuple(_cell(value) for value in row) for row in answer)
    return rows[0][0] if len(rows) == 1 == len(rows[0]) else rows


def _cell(value: Any) -> Any:
    return (dt.datetime.fromisoformat(value["day"]) - EPOCH).total_seconds() / 86400 if is_day(value) else value


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Bridge, BRIDGE, (BRIDGE,))
g_ImplementationHelper.addImplementation(Functions, FUNCTIONS, ("com.sun.star.sheet.AddIn",))
g_ImplementationHelper.addImplementation(Job, JOB, ("com.sun.star.task.Job",))
