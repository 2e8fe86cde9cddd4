"""What the app serves to the browser for the maps: made once per data folder, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.places import all_kecamatan, all_regions, areas_in_order
from geo.layers import JoinReport, Layers, layers
from geo.web.assets import Asset, boundary_asset, kecamatan_asset
from geo.web.choropleth import RegionMap, drawing_assets


@dataclass(frozen=True)
class Served:
    """The four files of a map, and how the region table met the boundaries."""

    boundary: Asset
    kecamatan: Asset
    script: Asset
    style: Asset
    report: JoinReport
    credit: str

    @property
    def assets(self) -> tuple[Asset, ...]:
        """All files to serve."""
        return (self.boundary, self.kecamatan, self.script, self.style)

    def new_map(self) -> RegionMap:
        """A fresh folium map that loads these files."""
        return _map(self.boundary.url, self.script.url, self.style.url).fresh()


@cache
def _map(boundary: str, script: str, style: str) -> RegionMap:
    return RegionMap(boundary, script, style)


@cache
def served_maps(folder: Path) -> Served:
    """The browser files for the tables and boundaries in `folder`.

    Raises DamagedFile or DamagedBoundaries when a file there cannot be used.
    """
    shapes = layers(folder)
    names = {code: one.name for code, one in all_kecamatan().items()}
    kecamatan = kecamatan_asset(shapes.kecamatan, names)
    areas = areas_in_order(shapes.regions["area"])
    boundary = boundary_asset(shapes.regions, areas, shapes.credit, kecamatan.url, _covered(shapes))
    script, style = drawing_assets()
    return Served(boundary, kecamatan, script, style, shapes.report, shapes.credit)


def _covered(shapes: Layers) -> dict[str, str]:
    """Region -> the names of those whose ground its shape covers although they are regions of their own."""
    names: dict[str, list[str]] = {}
    for own, mother in shapes.report.covered.items():
        names.setdefault(mother, []).append(all_regions()[own].short)
    return {mother: ", ".join(daughters) for mother, daughters in names.items()}
