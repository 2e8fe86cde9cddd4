"""Agreements with how long they hold, counters and published events of a place, as tables and to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from data.parsing import each_row, is_missing
from data.places import SOON
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates
from pages.widgets import sources

STATE_NAMES = {
    "ended": "sudah berakhir",
    "ending": "segera berakhir",
    "running": "berlaku",
    "open": "akhir tidak diketahui",
    "planned": "baru direncanakan",
}
COUNTER_NAMES = {"opened": "sudah buka", "planned": "baru direncanakan", "unknown": "belum diketahui"}


def agreement_warnings(rows: pd.DataFrame, words: Words) -> str:
    """How many agreements have ended, end soon, or have no known end; what there is none of is left out."""
    counts = rows["state"].value_counts()
    said = {
        "ended": words("{n} sudah berakhir", n=words.number(counts.get("ended", 0))),
        "ending": words("{n} berakhir dalam {days} hari", n=words.number(counts.get("ending", 0)), days=SOON),
        "open": words("{n} tanpa tanggal akhir yang diketahui", n=words.number(counts.get("open", 0))),
        "planned": words("{n} baru direncanakan", n=words.number(counts.get("planned", 0))),
    }
    what = ", ".join(text for state, text in said.items() if state in counts)
    if not what:
        return words("{n} kesepakatan.", n=words.number(len(rows)))
    return words("{n} kesepakatan: {what}.", n=words.number(len(rows)), what=what)


def agreement_table(rows: pd.DataFrame, words: Words) -> str:
    """Who agreed on what, from when until when, how it was carried out, what was agreed to follow, and the source."""
    if rows.empty:
        return _nothing(words("Belum ada kesepakatan yang ditemukan."))
    heads = ("Para pihak", "Ditandatangani", "Berlaku sampai", "Pelaksanaan", "Tindak lanjut", "Sumber")
    return _stacked([words(one) for one in heads], [_agreement(row, words) for row in each_row(rows)])


def _agreement(row: Any, words: Words) -> list[str]:
    note = _in(row, "note", words)
    return [
        f"<b>{escape(row.parties)}</b><br>{escape(_in(row, 'subject', words))}",
        _signed(row, words),
        _until(row, words),
        escape(_in(row, "status", words) or words("belum ada keterangan")),
        escape(_in(row, "follow", words) or words("belum ada keterangan")),
        sources.source_link(row.source) + (f"<br><small>{escape(note)}</small>" if note else ""),
    ]


def _in(row: Any, name: str, words: Words) -> str:
    return str(getattr(row, f"{name}_{words.language}"))


def _signed(row: Any, words: Words) -> str:
    if row.signed_on:
        return escape(words.date(row.signed_on))
    if row.planned_on:
        return escape(words("direncanakan {date}; penandatanganan tidak ditemukan", date=words.date(row.planned_on)))  # fmt: skip
    return escape(words("tanpa tanggal"))


def _until(row: Any, words: Words) -> str:
    """The end and how it stands; one that is over is marked."""
    if row.state == "planned":
        return "–"
    said = escape(words(STATE_NAMES[row.state]))
    if not row.until:
        return said
    shape = "peta-late" if row.state == "ended" else "peta-flag"
    return f'{escape(words.date(row.until))} <span class="{shape}">{said}</span>'


def counter_table(rows: pd.DataFrame, words: Words) -> str:
    """Counters: where, planned when, opened when."""
    if rows.empty:
        return _nothing(words("Belum ada loket yang ditemukan."))
    heads = ("Nama", "Wilayah", "Direncanakan", "Dibuka", "Keadaan", "Sumber")
    return _stacked([words(one) for one in heads], [_point(row, words) for row in each_row(rows)])


def _point(row: Any, words: Words) -> list[str]:
    note = _in(row, "note", words)
    return [
        f"<b>{escape(row.name)}</b><br>{escape(row.address)}",
        escape(session.area_name(row.region)),
        escape(_day(row.planned_on, words)),
        escape(_day(row.opened_on, words)),
        escape(words(COUNTER_NAMES[row.state])),
        sources.source_link(row.source) + (f"<br><small>{escape(note)}</small>" if note else ""),
    ]


def counter_counts(rows: pd.DataFrame, words: Words) -> str:
    """How many counters are open, planned, or not known to be either."""
    counts = rows["state"].value_counts()
    said = [
        f"{words.number(counts[key])} {words(name)}" for key, name in COUNTER_NAMES.items() if key in counts
    ]
    return words("{n} loket: {what}.", n=words.number(len(rows)), what=", ".join(said)) if said else ""


def event_table(rows: pd.DataFrame, words: Words) -> str:
    """Published events: who was invited and who came, as far as a source says."""
    if rows.empty:
        return _nothing(words("Belum ada kegiatan yang ditemukan."))
    heads = ("Tanggal", "Kegiatan", "Diundang", "Hadir", "Peserta", "Sumber")
    return _stacked([words(one) for one in heads], [_event(row, words) for row in each_row(rows)], (2, 3))


def _event(row: Any, words: Words) -> list[str]:
    until = f" – {words.date(row.end)}" if row.end else ""
    return [
        escape(words.date(row.start) + until),
        escape(_in(row, "kind", words)) + (f"<br><small>{escape(row.place)}</small>" if row.place else ""),
        _count(row.invited, words),
        _count(row.attended, words),
        escape(_in(row, "audience", words)),
        sources.source_link(row.source),
    ]


def _count(value: float, words: Words) -> str:
    return "–" if is_missing(value) else escape(words.number(value))


def _day(text: str, words: Words) -> str:
    """A date, or a dash where there is none: "not dated" would claim that it happened."""
    return words.date(text) if text else "–"


def _stacked(heads: list[str], rows: list[list[str]], numeric: tuple[int, ...] = ()) -> str:
    return f'<div class="peta-stack">{templates.table(heads, rows, numeric)}</div>'


def _nothing(said: str) -> str:
    return f'<p class="peta-note">{escape(said)}</p>'


def agreement_sheet(
    title: str, rows: pd.DataFrame, on: date, about: Sequence[tuple[str, str]], words: Words
) -> Sheet:
    """The agreements as a table to take along; published, so never simulated. Dates as precise as they are known."""
    said = rows.assign(
        subject=rows[f"subject_{words.language}"], status=rows[f"status_{words.language}"],
        follow=rows[f"follow_{words.language}"], note=rows[f"note_{words.language}"],
        stands=[words(STATE_NAMES[one]) for one in rows["state"]],
        source_name=[" – ".join(part for part in session.source_parts(one)[:2] if part) for one in rows["source"]],
        address=[session.source_parts(one)[2] for one in rows["source"]],
    )  # fmt: skip
    columns = [
        Column("id", words("Nomor")), Column("parties", words("Para pihak")), Column("subject", words("Tentang")),
        Column("planned_on", words("Direncanakan")), Column("signed_on", words("Ditandatangani")),
        Column("until", words("Berlaku sampai")), Column("stands", words("Keadaan")),
        Column("status", words("Pelaksanaan")), Column("follow", words("Tindak lanjut")),
        Column("source_name", words("Sumber")), Column("address", words("Alamat sumber")), Column("note", words("Catatan")),
    ]  # fmt: skip
    definitions = [
        (words(STATE_NAMES["ending"]), words("Berakhir dalam {days} hari sesudah {date}.", days=SOON, date=words.date(on))),
        (words(STATE_NAMES["open"]), words("Sumber tidak menyebut sampai kapan kesepakatan berlaku.")),
    ]  # fmt: skip
    return Sheet(title, columns, said, about, definitions)
