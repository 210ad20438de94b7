"""A workbook in each place that a host can reach, opened, looked at and saved in the same way."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from addin.hosts.excel_host import ExcelHost
from addin.hosts.excel_questions import NoForm
from addin.hosts.file_host import FileHost
from addin.hosts.port import Host
from addin.hosts.questions import Asked
from addin.hosts.remote_host import RemoteHost
from addin.ooxml import Package, SheetEditor, cell_name, read_notes
from tests.excel.engine import opened
from tests.vba_bridge.calc import Calc


class Bench(Protocol):
    """One place. ``said`` is what the user was told."""

    name: str
    is_seen: bool
    host: Host

    def open(self, path: Path) -> Host:
        """The host of a workbook file, which stays as it is: a copy is worked on."""
        ...

    def saved(self) -> Path:
        """The workbook as it is now, saved by the program that shows it."""
        ...

    def tables(self, sheet: str) -> list[str]:
        """The areas of the tables of a sheet."""
        ...

    def settle(self) -> None:
        """Lets reading see what was written, where that takes a saving."""
        ...

    def notes(self, sheet: str) -> dict[str, str]:
        """The notes of a sheet by cell."""
        ...

    def sort(self, sheet: str, column: int, first: str, last_row: int) -> None:
        """Sorts the rows from a cell of column A down to a row by a column, in descending order."""
        ...

    def will_answer(self, *forms: Mapping[str, str] | None) -> None:
        """What the user types into the next forms, by label; what is not named stays as it is. None: they cancel."""
        ...

    def will_choose(self, files: Sequence[Path]) -> None:
        """The files of one folder that the user picks next; none: they cancel."""
        ...

    def will_save(self, name: Path, kinds: Sequence[str], kind: str) -> None:
        """What the user types next for a file to save, and which of the kinds they choose."""
        ...

    def shown(self) -> list[str]:
        """All that was shown in forms and boxes so far."""
        ...

    def said(self) -> list[str]: ...


class FileBench:
    name = "file"
    is_seen = False

    def __init__(self, folder: Path):
        self.folder = folder
        self._said: list[str] = []
        self._forms: list[Mapping[str, str] | None] = []

    def open(self, path: Path) -> Host:
        self.host = FileHost(Path(shutil.copy(path, self.folder)), say=self._said.append, answers=self._answer)
        return self.host

    def will_answer(self, *forms: Mapping[str, str] | None) -> None:
        self._forms = list(forms)

    def will_choose(self, files: Sequence[Path]) -> None:
        """Nothing: nobody is there to ask."""

    def will_save(self, name: Path, kinds: Sequence[str], kind: str) -> None:
        """Nothing, for the same reason."""

    def shown(self) -> list[str]:
        return self._said

    def _answer(self, title: str, questions: Sequence[Asked]) -> dict[str, str] | None:
        self._said += [title, *(words for asked in questions for words in words_of(asked))]
        typed = self._forms.pop(0)
        return None if typed is None else {asked.name: typed.get(asked.label, asked.default) for asked in questions}

    def saved(self) -> Path:
        return self.host.save()

    def tables(self, sheet: str) -> list[str]:
        return tables_of(self.saved(), sheet)

    def settle(self) -> None:
        self.host.save()

    def notes(self, sheet: str) -> dict[str, str]:
        editor = SheetEditor(Package.open(self.host.path), sheet)
        return {cell_name(row, column): text for row, column, text, _ in read_notes(editor)}

    def sort(self, sheet: str, column: int, first: str, last_row: int) -> None:
        path = self.saved()
        book = openpyxl.load_workbook(path)
        sort_rows(book[sheet], column, book[sheet][first].row, last_row)
        book.save(path)
        self.host = FileHost(path, say=self._said.append)

    def said(self) -> list[str]:
        return self._said


class ExcelBench:
    name = "excel"
    is_seen = True

    def __init__(self, folder: Path):
        self.folder = folder

    def open(self, path: Path) -> Host:
        self.book = opened(Path(shutil.copy(path, self.folder)))
        self.host = ExcelHost(self.book, form=self._form)
        return self.host

    def will_answer(self, *forms: Mapping[str, str] | None) -> None:
        self._forms = list(forms)

    def will_choose(self, files: Sequence[Path]) -> None:
        self.book.app.impl.answers = [tuple(map(str, files)) or False]

    def will_save(self, name: Path, kinds: Sequence[str], kind: str) -> None:
        """Excel puts the ending of the kind behind a name that has none."""
        self.book.app.impl.answers = [str(name) if name.suffix else f"{name}.{kind}"]

    def shown(self) -> list[str]:
        return self.book.app.impl.asked

    def _form(self, title: str, questions: Sequence[Asked], problem: str, owner: int) -> None:
        """As where there is no tkinter: Excel's own boxes ask instead."""
        self._answer_next(questions)
        raise NoForm(title)

    def _answer_next(self, questions: Sequence[Asked]) -> None:
        answers = self.book.app.impl.answers
        for typed in self._forms:
            if typed is None:
                answers.append(False)
                return
            answers += [typed.get(asked.label, True) for asked in questions]

    def saved(self) -> Path:
        self.book.save()
        return Path(self.book.impl.path)

    def settle(self) -> None:
        """Nothing: what is shown is read."""

    def notes(self, sheet: str) -> dict[str, str]:
        page = self.book.impl.book[sheet]
        return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}

    def sort(self, sheet: str, column: int, first: str, last_row: int) -> None:
        page = self.book.impl.book[sheet]
        sort_rows(page, column, page[first].row, last_row)

    def tables(self, sheet: str) -> list[str]:
        return [table.range.address.replace("$", "") for table in self.book.sheets[sheet].tables]

    def said(self) -> list[str]:
        return self.host.told


class CalcBench:
    name = "calc"
    is_seen = True

    def __init__(self, folder: Path, office: Calc):
        self.folder = folder
        self.office = office
        self._is_open = False

    def open(self, path: Path) -> Host:
        self.close()
        self.office.open(shutil.copy(path, self.folder))
        self._is_open = True
        self.host = RemoteHost(self._ask)
        return self.host

    def saved(self) -> Path:
        path = self.folder / "saved.xlsx"
        self.office.save_as(str(path))
        return path

    def tables(self, sheet: str) -> list[str]:
        return [str(area) for area in self.office.tables(sheet)]

    def settle(self) -> None:
        """Nothing: what is shown is read."""

    def notes(self, sheet: str) -> dict[str, str]:
        return {cell_name(row, column): text for row, column, text in self.office.placed_notes(sheet)}

    def sort(self, sheet: str, column: int, first: str, last_row: int) -> None:
        self.office.sort(sheet, column, first, last_row)

    def will_answer(self, *forms: Mapping[str, str] | None) -> None:
        self.office.will_answer(*("ok" if form is not None else "cancel" for form in forms))
        self.office.will_type(*(form or {} for form in forms))

    def will_choose(self, files: Sequence[Path]) -> None:
        folders = [f"{folder}/" for folder in {file.parent for file in files}]
        self.office.will_pick(*((folder, [file.name for file in files]) for folder in folders))

    def will_save(self, name: Path, kinds: Sequence[str], kind: str) -> None:
        offered = [one for one in kinds if one != "xlsm"]
        self.office.will_pick((str(name), offered.index(kind)))

    def shown(self) -> list[str]:
        return [words for box in self.office.heard() for words in box]

    def said(self) -> list[str]:
        return self.host.told

    def close(self) -> None:
        if self._is_open:
            self.office.close()
            self._is_open = False

    def _ask(self, method: str, arguments: Sequence[object]) -> Any:
        """As the pipe asks inside LibreOffice, but across its own bridge."""
        return self.office.ask_document(method, list(arguments))


def words_of(asked: Asked) -> list[str]:
    return [words for words in (asked.label, asked.about, asked.problem, *asked.choices) if words]


def tables_of(path: Path, sheet: str) -> list[str]:
    return [str(table.area) for table in Package.open(path).tables(sheet)]


def sort_rows(page: Worksheet, column: int, first: int, last: int) -> None:
    """Sorts as a spreadsheet program does: contents move, formats of cells too."""
    width = page.max_column
    rows = [[(cell.value, cell.data_type, cell._style) for cell in row[:width]] for row in page[first:last]]
    rows.sort(key=lambda row: str(row[column - 1][0] or ""), reverse=True)
    for number, row in enumerate(rows, first):
        for place, (value, kind, style) in enumerate(row, 1):
            cell = page.cell(number, place)
            cell.value, cell._style = value, style
            cell.data_type = kind
