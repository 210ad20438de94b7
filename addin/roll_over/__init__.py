"""A year's return, from a file or a workbook, rolled over into a workbook of the next year."""
