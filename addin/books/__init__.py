"""A workbook as every command sees it: its return, read from the place where the workbook lies."""
