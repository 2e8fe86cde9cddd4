"""What the columns of a strange layer say: which hold codes, which hold names, and of what.

Columns are known by their values, not by their headings: offices head the same code `KDPKAB`,
`kab_bps`, `ADM2_PCODE` or `kode`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from data.parsing import is_missing
from data.places import (
    AmbiguousRegion,
    UnknownRegion,
    all_kecamatan,
    all_regions,
    find_kecamatan,
    find_region,
    split_kind,
)

SYSTEMS = ("kemendagri", "bps")
_NOT_REGIONS = {"water", "lake", "forest", "danau", "perairan", "waduk", "hutan", "laut", "sungai"}
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Columns:
    """Which columns to believe (None: found by their values) and which code system (None: proven)."""

    code: str | None = None
    name: str | None = None
    region: str | None = None
    system: str | None = None


def as_texts(attributes: pd.DataFrame) -> pd.DataFrame:
    """Every column as text, "" where empty: 1608.0 is "1608", and 16.1 (a code that a sheet
    turned into a number) is "16.10"."""
    return attributes.apply(lambda column: column.map(_as_text))


def _as_text(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() else f"{number:.2f}"
    return str(value).strip()[:_LONGEST_NAME]


def region_codes(texts: pd.Series, system: str) -> pd.Series:
    """The Kemendagri code of the region that each text is a code of, "" for none.

    "16.08" is Kemendagri and "ID1609" (OCHA) BPS whatever `system` says; four digits are read by it.
    """
    return texts.map({text: _region_code(text, system) for text in texts.unique()})


def _region_code(text: str, system: str) -> str:
    undotted = text.replace(".", "")
    if len(text) == 5 and text[2:3] == ".":
        return text if text in all_regions() else ""
    digits = undotted.upper().removeprefix("ID")
    if len(digits) != 4 or "." in text:
        return ""
    if digits != undotted or system == "bps":
        return _by_bps().get(digits, "")
    dotted = f"{digits[:2]}.{digits[2:]}"
    return dotted if dotted in all_regions() else ""


@cache
def _by_bps() -> dict[str, str]:
    """The Kemendagri code of every region and kecamatan by its BPS code."""
    kecamatan = {entry.bps: entry.code for entry in all_kecamatan().values() if entry.bps}
    return {entry.bps: entry.code for entry in all_regions().values()} | kecamatan


def kecamatan_codes(texts: pd.Series) -> pd.Series:
    """The Kemendagri code of the kecamatan that each text is a code of, "" for none.

    Six digits (16.08.01, 160801) are Kemendagri, seven (1609010, ID1609010) BPS: never mixed up.
    """
    return texts.map({text: _kecamatan_code(text) for text in texts.unique()})


def _kecamatan_code(text: str) -> str:
    digits = text.replace(".", "").upper().removeprefix("ID")
    if len(digits) == 7:
        return _by_bps().get(digits, "")
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    return dotted if len(digits) == 6 and dotted in all_kecamatan() else ""


def home_of_code(text: str) -> str:
    """The region (Kemendagri code) that a kecamatan code of either system lies in, "" for none of ours."""
    digits = text.replace(".", "").upper().removeprefix("ID")
    if not digits.isdecimal() or len(digits) not in (6, 7) or digits[4:] in ("888", "999"):
        return ""
    return _region_code(digits[:4], "bps" if len(digits) == 7 else "kemendagri")


@dataclass(frozen=True)
class Named:
    """What a name says: a region's code ("" for none), or that it could be two ("ambiguous")."""

    code: str = ""
    ambiguous: bool = False


def region_names(texts: pd.Series) -> dict[str, Named]:
    """Each distinct text of a column and the region that it names."""
    return {text: _named(text) for text in texts.unique()}


def _named(text: str) -> Named:
    if not _is_name(text):
        return Named()
    try:
        return Named(find_region(text).code)
    except AmbiguousRegion:
        return Named(ambiguous=True)
    except UnknownRegion:
        return Named()


def _is_name(text: str) -> bool:
    """Whether a text is a name and no code: it has letters besides the "ID" of OCHA's codes."""
    return any(character.isalpha() for character in text.upper().removeprefix("ID"))


def plain_means_kabupaten(names: dict[str, Named]) -> dict[str, Named]:
    """`names` with "Mojokerto" read as the kabupaten where the column also says "Kota Mojokerto".

    That is how the layers of BIG and BPS write it. Without the explicit kota it stays ambiguous.
    """
    spoken = {named.code for named in names.values()}
    return {text: _plain(text, named, spoken) for text, named in names.items()}


def _plain(text: str, named: Named, spoken: set[str]) -> Named:
    if not named.ambiguous or split_kind(text)[0]:
        return named
    kota, kabupaten = _named(f"Kota {text}"), _named(f"Kabupaten {text}")
    return kabupaten if kota.code and kota.code in spoken and kabupaten.code else named


def kecamatan_by_name(names: pd.Series, regions: pd.Series) -> pd.Series:
    """The code of the kecamatan with that name in that region, "" for none; both share an index."""
    pairs = pd.Series(list(zip(names, regions, strict=True)), index=names.index)
    return pairs.map({pair: _kecamatan_named(*pair) for pair in set(pairs)})


def _kecamatan_named(name: str, region: str) -> str:
    if not region or not _is_name(name):
        return ""
    try:
        return find_kecamatan(name, region).code
    except UnknownRegion:
        return ""


def not_regions(texts: pd.DataFrame) -> pd.Series:
    """Rows that some column marks as water or forest: lakes are drawn in such layers too."""
    return texts.apply(lambda column: column.str.casefold().isin(_NOT_REGIONS)).any(axis=1)
