"""CSV and TXT: which encoding, which separator, and quotes that somebody broke."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import Counter

from data.intake.reading.progress import tell
from data.intake.reading.workbook import Refused, Sheet, Workbook
from data.words import Sentence

_SEPARATORS = (";", "\t", ",", "|")
# A quoted field may hold line breaks: this many lines, and letters, are tried together.
_MOST_JOINED, _MOST_LETTERS = 20, 10_000
# Excel has no more rows; a longer line than this has lost its line breaks.
_MOST_LINES, _LONGEST = 1_048_576, 1_000_000
_MANY = "Berkas ini lebih dari {limit} baris. Bagi menjadi beberapa berkas."
_LONG = "Baris {row} panjangnya lebih dari {limit} huruf; pemisah barisnya hilang. Simpan lagi di Excel sebagai CSV."


def read_text(content: bytes) -> Workbook:
    """The one sheet, called "", of a text file; its rows know on which line they begin. Raises Refused: too_large."""
    if max(content.count(b"\n"), content.count(b"\r")) > _MOST_LINES:
        raise Refused("too_large", _MANY, limit=_MOST_LINES)
    text, encoding = decoded(content)
    lines = re.split(r"\r\n|\n|\r", text)
    if long := next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST), 0):
        raise Refused("too_large", _LONG, row=long, limit=_LONGEST)
    separator, begins = _separator(lines)
    sheet = Sheet("", [], lines=[])
    if encoding not in ("utf-8", "utf-8-sig"):
        sheet.notes.append(("encoding", 1))
    _fill(sheet, lines, separator, begins)
    if sheet.cells and _trailing(sheet.cells):
        sheet.notes.append(("trailing_delimiter", 1))
    return Workbook("text", [sheet])


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding that it was in: UTF-8 and UTF-16 with or without a mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", "replace"), "utf-8-sig"
    sample = content[:4000]
    if sample[1::2].count(0) > len(sample) // 4:
        return content.decode("utf-16-le", "replace"), "utf-16"
    if sample[::2].count(0) > len(sample) // 4:
        return content.decode("utf-16-be", "replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def _separator(lines: list[str]) -> tuple[str, int]:
    """The separator, and the line at which the rows begin: "sep=;" in front says which."""
    if lines and (said := re.fullmatch(r'"?sep=(.)"?;*', lines[0].strip("\ufeff"), re.IGNORECASE)):
        return said[1], 1
    sample = [re.sub(r'"[^"]*"', "", line) for line in lines[:200] if line.strip()]
    return max(_SEPARATORS, key=lambda mark: _agreement(sample, mark)), 0


def _agreement(sample: list[str], mark: str) -> tuple[int, int]:
    """How many lines have the same number of marks, and that number: titles and totals have fewer."""
    counts = Counter(line.count(mark) for line in sample if mark in line)
    if not counts:
        return 0, 0
    number, lines = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return lines * min(number, 3), number


def _fill(sheet: Sheet, lines: list[str], separator: str, begins: int) -> None:
    broken = breaks = 0
    numbers: list[int] = []
    at = begins
    while at < len(lines):
        if at % 1_000 == 0:
            tell(0.5 * at / len(lines), Sentence("Membaca baris {row}", row=at))
        fields, used, repaired = _fields(lines, at, separator)
        sheet.cells.append(list(fields))
        numbers.append(at + 1)
        broken += repaired
        breaks += used > 1
        at += used
    while sheet.cells and not any(sheet.cells[-1]):
        sheet.cells.pop()
        numbers.pop()
    sheet.lines = numbers
    sheet.notes += [
        (code, count) for code, count in (("broken_quote", broken), ("line_break", breaks)) if count
    ]


def _fields(lines: list[str], at: int, separator: str) -> tuple[list[str], int, bool]:
    """The fields of the row that begins at line `at`, how many lines it takes, and whether a quote was broken."""
    line = lines[at]
    if '"' not in line:
        return line.split(separator), 1, False
    quotes = letters = 0
    for used, more in enumerate(lines[at : at + _MOST_JOINED], 1):
        quotes, letters = quotes + more.count('"'), letters + len(more)
        if used > 1 and letters > _MOST_LETTERS:
            break
        joined = "\n".join(lines[at : at + used]) if quotes % 2 == 0 else ""
        if joined and (fields := _strict(joined, separator)) is not None:
            inside = any('"' in field and used == 1 and f'"{field}"' not in line for field in fields)
            return fields, used, inside and joined.count('""') == 0
        if used == 1 and _closes(line, separator):
            break
    return _tolerant(line, separator), 1, True


def _closes(line: str, separator: str) -> bool:
    """Whether no quoted field is left open at the end of the line, so that only a quote inside is odd."""
    opened = re.findall(rf'(?:^|{re.escape(separator)})"', line)
    closed = re.findall(rf'"(?=$|{re.escape(separator)})', line)
    return len(opened) <= len(closed)


def _strict(text: str, separator: str) -> list[str] | None:
    try:
        rows = list(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _tolerant(line: str, separator: str) -> list[str]:
    """Fields of a line whose quotes do not fit: a quote ends a field only in front of a separator."""
    closing = [match.start() for match in re.finditer(rf'"(?={re.escape(separator)}|$)', line)]
    fields, at = [], 0
    while at <= len(line):
        close = bisect_right(closing, at)
        if line.startswith('"', at) and close < len(closing):
            end = closing[close] + 1
            fields.append(line[at + 1 : end - 1].replace('""', '"'))
        else:
            found = line.find(separator, at)
            end = found if found >= 0 else len(line)
            fields.append(line[at:end])
        at = end + 1
    return fields


def _trailing(rows: list[list[object]]) -> bool:
    """Whether rows end in a separator behind which nothing ever stands."""
    widest = max(len(row) for row in rows)
    last = [row[-1] for row in rows if len(row) == widest]
    return widest > 1 and len(last) > 1 and not any(last)
