"""The tables as a workbook for a spreadsheet program, and back."""
