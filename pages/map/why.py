""" "Why this number?": the value of one region down to its formula, its parts and its release."""

from __future__ import annotations

from datetime import date
from html import escape

from data import law
from data.access import why
from data.indicators import Indicator, Measured
from data.parsing import is_missing
from data.queries import KEYS, Reading
from data.words import Words
from pages import templates, widgets
from pages.map.ledger_values import Question

_MEASURES = {
    "workers_active": "pekerja aktif PU",
    "informal_active": "pekerja aktif BPU",
    "jakon_workers": "pekerja proyek Jakon",
    "outstanding_lancar": "tunggakan lancar",
    "outstanding_kurang_lancar": "tunggakan kurang lancar",
    "outstanding_diragukan": "tunggakan diragukan",
    "outstanding_macet": "tunggakan macet",
    "wajib": "pemberi kerja wajib",
    "terdaftar": "pemberi kerja terdaftar",
    "cases_teguran_1": "teguran tertulis pertama",
    "cases_teguran_2": "teguran tertulis kedua",
    "cases_denda": "denda",
    "cases_tmp2t": "TMP2T",
    "cases_surat": "surat tagihan",
    "cases_kunjungan": "kunjungan",
    "cases_laporan_disnaker": "laporan ke dinas tenaga kerja",
    "cases_nota_1": "Nota Pemeriksaan I",
    "cases_nota_2": "Nota Pemeriksaan II",
    "cases_skk": "SKK ke Kejari",
    "cases_panggilan": "panggilan Kejari",
    "cases_angsuran": "angsuran",
    "cases_gugatan": "gugatan",
    "cases_kpknl": "KPKNL",
}


def explained(asked: Question, found: Reading, level: str, key: str, words: Words) -> str:
    """Definition, formula with its numbers, every part, dates and sources, release."""
    one = found.one(asked.about, asked.month, level, key, asked.filters)
    about, language = asked.about, words.language
    if one is None:
        return templates.pairs([(words("Definisi"), escape(about.definition[language]))])
    return templates.pairs(
        [
            (words("Pertanyaan"), escape(about.question[language])),
            (words("Definisi"), escape(about.definition[language])),
            (words("Hitungan"), escape(formula(one, words))),
            (
                words("Pembilang"),
                escape(about.numerator[language]) + _parts(about, asked, found, level, key, words),
            ),
            (words("Penyebut"), escape(_below(about, one, words))),
            (words("Keadaan per"), escape(words.date(one.as_of_day))),
            (words("Tidak ditampilkan"), escape(why(one.suppressed, words, law.at(asked.month)))),
            (words("Catatan"), escape(about.caveat[language])),
            (words("Dasar"), escape(about.legal[language])),
            (
                words("Sumber penyebut"),
                widgets.source_link(one.denominator_source) if one.denominator_source else "",
            ),
            (words("Rilis data"), escape(_release(found, words))),
        ]
    )


def formula(one: Measured, words: Words) -> str:
    """The value as it is worked out from its numbers."""
    value = words.quantity(None if one.value is None else float(one.value), one.unit)
    if one.value is None or one.numerator is None or one.denominator is None:
        return value
    times = " × 100" if one.unit == "percent" else ""
    return f"{words.number(one.numerator)} / {words.number(one.denominator)}{times} = {value}"


def _parts(about: Indicator, asked: Question, found: Reading, level: str, key: str, words: Words) -> str:
    """The counts that the numerator is added from, where there are several."""
    names = [*about.above, *about.minus]
    if len(names) < 2:
        return ""
    cells = found.cells(about, asked.month, level, asked.filters)
    row = cells[cells[KEYS[level][0]] == key].iloc[0] if KEYS[level] else cells.iloc[0]
    if row["suppressed"]:
        return ""
    said = [
        f"{'−' if name in about.minus else '+'} {words.number(int(row[name]))} <small>{escape(words(_MEASURES[name]))}</small>"
        for name in names
        if not is_missing(row[name])
    ]
    return "<br>" + "<br>".join(said)


def _below(about: Indicator, one: Measured, words: Words) -> str:
    said = about.denominator[words.language]
    if one.denominator_as_of:
        said += " " + words(
            "Angka per {date}.", date=", ".join(words.date(d) for d in one.denominator_as_of.split(";"))
        )
    if one.denominator_after:
        said += " " + words(
            "Angka ini lebih baru daripada bulan yang dilihat, karena yang lebih lama tidak diketahui."
        )
    return said


def _release(found: Reading, words: Words) -> str:
    kind = words("data simulasi") if found.release.simulated else words("data sendiri")
    return words("nomor {number}, terbit {date}, {kind}", number=found.release.number,
                 date=words.date(date.fromisoformat(f"{found.release.at:%Y-%m-%d}")), kind=kind)  # fmt: skip
