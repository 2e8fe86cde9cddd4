"""One file, whatever it is, into a workbook."""

from __future__ import annotations

from data.intake.reading.archives import MOST_UNPACKED
from data.intake.reading.html_tables import read_html
from data.intake.reading.kinds import kind_of
from data.intake.reading.spreadsheets import read_contained, read_xls, read_xlsx
from data.intake.reading.texts import read_text
from data.intake.reading.workbook import Refused, Workbook

MOST_BYTES = 50_000_000
_TOO_LARGE = "Berkas ini lebih besar daripada {limit} MB. Bagi menjadi beberapa berkas."


def read_file(content: bytes) -> Workbook:
    """The sheets of a file. Raises Refused: empty, not_table, encrypted, damaged, too_large."""
    if len(content) > MOST_BYTES:
        raise Refused("too_large", _TOO_LARGE, limit=MOST_BYTES // 1_000_000)
    kind = kind_of(content)
    if kind == "xlsx":
        return read_xlsx(content, MOST_UNPACKED)
    if kind in ("xlsb", "ods"):
        return read_contained(content, kind, MOST_UNPACKED)
    if kind == "xls":
        return read_xls(content)
    return read_html(content) if kind == "html" else read_text(content)
