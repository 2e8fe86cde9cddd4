"""How a page's pieces look: HTML, drawings, style sheets and the names that people read."""

from pages.templates.assets import page_assets, script, style
from pages.templates.drawing import show_drawing
from pages.templates.funnel import funnel_list
from pages.templates.html import FLAGS, basis, flags, link, pairs, plain, source, table, tile
from pages.templates.names import (
    ACTOR_NAMES,
    AGEING_NAMES,
    KIND_NAMES,
    LISTED_FROM,
    OUTCOME_NAMES,
    SCALE_NAMES,
    STEP_NAMES,
)
from pages.templates.trend import Drawing, Line, trend_svg, trend_table
from pages.templates.values import bare_value, day_text, signed_quantity, signed_value, suffix

__all__ = [
    "ACTOR_NAMES",
    "AGEING_NAMES",
    "FLAGS",
    "KIND_NAMES",
    "LISTED_FROM",
    "OUTCOME_NAMES",
    "SCALE_NAMES",
    "STEP_NAMES",
    "Drawing",
    "Line",
    "bare_value",
    "basis",
    "day_text",
    "flags",
    "funnel_list",
    "link",
    "page_assets",
    "pairs",
    "plain",
    "script",
    "show_drawing",
    "signed_quantity",
    "signed_value",
    "source",
    "style",
    "suffix",
    "table",
    "tile",
    "trend_svg",
    "trend_table",
]
