"""The agreements and events of a place as tables to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.places import RENEWAL_DAYS
from data.sheets import Column, Sheet
from data.words import Words
from pages import session
from pages.widgets.agreements.tables import EXACT, STATE_NAMES
from pages.widgets.columns import translated_columns

_AGREEMENTS = (
    Column("id", "Nomor"),
    Column("parties", "Para pihak"),
    Column("subject", "Tentang"),
    Column("planned_on", "Direncanakan"),
    Column("signed_on", "Ditandatangani"),
    Column("until", "Berlaku sampai"),
    Column("stands", "Keadaan"),
    Column("status", "Pelaksanaan"),
    Column("follow", "Tindak lanjut"),
    Column("source_name", "Sumber"),
    Column("address", "Alamat sumber"),
    Column("same_as", "Penandatanganan yang sama dengan"),
    Column("perhaps_same_as", "Mungkin sama dengan"),
    Column("note", "Catatan"),
)
_EVENTS = (
    Column("id", "Nomor"),
    Column("start", "Mulai"),
    Column("end", "Selesai"),
    Column("kind", "Kegiatan"),
    Column("organiser", "Penyelenggara"),
    Column("where", "Wilayah atau kantor"),
    Column("place", "Tempat"),
    Column("invited", "Diundang", "count"),
    Column("attended", "Hadir", "count"),
    Column("mentioned", "Jumlah lain", "count"),
    Column("exact", "Ketepatan jumlah"),
    Column("audience", "Peserta"),
    Column("source_name", "Sumber"),
    Column("address", "Alamat sumber"),
    Column("same_as", "Acara yang sama dengan"),
    Column("note", "Catatan"),
)


def agreement_sheet(
    title: str, rows: pd.DataFrame, on: date, about: Sequence[tuple[str, str]], words: Words
) -> Sheet:
    """The agreements as a table to take along; published, so never simulated.

    Dates stay texts, as precise as they are known ("2017-08-10", "2017-08" or "2017").
    """
    frame = _sourced(_in_language(rows, ("subject", "status", "follow", "note"), words)).assign(
        stands=[words(STATE_NAMES[state]) for state in rows["state"]]
    )
    columns = translated_columns(_AGREEMENTS, words)
    return Sheet(
        title,
        columns,
        frame,
        about,
        _state_definitions(on, words),
        scope=dict(about).get(words("Tempat"), ""),
    )


def event_sheet(title: str, rows: pd.DataFrame, about: Sequence[tuple[str, str]], words: Words) -> Sheet:
    """The events as a table to take along; dates as in `agreement_sheet`, a number that no source says is empty."""
    areas = [[session.area_name(code) for code in cell.split(";")] for cell in rows["areas"]]
    frame = _sourced(_in_language(rows, ("kind", "organiser", "audience", "note"), words)).assign(
        where=["; ".join(names) for names in areas],
        exact=[words(EXACT[counts], n="n") if counts else "" for counts in rows["counts"]],
    )
    apart = (words("Jumlah lain"), words("Jumlah yang disebut sumber tanpa mengatakan diundang atau hadir."))
    columns = translated_columns(_EVENTS, words)
    return Sheet(title, columns, frame, about, [apart], scope=dict(about).get(words("Tempat"), ""))


def _in_language(rows: pd.DataFrame, names: Sequence[str], words: Words) -> pd.DataFrame:
    """The rows with the texts that a table has in both languages as one column each."""
    records = rows.to_dict("records")
    return rows.assign(**{name: [words.of(row, name) for row in records] for name in names})


def _sourced(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the name and the address of their source."""
    named = [session.source_parts(source) for source in rows["source"]]
    return rows.assign(
        source_name=[" – ".join(part for part in parts[:2] if part) for parts in named],
        address=[parts[2] for parts in named],
    )


def _state_definitions(on: date, words: Words) -> list[tuple[str, str]]:
    soon = words("Berakhir dalam {days} hari sesudah {date}.", days=RENEWAL_DAYS, date=words.date(on))
    unknown = words("Sumber tidak menyebut sampai kapan kesepakatan berlaku.")
    return [(words(STATE_NAMES["ending"]), soon), (words(STATE_NAMES["open"]), unknown)]
