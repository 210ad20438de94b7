"""Prior learning worked out for cases typed as options, listed in a CSV file, or on the sheet ``RPL`` of a workbook."""
