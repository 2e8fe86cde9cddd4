"""Which table a block is, and which column of ours each of its columns gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import NUMBER, TABLES, Known
from data.intake.finding.headings import (
    folded,
    is_known,
    is_ratio,
    month_and_rest,
    month_name,
    month_of_texts,
    month_year,
    readings,
    scale_in,
    year_in,
)
from data.intake.finding.lists import CONTACTS, PERSONS
from data.intake.values import months_named, read_month, text_of, word_in

_MINIMUM_WAGE = re.compile(r"upah\s*minimum|\bum[kp]\b", re.I)
_PARTS = frozenset(
    ["l", "p", "lk", "pr", "lakilaki", "perempuan", "pria", "wanita", "tkil", "tkip", "tkal", "tkap", "tkl", "tkp", "tkil", "tkip", "wnil", "wnip", "wnal", "wnap", "tkilakilaki", "tkiperempuan", "tkalakilaki", "tkaperempuan"]
)
_WORKFORCE_PATH = re.compile(r"tenagakerja|pekerja|karyawan|\btk|pegawai|wni|wna|tki|tka|buruh")
_CONTROL = re.compile(
    r"^(?:total|jumlah|tw|triwulan|semester|smt|kuartal|q[1-4]|persen|rasio|selisih|sisa|saldo|piutang)"
)
_INSTALMENT = re.compile(
    r"(?:tgl|tanggal|nilai|jumlah|jml|rp)?(?:bayar)?(?:angsuran|cicilan)(?:ke)?(\d+|i{1,3}|iv|v|vi)?(?:tgl|tanggal|bayar|rp|rupiah|jumlah|jml|nilai|nominal)*"
)
_SOME_PAID = re.compile(r"bayar|realisasi|terima|setor|paid")
_PROGRAMME = re.compile(r"(?:iur(?:an)?|premi)?(jkk|jkm|jht|jp)")
_COUNTED = frozenset(
    ["workers", "wages", "due", "due_jkk", "due_jkm", "due_jht", "due_jp", "paid", "paid_jkk", "paid_jkm", "paid_jht", "paid_jp", "target", "active", "value", "recovered", "rupiah", "employed", "formal", "informal", "population", "labour_force", "workers_known", "invited", "attended"]
)
_PAYMENTS = re.compile(r"bayar|penerimaan|realisasi|setor")
_BILLS = re.compile(r"penetapan|tagihan|kewajiban")
_FEWEST_MONTHS = 3
_MONTHLY = ("due", "paid", "workers", "wages", "paid_on")
_MONEY_WORDS = ("", "rp", "rupiah", "idr")
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
    if name == "contributions" and "arrears" in found and not _says_months(block, found):
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
        yield from ("due", "paid", "months_across")
    if name == "contributions" and any(set(_keys(column.path)) & set(_OWED) for column in block.columns):
        yield "arrears"


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
    return isinstance(cell, date) or bool(read_month(text) or months_named(text)) or (text.isdigit() and len(text) == 6)


def trade_across(column: Column) -> str:
    """The trade that a column is of, where trades run across; "" for another column."""
    for part in column.path:
        trade = word_in("trade", part)
        if trade and not month_name(part):
            return trade
    return ""


def months_across(block: Block) -> bool:
    """Whether months run across: at least three columns below different months."""
    return len({month for column in block.columns if (month := _month(column.path)[0])}) >= _FEWEST_MONTHS


def _month(path: tuple[str, ...]) -> tuple[int, str, list[str]]:
    """The month that a column is of, the part of its heading that says so, and what else the heading says."""
    months: list[tuple[int, str]] = []
    rest: list[str] = []
    for part in path:
        if month := month_name(part):
            months.append((month, part))
            continue
        month, other = month_and_rest(part)
        if month and not _CONTROL.match(folded(part)):
            months.append((month, part))
        rest.append(other if month else part)
    return (*months[0], rest) if len({month for month, _ in months}) == 1 else (0, "", rest)


def _fields(block: Block, name: str, known: Known) -> Iterator[tuple[int, str]]:
    """The field of each column; a field that two columns could give goes to the one that is not hidden, then the first."""
    taken: set[str] = set()
    for column in sorted(block.columns, key=lambda column: column.hidden):
        field = _field(column, name, known)
        if field in _COUNTED and any(map(is_ratio, column.path)):
            continue
        if field and (field not in taken or field in ("number", "person", "contact", "workers_part")):
            taken.add(field)
            yield column.index, field


def _field(column: Column, name: str, known: Known) -> str:
    keys = _keys(column.path)
    if any(key in NUMBER for key in keys[:1]) and len(column.path) == 1:
        return "number"
    if name in ("employers",) and _is_part(column):
        return "workers_part"
    if name == "contributions" and (programme := _programme(column.path)):
        return programme
    for key in keys:
        if key in PERSONS:
            return "person"
        for field, names in known.headings.items():
            if key in names:
                return _coded(field, column)
        if key in CONTACTS:
            return "contact"
    return ""


def _programme(path: tuple[str, ...]) -> str:
    """due_jkk or paid_jkk where the heading is of a programme, under whatever says that it was paid; "" for others."""
    last = _PROGRAMME.fullmatch(folded(path[-1]))
    if last is None or len(path) == 1:
        return ""
    return f"paid_{last[1]}" if _SOME_PAID.search(folded(" ".join(path[:-1]))) else f"due_{last[1]}"


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
    title = folded(" ".join(block.titles))
    alone = "paid" if _PAYMENTS.search(title) and not _BILLS.search(title) else "due"
    for column in block.columns:
        month, part, rest = _month(column.path)
        rest = [one for one in rest if folded(one) not in _MONEY_WORDS]
        if month and not any(_CONTROL.match(folded(one)) for one in rest):
            column.month, column.year = month, month_year(part) or year_in(column.heading)
            kind = _kind_of_amount([folded(one) for one in rest]) or ("" if rest else alone)
            column.field = "" if kind != "paid_on" and any(map(is_ratio, column.path)) else kind
        elif column.field in (*_MONTHLY, "blth"):
            column.field = "control"


def _kind_of_amount(rest: Sequence[str]) -> str:
    """The field that the heading below or beside a month means, "" for none."""
    known = TABLES["contributions"].headings
    for key in reversed([key for key in rest if key not in _MONEY_WORDS]):
        if kind := next((name for name in _MONTHLY if key in known[name]), ""):
            return kind
        if key in ("tgl", "tanggal"):
            return "paid_on"
        if _PAYMENTS.search(key) or _BILLS.search(key):
            return "paid" if _PAYMENTS.search(key) else "due"
    return ""


def _set_years(block: Block) -> None:
    for column in block.columns:
        year = next((year for part in column.path if (year := year_in(part))), 0)
        if (
            year
            and column.field not in ("region", "region_code", "number")
            and not any(map(is_ratio, column.path))
        ):
            column.field, column.year = "rupiah", year


def _set_trades(block: Block) -> None:
    """Trades across; a column among them whose heading no list has is of a trade that must be asked about."""
    known = TABLES["informal"].headings
    trades = [column.index for column in block.columns if trade_across(column)]
    heads = {column.path[0] for column in block.columns if trade_across(column) and len(column.path) > 1}
    for column in block.columns:
        word = next((part for part in column.path if word_in("trade", part)), "")
        within = trades[0] <= column.index <= trades[-1] + 1 if trades else False
        if not word and not column.field and (within or column.path[0] in heads):
            word = _unknown_trade(column, heads)
        if word and not _CONTROL.match(folded(word)):
            others = [folded(part) for part in column.path if part != word]
            column.word = word
            column.field = "target" if any(key in known["target"] for key in others) else "active"
        elif column.field in ("active", "target"):
            column.field = "control"


def _unknown_trade(column: Column, heads: set[str]) -> str:
    parts = [part for part in column.path if part not in heads and not is_known(part)]
    return parts[0] if parts and not is_ratio(column.heading) else ""


def _set_instalments(block: Block) -> None:
    for column in block.columns:
        joined = folded(" ".join(column.path))
        match = _INSTALMENT.fullmatch(joined)
        if match is None and len(column.path) > 1:
            match = _INSTALMENT.fullmatch(folded(" ".join(column.path[-2:])))
        if match is not None and (match[1] or len(column.path) > 1):
            column.field = "angsuran_on" if re.search(r"tgl|tanggal", joined) else "angsuran_rp"
            column.word = match[1] or ""


def _set_scales(block: Block) -> None:
    """What amounts are counted in: the heading says, else a title above the table."""
    title = next((scale for text in block.titles if (scale := scale_in(text)) is not None), None)
    for column in block.columns:
        own = next((scale for part in column.path if (scale := scale_in(part)) is not None), None)
        if own == 1 and title and not re.search(r"penuh", column.heading, re.I):
            own = None  # "(Rp)" names the currency below a title that says thousands
        column.scale_said = own is not None or title is not None
        column.scale = own or title or 1
