"""The cost model of the what-if in words: what is counted, what is not, by which law."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from data.queries import Plan
from data.words import Words
from pages import templates

_LEAST = (
    "Ketelitian",
    "Bagi peran ini kapasitas PDS-TK dan informal adalah batas bawah, dari jumlah per wilayah: "
    "kelebihan satu pemberi kerja atau kelompok mengurangi kekurangan yang lain.",
)
_ORDER = (
    "Urutan",
    "Uang publik paling sedikit dahulu, lalu kunjungan paling sedikit per pekerja. "
    "Urutan PWBD dan PDS-TK dihitung per wilayah.",
)
_EMPLOYERS = (
    "PWBD dan PDS-TK",
    "Tanpa uang publik: pemberi kerja membayar iurannya sendiri menurut UU 24/2011 Pasal 15 dan 19. "
    "Iuran dari upah minimum: JKK risiko terendah dan JKM; JHT dan JP menurut skala datang di atasnya. Mikro dan kecil "
    "tidak terikat upah minimum, jadi iurannya bisa lebih rendah. "
    "Biaya kunjungan dan penegakan tidak dihitung.",
)
_INFORMAL = (
    "Informal",
    "Dibayari APBD: {rupiah} seorang sebulan (JKK dan JKM, tarif {date}; keringanan PP 50/2025 tidak berlaku bagi "
    "APBN dan APBD). Bila pekerja membayar sendiri, uang publiknya nol.",
)
_CAPACITY = (
    "Kapasitas",
    "Hanya orang yang tercatat di data: PWBD dan PDS-TK dari pekerja yang diketahui, "
    "informal dari gap ke target. Yang belum terjangkau harus dicari di luar data ini.",
)
_ASSUMPTION = (
    "Anggapan",
    "Setiap orang yang didaftarkan menjadi aktif dan tidak ada yang keluar; "
    "penduduk bekerja tetap seperti angka BPS yang dipakai.",
)


def cost_model(plans: Sequence[Plan], until: str, exact: bool, words: Words) -> Markup:
    """The terms of the model with what is said of them, at the rates of the month `until`.

    `exact`: whether this reader has employers and groups counted one by one, so that capacities are no lower bounds.
    """
    rates = {"rupiah": words.rupiah(_informal_rate(plans)), "date": words.date(until)}
    limits = () if exact else (_LEAST,)
    terms = (_ORDER, _EMPLOYERS, _INFORMAL, _CAPACITY, *limits, _ASSUMPTION)
    return templates.pairs([(words(term), words(text, **rates)) for term, text in terms])


def _informal_rate(plans: Sequence[Plan]) -> int:
    """Rupiah a month that a budget pays for one informal worker; 0 where no source is told."""
    sources = (taken.source for plan in plans for taken in plan.taken)
    return next((source.public_rupiah for source in sources if source.name == "informal"), 0)
