"""The map of offices on the page: its areas in colour, the sentence above it, and the list beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import places
from data.clock import today
from data.parsing import each_row
from data.places import ALL_AREAS, area_title, areas_in_order
from data.words import Words
from geo.classes import Entry, in_order, legend
from geo.painting import Mark, Painting, inks_on, looks_of
from pages import session, templates, widgets
from pages.map.offices.covering import OfficeMap, office_map
from pages.map.painted import as_drawn, legend_and_notes
from pages.view import View

_LETTERS, _PROJECTED_LETTERS = 14, 20  # pixels
_table = templates.component("rank")


def show_office_map(top: DeltaGenerator, view: View, words: Words) -> None:
    """The sentence into `top`, the map with its legend on the left, the list of offices on the right."""
    shown = office_map(view)
    left, right = st.columns([10, 7], gap="small")
    with left:
        paint = painting(view, shown, words)
        widgets.show_map_frame(paint, "map", widgets.MAP_HEIGHT, lambda code: _open(shown, code))
        st.html(legend_and_notes(paint, notes_of(view, shown, words), words))
    title, known, first, rest = headline(view, shown, words)
    widgets.page_head(top, title, known, rest, answer=first)
    with right:
        _list(shown, words)


def _open(shown: OfficeMap, code: str) -> None:
    """From a region of the map to the page of the office whose figure stands there."""
    if office := shown.covered.get(code):
        session.open_page(f"kantor-{places.office_slug(office)}")


def headline(view: View, shown: OfficeMap, words: Words) -> tuple[str, str, str, str]:
    """Title, date, and in two sentences how many offices have a figure; the ends only of what is of one year and definition."""
    title = words("{indicator}, menurut kantor", indicator=shown.indicator.title[words.language])
    known = words("diketahui per {date}", date=words.date(view.known_on(today())))
    if len(shown.rows) < 2:
        return title, known, _few(shown, words), ""
    lead = words("{n} kantor punya data publikasi.", n=len(shown.rows))
    by_office = shown.compared.by_area
    ranked = [row for row in each_row(shown.rows) if row.area_code in by_office and row.id == _id(shown, row)]
    if len(ranked) < 2:
        return title, known, lead, words("Tahun atau definisinya berbeda, jadi tidak diperingkat.")
    ends = words(
        "Angka {year}, {n} kantor: tertinggi {best}, terendah {worst}.",
        year=shown.compared.year,
        n=len(ranked),
        best=_named(ranked[0], words),
        worst=_named(ranked[-1], words),
    )
    return title, known, lead, ends


def in_one(view: View, shown: OfficeMap, words: Words) -> tuple[str, str, str]:
    """The same with its sentences as one text, for a file."""
    title, known, *said = headline(view, shown, words)
    return title, known, " ".join(part for part in said if part)


def _few(shown: OfficeMap, words: Words) -> str:
    if shown.rows.empty:
        return words("Belum ada data publikasi kantor untuk ini sampai tanggal itu.")
    return words(
        "Hanya 1 kantor punya data publikasi: {named}.", named=_named(next(each_row(shown.rows)), words)
    )


def _id(shown: OfficeMap, row: Any) -> str:
    return str(shown.compared.by_area[row.area_code].figure.id)


def _named(row: Any, words: Words) -> str:
    return f"{row.name} {words.quantity(row.value, row.unit)} ({words.date(row.as_of)})"


@lru_cache(maxsize=64)
def _marks(shown: OfficeMap, words: Words) -> list[Mark]:
    """A mark per region that an office's figure stands for; only the largest region's name carries the value."""
    offices = {row.area_code: row for row in each_row(shown.rows)}
    numbers = dict(zip(shown.rows["area_code"], shown.classes.of(shown.rows["value"].tolist()), strict=True))
    spoken = _speakers(shown)
    return [
        Mark(
            code=code,
            class_number=numbers[office] or 0,
            text=f"{short_office(offices[office].name, words)} {_value(offices[office], words)}",
            date=words.date(offices[office].as_of),
            old=offices[office].faded,
            flagged=templates.is_starred(offices[office].flags),
            quiet=code not in spoken,
        )
        for code, office in sorted(shown.covered.items())
    ]


def _speakers(shown: OfficeMap) -> set[str]:
    """Of each office the region under whose name its value is written: the largest that no other office covers."""
    sizes = session.facts().regions.set_index("code")["area_km2"]
    own: dict[str, list[str]] = {}
    for code, office in shown.covered.items():
        own.setdefault(office, []).append(code)
    return {max(codes, key=lambda code: (sizes[code], code)) for codes in own.values()}


def short_office(name: str, words: Words) -> str:
    """An office's name as short as the map needs it: Kantor Cabang Pekalongan is KC Pekalongan."""
    for long, short in (
        ("Kantor Cabang Perintis", "KCP"),
        ("Kantor Cabang Pembantu", "KCP"),
        ("Kantor Cabang", "KC"),
    ):
        if name.startswith(long):
            return short + name.removeprefix(long)
    return name


def _value(row: Any, words: Words) -> str:
    return words.quantity(row.value, row.unit, [target.value for target in row.held])


def painting(view: View, shown: OfficeMap, words: Words, theme: str = "") -> Painting:
    """What the map has to show of the offices, in the reader's language."""
    regions = session.facts().regions
    areas, drawn = areas_in_order(regions["area"]), _drawn(view)
    marks, unit = _marks(shown, words), shown.indicator.unit
    outside = bool((regions.loc[regions["code"].isin(drawn), "scope"] == "neighbour").any())
    return Painting(
        title=words("Peta {indicator}, menurut kantor", indicator=shown.indicator.title[words.language]),
        marks=marks,
        palette=shown.classes.colours,
        inks=inks_on(shown.classes.colours),
        suffix="",
        none=words("tidak ada angka kantor"),
        captions={area: area_title(area) for area in areas},
        area=view.area,
        theme=theme or widgets.page_theme(view.display),
        language=words.language,
        size=_PROJECTED_LETTERS if view.display else _LETTERS,
        zoomIn=words("Perbesar"),
        zoomOut=words("Perkecil"),
        stamp=f"kantor {view.indicator} {view.month} {view.area}".strip(),
        heading=f"{words.unit(unit)}, {words('jumlah kantor')}",
        legend=as_drawn(in_order(shown.classes, entries_of(shown, words)), unit, words),
        looks=looks_of(marks, words, outside=outside, years=view.map.fade),
    )


def _drawn(view: View) -> list[str]:
    """The regions of the area that is looked at."""
    regions = session.facts().regions
    return list(
        regions["code"] if view.area == ALL_AREAS else regions.loc[regions["area"] == view.area, "code"]
    )


def entries_of(shown: OfficeMap, words: Words) -> list[Entry]:
    """What each colour stands for and how many offices have it, from the lowest class up."""
    return legend(shown.classes, shown.drawn["value"].tolist(), shown.indicator.unit, words)


def notes_of(view: View, shown: OfficeMap, words: Words) -> list[str]:
    """What one must know to read the colours, on the page and on paper."""
    notes = [
        words(
            "Tiap warna adalah satu kantor beserta semua wilayah yang dilayaninya pada tanggal angkanya: "
            "angkanya milik kantor, bukan milik tiap wilayah, dan tidak dijumlahkan."
        )
    ]
    notes += [f"{row.name}: {words(row.why)}." for row in each_row(shown.rows) if row.why]
    if shown.undated:
        names = ", ".join(map(session.area_name, shown.undated))
        notes.append(words("Angkanya tidak bertanggal, jadi tidak digambar: {names}.", names=names))
    starred = templates.star_note(shown.rows["flags"], words)
    return [*notes, starred] if starred else notes


def _list(shown: OfficeMap, words: Words) -> None:
    """The offices, those that are compared numbered, a click opens the office's page."""

    given = content(shown, words)

    def picked() -> None:
        code = templates.reported("rank_offices", "pick", [row[1] for row in given["rows"]])
        if code:
            session.open_page(f"kantor-{places.office_slug(code)}")

    _table(data=given, key="rank_offices", on_pick_change=picked)


def content(shown: OfficeMap, words: Words) -> dict[str, Any]:
    """What the browser's side of the list is given: texts only."""
    by_office = shown.compared.by_area
    numbered = [
        row for row in each_row(shown.rows) if row.area_code in by_office and row.id == _id(shown, row)
    ]
    ids = {row.id for row in numbered}
    others = sorted(
        (row for row in each_row(shown.rows) if row.id not in ids), key=lambda row: row.as_of, reverse=True
    )
    top = float(shown.rows["value"].max()) if len(shown.rows) else 0.0
    rows = [
        _row(str(at) if row.id in ids else "", row, top, words)
        for at, row in enumerate([*numbered, *others], 1)
    ]
    return {
        "rows": rows,
        "more": "",
        "caption": words("Kantor: {indicator}", indicator=shown.indicator.title[words.language]),
        "heads": [words("No."), words("Kantor"), words.unit(shown.indicator.unit), words("Per")],
    }


def _row(place: str, row: Any, top: float, words: Words) -> list[Any]:
    limits = [target.value for target in row.held]
    star = "*" if templates.is_starred(row.flags) else ""
    served = ", ".join(session.area_name(code) for code in row.regions)
    return [
        place,
        row.area_code,
        row.name,
        words.bare(row.value, row.unit, limits) + star,
        words.date(row.as_of),
        max(round(100 * row.value / top), 0) if top > 0 else 0,
        served or words(row.why),
        int(row.faded),
    ]
