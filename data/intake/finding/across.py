"""What runs across a table: months, years, trades, instalments. What a column is of stands in its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.intake.finding.blocks import Block, Column
from data.intake.finding.catalogue import TABLES
from data.intake.finding.counted import set_people
from data.intake.finding.headings import (
    folded,
    is_known,
    is_quarter,
    is_ratio,
    month_and_rest,
    month_name,
    month_year,
    spelled,
    year_in,
)
from data.intake.values import ZERO_WORDS, is_empty, taken_apart, word_in

# Columns that sum others, and what is left between them; "Jumlah Bayar" below a month is what was paid in it.
_CONTROL = re.compile(
    r"^(?:total|jumlah|tw|triwulan|semester|smt|kuartal|q[1-4]|persen|rasio|selisih|sisa|saldo|piutang)"
)
_MONEY = "tgl|tanggal|bayar|rp|rupiah|jumlah|jml|nilai|nominal"
_INSTALMENT = re.compile(
    rf"(?:tgl|tanggal|nilai|jumlah|jml|rp)?(?:bayar)?(?:angsuran|cicilan)(?:ke)?(\d+|i{{1,3}}|iv|v|vi)?(?:{_MONEY})*"
)
_PAYMENTS = re.compile(r"bayar|penerimaan|realisasi|setor")
_BILLS = re.compile(r"penetapan|tagihan|kewajiban")
_NO_WAGE = re.compile(r"\bket|keputusan|\bsk\b|nomor|dasar|selisih", re.I)
_MONTHLY = ("due", "paid", "workers", "wages", "paid_on")
_LOOKED_AT = 200
_MONEY_WORDS = ("", "rp", "rupiah", "idr")


def trade_across(column: Column) -> str:
    """The trade that a column is of, where trades run across; "" for another column."""
    for part in column.path:
        trade = word_in("trade", part)
        if trade and not month_name(part):
            return trade
    return ""


def months_across(block: Block) -> bool:
    """Whether months run across: amounts below two months or more, or below one where no column holds the month."""
    months = {_month(column.path)[0] for column in block.columns if _is_of_month(column)}
    down = any(
        folded(column.path[-1]) in TABLES["contributions"].headings["blth"] for column in block.columns
    )
    return len(months) > 1 or (len(months) == 1 and not down)


def _is_of_month(column: Column) -> bool:
    month, _, rest = _month(column.path)
    keys = [spelled(one) for one in rest if folded(one) not in _MONEY_WORDS]
    return bool(month) and (not keys or bool(_kind_of_amount(keys)))


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


def set_across(block: Block) -> None:
    """Columns of months, years, trades, people and instalments: what they are of stands in their headings."""
    if block.table == "contributions" and months_across(block):
        _set_months(block)
    elif block.table == "minimum_wages":
        _set_years(block)
    elif block.table == "informal" and block.first("trade") is None:
        _set_trades(block)
    elif block.table == "workforce":
        set_people(block)
    elif block.table == "cases":
        _set_instalments(block)


def _set_months(block: Block) -> None:
    title = folded(" ".join(block.titles))
    alone = "paid" if _PAYMENTS.search(title) and not _BILLS.search(title) else "due"
    for column in block.columns:
        month, part, rest = _month(column.path)
        rest = [one for one in rest if folded(one) not in _MONEY_WORDS and not _spans(one, part, column)]
        if month and not any(_is_control(spelled(one)) for one in rest):
            column.month, column.year = month, month_year(part) or year_in(column.heading)
            kind = _kind_of_amount([spelled(one) for one in rest]) or ("" if rest else alone)
            column.field = "" if kind != "paid_on" and any(map(is_ratio, column.path)) else kind
        elif column.field in (*_MONTHLY, "blth"):
            column.field = "control"


def _spans(text: str, month: str, column: Column) -> bool:
    """Whether a part of a heading is a quarter or a half of a year that only stands over its months."""
    return bool(month) and is_quarter(text) and column.path.index(text) < column.path.index(month)


def _is_control(key: str) -> bool:
    counted = re.sub(r"^(?:total|jumlah|jml)", "", key)
    return bool(_CONTROL.match(key)) and (counted == key or not _kind_of_amount([counted]))


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
        other = is_ratio(column.heading) or _NO_WAGE.search(column.heading)
        if year and not other and column.field not in ("region", "region_code", "number"):
            column.field, column.year = "rupiah", year


def _set_trades(block: Block) -> None:
    """Trades across; a column among them whose heading no list has is of a trade that must be asked about."""
    known = TABLES["informal"].headings
    of_trades = [column for column in block.columns if trade_across(column)]
    heads = {column.path[0] for column in of_trades if len(column.path) > 1}
    below = {folded(column.path[-1]) for column in of_trades if len(column.path) > 1}
    beside = _beside(block, of_trades)
    for column in block.columns:
        word = next((part for part in column.path if word_in("trade", part)), "")
        alike = len(column.path) > 1 and folded(column.path[-1]) in below
        if not word and (alike or (not column.field and (column.index in beside or column.path[0] in heads))):
            word = _unknown_trade(column, heads)
        if word and not _CONTROL.match(folded(word)):
            others = [folded(part) for part in column.path if part != word]
            column.word = word
            column.field = "target" if any(key in known["target"] for key in others) else "active"
        elif column.field in ("active", "target"):
            column.field = "control"


def _beside(block: Block, of_trades: Sequence[Column]) -> set[int]:
    """The columns between those of trades, and beside them as long as they hold numbers below a heading of no list."""
    if not of_trades:
        return set()
    found = set(range(of_trades[0].index, of_trades[-1].index + 1))
    by_index = {column.index: column for column in block.columns}
    for step, at in ((-1, of_trades[0].index - 1), (1, of_trades[-1].index + 1)):
        while (column := by_index.get(at)) is not None and not column.field and _counts(block, at):
            found.add(at)
            at += step
    return found


def _counts(block: Block, index: int) -> bool:
    """Whether most of what stands below a heading is a number."""
    cells = [
        cell for cell in block.sheet.whole(index)[block.header[1] + 1 :][:_LOOKED_AT] if not is_empty(cell)
    ]
    numbers = sum(
        isinstance(cell, (int, float)) or taken_apart(str(cell)) is not None or str(cell) in ZERO_WORDS
        for cell in cells
    )
    return bool(cells) and numbers * 2 > len(cells)


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
