"""The areas that a map shows side by side, in the order of their panels."""

from __future__ import annotations

from collections.abc import Iterable

# The choice of a map that shows every area at once; it is the text that stands in an address.
ALL_AREAS = "semua"
# The areas in the order of their panels. The names are proper names, the same in every language.
TITLES = {
    "sumsel": "Sumatera Selatan",
    "mojokerto-jombang": "Mojokerto–Jombang",
    "pekalongan": "Pekalongan",
    "nasional": "Indonesia",
}


# What an area is called where there is little room.
_SHORT = {"sumsel": "Sumsel"}


def area_short(area: str) -> str:
    """The name of an area for a button."""
    return _SHORT.get(area, area_title(area))


def area_title(area: str) -> str:
    """The name of an area as it is shown."""
    return TITLES.get(area, area.replace("-", " ").title())


def areas_in_order(areas: Iterable[str]) -> list[str]:
    """`areas` without repeats in the order of their panels; areas of other layers come last, by name."""
    known = list(TITLES)
    return sorted(set(areas), key=lambda area: (known.index(area) if area in known else len(known), area))
