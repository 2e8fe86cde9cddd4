"""Which table a block is, and which column of ours each of its columns gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import CONTACTS, NUMBER, PERSONS, TABLES, Known
from data.intake.finding.headings import folded, month_name, readings, scale_in, year_in
from data.intake.values import word_in

_MINIMUM_WAGE = re.compile(r"upah\s*minimum|\bum[kp]\b", re.I)
_PARTS = frozenset(
    "l p lk pr lakilaki perempuan pria wanita tkil tkip tkal tkap tkl tkp tkil tkip wnil wnip wnal wnap tkilakilaki "
    "tkiperempuan tkalakilaki tkaperempuan".split()
)
_WORKFORCE_PATH = re.compile(r"tenagakerja|pekerja|karyawan|\btk|pegawai|wni|wna|tki|tka|buruh")
_CONTROL = re.compile(r"^(?:total|jumlah|tw|triwulan|semester|smt|kuartal|q[1-4]|persen|rasio|selisih|sisa|saldo|piutang)")
_INSTALMENT = re.compile(r"(?:angsuran|cicilan)\w*?(\d*)")
_MONEY = ("due", "paid", "wages", "rupiah", "value", "recovered")
_AMOUNT_TABLES = ("contributions", "arrears_positions", "projects", "cases")
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
    choices = [choice for name, known in TABLES.items() if (choice := _choice(block, name, known, hints))]
    if not choices:
        return False
    best = max(choices, key=lambda choice: choice.score)
    block.table = best.table
    for column in block.columns:
        column.field = best.fields.get(column.index, "")
    _set_across(block)
    for column in block.columns:
        if overrides and column.heading in overrides:
            column.field = overrides[column.heading]
    _set_scales(block)
    return True


def _choice(block: Block, name: str, known: Known, hints: str) -> Choice | None:
    fields = dict(_fields(block, name, known))
    found = set(fields.values()) | set(_pseudo_fields(block, name))
    if not all(any(needed in found for needed in group) for group in known.needs):
        return None
    words = folded(" ".join((*block.titles, hints, block.sheet.name)))
    said = sum(word in words for word in known.titles)
    needed = {needed for group in known.needs for needed in group} & found
    return Choice(name, fields, len(set(fields.values())) + len(needed) + 2 * said)


def _pseudo_fields(block: Block, name: str) -> Iterator[str]:
    """What runs across: months (any amount below them), years of minimum wages, trades."""
    if name == "minimum_wages" and any(year_in(part) for column in block.columns for part in column.path):
        if _MINIMUM_WAGE.search(" ".join((*block.titles, *(column.heading for column in block.columns)))):
            yield "years"
    if name == "informal" and sum(bool(trade_across(column)) for column in block.columns) >= 2:
        yield "across"
    if name == "contributions" and months_across(block):
        yield from ("due", "paid")


def trade_across(column: Column) -> str:
    """The trade that a column is of, where trades run across; "" for another column."""
    for part in column.path:
        trade = word_in("trade", part)
        if trade and not month_name(part):
            return trade
    return ""


def months_across(block: Block) -> bool:
    """Whether months run across: at least three columns below different months."""
    return len({month for column in block.columns for part in column.path if (month := month_name(part))}) >= 3


def _fields(block: Block, name: str, known: Known) -> Iterator[tuple[int, str]]:
    """The field of each column; a field that two columns could give goes to the one that is not hidden, then the first."""
    taken: set[str] = set()
    for column in sorted(block.columns, key=lambda column: column.hidden):
        field = _field(column, name, known)
        if field and (field not in taken or field in ("number", "person", "contact", "workers_part")):
            taken.add(field)
            yield column.index, field


def _field(column: Column, name: str, known: Known) -> str:
    keys = _keys(column.path)
    if any(key in NUMBER for key in keys[:1]) and len(column.path) == 1:
        return "number"
    if name in ("employers",) and _is_part(column):
        return "workers_part"
    for key in keys:
        if key in PERSONS:
            return "person"
        for field, names in known.headings.items():
            if key in names:
                return _coded(field, column)
        if key in CONTACTS:
            return "contact"
    return ""


def _coded(field: str, column: Column) -> str:
    heading = folded(column.path[-1])
    is_code = heading.startswith(("kode", "kd")) or re.search(r"\bbps\b|kemendagri", column.heading, re.I)
    return f"{field}_code" if field in ("region", "kecamatan") and is_code else field


def _is_part(column: Column) -> bool:
    """Whether a column counts some of the workers: men, women, citizens, foreigners."""
    last = folded(column.path[-1])
    joined = folded(" ".join(column.path[:-1]))
    return last in _PARTS and (len(last) > 3 or bool(_WORKFORCE_PATH.search(joined)))


def _keys(path: tuple[str, ...]) -> list[str]:
    """The texts under which a heading is looked up: all of it, its last part, then its first."""
    whole = folded(" ".join(path))
    bare = re.sub(r"(?:jumlah|total|jml|rp|rupiah)$", "", whole) if len(path) > 1 else ""
    keys = [*(readings(path[0]) if len(path) == 1 else ()), whole, bare]
    if len(path) > 1:
        keys += [folded(" ".join(path[-2:])), *readings(path[-1]), *readings(path[0])]
    return [key for key in dict.fromkeys(keys) if key]


def _set_across(block: Block) -> None:
    """Columns of months, years, trades and instalments: what they are of stands in their headings."""
    if block.table == "contributions" and months_across(block):
        _set_months(block)
    elif block.table == "minimum_wages":
        _set_years(block)
    elif block.table == "informal" and block.first("trade") is None:
        _set_trades(block)
    elif block.table == "cases":
        _set_instalments(block)


def _set_months(block: Block) -> None:
    known = TABLES["contributions"].headings
    alone = "paid" if re.search(r"bayar|penerimaan|realisasi|setor", folded(" ".join(block.titles))) else "due"
    for column in block.columns:
        months = [(part, month) for part in column.path if (month := month_name(part))]
        rest = [part for part in column.path if not month_name(part)]
        if len(months) == 1 and not any(_CONTROL.match(folded(part)) for part in rest[:-1]):
            column.month, column.year = months[0][1], year_in(column.heading) or _short_year(months[0][0])
            key = folded(rest[-1]) if rest else ""
            amounts = ("due", "paid", "workers", "wages", "paid_on")
            column.field = next((name for name in amounts if key in known[name]), "" if rest else alone)
        elif column.field in ("due", "paid", "workers", "wages", "paid_on", "blth"):
            column.field = "control"


def _short_year(text: str) -> int:
    match = re.search(r"['’\s-](\d{2})$", text.strip())
    return 2000 + int(match[1]) if match else 0


def _set_years(block: Block) -> None:
    for column in block.columns:
        year = next((year for part in column.path if (year := year_in(part))), 0)
        if year and column.field not in ("region", "region_code", "number"):
            column.field, column.year = "rupiah", year


def _set_trades(block: Block) -> None:
    known = TABLES["informal"].headings
    for column in block.columns:
        word = next((part for part in column.path if word_in("trade", part)), "")
        others = [folded(part) for part in column.path if part != word]
        if word:
            column.word = word
            column.field = "target" if any(key in known["target"] for key in others) else "active"
        elif column.field in ("active", "target"):
            column.field = "control"


def _set_instalments(block: Block) -> None:
    for column in block.columns:
        joined = folded(" ".join(column.path))
        if _INSTALMENT.match(joined) and len(column.path) > 1:
            day = folded(column.path[-1]).startswith(("tgl", "tanggal"))
            column.field = "angsuran_on" if day else "angsuran_rp"
            column.word = column.path[0]


def _set_scales(block: Block) -> None:
    """What amounts are counted in: the heading says, else a title above the table."""
    title = next((scale for text in block.titles if (scale := scale_in(text)) is not None), None)
    for column in block.columns:
        own = next((scale for part in column.path if (scale := scale_in(part)) is not None), None)
        column.scale_said = own is not None or title is not None
        column.scale = own or title or 1
