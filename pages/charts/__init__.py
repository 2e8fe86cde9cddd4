"""Charts on the screen: lines over months and dots on a scale, with axis, unit, end values and their numbers as a table."""

from pages.charts.chart import Chart, numbers_table, show_chart
from pages.charts.multiples import Panel, small_multiples
from pages.charts.picture import svg
from pages.charts.scale import round_steps, window_said
from pages.charts.strip import Dot, strip_svg
from pages.charts.trend import Drawing, Line, show_trend, trend

__all__ = [
    "Chart",
    "Dot",
    "Drawing",
    "Line",
    "Panel",
    "numbers_table",
    "round_steps",
    "show_chart",
    "show_trend",
    "small_multiples",
    "strip_svg",
    "svg",
    "trend",
    "window_said",
]
