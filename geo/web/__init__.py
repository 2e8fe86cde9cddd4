"""The map in the browser: geometry once as a kept script, colours per view."""

from geo.web.assets import ROUTE, Asset
from geo.web.choropleth import LEAFLET, colours
from geo.web.served import Served, served_maps

__all__ = ["LEAFLET", "ROUTE", "Asset", "Served", "colours", "served_maps"]
