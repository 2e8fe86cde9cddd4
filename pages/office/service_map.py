"""Which regions an office serves or once served, on a map and as a list: what is known of it without a ledger."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data import places
from data.answers import kept
from data.places import ALL_AREAS
from data.tables import Facts
from data.words import Words
from geo.painting import Mark
from pages import session, templates
from pages.office.map import map_height, office_painting
from pages.session import MAP_PAGE, open_page
from pages.view import View
from pages.widgets import show_map_frame, source_link

# Served now and served once: one hue in two strengths.
_PALETTE = ("#4eb3d3", "#ccebc5")


def service_map(code: str, areas: pd.DataFrame, view: View, words: Words) -> None:
    """The map of the service areas (rows of `data.places.areas_of`) with its legend; a click opens a region."""
    periods = _periods(areas)
    marks = [
        Mark(region, int(bool(end)), words("dilayani"), _period(start, end, words))
        for region, (start, end) in periods.items()
    ]
    painting = office_painting(
        marks, _PALETTE, periods, view, words, title=words("Peta wilayah kerja"), stamp="kantor", values=False
    )
    show_map_frame(painting, f"map_{code}", map_height(view), _open_region)
    st.html(_legend(marks, words))


def _legend(marks: list[Mark], words: Words) -> Markup:
    labels = (words("dilayani sekarang"), words("pernah dilayani"))
    entries = [
        (colour, label, sum(mark.class_number == at for mark in marks))
        for at, (colour, label) in enumerate(zip(_PALETTE, labels, strict=True))
    ]
    return templates.render("office_legend", entries=entries, other=words("bukan wilayah kantor ini"))


def _open_region(code: str) -> None:
    """From the map of an office to the region on the map page."""
    if code:
        open_page(MAP_PAGE, region=code, area=ALL_AREAS)


def _periods(areas: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Region code -> (from, to); a province stands for all its regions; a current row wins over a past one."""
    regions = session.facts().regions
    periods: dict[str, tuple[str, str]] = {}
    for row in areas.sort_values("to", ascending=False).to_dict("records"):
        inside = regions.loc[
            (regions["code"] == row["region"]) | (regions["province_code"] == row["region"]), "code"
        ]
        periods |= {code: (str(row["from"]), str(row["to"])) for code in inside}
    return periods


def _period(start: str, end: str, words: Words) -> str:
    """A start is the first that any source says of it, not when it began."""
    first = words("setidaknya sejak {start}", start=words.date(start))
    return words("{since} sampai {end}", since=first, end=words.date(end)) if end else first


@kept
def service_gaps(code: str, facts: Facts, words: Words) -> str:
    """Which regions of the same provinces no known office serves, ready for Markdown; "" where there is none."""
    provinces = {region[:2] for region in _periods(places.areas_of(facts, code, None))}
    gaps = places.service_gaps(facts)
    near = gaps[gaps["region"].str[:2].isin(list(provinces))]
    if near.empty:
        return ""
    return words(
        "Kantor belum diketahui: {names}. Wilayah ini tidak ditemukan pada kantor mana pun.",
        names=templates.plain(", ".join(near["name"])),
    )


@kept
def service_table(code: str, facts: Facts, words: Words) -> Markup:
    """The regions of an office with their dates and sources; a note that all of them share is said once, below."""
    areas = places.areas_of(facts, code, None)
    records = areas.to_dict("records")
    notes = [words.of(row, "note") for row in records]
    shared = notes[0] if len(areas) > 1 and len(set(notes)) == 1 else None
    heads = [words("Wilayah"), words("Dilayani"), words("Sumber")]
    rows = [
        [
            session.area_name(row["region"]),
            _period(row["from"], row["to"], words),
            templates.render(
                "noted",
                text=source_link(row["source"]) if row["source"] else "–",
                note="" if shared is not None else note,
            ),
        ]
        for row, note in zip(records, notes, strict=True)
    ]
    table = templates.table(heads, rows)
    return templates.together(table, templates.note(shared)) if shared else table
