"""The return workbook: which column is which field, and the builder of the empty template."""
