"""A closed workbook file as a host: read with calamine, changed part by part, saved in one move."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from addin.hosts.dialog_kinds import BOOKS
from addin.hosts.excel_cells import constant
from addin.hosts.own_notes import AUTHOR, is_own_note, own_note
from addin.hosts.questions import Asked, answered
from addin.hosts.refusals import protected
from addin.hosts.sheet_lock import LEVEL_NAME, SheetLock
from addin.ooxml import (
    CellValue,
    Package,
    PackageError,
    SheetData,
    SheetEditor,
    Value,
    is_open_elsewhere,
    is_read_only,
    open_cells,
    parse_cell,
    protection,
    read_names,
    read_notes,
    read_workbook,
    set_notes,
)

LOOKED_AT = 50
CHECKED = " (checked)"
"""The end of the name of a marked copy."""
Say = Callable[[str], None]
Answer = Callable[[str, Sequence[str]], bool]
Answers = Callable[[str, Sequence[Asked]], dict[str, str] | None]


def _no(question: str, lines: Sequence[str]) -> bool:  # noqa: ARG001 - as every answer
    return False


def _none(title: str, questions: Sequence[Asked]) -> None:  # noqa: ARG001 - as all answers
    return None


class FileHost:
    """The workbook at ``path``. Raises PackageError, one sentence, if it is no workbook that can be worked on.

    ``export_folder`` answers the question where to export to, ``answer`` every question for a yes (without it the
    answer is no), ``answers`` what a form asks (without it, nothing is answered); ``say`` takes sentences for the user.
    """

    def __init__(
        self,
        path: Path,
        *,
        export_folder: Path | None = None,
        say: Say | None = None,
        answer: Answer = _no,
        answers: Answers = _none,
    ):
        self.path = self._last_saved = path
        self._export_folder = export_folder
        self._answer = answer
        self._answers = answers
        self._say = say or (lambda sentence: print(sentence, file=sys.stderr))
        self._stamp: tuple[int, int] | None = None
        self._editors: dict[str, SheetEditor] = {}

    @property
    def title(self) -> str:
        """The file's name."""
        return self.path.name

    @cached_property
    def _sheets(self) -> list[SheetData]:
        self._take_note()
        return read_workbook(self._last_saved)

    @cached_property
    def _package(self) -> Package:
        self._take_note()
        return Package.open(self.path)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {name: text for name, text in read_names(self._last_saved).items() if name.startswith("ILR_")}

    @cached_property
    def _is_levelled(self) -> bool:
        return bool(self.read_names().get(LEVEL_NAME))

    def read_sheets(self) -> list[SheetData]:
        """Every sheet as it was when the file was opened, or last saved by this host."""
        return self._sheets

    def all_names(self) -> set[str]:
        """Every name that is defined for the whole workbook."""
        return {one.name for one in self._package.defined_names if one.sheet is None}

    def change_parts(self, change: Callable[[Package], None]) -> None:
        """Changes what is no cell, such as which sheets there are; it lasts once the workbook is saved."""
        change(self._package)

    def read_names(self) -> dict[str, Value]:
        """The values of names such as ``ILR_Year``, from the cells they point to or the constants they hold."""
        sheets = {sheet.name: sheet for sheet in self._sheets}
        found = {}
        for name, text in self._names.items():
            sheet, cell = _target(text)
            if cell and sheet in sheets:
                found[name] = _value(sheets[sheet], *cell)
            elif (known := constant(text)) is not None:
                found[name] = known
        return found

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """The cells that names point to, on sheets that are there."""
        present = {sheet.name for sheet in self._sheets}
        targets = {name: _target(text) for name, text in self._names.items()}
        return {name: (sheet, *cell) for name, (sheet, cell) in targets.items() if cell and sheet in present}

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes cells; gives those that took no value."""
        return [(row, column) for row, column, _ in self._editor(sheet).set_cells(values)]

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells that names point to."""
        cells = self.find_names()
        for name, (sheet, row, column) in cells.items():
            if name in values:
                self.write_cells(sheet, {(row, column): values[name]})

    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces the rows of a sheet; a table that begins above them in column A grows or shrinks with them.

        Raises InputError for a protected sheet.
        """
        editor = self._editor(sheet)
        if editor.is_protected:
            raise protected(sheet)
        own = _styles_of_own_columns(editor, first_row)
        last = max(editor.fill_rows(first_row, rows, own, heights), first_row)
        for table in editor.tables():
            area = table.area
            if (area.first_row, area.first_column, table.totals_rows) == (first_row - 1, 1, 0):
                editor.resize_table(str(area._replace(last_row=last)), table.name)
                editor.show_all(table.name)
        editor.extend_ranges(last, first_row)

    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the only table of a sheet, and what goes with it, down to a row."""
        editor = self._editor(sheet)
        tables = [] if editor.is_protected else editor.tables()
        if len(tables) == 1 and tables[0].totals_rows == 0 and tables[0].area.last_row < last_row:
            editor.resize_table(str(tables[0].area._replace(last_row=last_row)))
            editor.extend_ranges(last_row)

    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]], rows: Collection[int] | None = None) -> None:
        """Replaces our notes on a sheet, or in these rows of it; not on a protected one."""
        editor = self._editor(sheet)
        if editor.is_protected:
            return
        ours = [] if rows is None else [note for note in read_notes(editor) if is_own_note(note[2], note[3])]
        kept = [note[:3] for note in ours if rows is not None and note[0] not in rows]
        wanted = [(row, column, own_note(text)) for row, column, text in notes]
        set_notes(editor, [*kept, *wanted], AUTHOR, is_own_note)

    def lock_sheet(self, sheet: str, lock: SheetLock | None) -> bool:
        """Locks a sheet in the file; False if its user has protected it."""
        editor = self._editor(sheet)
        if editor.is_protected:
            return False
        root = editor.skeleton()
        protection.unprotect(root)
        if lock is not None:
            protection.protect(root, strict=lock.strict)
        editor.replace_skeleton(root)
        if lock is not None:
            open_cells(editor, lock.open)
        return True

    def refusal(self) -> str:
        """That the file is open elsewhere, or may not be written to."""
        if self.path.exists() and (is_read_only(self.path) or not os.access(self.path, os.W_OK)):
            return f"{self.path} may not be written to: it is read-only. Work on a copy of it."
        if is_open_elsewhere(self.path):
            return f"{self.path} is open in another program. Close it there, then try again."
        return ""

    def selected(self) -> tuple[str, int, int] | None:
        """None: nobody sees a closed file."""
        return None

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        """None, for the same reason."""
        return None

    def select(self, sheet: str, row: int, column: int) -> None:
        """Nothing, for the same reason."""

    def save(self) -> Path:
        """Saves over the file; beside it, as ``BOOK (checked)``, if it is open elsewhere or read-only.

        Raises PackageError if somebody else has saved the file since it was read.
        """
        target = self.path
        if self._stamp and self._stamp != _stamp(target):
            raise PackageError(
                f"{target} was saved by somebody else meanwhile, so it was left as it is now. Try again."
            )
        if is_open_elsewhere(target):
            target = target.with_name(f"{target.stem}{CHECKED}{target.suffix}")
        try:
            self._package.save(target)
        except PermissionError as error:
            raise PackageError(
                f"{target} cannot be saved, for it or its folder may not be written to. "
                "Check a copy in another folder, or use --no-mark."
            ) from error
        self._last_saved = target
        self._stamp = _stamp(self.path)
        for read in ("_sheets", "_names", "_is_levelled"):
            self.__dict__.pop(read, None)
        return target

    def is_saved(self) -> bool:
        """True: what is read comes from the file, never from what was written and not saved."""
        return True

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """What the caller's ``answer`` says."""
        return self._answer(question, lines)

    def ask_answers(self, title: str, questions: Sequence[Asked], problem: str = "") -> dict[str, str] | None:
        """What the caller's ``answers`` say. Told what is wrong with them, the same ones once more are none."""

        def ask(asked: Sequence[Asked]) -> dict[str, str] | None:
            wrong = [
                words for words in (problem, *(f"{one.label}: {one.problem}" for one in asked if one.problem)) if words
            ]
            for sentence in wrong:
                self._say(sentence)
            found = self._answers(title, asked)
            before = {one.name: one.default for one in asked}
            return None if wrong and found is not None and found.items() <= before.items() else found

        return answered(questions, ask)

    def ask_folder(self, question: str) -> Path | None:  # noqa: ARG002 - the answer was given beforehand
        """The folder given when the host was made."""
        return self._export_folder

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:  # noqa: ARG002 - nobody is there to ask
        """None: the command line names its files itself."""
        return None

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[Path]:  # noqa: ARG002
        """None, for the same reason."""
        return []

    def ask_target(self, question: str, stem: str, kinds: Sequence[str] = BOOKS) -> Path | None:  # noqa: ARG002
        """None, for the same reason."""
        return None

    def open_book(self, path: Path) -> None:
        """Nothing: nobody sees it."""

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Nothing: a closed file has no place to show it; the command line shows its own."""

    def finished(self) -> None:
        """Nothing, for the same reason."""

    def tell(self, sentence: str) -> None:
        """Passes the sentence on."""
        self._say(sentence)

    def _take_note(self) -> None:
        """Remembers how the file looks before it is read first, so that nobody's saving is overwritten later."""
        if self._stamp is None:
            self._stamp = _stamp(self.path)

    def _editor(self, sheet: str) -> SheetEditor:
        if sheet not in self._editors:
            editor = self._editors[sheet] = SheetEditor(self._package, sheet)
            if editor.is_protected and not editor.has_password and self._is_levelled:
                # Nobody looks on while a closed file is written, so what a level has locked need not be unlocked.
                editor.is_protected = False
        return self._editors[sheet]


def _styles_of_own_columns(editor: SheetEditor, first_row: int) -> dict[int, int]:
    """Styles of cells in columns that have none themselves, such as a date in a column that the user added."""
    found: dict[int, int] = {}
    for row in range(first_row, min(editor.last_row, first_row + LOOKED_AT) + 1):
        for column, style in editor.row_styles(row).items():
            if style and not editor.column_style(column):
                found.setdefault(column, style)
    return found


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _target(text: str) -> tuple[str, tuple[int, int] | None]:
    """Sheet and first cell that a name points to; no cell for a name that points to none."""
    sheet, mark, cells = text.removeprefix("=").rpartition("!")
    try:
        place = parse_cell(cells.partition(":")[0].replace("$", "")) if mark else None
    except ValueError:
        return "", None
    return sheet.strip("'").replace("''", "'"), place


def _value(sheet: SheetData, row: int, column: int) -> Value:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    return cells[column - 1] if column <= len(cells) else None
