"""Exports of other systems (CSV, spreadsheets) made into records of the return: columns matched, rows read, compared."""
