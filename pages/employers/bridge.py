"""The bridge from last month's arrears to this month's, as bars that start where the one before them ended."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from data.parsing import each_row
from data.queries import Bridge
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES, Bar
from pages.view import View

STANDING, MORE, LESS = "#4a6fa5", "#b35806", "#35978f"
# Of each ageing class, in the order in which it adds up from one month's end to the next.
_COLUMNS = (
    Column("ageing", "Kelas umur"),
    Column("before", "Awal", "rupiah", adds=True),
    Column("moved_in", "Masuk dari kelas lain", "rupiah", adds=True),
    Column("moved_out", "Pindah ke kelas lain", "rupiah", adds=True),
    Column("new", "Baru", "rupiah", adds=True),
    Column("opening", "Saldo awal", "rupiah", adds=True),
    Column("paid", "Dibayar", "rupiah", adds=True),
    Column("closed", "Tutup", "rupiah", adds=True),
    Column("after", "Akhir", "rupiah", adds=True),
)


def _columns(bridge: Bridge) -> tuple[Column, ...]:
    """The columns; opening balances only where some have changed."""
    has_opening = bool((bridge.classes["opening"] != 0).any())
    return tuple(column for column in _COLUMNS if column.key != "opening" or has_opening)


def bridge_sheet(bridge: Bridge, place: Place, view: View, words: Words) -> Sheet:
    """The bridge by ageing class, as a file."""
    rows = bridge.classes.reset_index(names="ageing")
    return widgets.place_sheet(
        words("Perubahan tunggakan: {place}", place=place.name(words)),
        widgets.translated_columns(_columns(bridge), words),
        rows.assign(ageing=[words(AGEING_NAMES[name]) for name in rows["ageing"]]),
        place,
        view,
        words,
        indicators=("ledger_arrears_rp",),
        rules=("ageing",),
        filters=[(words("Awal"), words.date(place.before))],
        chart=Chart("bar", "ageing", ("before", "after")),
    )


def bridge_chart(bridge: Bridge, place: Place, words: Words) -> Markup:
    """The bars with their numbers, the employers behind them, and the same by ageing class as a table."""
    moves = words(
        "{entered} pemberi kerja masuk, {left} keluar, {stayed} tetap menunggak.",
        entered=words.number(bridge.entered),
        left=words.number(bridge.left),
        stayed=words.number(bridge.stayed),
    )
    ends = ((place.before, bridge.whole["before"]), (place.month, bridge.whole["after"]))
    counts = [
        pair
        for month, amount in ends
        for pair in session.counts_of(place, {"ledger_arrears_rp": words.rupiah(amount)}, month)
    ]
    return templates.together(
        templates.bar_list(_bars(bridge, place, words), words, counts=counts),
        templates.note(moves),
        templates.numbers(words("Menurut kelas umur"), _class_table(bridge, words)),
    )


def _bars(bridge: Bridge, place: Place, words: Words) -> list[Bar]:
    """What was owed before; what fell due on top of it; what was paid and what closed, off its end; what is owed now."""
    amounts = bridge.whole
    due, opening = amounts["before"] + amounts["new"], amounts["opening"]
    highest = due + opening
    longest = max(due, highest, amounts["after"], 1)

    def bar(name: str, sign: str, start: int, amount: int, colour: str) -> Bar:
        value = sign + words.rupiah(amount)
        return Bar(name, value, amount / longest, start=start / longest, colour=colour)

    more, less = max(opening, 0), max(-opening, 0)
    balances = [
        *([bar(words("Saldo awal"), "+", due, more, MORE)] if more else []),
        *([bar(words("Saldo awal"), "−", highest, less, LESS)] if less else []),
    ]
    return [
        bar(words("Tunggakan {date}", date=words.date(place.before)), "", 0, amounts["before"], STANDING),
        bar(words("Baru jatuh tempo"), "+", amounts["before"], amounts["new"], MORE),
        *balances,
        bar(words("Dibayar"), "−", highest - amounts["paid"], amounts["paid"], LESS),
        bar(words("Pemberi kerja tutup"), "−", amounts["after"], amounts["closed"], LESS),
        bar(words("Tunggakan {date}", date=words.date(place.month)), "", 0, amounts["after"], STANDING),
    ]


def _class_table(bridge: Bridge, words: Words) -> Markup:
    columns = _columns(bridge)
    amounts = [column.key for column in columns[1:]]
    heads = [words(column.title) for column in columns]
    rows: list[list[str]] = [_class_cells(row, amounts, words) for row in each_row(bridge.classes)]
    sums = bridge.classes.sum()
    total = [words("Jumlah"), *(words.rupiah(int(sums[name])) for name in amounts)]
    rows.append([templates.render("employers_bold", text=cell) for cell in total])
    return templates.table(heads, rows, numeric=range(1, len(heads)))


def _class_cells(row: Any, amounts: list[str], words: Words) -> list[str]:
    name = words(AGEING_NAMES[str(row.Index)])
    return [name, *(words.rupiah(getattr(row, amount)) for amount in amounts)]
