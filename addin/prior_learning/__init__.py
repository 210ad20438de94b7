"""Prior learning worked out for cases typed as options or listed in a CSV file, and on the sheet ``RPL`` of a workbook."""
