"""What the page of people calls a role and what the record keeps by its code."""

from __future__ import annotations

from collections.abc import Mapping

from data.people import Deed
from data.words import Words
from pages import session

ROLE_NAMES: Mapping[str, str] = {
    "publik": "Publik",
    "cabang": "Kantor cabang",
    "wilayah": "Kantor wilayah",
    "pengelola": "Pengelola data",
}
# A word of the record for why somebody was refused -> what it means.
_WHY: Mapping[str, str] = {
    "denied": "penyedia akun tidak mengizinkan",
    "prompt": "penyedia akun menolak cara bertanya",
    "provider": "penyedia akun menolak",
    "replayed": "tautan masuk dipakai lagi",
    "expired": "masa masuk habis",
    "claim": "tanda masuk untuk aplikasi lain",
    "audience": "tanda masuk untuk aplikasi lain",
    "signature": "tanda tangan tidak dikenal",
    "no_token": "tanpa tanda masuk",
    "exchange": "kode masuk ditolak penyedia akun",
    "failed": "penyedia akun tidak terjangkau",
    "no_end": "tanda masuk tanpa batas waktu",
    "account": "akun tidak bisa dipakai",
    "account_claim": "akun tidak disebut",
    "email": "surel belum dipastikan",
    "groups_claim": "kelompok tidak disebut",
    "no_role": "belum punya peran",
    "out": "akses dicabut",
    "not_yet": "belum berlaku",
    "offices": "kantor tidak dikenal",
    "register": "daftar orang tidak terbaca",
    "unstripped": "proksi tidak membuang tajuk dari luar",
    "unproven": "tajuk tanpa bukti dari proksi",
}
# What a release is of -> how the record is read.
_RELEASED: Mapping[str, str] = {"sendiri": "Data sendiri, rilis {n}", "orang": "Daftar orang, rilis {n}"}


def role_said(role: str, words: Words) -> str:
    """A role by its name; what is no role as it stands."""
    return words(ROLE_NAMES[role]) if role in ROLE_NAMES else role


def deed_said(deed: Deed, words: Words) -> str:
    """What a line of the record is about, for people: the record itself keeps codes, which outlive names."""
    if deed.action == "refused":
        return words(_WHY[deed.what]) if deed.what in _WHY else deed.what
    if deed.action == "tried_role":
        role, *offices = deed.what.split(", ")
        return ", ".join([role_said(role, words), *map(session.area_name, offices)])
    kind, _, number = deed.what.partition(" ")
    return words(_RELEASED[kind], n=number) if kind in _RELEASED and number else deed.what
