"""How many agreements, counters and events there are, in a sentence: each counted once, and nothing added up.

Their rows come from `data.places`, with the `state` that they have on a day.
"""

from __future__ import annotations

import pandas as pd

from data import places
from data.places import RENEWAL_DAYS, Counted
from data.words import Words
from pages.widgets.agreements.tables import COUNTER_NAMES


def agreement_warnings(rows: pd.DataFrame, words: Words) -> str:
    """How many agreements there are, and how many of them have ended, end soon, or have no known end.

    Each is counted once, however many sources tell of it; plans and forums are said apart.
    """
    counted, alone = places.signings(rows), rows[rows["same_as"] == ""]
    counts = alone["state"].value_counts()
    parts = {
        "ended": words("{n} sudah berakhir", n=words.number(counts.get("ended", 0))),
        "ending": words(
            "{n} berakhir dalam {days} hari", n=words.number(counts.get("ending", 0)), days=RENEWAL_DAYS
        ),
        "open": words("{n} tanpa tanggal akhir yang diketahui", n=words.number(counts.get("open", 0))),
    }
    what = ", ".join(text for state, text in parts.items() if state in counts)
    if what and counts.get("open", 0) == counted.most:
        what = words("tanggal akhirnya tidak diketahui")
    n = _from_to(counted, words)
    said = words("{n} kesepakatan: {what}.", n=n, what=what) if what else words("{n} kesepakatan.", n=n)
    return " ".join(part for part in (said, _not_signed(counts, words)) if part)


def _from_to(counted: Counted, words: Words) -> str:
    """ "25 atau 26", where two sources perhaps tell of one thing."""
    most = words.number(counted.most)
    if counted.least == counted.most:
        return most
    return words("{least} atau {most}", least=words.number(counted.least), most=most)


def _not_signed(counts: pd.Series, words: Words) -> str:
    """What the list has beside agreements."""
    parts = {
        "planned": words("{n} baru direncanakan", n=words.number(counts.get("planned", 0))),
        "unconfirmed": words(
            "{n} direncanakan dan penandatanganannya tidak ditemukan",
            n=words.number(counts.get("unconfirmed", 0)),
        ),
        "forum": words("{n} forum, bukan kesepakatan", n=words.number(counts.get("forum", 0))),
    }
    what = ", ".join(text for state, text in parts.items() if state in counts)
    return words("Selain itu {what}.", what=what) if what else ""


def counter_counts(rows: pd.DataFrame, words: Words) -> str:
    """How many counters are open, planned, or not known to be either, and in how many buildings; "" without any."""
    counts, buildings = rows["state"].value_counts(), places.buildings(rows)
    what = ", ".join(
        f"{words.number(counts[state])} {words(name)}"
        for state, name in COUNTER_NAMES.items()
        if state in counts
    )
    if not what:
        return ""
    n = words.number(len(rows))
    if buildings == len(rows):
        return words("{n} loket dan titik layanan: {what}.", n=n, what=what)
    return words(
        "{n} loket dan titik layanan di {buildings} gedung: {what}.",
        n=n,
        buildings=words.number(buildings),
        what=what,
    )


def event_counts(rows: pd.DataFrame, words: Words) -> str:
    """How many events rows tell of, and of how many a source says who was invited or came. Nothing is added up."""
    if rows.empty:
        return ""
    stated = rows[["invited", "attended", "mentioned"]].notna().sum()
    return words(
        "{events} kegiatan dari {rows} pemberitaan. Disebut yang diundang pada {invited}, yang hadir pada {attended}, "
        "jumlah lain (misalnya penerima kartu) pada {mentioned}; ketiganya tidak dijumlahkan.",
        events=words.number(places.held(rows).most),
        rows=words.number(len(rows)),
        invited=words.number(int(stated["invited"])),
        attended=words.number(int(stated["attended"])),
        mentioned=words.number(int(stated["mentioned"])),
    )
