"""How a page's pieces look: HTML, drawings, style sheets and the names that people read."""

from pages.templates.assets import page_assets, script, style
from pages.templates.bars import Bar, bar_list, funnel
from pages.templates.components import component
from pages.templates.drawing import show_drawing
from pages.templates.legend import legend_list
from pages.templates.movements import chance_said, movement_said, movers_said, regions_said, way_said
from pages.templates.names import (
    ACTOR_NAMES,
    AGEING_NAMES,
    CASE_WORTH,
    KIND_NAMES,
    LISTED_FROM,
    OUTCOME_NAMES,
    SCALE_NAMES,
    STEP_NAMES,
)
from pages.templates.pieces import (
    FLAGS,
    basis,
    flags,
    link,
    note,
    numbers,
    pairs,
    plain,
    section,
    source,
    stack,
    table,
    tile,
)
from pages.templates.rendering import render, together
from pages.templates.scrolling import from_the_top
from pages.templates.trend import Drawing, Line, trend_svg, trend_table
from pages.templates.values import (
    bare_value,
    count_text,
    counted_when,
    day_text,
    known_workers_cell,
    people_text,
    rupiah_text,
    signed_quantity,
    signed_value,
    suffix,
)

__all__ = [
    "ACTOR_NAMES",
    "AGEING_NAMES",
    "CASE_WORTH",
    "FLAGS",
    "KIND_NAMES",
    "LISTED_FROM",
    "OUTCOME_NAMES",
    "SCALE_NAMES",
    "STEP_NAMES",
    "Bar",
    "Drawing",
    "Line",
    "bar_list",
    "bare_value",
    "basis",
    "chance_said",
    "component",
    "count_text",
    "counted_when",
    "day_text",
    "flags",
    "from_the_top",
    "funnel",
    "known_workers_cell",
    "legend_list",
    "link",
    "movement_said",
    "movers_said",
    "note",
    "numbers",
    "page_assets",
    "pairs",
    "people_text",
    "plain",
    "regions_said",
    "render",
    "rupiah_text",
    "script",
    "section",
    "show_drawing",
    "signed_quantity",
    "signed_value",
    "source",
    "stack",
    "style",
    "suffix",
    "table",
    "tile",
    "together",
    "trend_svg",
    "trend_table",
    "way_said",
]
