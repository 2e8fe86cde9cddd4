"""Lists with a row per person: told by what they hold, whatever their headings, and never taken in.

A licensing list has the owner's NIK beside the company's NIB; that column is dropped and the list is taken. A list
of workers has nothing but people: it is refused, and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from data.intake.finding.blocks import Block
from data.intake.finding.headings import folded, readings
from data.intake.finding.lists import PERSON_NAMES, PERSON_SIGNS
from data.intake.masking import MAIL, PHONE, SHOWN, masked
from data.intake.reading import Sheet
from data.intake.values import is_empty, text_of

_SIXTEEN = re.compile(r"\D*\d{16}\D*")
_CARD = re.compile(r"\d{11}")
_MOST = 2_000
_COMPANY = re.compile(
    r"namaperusahaan|namabadanusaha|namausaha|perusahaan|pemberikerja|badanusaha|namabu|pelakuusaha|perseroan"
)
_OWN_KEYS = (
    "npp",
    "nonpp",
    "nib",
    "nonib",
    "nomornib",
    "nomorskk",
    "noskk",
    "kodebu",
    "nodaftar",
    "noproyek",
    "noproyek",
)
_OWN_WAGES = frozenset(("upah", "gaji", "upahpokok", "gajipokok", "upahdilaporkan"))
_COMPANY_COUNTS = frozenset(("jmltk", "tk", "jumlahtk", "tenagakerja", "jumlahtenagakerja", "nib"))
# Columns of prose, in which people write whom to call.
PROSE = frozenset(
    [
        "name",
        "address",
        "contractor",
        "parties",
        "subject",
        "follow",
        "kind",
        "place",
        "audience",
        "outcome",
        "trade",
        "region",
        "kecamatan",
        "areas",
        "office",
    ]
)
# Keys of companies, which may be as long as those of people.
_KEY_FIELDS = frozenset(("npp", "nib", "employer", "document", "project", "division"))
_WORKER_NAMES = tuple(name for name in PERSON_NAMES if name != "nama")


def lists_people(sheet: Sheet, block: Block | None) -> bool:
    """Whether the sheet has a row per person."""
    first = block.header[1] + 1 if block else 0
    rows = [
        row
        for row in range(first, min(len(sheet.cells), first + _MOST))
        if sum(not is_empty(c) for c in sheet.cells[row]) > 1
    ]
    identities = _identity_columns(sheet, rows)
    if block is None:
        return bool(identities) or _card_column(sheet, rows)
    headings = {key for column in block.columns for key in readings(column.path[-1])}
    if headings & {"kpj", "nokpj", "nomorkpj"}:
        return True
    signs = headings & set(PERSON_SIGNS)
    if headings & set(_WORKER_NAMES) and (signs or identities or headings & {"upah", "gaji", "upahpokok"}):
        return True
    if "nama" in headings and identities and headings & _OWN_WAGES and not headings & _COMPANY_COUNTS:
        return True
    if "nama" in headings and signs & {
        "jabatan",
        "tandatangan",
        "ttd",
        "paraf",
        "jk",
        "jeniskelamin",
        "tgllahir",
        "tanggallahir",
        "nip",
    }:
        return True
    return bool(identities) and not _has_company(sheet, block, rows)


def _has_company(sheet: Sheet, block: Block, rows: Sequence[int]) -> bool:
    """Whether each row is of another company: a key or name of a company that hardly repeats."""
    for column in block.columns:
        heading = folded(column.path[-1])
        if heading in _OWN_KEYS or _COMPANY.fullmatch(heading):
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
    """Whether a list without headings has a column of card numbers (KPJ, eleven digits), each another."""
    width = max((len(sheet.cells[row]) for row in rows), default=0)
    for column in range(width):
        texts = [text_of(cell) for cell in sheet.column(column, rows) if not is_empty(cell)]
        if len(texts) >= 5 and len(set(texts)) == len(texts) and all(map(_CARD.fullmatch, texts)):
            return True
    return False


def _is_identity(cell: object) -> bool:
    """Whether a cell is a NIK: sixteen digits, as text or as a number that has kept them."""
    if isinstance(cell, float):
        return 10**15 <= cell < 10**16
    if isinstance(cell, int):
        return 10**15 <= cell < 10**16
    return isinstance(cell, str) and bool(_SIXTEEN.fullmatch(cell.strip().replace(" ", "")))


def has_contact(text: str) -> bool:
    """Whether a text holds a telephone number or an e-mail address."""
    return bool(PHONE.search(text) or MAIL.search(text))


def without_contact(text: str) -> str:
    """A text without telephone numbers and e-mail addresses."""
    return MAIL.sub("", PHONE.sub("", text)).strip(" /,;-")


def contacts_in(cells: Iterable[object]) -> int:
    """How many cells hold a telephone number or an e-mail address."""
    words = [cell for cell in cells if cell.__class__ is str]
    held = {word for word in set(words) if has_contact(word)}
    return sum(map(held.__contains__, words)) if held else 0


def forget_people(block: Block) -> int:
    """Take what identifies people out of a block's cells, before anything reads them; how many cells of prose had some.

    Columns of people lose all that stands below their heading; columns of prose, and those that nothing reads, what
    could be recognized. In any other column it is hidden, and what is left is no value. Keys stay as they are.
    """
    fields = {column.index: column.field for column in block.columns}
    rows = range(block.header[1] + 1, block.end or len(block.sheet.cells))
    cleaned = 0
    for index in range(block.sheet.width):
        name = fields.get(index, "")
        if name in ("person", "contact"):
            _blank(block.sheet, index, rows)
        elif not name or name in PROSE:
            cleaned += _clean(block.sheet, index, rows, without_people, "")
        elif name not in _KEY_FIELDS:
            _clean(block.sheet, index, rows, _hidden, SHOWN)
    return cleaned


def _hidden(text: str) -> str:
    """A text in which a person is hidden; what is left is no value, so that its cell is told as wrong."""
    return masked(text, prose=False)


def _blank(sheet: Sheet, index: int, rows: range) -> None:
    for row in rows:
        if index < len(sheet.cells[row]):
            sheet.put(row, index, "")


def _clean(sheet: Sheet, index: int, rows: range, clean: Callable[[str], str], number: str) -> int:
    """Take identity numbers and contacts out of a column, `number` in place of a number that may be one; how many."""
    changed = {word: new for word in sheet.words(index) if (new := clean(word)) != word}
    cells = sheet.column(index, rows)
    found = (
        [(row, changed[cell]) for row, cell in zip(rows, cells, strict=True) if cell in changed]
        if changed
        else []
    )
    numbers: Iterator[Any] = filter(float.__instancecheck__, cells)
    if max(numbers, default=0.0) >= 1e15:
        found += [
            (row, number)
            for row, cell in zip(rows, cells, strict=True)
            if isinstance(cell, float) and 1e15 <= cell < 1e16
        ]
    for row, value in found:
        sheet.put(row, index, value)
    return len(found)


def without_people(text: str) -> str:
    """A text without identity numbers, telephone numbers and e-mail addresses."""
    clean = masked(text, "")
    return text if clean == text else " ".join(clean.split()).strip(" /,;:-()")
