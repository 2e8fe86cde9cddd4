"""The regions of an office side by side, each of them a way to its own place on the map.

A component of our own, as the rank table is: a link would open the address in a new session, where the role
that somebody chose is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components import v2

from data.indicators import definitions
from data.months import month_end
from data.parsing import each_row, is_missing
from data.sheets import Column, Sheet
from data.words import Words
from pages import session, templates, widgets
from pages.session import OFFICE_INDICATORS, OfficeSums, Place
from pages.view import View

_KEY = "office"
_table = v2.component(
    "peta_office",
    html=f'{templates.style("office.css")}<div class="office"></div>',
    js=templates.script("office.js"),
)


def table(of: OfficeSums, words: Words, on_pick: Callable[[str], None]) -> None:
    """The table; a click on a region's name calls `on_pick(code)` before the page runs again."""

    def picked() -> None:
        code = st.session_state[_KEY].get("pick")
        if code:
            on_pick(code)

    _table(data=content(of, words), key=_KEY, on_pick_change=picked)


def content(of: OfficeSums, words: Words) -> dict[str, Any]:
    """What the browser's side is given: texts only. Lowest compliance first, what is hidden or unknown last."""
    columns = {name: of.values(name) for name in OFFICE_INDICATORS}
    rows = [
        [
            code,
            session.area_name(code),
            [_cell(name, _region(of_all, code), words) for name, of_all in columns.items()],
        ]
        for code in _in_order(of, columns)
    ]
    titles = [definitions()[name].title[words.language] for name in OFFICE_INDICATORS]
    return {
        "caption": words("Wilayah kantor ini per {date}, kepatuhan terendah dulu; pilih nama untuk membukanya di peta.",
                         date=words.date(month_end(of.month))),
        "heads": [words("Wilayah"), *titles],
        "rows": rows,
        "total": [words("Jumlah"), [_cell(name, of.sum(name), words) for name in OFFICE_INDICATORS]],
    }  # fmt: skip


def sheet(of: OfficeSums, view: View, words: Words) -> Sheet:
    """The same numbers to take along, each indicator with its two parts where it has them."""
    rows, columns = (
        pd.DataFrame({"code": list(of.regions)}),
        [Column("code", words("Kode")), Column("name", words("Wilayah"))],
    )
    rows["name"] = [session.area_name(code) for code in of.regions]
    for name in OFFICE_INDICATORS:
        about, values = definitions()[name], of.values(name).reindex(rows["code"])
        kind = about.unit if about.unit in ("percent", "rupiah") else "count"
        title = about.title[words.language]
        rows[name] = values["value"].to_numpy()
        columns.append(Column(name, title, kind))
        if values["denominator"].notna().any():
            for part, said in (("numerator", words("{title}: pembilang", title=title)), ("denominator", words("{title}: penyebut", title=title))):  # fmt: skip
                rows[f"{name}_{part}"] = values[part].to_numpy()
                columns.append(Column(f"{name}_{part}", said, "count"))
    place = Place("office", of.code, of.month, of.found)
    return Sheet(
        words("Wilayah kantor: {place}", place=place.name(words)), columns, rows, widgets.about_rows(place, view, words),
        widgets.definition_rows(OFFICE_INDICATORS, words), of.found.release.simulated,
    )  # fmt: skip


def _in_order(of: OfficeSums, columns: dict[str, pd.DataFrame]) -> list[str]:
    values = columns["compliance"]["value"].astype("Float64").dropna().to_dict()
    return sorted(of.regions, key=lambda code: (code not in values, values.get(code, 0.0), code))


def _region(rows: pd.DataFrame, code: str) -> Any:
    return next(each_row(rows.loc[[code]])) if code in rows.index else None


def _cell(name: str, one: Any, words: Words) -> list[str]:
    """Value, and below it numerator / denominator where it has both; `one` has the fields of a Measured."""
    if one is None:
        return [words("tidak ada data"), ""]
    if one.suppressed:
        return [words("disembunyikan"), ""]
    if is_missing(one.numerator) or is_missing(one.denominator):
        return [_said(one.value, name, words), ""]
    return [_said(one.value, name, words), f"{words.number(one.numerator)} / {words.number(one.denominator)}"]


def _said(value: Any, name: str, words: Words) -> str:
    """A value as short as its heading allows: the unit of a count is said by the title."""
    unit = definitions()[name].unit
    if is_missing(value):
        return words("tidak ada data")
    return words.quantity(float(value), unit) if unit in ("percent", "rupiah") else words.number(float(value))
