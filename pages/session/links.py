"""Ways from one page to another inside the session: a link of HTML would begin a new one, without the chosen role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import lru_cache, partial
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from data import places
from data.words import Problem, Words
from pages import templates
from pages.session import address, lookups
from pages.view import BETWEEN_CODES, MOST_BESIDE, View, without_ledger

# Address of a page -> its title: the pages on which work is done, in the order of the navigation.
WORK_PAGES = {
    "tunggakan": "Tunggakan",
    "kunjungan": "Daftar kunjungan",
    "penegakan": "Penegakan",
    "pwbd-pds": "PWBD dan PDS",
    "informal": "Informal",
    "kemitraan": "Kemitraan",
    "andai": "Bagaimana jika",
    "bandingkan": "Bandingkan",
    "komitmen": "Komitmen",
}
# Address of a page -> its title: pages of one employer or one case, which is chosen on a page of work.
DETAIL_PAGES = {"pemberi-kerja": "Pemberi kerja", "perkara": "Kasus"}
# Address of a page -> its title: pages on which one's own data are brought and seen.
DATA_PAGES = {"data": "Bawa berkas", "rujukan": "Data rujukan", "orang": "Orang dan catatan"}
# Address of a page -> its title: a briefing, its wall, and what is said beside it.
BRIEFING_PAGES = {"paparan": "Paparan", "tayang": "Tayangan", "catatan": "Catatan penyaji"}
MAP_PAGE, COMPARE_PAGE = "peta", "bandingkan"
_FIXED_PAGES = frozenset(
    {"", MAP_PAGE, "angka", "sumber", *WORK_PAGES, *DATA_PAGES, *DETAIL_PAGES, *BRIEFING_PAGES}
)
_ASKED_PAGE = "go_to"  # in the session's state: the address of a page that a callback asked for
_links = templates.component("links", template="session_links")


def page_addresses() -> frozenset[str]:
    """The addresses of pages; an office that was published a moment ago has one too."""
    try:
        return _addresses(lookups.office_codes())
    except Problem:
        return _FIXED_PAGES


@lru_cache(maxsize=8)  # every message of a browser is held against them
def _addresses(offices: tuple[str, ...]) -> frozenset[str]:
    return _FIXED_PAGES | {f"kantor-{places.office_slug(code)}" for code in offices}


def app_page(
    show: Callable[..., None],
    title: str,
    address: str,
    *told: str,
    hidden: bool = False,
    default: bool = False,
) -> StreamlitPage:
    """A page at an address, drawn by `show`, which is `told` what it is about.

    Streamlit notes on a page that it is the one that runs, so that each run has pages of its own; all of them made
    anew took half a millisecond.
    """
    return copy(_made(show, title, address, told, hidden, default))


@lru_cache(maxsize=512)
def _made(
    show: Callable[..., None], title: str, address: str, told: tuple[str, ...], hidden: bool, default: bool
) -> StreamlitPage:
    drawn = partial(show, *told) if told else show
    return st.Page(
        drawn,
        title=title,
        url_path=address,
        default=default,
        visibility="hidden" if hidden else "visible",
    )


def open_page(target: str, /, **parts: Any) -> None:
    """Open a page (its address) with these parts of the view changed; for a callback of a widget.

    Of a kecamatan the map shows the kecamatan, and has it open.
    """
    view = st.session_state["view"].changed(**parts)
    if target == MAP_PAGE and view.data and view.kecamatan:
        parts = {**parts, "level": "kecamatan", "region": view.kecamatan[:5]}
    address.change_view(**parts)
    st.session_state[_ASKED_PAGE] = target


def open_place(code: str) -> None:
    """Open the page of an office, or the map with this region open and narrowed by nothing; for a callback of a widget."""
    if code in lookups.office_codes():
        open_page(f"kantor-{places.office_slug(code)}")
    else:
        open_page(MAP_PAGE, **without_ledger() | {"region": code, "area": places.ALL_AREAS})


def with_beside(view: View, code: str) -> str:
    """`View.side.beside` with one more office or region: after those of its kind that stand there already, up to the most."""
    offices = lookups.office_codes()
    alike = [one for one in view.side.codes if (one in offices) == (code in offices) and one != code]
    return BETWEEN_CODES.join([*alike, code][-MOST_BESIDE:])


def asked_page() -> str:
    """The address of the page that a callback asked for, "" for none; asked again, it is forgotten."""
    return str(st.session_state.pop(_ASKED_PAGE, ""))


def follow_request() -> None:
    """At the head of a fragment: when its widgets asked for another page, run the whole app, which opens it."""
    if st.session_state.get(_ASKED_PAGE):
        st.rerun()


def page_links(words: Words, label: str, pages: Sequence[str], key: str, /, **parts: Any) -> None:
    """A line of links to `pages` (addresses), under `label`; each opens with these parts of the view changed.

    `beside`, what is to stand side by side, is only changed on the way to the page that shows it so.
    """
    titles = {page: words(title) for page, title in {MAP_PAGE: "Peta", **WORK_PAGES}.items()}
    _show_links(label, {page: titles[page] for page in pages}, key, parts)


def office_links(words: Words, offices: Sequence[str], key: str) -> None:
    """A line of links to the pages of these offices (codes); month, role and data stay as they are."""
    named = {f"kantor-{places.office_slug(code)}": lookups.area_name(code) for code in offices}
    _show_links(words("Buka kantor:"), named, key, {})


def _show_links(label: str, titles: Mapping[str, str], key: str, parts: Mapping[str, Any]) -> None:
    """The titles by the address that each opens."""

    def picked() -> None:
        page = templates.reported(key, "go", list(titles))
        if page:
            open_page(
                page,
                **{name: part for name, part in parts.items() if name != "beside" or page == COMPARE_PAGE},
            )

    _links(
        data={"label": label, "links": [[page, title] for page, title in titles.items()]},
        key=key,
        on_go_change=picked,
    )
