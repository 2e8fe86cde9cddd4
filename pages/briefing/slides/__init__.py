"""Slides of a running order: the screens as native, editable shapes and charts, on the organisation's own template."""

from pages.briefing.slides.ground import NoRoom
from pages.briefing.slides.offer import offer_slides
from pages.briefing.slides.pack import pptx
from pages.briefing.slides.template import MOST_MB, BadTemplate, opened

__all__ = ["MOST_MB", "BadTemplate", "NoRoom", "offer_slides", "opened", "pptx"]
