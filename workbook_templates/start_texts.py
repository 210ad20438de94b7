"""The words of the Start sheet."""

from __future__ import annotations

from workbook_templates.marks import CLEAN_SYMBOL, ERROR_SYMBOL, WARNING_SYMBOL

SUBTITLE = "Fill in, check, mend, export, upload. Everything here stays on your own computer."
STEPS = (
    ("1  Fill", "Start from last month's file (ilr import FILE.xml --out BOOK) or type: Learners first, then Aims, then "
                "Employment and the sheets you need. Paste as values to keep the formats."),
    ("2  Codes", "Pick from the list in the cell, or type the bare code (10). Lists of kinds and codes follow each other: "
                 "choose the kind first."),
    ("3  Check", "Save and close the book, then run: ilr check BOOK. Bad cells light up, column A of each sheet sums up "
                 "the row, and the sheet Problems lists everything."),
    ("4  Mend", "Errors first: the return is refused while there is one. Warnings are often right as they are. "
                "Then check again until no error is left."),
    ("5  Export", "Run: ilr export BOOK --out DIR. Upload the file it writes before 18:00 on the closing day."),
)  # fmt: skip
ERROR_SAMPLE, WARNING_SAMPLE = "1061484016", "07700 900123"
SYMBOLS = (
    (f"{ERROR_SYMBOL} 2 ULN_04", "errors in this row: how many, and the first rule"),
    (f"{WARNING_SYMBOL} 1 TelNo_01", "only warnings in this row"),
    (CLEAN_SYMBOL, "checked, nothing found"),
)
STATUS_OF_RETURN = {
    "published": "",
    "computed": "worked out by us",
    "inferred": "our estimate: ask DfE",
}
