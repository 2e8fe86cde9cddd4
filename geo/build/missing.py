"""Regions and kecamatan that a layer ought to have and has not, and why: a typing error, or a layer that is older."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import geopandas as gpd
import pandas as pd

from data.parsing import shown
from data.places import all_kecamatan, all_regions, find_region, split_kind
from data.words import Problem
from geo.boundaries import covering
from geo.build.readings import as_texts
from geo.build.report import AreaLine, Report, listed
from geo.build.source import UnusableSource

_ALIKE = 0.8  # of the letters of a name, for a cell to be taken for that name with a typing error
_SHOWN = 5  # typing errors, or joined regions, in a sentence
_FAR_OFF = 25  # per cent; real layers differ from the official areas by up to 10


def check_missing(
    layer: gpd.GeoDataFrame, unread: pd.DataFrame, level: str, partial: bool, report: Report
) -> set[str]:
    """The codes of regions that lack kecamatan; what is missing and where its ground is, is noted.

    `layer` has code, region, geometry, and in `rows` from which rows a code was joined ("" for one); `unread` the cells
    of the rows that were not recognised.
    Raises UnusableSource for what is missing unless `partial`.
    """
    absent = [entry for entry in all_regions().values() if entry.code not in set(layer["region"])]
    young, holes = _missing_kecamatan(layer) if level == "kecamatan" else ([], [])
    lacking = [entry.label for entry in absent] + [entry.label for entry in holes]
    covered = covering(layer["region"], layer.geometry)
    inside = _joined(covered, layer) or _grounds(covered)
    if lacking and not partial:
        raise _refusal(lacking, [inside, _near_misses([*absent, *holes], unread)])
    if lacking:
        report.noted(
            "Tidak ada di lapisan ini, sehingga tidak digambar: {regions}.", regions=listed(lacking, 40)
        )
    if inside:
        report.noted(inside.template, **inside.values)
    if young:
        report.noted(
            "Kecamatan yang lebih muda daripada data ini, masih menyatu dengan induknya: {regions}.",
            regions=listed(entry.label for entry in young),
        )
    return {entry.region for entry in holes}


def _refusal(lacking: list[str], reasons: list[Problem | None]) -> Problem:
    """That something is missing, and each reason that is known."""
    problem: Problem = UnusableSource(
        "Tidak ada di lapisan ini: {regions}. Lengkapi lapisannya, atau pakai --partial untuk membuat yang ada saja.",
        regions=listed(lacking),
    )
    for reason in filter(None, reasons):
        problem = UnusableSource("{said} {more}", said=problem, more=reason)
    return problem


def _missing_kecamatan(layer: gpd.GeoDataFrame) -> tuple[list, list]:
    """Kecamatan of the regions present that are not there: those younger than the data, and the others."""
    here, regions = set(layer["code"]), set(layer["region"])
    gone = [entry for entry in all_kecamatan().values() if entry.code not in here and entry.region in regions]
    return [entry for entry in gone if not entry.bps], [entry for entry in gone if entry.bps]


def _grounds(covered: Mapping[str, str]) -> Problem | None:
    """Which region is drawn over the ground of each one that is missing; None where there is none."""
    if not covered:
        return None
    known = all_regions()
    return UnusableSource(
        "Tanahnya ikut tergambar pada wilayah lain, karena lapisan ini lebih tua daripada pemekarannya atau tidak "
        "memisahkannya: {pairs}.",
        pairs=listed(f"{known[own].label} ⊂ {known[mother].label}" for own, mother in covered.items()),
    )


def _joined(covered: Mapping[str, str], layer: gpd.GeoDataFrame) -> Problem | None:
    """Regions of several rows that hold another's ground: one of these rows may bear the wrong code."""
    rows, known = layer.set_index("code")["rows"], all_regions()
    pairs = [
        f"{known[mother].label} ← {rows[mother]} ⊃ {known[own].label}"
        for own, mother in covered.items()
        if rows.get(mother)
    ]
    if not pairs:
        return None
    return UnusableSource(
        "Beberapa baris berkode sama, dan di dalamnya ada tanah wilayah lain (wilayah ← baris ⊃ yang hilang): {pairs}. "
        "Mungkin kode salah satu baris itu keliru.",
        pairs="; ".join(pairs[:_SHOWN]),
    )


def _near_misses(lacking: Iterable, unread: pd.DataFrame) -> Problem | None:
    """Cells of rows that were not recognised and look like a name that is missing: most often a typing error."""
    cells = {
        split_kind(text)[1]: f"{row}: “{shown(text)}”"
        for row, texts in as_texts(unread).iterrows()
        for text in texts
        if len(text) > 3 and not _is_region(text)
    }
    pairs = []
    for entry in lacking:
        names = (split_kind(entry.name)[1], split_kind(getattr(entry, "short", entry.name))[1])
        near = [
            match for name in names for match in difflib.get_close_matches(name, cells, n=1, cutoff=_ALIKE)
        ]
        pairs += [f"{cells[match]} → {entry.label}" for match in near[:1]]
    if not pairs:
        return None
    return UnusableSource(
        "Mungkin salah ketik (baris: isi → maksudnya): {pairs}.", pairs="; ".join(pairs[:_SHOWN])
    )


def _is_region(text: str) -> bool:
    try:
        find_region(text)
    except Problem:
        return False
    return True


def note_far_off(areas: Iterable[AreaLine], covered: Mapping[str, str], report: Report) -> None:
    """Note the regions whose area is far from the official one, and which of them hold another's ground."""
    far = [area for area in areas if abs(area.official_pct or 0.0) > _FAR_OFF]
    for area in far:
        daughters = [all_regions()[own].label for own, mother in covered.items() if mother == area.code]
        if daughters:
            report.noted(
                "{region} {percent} % lebih luas dari luas resminya, karena memuat {daughters}.",
                region=f"{area.name} ({area.code})",
                percent=float(area.official_pct or 0.0),
                daughters=listed(daughters),
            )
    others = [f"{area.name} ({area.code})" for area in far if area.code not in covered.values()]
    if others:
        report.noted(
            "Luasnya lebih dari 25 % berbeda dari luas resmi, periksa: {regions}.", regions=listed(others)
        )
