"""The map that is shown, to take along: a picture, a GeoPackage, and the rank table as XLSX and CSV.

Each is made when its button is pressed, from what the reader may see: what is hidden on the map is hidden here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from data.settings import data_folder
from data.sheets import Column, Sheet, csv_file, workbook
from data.words import Words
from geo.boundaries import CREDIT
from geo.classes import Classes, legend
from geo.geopackage import geopackage
from geo.layers import layers
from geo.painting import Painting
from geo.picture import Picture, png
from pages import widgets
from pages.map.painted import Mapped

_KINDS = {"percent": "percent", "points": "percent", "months": "percent", "rupiah": "rupiah"}


@dataclass(frozen=True)
class Taken:
    """A map as it is shown. Texts are in the reader's language.

    `rows`: code, name, value and `classed` (float), numerator, denominator, as_of (text), dated (the same for
    the table), suppressed (as a sentence, "" where shown), source, flags (text); in the order of the rank table.
    `heading`: title, date, sentence; `notes` stand below the picture; `about` tells what a reader of the table must
    know; `dated` is the kind of that column. `fine`: the rows are kecamatan.
    """

    found: Mapped
    classes: Classes
    painting: Painting
    rows: pd.DataFrame
    heading: tuple[str, str, str]
    notes: Sequence[str]
    about: Sequence[tuple[str, str]]
    dated: str
    simulated: bool
    fine: bool = False


def buttons(name: str, make: Callable[[], Taken], words: Words) -> None:
    """The four buttons; `make` gives the map when one of them is pressed."""
    st.caption(words("Unduh peta ini (PNG; GeoPackage untuk QGIS) dan tabel peringkatnya (XLSX, CSV)"))
    with st.container(horizontal=True, key="take_map"):
        widgets.file_button(name, "png", lambda: picture(make(), words), words, "map", "PNG")
        widgets.file_button(name, "gpkg", lambda: package(make(), words), words, "map", "GeoPackage")
        widgets.file_button(name, "xlsx", lambda: workbook(table(make(), words), words), words, "map", "XLSX")
        widgets.file_button(name, "csv", lambda: csv_file(table(make(), words), words), words, "map", "CSV")


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as the rank table has them: the highest value first, those without one last, by name."""
    return rows.sort_values(["value", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def picture(taken: Taken, words: Words) -> bytes:
    """The map as PNG."""
    unit, places = (
        words.unit(taken.found.said_in),
        words("jumlah kecamatan") if taken.fine else words("jumlah wilayah"),
    )
    lines = legend(taken.classes, taken.rows["classed"].tolist(), taken.found.said_in, words)
    title, note, lead = taken.heading
    foot = " ".join([*taken.notes, f"{CREDIT}.", "Peta Patuh."])
    shown = Picture(
        taken.painting, lines, f"{unit}, {places}", title, note, lead, foot, _mark(taken, words), face()
    )
    return png(shown, layers(data_folder()))


def package(taken: Taken, words: Words) -> bytes:
    """The map as GeoPackage."""
    found = layers(data_folder())
    lines = legend(taken.classes, taken.rows["classed"].tolist(), taken.found.said_in, words)
    told = [f"{term}: {said}" for term, said in taken.about]
    mark = _mark(taken, words)
    return geopackage(
        taken.rows, found.kecamatan if taken.fine else found.regions, taken.classes, lines,
        unit=words.unit(taken.found.said_in), simulated=taken.simulated, title=taken.heading[0],
        description="\n".join([*([mark] if mark else []), *taken.heading[1:], *told, CREDIT]),
    )  # fmt: skip


def _mark(taken: Taken, words: Words) -> str:
    return words("SIMULASI – bukan data resmi") if taken.simulated else ""


def table(taken: Taken, words: Words) -> Sheet:
    """The rank table with what each value is made of."""
    unit = taken.found.said_in
    columns = [
        Column("code", words("Kode Kemendagri")), Column("name", words("Wilayah")),
        Column("value", words("Nilai ({unit})", unit=words.unit(unit)), _KINDS.get(unit, "count")),
        Column("numerator", words("Pembilang"), "count"), Column("denominator", words("Penyebut"), "count"),
        Column("unit", words("Satuan")), Column("dated", words("Tanggal"), taken.dated), Column("source", words("Sumber")),
        Column("flags", words("Tanda")), Column("suppressed", words("Alasan kosong")),
    ]  # fmt: skip
    rows = taken.rows.assign(unit=words.unit(unit))
    about = [*taken.about, (words("Batas wilayah"), CREDIT.split(": ", 1)[1])]
    return Sheet(taken.heading[0], columns, rows, about, widgets.definition_rows((taken.found.indicator.id,), words), taken.simulated)  # fmt: skip


@cache
def face() -> bytes:
    """The font file, b"" where Streamlit has moved it: the picture then takes a plain one."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    found = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    return found[0].read_bytes() if found else b""
