"""Charts on the screen: lines over months and dots on a scale, with axis, unit, end values and their numbers as a table."""

from pages.charts.bars import Bar, bars, funnel
from pages.charts.bridge import Step, bridge, spoken_amount
from pages.charts.chart import Chart, numbers_table, show_chart
from pages.charts.multiples import Panel, small_multiples
from pages.charts.picture import svg
from pages.charts.scale import round_steps, window_said
from pages.charts.stacked import Part, part_amounts, stacked_bar
from pages.charts.still import Caption, face, still_png
from pages.charts.strip import Dot, strip_svg
from pages.charts.trend import Drawing, Line, show_trend, trend

__all__ = [
    "Bar",
    "Caption",
    "Chart",
    "Dot",
    "Drawing",
    "Line",
    "Panel",
    "Part",
    "Step",
    "bars",
    "bridge",
    "face",
    "funnel",
    "numbers_table",
    "part_amounts",
    "round_steps",
    "show_chart",
    "show_trend",
    "small_multiples",
    "spoken_amount",
    "stacked_bar",
    "still_png",
    "strip_svg",
    "svg",
    "trend",
    "window_said",
]
