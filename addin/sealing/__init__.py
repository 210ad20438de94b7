"""Seals of learners in a workbook: made with a key, kept on a sheet, judged; and the levels of a workbook."""
