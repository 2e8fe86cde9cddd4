"""What is inside an XLSX, XLSB or ODS before a library unpacks it: how large, and nothing but tables.

A file of some kilobytes may unpack to gigabytes, and XML may name entities that grow without end. Both are
seen here while the parts are read, not after. What calamine does not tell is read on the way: cells that show
an error, formulas without a saved value, and what is hidden.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.intake.reading.kinds import damaged
from data.intake.reading.workbook import Formulas, Refused, position

MOST_UNPACKED = 200_000_000
_MOST_PARTS = 5_000
_BLOCK = 1 << 20
# Columns beyond ZZ (702): no list of a branch is that wide, and each would cost memory in every row.
WIDEST = 702
_TOO_LARGE = (
    "Isi berkas ini membengkak sampai lebih dari {limit} MB ketika dibaca, padahal daftar kantor cabang tidak "
    "sebesar itu. Bagi menjadi beberapa berkas."
)
_TOO_WIDE = "Lembar {sheet} berisi lebih dari {limit} kolom. Hapus kolom yang tidak dipakai, lalu bawa lagi."
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*?(?:/>|>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v>([^<]*)</v>|<v/>)?)', re.S
)
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]*? hidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(rb"<col [^>]*?>")
_FAR_CELL = re.compile(rb'<c r="[A-Z]{3}\d{1,7}"[^>]*?(?:/>|>.*?</c>)', re.S)
_ROW_NUMBER = re.compile(rb'<row r="(\d{1,7})"')
_ATTRIBUTE = {name: re.compile(rb" " + name.encode() + rb'="([^"]*)"') for name in ("min", "max", "hidden")}


@dataclass
class Structure:
    """What the XML of one sheet says besides its values; rows and columns are counted from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[int, Formulas] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    stray: int = 0


def parts(content: bytes, limit: int = MOST_UNPACKED) -> dict[str, bytes]:
    """The parts of the archive by name, at most `limit` bytes together.

    Raises Refused: too_large (said while it is read, not after), damaged (broken, DOCTYPE or entities in XML).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise Refused("too_large", _TOO_LARGE, limit=limit // 1_000_000)
            return dict(_unpacked(archive, limit))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise damaged() from error


def _unpacked(archive: zipfile.ZipFile, limit: int) -> Iterator[tuple[str, bytes]]:
    left = limit
    for part in archive.infolist():
        blocks = []
        with archive.open(part) as file:
            while block := file.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise Refused("too_large", _TOO_LARGE, limit=limit // 1_000_000)
                blocks.append(block)
        whole = b"".join(blocks)
        if part.filename.lower().endswith((".xml", ".rels")) and _declares(whole):
            raise damaged()
        yield part.filename, whole


def _declares(xml: bytes) -> bool:
    """Whether XML brings a DOCTYPE or entities of its own, which no spreadsheet needs."""
    head = xml[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = xml[:8192].replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<!ENTITY" in xml


def structure_of(xml: bytes, name: str) -> tuple[Structure, bytes]:
    """What a worksheet's XML says besides its values, and the XML without cells that stand far away.

    A single cell in XFD1048576 would make a reader lay out 17 thousand million cells. Raises Refused.
    """
    xml, stray = _without_far_cells(xml, name)
    found = Structure(stray=stray)
    if b' t="e"' in xml:
        for match in _ERROR.finditer(xml):
            found.errors[int(match[2]) - 1, position(match[1].decode())] = match[3].decode("utf-8", "replace")
    if b"<f" in xml:
        _note_formulas(xml, found)
    if b" hidden=" in xml:
        found.hidden_rows = frozenset(int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(xml))
        found.hidden_columns = frozenset(_hidden_columns(xml))
    return found, xml


def _note_formulas(xml: bytes, found: Structure) -> None:
    for match in _CELL.finditer(xml):
        if b"<f" in match[0] and b' t="e"' not in match[0]:
            column = position(match[1].decode())
            saved = (match[3] or b"").decode("utf-8", "replace")
            found.formulas.setdefault(column, Formulas()).note(int(match[2]) - 1, saved)


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for match in _HIDDEN_COLUMNS.finditer(xml[: xml.find(b"<sheetData")]):
        values = {key: found[1] for key, pattern in _ATTRIBUTE.items() if (found := pattern.search(match[0]))}
        if values.get("hidden") in (b"1", b"true"):
            first, last = int(values.get("min", b"1")), int(values.get("max", b"1"))
            yield from range(first - 1, min(last, WIDEST))


def _without_far_cells(xml: bytes, name: str) -> tuple[bytes, int]:
    wide = 0

    def nothing(match: re.Match[bytes]) -> bytes:
        nonlocal wide
        wide += b"<v" in match[0] or b"<is" in match[0]
        return b""

    if _FAR_CELL.search(xml):
        xml = _FAR_CELL.sub(nothing, xml)
    if wide > 1_000:
        raise Refused("too_large", _TOO_WIDE, sheet=name or "1", limit=WIDEST)
    return _without_far_rows(xml, wide)


def _without_far_rows(xml: bytes, stray: int) -> tuple[bytes, int]:
    """Leave out rows that stand more than a thousand empty rows below the one before them."""
    rows = xml.count(b"<row ")
    last = xml.rfind(b'<row r="')
    number = _ROW_NUMBER.match(xml, last) if last >= 0 else None
    if number is None or int(number[1]) < 2 * rows + 5_000:
        return xml, stray
    before, kept_until = 0, None
    for match in _ROW_NUMBER.finditer(xml):
        if int(match[1]) > before + 1_000:
            kept_until = match.start()
            break
        before = int(match[1])
    if kept_until is None:
        return xml, stray
    end = xml.find(b"</sheetData>")
    cut = xml[kept_until:end].count(b"<c ")
    return xml[:kept_until] + xml[end:], stray + cut
