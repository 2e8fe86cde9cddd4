"""An office in a ledger: how its regions stand, which of them first, and what changed since last month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from data import places
from data.months import month_end
from data.places import ALL
from data.settings import home
from data.store import not_readable
from data.words import Problem, Words
from pages import session, templates, widgets
from pages.office import losses, matters, peers
from pages.office.map import legend, painting
from pages.office.matters import sentences
from pages.office.regions import sheet, table
from pages.office.tiles import headline, peer, tiles, trend
from pages.session import MAP_PAGE, WORK_PAGES, OfficeSums, no_ledger_yet, office_sums, open_page, page_links
from pages.templates import funnel, show_drawing, trend_svg, trend_table
from pages.view import LEDGER_ONLY, View
from pages.widgets import month_slider, show_map_frame


@dataclass(frozen=True)
class Office:
    """An office as its page names it: code, name, and the kind of office it is in the reader's language."""

    code: str
    name: str
    kind: str


def show(office: Office, view: View, words: Words, about: Callable[[], None]) -> None:
    """The office with the ledger of the view, or why there are no numbers yet; `about` is drawn beside its trend."""
    try:
        _shown(office, view, words, about)
    except Problem as problem:  # such as a table that would give a secret away
        st.error(templates.plain(words.explain(problem)))
    except OSError as error:  # the tables of a release are read only when they are needed
        st.error(templates.plain(words.explain(not_readable(error, f"{home()}/{view.data}"))))


def _shown(office: Office, view: View, words: Words, about: Callable[[], None]) -> None:
    found = session.reading(view)
    if found is None:
        widgets.page_head(st.container(), office.name, office.kind, "")
        no_ledger_yet(view.data, words)
        about()
        return
    top, when = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with when:
        month = month_slider(found, view, words)
    of = office_sums(office.code, month, found)
    note = words("{kind}, per {date}", kind=office.kind, date=words.date(month_end(month)))
    if not of.regions:
        widgets.page_head(top, office.name, note, _unserved(office.code, month, words))
        about()
        return
    with top, st.spinner(words("Menjumlahkan wilayah kantor …"), show_time=False):
        said = headline(of, words)
    widgets.page_head(top, office.name, note, said)
    _measured(of, view, words, about)


def _unserved(code: str, month: str, words: Words) -> str:
    """Why there is nothing to add up: the regions are not known at all, or not yet in this month."""
    ever = places.areas_of(session.facts(), code)
    if ever.empty:
        return words("Wilayah kerja kantor ini belum diketahui, jadi angkanya belum dapat dijumlahkan.")
    return words(
        "Pada {date} tidak ada wilayah yang diketahui dilayani kantor ini; yang pertama diketahui sejak {start}. "
        "Geser ke bulan lain.",
        date=words.date(month_end(month)),
        start=words.date(min(ever["from"])),
    )


def _measured(of: OfficeSums, view: View, words: Words, about: Callable[[], None]) -> None:
    """The proof below the headline; the trend comes last, since it takes longest, into the room kept for it."""
    matters.show(of, words)
    st.html(tiles(of, words))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_map_frame(painting(of, view, words), f"map_{of.code}", 620 if view.display else 440, open_region)
        st.html(legend(of, words))
        st.button(
            words("Lihat per kecamatan di peta"),
            key="to_kecamatan",
            type="tertiary",
            on_click=open_kecamatan,
            args=[of],
        )
    with right:
        beside = _funnel(of, words) + _changes(of, words)
        if beside:
            st.html(beside)
    losses.show(of, view, words)
    table(of, words, open_region)
    widgets.offer_files(
        f"wilayah-{of.code}-{of.month}", lambda: sheet(of, view, words), words, "office_regions"
    )
    st.html(f'<p class="peta-note">{escape(_basis(of, words))}</p>')
    peers.show(of, view, words)
    page_links(
        words,
        words("Halaman kerja kantor ini:"),
        list(WORK_PAGES),
        "office_links",
        office=of.code,
        region="",
        kecamatan="",
        page=1,
    )
    left, right = st.columns([3, 2], gap="medium")
    drawn = left.container(key="office_trend")
    with right:
        about()
    with drawn, st.spinner(words("Menghitung tren …"), show_time=False):
        _trend(of, words)


def open_region(code: str) -> None:
    """From an office to one of its regions on the map page: the same ledger, the number that was clicked."""
    if code:
        everything = {name: getattr(View(), name) for name in LEDGER_ONLY}
        open_page(MAP_PAGE, region=code, area=ALL, indicator="compliance", **everything)


def open_kecamatan(of: OfficeSums) -> None:
    """From an office to the kecamatan of its regions on the map page."""
    regions = session.facts().regions
    areas = set(regions.loc[regions["code"].isin(of.regions), "area"])
    everything = {name: getattr(View(), name) for name in LEDGER_ONLY}
    open_page(
        MAP_PAGE,
        region="",
        area=areas.pop() if len(areas) == 1 else ALL,
        indicator="compliance",
        **everything | {"level": "kecamatan"},
    )


def _funnel(of: OfficeSums, words: Words) -> str:
    said = funnel(lambda name: _count(of, name), words)
    if not said and of.hidden("employers_obliged"):
        said = f'<p class="peta-note">{escape(words("disembunyikan"))}</p>'
    heading = escape(words("Dari wajib sampai patuh, per {date}", date=words.date(month_end(of.month))))
    return f'<section class="peta-changes"><h2>{heading}</h2>{said}</section>' if said else ""


def _count(of: OfficeSums, name: str) -> int | None:
    one = of.sum(name)
    return None if one is None or one.value is None else int(one.value)


def _changes(of: OfficeSums, words: Words) -> str:
    said = "".join(f"<li>{escape(one)}</li>" for one in sentences(of, words))
    if not said:
        return ""
    heading = escape(words("Yang berubah sejak {date}", date=words.date(of.before)))
    return f'<section class="peta-changes"><h2>{heading}</h2><ul>{said}</ul></section>'


def _basis(of: OfficeSums, words: Words) -> str:
    """How the sums are made: what they hold, and what they do not."""
    said = [words("Jumlah semua pemberi kerja di wilayah yang dilayani kantor ini pada akhir bulan, dengan wilayah yang sama untuk bulan pembanding.")]  # fmt: skip
    shared = sorted(
        code
        for code in of.regions
        if len(places.offices_serving(session.facts(), code, month_end(of.month))) > 1
    )
    if shared:
        names = ", ".join(session.area_name(code) for code in shared)
        said.append(
            words("Juga dilayani kantor lain, dan terhitung penuh di keduanya: {names}.", names=names)
        )
    unknown = sorted(set(of.regions) - set(of.values("compliance").index))
    if unknown:
        names = ", ".join(session.area_name(code) for code in unknown)
        said.append(words("Tidak ada di data ini: {names}.", names=names))
    return " ".join(said)


def _trend(of: OfficeSums, words: Words) -> None:
    st.html(f'<section class="peta-changes"><h2>{escape(words("Tren kepatuhan"))}</h2></section>')
    found = trend(of, words)
    drawn = trend_svg(found, words("Tren kepatuhan"), words)
    if not drawn:
        st.caption(words("Belum cukup bulan untuk sebuah tren."))
        return
    show_drawing(drawn, "office_trend_drawing")
    st.html(_province(of, words) + _numbers(*trend_table(found, words), words))


def _province(of: OfficeSums, words: Words) -> str:
    code = peer(of)
    if not code:
        return ""
    count = int((session.facts().regions["province_code"] == code).sum())
    said = words("Pembanding: {province}, {n} kabupaten dan kota yang ada di peta ini.",
                 province=session.area_name(code), n=count)  # fmt: skip
    return f'<p class="peta-note">{escape(said)}</p>'


def _numbers(heads: list[str], rows: list[list[str]], words: Words) -> str:
    inner = templates.table(heads, rows, numeric=tuple(range(1, len(heads))))
    return f'<details class="peta-numbers"><summary>{escape(words("Angkanya"))}</summary>{inner}</details>'
