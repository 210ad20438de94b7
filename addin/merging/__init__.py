"""Two copies of a workbook, both changed, put together again: three-way, row by row and field by field."""
