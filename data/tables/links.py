"""Whether the tables fit together: every code, source and indicator that one names is known to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from data.indicators import definitions
from data.parsing import AsOf, shown
from data.tables.files import DamagedFile

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


def check_links(tables: Tables) -> None:
    """Raises DamagedFile for the first row whose codes, sources, indicators, units or dates do not fit.

    `tables` is every table by name, each indexed by line number.
    """
    regions, offices = set(tables["regions"]["code"]), set(tables["offices"]["code"])
    provinces = set(tables["regions"]["province_code"])
    for table, column, known, other in _references(regions, provinces, offices):
        _check_known(table, column, tables[table], known, other)
    for table in tables:
        if "source" in tables[table]:
            _check_known(table, "source", tables[table], set(tables["sources"]["id"]), "sources.csv")
    _check_figures(tables["figures"], {"region": regions, "province": provinces, "office": offices})
    _check_order("service_areas", "from", "to", tables["service_areas"])
    _check_order("events", "start", "end", tables["events"])
    _check_parents(tables["offices"])


def _references(
    regions: set[str], provinces: set[str], offices: set[str]
) -> Iterable[tuple[str, str, set[str], str]]:
    return (
        ("kecamatan", "region", regions, "regions.csv"),
        ("workforce", "region", regions, "regions.csv"),
        ("service_points", "region", regions, "regions.csv"),
        ("offices", "seat", regions, "regions.csv"),
        ("offices", "parent", offices | {""}, "offices.csv"),
        ("service_areas", "office", offices, "offices.csv"),
        ("service_areas", "region", regions | provinces, "regions.csv"),
        ("agreements", "areas", regions | provinces | offices, "regions.csv, offices.csv"),
        ("events", "areas", regions | provinces | offices, "regions.csv, offices.csv"),
        ("targets", "area_code", regions | provinces | offices | {"ID"}, "regions.csv, offices.csv"),
        ("targets", "indicator", set(definitions()), "data/indicators/definitions"),
        ("figures", "indicator", _published(), "data/indicators/definitions"),
    )


def _published() -> set[str]:
    """Indicators that a published figure may stand for: what the ledger measures is never typed."""
    return {name for name, indicator in definitions().items() if indicator.kind == "published"}


def _check_known(table: str, column: str, frame: pd.DataFrame, known: set[str], other: str) -> None:
    for row, cell in frame[column].items():
        for code in cell.split(";"):
            if code not in known:
                raise DamagedFile(
                    _UNKNOWN,
                    file=f"{table}.csv",
                    row=row,
                    column=column,
                    found=f"“{shown(code)}”",
                    other=other,
                )


def _check_figures(figures: pd.DataFrame, known: Mapping[str, set[str]]) -> None:
    units = {name: indicator.unit for name, indicator in definitions().items()}
    for kind, rows in figures.groupby("area_kind"):
        other = "offices.csv" if kind == "office" else "regions.csv"
        _check_known("figures", "area_code", rows, known[str(kind)], other)
    for row, name, unit in zip(figures.index, figures["indicator"], figures["unit"], strict=True):
        if unit != units[name]:
            raise DamagedFile(
                _UNIT, file="figures.csv", row=row, found=unit, indicator=name, wanted=units[name]
            )


def _check_order(table: str, first: str, last: str, frame: pd.DataFrame) -> None:
    for row, start, end in zip(frame.index, frame[first], frame[last], strict=True):
        if start and end and AsOf(start).start > AsOf(end).end:
            raise DamagedFile(
                _BACKWARDS, file=f"{table}.csv", row=row, first=first, start=start, last=last, end=end
            )


def _check_parents(offices: pd.DataFrame) -> None:
    parents = dict(zip(offices["code"], offices["parent"], strict=True))
    for row, code in offices["code"].items():
        if code in _ancestors(code, parents):
            raise DamagedFile(_CIRCLE, row=row, found=code)


def _ancestors(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The offices above one, nearest first; no more of them than there are, so that a circle comes to an end."""
    above = parents[code]
    for _ in parents:
        if not above:
            return
        yield above
        above = parents[above]
