"""Months down: a row per employer and month, as the core system writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from operator import itemgetter

from data.intake.assembling.blanks import ask_blank
from data.intake.assembling.contributions.columns import AMOUNTS, DUES, PAIDS
from data.intake.assembling.gathering import Call, Gathering, amounts, days
from data.intake.assembling.registered import read_npps
from data.intake.assembling.titled import title_month, title_year
from data.intake.finding import Column
from data.intake.report import Question, Record
from data.intake.values import Months, Reading, is_empty, months_named, read_month, text_of
from data.words import Sentence

_BELOW_ZERO = re.compile(
    r"selisih|koreksi|\brev\b|revisi|penyesuaian|pembetulan|perbaikan|ralat|pembatalan|kurang\s*bayar|lebih\s*bayar|"
    r"correction|reversal|adjustment",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]")


def down(gathering: Gathering) -> list[Record]:
    """A record for each row. Asks: blank_meaning, missing_column (the month), number, no_values."""
    read_npps(gathering)
    _read_months(gathering)
    negative = _may_be_negative(gathering)
    gathering.context.below_zero |= negative
    gathering.read(
        "workers", amounts(gathering, gathering.block.all("workers"), people=True, negative=negative)
    )
    for name in AMOUNTS[1:]:
        columns = gathering.block.all(name)
        if columns and gathering.read(name, amounts(gathering, columns, negative=negative)):
            _add_shares(gathering, name, columns[1:], negative=negative)
    gathering.read("paid_on", days(gathering, "paid_on"))
    _read_divisions(gathering)
    _total(gathering)
    paid = gathering.block.first("paid")
    if paid is not None and "paid" in gathering.given:
        ask_blank(gathering.records, paid, gathering.context)
    _check(gathering)
    return gathering.records


def _add_shares(gathering: Gathering, name: str, columns: Sequence[Column], *, negative: bool) -> None:
    """Add the other columns of one amount, which is parted by who pays it."""
    for column in columns:
        before = [record.values[name] for record in gathering.records]
        reader = amounts(gathering, [column], negative=negative)
        gathering.read_column(column, name, reader, gathering.records, gathering.cells(column))
        for record, share in zip(gathering.records, before, strict=True):
            if share is not None:
                record.values[name] = share + (record.values[name] or 0)
        gathering.found.note("added_up", gathering.sheet, column.letter)


def _read_divisions(gathering: Gathering) -> None:
    if not gathering.read("division", Call(_read_division)):
        return
    for record in gathering.records:
        record.values["_division"] = record.values.pop("division", None) or record.values.get("_division", "")


def _read_division(cell: object) -> Reading:
    """A division's number as text of three digits, "" for the main one."""
    text = "" if is_empty(cell) else text_of(cell).zfill(3)
    return Reading(text if text.strip("0") else "")


def _read_months(gathering: Gathering) -> None:
    """The month of each record: its own column, month and year in two columns, the title, or an answer."""
    column = gathering.block.first("blth")
    if column is not None:
        gathering.given.append("blth")
        cells = _with_years(gathering, column)
        gathering.read_column(column, "blth", Months(gathering.context.today), gathering.records, cells)
        return
    gathering.given.append("blth")
    month, note = title_month(gathering.block, gathering.context)
    if month:
        gathering.found.note(note, gathering.sheet)
        for record in gathering.records:
            record.values["blth"] = month
    else:
        _ask_month(gathering)


def _with_years(gathering: Gathering, column: Column) -> list[object]:
    """The cells of the months with the year of their row; that of the title only where no month has a year of its own."""
    cells = gathering.cells(column)
    years = gathering.block.first("year")
    if years is not None:
        said: list[object] = gathering.cells(years)
    elif any(map(_has_year, cells)) or not any(map(_has_no_year, cells)):
        return cells
    else:
        said = [title_year(gathering.block, gathering.context)] * len(cells)
    return [_joined(cell, text_of(year)) for cell, year in zip(cells, said, strict=True)]


def _has_year(cell: object) -> bool:
    text = text_of(cell)
    if isinstance(cell, (int, float)):
        return cell > 12  # 202607, or the days by which Excel keeps a date
    return isinstance(cell, date) or bool(read_month(text) or _YEAR.search(text))


def _has_no_year(cell: object) -> bool:
    text = text_of(cell).casefold()
    return bool(_MONTH_NUMBER.fullmatch(text)) or (len(months_named(text)) == 1 and text.isalpha())


def _joined(cell: object, year: str) -> object:
    """A month with its year, where both are; else the cell as it stands."""
    if is_empty(cell) or not _YEAR.fullmatch(year):
        return cell
    text = text_of(cell)
    month = f"{text}/{year}" if text.isdigit() else f"{text} {year}"
    return month if read_month(month) else cell


def _ask_month(gathering: Gathering) -> None:
    question = gathering.context.ask(
        Question(
            "missing_column",
            Sentence("Berkas ini tidak menyebut bulan iurannya (BLTH). Bulan yang mana?"),
            gathering.sheet,
            blocks="file",
            key="blth",
        ),
        lambda answer: read_month(str(answer)),
    )
    for record in gathering.records:
        record.values["blth"] = read_month(str(question.answer)) if question.answer else None
        record.waits.append(question)


def _may_be_negative(gathering: Gathering) -> bool:
    """Whether amounts below zero are meant: the list says it is of differences, or whole rows are below zero."""
    block = gathering.block
    said = (
        *block.titles,
        block.sheet.name,
        gathering.context.file,
        *(column.heading for column in block.columns),
    )
    if any(_BELOW_ZERO.search(text.replace("_", " ")) for text in said):
        return True
    columns = [column for name in ("workers", "wages", *DUES, "due") for column in block.all(name)]
    if len(columns) < 2:
        return False
    if not any(_holds_below_zero(gathering, column) for column in columns):
        return False
    looks = [gathering.cells(column) for column in columns]
    return any(_is_below_zero(cells) for cells in zip(*looks, strict=True))


def _holds_below_zero(gathering: Gathering, column: Column) -> bool:
    """Whether some cell of a column may be below zero: a number, or a text with its sign."""
    numbers = gathering.numbers(column)
    if numbers is not None and (numbers < 0).any():
        return True
    texts: set[object] = {*gathering.texts(column)}
    if int in gathering.block.sheet.kinds(column.index):
        texts |= {cell for cell in gathering.cells(column) if cell.__class__ is int}
    return any(text_of(cell)[:1] in ("-", "(", "−") for cell in texts)


def _is_below_zero(cells: Sequence[object]) -> bool:
    texts = [text_of(cell) for cell in cells if not is_empty(cell)]
    given = [text for text in texts if text not in ("-", "–", "—") and text.strip("Rp 0.,")]
    return len(given) > 1 and sum(text.startswith(("-", "(", "−")) for text in given) * 2 > len(given)


def _total(gathering: Gathering) -> None:
    """due and paid as one amount: the sum of the programmes, or what the file gives where it has no split."""
    for parts, whole in ((DUES, "due"), (PAIDS, "paid")):
        split = [name for name in parts if name in gathering.given]
        if split:
            control = gathering.block.first(whole) if whole in gathering.given else None
            cells = gathering.cells(control) if control else [""] * len(gathering.records)
            adds_up = _adding_up(gathering.records, split, whole) if control else []
            for record, cell, settled in zip_longest(gathering.records, cells, adds_up):
                if not settled:
                    _add_up(gathering, record, split, whole, control, cell)


def _adding_up(records: Sequence[Record], split: Sequence[str], whole: str) -> list[bool]:
    """For each record, whether the whole that it gives is the sum of its parts."""
    given = itemgetter(*split, whole)
    wholes = []
    for record in records:
        *parts, said = given(record.values)
        wholes.append(None not in parts and said == sum(parts))
    return wholes


def _add_up(
    gathering: Gathering,
    record: Record,
    split: Sequence[str],
    whole: str,
    control: Column | None,
    cell: object,
) -> None:
    said, parts = record.values.get(whole), [record.values.get(name) for name in split]
    if record.bad or all(part is None for part in parts):
        return
    summed = sum(part or 0 for part in parts)
    if None in parts and said != summed:
        empty = gathering.block.first(split[parts.index(None)])
        if empty is not None:
            gathering.wrong("missing", record, empty, "")
            return
    record.values |= {name: record.values.get(name) or 0 for name in split}
    if said is not None and said != summed and control is not None:
        gathering.warn("sum_mismatch", record, control, cell)
    record.values[whole] = summed


def _check(gathering: Gathering) -> None:
    """Warnings of a row against the register and itself."""
    workers, paid, month = (gathering.block.first(name) for name in ("workers", "paid", "blth"))
    register = gathering.context.register.by_npp.items()
    most = {npp: employer.workers for npp, employer in register if workers and employer.workers}
    since = {
        npp: employer.registered_on[:7] for npp, employer in register if month and employer.registered_on
    }
    for record in gathering.records:
        values = record.values
        npp, count, blth, due = values["npp"], values.get("workers"), values.get("blth"), values.get("due")
        if record.bad:
            continue
        if workers and count and npp in most and count > most[npp]:
            gathering.warn("workers_over_registered", record, workers, count)
        if month and blth and npp in since and blth < since[npp]:
            gathering.warn("before_registration", record, month, blth)
        amount = values.get("paid")
        if paid and amount and due is not None and amount > due >= 0:
            gathering.warn("paid_over_due", record, paid, amount)
