"""A Calc document as the other side of the pipe asks for it. Rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath, PurePosixPath
from typing import Any

import uno
from com.sun.star.table import CellAddress
from ilr_cells import CONTENTS, barred, merged, used, write
from ilr_form import AnswerForm
from ilr_locks import put_lock, unlocked
from ilr_tables import reach, resize_table, stretch
from ilr_user import WaitingUser
from ilr_values import Values, errors

_OPEN, _SAVE = 0, 1  # com.sun.star.ui.dialogs.TemplateDescription.FILEOPEN_SIMPLE and FILESAVE_SIMPLE
_OK_CANCEL, _OK = 2, 1  # com.sun.star.awt.MessageBoxButtons.BUTTONS_OK_CANCEL and MessageBoxResults.OK
_POINT = 35.28  # hundredths of a millimetre
NOTE_HEAD = "ILR check"
"""The first line of our notes: LibreOffice keeps no authors of notes."""


class CalcDocument:
    """The document ``document``, worked on through UNO in the context ``context``; ``user`` sits in front of it."""

    def __init__(self, document: Any, context: Any, user: WaitingUser):
        self._document = document
        self._context = context
        self._user = user
        self._values = Values(document)

    def title(self) -> str:
        """The document's name."""
        return PurePosixPath(self._document.URL).name or self._document.Title

    def sheet_names(self) -> list[str]:
        """The sheets in order."""
        return list(self._document.Sheets.ElementNames)

    def read_sheet(self, name: str) -> dict[str, Any]:
        """Rows of plain values from A1 on, error cells with their text, and whether it is hidden."""
        sheet = self._document.Sheets.getByName(name)
        area = used(sheet)
        return {"rows": self._values.rows(area), "errors": list(errors(area)), "hidden": not sheet.IsVisible}

    def merged_areas(self, name: str) -> list[tuple[int, int, int, int]]:
        """First and last row and column of every merged area of a sheet."""
        return list(merged(used(self._document.Sheets.getByName(name))))

    def is_saved(self) -> bool:
        """Whether it lies in a file that holds what is shown."""
        return bool(self._document.hasLocation() and not self._document.isModified())

    def read_names(self) -> dict[str, Any]:
        """The values of the cells that ``ILR_`` names point to; of a name that points to none, what it stands for."""
        ranges = self._document.NamedRanges
        texts = {name: ranges.getByName(name).Content for name in ranges.ElementNames if name.startswith("ILR_")}
        cells = {name: self._values.one(cell) for name, cell in self._named_cells()}
        return {name: cells.get(name, {"formula": text}) for name, text in texts.items()}

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """Sheet, row and column of the cells that ``ILR_`` names point to."""
        places = {name: cell.CellAddress for name, cell in self._named_cells()}
        sheets = self._document.Sheets.ElementNames
        return {name: (sheets[place.Sheet], place.Row + 1, place.Column + 1) for name, place in places.items()}

    def write_blocks(self, name: str, blocks: Sequence[Any]) -> list[tuple[int, int]]:
        """Writes blocks of cells: row, column, the plain values below each other. Gives the cells that take none."""
        sheet = self._document.Sheets.getByName(name)
        cells = {(row + number, column) for row, column, block in blocks for number in range(len(block))}
        with unlocked(self._document, sheet):
            refused = barred(sheet, cells)
            for row, column, block in blocks:
                start = 0
                for number in range(len(block) + 1):
                    if number == len(block) or (row + number, column) in refused:
                        if number > start:
                            write(sheet, self._values, row + start, column, block[start:number])
                        start = number + 1
        return sorted(refused)

    def fill_rows(self, name: str, first_row: int, block: list[Any], heights: Sequence[float | None]) -> bool:
        """Replaces all rows from one on; a table that begins above them grows or shrinks. False if it is protected."""
        sheet = self._document.Sheets.getByName(name)
        with unlocked(self._document, sheet):
            return not sheet.isProtected() and self._fill(sheet, first_row, block, heights)

    def _fill(self, sheet: Any, first_row: int, block: list[Any], heights: Sequence[float | None]) -> bool:
        end = used(sheet).RangeAddress
        if end.EndRow >= first_row - 1:
            area = sheet.getCellRangeByPosition(0, first_row - 1, end.EndColumn, end.EndRow)
            area.merge(False)
            area.clearContents(CONTENTS)
            area.Rows.OptimalHeight = True
        if block:
            write(sheet, self._values, first_row, 1, block)
        last_row = first_row + max(len(block), 1) - 1
        resize_table(self._document, sheet, first_row, last_row)
        stretch(self._document, sheet, first_row, last_row)
        for number, height in enumerate(heights):
            if height is not None:
                sheet.Rows.getByIndex(first_row - 1 + number).Height = int(height * _POINT)
        return True

    def reach(self, name: str, last_row: int) -> None:
        """Stretches the only table of a sheet, its dropdowns and its marks down to a row; not a protected one."""
        sheet = self._document.Sheets.getByName(name)
        with unlocked(self._document, sheet):
            if not sheet.isProtected():
                reach(self._document, sheet, last_row)

    def lock_sheet(self, name: str, areas: Sequence[Any] | None) -> bool:
        """Locks a sheet but for areas that stay open; None unlocks it. False if its user has protected it."""
        return bool(put_lock(self._document, self._document.Sheets.getByName(name), areas))

    def set_notes(self, name: str, notes: Sequence[Any], rows: Sequence[int] | None) -> None:
        """Replaces our notes on a sheet, or in these rows; other people's and those of a locked sheet stay."""
        sheet = self._document.Sheets.getByName(name)
        with unlocked(self._document, sheet):
            if not sheet.isProtected():
                self._set_notes(sheet, name, notes, rows)

    def _set_notes(self, sheet: Any, name: str, notes: Sequence[Any], rows: Sequence[int] | None) -> None:
        annotations = sheet.Annotations
        index = self._document.Sheets.ElementNames.index(name)
        for number in reversed(range(annotations.Count)):
            note = annotations.getByIndex(number)
            is_ours = note.String.partition("\n")[0].rstrip(":") == NOTE_HEAD
            if is_ours and (rows is None or note.Position.Row + 1 in rows):
                annotations.removeByIndex(number)
        taken = {
            (one.Position.Row, one.Position.Column) for one in map(annotations.getByIndex, range(annotations.Count))
        }
        for row, column, text in notes:
            if (row - 1, column - 1) not in taken:
                annotations.insertNew(CellAddress(index, column - 1, row - 1), text)

    def selected(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell."""
        controller = self._document.CurrentController
        place = getattr(controller.Selection, "RangeAddress", None) if controller else None
        if place is None:
            return None
        return self._document.Sheets.ElementNames[place.Sheet], place.StartRow + 1, place.StartColumn + 1

    def selected_rows(self) -> tuple[str, list[tuple[int, int]], int] | None:
        """A sheet, the first and last row of each selected area of it, and the last row in use."""
        controller = self._document.CurrentController
        selection = controller.Selection if controller else None
        one = getattr(selection, "RangeAddress", None)
        areas = [one] if one is not None else list(getattr(selection, "RangeAddresses", ()))
        if not areas:
            return None
        sheet = self._document.Sheets.getByIndex(areas[0].Sheet)
        rows = [(area.StartRow + 1, area.EndRow + 1) for area in areas if area.Sheet == areas[0].Sheet]
        return sheet.Name, rows, used(sheet).RangeAddress.EndRow + 1

    def select(self, name: str, row: int, column: int) -> None:
        """Shows a cell and selects it."""
        sheet = self._document.Sheets.getByName(name)
        controller = self._document.CurrentController
        controller.setActiveSheet(sheet)
        controller.select(sheet.getCellByPosition(column - 1, row - 1))

    def ask_yes(self, question: str) -> bool:
        """Asks in a message box whether to go on."""
        window = self._document.CurrentController.Frame.ContainerWindow
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "QUERYBOX")
        box = window.Toolkit.createMessageBox(window, kind, _OK_CANCEL, "ILR", question)
        return bool(box.execute() == _OK)

    def ask_answers(self, title: str, questions: Sequence[Any], problem: str) -> dict[str, str] | None:
        """Asks several things in a form."""
        form: Any = AnswerForm(self._context, title, questions, problem)
        found: dict[str, str] | None = form.answers(self._document.CurrentController.Frame.ContainerWindow)
        return found

    def ask_folder(self, question: str) -> str | None:
        """The folder that the user picks."""
        picker = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.ui.dialogs.FolderPicker", self._context
        )
        picker.setDescription(question)
        return uno.fileUrlToSystemPath(picker.Directory) if picker.execute() == _OK else None

    def ask_file(self, question: str, kinds: Sequence[str]) -> str | None:
        """The file that the user picks."""
        found = self._picked(self._open_dialog(question, kinds))
        return found[0] if found else None

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[str]:
        """The files that the user picks, several at once."""
        picker = self._open_dialog(question, kinds)
        picker.setMultiSelectionMode(True)
        return self._picked(picker)

    def ask_target(self, question: str, name: str, filters: Sequence[tuple[str, str]]) -> str | None:
        """The name that the user gives a new file. ``filters`` are kinds in words, each with its ending.

        One without an ending gets that of the kind that the user chose.
        """
        picker = self._dialog(question, _SAVE, [(label, f"*.{kind}") for label, kind in filters])
        picker.setDefaultName(name)
        found = self._picked(picker)
        if not found:
            return None
        chosen = dict(filters).get(picker.getCurrentFilter(), filters[0][1])
        return found[0] if PurePath(found[0]).suffix else f"{found[0]}.{chosen}"

    def open_book(self, path: str) -> None:
        """Shows another workbook."""
        desktop = self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
        desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, ())

    def _open_dialog(self, question: str, kinds: Sequence[str]) -> Any:
        patterns = ";".join(f"*.{kind}" for kind in kinds)
        return self._dialog(question, _OPEN, [(f"Files ({patterns})", patterns)])

    def _dialog(self, question: str, mode: int, filters: Sequence[tuple[str, str]]) -> Any:
        picker = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.ui.dialogs.FilePicker", self._context
        )
        picker.initialize((mode,))
        picker.setTitle(question)
        for label, patterns in filters:
            picker.appendFilter(label, patterns)
        picker.setCurrentFilter(filters[0][0])
        return picker

    def _picked(self, picker: Any) -> list[str]:
        return [uno.fileUrlToSystemPath(url) for url in picker.getSelectedFiles()] if picker.execute() == _OK else []

    def progress(self, words: str) -> bool:
        """Shows the words in the status bar; says whether the user wants to stop."""
        controller = self._document.CurrentController
        if controller:
            controller.StatusIndicator.start(words, 1)
        return bool(self._user.look())

    def finished(self) -> None:
        """Takes the words of `progress` away."""
        controller = self._document.CurrentController
        if controller:
            controller.StatusIndicator.end()

    def _named_cells(self) -> Iterator[tuple[str, Any]]:
        for name in self._document.NamedRanges.ElementNames:
            if name.startswith("ILR_"):
                cells = self._document.NamedRanges.getByName(name).getReferredCells()
                if cells is not None:
                    yield name, cells.getCellByPosition(0, 0)
