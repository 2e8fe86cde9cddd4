"""Whether a sheet has a row per person: told by what it holds, whatever its headings.

A licensing list has the owner's NIK beside the company's NIB: each row is a company, that column is dropped and the
list is taken. A list of workers has nothing but people: sixteen digits, card numbers, names with a wage each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import TABLES, names
from data.intake.finding.headings import readings
from data.intake.finding.lists import CONTACTS, PERSON_NAMES, PERSON_SIGNS
from data.intake.reading import Sheet
from data.intake.values import form_in_name, is_empty, text_of

_SIXTEEN = re.compile(r"\A\D*+\d{16}\D*")
_CARD = re.compile(r"\d{11}")
_MOST = 2_000
_FEWEST = 3
_SIGNS_WITH_NAMES = frozenset(
    ("jabatan", "tandatangan", "ttd", "paraf", "jk", "jeniskelamin", "tgllahir", "tanggallahir", "nip")
)
# What names whose row it is, where that is no person: numbers and names of companies, projects and cases.
_OWN_KEYS = frozenset(
    heading
    for table, fields in {
        "employers": ("nib", "employer", "npp", "name"),
        "projects": ("project", "name"),
        "cases": ("document",),
    }.items()
    for name in fields
    for heading in TABLES[table].headings[name]
) - {"nama"}
# Counts of people: a row of them is a village or a trade, and no person.
_COUNTS = frozenset(
    heading for name in ("target", "active") for heading in TABLES["informal"].headings[name]
) | frozenset(("jmltk", "tk", "jumlahtk", "tenagakerja", "jumlahtenagakerja"))
_WAGE = re.compile(
    r"(?:total|jumlah|jml|besar)?(?:upah|gaji|honor(?:arium)?|penghasilan|takehomepay|thp)(?!minimum)[a-z]*"
)
_ATTENDANCE = re.compile(r"daftar\s*hadir|\babsen|\bpresensi|daftar\s+tamu|attendance", re.I)
_GUEST = re.compile(
    r"nama(?:lengkap|peserta|undangan|tamu|pegawai|hadirin|pejabat|anggota|yanghadir|perwakilan|dan.*)?"
)
_WORKERS = frozenset(PERSON_NAMES) - {"nama"}
# Headings that are of a person's name where words and a wage stand below them, and of a count where numbers do.
_LOOSE_NAMES = frozenset(names("nama karyawan pekerja pegawai tenagakerja buruh anggota peserta"))


def lists_people(sheet: Sheet, block: Block | None) -> bool:
    """Whether the sheet has a row per person."""
    first = block.header[1] + 1 if block else 0
    rows = [
        row
        for row in range(first, min(len(sheet.cells), first + _MOST))
        if sum(not is_empty(c) for c in sheet.cells[row]) > 1
    ]
    identities = bool(_identity_columns(sheet, rows))
    if block is None:
        return identities or _card_column(sheet, rows)
    headings = {key for column in block.columns for key in readings(column.path[-1])}
    if headings & {"kpj", "nokpj", "nomorkpj"}:
        return True
    if _names_people(headings, identities=identities) or _lists_guests(sheet, block, rows):
        return True
    if _has_owner(sheet, block, rows):
        return False
    return _lists_names(sheet, block, rows) or (identities and not _counts_people(sheet, block, rows))


def _names_people(headings: Set[str], *, identities: bool) -> bool:
    """Whether the headings alone tell: names of workers beside what only a person has."""
    signs = headings & set(PERSON_SIGNS)
    workers = headings & _WORKERS
    return bool(
        (workers and (signs or identities or headings & {"upah", "gaji", "upahpokok"}))
        or ("nama" in headings and signs & _SIGNS_WITH_NAMES)
    )


def _lists_guests(sheet: Sheet, block: Block, rows: Sequence[int]) -> bool:
    """Whether a list says that it is of who came, or has a telephone beside each name and the company of each.

    Whom a company sent is a person, though every row has another company.
    """
    keys = [set(readings(column.path[-1])) for column in block.columns]
    said = _ATTENDANCE.search(" ".join((*block.titles, sheet.name)))
    called = any(one & set(CONTACTS) for one in keys) and any(one & _OWN_KEYS for one in keys)
    guests = [
        column
        for column, own in zip(block.columns, keys, strict=True)
        if any(_GUEST.fullmatch(key) for key in own) and _different_names(sheet, column, rows)
    ]
    counted = any(one & _COUNTS or one & {"nib", "npp", "nonpp"} for one in keys)
    return bool(guests and (said or called) and not counted)


def _lists_names(sheet: Sheet, block: Block, rows: Sequence[int]) -> bool:
    """Whether each row has the name of another person: one called a worker, or one with a wage."""
    paid = any(_WAGE.fullmatch(key) for column in block.columns for key in readings(column.path[-1]))
    for column in block.columns:
        named = (_WORKERS | _LOOSE_NAMES if paid else _WORKERS) & set(readings(column.path[-1]))
        if named and _different_names(sheet, column, rows):
            return not _counts_people(sheet, block, rows)
    return False


def _different_names(sheet: Sheet, column: Column, rows: Sequence[int]) -> bool:
    """Whether words stand in a column, hardly any twice, and they are no names of companies."""
    cells = [cell for cell in sheet.column(column.index, rows) if not is_empty(cell)]
    words = [
        text_of(cell) for cell in cells if isinstance(cell, str) and not re.match(r"[\W\d]", cell.strip())
    ]
    if len(words) < _FEWEST or len(words) * 10 < len(cells) * 8 or len(set(words)) * 10 < len(words) * 8:
        return False
    return sum(bool(form_in_name(word)) for word in words) * 3 < len(words)


def _counts_people(sheet: Sheet, block: Block, rows: Sequence[int]) -> bool:
    """Whether a column counts people by the row: most of its numbers are more than one."""
    for column in block.columns:
        if _COUNTS & set(readings(column.path[-1])):
            numbers = [_count(cell) for cell in sheet.column(column.index, rows)]
            some = [number for number in numbers if number is not None]
            if len(some) >= _FEWEST and sum(number > 1 for number in some) * 2 > len(some):
                return True
    return False


def _count(cell: object) -> float | None:
    text = cell.replace(".", "").strip() if isinstance(cell, str) else cell
    return (
        float(text) if isinstance(text, (int, float)) or (isinstance(text, str) and text.isdigit()) else None
    )


def _has_owner(sheet: Sheet, block: Block, rows: Sequence[int]) -> bool:
    """Whether each row is of another company or project: a key or name of one that hardly repeats."""
    for column in block.columns:
        if _OWN_KEYS & set(readings(column.path[-1])):
            values = [str(cell) for cell in sheet.column(column.index, rows) if not is_empty(cell)]
            if values and len(set(values)) * 10 >= len(values) * 6:
                return True
    return False


def _identity_columns(sheet: Sheet, rows: Sequence[int]) -> list[int]:
    width = max((len(sheet.cells[row]) for row in rows), default=0)
    found = []
    for column in range(width):
        cells = [cell for cell in sheet.column(column, rows) if not is_empty(cell)]
        if len(cells) >= 3 and sum(map(_is_identity, cells)) * 2 >= len(cells):
            found.append(column)
    return found


def _card_column(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether a list without headings has a column of card numbers (KPJ, eleven digits), hardly any twice."""
    width = max((len(sheet.cells[row]) for row in rows), default=0)
    for column in range(width):
        texts = [text_of(cell) for cell in sheet.column(column, rows) if not is_empty(cell)]
        cards = {text for text in texts if _CARD.fullmatch(text)}
        if len(texts) >= 5 and len(cards) * 10 >= len(texts) * 8:
            return True
    return False


def _is_identity(cell: object) -> bool:
    """Whether a cell is a NIK: sixteen digits, as text or as a number that has kept them."""
    if isinstance(cell, float):
        return 10**15 <= cell < 10**16
    if isinstance(cell, int):
        return 10**15 <= cell < 10**16
    return isinstance(cell, str) and bool(_SIXTEEN.fullmatch(cell.strip().replace(" ", "")))
