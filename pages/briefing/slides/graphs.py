"""Charts of a slide: those of the presentation itself, each with its workbook, so that the numbers can be changed there.

What is written beside a line or a bar is the text of the wall, not the number as the reader's computer would write it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from data.words import Words
from pages import charts
from pages.briefing.screen import BarRow, Bars, Trend
from pages.briefing.slides.marks import Box, Pen
from pages.briefing.slides.xml import clean, made, put_before
from pages.briefing.stage import LABEL
from pages.charts import Drawing, Line

_MAIN, _TARGET, _BARS, _INK = (RGBColor.from_string(one) for one in ("1D5FA8", "344054", "4A6FA5", "111827"))
_GRID = RGBColor.from_string("C9CED6")
# How a workbook writes the numbers of a unit. An axis writes rupiah in billions, say.
_FORMATS = {"percent": "0.00", "points": "0.00", "months": "0.0"}
# A month is written in the language of the briefing, on whichever computer.
_MONTHS = {"id": "[$-421]mmm yyyy", "en": "[$-809]mmm yyyy"}
_THOUSANDS = ((1e12, ",,,,"), (1e9, ",,,"), (1e6, ",,"))
# The plot inside a chart of lines, in shares of it: what is left on the right is for the names of the lines.
_PLOT = {"x": 0.11, "y": 0.04, "w": 0.66, "h": 0.82}
_MANY, _NARROW = (
    14,
    900.0,
)  # months and pixels: of more, or in less, each sixth month is named and not each third
_ROWS = 2.6  # what a line is called takes so many letters in height
Series = tuple[Line, tuple[float, ...]]


def line_chart(shapes: Any, box: Box, trend: Trend, pen: Pen) -> None:
    """The lines over their months. A month without a number is a gap, and a target goes in steps."""
    drawing, words = trend.drawing, pen.words
    series = list(_series(drawing))
    data = CategoryChartData(number_format=_FORMATS.get(drawing.unit, "#,##0"))
    data.categories = [date.fromisoformat(f"{month}-01") for month in drawing.months]
    data.categories.number_format = _MONTHS[words.language]
    for line, points in series:
        data.add_series(clean(line.whole_name), [None if math.isnan(one) else one for one in points])
    chart = _added(shapes, XL_CHART_TYPE.LINE_MARKERS, box, data, trend.title, _said(trend, words), pen)
    _axes(chart, drawing, words, 6 if len(drawing.months) > _MANY or box[2] < _NARROW else 3)
    ends = _ends(series, _scale(drawing), box)
    for plotted, (line, points), moved in zip(chart.plots[0].series, series, ends, strict=True):
        _draw_line(plotted, line, points, pen)
        _name_end(plotted, line, points, drawing, pen, moved)
    _place_plot(chart)


def _series(drawing: Drawing) -> Iterator[Series]:
    """The lines; a target that changes is one for each of its values, since no line leads from one to the next."""
    for line in drawing.lines:
        runs = _steps(line.points) if line.style == "target" else [line.points]
        for run in runs:
            if not all(map(math.isnan, run)):
                yield line, run


def _steps(points: Sequence[float]) -> list[tuple[float, ...]]:
    """The values parted where they change."""
    known = [at for at, value in enumerate(points) if not math.isnan(value)]
    parts: list[list[int]] = []
    for at in known:
        if parts and points[parts[-1][-1]] == points[at]:
            parts[-1].append(at)
        else:
            parts.append([at])
    return [
        tuple(value if at in part else math.nan for at, value in enumerate(points))
        for part in map(set, parts)
    ]


def _said(trend: Trend, words: Words) -> str:
    chart = charts.trend(trend.drawing, trend.title, words)
    return chart.pictures[0].label if chart else trend.title


def _added(shapes: Any, kind: Any, box: Box, data: Any, name: str, said: str, pen: Pen) -> Any:
    frame = shapes.add_chart(kind, *pen.emu(box), data)
    frame.name = clean(name)
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("descr", clean(said))
    about.set("id", str(pen.next_id()))
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.color.rgb = Pt(round(pen.points(LABEL), 1)), _INK
    return chart


def _scale(drawing: Drawing) -> list[float]:
    values = [value for line in drawing.lines for value in line.points if not math.isnan(value)]
    return charts.axis(min(values), max(values), drawing.unit) if values else [0.0, 1.0]


def _axes(chart: Any, drawing: Drawing, words: Words, every: int) -> None:
    steps = _scale(drawing)
    values, months = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = steps[0], steps[-1]
    values.major_unit = steps[1] - steps[0]
    values.major_gridlines.format.line.color.rgb = _GRID
    values.format.line.fill.background()
    values.tick_labels.number_format = _axis_format(drawing.unit, steps, words)
    values.tick_labels.number_format_is_linked = False
    months.format.line.color.rgb = _GRID
    months.tick_labels.number_format = _MONTHS[words.language]
    months.tick_labels.number_format_is_linked = False
    months.tick_labels.font.size = chart.font.size
    months._element.txPr.bodyPr.set("rot", "0")
    steps_of_months = {"baseTimeUnit": "months", "majorUnit": every, "majorTimeUnit": "months"}
    for tag, value in steps_of_months.items():
        for old in months._element.findall(qn(f"c:{tag}")):
            months._element.remove(old)
        put_before(months._element, made(f"c:{tag}", val=value), ("c:minorUnit", "c:extLst"))


def _axis_format(unit: str, steps: Sequence[float], words: Words) -> str:
    """How an axis writes its steps: with as many decimals as they need, and the language's own points between thousands."""
    scale, commas = _scaled(unit, steps)
    digits = max(len(f"{step / scale:.6f}".rstrip("0").partition(".")[2]) for step in steps)
    if digits:
        return f"#,##0.{'0' * digits}{commas}"
    if commas:
        return f"0{commas}"
    point = "\\." if words.language == "id" else "\\,"
    return f"[>=1000000]#{point}###{point}##0;[>=1000]#{point}##0;0"


def _scaled(unit: str, steps: Sequence[float]) -> tuple[float, str]:
    """What the numbers of an axis are divided by, and how a format says so; of rupiah alone."""
    if unit != "rupiah":
        return 1.0, ""
    return next(((least, commas) for least, commas in _THOUSANDS if abs(steps[-1]) >= least), (1.0, ""))


def axis_said(drawing: Drawing, words: Words) -> str:
    """What the numbers of the axis count: rupiah in the scale in which it writes them."""
    if drawing.unit != "rupiah":
        return words.unit(drawing.unit)
    scale, _ = _scaled(drawing.unit, _scale(drawing))
    return words.large(scale, "rupiah")[1] if scale > 1 else words.unit("rupiah")


def window_of(trend: Trend, words: Words) -> str:
    """That the axis does not begin at zero; "" where it does."""
    chart = charts.trend(trend.drawing, trend.title, words)
    return chart.window if chart else ""


def _draw_line(plotted: Any, line: Line, points: Sequence[float], pen: Pen) -> None:
    is_main = line.style == "main"
    plotted.smooth = False
    plotted.format.line.color.rgb = _MAIN if is_main else _TARGET
    plotted.format.line.width = round((6 if is_main else 4) * pen.unit)
    if line.style == "target":
        plotted.format.line.dash_style = MSO_LINE.DASH
    # A month between two that are not known is seen by its dot alone.
    plotted.marker.style = XL_MARKER_STYLE.CIRCLE if is_main or _is_alone(points) else XL_MARKER_STYLE.NONE
    if is_main or _is_alone(points):
        plotted.marker.size = 7
        plotted.marker.format.fill.solid()
        plotted.marker.format.fill.fore_color.rgb = _MAIN if is_main else _TARGET
        plotted.marker.format.line.fill.background()


def _is_alone(points: Sequence[float]) -> bool:
    return sum(not math.isnan(value) for value in points) == 1


def _last(points: Sequence[float]) -> int:
    return max(at for at, value in enumerate(points) if not math.isnan(value))


def _ends(series: Sequence[Series], steps: Sequence[float], box: Box) -> list[float | None]:
    """How far the name of each line is moved from its end, in shares of the chart, so that none covers another; None: no name.

    Of a target that changes the newest value alone is named.
    """
    height, span = box[3], steps[-1] - steps[0]
    last = {line.whole_name: at for at, (line, _) in enumerate(series)}
    heights = {
        at: _PLOT["h"] * (1 - (series[at][1][_last(series[at][1])] - steps[0]) / span) for at in last.values()
    }
    room, placed, floor = _ROWS * LABEL / height, {}, 0.0
    for at in sorted(heights, key=lambda one: heights[one]):
        placed[at] = max(heights[at], floor)
        floor = placed[at] + room
    over = max(max(placed.values(), default=0.0) - _PLOT["h"], 0.0)
    return [placed[at] - over - heights[at] if at in placed else None for at in range(len(series))]


def _name_end(
    plotted: Any, line: Line, points: Sequence[float], drawing: Drawing, pen: Pen, moved: float | None
) -> None:
    """The name and the last value of a line where it ends."""
    if moved is None:
        return
    at, words = _last(points), pen.words
    label = plotted.points[at].data_label
    frame, value = label.text_frame, words.quantity(points[at], drawing.unit)
    month = "" if at == len(points) - 1 else f", {words.date(drawing.months[at])}"
    for number, text in enumerate((line.whole_name, f"{value}{month}")):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.bold = clean(text), line.style == "main"
        run.font.size = Pt(round(pen.points(LABEL), 1))
        run.font.color.rgb = _MAIN if line.style == "main" else _INK
    label.position = XL_LABEL_POSITION.RIGHT
    if abs(moved) > 0.002:
        place = made("c:layout", made("c:manualLayout", made("c:x", val=0), made("c:y", val=f"{moved:.4f}")))
        put_before(label._dLbl, place, ("c:tx", "c:numFmt", "c:spPr", "c:txPr", "c:dLblPos"))


def _place_plot(chart: Any) -> None:
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    modes = [
        made(f"c:{tag}", val=value)
        for tag, value in {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}.items()
    ]
    sizes = [made(f"c:{tag}", val=value) for tag, value in _PLOT.items()]
    area.insert(0, made("c:layout", made("c:manualLayout", *modes, *sizes)))


def bar_chart(shapes: Any, box: Box, bars: Bars, pen: Pen) -> None:
    """Bars from zero, the first at the top; of one that is not told the reason stands in the place of its number."""
    data = CategoryChartData(number_format="#,##0")
    data.categories = [clean(row.name) for row in bars.rows]
    data.add_series(clean(bars.unit), [row.value for row in bars.rows])
    said = "; ".join(f"{row.name}: {_told(row)}" for row in bars.rows)
    chart = _added(shapes, XL_CHART_TYPE.BAR_CLUSTERED, box, data, bars.title, f"{bars.title}: {said}", pen)
    highest = max((row.value or 0 for row in bars.rows), default=0)
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1.75 * highest or 1
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = _GRID
    plot = chart.plots[0]
    plot.gap_width = 70
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = _BARS
    for at, row in enumerate(bars.rows):
        if row.value is not None:
            _name_bar(plot.series[0].points[at], row, pen)


def _told(row: BarRow) -> str:
    return f"{row.number} ({row.note})" if row.number and row.note else row.number or row.note


def _name_bar(point: Any, row: BarRow, pen: Pen) -> None:
    label = point.data_label
    run = label.text_frame.paragraphs[0].add_run()
    run.text, run.font.bold = clean(_told(row)), True
    run.font.size, run.font.color.rgb = Pt(round(pen.points(LABEL), 1)), _INK
    label.position = XL_LABEL_POSITION.OUTSIDE_END


def untold(bars: Bars) -> list[str]:
    """What is said of the bars that have no number."""
    return [f"{row.name}: {row.note}" for row in bars.rows if row.value is None]
