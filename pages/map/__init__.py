"""The map page: published figures and the map of a ledger."""

from pages.map.page import show_map, warm_up

__all__ = ["show_map", "warm_up"]
