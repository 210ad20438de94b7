"""The engine and the program that it plays, as xlwings' engines give them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.excel.engine.books import Books


class Engine:
    name = "openpyxl"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: list[list[Any]], datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def cleaned(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, date):
                return value if isinstance(value, datetime) else datetime.combine(value, time())
            if isinstance(value, int | float) and not isinstance(value, bool):
                return float(value)
            if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "#N/A")):
                return value if err_to_str else None
            return value

        return [[cleaned(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return value


class Apps:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.all: list[App] = []

    def add(self, **options: Any) -> App:
        self.all.append(App(self))
        return self.all[-1]

    def keys(self) -> list[int]:
        return [app.pid for app in self.all]

    def __iter__(self) -> Iterator[App]:
        return reversed(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.all if app.pid == pid)


class App:
    def __init__(self, apps: Apps) -> None:
        self.apps = apps
        self.pid = -1 - len(apps.all)
        self.status_bar: Any = None
        self.display_alerts = True
        self.selection: Any = None
        self.api = SimpleNamespace(
            UserName="Admin",
            FileDialog=self._file_dialog,
            GetOpenFilename=self._open_dialog,
            GetSaveAsFilename=self._save_dialog,
            InputBox=self._input_box,
        )
        self.answers: list[str | bool | tuple[str, ...]] = []
        self.offered: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.clicked = "ok"
        self.opened: list[Path] = []
        self.names_in_use: dict[str, Path] = {}
        self.folder: Path | None = None
        self.books = Books(self)

    engine = property(lambda self: self.apps.engine)

    def activate(self, steal_focus: Any = None) -> None:
        """Nothing: there is only one."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        self.asked.append(prompt)
        return self.clicked

    def _input_box(self, prompt: str, title: str, default: str, Type: int) -> str | bool:
        assert Type == 2
        assert len(prompt) <= 255
        self.asked.append(prompt)
        answer = self.answers.pop(0)
        return default if answer is True else answer

    def _open_dialog(
        self, kinds: str, number: int, title: str, button: str = "", several: bool = False
    ) -> str | bool | tuple[str, ...]:
        """As Excel answers: False, or a name, or where several may be chosen an array even of one."""
        answer = self.answers.pop(0)
        assert several or not isinstance(answer, tuple)
        return (answer,) if several and isinstance(answer, str) else answer

    def _save_dialog(self, name: str, kinds: str, number: int, title: str) -> str | bool:
        """Labels and patterns come in turn, and the name offered fits the pattern that is chosen first."""
        labels, patterns = kinds.split(",")[::2], kinds.split(",")[1::2]
        assert Path(name).match(patterns[number - 1])
        self.offered = list(zip(labels, patterns, strict=True))
        return self.answers.pop(0)

    def _file_dialog(self, kind: int) -> Any:
        assert kind == 4
        chosen = SimpleNamespace(Item=lambda number: str(self.folder))
        return SimpleNamespace(Title="", SelectedItems=chosen, Show=lambda: -1 if self.folder else 0)
