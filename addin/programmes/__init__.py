"""Programmes of a workbook: adding learners from them, learners that differ, and programmes that travel."""
