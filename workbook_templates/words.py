"""What a column tells its user: the note on its header and the message beside a chosen cell."""

from __future__ import annotations

from ilr_core.catalogue import Catalogue, CodeList, Field
from workbook_templates.codes import LONGEST_READABLE, deciding_field
from workbook_templates.formats import DATE, TEXT, code_list, fixed_values, number_format
from workbook_templates.layout import MARKS, PARENT_ID, ROW_ID, Column, SheetLayout, WorkbookLayout

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # Excel's limits for an input message
_OURS = {
    "Status": "Result of the last check of this row: ✖ errors, ▲ warnings, ✔ nothing found. The check writes it.",
    ROW_ID: "Tells rows apart when they are moved or sorted. Leave it as it is.",
    PARENT_ID: "The row this one belongs to. Leave it as it is.",
    MARKS: "Names of the row's columns that the last check marked. Leave it as it is.",
}


def title(sheet: SheetLayout, column: Column, year: Catalogue) -> str:
    """A few words for the column: the label, and for a slot what it stands for (``SOF``: Source of funding)."""
    if column.kind != "slot":
        return column.label
    named = (
        year.lists[field.list].label(value)
        for name, value in reversed(fixed_values(sheet, column))
        if (field := _slot_field(sheet, column, name, year)).list in year.lists
    )
    boxes = [value for _, value in fixed_values(sheet, column)]
    return next((label for label in named if label), ", box ".join([column.label, *boxes]))


def about(sheet: SheetLayout, column: Column, book: WorkbookLayout) -> str:
    """One or two sentences on what to type."""
    if column.definition is None:
        return _OURS[column.header]
    if column.kind == "key":
        parent = book.sheet_of[column.definition.entity].name
        return f"Says which row of {parent} this row belongs to: the same {column.header} as there."
    if column.kind == "slot":
        return _about_slot(sheet, column, book)
    return column.definition.about


def form(sheet: SheetLayout, column: Column, year: Catalogue) -> str:
    """Type and length in words."""
    field = column.definition
    if field is None:
        return ""
    if deciding_field(field.list) and column.kind != "slot":
        return f"Choose {deciding_field(field.list)} first: the list follows it. The bare code will do."
    codes = code_list(sheet, column, year)
    if codes and codes.codes:
        return _form_of_code(codes, always=field.required and column.kind == "field")
    return _form_of_value(field)


def need(sheet: SheetLayout, column: Column) -> str:
    """Whether the column must be filled."""
    if column.definition is None:
        return ""
    if column.kind == "slot":
        partners = next(s.columns for s in sheet.slots if column.header in dict(s.columns))
        others = [header for header, _ in partners if header != column.header]
        return f"Optional, together with {others[0]}." if others else "Optional."
    if column.kind == "key" or column.definition.required:
        return "Required in every row."
    return "Optional; the check says where it must be filled."


def header_note(sheet: SheetLayout, column: Column, book: WorkbookLayout) -> str:
    """The note on the header: a title line, then what to type, its form, and whether it is required."""
    parts = (
        title(sheet, column, book.year),
        about(sheet, column, book),
        form(sheet, column, book.year),
        need(sheet, column),
    )
    return "\n".join(part for part in parts if part)


def input_message(sheet: SheetLayout, column: Column, book: WorkbookLayout) -> tuple[str, str]:
    """Title and text of the message shown beside a chosen cell, within Excel's limits."""
    text = " ".join(part for part in (about(sheet, column, book), form(sheet, column, book.year)) if part)
    heading = title(sheet, column, book.year)
    if len(heading) > LONGEST_TITLE:
        text = f"{heading}. {text}"
        heading = column.header
    return heading, _cut(text, LONGEST_MESSAGE)


def _about_slot(sheet: SheetLayout, column: Column, book: WorkbookLayout) -> str:
    fixed = fixed_values(sheet, column)
    assert column.definition is not None
    others = book.sheet_of[column.definition.entity].name
    codes = code_list(sheet, column, book.year)
    meaning = f"{codes.about}." if codes and fixed else column.definition.about
    same = f" Stands for {' with '.join(f'{name} {value}' for name, value in fixed)}:" if fixed else ""
    return f"{meaning}{same} {'a' if same else 'A'} second one goes to the sheet {others}."


def _slot_field(sheet: SheetLayout, column: Column, name: str, year: Catalogue) -> Field:
    entity = next(slot.entity for slot in sheet.slots if column.header in dict(slot.columns))
    return year.fields[entity][name]


def _form_of_code(codes: CodeList, *, always: bool) -> str:
    if len(codes.codes) == 1:
        only = next(iter(codes.codes))
        return f"Always {only}." if always else f"{only}, or blank."
    if len(codes.codes) <= LONGEST_READABLE:
        return "Choose from the list or type the bare code."
    return "Type the code, or look it up in the list."


def _form_of_value(field: Field) -> str:
    kind = number_format(field)
    if kind == DATE:
        return "Date: dd/mm/yyyy."
    if field.type == "string":
        return f"Text, at most {field.longest} characters." if field.longest else "Text."
    if kind == TEXT:
        return f"Digits only, {'exactly' if field.low is not None else 'at most'} {field.longest}."
    kinds = "Number with one decimal" if field.type == "decimal" else "Whole number"
    return f"{kinds}, {field.low:,} to {field.high:,}."


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
