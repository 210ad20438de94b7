"""Excel's own dialogs for files and folders; ``api`` is Excel itself, as COM knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from addin.hosts.dialog_kinds import kind_in_words, pattern, with_ending

_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1


def pick_folder(api: Any, question: str) -> Path | None:
    """The folder that the user picks."""
    dialog = api.FileDialog(_FOLDER_PICKER)
    dialog.Title = question
    return Path(str(dialog.SelectedItems.Item(1))) if dialog.Show() == _CHOSEN else None


def pick_file(api: Any, question: str, kinds: Sequence[str]) -> Path | None:
    """The file that the user picks."""
    found = api.GetOpenFilename(_filter_of(kinds), 1, question)
    return Path(found) if isinstance(found, str) else None


def pick_files(api: Any, question: str, kinds: Sequence[str]) -> list[Path]:
    """The files that the user picks, several with Ctrl."""
    found = api.GetOpenFilename(_filter_of(kinds), 1, question, "", True)
    # Excel answers with False, or with an array even for one file.
    return [Path(name) for name in found] if isinstance(found, tuple | list) else []


def pick_target(api: Any, question: str, stem: str, kinds: Sequence[str]) -> Path | None:
    """The name that the user gives a file; the dialog lists the kinds."""
    filters = ",".join(f"{kind_in_words(kind)},{pattern(kind)}" for kind in kinds)
    found = api.GetSaveAsFilename(f"{stem}.{kinds[0]}", filters, 1, question)
    return with_ending(Path(found), kinds) if isinstance(found, str) else None


def _filter_of(kinds: Sequence[str]) -> str:
    patterns = ";".join(map(pattern, kinds))
    return f"Files ({patterns}),{patterns}"
