"""What the groups of informal workers are called: trades, payers, areas."""

from __future__ import annotations

from data.vocabulary import PAYERS
from data.words import Words
from pages import session

# The key of what is hidden from a reader, added up: as much as anybody can work out from the total.
REST = "_rest"
_TRADE_NAMES = {
    "nelayan": "Nelayan",
    "ojek_online": "Ojek online",
    "batik": "Pekerja batik",
    "petani_sawit": "Petani sawit",
    "pedagang": "Pedagang",
    "lainnya": "Pekerjaan lain",
}
_PAYER_NAMES = {
    "sendiri": "Dibayar sendiri",
    "apbd": "APBD",
    "apbdes": "APBDes",
    "csr": "CSR",
    "dbh_sawit": "DBH sawit",
}
_NAMES = {"trade": _TRADE_NAMES, "payer": _PAYER_NAMES}


def name_of(by: str, key: str, words: Words) -> str:
    """What a trade, a payer, a region or a kecamatan (`by`) of this key is called; an unknown key is its own name."""
    if key == REST:
        return words("Lainnya, dihitung bersama")
    if by in _NAMES:
        return words(_NAMES[by][key]) if key in _NAMES[by] else _other(key, words)
    return session.area_name(key) if by == "region" else _kecamatan(key, words)


def _other(key: str, words: Words) -> str:
    """What is in no list: "lainnya:marbot" is called by what it is."""
    kind, _, what = key.partition(":")
    return words("Lainnya: {what}", what=what) if kind == "lainnya" and what else key


def _kecamatan(key: str, words: Words) -> str:
    if not key:
        return words("Program seluruh wilayah (tanpa kecamatan)")
    return session.kecamatan_names().get(key, key)


def payer_names(words: Words) -> dict[str, str]:
    """Everybody who may pay for informal workers -> what they are called."""
    return {payer: name_of("payer", payer, words) for payer in PAYERS}
