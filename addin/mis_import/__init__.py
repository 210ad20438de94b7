"""Exports of other systems (CSV, spreadsheets) as records: columns matched, rows read, compared with a workbook."""
