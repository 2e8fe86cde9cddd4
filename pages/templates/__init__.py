"""How a page's pieces look: HTML, drawings, style sheets and the names that people read."""

from pages.templates.assets import page_assets, script, style
from pages.templates.drawing import drawing
from pages.templates.funnel import funnel
from pages.templates.html import FLAGS, basis, flags, link, pairs, plain, source, table, tile
from pages.templates.step_names import ACTOR_NAMES, KIND_NAMES, LISTED_FROM, OUTCOME_NAMES, STEP_NAMES
from pages.templates.trend import Drawing, Line, trend_svg, trend_table

__all__ = [
    "ACTOR_NAMES",
    "FLAGS",
    "KIND_NAMES",
    "LISTED_FROM",
    "OUTCOME_NAMES",
    "STEP_NAMES",
    "Drawing",
    "Line",
    "basis",
    "drawing",
    "flags",
    "funnel",
    "link",
    "page_assets",
    "pairs",
    "plain",
    "script",
    "source",
    "style",
    "table",
    "tile",
    "trend_svg",
    "trend_table",
]
