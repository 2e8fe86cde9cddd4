"""An office among offices of its size: a branch of five thousand employers is not held against one of two hundred."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from data import places
from data.indicators import definitions
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import OfficeSums, Place, office_sums, open_page
from pages.templates import signed_quantity
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

# As many as stand on a screen; at most this many times larger or smaller, where there are enough of them.
_PEERS, _FACTOR = 5, 3.0


def peers(of: OfficeSums) -> list[OfficeSums]:
    """The offices nearest in the number of employers that must register, this one among them; best compliance first."""
    every = [office_sums(code, of.month, of.found) for code in session.branches()]
    sizes = {one.code: _value(one, "employers_obliged") for one in every if one.regions}
    own = sizes.get(of.code)
    if not own:
        return []
    apart = {code: max(size / own, own / size) for code, size in sizes.items() if size}
    near = sorted(apart, key=lambda code: (apart[code], code))[: _PEERS + 1]
    found = [one for one in every if one.code in near and (apart[one.code] <= _FACTOR or one.code == of.code)]
    return sorted(found, key=lambda one: (-(_value(one, "compliance") or -1), one.code))


def show(of: OfficeSums, view: View, words: Words) -> None:
    """The ranking, with a way to each office's own page."""
    shown = _ranking(of, words)
    if len(shown.rows) > 1:
        listing(shown, words, "office_peers", lambda code: open_page(f"kantor-{places.office_slug(code)}"))
        widgets.offer_files(
            f"peringkat-kantor-{of.code}-{of.month}", lambda: _sheet(of, view, words), words, "peers"
        )


def _sheet(of: OfficeSums, view: View, words: Words) -> Sheet:
    names = ("compliance", "employers_compliant", "employers_obliged")
    rows = pd.DataFrame(
        [
            {"name": session.area_name(one.code)} | {name: _value(one, name) for name in names}
            for one in peers(of)
        ]
    )
    titles = [definitions()[name].title[words.language] for name in names]
    columns = [Column("name", words("Kantor")), *(Column(name, title, "percent" if name == "compliance" else "count")
                                                  for name, title in zip(names, titles, strict=True))]  # fmt: skip
    place = Place("office", of.code, of.month, of.found)
    return Sheet(
        words("Peringkat di antara kantor yang seukuran"), columns, rows, widgets.about_rows(place, view, words),
        widgets.definition_rows(names, words), of.found.release.simulated,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _ranking(of: OfficeSums, words: Words) -> Shown:
    """Kept, since it asks for the sums of every office."""
    rows = [(one.code, _cells(at, one, of, words)) for at, one in enumerate(peers(of), 1)]
    heads = [Head(words("Kantor")), Head(words("No."), True), Head(words("Kepatuhan"), True),
             Head(words("Sebulan"), True), Head(words("Setahun"), True), Head(words("Pemberi kerja wajib"), True)]  # fmt: skip
    caption = words(
        "Peringkat di antara kantor yang seukuran menurut jumlah pemberi kerja wajib; poin persen terhadap bulan dan tahun lalu."
    )
    return Shown(caption, heads, rows)


def _cells(place: int, one: OfficeSums, of: OfficeSums, words: Words) -> list[Cell]:
    now = _value(one, "compliance")
    name = session.area_name(one.code)
    return [
        words("{name} (kantor ini)", name=name) if one.code == of.code else name, words.number(place),
        words("disembunyikan") if now is None else words.percent(now),
        _moved(one, now, one.before, words), _moved(one, now, one.year_before, words),
        words.number(_value(one, "employers_obliged") or 0),
    ]  # fmt: skip


def _moved(one: OfficeSums, now: float | None, month: str, words: Words) -> str:
    then = _value(one, "compliance", month) if month else None
    return "–" if now is None or then is None else signed_quantity(now - then, "points", words)


def _value(one: OfficeSums, name: str, month: str = "") -> float | None:
    found = one.sum(name, month)
    return None if found is None or found.value is None else float(found.value)
