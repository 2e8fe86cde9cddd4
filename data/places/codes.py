"""The regions and kecamatan that the project knows, from `data/embedded/`, by either code."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from data.parsing import shown
from data.words import Problem

FOLDER = Path(__file__).parents[1] / "embedded"
Entry = TypeVar("Entry")


class DamagedRegions(Problem):
    """The embedded table of regions or kecamatan is missing or cannot be read."""


class UnknownRegion(Problem):
    """What was written is no region that the project knows."""


class AmbiguousRegion(UnknownRegion):
    """What was written can be read as more than one region."""


@dataclass(frozen=True)
class Region:
    """One kabupaten or kota.

    `code` is the Kemendagri code ("16.08"), `bps` the BPS code ("1609"); they differ for five
    regions. `area_km2` is the official area (BIG, 2024), `population` Dukcapil 2024 semester II.
    """

    code: str
    bps: str
    name: str
    short: str
    kind: str
    province_code: str
    province: str
    area: str
    scope: str
    area_km2: float
    population: int
    capital: str
    capital_lat: float
    capital_lon: float

    @property
    def label(self) -> str:
        """The name with its code, as errors say it: "Kota Palembang (16.71)"."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Kecamatan:
    """One kecamatan. `bps` is "" for the five that are younger than the BPS list of 2020.

    `match` says how the two lists met: exact, fuzzy (another spelling) or missing.
    """

    code: str
    bps: str
    name: str
    region: str
    match: str

    @property
    def label(self) -> str:
        """The name with its code, as errors say it: "Jirak Jaya (16.06.15)"."""
        return f"{self.name} ({self.code})"


def _region(row: dict[str, str]) -> Region:
    numbers = {name: float(row[name]) for name in ("area_km2", "capital_lat", "capital_lon")}
    return Region(**{**row, **numbers, "population": int(row["population"])})  # type: ignore[arg-type]


def _kecamatan(row: dict[str, str]) -> Kecamatan:
    return Kecamatan(**row)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by heading. Raises ValueError for one with too many or too few fields."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if None in row or None in row.values():
                raise ValueError("too many or too few fields")
            yield row


def _read(name: str, make: Callable[[dict[str, str]], Entry], folder: Path) -> list[Entry]:
    """The rows of `<folder>/<name>.csv`, each made into an object by `make`.

    Raises DamagedRegions naming the file and the line that cannot be used.
    """
    path, entries = folder / f"{name}.csv", []
    try:
        for row in _rows(path):
            entries.append(make(row))
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        raise DamagedRegions(
            "Berkas {file} rusak di baris {line}: tidak dapat dibaca sebagai daftar wilayah. "
            "Kembalikan berkas itu dari paket aslinya.",
            file=path.name,
            line=len(entries) + 2,
        ) from error
    return entries


def read_regions(folder: Path = FOLDER) -> dict[str, Region]:
    """The regions of `folder`/regions.csv by Kemendagri code. Raises DamagedRegions."""
    return {region.code: region for region in _read("regions", _region, folder)}


def read_kecamatan(folder: Path = FOLDER) -> dict[str, Kecamatan]:
    """The kecamatan of `folder`/kecamatan.csv by Kemendagri code. Raises DamagedRegions."""
    return {entry.code: entry for entry in _read("kecamatan", _kecamatan, folder)}


@cache
def regions() -> dict[str, Region]:
    """Every region by Kemendagri code. Shared: do not change it."""
    return read_regions()


@cache
def regions_by_bps() -> dict[str, Region]:
    """Every region by BPS code. Shared: do not change it."""
    return {region.bps: region for region in regions().values()}


@cache
def kecamatan() -> dict[str, Kecamatan]:
    """Every kecamatan by Kemendagri code. Shared: do not change it."""
    return read_kecamatan()


@cache
def kecamatan_by_bps() -> dict[str, Kecamatan]:
    """Every kecamatan that has a BPS code, by it. Shared: do not change it."""
    return {entry.bps: entry for entry in kecamatan().values() if entry.bps}


def to_bps(code: str) -> str:
    """The BPS code of a region's or kecamatan's Kemendagri code: "16.08" is "1609".

    Raises UnknownRegion for another code, and for a kecamatan younger than the BPS list.
    """
    if code in regions():
        return regions()[code].bps
    entry = kecamatan().get(code)
    if entry is None:
        raise UnknownRegion("Kode {text} bukan kode Kemendagri yang dimuat.", text=shown(code))
    if not entry.bps:
        raise UnknownRegion(
            "Kecamatan {name} belum punya kode BPS: lebih muda daripada daftar BPS 2020.", name=entry.label
        )
    return entry.bps


def from_bps(code: str) -> str:
    """The Kemendagri code of a region's or kecamatan's BPS code: "1609" is "16.08".

    Raises UnknownRegion for another code.
    """
    entry = regions_by_bps().get(code) or kecamatan_by_bps().get(code)
    if entry is None:
        raise UnknownRegion("Kode {text} bukan kode BPS yang dimuat.", text=shown(code))
    return entry.code
