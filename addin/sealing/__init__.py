"""Seals of learners in a workbook: made with a key, kept on the sheet ``Seals``, judged; and the levels of a workbook."""
