"""Which table a block is, and which column of ours each of its columns gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date

from data.intake.finding.across import months_across, set_across, trade_across
from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import NUMBER, TABLES, Known, names
from data.intake.finding.contents import tell_by_contents
from data.intake.finding.counted import (
    programme,
    programme_part,
    shares_of_dues,
    without_rates,
    worker_columns,
)
from data.intake.finding.groups import read_groups
from data.intake.finding.headings import (
    folded,
    is_quarter,
    is_ratio,
    is_unit,
    month_of_texts,
    readings,
    scale_in,
    spelled,
    year_in,
)
from data.intake.finding.lists import CONTACTS, is_person
from data.intake.finding.variants import variant_of
from data.intake.values import months_named, read_month, text_of

_MINIMUM_WAGE = re.compile(r"upah\s*minimum|\bum[kp]\b", re.I)
_DAY_BELOW = re.compile(r"tgl|tanggal|hari|waktu|date")
# What may stand below the word for an amount: "Iuran > Jumlah", but not "Pembayaran > Bank".
_AMOUNT_BELOW = re.compile(
    r"(?:jumlah|jml|jlh|total|nilai|nominal|besar(?:an|nya)?|rp|rupiah|idr|orang|org|jiwa|amount)+"
)
AMOUNTS = frozenset(
    names(
        "workers wages due due_jkk due_jkm due_jht due_jp paid paid_jkk paid_jkm paid_jht paid_jp target "
        "active value recovered rupiah employed formal informal population labour_force workers_known "
        "invited attended workers_part control angsuran_rp"
    )
)
# Fields that several columns may have.
_OFTEN = ("number", "person", "contact", "workers_part", "control")
_SAMPLE = 50
_MONTHS = TABLES["contributions"].headings["blth"]
_OWED = TABLES["arrears_positions"].headings["months"]
Overrides = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """A table that a block can be: the field of each of its columns by index, and how much speaks for it."""

    table: str
    fields: Mapping[int, str]
    score: float


def map_block(block: Block, hints: str, overrides: Overrides | None = None) -> bool:
    """Set the block's table and its columns' fields; False when no table takes it.

    `hints` are words of the file's name. `overrides` are fields chosen by a person or remembered, by heading.
    """
    read_groups(block)
    choices = [choice for name, known in TABLES.items() if (choice := _choice(block, name, known, hints))]
    if not choices:
        return False
    best = max(choices, key=lambda choice: choice.score)
    block.table = best.table
    for column in block.columns:
        column.field = best.fields.get(column.index, "")
    set_across(block)
    for column in block.columns:
        if overrides and column.heading in overrides:
            column.field = overrides[column.heading]
    tell_by_contents(block)
    _set_scales(block)
    return True


def _choice(block: Block, name: str, known: Known, hints: str) -> Choice | None:
    fields = dict(_fields(block, name, known))
    found = set(fields.values()) | set(_pseudo_fields(block, name, hints))
    if not all(any(needed in found for needed in group) for group in known.needs):
        return None
    if name == "contributions" and "arrears" in found and not _says_months(block, found):
        return None
    if _runs_across_unread(block, name, known, found):
        return None
    words = folded(" ".join((*block.titles, hints, block.sheet.name)))
    said = sum(word in words for word in known.titles)
    needed = {needed for group in known.needs for needed in group} & found
    return Choice(name, fields, len(set(fields.values())) + len(needed) + 2 * said)


def _pseudo_fields(block: Block, name: str, hints: str) -> Iterator[str]:
    """What runs across: months (any amount below them), years of minimum wages, trades."""
    headings = [column.heading for column in block.columns]
    of_wages = name == "minimum_wages" and _MINIMUM_WAGE.search(
        " ".join((*block.titles, *headings, block.sheet.name, hints.replace("_", " ")))
    )
    if of_wages and any(year_in(part) for column in block.columns for part in column.path):
        yield "years"
    if name == "informal" and sum(bool(trade_across(column)) for column in block.columns) >= 2:
        yield "across"
    if name == "contributions" and months_across(block):
        yield from ("due", "paid", "months_across")
    if name == "contributions" and any(set(_keys(column.path)) & set(_OWED) for column in block.columns):
        yield "arrears"


def _runs_across_unread(block: Block, name: str, known: Known, found: set[str]) -> bool:
    """Whether something runs across that nothing reads: payers, or years. To take the first column would be a guess."""
    if name not in ("contributions", "informal") or found & {"months_across", "across"}:
        return False
    heads: dict[str, set[str]] = {}
    for column in block.columns:
        field = _field(column, name, known)
        year = year_in(column.heading)
        if field in ("target", "active", "due", "paid") and (
            year or (name == "informal" and len(column.path) > 1)
        ):
            heads.setdefault(field, set()).add(str(year) if name == "contributions" else column.path[0])
    return any(len(several) > 1 for several in heads.values())


def _says_months(block: Block, found: set[str]) -> bool:
    """Whether a list with a column of months owed says which month each amount is of: else it is a position."""
    if found & {"months_across", "year"}:
        return True
    cells = [
        block.sheet.cell(row, column.index)
        for column in block.columns
        if set(_keys(column.path)) & set(_MONTHS)
        for row in range(block.header[1] + 1, min(len(block.sheet.cells), block.header[1] + _SAMPLE))
    ]
    if "blth" in found and any(_is_month(cell) for cell in cells):
        return True
    return any(month_of_texts([text]) for text in (*block.titles, block.sheet.name))


def _is_month(cell: object) -> bool:
    text = text_of(cell)
    return (
        isinstance(cell, date)
        or bool(read_month(text) or months_named(text))
        or (text.isdigit() and len(text) == 6)
    )


def _fields(block: Block, name: str, known: Known) -> Iterator[tuple[int, str]]:
    """The field of each column; a field that two columns could give goes to the one that is not hidden, then the first.

    Headings that the lists have come before those that are only made like them, and what is owed for a month before
    a bill that may have fines in it. A site ("Lokasi") is read last: beside "Wilayah" it is not the region.
    """
    taken: set[str] = set()
    left: list[Column] = []
    shares: list[tuple[int, str]] = []
    parts = worker_columns(block.columns) if name == "employers" else {}
    for column in sorted(
        block.columns, key=lambda column: (column.hidden, _is_bill(column), _is_site(column))
    ):
        if name == "contributions" and (field := programme_part(without_rates(column.path))):
            shares.append((column.index, field))
            continue
        field = parts.get(column.index) or _field(column, name, known, taken)
        if field in AMOUNTS and any(
            is_ratio(part) or is_quarter(part) for part in without_rates(column.path)
        ):
            continue
        if field and (field not in taken or field in _OFTEN):
            taken.add(field)
            yield column.index, field
        elif not field and not shares_of_dues(column.path):
            left.append(column)
    for column in left:
        field = _variant(column, name)
        if field and field not in taken and not any(map(is_ratio, column.path)):
            taken.add(field)
            yield column.index, field
    yield from (share for share in shares if share[1] not in taken)


def _is_bill(column: Column) -> bool:
    return bool(re.fullmatch(r"(?:jumlah|jml|total|nilai)?(?:tagihan|kewajiban)", spelled(column.path[-1])))


def _is_site(column: Column) -> bool:
    return spelled(column.path[-1]).startswith("lokasi")


def _variant(column: Column, name: str) -> str:
    keys = [spelled(" ".join(column.path)), *(readings(column.path[-1]) if len(column.path) == 1 else ())]
    field = next((field for key in keys if (field := variant_of(name, key))), "")
    return _coded(field, column) if field else ""


def _field(column: Column, name: str, known: Known, taken: Set[str] = frozenset()) -> str:
    path = without_rates(column.path) if name == "contributions" else column.path
    keys = _keys(path)
    if any(key in NUMBER for key in keys[:1]) and len(column.path) == 1:
        return "number"
    if name == "contributions" and (field := programme(path)):
        return field
    if name == "contributions" and shares_of_dues(path):
        return ""
    key, field = next(
        ((key, field) for key in keys if (field := _meant(key, column, known, taken))), ("", "")
    )
    return "" if field in AMOUNTS and len(path) > 1 and not _says_amount(path, key) else field


def _says_amount(path: tuple[str, ...], key: str) -> bool:
    """Whether the heading found by `key` is of an amount: a day, or what no list has, below its word is not."""
    last = folded(path[-1])
    if _DAY_BELOW.match(last):
        return False
    by_first = key in readings(path[0]) and key not in (*readings(path[-1]), folded(" ".join(path)))
    return (
        not by_first
        or not last
        or is_unit(path[-1])
        or bool(_AMOUNT_BELOW.fullmatch(last) or year_in(path[-1]))
    )


def _meant(key: str, column: Column, known: Known, taken: Set[str]) -> str:
    """The field that one reading of a heading means; columns of people come before any of ours, contacts after.

    A word that two fields have is the first of them that no other column has given: "Lokasi" of an event.
    """
    if is_person(key):
        return "person"
    fields = [field for field, headings in known.headings.items() if key in headings]
    field = next((field for field in fields if field not in taken), fields[0] if fields else "")
    return _coded(field, column) if field else "contact" if key in CONTACTS else ""


def _coded(field: str, column: Column) -> str:
    heading = folded(column.path[-1])
    is_code = heading.startswith(("kode", "kd", "code")) or re.search(
        r"\bbps\b|kemendagri", column.heading, re.I
    )
    return f"{field}_code" if field in ("region", "kecamatan") and is_code else field


def _keys(path: tuple[str, ...]) -> list[str]:
    """The texts under which a heading is looked up: all of it, its last part, then its first."""
    whole = folded(" ".join(path))
    bare = re.sub(r"(?:jumlah|total|jml|rp|rupiah)$", "", whole) if len(path) > 1 else ""
    keys = [*(readings(path[0]) if len(path) == 1 else ()), whole, bare, spelled(" ".join(path))]
    if len(path) > 1:
        turned = folded(f"{path[-1]} {path[0]}")  # "SKK > Nomor" is "Nomor SKK"
        keys += [folded(" ".join(path[-2:])), turned, *readings(path[-1]), *readings(path[0])]
    return [key for key in dict.fromkeys(keys) if key]


def _set_scales(block: Block) -> None:
    """What amounts are counted in: the heading says, else a title above the table."""
    title = next((scale for text in block.titles if (scale := scale_in(text)) is not None), None)
    for column in block.columns:
        own = next((scale for part in column.path if (scale := scale_in(part)) is not None), None)
        if own == 1 and title and not re.search(r"penuh", column.heading, re.I):
            own = None  # "(Rp)" names the currency below a title that says thousands
        column.scale_said = own is not None or title is not None
        column.scale = own or title or 1
