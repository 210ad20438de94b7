"""The earnings of a return in a file or a workbook, and their reports."""
