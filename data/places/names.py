"""How people write the names of regions, folded so that two spellings of one name meet.

Nothing here knows codes or reads a file: text goes in, a key comes out.
"""

from __future__ import annotations

import re
import unicodedata

KABUPATEN, KOTA = "kabupaten", "kota"

# What stands before or after a name and says whether it is a kabupaten or a kota.
_PREFIXES = {
    "kab": KABUPATEN,
    "kabupaten": KABUPATEN,
    "pemkab": KABUPATEN,
    "kota": KOTA,
    "kotamadya": KOTA,
    "kodya": KOTA,
    "pemkot": KOTA,
}
_SUFFIXES = {"kab": KABUPATEN, "kabupaten": KABUPATEN, "regency": KABUPATEN, "kota": KOTA, "city": KOTA}
_KECAMATAN = ("kecamatan", "kec")
# Words for the body that governs, before the kind: "Pemerintah Kabupaten Lahat".
_BODIES = ("pemerintah", "pemda", "pemerintahan", "wilayah", "daerah")

# What people call a region besides its full name and its short form on the map.
ALIASES: dict[str, tuple[str, ...]] = {
    "16.05": ("Mura",),
    "16.06": ("Muba",),
    "16.08": ("OKUT", "Ogan Komering Ulu (OKU) Timur"),
    "16.09": ("OKUS", "Ogan Komering Ulu (OKU) Selatan"),
    "16.10": ("OI",),
    "16.11": ("4 Lawang",),
    "16.13": ("Muratara",),
    "16.73": ("Linggau",),
}
# Names that stand for several regions at once: never one of them.
GROUPS: dict[str, tuple[str, ...]] = {"OKU Raya": ("16.01", "16.08", "16.09")}
# The name of the same kecamatan in the BPS list, where folding alone does not make them meet.
KECAMATAN_ALIASES: dict[str, tuple[str, ...]] = {
    "16.02.05": ("Kota Kayu Agung",),
    "16.02.19": ("Pangkalan Lapam",),
    "16.03.03": ("Rambang Dangku",),
    "16.03.08": ("Semendo Darat Laut",),
    "16.03.09": ("Semendo Darat Tengah",),
    "16.03.10": ("Semendo Darat Ulu",),
    "16.05.10": ("Suku Tengah Lakitan Ulu", "Suku Tengah Lakitan Ulu Terawas"),
    "16.05.14": ("Bulang Tengah Suku Ulu",),
    "16.06.13": ("Lawang Wetan",),
    "16.07.14": ("Air Saleh",),
    "33.26.04": ("Petungkriono",),
    "35.16.14": ("Gedek",),
}
# A number at the end of a name is written in three ways: Ilir Barat II, Ilir Barat 2, Ilir Barat Dua.
_ROMAN = {"i": "satu", "ii": "dua", "iii": "tiga", "1": "satu", "2": "dua", "3": "tiga"}


def words(text: str) -> list[str]:
    """The words of a name in lower case, without punctuation: "Kab.OKU  Timur" is kab, oku, timur."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", folded).split()


def key(text: str) -> str:
    """A name with case, blanks and punctuation folded away: "Lubuk Linggau" is "lubuklinggau"."""
    return "".join(words(text))


def split_kind(text: str) -> tuple[str | None, str]:
    """(kabupaten | kota | None, key of the rest) of a region's name as people write it.

    >>> split_kind("KOTA  Pekalongan")
    ('kota', 'pekalongan')
    >>> split_kind("Mojokerto (Kab.)")
    ('kabupaten', 'mojokerto')
    """
    parts = words(text)
    while len(parts) > 2 and parts[0] in _BODIES:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in _PREFIXES:
        return _PREFIXES[parts[0]], "".join(parts[1:])
    if len(parts) > 1 and parts[-1] in _SUFFIXES:
        return _SUFFIXES[parts[-1]], "".join(parts[:-1])
    return None, "".join(parts)


def kecamatan_key(text: str) -> str:
    """The key of a kecamatan's name; "Kec. Ilir Barat II" and "Ilir Barat Dua" are the same."""
    parts = words(text)
    if len(parts) > 1 and parts[0] in _KECAMATAN:
        parts = parts[1:]
    return "".join([*parts[:1], *(_ROMAN.get(word, word) for word in parts[1:])])


def spoken_names() -> dict[str, str]:
    """What people of a province call its regions in short, by code: for a map on a wall, whose letters are large."""
    return {code: names[0] for code, names in ALIASES.items() if names[0].isalpha()}
