"""A table as a file that people take along: an XLSX workbook, or CSV. Numbers stay numbers, dates dates.

Whatever stands in a text cell stays text: XLSX cells are written as strings, never as formulas or links, and in
CSV, which has no types, every text is quoted, and one that a spreadsheet would run, or take for a number, a day or a
time, is led by an apostrophe (docs/decisions/0019-codes-in-csv.md). No number gets decimals that it does not have.
"""

from data.sheets.book import MOST_ROWS, explain, workbook
from data.sheets.comma import csv_file, inert
from data.sheets.formats import Formats
from data.sheets.layout import as_paper, lay_line
from data.sheets.table import KINDS, Chart, Column, Sheet, as_of, mark, printable

__all__ = [
    "KINDS",
    "MOST_ROWS",
    "Chart",
    "Column",
    "Formats",
    "Sheet",
    "as_of",
    "as_paper",
    "csv_file",
    "explain",
    "inert",
    "lay_line",
    "mark",
    "printable",
    "workbook",
]
