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
    plain_code,
    split_kind,
)

SYSTEMS = ("kemendagri", "bps")
# What the name of a lake or a sea begins or ends with. A river's or a forest's may be a kecamatan's too (Sungai Lilin).
_WATERS = {
    "danau",
    "waduk",
    "laut",
    "selat",
    "teluk",
    "perairan",
    "lake",
    "sea",
    "strait",
    "bay",
    "reservoir",
}
_NOT_REGIONS = {"water", "river", "forest", "hutan", "sungai", *_WATERS}
# What a row is called in a column that tells what it is, besides the words above.
_KINDS = {
    **dict.fromkeys(("kabupaten", "kab", "regency", "kabupaten/kota", "kab/kota"), "kabupaten"),
    **dict.fromkeys(("kota", "kotamadya", "kodya", "city", "municipality"), "kota"),
    **dict.fromkeys(("kecamatan", "kec", "district", "subdistrict"), "kecamatan"),
    **dict.fromkeys(("desa", "kelurahan", "wilayah", "administrasi"), ""),
}
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


def _region_code(written: str, system: str) -> str:
    text = plain_code(written)
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
    digits = plain_code(text).replace(".", "").upper().removeprefix("ID")
    if len(digits) == 7:
        return _by_bps().get(digits, "")
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    return dotted if len(digits) == 6 and dotted in all_kecamatan() else ""


def home_of_code(text: str) -> str:
    """The region (Kemendagri code) that a kecamatan code of either system lies in, "" for none of ours."""
    digits = plain_code(text).replace(".", "").upper().removeprefix("ID")
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


def water_words(texts: pd.DataFrame) -> pd.Series:
    """Rows with a cell that says water or forest: lakes are drawn in such layers too.

    Of a row that is a region such a cell tells something else: what lies north of it, what its land is used for.
    """
    return texts.apply(lambda column: column.str.casefold().isin(_NOT_REGIONS)).any(axis=1)


def not_regions(texts: pd.DataFrame) -> pd.Series:
    """Rows that a column which tells what each row is calls water or forest."""
    columns = [column for column in texts.columns if _tells_kinds(texts[column])]
    return water_words(texts[columns]) if columns else pd.Series(False, index=texts.index)


def named_as_water(texts: pd.DataFrame) -> pd.Series:
    """Rows whose cell in the column of regions' names is the name of a lake or a sea: "Danau Ranau", "Laut Jawa"."""
    columns = [
        column
        for column in texts.columns
        if 2 * sum(bool(named.code) for named in region_names(texts[column]).values())
        > texts[column].nunique()
    ]
    waters = texts[columns].apply(lambda column: column.map(_is_water_name))
    return waters.any(axis=1) if columns else pd.Series(False, index=texts.index)


def _is_water_name(text: str) -> bool:
    parts = text.casefold().split()
    return len(parts) > 1 and bool(_WATERS & {parts[0], parts[-1]}) and not _named(text).code


def _tells_kinds(column: pd.Series) -> bool:
    """Whether every cell is a kind of region, water or forest, and some are regions; blanks do not count."""
    words = set(column.str.casefold()) - {""}
    return bool(words & set(_KINDS)) and words <= set(_KINDS) | _NOT_REGIONS


def with_kinds(texts: pd.DataFrame) -> pd.DataFrame:
    """The columns, and each column of names beside one that says kabupaten or kota once more with that in front.

    Some layers keep "Kota" and "Pekalongan" in two columns.
    """
    kinds = next((column for column in texts.columns if _tells_both_kinds(texts[column])), None)
    if kinds is None:
        return texts
    prefix = texts[kinds].str.casefold().map(_KINDS).fillna("")
    named = {
        f"{kinds} + {column}": prefix.where(texts[column] != "", "") + " " + texts[column]
        for column in texts.columns
        if any(named.ambiguous or named.code for named in region_names(texts[column]).values())
    }
    return texts.assign(**{name: column.str.strip() for name, column in named.items()})


def _tells_both_kinds(column: pd.Series) -> bool:
    kinds = {_KINDS.get(word) for word in column.str.casefold()}
    return _tells_kinds(column) and kinds >= {"kota", "kabupaten"}
