"""The local COM server of this user: ``python -m vba_bridge.com_server``, started by Windows when Excel asks for it.

Only on Windows; the work itself is in `vba_bridge.bridge`.
"""

from __future__ import annotations

import sys
from datetime import datetime
from importlib import import_module
from typing import Any, ClassVar

from vba_bridge.bridge import Bridge

CLASS_ID = "{0C9A3B52-7C58-4D0E-9A3C-5B1F6E2D8A41}"
PROGRAM_ID = "ILR.Bridge"
METHODS = ("Ping", "Version", "CallUDF", "Run")


def server_class() -> type[Bridge]:
    """The bridge as COM publishes it. Raises ImportError off Windows."""
    import win32timezone
    import xlwings as xw
    from win32com.client import Dispatch

    from addin.hosts.excel_host import ExcelHost

    utc = win32timezone.TimeZoneInfo.utc()

    def host_of(workbook: object) -> ExcelHost:
        # xlwings names its Windows part only on Windows.
        windows: Any = xw.__dict__["_xlwindows"]
        return ExcelHost(xw.Book(impl=windows.Book(xl=Dispatch(workbook))))

    def dated(day: datetime) -> datetime:
        """COM turns a day without a zone into another hour."""
        return day.replace(tzinfo=utc)

    class PublishedBridge(Bridge):
        _public_methods_: ClassVar[list[str]] = list(METHODS)

        def __init__(self) -> None:
            super().__init__(host_of, dated)

    return PublishedBridge


def main() -> int:
    """Serves until the last workbook lets go."""
    try:
        serve()
    except ImportError:
        print("The bridge to Excel runs on Windows only, with pywin32. Run: ilr excel doctor", file=sys.stderr)
        return 2
    return 0


def serve() -> None:
    """Publishes the bridge in place of xlwings' own object, which would run any code it is sent."""
    published = server_class()
    # Imported last: where pywin32 is missing, it would leave the process in another folder.
    served: Any = import_module("xlwings.com_server")
    served.XLPython = published
    served.serve(CLASS_ID)


if __name__ == "__main__":
    sys.exit(main())
