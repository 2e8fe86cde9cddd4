"""Workbooks and texts that somebody made to do harm, or that broke on the way."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import date

from tests.data.intake.making.books import Page, as_ods, as_xlsx

HEADER = [
    "No",
    "NPP",
    "Nama Perusahaan",
    "Kab/Kota",
    "BLTH",
    "Jml TK",
    "Total Upah",
    "Total Iuran",
    "Tgl Bayar",
    "Jml Bayar",
]


def rows(number: int = 12) -> list[list[object]]:
    """A title, a header and so many months of employers of `tests.data.intake.large.register`."""
    made: list[list[object]] = [["", "LAPORAN PENERIMAAN IURAN"], list(HEADER)]
    for at in range(number):
        day = date(2026, 7, 1 + at % 28)
        made.append(
            [
                at + 1,
                f"ZX{at:06}",
                f"CV Contoh {at}",
                "Kota Mojokerto",
                "Jul-26",
                3,
                9_000_000,
                300_000,
                day,
                300_000,
            ]
        )
    for row in made[2:]:
        row[3] = ("Kota Mojokerto", "Kab. Mojokerto", "Kab. Jombang")[int(str(row[0])) % 3 - 1]
    return made


def book(number: int = 12, name: str = "IURAN") -> bytes:
    """A small workbook of months."""
    return as_xlsx(Page(rows(number), name, formats={8: "dd/mm/yyyy"}))


def open_document(number: int = 12) -> bytes:
    """The same as an ODS."""
    return as_ods(Page(rows(number), "IURAN"))


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some parts written anew, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


SHEET = "xl/worksheets/sheet1.xml"


def with_rows(xml: bytes, content: bytes | None = None) -> bytes:
    """The small workbook with more XML behind its last row."""
    content = content or book()
    sheet = part(content, SHEET)
    return with_parts(content, {SHEET: sheet.replace(b"</sheetData>", xml + b"</sheetData>")})


def overlapping(size: int = 20_000_000, entries: int = 2_000) -> bytes:
    """An archive whose entries all point to the same packed bytes: some kilobytes that unpack to 40 GB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", b" " * size)
    content = made.getvalue()
    start = content.rindex(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry = content[start:end]
    directory = b"".join(entry.replace(b"workbook.xml", b"wor%05d.xml" % at) for at in range(entries)) + entry
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries + 1, entries + 1, len(directory), start, 0)
    return content[:start] + directory + tail


def biff(cells: Mapping[tuple[int, int], object]) -> bytes:
    """A worksheet of BIFF2, the oldest .xls: texts and numbers by row and column."""
    made = struct.pack("<HHHH", 0x0009, 4, 2, 0x10)
    for (row, column), value in cells.items():
        place = struct.pack("<HH3x", row, column)
        if isinstance(value, (int, float)):
            made += struct.pack("<HH", 0x0003, 15) + place + struct.pack("<d", value)
        else:
            text = str(value).encode("cp1252")[:255]
            made += struct.pack("<HH", 0x0004, 8 + len(text)) + place + bytes([len(text)]) + text
    return made + struct.pack("<HH", 0x000A, 0)


def old_book(number: int = 12) -> bytes:
    """The small list as BIFF2."""
    cells = {(r, c): cell for r, row in enumerate(rows(number)) for c, cell in enumerate(row) if cell != ""}
    return biff({place: str(cell) if isinstance(cell, date) else cell for place, cell in cells.items()})


def record(number: int, content: bytes = b"") -> bytes:
    """One record of an XLSB."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    """A text as an XLSB keeps it."""
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def binary_book(cells: Mapping[int, Mapping[int, object]]) -> bytes:
    """An XLSB: texts and numbers by row and column."""
    widest = max(max(columns) for columns in cells.values())
    sheet = record(129) + record(148, struct.pack("<4L", 0, max(cells), 0, widest)) + record(145)
    for row, columns in cells.items():
        sheet += record(0, struct.pack("<LLH15x", row, 0, 300))
        for column, value in columns.items():
            place = struct.pack("<LL", column, 0)
            number = isinstance(value, (int, float))
            content = struct.pack("<d", value) if isinstance(value, (int, float)) else wide(str(value))
            sheet += record(5 if number else 6, place + content)
    sheet += record(146) + record(130)
    bundle = struct.pack("<LL", 0, 1) + wide("rId1") + wide("IURAN")
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{main}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.bin",
            record(131) + record(143) + record(156, bundle) + record(144) + record(132),
        )
        archive.writestr("xl/_rels/workbook.bin.rels", relation)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return made.getvalue()


def binary_list(number: int = 12) -> bytes:
    """The small list as an XLSB."""
    return binary_book(listed(number))


def listed(number: int = 12) -> dict[int, dict[int, object]]:
    """The small list by row and column, its days as text."""
    return {
        r: {c: str(cell) if isinstance(cell, date) else cell for c, cell in enumerate(row) if cell != ""}
        for r, row in enumerate(rows(number))
    }
