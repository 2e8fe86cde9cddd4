"""A table as a file that people take along: an XLSX workbook, or CSV. Numbers stay numbers, dates dates.

Whatever stands in a text cell stays text: XLSX cells are written as strings, never as formulas or links, and in
CSV, which has no types, every text is quoted, and one that a spreadsheet would run, or take for a number, a day or a
time, is led by an apostrophe (docs/decisions/0019-codes-in-csv.md). No number gets decimals that it does not have.
"""

from data.sheets.book import MOST_ROWS, workbook
from data.sheets.comma import csv_file, inert
from data.sheets.table import KINDS, Chart, Column, Sheet

__all__ = ["KINDS", "MOST_ROWS", "Chart", "Column", "Sheet", "csv_file", "inert", "workbook"]
