"""Charts: lines, bars, bridges, parts, dots and small multiples, each with axis, unit, end values and a table; as a picture too."""

from pages.charts.bars import FUNNEL_STEPS, Bar, bars, funnel
from pages.charts.bridge import Step, bridge, spoken_amount
from pages.charts.chart import Chart, show_chart
from pages.charts.funnel_plot import Place, funnel_plot
from pages.charts.multiples import Panel, small_multiples
from pages.charts.picture import svg
from pages.charts.printed import printed
from pages.charts.scale import axis, round_steps
from pages.charts.stacked import Part, part_amounts, stacked_bar
from pages.charts.still import Caption, face, still_png
from pages.charts.strip import Dot, strip
from pages.charts.trend import Drawing, Line, show_trend, trend

__all__ = [
    "FUNNEL_STEPS",
    "Bar",
    "Caption",
    "Chart",
    "Dot",
    "Drawing",
    "Line",
    "Panel",
    "Part",
    "Place",
    "Step",
    "axis",
    "bars",
    "bridge",
    "face",
    "funnel",
    "funnel_plot",
    "part_amounts",
    "printed",
    "round_steps",
    "show_chart",
    "show_trend",
    "small_multiples",
    "spoken_amount",
    "stacked_bar",
    "still_png",
    "strip",
    "svg",
    "trend",
]
