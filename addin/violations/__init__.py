"""The rule violation report of the DfE service: read, laid on the cells of the workbook, compared with our check."""
