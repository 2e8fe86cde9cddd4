"""The three things that matter most to an office this month, each a sentence made from numbers and a way to its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.indicators import definitions
from data.words import Words
from pages import session
from pages.office.tiles import doubt
from pages.session import OfficeSums, open_page
from pages.templates import signed_quantity
from pages.widgets import Head, Shown, listing

_SHOWN = 3


@dataclass(frozen=True)
class Matter:
    """A sentence, the page that holds its rows, the kind of rows there, and how large the change is (a share)."""

    text: str
    page: str
    kind: str
    size: float


# What may matter beside the arrears: an indicator, its sentence, the page with its rows and the kind of rows there.
_COUNTED = (
    (
        "ledger_pwbd_employers",
        "{n} pemberi kerja wajib belum terdaftar, {change}.",
        "pwbd-pds",
        "pwbd",
    ),
    (
        "pds_workers_employers",
        "{n} pemberi kerja mendaftarkan sebagian pekerjanya saja (PDS-TK), {change}.",
        "pwbd-pds",
        "pds_tk",
    ),
    ("cases_past_deadline", "{n} perkara lewat tenggat, {change}{doubt}.", "penegakan", ""),
    ("ledger_bpu_active", "{n} pekerja informal aktif, {change}.", "informal", ""),
)

# Of the month itself, not as of its end: each with the sentence that says it.
_FLOWS = {
    "cases_started": "Kasus dibuka: {value}.",
    "cases_settled": "Kasus ditutup: {value}.",
    "ledger_recovered_rp": "Utang tertagih dari kasus: {value}.",
}


@lru_cache(maxsize=256)
def matters(of: OfficeSums, words: Words) -> list[Matter]:
    """At most three, the largest change since last month first; what is hidden from the reader is left out."""
    # The self-employed are told apart by no office: their page counts all of a region.
    counted = (one for one in _COUNTED if not (of.whose.only and one[2] == "informal"))
    every = [_arrears(of, words), *(_counted(of, *one, words) for one in counted)]
    known = [matter for matter in every if matter is not None]
    return sorted(known, key=lambda matter: matter.size, reverse=True)[:_SHOWN]


def show(of: OfficeSums, words: Words) -> None:
    """The sentences as rows; a click opens the page with the rows of this office."""
    shown = matters(of, words)
    if not shown:
        return
    caption = words("Pilih kalimatnya untuk melihat barisnya.")
    heads = [Head(words("Yang penting bulan ini"))]
    rows = [(f"{matter.page}|{matter.kind}", [matter.text]) for matter in shown]
    listing(Shown(caption, heads, rows), words, "office_matters", lambda key: _open(of, key))


def _open(of: OfficeSums, key: str) -> None:
    page, _, kind = key.partition("|")
    narrowed = dict.fromkeys(
        ("region", "kecamatan", "sector", "scale", "step", "ageing", "search", "sort"), ""
    )
    open_page(page, office=of.code, kind=kind, page=1, **narrowed)


def _pair(of: OfficeSums, name: str) -> tuple[float, float | None] | None:
    """The value now and the month before (None where that is not known); None when it is not known now."""
    now = of.sum(name)
    if now is None or now.value is None:
        return None
    then = of.sum(name, of.before) if of.before else None
    return float(now.value), None if then is None or then.value is None else float(then.value)


def _size(now: float, then: float | None) -> float:
    """The change as a share of what it was."""
    return 0.0 if then is None else abs(now - then) / max(then, 1)


def _change(now: float, then: float | None, since: str, write: Callable[[float], str], words: Words) -> str:
    if then is None:
        return words("tanpa bulan pembanding")
    if now == then:
        return words("tetap sejak {date}", date=words.date(since))
    amount, day = write(abs(now - then)), words.date(since)
    if now > then:
        return words("naik {n} sejak {date}", n=amount, date=day)
    return words("turun {n} sejak {date}", n=amount, date=day)


def _arrears(of: OfficeSums, words: Words) -> Matter | None:
    """What is owed, by how many employers, and its change; None when it is not known."""
    pair = _pair(of, "ledger_arrears_rp")
    if pair is None:
        return None
    owing = of.sum("ledger_arrears_employers")
    text = words(
        "{rupiah} ditunggak {n} pemberi kerja, {change}.",
        rupiah=words.rupiah(pair[0]),
        n="–" if owing is None or owing.value is None else words.number(int(owing.value)),
        change=_change(*pair, of.before, words.rupiah, words),
    )
    return Matter(text, "tunggakan", "menunggak", _size(*pair))


def _counted(of: OfficeSums, name: str, sentence: str, page: str, kind: str, words: Words) -> Matter | None:
    """A count and its change; None when it is not known, or was and is zero."""
    pair = _pair(of, name)
    if pair is None or (pair[0] == 0 and not pair[1]):
        return None
    change = _change(*pair, of.before, words.number, words)
    return Matter(
        words(
            sentence,
            n=words.number(pair[0]),
            change=change,
            doubt=f"; {rests}" if (rests := doubt(of, name, words)) else "",
        ),
        page,
        kind,
        _size(*pair),
    )


def sentences(of: OfficeSums, words: Words) -> list[str]:
    """How many regions moved which way, who most, then what the month brought; hidden numbers are left out.

    Empty where the ledger does not know the month before.
    """
    if not of.before:
        return []
    every = [*_compliance(of, words), _most(of, "ledger_arrears_rp", words), *_flows(of, words)]
    return [sentence for sentence in every if sentence]


def _moved(of: OfficeSums, name: str) -> pd.Series:
    """By region how much an indicator moved since the month before; those not known in both are left out."""
    now, then = of.values(name)["value"], of.values(name, of.before)["value"]
    return (now.astype("Float64") - then.astype("Float64")).dropna().sort_values(kind="stable")


def _compliance(of: OfficeSums, words: Words) -> list[str]:
    """How many regions moved up and down, and which the most; nothing of a single region."""
    moved = _moved(of, "compliance")
    if len(moved) < 2:
        return []
    up, down = int((moved > 0).sum()), int((moved < 0).sum())
    counts = {"up": up, "down": down, "same": len(moved) - up - down}
    told = [words("Tingkat kepatuhan: {up} wilayah naik, {down} turun, {same} tetap.", **counts)]
    if up:
        most = _named(moved.index[-1], moved.iloc[-1], "points", words)
        told.append(words("Naik terbanyak: {named}.", named=most))
    if down:
        most = _named(moved.index[0], moved.iloc[0], "points", words)
        told.append(words("Turun terbanyak: {named}.", named=most))
    return told


def _most(of: OfficeSums, name: str, words: Words) -> str:
    """Where the arrears grew most."""
    moved = _moved(of, name)
    if moved.empty or moved.iloc[-1] <= 0:
        return ""
    most = _named(moved.index[-1], moved.iloc[-1], definitions()[name].unit, words)
    return words("Tunggakan bertambah terbanyak: {named}.", named=most)


def _named(code: object, change: float, unit: str, words: Words) -> str:
    return f"{session.area_name(str(code))} {signed_quantity(float(change), unit, words)}"


def _flows(of: OfficeSums, words: Words) -> list[str]:
    """What the month brought, a sentence for each flow that is known."""
    totals = ((sentence, of.sum(name)) for name, sentence in _FLOWS.items())
    return [
        words(sentence, value=words.quantity(float(total.value), total.unit))
        for sentence, total in totals
        if total is not None and total.value is not None
    ]
