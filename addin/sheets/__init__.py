"""Reading and writing the data sheets of a return workbook: cells to records and back, and marks."""
