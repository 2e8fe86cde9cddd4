"""Lists with a row per person: told by what they hold, whatever their headings, and never taken in.

A licensing list has the owner's NIK beside the company's NIB; that column is dropped and the list is taken. A list
of workers has nothing but people: it is refused, and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from data.intake.finding.blocks import Block
from data.intake.finding.headings import folded, readings
from data.intake.finding.lists import PERSON_NAMES, PERSON_SIGNS
from data.intake.masking import MAIL, PHONE, masked
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

    Columns of people lose all that stands below their heading, columns of prose and those that nothing reads what
    could be recognized; keys and amounts stay as they are.
    """
    fields = {column.index: column.field for column in block.columns}
    cleaned = 0
    for index in range(block.sheet.width):
        name = fields.get(index, "")
        if name in ("person", "contact"):
            _blank(block, index)
        elif not name or name in PROSE:
            found = _clean(block.sheet, index, numbers=not name)
            cleaned += found if name in PROSE else 0
    return cleaned


def _blank(block: Block, index: int) -> None:
    for row in range(block.header[1] + 1, len(block.sheet.cells)):
        if index < len(block.sheet.cells[row]):
            block.sheet.put(row, index, "")


def _clean(sheet: Sheet, index: int, *, numbers: bool) -> int:
    """Take identity numbers and contacts out of a column; `numbers` that may be one go as well."""
    changed = {word: clean for word in sheet.words(index) if (clean := without_people(word)) != word}
    cells = sheet.whole(index)
    found = [(row, changed[cell]) for row, cell in enumerate(cells) if cell in changed] if changed else []
    if numbers and float in set(map(type, cells)):
        found += [
            (row, "") for row, cell in enumerate(cells) if cell.__class__ is float and 10**15 <= cell < 10**16
        ]
    for row, value in found:
        sheet.put(row, index, value)
    return len(found)


def without_people(text: str) -> str:
    """A text without identity numbers, telephone numbers and e-mail addresses."""
    clean = masked(text, "")
    return text if clean == text else " ".join(clean.split()).strip(" /,;:-()")
