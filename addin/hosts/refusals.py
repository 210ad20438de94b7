"""What every host says of cells that take no value."""

from __future__ import annotations

from ilr_core.errors import InputError

NOT_WRITABLE = "inside merged cells or an array formula, or locked on a protected sheet"
NEXT_STEP = "Unmerge the cells, move the formula or unprotect the sheet, then try again."


def protected(sheet: str) -> InputError:
    """That a sheet whose rows are to be replaced is protected."""
    return InputError(
        f"The sheet {sheet} is protected, so its rows were left as they are. Unprotect it (Review, Unprotect Sheet), "
        "then try again."
    )
