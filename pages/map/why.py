""" "Why this number?": the value of one region down to its formula, its parts and its release."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from data import law
from data.access import why
from data.cube import UNKNOWN
from data.indicators import Indicator, Measured, left_out
from data.parsing import is_missing
from data.queries import Reading
from data.vocabulary import LEVEL_KEYS, UNAGED
from data.words import Words
from pages import session, templates, widgets
from pages.map.ledger_values import Question

# A count of the cube -> what it is called.
_MEASURES = {
    "workers_active": "pekerja aktif PU",
    "informal_active": "pekerja aktif BPU",
    "informal_targeted": "pekerja aktif BPU di kelompok yang punya target",
    "jakon_workers": "pekerja proyek Jakon",
    "outstanding_lancar": "tunggakan lancar",
    "outstanding_kurang_lancar": "tunggakan kurang lancar",
    "outstanding_diragukan": "tunggakan diragukan",
    "outstanding_macet": "tunggakan macet",
    "outstanding_tanpa_umur": "tunggakan tanpa umur",
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
    "cases_himbauan_disnaker": "himbauan Disnakertrans",
    "cases_penagihan_disnaker": "penagihan Disnakertrans",
    "cases_rekomendasi_ptsp": "rekomendasi ke PTSP",
    "cases_unstarted": "belum ada langkah",
    "recovered": "dicatat masuk pada langkah kasus",
    "recovered_beyond": "di luar utang saat dibuka",
}


def explained(asked: Question, reading: Reading, level: str, key: str, words: Words) -> Markup:
    """Definition, formula with its numbers, every part, dates and sources, release."""
    measured = reading.one(asked.about, asked.month, level, key, asked.filters)
    about, language = asked.about, words.language
    if measured is None:
        return templates.pairs([(words("Definisi"), about.definition[language])])
    source = measured.denominator_source
    return templates.pairs(
        [
            (words("Pertanyaan"), about.question[language]),
            (words("Definisi"), about.definition[language]),
            (words("Hitungan"), formula(measured, words)),
            (words("Pembilang"), _numerator(asked, _cells(asked, reading, level, key), words)),
            (words("Penyebut"), _denominator(about, measured, words)),
            (words("Belum dikonfirmasi"), _doubt(asked, reading, level, key, words)),
            (words("Posisi per"), words.date(measured.as_of_day)),
            (words("Tidak ditampilkan"), why(measured.suppressed, words, law.at(asked.month))),
            (words("Belum diketahui dari"), _left_out(asked, reading, level, key, words)),
            (words("Catatan"), about.caveat[language]),
            (words("Dasar"), about.legal[language]),
            (words("Sumber penyebut"), widgets.source_link(source) if source else ""),
            (words("Rilis data"), _release(reading, words)),
        ]
    )


def _doubt(asked: Question, reading: Reading, level: str, key: str, words: Words) -> str:
    """What no source confirms of the rules that the number rests on."""
    about, month = asked.about, asked.month
    counted = widgets.doubt_text(about, reading, month, level, key, words, asked.filters)
    notes = (counted, widgets.due_note(about, month, words), widgets.rests_note(about.rests_on, month, words))
    return " ".join(note for note in notes if note)


def formula(measured: Measured, words: Words) -> str:
    """The value as it is worked out from its numbers."""
    value = words.quantity(None if measured.value is None else float(measured.value), measured.unit)
    if measured.value is None or measured.numerator is None or measured.denominator is None:
        return value
    times = " × 100" if measured.unit == "percent" else ""
    return f"{words.number(measured.numerator)} / {words.number(measured.denominator)}{times} = {value}"


def _cells(asked: Question, reading: Reading, level: str, key: str) -> Any:
    """The row of sums behind the value: a measure of the cube in each column, and `suppressed`."""
    cells = reading.cells(asked.about, asked.month, level, asked.filters)
    return cells[cells[LEVEL_KEYS[level][0]] == key].iloc[0] if LEVEL_KEYS[level] else cells.iloc[0]


def _left_out(asked: Question, reading: Reading, level: str, key: str, words: Words) -> str:
    """How many employers the number leaves out; for those from whom no cell is hidden, since a count is one."""
    columns = (
        [name for name in left_out(asked.about) if name in UNKNOWN] if reading.viewer.sees_every_cell else []
    )
    most = max((int(_cells(asked, reading, level, key)[column]) for column in columns), default=0)
    return words("{n} pemberi kerja", n=words.number(most)) if most else ""


def _numerator(asked: Question, cells: Any, words: Words) -> Markup:
    """What the numerator is, and the counts that it is added from where there are several."""
    about = asked.about
    names = [*about.above, *about.minus]
    parts = [
        ("−" if name in about.minus else "+", words.number(int(cells[name])), words(_MEASURES[name]))
        for name in (() if len(names) < 2 or cells["suppressed"] else names)
        if not is_missing(cells[name]) and (cells[name] or name != f"outstanding_{UNAGED}")
    ]
    return templates.render("map_parts", numerator=about.numerator[words.language], parts=parts)


def _denominator(about: Indicator, measured: Measured, words: Words) -> str:
    text = about.denominator[words.language]
    if measured.denominator_as_of:
        dates = ", ".join(words.date(as_of) for as_of in measured.denominator_as_of.split(";"))
        text += " " + words("Angka per {date}.", date=dates)
    if measured.denominator_after:
        text += " " + words(
            "Angka ini lebih baru daripada bulan yang dilihat, karena yang lebih lama tidak diketahui."
        )
    return text


def _release(reading: Reading, words: Words) -> str:
    release = reading.release
    return words(
        "nomor {number}, terbit {date}, {kind}",
        number=words.number(release.number),
        date=words.date(session.published_day(release)),
        kind=words("data simulasi") if release.simulated else words("data sendiri"),
    )
