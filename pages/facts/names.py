"""What the tables of facts and the words in them are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from data.indicators import definitions
from data.parsing import each_row
from data.tables import FACTS, Difference
from data.words import Words

# Tables in the order in which a page offers them, the ones that change most often first -> what they are called.
TABLE_NAMES = {
    "targets": "Target",
    "minimum_wages": "Upah minimum",
    "workforce": "Ketenagakerjaan",
    "offices": "Kantor",
    "service_areas": "Wilayah kerja kantor",
    "service_points": "Loket dan titik layanan",
    "agreements": "Kesepakatan",
    "events": "Kegiatan",
    "figures": "Data publikasi",
    "sources": "Sumber",
}
# Words of closed lists that are not Indonesian -> what they are called.
_VALUES = {
    "employed": "penduduk bekerja",
    "population": "penduduk",
    "province": "provinsi",
    "region": "kabupaten/kota",
    "office": "kantor",
    "stated": "tanggal disebut sumber",
    "page date": "tanggal halaman sumber",
    "inferred": "tanggal disimpulkan",
    "weak": "lemah",
    "old": "target lama",
    "review": "sedang ditinjau ulang",
    "other_definition": "definisi lain",
    "agreement": "kesepakatan",
    "plan": "rencana",
    "forum": "forum",
    "about": "sekitar",
    "at least": "sedikitnya",
    "more than": "lebih dari",
}
# Where a row comes from, as it stands in the data -> what that is called.
ORIGINS = {
    "bawaan": "bawaan",
    "ditambah": "ditambah",
    "diganti": "diganti",
    "dicabut": "dicabut",
    "baru": "baru",
}


def table_name(name: str, words: Words) -> str:
    """What a table of facts is called."""
    return words(TABLE_NAMES.get(name, name))


def tables_in_order() -> list[str]:
    """Every table of facts, in the order in which they are offered."""
    return [*(name for name in TABLE_NAMES if name in FACTS), *(n for n in FACTS if n not in TABLE_NAMES)]


def code_names(
    frames: Mapping[str, pd.DataFrame], regions: pd.DataFrame, words: Words
) -> Callable[[str], str]:
    """A function that says a code with its name: of an area, an office, a source, an indicator, or a closed list."""
    names = {key: words(name) for key, name in _VALUES.items()} | {"ID": words("Indonesia (nasional)")}
    names |= dict(zip(regions["province_code"], regions["province"], strict=True))
    names |= dict(zip(regions["code"], regions["name"], strict=True))
    names |= dict(zip(frames["offices"]["code"], frames["offices"]["name"], strict=True))
    coded = {code: f"{name} ({code})" for code, name in names.items() if code not in _VALUES}
    indicators = {key: one.title[words.language] for key, one in definitions().items()}
    sources = {row.id: f"{row.id} {row.publisher}: {row.title}" for row in each_row(frames["sources"])}
    units = {
        unit: words.unit(unit)
        for unit in ("percent", "workers", "employers", "cases", "villages", "projects")
    }
    said = {**units, **names, **coded, **indicators, **sources}
    return lambda code: said.get(code, code)


def counts(differences: Mapping[str, Difference], words: Words) -> str:
    """How many rows become new, changed and gone, in a few words."""
    new, changed, gone = (
        sum(len(getattr(one, kind)) for one in differences.values()) for kind in ("new", "changed", "gone")
    )
    return words(
        "{new} baris baru, {changed} diganti, {gone} dicabut",
        new=words.number(new),
        changed=words.number(changed),
        gone=words.number(gone),
    )


def key_name(key: str, said: Callable[[str], str]) -> str:
    """What names a row of a table of facts, each part of it with its name."""
    return ", ".join(said(part) for part in key.split("|") if part)
