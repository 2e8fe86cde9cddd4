"""Meetings with employers as tables: by kind, by month, and one by one; no employer is named."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.ledger import WINDOW_DAYS
from data.parsing import each_row, is_missing
from data.queries import Outreach
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, widgets
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing

KIND_NAMES = {
    "sosialisasi": "sosialisasi",
    "fgd": "FGD",
    "rakor": "rapat koordinasi",
    "kunjungan": "kunjungan",
}
PAGE = 25


def by_kind(found: Outreach, words: Words) -> None:
    """A row a kind of meeting."""
    rows = found.by("kind")
    lines = [
        (row.kind, _line(words(KIND_NAMES.get(row.kind, row.kind)), row, words)) for row in each_row(rows)
    ]
    caption = words("Menurut jenis kegiatan, 12 bulan terakhir.")
    listing(
        Shown(caption, _heads(words("Kegiatan"), words), lines, _total(found, words)), words, "outreach_kind"
    )


def by_month(found: Outreach, words: Words) -> None:
    """A row a month in which the days after a meeting ended; those still running last."""
    rows = found.by("month")
    lines = [
        (row.month, _line(words.date(row.month) if row.month else words("belum genap {n} hari", n=WINDOW_DAYS), row, words))
        for row in each_row(rows)
    ]  # fmt: skip
    caption = words("Menurut bulan berakhirnya {n} hari sesudah kegiatan.", n=WINDOW_DAYS)
    listing(
        Shown(caption, _heads(words("Bulan"), words), lines, _total(found, words)), words, "outreach_month"
    )


def _heads(first: str, words: Words) -> list[Head]:
    return [
        Head(first), Head(words("Acara"), True), Head(words("Diundang"), True), Head(words("Hadir"), True),
        Head(words("Belum terdaftar"), True), Head(words("Mendaftar"), True), Head(words("Hasil"), True),
    ]  # fmt: skip


def _line(name: str, row: Any, words: Words) -> list[Cell]:
    waits = words("{n} menunggu", n=words.number(row.waiting)) if row.waiting else ""
    return [
        name, words.number(row.events), words.number(row.invited), words.number(row.attended),
        (_counted(row.newcomers, words), waits), _counted(row.registered, words), share(row.registered, row.newcomers, words),
    ]  # fmt: skip


def _counted(value: Any, words: Words) -> str:
    """A count, or a dash while it cannot be told."""
    return "–" if is_missing(value) else words.number(value)


def share(registered: Any, newcomers: Any, words: Words) -> str:
    """The conversion; a dash where nobody could have registered yet."""
    if is_missing(newcomers) or not newcomers:
        return "–"
    return words.percent(100 * registered / newcomers, 1)


def _total(found: Outreach, words: Words) -> list[str]:
    sums = found.sums
    return [
        words("Jumlah"), words.number(len(found.events)), *(words.number(sums[name]) for name in ("invited", "attended", "newcomers", "registered")),
        share(sums["registered"], sums["newcomers"], words),
    ]  # fmt: skip


def one_by_one(found: Outreach, place: Place, view: View, words: Words) -> None:
    """The meetings, newest first, a page at a time, and the whole list to take along."""
    rows = found.events
    pages = max(-(-len(rows) // PAGE), 1)
    page = min(max(view.page, 1), pages)
    part = rows.iloc[(page - 1) * PAGE : page * PAGE]
    shown = Shown(
        caption=words("Terbaru lebih dahulu; {n} hari sesudah kegiatan dihitung sampai akhir bulan yang dipilih.", n=WINDOW_DAYS),
        heads=[Head(words("Tanggal")), *_heads(words("Kegiatan"), words)[:1], *_heads("", words)[2:]],
        rows=[(row.event, _event(row, words)) for row in each_row(part)],
        total=[words("Jumlah {n} kegiatan", n=words.number(len(rows))), "", *_total(found, words)[2:]],
        page=page, pages=pages, count=len(rows),
        empty=words("Tidak ada kegiatan dalam 12 bulan terakhir di tempat ini."),
    )  # fmt: skip
    listing(shown, words, "outreach_events")
    if len(rows):
        widgets.offer_files(
            f"kegiatan-{place.name(words)}-{place.month}",
            lambda: sheet(found, place, view, words),
            words,
            "outreach",
        )


def _event(row: Any, words: Words) -> list[Cell]:
    named = words(KIND_NAMES.get(row.kind, row.kind))
    where = f"{session.area_name(row.held_in)} · {row.event}"
    counts = [words.number(row.invited), words.number(row.attended)]
    if not row.over:
        until = words("dihitung {date}", date=words.date(row.until.date()))
        return [words.date(row.on.date()), (named, where), *counts, ("–", words("{n} menunggu", n=words.number(row.newcomers))), ("–", until), "–"]  # fmt: skip
    return [
        words.date(row.on.date()), (named, where), *counts, words.number(row.newcomers), words.number(row.registered),
        share(row.registered, row.newcomers, words),
    ]  # fmt: skip


def sheet(found: Outreach, place: Place, view: View, words: Words) -> Sheet:
    """The meetings as a table to take along; what cannot be counted yet stays empty."""
    rows = found.events
    frame = rows.assign(
        kind_name=[words(KIND_NAMES.get(kind, kind)) for kind in rows["kind"]],
        region_name=rows["held_in"].map(session.area_name),
        newcomers=rows["newcomers"].astype("Int64").where(rows["over"]),
        conversion=_percent(rows),
    )
    columns = [
        Column("event", words("Nomor kegiatan")), Column("on", words("Tanggal"), "date"),
        Column("kind_name", words("Kegiatan")), Column("region_name", words("Wilayah")),
        Column("invited", words("Diundang"), "count"), Column("attended", words("Hadir"), "count"),
        Column("newcomers", words("Belum terdaftar"), "count"), Column("registered", words("Mendaftar"), "count"),
        Column("conversion", words("Hasil (%)"), "percent"), Column("until", words("Dihitung sampai"), "date"),
    ]  # fmt: skip
    return Sheet(
        words("Kegiatan: {place}", place=place.name(words)), columns, frame, widgets.about_rows(place, view, words),
        widgets.definition_rows(("outreach_conversion",), words), place.found.release.simulated,
    )  # fmt: skip


def _percent(rows: pd.DataFrame) -> pd.Series:
    newcomers = rows["newcomers"].where(rows["over"] & (rows["newcomers"] > 0)).astype("Float64")
    return 100 * rows["registered"].astype("Float64") / newcomers
