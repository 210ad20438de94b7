"""Reading and changing workbook files part by part, so that everything not changed stays as it was."""

from addin.ooxml.book_contents import DefinedName, Relationship, Sheet, Table
from addin.ooxml.cell_locks import open_cells
from addin.ooxml.errors import PackageError
from addin.ooxml.in_use import is_open_elsewhere, is_read_only
from addin.ooxml.notes import read_notes, set_notes
from addin.ooxml.package import Package
from addin.ooxml.reading import SheetData, Value, read_names, read_workbook
from addin.ooxml.references import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    cell_name,
    column_letters,
    column_number,
    parse_area,
    parse_cell,
)
from addin.ooxml.sheet import SheetEditor, Skipped
from addin.ooxml.styles import style_with_format
from addin.ooxml.values import CellValue, Formula, Scalar, Styled, check_length

__all__ = [
    "MAX_COLUMN",
    "MAX_ROW",
    "Area",
    "CellValue",
    "DefinedName",
    "Formula",
    "Package",
    "PackageError",
    "Relationship",
    "Scalar",
    "Sheet",
    "SheetData",
    "SheetEditor",
    "Skipped",
    "Styled",
    "Table",
    "Value",
    "cell_name",
    "check_length",
    "column_letters",
    "column_number",
    "is_open_elsewhere",
    "is_read_only",
    "open_cells",
    "parse_area",
    "parse_cell",
    "read_names",
    "read_notes",
    "read_workbook",
    "set_notes",
    "style_with_format",
]
