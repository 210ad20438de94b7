"""What went wrong, in one sentence that anybody can read."""

from __future__ import annotations

from pathlib import Path


def defect_sentence(error: Exception) -> str:
    """That this tool failed, without anything of what it worked on."""
    return (
        f"This tool failed ({type(error).__name__}); nothing was changed. Please report the command you gave. "
        "Set ILR_DEBUG=1 to see the details."
    )


def file_sentence(error: OSError) -> str:
    """What went wrong with a file, in one sentence with the next step."""
    name = error.filename or "A file"
    folder = Path(error.filename or "").parent
    if isinstance(error, FileNotFoundError):
        if not folder.is_dir():
            return f"The folder {folder} is not there. Make it, or name another."
        return f"{name} is not there. Check the name and the folder."
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder where a file is needed. Name a file."
    if isinstance(error, NotADirectoryError):
        return f"{name} needs a folder, but a part of it is a file. Name a folder."
    if isinstance(error, PermissionError) and _is_draft(error):
        where = "This folder" if folder == Path() else f"The folder {folder}"
        return f"{where} may not be written to. Choose another folder."
    if isinstance(error, PermissionError):
        return f"{name} may not be read or written. Close it in other programs, or choose another folder."
    if isinstance(error, FileExistsError):
        return f"{name} is a file that is there already. Choose another name."
    return f"{name} could not be used ({error.strerror or type(error).__name__}). Check the disk and try again."


def _is_draft(error: OSError) -> bool:
    """Whether its name is ours and nobody knows it: files are made beside their place and moved there when whole."""
    return Path(error.filename or "").name.startswith(".ilr-")
