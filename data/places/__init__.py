"""Regions, kecamatan, offices and areas: codes, names, who serves what since when, and who works together there."""

from data.places.areas import ALL, in_order, title
from data.places.codes import AmbiguousRegion, Region, UnknownRegion
from data.places.find import all_kecamatan, all_regions, find_kecamatan, find_region
from data.places.names import split_kind
from data.places.offices import (
    agreements_for,
    areas_of,
    events_for,
    figures_for,
    office,
    office_group,
    office_slug,
    offices_serving,
    points_for,
    service_gaps,
)
from data.places.partners import SOON, agreements, events, points

__all__ = [
    "ALL",
    "SOON",
    "AmbiguousRegion",
    "Region",
    "UnknownRegion",
    "agreements",
    "agreements_for",
    "all_kecamatan",
    "all_regions",
    "areas_of",
    "events",
    "events_for",
    "figures_for",
    "find_kecamatan",
    "find_region",
    "in_order",
    "office",
    "office_group",
    "office_slug",
    "offices_serving",
    "points",
    "points_for",
    "service_gaps",
    "split_kind",
    "title",
]
