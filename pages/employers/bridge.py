"""The bridge from last month's arrears to this month's, as bars that start where the last one ended."""

from __future__ import annotations

from html import escape

from data.queries import Bridge
from data.sheets import Column, Sheet
from data.words import Words
from pages import templates, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES
from pages.view import View

_GREY, _MORE, _LESS = "#4a6fa5", "#b35806", "#35978f"


# As the rows of a bridge are added up.
_ORDER = ("before", "moved_in", "moved_out", "new", "paid", "closed", "after")
_HEADS = (
    "Kelas umur",
    "Awal",
    "Masuk dari kelas lain",
    "Pindah ke kelas lain",
    "Baru",
    "Dibayar",
    "Tutup",
    "Akhir",
)


def sheet(found: Bridge, place: Place, view: View, words: Words) -> Sheet:
    """The bridge by ageing class, to take along."""
    rows = found.classes.reset_index(names="ageing")
    rows = rows.assign(ageing=[words(AGEING_NAMES[name]) for name in rows["ageing"]])
    columns = [Column("ageing", words(_HEADS[0]))]
    columns += [Column(key, words(head), "rupiah") for key, head in zip(_ORDER, _HEADS[1:], strict=True)]
    return Sheet(
        words("Perubahan tunggakan: {place}", place=place.name(words)), columns, rows,
        widgets.about_rows(place, view, words, [(words("Awal"), words.date(place.before))]),
        widgets.definition_rows(("ledger_arrears_rp",), words), place.found.release.simulated,
    )  # fmt: skip


def chart(found: Bridge, place: Place, words: Words) -> str:
    """The bars with their numbers, the employers behind them, and the same by class as a table."""
    whole = found.whole
    steps = [
        (words("Tunggakan {date}", date=words.date(place.before)), 0, whole["before"], _GREY),
        (words("Baru jatuh tempo"), whole["before"], whole["new"], _MORE),
        (words("Dibayar"), whole["before"] + whole["new"] - whole["paid"], whole["paid"], _LESS),
        (words("Pemberi kerja tutup"), whole["after"], whole["closed"], _LESS),
        (words("Tunggakan {date}", date=words.date(place.month)), 0, whole["after"], _GREY),
    ]
    top = max(whole["before"] + whole["new"], whole["after"], 1)
    signs = ("", "+", "−", "−", "")
    bars = "".join(
        f'<li><span>{escape(name)}</span><i style="--from:{start / top:.4f};--share:{size / top:.4f};background:{colour}"></i>'
        f"<b>{sign}{escape(words.rupiah(size))}</b></li>"
        for (name, start, size, colour), sign in zip(steps, signs, strict=True)
    )
    said = words(
        "{entered} pemberi kerja masuk, {left} keluar, {stayed} tetap menunggak.",
        entered=words.number(found.entered), left=words.number(found.left), stayed=words.number(found.stayed),
    )  # fmt: skip
    return f'<ol class="peta-funnel peta-bridge">{bars}</ol><p class="peta-note">{escape(said)}</p>{_classes(found, words)}'


def _classes(found: Bridge, words: Words) -> str:
    heads = [words(h) for h in _HEADS]
    order = _ORDER
    rows = [
        [
            escape(words(AGEING_NAMES[str(row.Index)])),
            *(escape(words.rupiah(getattr(row, name))) for name in order),
        ]
        for row in found.classes.itertuples()
    ]
    sums = found.classes.sum()
    rows.append(
        [
            f"<b>{escape(words('Jumlah'))}</b>",
            *(f"<b>{escape(words.rupiah(int(sums[name])))}</b>" for name in order),
        ]
    )
    table = templates.table(heads, rows, numeric=tuple(range(1, len(heads))))
    return f'<details class="peta-numbers"><summary>{escape(words("Menurut kelas umur"))}</summary>{table}</details>'
