"""How arrears moved from one month's end to the next, as rows that lead from the one to the other: drawn, and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import Bridge
from data.sheets import Chart as SheetChart
from data.sheets import Column, Sheet
from data.words import Words
from pages import charts, session, templates, widgets
from pages.charts import Chart, Step
from pages.session import Counts, Place
from pages.templates import AGEING_NAMES
from pages.view import View


@dataclass(frozen=True)
class _Move:
    """A row: its name, how its rupiah are made of the columns of `Bridge.classes`, and who is behind it."""

    name: str
    parts: Mapping[str, int]
    employers: int | None = None
    beside: str = ""
    standing: bool = False

    def of(self, amounts: Any) -> int:
        """The rupiah of the row, of a class or of all; `amounts` has a number for each column of `Bridge.classes`."""
        return sum(sign * int(amounts[part]) for part, sign in self.parts.items())


def _moves(bridge: Bridge, place: Place, words: Words) -> list[_Move]:
    """The rows in their order; new debtors and new months of old ones are two. Opening balances stand where some changed."""
    entered, grown = (words("{n} pemberi kerja", n=words.number(n)) for n in (bridge.entered, bridge.grown))
    settled = bridge.left - bridge.shut
    paid = words(
        "{n} pemberi kerja lunas, {some} membayar sebagian",
        n=words.number(settled),
        some=words.number(bridge.in_part),
    )
    shut = words("{n} pemberi kerja", n=words.number(bridge.shut))
    opening = [_Move(words("Saldo awal"), {"opening": 1})] if (bridge.classes["opening"] != 0).any() else []
    return [
        _Move(rest_of(place.before, words), {"before": 1}, bridge.left + bridge.stayed, standing=True),
        _Move(words("Baru menunggak"), {"fresh": 1}, bridge.entered, entered),
        _Move(words("Bulan baru dari yang sudah menunggak"), {"new": 1, "fresh": -1}, bridge.grown, grown),
        *opening,
        _Move(words("Dibayar"), {"paid": -1}, settled + bridge.in_part, paid),
        _Move(words("Pemberi kerja tutup"), {"closed": -1}, bridge.shut, shut),
        _Move(rest_of(place.month, words), {"after": 1}, bridge.entered + bridge.stayed, standing=True),
    ]


def rest_of(month: str, words: Words) -> str:
    """What the first and the last row are called."""
    return words("Sisa {date}", date=words.date(month_end(month)))


def title_of(place: Place, words: Words) -> str:
    """What a bridge of a place is called."""
    return words("Dari {before} ke {month}", before=words.date(place.before), month=words.date(place.month))


def bridge_drawn(bridge: Bridge, place: Place, words: Words) -> Chart:
    """The rows of a place whose employers this reader may see."""
    steps = [
        Step(move.name, move.of(bridge.whole), move.beside, move.standing)
        for move in _moves(bridge, place, words)
    ]
    ends = (bridge.whole["before"], bridge.whole["after"])
    return charts.bridge(steps, title_of(place, words), words, counts_of_ends(place, ends, words))


def counts_of_ends(place: Place, ends: tuple[float, float], words: Words) -> Counts:
    """What the first and the last number of a bridge count."""
    return tuple(
        pair
        for month, amount in zip((place.before, place.month), ends, strict=True)
        for pair in session.counts_of(
            place, {"ledger_arrears_rp": charts.spoken_amount(amount, ends, words)}, month
        )
    )


def by_class(bridge: Bridge, place: Place, words: Words) -> pd.DataFrame:
    """A row for each step, in rupiah: name, all classes together (`whole`), each class, and its employers (Int64)."""
    moves = _moves(bridge, place, words)
    between = _Move(words("Pindah antarkelas"), {"moved_in": 1, "moved_out": -1})
    rows = [*moves[:-1], between, moves[-1]]
    whole = bridge.classes.sum()
    return pd.DataFrame(
        {
            "name": [move.name for move in rows],
            "whole": [move.of(whole) for move in rows],
            **{name: [move.of(bridge.classes.loc[name]) for move in rows] for name in bridge.classes.index},
            "employers": pd.array([move.employers for move in rows], dtype="Int64"),
        }
    )


def class_table(bridge: Bridge, place: Place, words: Words) -> Markup:
    """The same by ageing class, closed: a column for each class, which adds up from the first row to the last."""
    columns = ["whole", *bridge.classes.index]
    heads = [words("Langkah"), words("Jumlah"), *(words(AGEING_NAMES[name]) for name in bridge.classes.index)]
    rows = [
        [row.name, *(words.rupiah(getattr(row, column)) for column in columns)]
        for row in each_row(by_class(bridge, place, words))
    ]
    table = templates.table(heads, rows, numeric=range(1, len(heads)))
    return templates.numbers(words("Menurut kelas umur"), table)


def bridge_sheet(bridge: Bridge, place: Place, view: View, words: Words) -> Sheet:
    """The bridge as a file, with each class in a column of its own."""
    columns = [
        Column("name", words("Langkah")),
        Column("whole", words("Tunggakan"), "rupiah"),
        Column("employers", words("Pemberi kerja"), "count"),
        *(Column(name, words(AGEING_NAMES[name]), "rupiah") for name in bridge.classes.index),
    ]
    rows = by_class(bridge, place, words)
    empty = ["" if not is_missing(value) else "–" for value in rows["employers"]]
    return widgets.place_sheet(
        words("Perubahan tunggakan: {place}", place=place.name(words)),
        columns,
        rows,
        place,
        view,
        words,
        indicators=("ledger_arrears_rp",),
        rules=("ageing",),
        filters=[(words("Awal"), words.date(place.before))],
        instead={"employers": empty},
        chart=SheetChart("bridge", "name", ("whole",)),
    )
