"""Regions, kecamatan and offices as branches write them; what can be meant twice is said, never chosen.

No spelling is guessed: a name is known, or it is not and the nearest is proposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from data.places import (
    AmbiguousRegion,
    UnknownRegion,
    all_kecamatan,
    all_regions,
    find_kecamatan,
    find_region,
    split_kind,
)

# "16. Mojokerto", "3576 - Kota Mojokerto": a number in front of a name that stands for itself.
_NUMBERED = re.compile(r"^\(?\d[\d.]*\s*[.)\]:-]*\s*(?=[A-Za-z]{3})")
_CODE = re.compile(r"[\d.\s]+")
_KIND_BEHIND = re.compile(r"^(.+?)\s*,\s*(kab(?:upaten)?|kota|kodya)\.?$", re.I)
_ENGLISH = re.compile(
    r"^(?:(regency|city|municipality)\s+of\s+(.+)|(\S.*?)\s+(regency|city|municipality))$", re.I
)
_KECAMATAN = re.compile(
    r"\bkec(?:amatan|\.)?\s*[.:]?\s*([^,;/()]+?)(?=\s*(?:[,;/()-]|\bkab(?:upaten)?\b|\bkota\b|$))", re.I
)
_BOTH = re.compile(
    r"^(?:kota\s*(?:dan|&|,|/|-|–)\s*kab(?:upaten|\.)?|kab(?:upaten|\.)?\s*(?:dan|&|,|/|-|–)\s*kota)\.?\s+([^,;]+)$",
    re.I,
)
# What lies within a kecamatan: it names no region, and none is missing.
_WITHIN = re.compile(r"^(?:desa|ds|kelurahan|kel|dusun|dsn|jl|jalan|jln|komplek|perum|rt|rw)\b", re.I)
# Names for several regions at once: who means them must say which.
_GROUPS = {
    "okuraya": ("16.01", "16.08", "16.09"),
    "mojokertoraya": ("35.16", "35.76"),
    "pekalonganraya": ("33.26", "33.75"),
}


@dataclass(frozen=True)
class Place:
    """What a text names: `regions` (codes) that it can mean, the kecamatan written with it, and how it was known.

    One region: it is that one. Several with `all_of`: all of them. Several without: it must be asked.
    None: no region of the map; `elsewhere` tells the name of a kabupaten or kota, `unknown` any other text that is
    no village or street.
    """

    regions: tuple[str, ...] = ()
    all_of: bool = False
    kecamatan: str = ""
    spelled: bool = False
    elsewhere: bool = False
    unknown: bool = False


@lru_cache(maxsize=50_000)
def read_place(text: str) -> Place:
    """The region or regions that a cell names."""
    written = " ".join(text.split())
    written = _NUMBERED.sub("", written) if not _CODE.fullmatch(written) else written
    kecamatan = ""
    if match := _KECAMATAN.search(written):
        kecamatan = match[1].strip(" .-")
        written = (written[: match.start()] + written[match.end() :]).strip(" ,;/-()")
    if not written:
        return Place(kecamatan=kecamatan)
    written = _turned(written)
    return replace(_several(written) or _alone(written), kecamatan=kecamatan)


def _turned(written: str) -> str:
    """The kind in front of the name: "Mojokerto, Kab." and "Regency of Jombang" have it elsewhere."""
    if behind := _KIND_BEHIND.match(written):
        return f"{behind[2]} {behind[1]}"
    if english := _ENGLISH.match(written):
        kind, name = english[1] or english[4], english[2] or english[3]
        return f"{'kabupaten' if kind.casefold() == 'regency' else 'kota'} {name}"
    return written


def _several(written: str) -> Place | None:
    """The regions of a text that names several, or one among other words; None for any other text."""
    if both := _BOTH.match(written):
        return Place(tuple(sorted(_bearers(both[1]))), all_of=True)
    key = "".join(re.findall(r"\w+", written.casefold()))
    if key in _GROUPS:
        return Place(_GROUPS[key])
    listed = [piece for piece in re.split(r"\s*[;,]\s*(?:dan\s+)?", written) if piece]
    each = [_several(piece) or _one(piece) for piece in listed] if len(listed) > 1 else []
    if each and all(len(place.regions) == 1 or place.all_of for place in each):
        codes = tuple(dict.fromkeys(code for place in each for code in place.regions))
        return Place(codes, all_of=len(codes) > 1)
    pieces = [piece for piece in re.split(r"\s*(?:;|&|,| dan |/)\s*", written) if piece]
    found = [_one(piece) for piece in pieces] if len(pieces) > 1 else []
    if found and all(place.regions for place in found):
        codes = tuple(dict.fromkeys(code for place in found for code in place.regions))
        return Place(codes, all_of=len(codes) > 1 and all(len(place.regions) == 1 for place in found))
    known = [place for place in found if place.regions]
    return Place(known[0].regions, spelled=True) if len(known) == 1 else None


def _alone(written: str) -> Place:
    one = _one(written)
    return replace(one, unknown=not one.regions and not one.elsewhere and not _WITHIN.match(written))


def _one(written: str) -> Place:
    place = _known(written)
    bare = re.sub(r"\([^)]*\)", "", written).strip()  # "Kab. Mojokerto (Nov-Des 2025)"
    return _known(bare) if not place.regions and bare and bare != written else place


def _known(bare: str) -> Place:
    try:
        return Place((find_region(bare).code,), spelled=True)
    except AmbiguousRegion:
        return Place(tuple(sorted(_bearers(bare))))
    except UnknownRegion:
        kind, _ = split_kind(bare)
        return Place(elsewhere=kind is not None or bool(re.fullmatch(r"[\d.]+", bare)))


def _bearers(name: str) -> list[str]:
    """The regions whose name without kabupaten or kota is `name`; those of an undotted code in either list."""
    key = split_kind(name)[1]
    named = [code for code, region in all_regions().items() if split_kind(region.name)[1] == key]
    digits = re.sub(r"\D", "", name)
    return named or [
        code for code, region in all_regions().items() if digits in (code.replace(".", ""), region.bps)
    ]


def code_readings(text: str) -> dict[str, str]:
    """The region of a code in each list that has it: "1608" is OKU Timur to Kemendagri, OKU Selatan to BPS."""
    digits = re.sub(r"\D", "", text)
    found = {}
    for code, region in all_regions().items():
        if digits == code.replace(".", ""):
            found["kemendagri"] = code
        if digits == region.bps:
            found["bps"] = code
    return found


def kecamatan_of_code(text: str) -> str:
    """The Kemendagri code of a kecamatan's code: seven digits are BPS, six are Kemendagri; "" for another."""
    digits = re.sub(r"\D", "", text)
    return _kecamatan_codes().get(digits, "")


@cache
def _kecamatan_codes() -> dict[str, str]:
    codes = {}
    for code, entry in all_kecamatan().items():
        codes[code.replace(".", "")] = code
        if entry.bps:
            codes[entry.bps] = code
    return codes


@lru_cache(maxsize=50_000)
def kecamatan_named(text: str, region: str) -> str:
    """The code of the kecamatan of a region with this name, "" when the region has none."""
    try:
        return find_kecamatan(text, region).code
    except UnknownRegion:
        return ""


@lru_cache(maxsize=20_000)
def regions_with(kecamatan: str) -> tuple[str, ...]:
    """The regions that have a kecamatan of this name."""
    return tuple(code for code in all_regions() if kecamatan_named(kecamatan, code))


@lru_cache(maxsize=5_000)
def nearest_kecamatan(text: str, region: str) -> str:
    """The name of the kecamatan of a region that is spelled most alike, "" when none is."""
    from rapidfuzz import fuzz, process

    names = [entry.name for entry in all_kecamatan().values() if entry.region == region]
    found = process.extractOne(
        text.casefold(), names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=75
    )
    return str(found[0]) if found else ""
