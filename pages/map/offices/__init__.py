"""The map of published figures of offices: each office as the area of the regions that it served at the figure's date."""

from pages.map.offices.covering import OfficeMap, office_map, offices_with_figures
from pages.map.offices.page import show_office_map
from pages.map.offices.sheet import office_files

__all__ = ["OfficeMap", "office_files", "office_map", "offices_with_figures", "show_office_map"]
