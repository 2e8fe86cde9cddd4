"""Files into sheets of cells: any spreadsheet, text or web page, within limits, told apart by what they hold."""

from data.intake.reading.files import read_file
from data.intake.reading.progress import Progress, tell, telling
from data.intake.reading.spreadsheets import parts_of_sheets
from data.intake.reading.workbook import (
    ErrorCell,
    Formulas,
    Numbers,
    Range,
    Refused,
    Sheet,
    Workbook,
    letters,
    position,
)

__all__ = [
    "ErrorCell",
    "Formulas",
    "Numbers",
    "Progress",
    "Range",
    "Refused",
    "Sheet",
    "Workbook",
    "letters",
    "parts_of_sheets",
    "position",
    "read_file",
    "tell",
    "telling",
]
