"""What went wrong, in one sentence that anybody can read."""

from __future__ import annotations


def defect_sentence(error: Exception) -> str:
    """That this tool failed, without anything of what it worked on."""
    return (
        f"This tool failed ({type(error).__name__}); nothing was changed. Please report the command you gave. "
        "Set ILR_DEBUG=1 to see the details."
    )


def file_sentence(error: OSError) -> str:
    """What went wrong with a file, in one sentence with the next step."""
    name = error.filename or "A file"
    if isinstance(error, FileNotFoundError):
        return f"{name} is not there. Check the name and the folder."
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder where a file is needed. Name a file."
    if isinstance(error, PermissionError):
        return f"{name} may not be read or written. Close it in other programs, or choose another folder."
    if isinstance(error, FileExistsError):
        return f"{name} is there already. Choose another name or delete it."
    return f"{name} could not be used ({error.strerror or type(error).__name__}). Check the disk and try again."
