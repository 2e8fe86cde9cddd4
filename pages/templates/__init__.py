"""How a page's pieces look: HTML, drawings, style sheets and the names that people read."""

from pages.templates.assets import page_assets, script, style
from pages.templates.drawing import drawing
from pages.templates.funnel import funnel
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
    "drawing",
    "flags",
    "funnel",
    "link",
    "page_assets",
    "pairs",
    "plain",
    "script",
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
