"""The map that is shown as files: a picture, a GeoPackage, and the rank table as XLSX and CSV.

Each is made when its button is pressed, from what the reader may see: what is hidden on the map is hidden here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from data.access import instead
from data.disclosure import HIDDEN
from data.indicators import Measured, counted_in
from data.parsing import each_row
from data.queries import Together
from data.settings import data_folder
from data.sheets import Chart, Column, Sheet, csv_file, workbook
from data.words import Words
from data.workpapers import Number, Workpaper
from geo.classes import GAP, Classes, Entry, entry_of_each, legend
from geo.geopackage import geopackage
from geo.layers import layers
from geo.painting import Painting
from geo.picture import Picture, png
from pages import charts, widgets
from pages.map import behind
from pages.map.painted import Mapped, undrawn_mark, undrawn_note
from pages.workpapers import paper_button, paper_sheet

# Unit of a value -> kind of its column in a sheet; of any other it is a count.
_KINDS = {"percent": "percent", "points": "points", "months": "months", "rupiah": "rupiah"}
# What of `about` stands under the title: whose numbers these are.
_SCOPE = ("Tempat", "Dibandingkan dengan", "Filter", "Peran")
# The columns of the rank table but for the value and its date: key, heading, kind.
_BEFORE = (("code", "Kode Kemendagri", "text"), ("name", "Wilayah", "text"))
_PARTS = (
    ("numerator", "Pembilang", "count"),
    ("denominator", "Penyebut", "count"),
    ("unit", "Satuan", "text", False),
)
_HELD = (("held", "Terhadap target", "text"),)
_AFTER = (
    ("source", "Sumber", "text"),
    ("flags", "Tanda", "text"),
    ("suppressed", "Alasan kosong", "text", False),
)


@dataclass(frozen=True)
class ExportedMap:
    """A map as it is shown. Texts are in the reader's language.

    `rows`: code, name, value and `classed` (float), numerator, denominator, target (NaN where there is none), as_of
    (text), dated (the same for the file), held, lacks, brings and since (how many it lacks of
    its target, what these would bring in a month, and since when), source, flags, `reason` and `suppressed` (why a value is hidden, as a
    word of ours and as people read it; "" where it is not). `about` has pairs of texts: what a reader of the table must
    know; `dated` is the kind of that column. `fine`: the rows are kecamatan, and `joint` is what those of them that are
    not told one by one have together; `whole` is the value of all, None where there is none; the first `compared` rows
    may be compared with each other (None: all). `release` names one's own data.
    """

    shown: Mapped
    classes: Classes
    painting: Painting
    rows: pd.DataFrame
    heading: tuple[str, str, str]
    notes: Sequence[str]
    about: Sequence[tuple[str, str]]
    dated: str
    simulated: bool
    fine: bool = False
    joint: Together | None = None
    whole: Measured | None = None
    compared: int | None = None
    release: str = ""


def file_buttons(
    name: str, make: Callable[[], ExportedMap], words: Words, paper: Callable[[], Workpaper] | None = None
) -> None:
    """The buttons; `make` gives the map when one of them is pressed, and `paper` the working paper, where there is one."""
    contents: dict[str, tuple[str, Callable[[], bytes]]] = {
        "png": ("PNG", lambda: picture(make(), words)),
        "gpkg": ("GeoPackage", lambda: package(make(), words)),
        "xlsx": ("XLSX", lambda: workbook(table(make(), words), words)),
        "csv": ("CSV", lambda: csv_file(table(make(), words), words)),
    }
    st.caption(words("Unduh peta ini (PNG; GeoPackage untuk QGIS) dan tabel peringkatnya (XLSX, CSV)"))
    with st.container(horizontal=True, key="take_map"):
        for kind, (label, content) in contents.items():
            widgets.file_button(name, kind, content, words, "map", label)
        if paper is not None:
            paper_button(name, paper, words, "map")


def picture(exported: ExportedMap, words: Words) -> bytes:
    """The map as PNG."""
    title, note, lead = exported.heading
    shown = Picture(
        painting=exported.painting,
        title=title,
        note=note,
        lead=lead,
        foot=" ".join(["Peta Patuh.", f"{layers(data_folder()).credit}.", *exported.notes]),
        mark=_mark(exported, words),
        simulated=exported.simulated,
        face=charts.face(),
    )
    return png(shown, layers(data_folder()))


def package(exported: ExportedMap, words: Words) -> bytes:
    """The map as GeoPackage."""
    boundaries = layers(data_folder())
    mark, (title, date, sentence) = _mark(exported, words), exported.heading
    about = [f"{term}: {text}" for term, text in _about(exported, words)]
    return geopackage(
        exported.rows,
        boundaries.kecamatan if exported.fine else boundaries.regions,
        exported.classes,
        _legend(exported, words),
        unit=words.unit(exported.shown.said_in),
        simulated=exported.simulated,
        title=title,
        description="\n".join([*([mark] if mark else []), date, sentence, *about]),
    )


def _legend(exported: ExportedMap, words: Words) -> list[Entry]:
    values, reasons = exported.rows["classed"].tolist(), exported.rows["unclassed"].tolist()
    unit = exported.shown.said_in if exported.fine else exported.shown.classed_in
    return legend(exported.classes, values, unit, words, reasons)


def _mark(exported: ExportedMap, words: Words) -> str:
    return words("SIMULASI – bukan data resmi") if exported.simulated else exported.release


def table(exported: ExportedMap, words: Words) -> Sheet:
    """The rank table with what each value is made of."""
    unit = exported.shown.said_in
    kind, rows = _KINDS.get(unit, "count"), _with_joint(exported, words).assign(unit=words.unit(unit))
    value = [Column("value", words("Nilai ({unit})", unit=words.unit(unit)), kind)]
    if rows["target"].notna().any():
        value.append(Column("target", words("Target ({unit})", unit=words.unit(unit)), kind))
    date = Column("dated", words("Tanggal"), exported.dated)
    rows = rows.assign(of_class=[*_of_classes(exported, words), *[""] * (len(rows) - len(exported.rows))])
    untold = _untold(rows, exported.joint is not None, words)
    before, parts, after = (_columns(columns, words) for columns in (_BEFORE, _PARTS, _AFTER))
    return Sheet(
        title=exported.heading[0],
        columns=[
            *before,
            *value,
            *parts,
            date,
            *_of_targets(exported, words),
            _class_column(exported, words),
            *after,
        ],
        rows=rows,
        about=_about(exported, words),
        definitions=widgets.definition_rows((exported.shown.indicator.id,), "", words),
        simulated=exported.simulated,
        scope=widgets.scope_line(
            [(term, text) for term, text in exported.about if term in map(words, _SCOPE)]
        ),
        instead=untold,
        reasons={
            text: f"{why}." for text, why in zip(untold["value"], rows["suppressed"], strict=True) if why
        },
        total=_whole(exported.whole, words),
        joint=len(_joint(exported, words)),
        chart=Chart("bar", "name", ("value",), "target" if len(value) > 1 else "", exported.compared),
    )


def paper_of(exported: ExportedMap, numbers: Sequence[Number], words: Words) -> Workpaper:
    """The working paper of the map: its numbers as formulas, with what its other files say of it."""
    scope = [(term, text) for term, text in exported.about if term in map(words, _SCOPE)]
    sheet = paper_sheet(
        exported.heading[0],
        [(words("Kalimat"), exported.heading[2]), *exported.about],
        scope=widgets.scope_line(scope),
        simulated=exported.simulated,
        words=words,
    )
    return Workpaper(sheet, numbers)


def _of_classes(exported: ExportedMap, words: Words) -> list[str]:
    """What the legend says of each row's colour."""
    values, reasons = exported.rows["classed"].tolist(), exported.rows["unclassed"].tolist()
    entries = entry_of_each(exported.classes, _legend(exported, words), values, reasons)
    return [entry.label for entry in entries]


def _class_column(exported: ExportedMap, words: Words) -> Column:
    if exported.classes.scheme == GAP:
        unit = words.unit(exported.shown.classed_in)
        return Column("of_class", words("Kelas di peta: gap ke target, {unit}", unit=unit))
    return Column("of_class", words("Kelas di peta"))


def _untold(rows: pd.DataFrame, in_others: bool, words: Words) -> dict[str, list[str]]:
    """What stands in place of a row's numbers that are not told: why that is stands in the row's last cell."""
    texts = [
        _instead(reason, in_others, words) if why else ""
        for reason, why in zip(rows["reason"], rows["suppressed"], strict=True)
    ]
    return dict.fromkeys(("value", "numerator", "denominator"), texts)


def _instead(reason: str, in_others: bool, words: Words) -> str:
    return words("di “Lainnya”") if reason == HIDDEN and in_others else instead(reason, words)


def _whole(measured: Measured | None, words: Words) -> dict[str, Any]:
    """The last row: the value of the whole, worked out from its parts as each region's is, and guarded for itself."""
    if measured is None:
        return {}
    if measured.suppressed:
        return {"value": instead(measured.suppressed, words)}
    is_ratio = measured.denominator is not None
    return {"value": measured.value} | (
        {"numerator": measured.numerator, "denominator": measured.denominator} if is_ratio else {}
    )


def _of_targets(exported: ExportedMap, words: Words) -> list[Column]:
    """How a value lies to its targets, how much is missing to them and since when, where anything is held against one."""
    held = _HELD if (exported.rows["held"] != "").any() else ()
    if not exported.rows["lacks"].notna().any() and not (exported.rows["since"] != "").any():
        return _columns(held, words)
    about, unit = exported.shown.indicator, counted_in(exported.shown.indicator)
    heading = behind.lacks_heading(about, words.unit(unit), words)
    lacks = Column("lacks", heading, _KINDS.get(unit, "count"))
    since = behind.since_heading(about, words)
    brings = Column("brings", words("Taksiran iuran sebulan dari yang kurang"), "rupiah")
    return [
        *_columns(held, words),
        *([lacks] if unit else []),
        *([brings] if exported.rows["brings"].notna().any() else []),
        Column("since", since, "text"),
    ]


def _about(exported: ExportedMap, words: Words) -> list[tuple[str, str]]:
    """What a reader of the values must know, and of the boundaries: which regions they lack, and whose they are."""
    undrawn = undrawn_note(exported.painting.area, words, fine=exported.fine)
    credit = layers(data_folder()).credit.removeprefix("Batas wilayah").lstrip(":, ")
    missing = [(words("Tidak digambar"), undrawn)] if undrawn else []
    return [*exported.about, *missing, *_joint(exported, words), (words("Batas wilayah"), credit)]


def _joint(exported: ExportedMap, words: Words) -> list[tuple[str, str]]:
    """What those have together that are not told one by one, and what is of no known kecamatan."""
    return [(name, words.quantity(one.value, exported.shown.said_in)) for name, one in _more(exported, words)]


def _more(exported: ExportedMap, words: Words) -> list[tuple[str, Together]]:
    """What is in none of the rows that are told, each with what it is called."""
    joint, unplaced = exported.joint, exported.shown.unplaced
    named = [(_joint_name(exported, joint, words), joint)] if joint else []
    return [*named, *([(words("Kecamatan belum diketahui"), unplaced)] if unplaced else [])]


def _joint_name(exported: ExportedMap, one: Together, words: Words) -> str:
    n = words.number(one.count)
    return words("Lainnya ({n} kecamatan)", n=n) if exported.fine else words("Lainnya ({n} wilayah)", n=n)


def _with_joint(exported: ExportedMap, words: Words) -> pd.DataFrame:
    """The rows, and last those that are not told one by one and what is of no known place: the column adds up."""
    rows = _marked(exported, words)
    more = [_last(rows, one, name, words) for name, one in _more(exported, words)]
    if not more:
        return rows
    last = pd.DataFrame(more).astype({"value": "float64", "target": "float64"})
    return pd.concat([rows, last], ignore_index=True)


def _last(rows: pd.DataFrame, one: Together, name: str, words: Words) -> dict[str, Any]:
    """A row below all places, for what several have together."""
    return {
        "code": "",
        "name": name,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "dated": rows["dated"].iloc[0],
        "source": rows["source"].iloc[0],
        "flags": words("jumlah bersama"),
        "suppressed": "",
        "reason": "",
        "held": "",
        "lacks": pd.NA,
        "brings": pd.NA,
        "since": "",
        "target": float("nan"),
    }


def _marked(exported: ExportedMap, words: Words) -> pd.DataFrame:
    """The rows, those that are not drawn with that among their marks."""
    flags = [
        ", ".join(mark for mark in (row.flags, undrawn_mark(row.code, words)) if mark)
        for row in each_row(exported.rows)
    ]
    return exported.rows.assign(flags=flags)


def _columns(columns: Sequence[tuple[Any, ...]], words: Words) -> list[Column]:
    """Columns from key, heading, kind, and whether a workbook has it, which says the rest in its headings and cells."""
    return [Column(key, words(heading), kind, in_book=all(rest)) for key, heading, kind, *rest in columns]
