"""The folium map: geometry once, colours per view.

The map's own script draws nothing but neutral shapes from the boundary script that the browser has
kept; what changes with a view (class, value text, date per code) travels in `feature_group_to_add`
as a few kilobytes. The map is never mounted again: no flicker, zoom and selection stay.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from copy import copy
from dataclasses import fields
from pathlib import Path
from typing import Any

import folium
from folium.template import Template

from geo.classes import Entry
from geo.painting import Mark, Painting
from geo.placing import SCRIPTS
from geo.web.assets import ROUTE, Asset, to_json

LEAFLET = f"{ROUTE}/leaflet-1.9.3"
_HERE = Path(__file__).parent


def drawing_assets() -> tuple[Asset, Asset]:
    """The drawing script (with what takes a view apart, the placer of names, the lay-out and the legend before it) and its style sheet."""
    scripts = SCRIPTS + b"".join(
        (_HERE / name).read_bytes()
        for name in ("told.js", "layout.js", "labels.js", "legend.js", "choropleth.js")
    )
    return Asset("peta", "js", scripts), Asset("peta", "css", (_HERE / "choropleth.css").read_bytes())


class RegionMap(folium.Map):
    """A folium map without tiles whose files all come from our own server.

    folium's default_js and default_css point at CDNs, and streamlit-folium loads whatever they
    name; a frame whose CDN is out of reach stays blank for good.
    """

    _template = Template(
        "{% macro html(this, kwargs) %}{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = petaPatuh.create({{ this.get_name()|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, boundary_url: str, script_url: str, style_url: str) -> None:
        super().__init__(tiles=None, location=(0, 0), crs="Simple")
        self.default_js = [
            ("leaflet", f"{LEAFLET}/leaflet.js"),
            ("batas", boundary_url),
            ("peta", script_url),
        ]
        self.default_css = [("leaflet", f"{LEAFLET}/leaflet.css"), ("peta", style_url)]

    def fresh(self) -> RegionMap:
        """The same map for another run: streamlit-folium names it anew, and puts what is painted into it."""
        copied = copy(self)
        copied._children = OrderedDict()
        return copied

    def render(self, **kwargs: Any) -> None:
        """Nothing: streamlit-folium takes the script from the template and the files from the two lists.

        folium's own rendering builds a page around the map that is then thrown away, at every rerun.
        """


def colours(painting: Painting) -> folium.FeatureGroup:
    """The painting as the small element that `st_folium(feature_group_to_add=...)` sends."""
    return _Paint(to_json(message(painting)))


def message(painting: Painting) -> dict[str, Any]:
    """The painting as the browser reads it.

    One text for all rows, because the message travels as JSON inside JSON, where every quote of a
    list of objects would cost two bytes.
    """
    content = {field.name: getattr(painting, field.name) for field in fields(painting)}
    marks: Sequence[Mark] = content.pop("marks")
    dates = list(dict.fromkeys(mark.date for mark in marks))
    content["dates"] = dates
    content["rows"] = ";".join(_row(mark, dates.index(mark.date)) for mark in marks)
    content["kecamatan"] = ";".join(
        f"{mark.code}|{mark.class_number}|{_cell(mark.text)}|{'h' * mark.withheld}"
        for mark in painting.kecamatan
    )
    content["palette"] = " ".join(painting.palette)
    content["inks"] = " ".join(painting.inks)
    content["legend"] = ";".join(_entry(entry, painting.palette) for entry in painting.legend)
    content["looks"] = ";".join(f"{look.kind}|{look.sign}|{_cell(look.said)}" for look in painting.looks)
    return content


def _entry(entry: Entry, palette: Sequence[str]) -> str:
    """number of its colour ("" is the hatch of no data)|label|count."""
    return f"{palette.index(entry.colour) if entry.colour else ''}|{_cell(entry.label)}|{entry.count}"


def _row(mark: Mark, date: int) -> str:
    """code|class|text|number of its date|how it looks, q quiet, h withheld: choropleth.js takes it apart again."""
    # A formatted number holds neither separator; a text that did would break its own row and no other.
    looks = mark.looks + "q" * mark.quiet + "h" * mark.withheld
    return f"{mark.code}|{mark.class_number}|{_cell(mark.text)}|{date}|{looks}"


def _cell(text: str) -> str:
    return text.replace("|", " ").replace(";", " ")


class _Paint(folium.FeatureGroup):
    """The call that hands the painting to the drawing script, as a group of layers without a layer."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup({});"
        "petaPatuh.paint({{ this.content }});"
        "{% endmacro %}"
    )

    def __init__(self, content: str) -> None:
        super().__init__()
        self.content = content

    def render(self, **kwargs: Any) -> None:
        """Nothing, as in RegionMap; branca would compile a template of the content anew at every rerun."""
