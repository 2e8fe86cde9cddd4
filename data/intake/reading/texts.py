"""CSV and TXT: which encoding, which separator, and quotes that somebody broke."""

from __future__ import annotations

import csv
import re
from collections import Counter

from data.intake.reading.workbook import Sheet, Workbook

_SEPARATORS = (";", "\t", ",", "|")
_MOST_JOINED = 20


def read_text(content: bytes) -> Workbook:
    """The one sheet, called "", of a text file; its rows know on which line they begin."""
    text, encoding = decoded(content)
    lines = re.split(r"\r\n|\n|\r", text)
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
    sheet.notes += [(code, count) for code, count in (("broken_quote", broken), ("line_break", breaks)) if count]


def _fields(lines: list[str], at: int, separator: str) -> tuple[list[str], int, bool]:
    """The fields of the row that begins at line `at`, how many lines it takes, and whether a quote was broken."""
    line = lines[at]
    if '"' not in line:
        return line.split(separator), 1, False
    for used in range(1, min(_MOST_JOINED, len(lines) - at) + 1):
        joined = "\n".join(lines[at : at + used])
        if joined.count('"') % 2 == 0 and (fields := _strict(joined, separator)) is not None:
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
    mark = re.escape(separator)
    pattern = re.compile(rf'"((?:[^"]|"(?!{mark}|$))*)"(?={mark}|$)|([^{mark}]*)')
    fields, at = [], 0
    while at <= len(line):
        match = pattern.match(line, at)
        if match is None:
            break
        fields.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        at = match.end() + 1
    return fields


def _trailing(rows: list[list[object]]) -> bool:
    """Whether rows end in a separator behind which nothing ever stands."""
    widest = max(len(row) for row in rows)
    last = [row[-1] for row in rows if len(row) == widest]
    return widest > 1 and len(last) > 1 and not any(last)
