"""Overlaps and gaps between neighbours: small ones mended, large ones refused.

Two offices that draw the same border twice leave slivers of both kinds. They are mended in
metres (EPSG:3395); a mended layer is a valid coverage, which is what simplifying needs.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.build.report import Report, listed
from geo.build.shapes import areas_only
from geo.build.source import UnusableSource
from geo.coverage import DEGREES, METRES, is_sound

OVERLAP_SHARE = 0.05
"""An overlap larger than this share of the smaller of the two is no drawing error."""
_SPECK_M2 = 1.0
_HAIR_DEGREES = 1e-8  # a millimetre


def mend(layer: gpd.GeoDataFrame, gap: float, report: Report) -> gpd.GeoDataFrame:
    """`layer` (code, label, geometry in EPSG:4326) as a valid coverage.

    Overlaps up to 5 % of the smaller polygon go to the neighbour with the longest shared border,
    and gaps up to `gap` metres wide, open or enclosed, likewise; both are reported. Wider
    holes stay and are reported. Raises UnusableSource for a larger overlap, or when no valid
    coverage can be made, naming the regions.
    """
    metres = layer.geometry.to_crs(METRES).to_numpy()
    labels = layer["label"].to_numpy()
    sound = is_sound(metres)
    overlaps = 0 if sound else _settle_overlaps(metres, labels, report)
    filled, strips = _fill_strips(metres, labels, gap, report)
    holes = _holes(filled, sound and not strips)
    if sound and not strips and not len(holes):
        return layer
    cleaned = shapely.coverage_clean(filled, gap_width=gap)
    _refuse_unsound(cleaned, labels)
    left = _holes(cleaned, sound=True)
    _report_holes(holes, left, cleaned, labels, report)
    if sound and not strips and len(left) == len(holes):
        return layer
    if not (overlaps or strips or len(holes)):
        report.repaired("Garis batas bersama yang tidak sama persis di kedua sisinya disatukan.")
    return layer.set_geometry(_in_degrees(cleaned, layer.index))


def _in_degrees(cleaned: np.ndarray, index: pd.Index) -> gpd.GeoSeries:
    """The coverage in EPSG:4326, sound there and on the way back.

    The projection moves a corner by a hair, and two borders that met in it no longer do; corners closer than
    a millimetre are made one. When that does not settle, the nearest is returned.
    """
    degrees = gpd.GeoSeries(cleaned, index=index, crs=METRES).to_crs(DEGREES)
    for _ in range(3):
        if is_sound(degrees.to_numpy()) and is_sound(degrees.to_crs(METRES).to_numpy()):
            break
        joined = shapely.coverage_clean(degrees.to_numpy(), snapping_distance=_HAIR_DEGREES)
        degrees = gpd.GeoSeries(joined, index=index, crs=DEGREES)
    return degrees


def _settle_overlaps(polygons: np.ndarray, labels: np.ndarray, report: Report) -> int:
    """How many pairs overlap, which `coverage_clean` mends later. Raises UnusableSource for an overlap too large."""
    pairs = _overlaps(polygons)
    if pairs.empty:
        return 0
    worst = pairs.sort_values("share").iloc[-1]
    if worst["share"] > OVERLAP_SHARE:
        raise UnusableSource(
            "{one} dan {other} bertumpuk {km2} km2, yaitu {percent} % dari yang lebih kecil; itu bukan sekadar garis "
            "yang meleset. Perbaiki salah satu poligonnya.",
            one=labels[int(worst["first"])],
            other=labels[int(worst["second"])],
            km2=round(worst["area"] / 1e6, 3),
            percent=round(worst["share"] * 100, 1),
        )
    report.repaired(
        "Tumpang tindih pada {count} pasang wilayah dihilangkan (seluruhnya {km2} km2): {pairs}.",
        count=len(pairs),
        km2=float(pairs["area"].sum() / 1e6),
        pairs=listed(
            f"{labels[int(a)]} – {labels[int(b)]}" for a, b in pairs[["first", "second"]].to_numpy()
        ),
    )
    return len(pairs)


def _overlaps(polygons: np.ndarray) -> pd.DataFrame:
    """Pairs with more than 1 m2 in common: first, second (positions), area (m2), share of the smaller."""
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    first, second = first[first < second], second[first < second]
    area = shapely.area(shapely.intersection(polygons[first], polygons[second]))
    smaller = np.minimum(shapely.area(polygons[first]), shapely.area(polygons[second]))
    pairs = pd.DataFrame({"first": first, "second": second, "area": area, "share": area / smaller})
    return pairs[pairs["area"] > _SPECK_M2].sort_values("area", ascending=False, ignore_index=True)


def _fill_strips(
    polygons: np.ndarray, labels: np.ndarray, gap: float, report: Report
) -> tuple[np.ndarray, int]:
    """Narrow strips between two neighbours, open at their ends, given to the first of them.

    `coverage_clean` only fills gaps that are enclosed, so a border that is drawn twice and
    runs out to the coast would stay open.
    """
    edges = shapely.coverage_invalid_edges(polygons, gap_width=gap)
    known = np.flatnonzero(~shapely.is_empty(edges))
    first, second = shapely.STRtree(edges[known]).query(edges[known], predicate="dwithin", distance=gap)
    filled, touched, area = polygons.copy(), [], 0.0
    tree = shapely.STRtree(polygons)
    for a, b in zip(known[first[first < second]], known[second[first < second]], strict=True):
        strip = _strip(edges[a], edges[b], polygons[tree.query(shapely.buffer(edges[a], gap))], gap)
        if strip.area > _SPECK_M2:
            # GEOS keeps a line where a hair of the strip collapses (seen with GEOS 3.14).
            filled[a] = areas_only(shapely.union(filled[a], strip))
            touched.append(f"{labels[a]} – {labels[b]}")
            area += strip.area
    if touched:
        report.repaired(
            "Celah sempit pada {count} pasang wilayah ditutup (seluruhnya {km2} km2): {pairs}.",
            count=len(touched),
            km2=area / 1e6,
            pairs=listed(touched),
        )
    return filled, len(touched)


def _strip(
    edge: shapely.Geometry, across: shapely.Geometry, around: np.ndarray, gap: float
) -> shapely.Geometry:
    """The empty ground that lies within `gap` metres of both edges: the strip between two borders."""
    near = shapely.intersection(
        shapely.buffer(edge, gap, cap_style="flat"), shapely.buffer(across, gap, cap_style="flat")
    )
    return areas_only(shapely.difference(near, shapely.union_all(around)))


def _holes(polygons: np.ndarray, sound: bool) -> np.ndarray:
    """The empty places that the layer encloses, as polygons; a sound coverage is quicker to join."""
    union = shapely.coverage_union_all(polygons) if sound else shapely.union_all(polygons)
    parts = shapely.get_parts(union)
    rings = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    return np.array(rings, dtype=object)


def _report_holes(
    before: np.ndarray, after: np.ndarray, polygons: np.ndarray, labels: np.ndarray, report: Report
) -> None:
    """Report the holes that were closed, and each of the ten largest that stay open."""
    if len(before) > len(after):
        report.repaired(
            "Lubang sempit di antara wilayah ditutup: {count} (seluruhnya {km2} km2).",
            count=len(before) - len(after),
            km2=float((shapely.area(before).sum() - shapely.area(after).sum()) / 1e6),
        )
    tree = shapely.STRtree(polygons)
    for hole in sorted(after, key=lambda hole: -hole.area)[:10]:
        report.noted(
            "Lubang seluas {km2} km2 di antara {regions} dibiarkan terbuka.",
            km2=float(hole.area / 1e6),
            regions=listed(labels[np.sort(tree.query(hole, predicate="intersects"))]),
        )


def _refuse_unsound(polygons: np.ndarray, labels: np.ndarray) -> None:
    """Raises UnusableSource naming the regions, when cleaning has not made a valid coverage."""
    if is_sound(polygons):
        return
    edges = shapely.coverage_invalid_edges(polygons)
    bad = ~shapely.is_empty(edges) | shapely.is_empty(polygons) | ~shapely.is_valid(polygons)
    raise UnusableSource(
        "Batas {regions} tidak dapat disatukan menjadi bidang yang bersambung. Perbaiki garis batasnya dulu.",
        regions=listed(labels[bad]),
    )
