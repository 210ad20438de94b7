"""Open workbooks and their names, as xlwings' engines give them."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.excel.engine.cells import Range
from tests.excel.engine.sheets import Sheet, Sheets

if TYPE_CHECKING:
    from tests.excel.engine.application import App


class Books:
    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, name: str) -> Any:
        if name not in self.app.names_in_use:
            raise KeyError(name)
        return SimpleNamespace(fullname=str(self.app.names_in_use[name]))

    def open(self, path: Any, *rest: Any, **options: Any) -> Book:
        self.app.opened.append(Path(path))
        return Book(self.app, Path(path))


class Book:
    def __init__(self, app: App, path: Path) -> None:
        self.app = app
        self.path = path
        self.is_saved = False
        self._opened = BytesIO(path.read_bytes())
        self.book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")

    @cached_property
    def stored(self) -> Any:
        """The values of formulas as the file holds them; few tests ask for one."""
        return openpyxl.load_workbook(self._opened, data_only=True)

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def api(self) -> Any:
        """What Excel itself says of it; ``is_saved`` is for tests to set."""
        return SimpleNamespace(Saved=self.is_saved)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        """Nothing: there is only one."""

    def save(self, path: Any = None, password: Any = None) -> None:
        self.book.save(path or self.path)


class Names:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.all = list(book.book.defined_names)

    def snapshot(self) -> list[Any]:
        return [(name, Name(self.book, name)) for name in self.all]

    def __call__(self, which: Any) -> Name:
        return Name(self.book, self.all[which - 1] if isinstance(which, int) else which)

    def contains(self, name: Any) -> bool:
        return name in self.all

    def __len__(self) -> int:
        return len(self.all)


class Name:
    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        return f"={self.book.book.defined_names[self._name].attr_text}"

    @property
    def refers_to_range(self) -> Range:
        ((sheet, area),) = self.book.book.defined_names[self._name].destinations
        return Sheet(self.book, self.book.book[sheet.replace("''", "'")]).range(area)
