"""The map of offices as a still picture and as a GeoPackage, in which an office is one shape."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.parsing import each_row
from data.settings import data_folder
from data.words import Words
from geo.coverage import dissolve
from geo.geopackage import geopackage
from geo.layers import layers
from geo.picture import Picture, png
from pages import session, widgets
from pages.charts import face
from pages.map.offices.covering import OfficeMap, office_map
from pages.map.offices.page import entries_of, in_one, notes_of, painting
from pages.view import View


def picture(view: View, words: Words) -> bytes:
    """The map as PNG."""
    shown = office_map(view)
    title, known, lead = in_one(view, shown, words)
    notes = [widgets.origin_in_short("", words), *notes_of(view, shown, words)]
    return png(
        Picture(
            painting=painting(view, shown, words, "light"),
            title=title,
            note=known,
            lead=lead,
            foot=" ".join(["Peta Patuh.", f"{layers(data_folder()).credit}.", *notes]),
            mark="",
            simulated=False,
            face=face(),
        ),
        layers(data_folder()),
    )


def package(view: View, words: Words) -> bytes:
    """The map as GeoPackage: a shape per office, the union of the regions that it served at the date of its figure.

    Shapes may overlap, where two offices served a region; an office that is not drawn has a row without a shape.
    """
    shown = office_map(view)
    title, known, lead = in_one(view, shown, words)
    rows = shown.rows.drop(columns="regions").rename(columns={"area_code": "code"})
    rows = rows.assign(
        classed=rows["value"],
        unclassed="",
        suppressed=[words(why) if why else "" for why in rows["why"]],
        source=[" – ".join(filter(None, session.source_parts(source))) for source in rows["source"]],
    )
    return geopackage(
        rows,
        _shapes(shown),
        shown.classes,
        entries_of(shown, words),
        unit=words.unit(shown.indicator.unit),
        simulated=False,
        title=title,
        description="\n".join(
            [
                known,
                lead,
                *notes_of(view, shown, words),
                widgets.origin("", words),
                layers(data_folder()).credit,
            ]
        ),
    )


def _shapes(shown: OfficeMap) -> gpd.GeoDataFrame:
    """One shape for each office that is drawn, by its code."""
    regions = layers(data_folder()).regions
    served = pd.DataFrame(
        [(code, row.area_code) for row in each_row(shown.drawn) for code in row.regions],
        columns=["code", "office"],
    )
    return dissolve(regions[["code", "geometry"]].merge(served, on="code"), "office").rename(
        columns={"office": "code"}
    )
