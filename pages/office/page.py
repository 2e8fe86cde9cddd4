"""One office: the regions it serves, its published figures, agreements, events and counters."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from data import places
from data.places import ALL
from data.words import Words
from geo.classes import ink_on
from geo.painting import Mark, Painting
from pages import session, templates, widgets
from pages.office import ledger
from pages.office.ledger import Office
from pages.session import MAP_PAGE, open_page
from pages.view import View
from pages.widgets import office_agreements, office_counters, office_events, page_theme, show_map_frame

# Served now, served once: one hue, two strengths.
# More names than this make a list, not a sentence.
_NAMED = 6
_PALETTE = ("#4eb3d3", "#ccebc5")


def show_office(code: str) -> None:
    """The page of the office with this code, from what it serves to what was agreed there."""
    view, words = _view(code), session.words()
    widgets.address_warnings(words)
    office = session.facts().offices.set_index("code").T[code]
    areas = places.areas_of(session.facts(), code, None)
    _data(view, words)
    if view.data:
        shown = Office(code, str(office["name"]), words(str(office["kind"])))
        ledger.show(shown, view, words, lambda: _about(office, areas, words))
    else:
        _published(code, office, areas, view, words)
    _figures(code, words)
    office_agreements(code, words)
    office_events(code, words)
    office_counters(code, words)
    _timeline(code, words)
    widgets.page_footer(words)


def _view(code: str) -> View:
    """The view; of a ledger the month is part of this page's address too."""
    ledger = ("data", "month") if session.read_view().data else ("data",)
    return session.current_view((*session.SHARED, *ledger), code)


def _data(view: View, words: Words) -> None:
    """Which data are shown and to whom, as on the map page."""
    what, said, who = st.columns([5, 9, 4], vertical_alignment="center")
    with what:
        session.dataset_switch(view, words)
    if view.data:
        with said:
            session.simulated_banner(view, words)
        with who:
            session.role_chooser(words)


def _published(code: str, office: pd.Series, areas: pd.DataFrame, view: View, words: Words) -> None:
    """The office without a ledger: where it serves, since when, and by what source."""
    widgets.page_head(st.container(), str(office["name"]), words(str(office["kind"])), _lead(areas, words))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _map(code, areas, view, words)
    with right:
        _about(office, areas, words)


def _lead(areas: pd.DataFrame, words: Words) -> str:
    now = _now(areas)
    if now.empty:
        return words("Wilayah kerja kantor ini belum diketahui.")
    if len(now) > _NAMED:
        return words("Melayani {n} wilayah yang diketahui.", n=len(now))
    names = ", ".join(session.area_name(code) for code in now["region"])
    return words("Melayani {n} wilayah yang diketahui: {names}.", n=len(now), names=names)


def _now(areas: pd.DataFrame) -> pd.DataFrame:
    """The rows of `areas` (service areas) that are in force, regions each once."""
    return areas[areas["to"] == ""].drop_duplicates("region")


def _map(code: str, areas: pd.DataFrame, view: View, words: Words) -> None:
    painted, drawn = _painting(areas, view, words)
    height = 620 if view.display else 440
    show_map_frame(painted, f"map_{code}", height, _open_region)
    entries = [(words("dilayani sekarang"), _PALETTE[0]), (words("pernah dilayani"), _PALETTE[1])]
    items = "".join(
        f'<li><span class="peta-swatch" style="background:{colour}"></span><span>{escape(label)}</span>'
        f"<b>{sum(m.class_number == k for m in drawn)}</b></li>"
        for k, (label, colour) in enumerate(entries)
    )
    other = f'<li><span class="peta-swatch peta-hatched"></span><span>{escape(words("bukan wilayah kantor ini"))}</span></li>'
    st.html(f'<ul class="peta-legend">{items}{other}</ul>')


def _painting(areas: pd.DataFrame, view: View, words: Words) -> tuple[Painting, list[Mark]]:
    """The regions of one office, as a painting: class 0 is served now, class 1 was served once."""
    regions = session.facts().regions
    covered = _regions_of(areas)
    marks = [
        Mark(region, int(bool(to)), words("dilayani"), _period(start, to, words))
        for region, (start, to) in covered.items()
    ]
    own = set(regions.loc[regions["code"].isin(list(covered)), "area"])
    painted = Painting(
        title=words("Peta wilayah kerja"), marks=marks, palette=_PALETTE, inks=[ink_on(c) for c in _PALETTE],
        suffix="", none=words("bukan wilayah kantor ini"), flagged="", captions={}, area=own.pop() if len(own) == 1 else ALL,
        theme=page_theme(view.display), language=view.language, size=20 if view.display else 14,
        zoomIn=words("Perbesar"), zoomOut=words("Perkecil"), stamp="kantor", values=False,
    )  # fmt: skip
    return painted, marks


def _regions_of(areas: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Region code -> (from, to); a province stands for all its regions; a current row wins over a past one."""
    regions = session.facts().regions
    covered: dict[str, tuple[str, str]] = {}
    for row in areas.sort_values("to", ascending=False).to_dict("records"):
        inside = regions.loc[
            (regions["code"] == row["region"]) | (regions["province_code"] == row["region"]), "code"
        ]
        covered |= {code: (str(row["from"]), str(row["to"])) for code in inside}
    return covered


def _period(start: str, end: str, words: Words) -> str:
    if end:
        return words("{start} sampai {end}", start=words.date(start), end=words.date(end))
    return words("sejak {start}", start=words.date(start))


def _open_region(code: str) -> None:
    """From an office's map to the region on the map page."""
    if code:
        open_page(MAP_PAGE, region=code, area=ALL)


def _about(office: pd.Series, areas: pd.DataFrame, words: Words) -> None:
    facts = session.facts()
    parent = facts.offices.set_index("code")["name"].get(str(office["parent"]), "")
    st.html(
        templates.pairs(
            [
                (words("Kantor induk"), escape(parent)),
                (words("Alamat"), escape(office["address"]) or escape(words("belum diketahui"))),
                (words("Catatan"), escape(office[f"note_{words.language}"])),
                (words("Sumber"), widgets.source_link(str(office["source"]))),
            ]
        )
    )
    _gaps(areas, words)
    st.html(_served(areas, words))


def _served(areas: pd.DataFrame, words: Words) -> str:
    """The regions with their dates; a note that all of them share is said once, below."""
    notes = areas[f"note_{words.language}"]
    shared = notes.iloc[0] if len(areas) > 1 and len(set(notes)) == 1 else None
    heads = [words("Wilayah"), words("Dilayani"), *([] if shared is not None else [words("Catatan")])]
    rows = [
        [
            escape(session.area_name(row["region"])),
            escape(_period(row["from"], row["to"], words)),
            escape(note),
        ]
        for row, note in zip(areas.to_dict("records"), notes, strict=True)
    ]
    table = templates.table(heads, [row[: len(heads)] for row in rows])
    return table + (f'<p class="peta-note">{escape(shared)}</p>' if shared else "")


def _gaps(areas: pd.DataFrame, words: Words) -> None:
    """The regions of the same provinces that no known office serves."""
    provinces = {code[:2] for code in _regions_of(areas)}
    gaps = places.service_gaps(session.facts())
    near = gaps[gaps["region"].str[:2].isin(list(provinces))]
    if len(near):
        names = ", ".join(near["name"])
        st.info(
            words(
                "Kantor belum diketahui: {names}. Wilayah ini tidak ditemukan pada kantor mana pun.",
                names=templates.plain(names),
            )
        )


def _figures(code: str, words: Words) -> None:
    st.subheader(words("Angka terbit kantor ini"))
    own = places.figures_for(session.facts(), code)
    own = own[own["area_code"] == code]
    if own.empty:
        st.markdown(
            words(
                "Belum ada angka terbit atas nama kantor ini. Angka wilayahnya ada di garis waktu di bawah."
            )
        )
        return
    st.html(f'<div class="peta-tiles">{"".join(widgets.figure_tiles(own, date.today(), words))}</div>')


def _timeline(code: str, words: Words) -> None:
    rows = places.figures_for(session.facts(), code)
    with st.expander(words("Garis waktu: semua angka kantor dan wilayahnya ({n})", n=len(rows))):
        if rows.empty:
            st.markdown(words("Belum ada angka terbit yang ditemukan."))
        else:
            st.html(widgets.figure_timeline(rows, words, session.area_name))
