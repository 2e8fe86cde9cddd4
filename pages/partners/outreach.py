"""Meetings with employers as tables: by kind, by month, and one by one; no employer is named."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.answers import kept
from data.ledger import WINDOW_DAYS
from data.parsing import each_row, is_missing
from data.queries import Outreach, read_outreach
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_columns, translated_heads

_KIND_NAMES = {
    "sosialisasi": "sosialisasi",
    "fgd": "FGD",
    "rakor": "rapat koordinasi",
    "kunjungan": "kunjungan",
}
_PAGE = 25  # meetings on a page of the list
_EVENTS = Head("Acara", number=True)
_COUNTS = (
    Head("Diundang", number=True),
    Head("Hadir", number=True),
    Head("Belum terdaftar", number=True),
    Head("Mendaftar", number=True),
    Head("Hasil", number=True),
)
_FILE = (
    Column("event", "Nomor kegiatan"),
    Column("on", "Tanggal", "date"),
    Column("kind_name", "Kegiatan"),
    Column("region_name", "Wilayah"),
    Column("invited", "Diundang", "count"),
    Column("attended", "Hadir", "count"),
    Column("newcomers", "Belum terdaftar", "count"),
    Column("registered", "Mendaftar", "count"),
    Column("conversion", "Hasil (%)", "percent"),
    Column("until", "Dihitung sampai", "date"),
)


def outreach_of(place: Place) -> Outreach:
    """The meetings with employers of the place."""
    return read_outreach(place.reading, place.where, place.month)


def by_kind(place: Place, words: Words) -> None:
    """A row a kind of meeting."""
    listing(_kinds(place, words), words, "outreach_kind")


@kept
def _kinds(place: Place, words: Words) -> Shown:
    outreach = outreach_of(place)
    rows = [
        (row.kind, _line(_kind_name(row.kind, words), row, words)) for row in each_row(outreach.by("kind"))
    ]
    caption = words("Menurut jenis kegiatan, 12 bulan terakhir.")
    heads = translated_heads((Head("Kegiatan"), _EVENTS, *_COUNTS), words)
    return Shown(caption, heads, rows, _total(outreach, words))


def by_month(place: Place, words: Words) -> None:
    """A row a month in which the days after a meeting ended; those still running last."""
    listing(_months(place, words), words, "outreach_month")


@kept
def _months(place: Place, words: Words) -> Shown:
    outreach = outreach_of(place)
    rows = [
        (row.month, _line(_month_name(row.month, words), row, words))
        for row in each_row(outreach.by("month"))
    ]
    caption = words("Menurut bulan berakhirnya {n} hari sesudah kegiatan.", n=WINDOW_DAYS)
    heads = translated_heads((Head("Bulan"), _EVENTS, *_COUNTS), words)
    return Shown(caption, heads, rows, _total(outreach, words))


def _kind_name(kind: str, words: Words) -> str:
    """What a kind of meeting is called; one that nobody knows is its own name."""
    return words(_KIND_NAMES.get(kind, kind))


def _month_name(month: str, words: Words) -> str:
    return words.date(month) if month else words("belum genap {n} hari", n=WINDOW_DAYS)


def _line(name: str, row: Any, words: Words) -> list[Cell]:
    waiting = words("{n} menunggu", n=words.number(row.waiting)) if row.waiting else ""
    return [
        name,
        words.number(row.events),
        words.number(row.invited),
        words.number(row.attended),
        (_count(row.newcomers, words), waiting),
        _count(row.registered, words),
        share(row.registered, row.newcomers, words),
    ]


def _count(value: Any, words: Words) -> str:
    """A count, or a dash while it cannot be told."""
    return "–" if is_missing(value) else words.number(value)


def share(registered: Any, newcomers: Any, words: Words) -> str:
    """The conversion; a dash where nobody could have registered yet."""
    if is_missing(newcomers) or not newcomers:
        return "–"
    return words.percent(100 * registered / newcomers, 1)


def _total(outreach: Outreach, words: Words) -> list[str]:
    return [words("Jumlah"), words.number(len(outreach.events)), *_total_counts(outreach, words)]


def _total_counts(outreach: Outreach, words: Words) -> list[str]:
    """The last cells of a total: all who were invited, came, could register and did, and their share."""
    sums = outreach.sums
    counts = [words.number(sums[name]) for name in ("invited", "attended", "newcomers", "registered")]
    return [*counts, share(sums["registered"], sums["newcomers"], words)]


def one_by_one(place: Place, view: View, words: Words) -> None:
    """The meetings, newest first, a page at a time, and the whole list to take along."""
    shown = _page(place, view.list.page, words)
    listing(shown, words, "outreach_events")
    if shown.count:
        name = f"kegiatan-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: sheet(outreach_of(place), place, view, words), words, "outreach")


@kept
def _page(place: Place, asked: int, words: Words) -> Shown:
    """The page of the list that is asked for, or the nearest that there is."""
    outreach = outreach_of(place)
    events = outreach.events
    pages = max(-(-len(events) // _PAGE), 1)
    page = min(max(asked, 1), pages)
    part = events.iloc[(page - 1) * _PAGE : page * _PAGE]
    caption = words(
        "Terbaru lebih dahulu; {n} hari sesudah kegiatan dihitung sampai akhir bulan yang dipilih.",
        n=WINDOW_DAYS,
    )
    total = words("Jumlah {n} kegiatan", n=words.number(len(events)))
    return Shown(
        caption=caption,
        heads=translated_heads((Head("Tanggal"), Head("Kegiatan"), *_COUNTS), words),
        rows=[(row.event, _event(row, words)) for row in each_row(part)],
        total=[total, "", *_total_counts(outreach, words)],
        page=page,
        pages=pages,
        count=len(events),
        empty=words("Tidak ada kegiatan dalam 12 bulan terakhir di tempat ini."),
    )


def _event(row: Any, words: Words) -> list[Cell]:
    """The cells of one meeting; until its days are over nobody knows who registered after it."""
    where = f"{session.area_name(row.held_in)} · {row.event}"
    cells: list[Cell] = [
        words.date(row.on.date()),
        (_kind_name(row.kind, words), where),
        words.number(row.invited),
        words.number(row.attended),
    ]
    if not row.over:
        waiting = words("{n} menunggu", n=words.number(row.newcomers))
        until = words("dihitung {date}", date=words.date(row.until.date()))
        return [*cells, ("–", waiting), ("–", until), "–"]
    result = share(row.registered, row.newcomers, words)
    return [*cells, words.number(row.newcomers), words.number(row.registered), result]


def sheet(outreach: Outreach, place: Place, view: View, words: Words) -> Sheet:
    """The meetings as a table to take along; what cannot be counted yet stays empty."""
    rows = outreach.events
    frame = rows.assign(
        kind_name=[_kind_name(kind, words) for kind in rows["kind"]],
        region_name=session.areas_named(rows["held_in"]),
        newcomers=rows["newcomers"].astype("Int64").where(rows["over"]),
        conversion=_percent(rows),
    )
    sums = outreach.sums
    known = {"conversion": 100 * sums["registered"] / sums["newcomers"]} if sums["newcomers"] else {}
    return widgets.place_sheet(
        words("Kegiatan: {place}", place=place.name(words)),
        translated_columns(_FILE, words),
        frame,
        place,
        view,
        words,
        indicators=("outreach_conversion",),
        total=sums | known,
    )


def _percent(rows: pd.DataFrame) -> pd.Series:
    newcomers = rows["newcomers"].where(rows["over"] & (rows["newcomers"] > 0)).astype("Float64")
    return 100 * rows["registered"].astype("Float64") / newcomers
