"""The rules of law and the settings in force in a month: each with its value, since when, by which law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from data import law
from data.law import Period
from data.months import month_index, month_text
from data.vocabulary import AGEING
from data.words import Words
from pages import session, templates
from pages.templates import KIND_NAMES, STEP_NAMES

_FIRST = "2022-03"  # the first month that every rule is kept for
_HEADS = ("Parameter", "Nilai", "Berlaku", "Dasar", "Catatan")
_RISKS = {
    "sangat_rendah": "sangat rendah",
    "rendah": "rendah",
    "sedang": "sedang",
    "tinggi": "tinggi",
    "sangat_tinggi": "sangat tinggi",
}
_SHARES = {"employer": "pemberi kerja", "worker": "pekerja"}
_CLASSES = {"lancar": "lancar", "kurang_lancar": "kurang lancar", "diragukan": "diragukan", "macet": "macet"}
_SCALES = {"besar": "besar", "menengah": "menengah", "kecil": "kecil", "mikro": "mikro"}
_INDUSTRIES = {
    "makanan": "makanan, minuman, tembakau",
    "tekstil": "tekstil dan pakaian jadi",
    "kulit": "kulit",
    "alas_kaki": "alas kaki",
    "mainan": "mainan anak",
    "furnitur": "furnitur",
}
_PAYERS = {
    "apbn": "APBN",
    "apbd": "APBD",
    "apbdes": "APBDes",
    "csr": "CSR",
    "dbh_sawit": "DBH Sawit",
    "sendiri": "sendiri",
}


def rules_table(today: date, words: Words) -> None:
    """A month to choose, and every parameter in force in it (`Rules.sources`)."""
    newest, oldest = month_index(f"{today:%Y-%m}"), month_index(_FIRST)
    months = [month_text(index) for index in range(newest, oldest - 1, -1)]
    month = st.selectbox(
        words("Aturan yang berlaku pada bulan"), months, format_func=words.date, key="rules_month", width=240
    )
    periods = law.at(month).sources()
    note = words(
        "{n} parameter berlaku pada {month}; {open} di antaranya belum dikonfirmasi.",
        n=len(periods),
        month=words.date(month),
        open=sum(not period.confirmed for period in periods),
    )
    table = templates.table([words(head) for head in _HEADS], [_row(period, words) for period in periods])
    st.html(templates.together(templates.note(note), table))


def _row(period: Period, words: Words) -> list[str]:
    return [
        period.title[words.language],
        templates.render("sources_lines", lines=lines(period, words)),
        _since(period, words),
        _law(period, words),
        period.note[words.language],
    ]


def _law(period: Period, words: Words) -> str:
    """By which law it holds; what no source confirms is marked."""
    name = period.law or words("pilihan produk ini")
    if period.confirmed:
        return name
    return templates.render("flagged", text=name, flag=words("belum dikonfirmasi"), kind="peta-flag")


def _since(period: Period, words: Words) -> str:
    if period.until:
        return words("{start} sampai {end}", start=words.date(period.since), end=words.date(period.until))
    return words("sejak {start}", start=words.date(period.since))


def lines(period: Period, words: Words) -> list[str]:
    """The values of a parameter as people read them, a line for each part; text, not HTML."""
    if "working" in period.values:
        return [_days(period.values["days"], period.values["working"], words)]
    return [line for key, value in period.values.items() for line in _WRITERS[key](value, words)]


def _rate(ppm: int, words: Words) -> str:
    """Parts per million as per cent: no rate has more than four decimals of it."""
    return words.percent(ppm / 10_000, 4)


def _rupiah(value: int, words: Words) -> str:
    """An amount of law to the last rupiah."""
    return f"Rp{words.number(value)}"


def _days(days: int, working: bool, words: Words) -> str:
    return words("{n} hari kerja", n=days) if working else words("{n} hari", n=days)


def _rates(value: int | Mapping[str, int], words: Words) -> list[str]:
    """One rate, or those by risk class or by who pays."""
    if isinstance(value, int):
        return [_rate(value, words)]
    names = _SHARES if "employer" in value else _RISKS
    return [f"{words(names[key])}: {_rate(ppm, words)}" for key, ppm in value.items()]


def _named(label: str, write: Callable[[int, Words], str]) -> Callable[[int, Words], list[str]]:
    """Writes one line: the label, and the value as `write` has it."""
    return lambda value, words: [f"{words(label)}: {write(value, words)}"]


def _tiers(value: list[dict[str, int]], words: Words) -> list[str]:
    return [_tier(tier, words) for tier in value]


def _tier(tier: dict[str, int], words: Words) -> str:
    """The rates of construction work above a contract value."""
    return words(
        "di atas {rupiah}: JKK {jkk}, JKM {jkm}",
        rupiah=_rupiah(tier["above_rupiah"], words),
        jkk=_rate(tier["jkk_ppm"], words),
        jkm=_rate(tier["jkm_ppm"], words),
    )


def _excluded(value: list[str], words: Words) -> list[str]:
    payers = ", ".join(words(_PAYERS[payer]) for payer in value)
    return [words("tidak untuk yang dibayar {payers}", payers=payers)]


def _first_months(value: Mapping[str, int], words: Words) -> list[str]:
    return [words("{name}: mulai {n} bulan", name=words(_CLASSES[name]), n=value[name]) for name in AGEING]


def _programmes(value: Mapping[str, list[str]], words: Words) -> list[str]:
    return [f"{words(_SCALES[scale])}: {', '.join(names)}" for scale, names in value.items()]


def _extra_days(label: str) -> Callable[[list[date], Words], list[str]]:
    """Writes the days that differ from the package of holidays, a line, or none."""
    return lambda value, words: (
        [f"{words(label)}: {', '.join(words.date(day) for day in value)}"] if value else []
    )


# Name of a value in the files of law -> what writes its lines.
_WRITERS: dict[str, Callable[[Any, Words], list[str]]] = {
    "ppm": _rates,
    "rupiah": lambda value, words: [_rupiah(value, words)],
    "programmes": _programmes,
    "off_ppm": lambda value, words: [words("potongan {rate}", rate=_rate(value, words))],
    "min_workers": lambda value, words: [words("mulai {n} pekerja", n=words.number(value))],
    "industries": lambda value, words: [words(_INDUSTRIES[name]) for name in value],
    "excluded_payers": _excluded,
    "jkk_ppm": lambda value, words: [f"JKK: {_rate(value, words)}"],
    "jkm_rupiah": lambda value, words: [f"JKM: {_rupiah(value, words)}"],
    "least_rupiah": _named("paling sedikit", _rupiah),
    "least_with_jht_rupiah": _named("paling sedikit, dengan JHT", _rupiah),
    "tiers": _tiers,
    "wages_jkk_ppm": _named("JKK bila upah diketahui", _rate),
    "register_working_days": lambda value, words: [
        words("didaftarkan dalam {days}", days=_days(value, True, words))
    ],
    "day": lambda value, words: [words("tanggal {n}", n=value)],
    "before": lambda value, words: [
        words("bila libur: hari kerja sebelumnya") if value else words("bila libur: hari kerja sesudahnya")
    ],
    "added": _extra_days("ditambah"),
    "removed": _extra_days("bukan libur"),
    "estimated": lambda value, words: [
        words("sebagian perkiraan") if value else words("menurut keputusan atau catatan tahun itu")
    ],
    "free": lambda value, words: [words("menggeser tanggal") if value else words("tidak menggeser tanggal")],
    "first_month": _first_months,
    "months": lambda value, words: [words("{n} bulan", n=value)],
    "steps": lambda value, words: [" → ".join(words(STEP_NAMES[step]) for step in value)],
    "kinds": lambda value, words: [
        words("kasus: {kinds}", kinds=", ".join(words(KIND_NAMES[kind]) for kind in value))
    ],
    "provinces": lambda value, words: [
        words("hanya di {area}", area=session.area_name(code)) for code in value
    ],
    "stays_up_to_rupiah": lambda value, words: [_rupiah(value, words)],
    "scales": lambda value, words: [words(_SCALES[scale]) for scale in value],
    "used": lambda value, words: [words("dipakai") if value else words("tidak dipakai")],
    "employers": lambda value, words: [words("{n} pemberi kerja", n=words.number(value))],
}
