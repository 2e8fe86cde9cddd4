"""The agreements of a place as a table to take along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.places import RENEWAL_DAYS
from data.sheets import Column, Sheet
from data.words import Words
from pages import session
from pages.widgets.agreements import STATE_NAMES
from pages.widgets.columns import translated_columns

_FILE = (
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
    Column("note", "Catatan"),
)


def agreement_sheet(
    title: str, rows: pd.DataFrame, on: date, about: Sequence[tuple[str, str]], words: Words
) -> Sheet:
    """The agreements as a table to take along; published, so never simulated.

    Dates stay texts, as precise as they are known ("2017-08-10", "2017-08" or "2017").
    """
    named = [session.source_parts(source) for source in rows["source"]]
    records = rows.to_dict("records")
    texts = {
        name: [words.of(row, name) for row in records] for name in ("subject", "status", "follow", "note")
    }
    frame = rows.assign(
        **texts,
        stands=[words(STATE_NAMES[state]) for state in rows["state"]],
        source_name=[" – ".join(part for part in parts[:2] if part) for parts in named],
        address=[parts[2] for parts in named],
    )
    return Sheet(title, translated_columns(_FILE, words), frame, about, _state_definitions(on, words))


def _state_definitions(on: date, words: Words) -> list[tuple[str, str]]:
    soon = words("Berakhir dalam {days} hari sesudah {date}.", days=RENEWAL_DAYS, date=words.date(on))
    unknown = words("Sumber tidak menyebut sampai kapan kesepakatan berlaku.")
    return [(words(STATE_NAMES["ending"]), soon), (words(STATE_NAMES["open"]), unknown)]
