"""Drives LibreOffice by UNO for the tests; runs in a Python that has UNO, which theirs need not be.

Reads lines of JSON, ``[what to do, argument, ...]``, and answers each with a line: ``{"done": ...}`` or
``{"failed": "..."}``. Started as ``python3 uno_driver.py SOFFICE PROFILE``.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField
from uno_user import InMainThread, User

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
sys.path.insert(0, str(ROOT / "vba_bridge" / "libreoffice"))

from ilr_document import CalcDocument  # noqa: E402
from ilr_user import WaitingUser  # noqa: E402

PATIENCE = 60
RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
FILTERS = {".ods": "calc8", ".xlsx": "Calc MS Excel 2007 XML"}


def named(**values):
    found = []
    for name, value in values.items():
        item = PropertyValue()
        item.Name, item.Value = name, value
        found.append(item)
    return tuple(found)


def started(soffice, profile, pipe, errors):
    # Not headless, which would answer every box by itself; this way of drawing needs no screen either.
    options = ["--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    return subprocess.Popen(
        [soffice, f"-env:UserInstallation={pathlib.Path(profile).as_uri()}", *options],
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
    )


class NotStarted(Exception):
    pass


class Driver:
    def __init__(self, soffice, profile):
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        pipe = f"ilr{time.time_ns()}"
        with tempfile.TemporaryFile() as errors:
            self.program = started(soffice, profile, pipe, errors)
            self.context = self.connected(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            if self.context is None:
                ended = self.program.poll()
                self.program.kill()
                self.program.wait()
                errors.seek(0)
                said = errors.read().decode(errors="replace")[-600:]
                raise NotStarted(f"LibreOffice did not start. It ended with {ended}: {said}")
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.document = None
        self.user = User(self.context)

    def connected(self, resolver, url):
        """Its context; None if it ends, or does not answer in time."""
        for _ in range(PATIENCE * 5):
            try:
                return resolver.resolve(url)
            except Exception:  # noqa: BLE001 - UNO's errors have no common class
                if self.program.poll() is not None:
                    return None
                time.sleep(0.2)
        return None

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, path):
        url = uno.systemPathToFileUrl(path)
        self.document = self.desktop.loadComponentFromURL(url, "_blank", 0, named(MacroExecutionMode=RUN_MACROS))

    def heard(self):
        """The texts of the message boxes since the last time, each as its parts."""
        texts, self.user.heard = self.user.heard, []
        return texts

    def will_answer(self, *buttons):
        self.user.answers = list(buttons)

    def will_type(self, *forms):
        """What the user types into the fields of the next forms."""
        self.user.typed = list(forms)

    def will_pick(self, *answers):
        """What the user answers in the next dialogs for files."""
        self.user.picked = list(answers)

    def toolbar_and_escape(self, task):
        """Does what a button of the toolbar does, and the user presses Esc before it is done."""

        def work():
            self.user.press_escape(self.document.CurrentController.Frame.ComponentWindow)
            self.toolbar(task)

        in_main = InMainThread(work)
        self.service("com.sun.star.awt.AsyncCallback").addCallback(in_main, None)
        return in_main.is_done.wait(PATIENCE)

    def select_areas(self, sheet, areas):
        page = self.document.Sheets.getByName(sheet)
        chosen = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for area in areas:
            chosen.addRangeAddress(page.getCellRangeByName(area).RangeAddress, False)
        self.document.CurrentController.setActiveSheet(page)
        self.document.CurrentController.select(chosen)

    def state(self):
        """What a command switches and must switch back, and whether the document may be closed."""
        return {
            "is_calculated": self.document.isAutomaticCalculationEnabled(),
            "is_locked": self.document.hasControllersLocked(),
            "takes_input": self.document.CurrentController.Frame.ContainerWindow.isEnabled(),
        }

    def ask_document(self, method, arguments):
        """What the document answers to a host; the module is the one that runs inside LibreOffice."""
        return getattr(CalcDocument(self.document, self.context, WaitingUser(self.document)), method)(*arguments)

    def tables(self, sheet):
        """The areas of the tables of a sheet."""
        index = self.document.Sheets.ElementNames.index(sheet)
        found = []
        for name in self.document.DatabaseRanges.ElementNames:
            place = self.document.DatabaseRanges.getByName(name).DataArea
            if place.Sheet == index:
                area = self.document.Sheets.getByIndex(index).getCellRangeByPosition(
                    place.StartColumn, place.StartRow, place.EndColumn, place.EndRow
                )
                found.append(area.AbsoluteName.rpartition(".")[2].replace("$", ""))
        return found

    def sort(self, sheet, column, first, last_row):
        """Sorts the rows from a cell of column A down to a row by a column, in descending order."""
        page = self.document.Sheets.getByName(sheet)
        cursor = page.createCursor()
        cursor.gotoEndOfUsedArea(False)
        start = page.getCellRangeByName(first).RangeAddress
        area = page.getCellRangeByPosition(0, start.StartRow, cursor.RangeAddress.EndColumn, last_row - 1)
        field = TableSortField()
        field.Field, field.IsAscending = column - 1, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area.sort(named(SortFields=fields, ContainsHeader=False, IsSortColumns=False, BindFormatsToContent=True))

    def calculate(self):
        self.document.calculateAll()

    def add_sheet(self, name):
        self.document.Sheets.insertNewByName(name, self.document.Sheets.Count)

    def cells(self, sheet, area):
        """The shown texts of an area, row by row."""
        found = self.document.Sheets.getByName(sheet).getCellRangeByName(area)
        place = found.RangeAddress
        height, width = place.EndRow - place.StartRow + 1, place.EndColumn - place.StartColumn + 1
        return [[found.getCellByPosition(c, r).String for c in range(width)] for r in range(height)]

    def notes(self, sheet):
        found = self.document.Sheets.getByName(sheet).Annotations
        return [found.getByIndex(number).String for number in range(found.Count)]

    def placed_notes(self, sheet):
        """Row, column and text of each note."""
        found = self.document.Sheets.getByName(sheet).Annotations
        notes = [found.getByIndex(number) for number in range(found.Count)]
        return [(note.Position.Row + 1, note.Position.Column + 1, note.String) for note in notes]

    def type(self, sheet, cell, text):
        self.document.Sheets.getByName(sheet).getCellRangeByName(cell).String = text

    def enter(self, sheet, cell, number):
        self.document.Sheets.getByName(sheet).getCellRangeByName(cell).Value = number

    def merge(self, sheet, area):
        self.document.Sheets.getByName(sheet).getCellRangeByName(area).merge(True)

    def macro(self, name, *arguments):
        url = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
        result, _, _ = self.document.getScriptProvider().getScript(url).invoke(arguments, (), ())
        return result if isinstance(result, (str, bool, int, float)) else None

    def press(self, callback, task):
        """Calls a ribbon callback with a control that has a tag."""
        control = self.service("com.sun.star.form.component.CommandButton")
        control.Tag = task
        return self.macro(callback, control)

    def self_test(self):
        """Runs the self-test; gives the cells of the workbook it makes, and closes it."""
        self.macro("IlrReport.IlrSelfTest")
        documents = self.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if not document.URL:
                ours, self.document = self.document, document
                cells = self.cells(document.Sheets.getByIndex(0).Name, "A1:B12")
                self.close()
                self.document = ours
        return cells

    def toolbar(self, task):
        """Does what a button of the add-in's toolbar does."""
        dispatcher = self.service("com.sun.star.frame.DispatchHelper")
        frame = self.document.CurrentController.Frame
        dispatcher.executeDispatch(frame, f"service:uk.ilr.addin.Job?{task}", "", 0, ())

    def toolbar_labels(self):
        bar = self.addons("OfficeToolBar/uk.ilr.addin.toolbar")
        return [bar.getByName(name).Title for name in bar.ElementNames]

    def menu_labels(self):
        """The items of the menu ILR and, as lists behind the item that opens them, those a step deeper."""

        def labels(place):
            found = []
            for name in sorted(place.ElementNames):
                item = place.getByName(name)
                if item.URL != "private:separator":
                    found.append(item.Title)
                if item.Submenu.ElementNames:
                    found.append(labels(item.Submenu))
            return found

        return labels(self.addons("OfficeMenuBar/uk.ilr.addin.menu/Submenu"))

    def addons(self, path):
        provider = self.service("com.sun.star.configuration.ConfigurationProvider")
        whole = named(nodepath=f"/org.openoffice.Office.Addons/AddonUI/{path}")
        return provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", whole)

    def selected(self):
        place = self.document.CurrentController.Selection.RangeAddress
        return [self.document.Sheets.ElementNames[place.Sheet], place.StartRow + 1, place.StartColumn + 1]

    def open_new(self):
        self.ours = self.document
        self.document = self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
        self.page = self.document.Sheets.getByIndex(0)

    def fill(self, cell, rows):
        start = self.page.getCellRangeByName(cell).RangeAddress
        width, height = len(rows[0]), len(rows)
        area = self.page.getCellRangeByPosition(
            start.StartColumn, start.StartRow, start.StartColumn + width - 1, start.StartRow + height - 1
        )
        area.setDataArray(tuple(map(tuple, rows)))

    def formulas_in_new(self, formulas):
        for row, formula in enumerate(formulas):
            self.page.getCellByPosition(0, row).Formula = formula

    def answers_in_new(self, count):
        return [self.page.getCellByPosition(0, row).String for row in range(count)]

    def close_new(self):
        self.document.close(True)
        self.document = self.ours

    def function_names(self):
        """The names of all functions that Calc knows."""
        known = self.service("com.sun.star.sheet.FunctionDescriptions")
        found = []
        for number in range(known.Count):
            found += [item.Value for item in known.getByIndex(number) if item.Name == "Name"]
        return found

    def save_as(self, path):
        name = FILTERS[pathlib.Path(path).suffix]
        self.document.storeToURL(uno.systemPathToFileUrl(path), named(FilterName=name))

    def close(self):
        self.document.close(True)

    def leave(self):
        """Ends LibreOffice, which asks about documents that are still open and not saved."""
        documents = self.desktop.Components.createEnumeration()
        left = []
        while documents.hasMoreElements():
            left.append(documents.nextElement())
        for document in left:
            document.close(True)
        self.user.leave()
        self.desktop.terminate()


def main():
    try:
        driver = Driver(*sys.argv[1:3])
    except NotStarted as error:
        print(json.dumps({"failed": str(error)}), flush=True)
        return
    print(json.dumps({"done": "started"}), flush=True)
    try:
        for line in sys.stdin:
            what, *arguments = json.loads(line)
            try:
                answer = {"done": getattr(driver, what)(*arguments)}
            except Exception as error:  # noqa: BLE001
                answer = {"failed": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        try:
            driver.leave()
        except Exception:  # noqa: BLE001
            driver.program.kill()
        driver.program.wait(PATIENCE)


main()
