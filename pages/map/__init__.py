"""The map page: published figures and the map of a ledger; and the same map for a wall."""

from pages.map.page import show_map, warm_up, warm_up_ledger
from pages.map.wall import Detail, WallMap, wall_map, wall_numbers

__all__ = [
    "Detail",
    "WallMap",
    "show_map",
    "wall_map",
    "wall_numbers",
    "warm_up",
    "warm_up_ledger",
]
