"""Charts on the screen: lines over months and dots on a scale, with axis, unit, end values and their numbers as a table."""

from pages.charts.scale import round_steps, window_said
from pages.charts.strip import Dot, strip_svg
from pages.charts.trend import Drawing, Line, show_trend, trend_svg, trend_table

__all__ = [
    "Dot",
    "Drawing",
    "Line",
    "round_steps",
    "show_trend",
    "strip_svg",
    "trend_svg",
    "trend_table",
    "window_said",
]
