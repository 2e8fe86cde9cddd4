"""The script that the app serves: what is wrong at start, navigation, language, theme."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data import offices
from data.words import Problem, Words
from pages import branch, overview, sources
from pages.parts import address, head, house, html
from pages.view import NAMES


def navigation(words: Words) -> dict[str, list]:
    """The pages in their groups: the map, one page per office of the offices table, the sources."""
    groups: dict[str, list] = {
        "": [
            st.Page(overview.show, title=words("Peta"), url_path="peta", default=True),
            st.Page(sources.show, title=words("Sumber dan definisi"), url_path="sumber"),
        ]
    }
    for code, name, group in house.office_pages():
        page = st.Page(partial(branch.show, code), title=name, url_path=f"kantor-{offices.slug(code)}")
        groups.setdefault(group, []).append(page)
    return groups


def main() -> None:
    """One run of the app for one reader."""
    st.set_page_config(page_title="Peta Patuh", layout="wide", initial_sidebar_state="collapsed")
    # asked for by hand: the view cannot be read before the tables are
    words = Words("en" if st.query_params.get(NAMES["language"]) == "en" else "id")
    try:
        house.facts()
        house.maps()
    except Problem as problem:
        _stopped(problem, words)
        return
    view = address.read()
    pages = navigation(Words(view.language))
    page = st.navigation(pages, position="top")
    if st.session_state.pop("go_to_map", False):
        st.switch_page(pages[""][0])
    head.tools(Words(view.language))
    page.run()


def _stopped(problem: Problem, words: Words) -> None:
    """Nothing true can be shown: say what, where, and what to do."""
    st.title(words("Data tidak dapat dibaca"))
    st.error(html.plain(words.explain(problem)))
    st.markdown(words("Setelah berkas diperbaiki atau dikembalikan, jalankan ulang Peta Patuh."))


main()
