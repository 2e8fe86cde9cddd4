"""The regions of an office side by side, each of them a way to its own place on the map.

A component of our own, as the rank table is: a link would open the address in a new session, where the role
that somebody chose is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import pandas as pd

from data.access import instead
from data.answers import kept
from data.disclosure import HIDDEN
from data.indicators import Measured, definitions
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import Together, together
from data.sheets import Chart, Column, Sheet
from data.words import Words
from data.workpapers import Workpaper
from pages import session, templates, widgets
from pages.office import targets
from pages.office.tiles import counts
from pages.session import OfficeSums, place_of_office
from pages.view import View
from pages.widgets import translated_columns
from pages.workpapers import numbers_of, paper_sheet

_FILE = (Column("code", "Kode"), Column("name", "Wilayah"))
_KEY = "office"
_table = templates.component("office")
# Indicator -> the code of a region -> its row of values.
Columns: TypeAlias = dict[str, dict[str, Any]]


def table(of: OfficeSums, words: Words, on_pick: Callable[[str], None]) -> None:
    """The table; a click on a region's name calls `on_pick(code)` before the page runs again."""

    def picked() -> None:
        code = templates.reported(_KEY, "pick", of.regions)
        if code:
            on_pick(code)

    _table(data=content(of, words), key=_KEY, on_pick_change=picked)


@kept
def content(of: OfficeSums, words: Words) -> dict[str, Any]:
    """What the browser's side is given: texts only. Lowest compliance first, what is hidden or unknown last."""
    columns = {name: {row.Index: row for row in each_row(of.values(name))} for name in of.indicators}
    titles = [definitions()[name].title[words.language] for name in of.indicators]
    joint = _joint(of)
    caption = words(
        "Wilayah kantor ini per {date}, kepatuhan terendah dulu; pilih nama untuk membukanya di peta.",
        date=words.date(month_end(of.month)),
    )
    return {
        "caption": caption,
        "heads": [words("Wilayah"), *titles],
        "rows": [
            *(_row(code, columns, joint, words) for code in _in_order(of, columns)),
            *_joint_row(joint, words),
        ],
        "total": [words("Jumlah"), [_cell(name, of.sum(name), words) for name in of.indicators]],
        "counts": _counts(of, columns, words),
    }


def _counts(of: OfficeSums, columns: Columns, words: Words) -> dict[str, str]:
    """What the numbers of each row count, by the region's code ("" is the total)."""
    found = {"": [(of, name, of.sum(name)) for name in columns]}
    for code in of.regions:
        region = replace(of, regions=(code,))
        found[code] = [(region, name, values.get(code)) for name, values in columns.items()]
    return {
        code: widgets.counts_text(
            [
                pair
                for place, name, measured in cells
                if measured is not None and not measured.suppressed
                for pair in counts(place, name, _value_text(measured.value, name, words), measured, words)
            ]
        )
        for code, cells in found.items()
    }


def _joint(of: OfficeSums) -> dict[str, Together | None]:
    """By indicator what the regions have together that are not told one by one."""
    return {
        name: together(definitions()[name], of.values(name), of.sum(name), len(of.regions))
        for name in of.indicators
    }


def _row(code: str, columns: Columns, joint: dict[str, Together | None], words: Words) -> list[Any]:
    cells = []
    for name, values in columns.items():
        measured = values.get(code)
        is_joint = measured is not None and measured.suppressed == HIDDEN and joint[name] is not None
        cells.append([words("di “Lainnya”"), ""] if is_joint else _cell(name, measured, words))
    return [code, session.area_name(code), cells]


def _joint_row(joint: dict[str, Together | None], words: Words) -> list[list[Any]]:
    """The row, which opens nothing, of what is told of regions together; none where nothing is."""
    if not any(joint.values()):
        return []
    cells = [["", ""] if one is None else _together(name, one, words) for name, one in joint.items()]
    return [["", words("Lainnya"), cells]]


def _together(name: str, one: Together, words: Words) -> list[str]:
    below = words("{n} wilayah", n=words.number(one.count))
    if one.numerator is not None and one.denominator is not None:
        below += f" · {words.number(one.numerator)} / {words.number(one.denominator)}"
    return [_value_text(one.value, name, words), below]


def sheet(of: OfficeSums, view: View, words: Words) -> Sheet:
    """The same numbers to take along, each indicator with its two parts where it has them."""
    columns = translated_columns(_FILE, words)
    by_indicator = {name: {row.Index: row for row in each_row(of.values(name))} for name in of.indicators}
    codes = _in_order(of, by_indicator)
    rows = pd.DataFrame({"code": codes, "name": [session.area_name(code) for code in codes]})
    untold: dict[str, list[str]] = {}
    total: dict[str, Any] = {}
    for name in of.indicators:
        values, whole = of.values(name).reindex(codes), of.sum(name)
        for column, part in _columns_of(name, values, words):
            rows[column.key] = values[part].to_numpy()
            columns.append(column)
            untold[column.key] = [_untold(reason, words) for reason in values["suppressed"]]
            total[column.key] = _whole(whole, part, words)
        of_targets = targets.columns(of, name, words)
        if of_targets:
            columns += of_targets
            rows = rows.assign(**targets.cells(of, name, codes, words))
            total |= targets.whole(of, name, words)
    place = place_of_office(of)
    return widgets.place_sheet(
        words("Wilayah kantor: {place}", place=place.name(words)),
        columns,
        rows,
        place,
        view,
        words,
        indicators=of.indicators,
        instead=untold,
        total=total,
        chart=Chart("bar", "name", (of.indicators[0],)),
    )


def paper(of: OfficeSums, view: View, words: Words) -> Workpaper:
    """The numbers of the office's tiles, and of each of its regions, as formulas."""
    place = place_of_office(of)
    numbers = numbers_of(place, of.indicators, words)
    for code in of.regions:
        numbers += numbers_of(replace(place, level="region", key=code, within=None), of.indicators, words)
    named = place.name(words)
    table = sheet(of, view, words)
    return Workpaper(
        paper_sheet(named, table.about, scope=table.scope, simulated=table.simulated, words=words), numbers
    )


def _untold(reason: Any, words: Words) -> str:
    """What stands in place of a region's number; "" where it has one, or nothing is known."""
    return "" if is_missing(reason) or not reason else instead(reason, words)


def _whole(measured: Measured | None, part: str, words: Words) -> Any:
    """The same of all regions: as the page says it, so that it tells no more than that."""
    if measured is None:
        return None
    return instead(measured.suppressed, words) if measured.suppressed else getattr(measured, part)


def _columns_of(name: str, values: pd.DataFrame, words: Words) -> list[tuple[Column, str]]:
    """The columns of an indicator in the file, each with the column of `values` that fills it."""
    indicator = definitions()[name]
    title = indicator.title[words.language]
    columns = [(Column(name, title, _kind(indicator.unit)), "value")]
    if values["denominator"].notna().any():
        above, below = words("{title}: pembilang", title=title), words("{title}: penyebut", title=title)
        columns.append((Column(f"{name}_numerator", above, "count"), "numerator"))
        columns.append((Column(f"{name}_denominator", below, "count"), "denominator"))
    return columns


def _kind(unit: str) -> str:
    return unit if unit in ("percent", "rupiah") else "count"


def _in_order(of: OfficeSums, columns: Columns) -> list[str]:
    every = {code: row.value for code, row in columns["compliance"].items()}
    values = {code: float(value) for code, value in every.items() if not is_missing(value)}
    return sorted(of.regions, key=lambda code: (code not in values, values.get(code, 0.0), code))


def _cell(name: str, measured: Any, words: Words) -> list[str]:
    """Value, and below it numerator / denominator where it has both; `measured` has the fields of a Measured."""
    if measured is None:
        return [words("tidak ada data"), ""]
    if measured.suppressed:
        return [instead(measured.suppressed, words), ""]
    value = _value_text(measured.value, name, words)
    if is_missing(measured.numerator) or is_missing(measured.denominator):
        return [value, ""]
    return [value, f"{words.number(measured.numerator)} / {words.number(measured.denominator)}"]


def _value_text(value: Any, name: str, words: Words) -> str:
    """A value as short as its heading allows: the unit of a count is said by the title."""
    unit = definitions()[name].unit
    if is_missing(value):
        return words("tidak ada data")
    return words.quantity(float(value), unit) if unit in ("percent", "rupiah") else words.number(float(value))
