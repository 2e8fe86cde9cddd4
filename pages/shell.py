"""The script that the app serves: what is wrong at start, navigation, language, theme."""

from __future__ import annotations

import streamlit as st

from data import places
from data.tables import Overlaid
from data.words import Problem, Words
from pages import (
    briefing,
    cases,
    commitments,
    compare,
    employers,
    facts,
    intake,
    map,
    office,
    partners,
    people,
    plans,
    session,
    sources,
    templates,
    widgets,
)
from pages.view import NAMES

# Address of a page of work -> what draws it; its title is in session.WORK_PAGES.
_WORK_PAGES = {
    "tunggakan": employers.show_arrears,
    "kunjungan": employers.show_visits,
    "penegakan": cases.show_cases,
    "pwbd-pds": employers.show_unregistered,
    "informal": plans.show_informal,
    "kemitraan": partners.show_partners,
    "andai": plans.show_what_if,
    "bandingkan": compare.show_compare,
    "komitmen": commitments.show_commitments,
}
# The same of a page of one's own data; its title is in session.DATA_PAGES.
_DATA_PAGES = {"data": intake.show_data, "rujukan": facts.show_facts, "orang": people.show_people}
# Address of a page that reads the same data whatever is in view -> these data, as `View.data`.
_SAYS = {"angka": "", "sumber": "", **dict.fromkeys(session.DATA_PAGES, "sendiri")}
# The same of the windows of a briefing; their titles are in session.BRIEFING_PAGES.
_BRIEFING_PAGES = {"tayang": briefing.show_presenter, "catatan": briefing.show_notes}
# The same of a page of one employer or one case; its title is in session.DETAIL_PAGES.
_DETAIL_PAGES = {"pemberi-kerja": employers.show_employer, "perkara": cases.show_case}


def navigation(words: Words) -> dict[str, list]:
    """The pages in their groups: map and sources, work, one's own data, and a page per office of the table offices.

    A page of one employer or one case has an address, but no place in the navigation.
    """
    page = session.app_page
    details = [
        page(show, words(titles[address]), address, hidden=True)
        for pages, titles in (
            (_DETAIL_PAGES, session.DETAIL_PAGES),
            (_BRIEFING_PAGES, session.BRIEFING_PAGES),
        )
        for address, show in pages.items()
    ]
    work = [page(show, words(session.WORK_PAGES[address]), address) for address, show in _WORK_PAGES.items()]
    work.append(page(briefing.show_briefings, words(session.BRIEFING_PAGES["paparan"]), "paparan"))
    own = [page(show, words(session.DATA_PAGES[address]), address) for address, show in _DATA_PAGES.items()]
    first = [
        page(map.show_map, words("Peta"), "peta", default=True),
        page(sources.show_figures, words("Data publikasi"), "angka"),
        page(sources.show_sources, words("Sumber dan definisi"), "sumber"),
    ]
    offices = [
        page(office.show_office, name, f"kantor-{places.office_slug(code)}", code)
        for code, name in session.office_pages()
    ]
    return {
        "": [*first, *details],
        words("Operasional"): work,
        words("Data"): own,
        words("Kantor"): offices,
    }


def main() -> None:
    """One run of the app for one reader."""
    st.set_page_config(page_title="Peta Patuh", layout="wide", initial_sidebar_state="collapsed")
    # The language is read by hand, because the view cannot be read before the tables are, and these may be damaged.
    words = Words("en" if st.query_params.get(NAMES["language"]) == "en" else "id")
    try:
        own = session.own_facts()
        session.maps()
    except Problem as problem:
        _show_problem(problem, words)
        return
    view = session.read_view()
    session.greet()
    if session.is_locked():
        widgets.language_tool(Words(view.language))
        widgets.locked_page(Words(view.language))
        return
    pages = navigation(Words(view.language))
    page = st.navigation(pages, position="top")
    if target := session.asked_page():
        st.switch_page(_page_at(pages, target))
    with session.telling(), session.looked_up_once():
        _above(page, own, Words(view.language))
        page.run()


def _above(page: st.Page, own: Overlaid, words: Words) -> None:
    """What stands above every page: whose numbers these are, the tools, and what went wrong with the data."""
    data = _SAYS[page.url_path] if page.url_path in _SAYS else session.data_in_view()
    session.ribbon(data, words)
    widgets.page_tools(words, data, page.url_path)
    if not session.read_view().display:  # no account's name on a wall
        widgets.refusal(words)
    if own.problem is not None:
        st.warning(templates.plain(_left_out(own.problem, words)))
    if data == "simulasi":
        session.tell_what_failed(words)


def _left_out(problem: Problem, words: Words) -> str:
    """Why one's own facts are not in what the pages show."""
    return words(
        "Data rujukan sendiri tidak dipakai; yang tampil data bawaan saja. {reason}",
        reason=words.explain(problem),
    )


def _page_at(pages: dict[str, list], address: str) -> st.Page:
    """The page with this address; the map when there is none."""
    every = [page for group in pages.values() for page in group]
    return next((page for page in every if page.url_path == address), every[0])


def _show_problem(problem: Problem, words: Words) -> None:
    """Nothing true can be shown: say what, where, and what to do."""
    st.title(words("Data tidak dapat dibaca"))
    st.error(templates.plain(words.explain(problem)))
    st.markdown(words("Setelah berkas diperbaiki atau dikembalikan, jalankan ulang Peta Patuh."))


main()
