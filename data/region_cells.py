"""What a cell of a sheet holds where a region should stand, as text.

Sheets turn codes into numbers (16.10 becomes 16.1) and even into dates. The first can be undone,
the second cannot.
"""

from __future__ import annotations

import math
import numbers
from datetime import date
from decimal import Decimal

from data.parsing import is_missing, shown
from data.region_table import UnknownRegion


def as_text(text: object, row: int | None = None) -> str:
    """A cell as the text of a name or code, without blanks around it; never empty.

    `text` may be a string, a number or nothing at all; `row` is the line of a file, for the error.
    Raises UnknownRegion for an empty cell, a date or any other type.
    """
    if isinstance(text, str):
        said = text.strip()
    elif isinstance(text, date) and not is_missing(text):
        raise UnknownRegion(
            "{text} adalah tanggal, bukan kode wilayah: lembar kerja telah mengubah kodenya. "
            "Jadikan kolom itu teks, lalu tulis kodenya lagi.",
            text=shown(text),
            row=row,
        )
    elif is_missing(text):
        said = ""
    elif isinstance(text, (numbers.Real, Decimal)) and not isinstance(text, bool):
        return _number_text(text)
    else:
        raise UnknownRegion(
            "Isi bertipe {type} bukan kode atau nama wilayah. Tulis sebagai teks, misalnya 16.08.",
            type=shown(type(text).__name__),
            row=row,
        )
    if not said:
        raise UnknownRegion(
            "Wilayah kosong. Isi dengan kode Kemendagri, misalnya 16.08, atau nama, misalnya OKU Timur.",
            row=row,
        )
    return said


def _number_text(number: numbers.Real | Decimal) -> str:
    """A number from a sheet as the code it was: 16.1 is "16.10", 1608.0 is "1608"."""
    value = float(number)  # a 32-bit float is off in the seventh digit
    if not math.isfinite(value) or abs(value) >= 1e9:
        return shown(number)
    if value == int(value):
        return str(int(value))
    two = f"{value:.2f}"
    return two if abs(float(two) - value) < 1e-5 else shown(number)
