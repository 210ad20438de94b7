"""The VBA functions that Excel shows, one for each worksheet function, written from the registry.

The text is committed as ``sources/IlrFunctions.bas``; ``python -m vba_bridge.wrappers`` writes it anew.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable

from addin.functions import FUNCTIONS, WorksheetFunction
from vba_bridge.modules import SOURCES

MODULE = "IlrFunctions"
_HEAD = f"""\
Attribute VB_Name = "{MODULE}"
Option Explicit

' Written by vba_bridge/wrappers.py from the functions of addin/functions. Do not edit.
"""
_WIDEST = 100


def wrapper_module() -> str:
    """The text of the module: every worksheet function, and the sub that describes them to the function wizard."""
    functions = FUNCTIONS.values()
    return "\n".join([_HEAD, *map(_wrapper, functions), _descriptions(functions)])


def _wrapper(known: WorksheetFunction) -> str:
    parameters = ", ".join(
        f"{'Optional ' if name in known.optional else ''}ByVal {name} As Variant" for name in known.arguments
    )
    values = ", ".join(
        f"IlrHeaders({name}, {argument.headers_of})" if argument.headers_of else f"IlrValue({name})"
        for name, argument in known.arguments.items()
    )
    return f"""\
Public Function {known.name}({parameters}) As Variant
    If IlrInWizard() Then Exit Function
    {known.name} = IlrCall("{known.name}", Array({values}))
End Function
"""


def _descriptions(functions: Iterable[WorksheetFunction]) -> str:
    calls = "\n".join(_description(known) for known in functions)
    return f"""\
' Excel keeps these only until the workbook is closed, and refuses them while it is hidden.
Public Sub IlrDescribeFunctions()
    Dim wasSaved As Boolean
    wasSaved = ThisWorkbook.Saved
    On Error Resume Next
{calls}
    ThisWorkbook.Saved = wasSaved
End Sub
"""


def _description(known: WorksheetFunction) -> str:
    helps = ", _\n            ".join(_literal(argument.about) for argument in known.arguments.values())
    return f"""\
    Application.MacroOptions Macro:="{known.name}", Category:={_literal(known.category)}, _
        Description:={_literal(known.about)}, _
        ArgumentDescriptions:=Array( _
            {helps})"""


def _literal(text: str) -> str:
    """A VBA text, over as many lines as it needs: a line of VBA holds 1023 characters."""
    parts = textwrap.wrap(text, _WIDEST, drop_whitespace=False) or [""]
    return " & _\n            ".join('"' + part.replace('"', '""') + '"' for part in parts)


if __name__ == "__main__":
    (SOURCES / f"{MODULE}.bas").write_text(wrapper_module(), "utf-8")
    sys.exit(0)
