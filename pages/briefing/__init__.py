"""The briefing: running orders of what other pages show, the screens of them on a wall, and the notes beside them."""

from pages.briefing.notes import show_notes
from pages.briefing.page import show_briefings
from pages.briefing.presenter import show_presenter

__all__ = ["show_briefings", "show_notes", "show_presenter"]
