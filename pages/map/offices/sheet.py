"""The figures of offices as a table to take along."""

from __future__ import annotations

import streamlit as st

from data.clock import today
from data.parsing import each_row
from data.sheets import Chart, Column, Sheet, csv_file, workbook
from data.words import Words
from pages import session, templates, widgets
from pages.map.exports import area_said
from pages.map.offices.covering import office_map
from pages.map.offices.drawn import package, picture
from pages.map.offices.page import in_one, notes_of
from pages.view import View
from pages.widgets import translated_columns

_COLUMNS = (
    Column("area_code", "Kode kantor"),
    Column("name", "Kantor"),
    Column("value", "Nilai", "count"),
    Column("unit", "Satuan"),
    Column("as_of", "Tanggal"),
    Column("served", "Wilayah yang dilayani pada tanggal itu"),
    Column("held", "Terhadap target"),
    Column("flags", "Tanda"),
    Column("source", "Sumber"),
)
_KINDS = {"percent": "percent", "rupiah": "rupiah"}


def office_files(view: View, words: Words) -> None:
    """The buttons for the map of the offices as a picture and a GeoPackage, and for its table as XLSX and CSV."""
    name = f"kantor-{view.indicator}-{view.area}"
    with st.container(horizontal=True, key="take_offices"):
        widgets.file_button(name, "png", lambda: picture(view, words), words, "offices", "PNG")
        widgets.file_button(name, "gpkg", lambda: package(view, words), words, "offices", "GeoPackage")
        widgets.file_button(name, "xlsx", lambda: workbook(sheet(view, words), words), words, "offices")
        widgets.file_button(name, "csv", lambda: csv_file(sheet(view, words), words), words, "offices")


def sheet(view: View, words: Words) -> Sheet:
    """Each office's figure with its date, the regions that it stood for then, and its source."""
    shown = office_map(view)
    title, _, lead = in_one(view, shown, words)
    unit = shown.indicator.unit
    rows = shown.rows.assign(
        unit=words.unit(unit),
        served=[
            ", ".join(map(session.area_name, row.regions)) or words(row.why) for row in each_row(shown.rows)
        ],
        held=[widgets.against_targets(row.value, unit, row.held, words) for row in each_row(shown.rows)],
        flags=[
            ", ".join(words(templates.FLAGS[flag]) for flag in flags.split(";") if flag)
            for flags in shown.rows["flags"]
        ],
        source=[" – ".join(filter(None, session.source_parts(source))) for source in shown.rows["source"]],
    )
    columns = [
        Column(one.key, one.title, _KINDS.get(unit, "count")) if one.key == "value" else one
        for one in translated_columns(_COLUMNS, words)
    ]
    about = [
        (words("Ringkasan"), lead),
        (words("Catatan"), " ".join(notes_of(view, shown, words))),
        (words("Diketahui per"), words.date(view.known_on(today()))),
        *widgets.address_rows(view, words),
    ]
    scope = widgets.scope_line([(words("Tempat"), area_said(view.area, words))])
    definitions = widgets.definition_rows((view.indicator,), "", words)
    return Sheet(
        title, columns, rows, about, definitions, scope=scope, chart=Chart("bar", "name", ("value",))
    )
