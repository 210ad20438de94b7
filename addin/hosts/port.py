"""What a command needs of the place where the workbook lies; every host answers the same calls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from addin.hosts.dialog_kinds import BOOKS
from addin.hosts.questions import Asked
from addin.hosts.sheet_lock import SheetLock
from addin.ooxml import CellValue, SheetData, Value


class Host(Protocol):
    """A workbook that a command can read, fill, mark and talk about. Rows and columns count from 1."""

    @property
    def title(self) -> str:
        """The workbook's name as its user knows it."""
        ...

    def read_sheets(self) -> list[SheetData]:
        """Every sheet with its values, hidden and filtered rows included."""
        ...

    def read_names(self) -> dict[str, Value]:
        """The values of the workbook's ``ILR_`` names; a name of a blank cell is None."""
        ...

    def find_names(self) -> dict[str, tuple[str, int, int]]:
        """Sheet, row and column of the cells that ``ILR_`` names point to; a name that points to none is left out."""
        ...

    def write_cells(self, sheet: str, values: Mapping[tuple[int, int], CellValue]) -> list[tuple[int, int]]:
        """Writes single cells in one go; their formats stay. Gives the cells that could not be written."""
        ...

    def write_names(self, values: Mapping[str, CellValue]) -> None:
        """Writes the cells of ``ILR_`` names; a name the workbook does not have is passed over."""
        ...

    def fill_rows(
        self, sheet: str, first_row: int, rows: Iterable[Sequence[CellValue]], heights: Sequence[float | None] = ()
    ) -> None:
        """Replaces all rows from ``first_row`` down; ``heights`` in points, row by row, None for the usual one."""
        ...

    def reach(self, sheet: str, last_row: int) -> None:
        """Stretches the table of a sheet, its dropdowns and its marks so that they reach a row."""
        ...

    def set_notes(self, sheet: str, notes: Iterable[tuple[int, int, str]], rows: Collection[int] | None = None) -> None:
        """Replaces the notes this tool wrote earlier on a sheet, or in these rows of it; other people's notes stay."""
        ...

    def lock_sheet(self, sheet: str, lock: SheetLock | None) -> bool:
        """Locks cells of a sheet for its users, without a password; None unlocks it. Commands still write.

        False, and nothing done, if its user has protected the sheet: with a password, or before any level was set.
        """
        ...

    def refusal(self) -> str:
        """Why data in the workbook cannot be changed now, with the next step; empty if it can."""
        ...

    def selected(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the selected cell; None where nothing can be selected."""
        ...

    def selected_rows(self) -> tuple[str, tuple[int, ...]] | None:
        """A sheet and every row of it that the selection touches, hidden ones too, in their order.

        Rows below those in use are left out, but one always stays. None where no cells are selected.
        """
        ...

    def select(self, sheet: str, row: int, column: int) -> None:
        """Shows a cell to the user and selects it."""
        ...

    def save(self) -> Path | None:
        """Makes the changes last. Returns where they are, None if the program that shows the book saves it itself."""
        ...

    def is_saved(self) -> bool:
        """Whether the workbook's file holds what is read here; False where that cannot be told."""
        ...

    def ask_yes(self, question: str, lines: Sequence[str] = ()) -> bool:
        """Shows lines, such as the cells that will change, and asks whether to go on."""
        ...

    def ask_answers(self, title: str, questions: Sequence[Asked], problem: str = "") -> dict[str, str] | None:
        """Asks several things at once; answers as typed, by the questions' names. None if they would rather not.

        ``problem`` is what is wrong with all that was answered before; it is shown above the questions.
        """
        ...

    def ask_folder(self, question: str) -> Path | None:
        """A folder chosen by the user; None if they would rather not."""
        ...

    def ask_file(self, question: str, kinds: Sequence[str]) -> Path | None:
        """A file of one of these kinds (``xml``) chosen by the user; None if they would rather not."""
        ...

    def ask_files(self, question: str, kinds: Sequence[str]) -> list[Path]:
        """Files of these kinds chosen by the user, several at once; none if they would rather not."""
        ...

    def ask_target(self, question: str, stem: str, kinds: Sequence[str] = BOOKS) -> Path | None:
        """Where the user wants a new file, offered under this name; None if they would rather not.

        It ends in one of the kinds that the caller can write (``xlsx``), the one it likes best first.
        """
        ...

    def open_book(self, path: Path) -> None:
        """Shows another workbook to the user."""
        ...

    def progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Says how far a longer job is. Raises Stopped if the user has asked for that and nothing is written yet."""
        ...

    def finished(self) -> None:
        """Takes away what `progress` showed; the command is done, whatever became of it."""
        ...

    def tell(self, sentence: str) -> None:
        """Tells the user one thing."""
        ...
