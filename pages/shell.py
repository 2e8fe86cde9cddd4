"""The script that the app serves: what is wrong at start, navigation, language, theme."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data import places
from data.words import Problem, Words
from pages import cases, employers, map, office, partners, plans, session, sources, templates, widgets
from pages.view import NAMES

# Address of a page of work -> what draws it; the titles are those of pages.session.links.
_TASKS = {
    "tunggakan": employers.show_arrears,
    "kunjungan": employers.show_visits,
    "penegakan": cases.show_cases,
    "pwbd-pds": employers.show_unregistered,
    "informal": plans.show_informal,
    "kemitraan": partners.show_partners,
    "andai": plans.show_what_if,
}
_DETAILS = {"pemberi-kerja": employers.show_employer, "perkara": cases.show_case}


def navigation(words: Words) -> dict[str, list]:
    """The pages in their groups: the map, one page per office of the offices table, the sources."""
    groups: dict[str, list] = {
        "": [
            st.Page(map.show_map, title=words("Peta"), url_path="peta", default=True),
            st.Page(sources.show_sources, title=words("Sumber dan definisi"), url_path="sumber"),
        ]
    }
    groups[words("Kerja")] = [
        st.Page(draw, title=words(session.WORK_PAGES[page]), url_path=page) for page, draw in _TASKS.items()
    ]
    groups[""] += [
        st.Page(draw, title=words(session.DETAIL_PAGES[page]), url_path=page, visibility="hidden")
        for page, draw in _DETAILS.items()
    ]
    for code, name, group in session.office_pages():
        page = st.Page(
            partial(office.show_office, code), title=name, url_path=f"kantor-{places.office_slug(code)}"
        )
        groups.setdefault(group, []).append(page)
    return groups


def main() -> None:
    """One run of the app for one reader."""
    st.set_page_config(page_title="Peta Patuh", layout="wide", initial_sidebar_state="collapsed")
    # asked for by hand: the view cannot be read before the tables are
    words = Words("en" if st.query_params.get(NAMES["language"]) == "en" else "id")
    try:
        session.facts()
        session.maps()
    except Problem as problem:
        _stopped(problem, words)
        return
    view = session.read_view()
    pages = navigation(Words(view.language))
    page = st.navigation(pages, position="top")
    if target := session.asked_page():
        st.switch_page(_found(pages, target))
    widgets.page_tools(Words(view.language))
    page.run()


def _found(pages: dict[str, list], target: str) -> st.Page:
    """The page with this address; the map when there is none."""
    every = [page for group in pages.values() for page in group]
    return next((page for page in every if page.url_path == target), every[0])


def _stopped(problem: Problem, words: Words) -> None:
    """Nothing true can be shown: say what, where, and what to do."""
    st.title(words("Data tidak dapat dibaca"))
    st.error(templates.plain(words.explain(problem)))
    st.markdown(words("Setelah berkas diperbaiki atau dikembalikan, jalankan ulang Peta Patuh."))


main()
