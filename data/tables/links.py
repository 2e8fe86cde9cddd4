"""Whether the tables fit together: every code, source and indicator that one names is known to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from data.indicators import definitions
from data.parsing import AsOf, shown
from data.tables.breaches import Breach
from data.tables.files import DamagedFile
from data.words import Problem

Tables = Mapping[str, pd.DataFrame]
_UNKNOWN = (
    "Berkas {file} baris {row}, kolom {column}: {found} tidak dikenal di {other}. "
    "Betulkan baris itu atau tambahkan di {other}."
)
_BACKWARDS = "Berkas {file} baris {row}: {first} dimulai pada {start}, sesudah {last} {end}. Betulkan salah satu tanggalnya."
_UNIT = (
    "Berkas {file} baris {row}, kolom unit: tertulis {found}, padahal satuan {indicator} adalah {wanted}. "
    "Betulkan baris itu."
)
_CIRCLE = "Berkas offices.csv baris {row}, kolom parent: {found} menjadi induknya sendiri. Betulkan susunan kantornya."
# The tables of which a row may name another row of its own table.
_NUMBERED = ("agreements", "events", "service_points")
# Each of them -> where the breach stands (a column; "" is named by the problem) and what would be accepted there.
_ACCEPTS = {
    _BACKWARDS: ("", "tanggal yang tidak sesudah {last} ({end})"),
    _UNIT: ("unit", "{wanted}, satuan {indicator}"),
    _CIRCLE: ("parent", "kantor lain, yang tidak berada di bawahnya"),
}
# What is named where a code is unknown -> what would be known there.
_KNOWN_IN = {
    "sources.csv": "nomor yang ada di tabel Sumber",
    "offices.csv": "kode yang ada di tabel Kantor",
    "regions.csv": "kode Kemendagri wilayah atau provinsi di peta ini",
    "regions.csv, offices.csv": "kode wilayah, provinsi, atau kantor yang dikenal",
    "agreements.csv": "nomor yang ada di tabel Kesepakatan",
    "events.csv": "nomor yang ada di tabel Kegiatan",
    "service_points.csv": "nomor yang ada di tabel Loket dan titik layanan",
    "data/indicators/definitions": "indikator yang dikenal dan boleh diisi di tabel ini",
}


def check_links(tables: Tables) -> None:
    """Raises DamagedFile for the first row whose codes, sources, indicators, units or dates do not fit.

    `tables` is every table by name, each indexed by line number.
    """
    for problem in link_problems(tables):
        raise problem


def link_problems(tables: Tables) -> Iterator[DamagedFile]:
    """Every row whose codes, sources, indicators, units or dates do not fit; `tables` as in `check_links`."""
    for table, column, known, other in _references(tables):
        if table in tables:
            yield from _unknown(table, column, tables[table], known, other)
    for table in tables:
        if "source" in tables[table]:
            # An empty cell is a matter of the table's own rules: not every row must name a source.
            yield from _unknown(table, "source", tables[table], {"", *tables["sources"]["id"]}, "sources.csv")
    regions, provinces, offices = _areas(tables)
    yield from _wrong_figures(
        tables["figures"], {"region": regions, "province": provinces, "office": offices}
    )
    yield from _backwards("service_areas", "from", "to", tables["service_areas"])
    yield from _backwards("minimum_wages", "from", "to", tables["minimum_wages"])
    yield from _backwards("events", "start", "end", tables["events"])
    yield from _circles(tables["offices"])


def known_codes(tables: Tables) -> dict[tuple[str, str], list[str]]:
    """Table and column -> the codes that a cell may hold, of the columns that name one row of another table."""
    regions, offices = list(tables["regions"]["code"]), list(tables["offices"]["code"])
    provinces = list(dict.fromkeys(tables["regions"]["province_code"]))
    ids = [key for name in _NUMBERED for key in tables[name]["id"]]
    every = ["ID", *provinces, *regions, *offices, *definitions(), *ids]
    listed = {
        (table, column): [code for code in every if code in known]
        for table, column, known, _ in _references(tables)
        if column not in ("areas", "offices")  # hold several, joined by ";"
    }
    listed["figures", "area_code"] = [*provinces, *regions, *offices]
    sources = {(name, "source"): list(tables["sources"]["id"]) for name in tables if "source" in tables[name]}
    return {**listed, **sources}


def link_breaches(tables: Tables) -> list[Breach]:
    """The same as breaches, one a cell; `tables` as in `check_links`."""
    return [_breach(problem) for problem in link_problems(tables)]


def _breach(problem: DamagedFile) -> Breach:
    said = dict(problem.values)
    column, accepts = _ACCEPTS.get(problem.template) or ("", _KNOWN_IN[said["other"]])
    return Breach(
        str(said.get("file", "offices.csv")).removesuffix(".csv"),
        int(said.pop("row")),
        column or str(said.get("column") or said["first"]),
        str(said.get("found") or said["start"]),
        Problem(accepts, **said),
    )


def _areas(tables: Tables) -> tuple[set[str], set[str], set[str]]:
    """The codes of regions, provinces and offices that there are."""
    regions = tables["regions"]
    return set(regions["code"]), set(regions["province_code"]), set(tables["offices"]["code"])


def _references(tables: Tables) -> Iterable[tuple[str, str, set[str], str]]:
    regions, provinces, offices = _areas(tables)
    agreements, events, points = ({"", *tables[name]["id"]} for name in _NUMBERED)
    return (
        ("kecamatan", "region", regions, "regions.csv"),
        ("workforce", "region", regions, "regions.csv"),
        ("service_points", "region", regions, "regions.csv"),
        ("offices", "seat", regions, "regions.csv"),
        ("offices", "parent", offices | {""}, "offices.csv"),
        ("service_areas", "office", offices, "offices.csv"),
        ("service_areas", "region", regions | provinces, "regions.csv"),
        ("service_points", "same_place_as", points, "service_points.csv"),
        ("agreements", "areas", regions | provinces | offices, "regions.csv, offices.csv"),
        ("agreements", "offices", offices | {""}, "offices.csv"),
        ("agreements", "same_as", agreements, "agreements.csv"),
        ("agreements", "perhaps_same_as", agreements, "agreements.csv"),
        ("events", "areas", regions | provinces | offices, "regions.csv, offices.csv"),
        ("events", "same_as", events, "events.csv"),
        ("targets", "area_code", regions | provinces | offices | {"ID"}, "regions.csv, offices.csv"),
        ("targets", "indicator", set(definitions()), "data/indicators/definitions"),
        ("figures", "indicator", _published(), "data/indicators/definitions"),
        ("minimum_wages", "region", regions, "regions.csv"),
    )


def _published() -> set[str]:
    """Indicators that a published figure may stand for: what the ledger measures is never typed."""
    return {name for name, indicator in definitions().items() if indicator.kind == "published"}


def _unknown(
    table: str, column: str, frame: pd.DataFrame, known: set[str], other: str
) -> Iterator[DamagedFile]:
    for row, cell in frame[column].items():
        for code in cell.split(";"):
            if code not in known:
                found = f"“{shown(code)}”"
                yield DamagedFile(
                    _UNKNOWN, file=f"{table}.csv", row=row, column=column, found=found, other=other
                )


def _wrong_figures(figures: pd.DataFrame, known: Mapping[str, set[str]]) -> Iterator[DamagedFile]:
    for kind, rows in figures.groupby("area_kind"):
        other = "offices.csv" if kind == "office" else "regions.csv"
        yield from _unknown("figures", "area_code", rows, known[str(kind)], other)
    units = {name: indicator.unit for name, indicator in definitions().items()}
    for row, name, unit in zip(figures.index, figures["indicator"], figures["unit"], strict=True):
        if name in units and unit != units[name]:
            yield DamagedFile(
                _UNIT, file="figures.csv", row=row, found=unit, indicator=name, wanted=units[name]
            )


def _backwards(table: str, first: str, last: str, frame: pd.DataFrame) -> Iterator[DamagedFile]:
    for row, start, end in zip(frame.index, frame[first], frame[last], strict=True):
        if start and end and AsOf(start).start > AsOf(end).end:
            yield DamagedFile(
                _BACKWARDS, file=f"{table}.csv", row=row, first=first, start=start, last=last, end=end
            )


def _circles(offices: pd.DataFrame) -> Iterator[DamagedFile]:
    parents = dict(zip(offices["code"], offices["parent"], strict=True))
    for row, code in offices["code"].items():
        if code in _ancestors(code, parents):
            yield DamagedFile(_CIRCLE, row=row, found=code)


def _ancestors(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The offices above one, nearest first; no more of them than there are, so that a circle comes to an end."""
    above = parents[code]
    for _ in parents:
        if not above:
            return
        yield above
        above = parents.get(above, "")
