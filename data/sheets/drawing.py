"""A chart of a table, as the spreadsheet's own: bars held against a target, lines through months, or parts that add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.parsing import is_missing
from data.sheets.formats import millions, pattern, scaled_rupiah
from data.sheets.layout import as_paper
from data.sheets.parts import bridge_series, stacked_series
from data.sheets.table import Chart, Column, Sheet, as_of, mark, shown_columns
from data.words import Words

# More bars than can be read on a page are not drawn.
_MOST_BARS = 40
_COLOURS = ("#1D5FA8", "#A8581B", "#2F766F")
_INK = "#344054"
_TYPES = {
    "bar": {"type": "bar"},
    "line": {"type": "line"},
    "bridge": {"type": "bar", "subtype": "stacked"},
    "stacked": {"type": "bar", "subtype": "percent_stacked"},
}
# A page across, in pixels, and how high a bar with its gap is.
_WIDTH, _HEIGHT, _BAR, _AROUND = 1040, 560, 24, 150


def draw(book: Any, sheet: Sheet, words: Words, data: str, head: int) -> None:
    """The chart on a sheet of its own; `data` is the name of the sheet with the table, whose rows begin below `head`.

    None where there is nothing to draw.
    """
    chart = sheet.chart
    lines = _lines(sheet, chart) if chart is not None else 0
    if chart is None or lines < 2:
        return
    by_key = {column.key: at for at, column in enumerate(shown_columns(sheet))}

    def cells(key: str) -> list[Any]:
        return [data, head, by_key[key], head + lines - 1, by_key[key]]

    page = book.add_worksheet(words("Grafik"))
    drawn = book.add_chart(_TYPES[chart.kind])
    amounts = sheet.rows[chart.values[0]].tolist()[:lines]
    if chart.kind == "bridge":
        drawn.show_hidden_data()
        found = bridge_series(page, words("Grafik"), amounts, cells(chart.names), words)
    elif chart.kind == "stacked":
        found = stacked_series(data, head, by_key[chart.names], by_key[chart.values[0]], amounts)
    else:
        found = _series(sheet, chart, lines, words, cells)
    for series in found:
        drawn.add_series(series)
    _axes(drawn, sheet, chart, words)
    said = ", ".join(part for part in (sheet.title, as_of(sheet, words), mark(sheet, words)) if part)
    drawn.set_title({"name": said, "name_font": {"size": 12, "color": _INK}, "overlay": False})
    has_legend = len(chart.values) > 1 or chart.target or chart.kind == "stacked"
    drawn.set_legend({"position": "bottom"} if has_legend else {"none": True})
    drawn.show_blanks_as("gap")
    height = (
        _HEIGHT if chart.kind == "line" else max(_HEIGHT // 2, _BAR * lines * len(chart.values) + _AROUND)
    )
    drawn.set_size({"width": _WIDTH, "height": height})
    as_paper(page, sheet, words)
    page.fit_to_pages(1, 1)
    page.insert_chart(0, 0, drawn, {"description": f"{said}. {words('Angkanya ada di lembar Data.')}"})


def _lines(sheet: Sheet, chart: Chart) -> int:
    """How many rows are drawn: of bars the first ones that have a value, all of a line."""
    if chart.kind == "line":
        return len(sheet.rows)
    values = sheet.rows[chart.values[0]].tolist()
    known = next((at for at, value in enumerate(values) if is_missing(value)), len(values))
    return min(known, _MOST_BARS, len(values) if chart.first is None else chart.first)


def _series(sheet: Sheet, chart: Chart, lines: int, words: Words, cells: Any) -> list[dict[str, Any]]:
    """The series, the target first: what lacks is what is left of its outline."""
    found = []
    if chart.target:
        outline = {"fill": {"none": True}, "border": {"color": _INK, "width": 1.25}}
        found.append(
            {
                "name": _column(sheet, chart.target).title,
                "overlap": 100,
                "gap": 40,
                **outline,
                "key": chart.target,
            }
        )
    for at, key in enumerate(chart.values):
        look = _line_look(at, lines) if chart.kind == "line" else _bar_look(at, bool(chart.target))
        labels = _labels(sheet, chart, key, lines, words)
        found.append({"name": _column(sheet, key).title, **look, "data_labels": labels, "key": key})
    return [
        {"categories": cells(chart.names), "values": cells(series.pop("key")), **series} for series in found
    ]


def _bar_look(at: int, on_target: bool) -> dict[str, Any]:
    together = {"overlap": 100} if on_target else {}
    return {"fill": {"color": _COLOURS[at % 3]}, "gap": 40, **together}


def _line_look(at: int, lines: int) -> dict[str, Any]:
    return {"line": {"color": _COLOURS[at % 3], "width": 2.25}, "marker": {"type": "circle", "size": 4}}


def _labels(sheet: Sheet, chart: Chart, key: str, lines: int, words: Words) -> dict[str, Any]:
    """The value at every bar; of a line at its end alone."""
    column = _column(sheet, key)
    values = [value for value in sheet.rows[key].tolist()[:lines] if not is_missing(value)]
    form = {"value": True, "num_format": _form(column, values, words), "font": {"size": 9}}
    if chart.kind == "bar":
        return form
    return {**form, "position": "above", "custom": [{"delete": True}] * (lines - 1) + [{}]}


def _axes(drawn: Any, sheet: Sheet, chart: Chart, words: Words) -> None:
    """Names along one axis, numbers with their unit along the other, from zero on."""
    column = _column(sheet, chart.values[0])
    values = [value for value in sheet.rows[column.key].tolist() if not is_missing(value)]
    title = column.title if len(chart.values) == 1 else words(_UNIT_NAMES.get(column.kind, "Jumlah"))
    names: dict[str, Any] = {"num_font": {"size": 9}}
    numbers = {
        "name": title,
        "min": min(0, *values),
        "num_format": _form(column, [round(value, -1) for value in values], words),
        "num_font": {"size": 9},
        "major_gridlines": {"visible": True, "line": {"color": "#D0D5DD", "width": 0.5}},
    }
    if chart.kind == "stacked":
        drawn.set_x_axis({**numbers, "num_format": "0%", "name": words("Bagian")})
        drawn.set_y_axis({"visible": False})
        return
    if chart.kind != "line":
        steps = {**numbers, "min": 0, "name": words("Rp juta"), "num_format": millions(words)}
        drawn.set_x_axis(steps if chart.kind == "bridge" else numbers)
        drawn.set_y_axis({**names, "reverse": True, "crossing": "max"})
        return
    if (kind := _column(sheet, chart.names).kind) in ("date", "month"):
        names |= {
            "date_axis": True,
            "num_format": pattern(0, kind, words),
            "major_unit": 3,
            "major_unit_type": "months",
        }
    drawn.set_x_axis(names)
    drawn.set_y_axis(numbers)


_UNIT_NAMES = {"rupiah": "Rupiah", "percent": "%", "points": "poin", "months": "bulan"}


def _form(column: Column, values: Sequence[Any], words: Words) -> str:
    """One number format for an axis and its labels: as many decimals as any of the values has."""
    if column.kind == "rupiah":
        return scaled_rupiah(max(map(abs, values), default=0), words)
    forms = [pattern(value, column.kind, words) for value in values] or ["0"]
    return max(forms, key=len)


def _column(sheet: Sheet, key: str) -> Column:
    return next(column for column in sheet.columns if column.key == key)
