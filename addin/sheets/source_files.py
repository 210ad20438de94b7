"""The source files of an imported return, kept on a hidden sheet: they are part of what must come back on export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addin.ooxml import CellValue, SheetData
from addin.sheets.cells import cell_reader
from addin.sheets.columns import plain_header
from addin.sheets.rows import read_into
from addin.sheets.writing import cell_value
from ilr_core.catalogue import Catalogue
from ilr_core.model import SourceFile, SourceFiles, complete
from workbook_templates.layout import SOURCE_FILES


def source_file_rows(files: Iterable[SourceFiles], year: Catalogue) -> list[list[CellValue]]:
    """The rows of the hidden sheet, one for each source file, columns in schema order, without the header row."""
    fields = year.fields["SourceFile"].values()
    return [
        [cell_value(one.value(f.name), (one.texts or {}).get(f.name), f, "", year) for f in fields]
        for several in files
        for one in several.SourceFile
    ]


def read_source_files(sheets: Sequence[SheetData], year: Catalogue) -> list[SourceFiles]:
    """The SourceFiles record that the hidden sheet holds, in a list; an empty list if it holds none."""
    sheet = next((sheet for sheet in sheets if sheet.name.casefold() == SOURCE_FILES.casefold()), None)
    if sheet is None or not sheet.rows:
        return []
    own = {plain_header(name): name for name in year.fields["SourceFile"]}
    names = [own.get(plain_header(heading)) for heading in sheet.rows[0]]
    files = SourceFiles(place=(sheet.name, 1))
    for number, row in enumerate(sheet.rows[1:], 2):
        one = SourceFile(files, len(files.SourceFile), (sheet.name, number))
        is_filled = False
        for name, value in zip(names, row, strict=False):
            reading = cell_reader(year, year.fields["SourceFile"][name], "")(value) if name else None
            if name and reading is not None:
                read_into(one, name, reading)
                is_filled = True
        if is_filled:
            files.SourceFile.append(one)
    if not files.SourceFile:
        return []
    complete(files, year)
    return [files]
