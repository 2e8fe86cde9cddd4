"""From a layer that somebody handed over to the boundary file of the app, step by step.

source        open the file, refuse what is too much
crs, shapes   bring the shapes to degrees, mend each one
identify      find out which region or kecamatan each row is (readings, region_rows, kecamatan_rows)
missing       say which are not there, and whose shape holds their ground
gaps          make the rows a coverage: neighbours share their borders
coverage      simplify (geo.coverage), so that shared borders stay shared
publish       write, check and move into place, with a report of everything that was done
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from data.parsing import shown
from data.places import all_regions
from geo import coverage
from geo.boundaries import covering
from geo.build import gaps, shapes
from geo.build.crs import capitals_astray, refuse_astray, to_degrees
from geo.build.identify import identify
from geo.build.missing import check_missing, note_far_off
from geo.build.publish import publish
from geo.build.readings import Columns, as_texts, not_regions
from geo.build.report import AreaLine, Report, listed
from geo.build.source import Limits, Source, UnusableSource, read


@dataclass(frozen=True)
class Options:
    """How to build. `tolerance` and `gap` are metres, `drop_parts` km2; None: found by the values.

    `partial` builds what there is of the 24 regions instead of refusing a layer that lacks some. `credit` is the line
    that stands below every map; without one it names the file: whose data it is, nobody has said.
    """

    level: str = "kecamatan"
    columns: Columns = field(default_factory=Columns)
    crs: str | None = None
    layer: str | None = None
    encoding: str | None = None
    tolerance: float = 250.0
    gap: float = 50.0
    drop_parts: float = 0.0
    partial: bool = False
    credit: str | None = None
    limits: Limits = field(default_factory=Limits)


def build(source: Path, out: Path, options: Options | None = None) -> Report:
    """Build `out/boundaries.fgb` with its report (`.json`, `.txt`) from `source`; all or nothing.

    From a layer of kecamatan both levels are built, the regions as the dissolve of their simplified
    kecamatan; from one of regions (`level="region"`) only that level.
    Raises UnusableSource with the region and the reason; then nothing in `out` has changed.
    """
    options, report = options or Options(), Report()
    clock = _Clock(options.limits.seconds)
    layer = _ours(source, options, report, clock)
    built = _simplified(layer, options, report)
    clock.check()
    levels = _levels(built, options.level)
    _measure(layer, levels, options, report)
    publish(levels, out, report.result["credit"], report, known=True)
    return report


def build_any(source: Path, options: Options | None = None) -> tuple[gpd.GeoDataFrame, Report]:
    """One level of any set of regions, codes as given: code, name, label_lon, label_lat, geometry.

    For layers beyond the 24 regions, such as the 514 of the whole country; `options.columns.code`
    names the code column (or the first column whose values are all different), `.name` the names.
    Nothing is written; `write_any` does both. Raises UnusableSource.
    """
    options, report = options or Options(level="region"), Report()
    clock = _Clock(options.limits.seconds)
    layer = _any_regions(source, options, report, clock)
    built = _simplified(layer, options, report).drop(columns="label")
    clock.check()
    whole = built.assign(level="region", region=built["code"])
    _measure(layer, whole, options, report)
    return whole.join(coverage.label_points(whole)), report


def write_any(source: Path, out: Path, options: Options | None = None) -> Report:
    """`build_any`, published as `out/boundaries.fgb` with its report."""
    options = options or Options(level="region")
    levels, report = build_any(source, options)
    publish(levels, out, report.result["credit"], report, known=False)
    return report


class _Clock:
    """Between two steps: has the build taken longer than it may?"""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.start = seconds, time.monotonic()

    def check(self) -> None:
        if time.monotonic() - self.start > self.seconds:
            raise UnusableSource(
                "Pembuatan batas wilayah melewati {seconds} detik dan dihentikan. Potong atau sederhanakan lapisannya "
                "dulu, atau naikkan batasnya dengan --max-seconds.",
                seconds=self.seconds,
            )


def _placed(source: Path, options: Options, report: Report) -> tuple[Source, gpd.GeoSeries, pd.DataFrame]:
    """The source, its shapes mended and in degrees (empty where hopeless), and what was the matter."""
    read_in = read(source, report, layer=options.layer, encoding=options.encoding, limits=options.limits)
    if read_in.attributes.columns.empty:
        raise UnusableSource(
            "Lapisan ini tidak punya kolom, jadi kode dan nama wilayahnya tidak dapat dibaca. Ekspor lagi lapisannya dengan "
            "kolom atributnya."
        )
    degrees, lie = to_degrees(read_in.shapes, read_in.crs, options.crs, report)
    mended, matter = shapes.mend(degrees)
    mended[lie == "astray"] = shapely.Polygon()
    return read_in, mended, pd.DataFrame({"lie": lie, "matter": matter})


def _ours(source: Path, options: Options, report: Report, clock: _Clock) -> gpd.GeoDataFrame:
    """The rows of the 24 regions, one per code, as a valid coverage: code, region, label, geometry."""
    read_in, mended, state = _placed(source, options, report)
    clock.check()
    rows = identify(read_in.attributes, mended, options.level, options.columns, report)
    unread = read_in.attributes.drop(index=rows.index)
    rows = shapes.without_label_points(rows.join(state), report)
    shapes.account(rows, report)
    columns = rows[["code", "region", "label"]]
    layer = gpd.GeoDataFrame(columns, geometry=mended.loc[rows.index], crs=coverage.DEGREES)
    layer = shapes.one_per_code(layer, report).sort_values("code")
    incomplete = check_missing(layer, unread, options.level, options.partial, report)
    _check_capitals(layer, incomplete)
    clock.check()
    whole = gaps.mend(layer.drop(columns="rows").reset_index(drop=True), options.gap, report)
    clock.check()
    return whole


def _check_capitals(layer: gpd.GeoDataFrame, incomplete: set[str]) -> None:
    """Raises UnusableSource for a region whose capital lies outside it, unless parts of it are known to be missing."""
    astray = capitals_astray(layer["region"], layer.geometry, all_regions())
    refuse_astray({code: how for code, how in astray.items() if code not in incomplete}, all_regions())


def _any_regions(source: Path, options: Options, report: Report, clock: _Clock) -> gpd.GeoDataFrame:
    """The rows of any layer but water and forest, one per code as given, as a valid coverage: code, name, label, geometry."""
    read_in, mended, state = _placed(source, options, report)
    texts = as_texts(read_in.attributes)
    water = not_regions(texts)
    if water.any():
        report.left_out(
            "Perairan atau hutan, bukan wilayah ({count}): {rows}.",
            count=int(water.sum()),
            rows=listed(" ".join(row) for row in texts[water].to_numpy()),
        )
    texts = texts[~water]
    code = _code_of_any(texts, options.columns.code)
    name = texts[options.columns.name] if options.columns.name in texts else texts[code]
    rows = pd.DataFrame({"code": texts[code], "name": name, "label": name + " (" + texts[code] + ")"})
    rows = shapes.without_label_points(rows.join(state), report)
    shapes.account(rows, report)
    columns = rows[["code", "name", "label"]]
    layer = gpd.GeoDataFrame(columns, geometry=mended.loc[rows.index], crs=coverage.DEGREES)
    layer = shapes.one_per_code(layer, report).drop(columns="rows").sort_values("code", ignore_index=True)
    clock.check()
    return gaps.mend(layer, options.gap, report)


def _code_of_any(texts: pd.DataFrame, wanted: str | None) -> str:
    """The column of codes: the one asked for, else the first that is filled and different in every row.

    Raises UnusableSource when there is none.
    """
    unique = [column for column in texts.columns if texts[column].is_unique and (texts[column] != "").all()]
    chosen = wanted or next(iter(unique), None)
    if chosen is None or chosen not in texts.columns or (texts[chosen] == "").any():
        raise UnusableSource(
            "Tidak ada kolom kode yang terisi di setiap baris. Kolom yang ada: {columns}. Sebutkan dengan --code.",
            columns=listed(texts.columns),
        )
    return chosen


def _simplified(layer: gpd.GeoDataFrame, options: Options, report: Report) -> gpd.GeoDataFrame:
    """The coverage without its small islands and with simpler lines. Raises UnusableSource when it no longer joins."""
    kept = _without_small_parts(layer, options.drop_parts, report)
    thin = coverage.simplify(kept, options.tolerance)
    if not coverage.is_sound(thin.geometry.to_numpy()):
        raise UnusableSource(
            "Dengan toleransi {tolerance} m batasnya tidak lagi bersambung. Pakai --tolerance yang lebih kecil.",
            tolerance=options.tolerance,
        )
    return thin


def _without_small_parts(layer: gpd.GeoDataFrame, km2: float, report: Report) -> gpd.GeoDataFrame:
    """`layer` without islands smaller than `km2`; each region keeps its largest part."""
    if km2 <= 0:
        return layer
    parts = layer[["geometry"]].explode()
    size = pd.Series(coverage.areas_km2(parts), index=parts.index)
    keep = (size >= km2) | (size == size.groupby(level=0).transform("max"))
    report.left_out(
        "Pulau yang lebih kecil dari {km2} km2: {count}.", km2=float(km2), count=int((~keep).sum())
    )
    whole = {
        place: shapely.multipolygons(rows.to_numpy()) for place, rows in parts.geometry[keep].groupby(level=0)
    }
    return layer.set_geometry(gpd.GeoSeries(whole, crs=layer.crs))


def _levels(built: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """Both levels in one table, with the columns of the built file."""
    if level == "region":
        both = built[["code", "region", "geometry"]].assign(level="region")
    else:
        regions = coverage.dissolve(built, "region")
        upper = regions.assign(code=regions["region"], level="region")
        both = pd.concat(
            [upper, built[["code", "region", "geometry"]].assign(level="kecamatan")], ignore_index=True
        )
    whole = gpd.GeoDataFrame(both.assign(name=""), geometry="geometry", crs=coverage.DEGREES)
    return whole.join(coverage.label_points(whole))


def _credit(options: Options, report: Report) -> str:
    """The line below every map."""
    if options.credit:
        return shown(options.credit, 200)
    report.noted(
        "Pemilik datanya tidak disebut, sehingga peta menyebut nama berkasnya; sebutkan dengan --credit."
    )
    return f"Batas wilayah, sumber: {shown(report.source['file'], 100)}"


def _measure(layer: gpd.GeoDataFrame, levels: gpd.GeoDataFrame, options: Options, report: Report) -> None:
    """Write counts, vertices and areas (source, built, official) into the report."""
    before = pd.Series(coverage.areas_km2(layer), index=layer["code"])
    after = pd.Series(coverage.areas_km2(levels), index=[levels["level"], levels["code"]])
    report.result |= {"tolerance_m": options.tolerance, "credit": _credit(options, report)}
    for level, count in (("region", "regions"), ("kecamatan", "kecamatan")):
        rows = levels[levels["level"] == level]
        report.result |= {count: len(rows), f"{level}_vertices": int(rows.geometry.count_coordinates().sum())}
    if (levels["level"] == "kecamatan").any():
        change = (after["kecamatan"] / before - 1).abs() * 100
        report.result |= {
            "kecamatan_mean_change_pct": round(float(change.mean()), 3),
            "kecamatan_max_change_pct": round(float(change.max()), 3),
        }
        before = before.groupby(before.index.str[:5]).sum()
    names = dict(zip(layer["code"], layer["label"], strict=True))
    for code, built in after["region"].items():
        known = all_regions().get(code) if "region" in layer else None
        label, official = (known.name, known.area_km2) if known else (names[code], None)
        report.areas.append(
            AreaLine(code, label, round(float(before[code]), 3), round(float(built), 3), official)
        )
    if "region" in layer:
        note_far_off(report.areas, covering(layer["region"], layer.geometry), report)
