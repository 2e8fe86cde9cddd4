"""Regions, kecamatan, offices and areas: codes, names, who serves what since when, and who works together there."""

from data.places.areas import ALL_AREAS, area_short, area_title, areas_in_order
from data.places.codes import AmbiguousRegion, Region, UnknownRegion
from data.places.decreed_wages import minimum_wage, minimum_wages
from data.places.find import all_kecamatan, all_regions, find_kecamatan, find_region, lost_zero
from data.places.names import split_kind, spoken_names
from data.places.offices import (
    agreements_for,
    areas_of,
    events_for,
    figures_for,
    known_since,
    office,
    office_group,
    office_slug,
    offices_serving,
    regions_served,
    service_gaps,
    service_points_for,
    with_its_own,
    without_kanwil,
)
from data.places.partners import (
    RENEWAL_DAYS,
    Counted,
    agreements,
    buildings,
    events,
    held,
    service_points,
    signings,
)
from data.places.served import served_on
from data.places.written import plain_code

__all__ = [
    "ALL_AREAS",
    "RENEWAL_DAYS",
    "AmbiguousRegion",
    "Counted",
    "Region",
    "UnknownRegion",
    "agreements",
    "agreements_for",
    "all_kecamatan",
    "all_regions",
    "area_short",
    "area_title",
    "areas_in_order",
    "areas_of",
    "buildings",
    "events",
    "events_for",
    "figures_for",
    "find_kecamatan",
    "find_region",
    "held",
    "known_since",
    "lost_zero",
    "minimum_wage",
    "minimum_wages",
    "office",
    "office_group",
    "office_slug",
    "offices_serving",
    "plain_code",
    "regions_served",
    "served_on",
    "service_gaps",
    "service_points",
    "service_points_for",
    "signings",
    "split_kind",
    "spoken_names",
    "with_its_own",
    "without_kanwil",
]
