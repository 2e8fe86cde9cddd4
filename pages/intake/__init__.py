"""The page "Data": files that branches bring, from the drop to the map, and back."""

from pages.intake.page import show_data

__all__ = ["show_data"]
