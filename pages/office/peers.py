"""An office among offices of its size: a branch of five thousand employers is not held against one of two hundred."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from data import places
from data.indicators import definitions
from data.sheets import Chart, Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import OfficeSums, office_sums, open_page, place_of_office, sums_of_each
from pages.templates import differences_said
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_heads

# As many as stand on a screen; at most this many times larger or smaller, where there are enough of them.
_PEERS, _FACTOR = 5, 3.0
_HEADS = (
    Head("Kantor"),
    Head("No.", number=True),
    Head("Kepatuhan", number=True),
    Head("Sebulan", number=True),
    Head("Setahun", number=True),
    Head("Pemberi kerja wajib", number=True),
)
# What the file holds of each office, with the kind of its column.
_FILE = {"compliance": "percent", "employers_compliant": "count", "employers_obliged": "count"}


def peers(of: OfficeSums) -> list[OfficeSums]:
    """The offices nearest in the number of employers that must register, this one among them; best compliance first.

    Empty when that number is not known of the office itself.
    """
    every = [office_sums(code, of.month, of.reading, _family(of, code)) for code in session.branches()]
    sizes = sums_of_each(every, "employers_obliged")
    own = sizes.get(of.code)
    if not own:
        return []
    apart = {code: max(size / own, own / size) for code, size in sizes.items() if size}
    near = sorted(apart, key=lambda code: (apart[code], code))[: _PEERS + 1]
    chosen = {code for code in near if apart[code] <= _FACTOR or code == of.code}
    return sorted((office for office in every if office.code in chosen), key=_rank)


def _family(of: OfficeSums, code: str) -> frozenset[str]:
    """Whom another office counts where this one counts its own: its own, too."""
    return places.with_its_own(session.facts(), code) if of.whose.family else frozenset()


def _rank(office: OfficeSums) -> tuple[float, str]:
    """Where an office stands: the best compliance first, what is hidden last."""
    return -(_value(office, "compliance") or -1), office.code


def show(of: OfficeSums, view: View, words: Words) -> None:
    """The ranking, with a way to each office's own page."""
    shown = _ranking(of, words)
    if len(shown.rows) > 1:
        listing(shown, words, "office_peers", lambda code: open_page(f"kantor-{places.office_slug(code)}"))
        name = f"peringkat-kantor-{of.code}-{of.month}"
        widgets.offer_files(name, lambda: _sheet(of, view, words), words, "peers")


def _sheet(of: OfficeSums, view: View, words: Words) -> Sheet:
    rows = [
        {"rank": at, "name": session.area_name(office.code)} | {name: _value(office, name) for name in _FILE}
        for at, office in enumerate(peers(of), 1)
    ]
    columns = [Column(name, definitions()[name].title[words.language], kind) for name, kind in _FILE.items()]
    return widgets.place_sheet(
        words("Peringkat di antara kantor yang seukuran"),
        [Column("rank", words("No."), "count"), Column("name", words("Kantor")), *columns],
        pd.DataFrame(rows),
        place_of_office(of),
        view,
        words,
        indicators=tuple(_FILE),
        instead={name: [_untold(office, name, words) for office in peers(of)] for name in _FILE},
        chart=Chart("bar", "name", ("compliance",)),
    )


def _untold(office: OfficeSums, name: str, words: Words) -> str:
    """What stands in place of an office's number; "" where it has one."""
    return office.instead(name, words) if _value(office, name) is None else ""


@lru_cache(maxsize=256)
def _ranking(of: OfficeSums, words: Words) -> Shown:
    """Kept, since it asks for the sums of every office."""
    offices = peers(of)
    moved = list(zip(*(_moved(offices, since, words) for since in ("before", "year_before")), strict=True))
    rows = [
        (office.code, _cells(at, office, of, moved[at - 1], words)) for at, office in enumerate(offices, 1)
    ]
    caption = words(
        "Peringkat di antara kantor yang seukuran menurut jumlah pemberi kerja wajib; poin persen terhadap bulan dan tahun lalu."
    )
    counts = {office.code: _counts(office, words) for office in offices}
    return Shown(caption, translated_heads(_HEADS, words), rows, counts=counts)


def _counts(office: OfficeSums, words: Words) -> session.Counts:
    """What the numbers of a row count."""
    now, obliged = _value(office, "compliance"), _value(office, "employers_obliged")
    texts = {
        "compliance": "" if now is None else words.percent(now),
        "employers_obliged": words.number(obliged) if obliged else "",
    }
    return session.counts_of(place_of_office(office), texts)


def _cells(
    rank: int, office: OfficeSums, of: OfficeSums, moved: Sequence[tuple[str, str]], words: Words
) -> list[Cell]:
    now, name = _value(office, "compliance"), session.area_name(office.code)
    return [
        words("{name} (kantor ini)", name=name) if office.code == of.code else name,
        words.number(rank),
        office.instead("compliance", words) if now is None else words.percent(now),
        *moved,
        words.number(_value(office, "employers_obliged") or 0),
    ]


def _moved(offices: list[OfficeSums], since: str, words: Words) -> list[tuple[str, str]]:
    """How far each office's compliance is from that of another month, in points, and what chance says of it."""
    moved = [office.moved("compliance", getattr(office, since)) for office in offices]
    return differences_said(definitions()["compliance"], moved, words)


def _value(office: OfficeSums, name: str, month: str = "") -> float | None:
    total = office.sum(name, month)
    return None if total is None or total.value is None else float(total.value)
