"""On the page of an employer: every call and visit that was recorded, the newest first, and what became of promises."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.visits import Verdict, Visit, verdicts
from data.words import Words
from pages import session, templates, widgets
from pages.session import Place
from pages.widgets import Cell, Head, Shown, listing

_HEADS = (Head("Telepon atau kunjungan"), Head("Hasil"), Head("Berikutnya"))


def show_results(place: Place, employer: str, words: Words) -> None:
    """The records with a button that withdraws each of one's own, and the button that opens the form."""
    st.subheader(words("Telepon dan kunjungan"))
    widgets.show_kept(place, words, of=employer)
    of_it = widgets.visits_of(place.reading).read(place.reading).of(employer)
    standing = [visit for visit in of_it if not visit.withdrawn]
    judged = verdicts(standing, place.reading)
    if standing:
        shown = _shown(standing, judged, place.reading.viewer, words)
        listing(shown, words, "employer_visits", on_act=widgets.ask_withdrawal)
    else:
        st.html(templates.note(words("Belum ada hasil telepon atau kunjungan yang dicatat.")))
    for visit in of_it:
        if visit.withdrawn:
            st.html(templates.note(_withdrawn(visit, words)))
    st.button(words("Catat hasil"), key="visit_record", on_click=widgets.ask_result, args=(employer,))
    widgets.show_asked_form(place, words)
    widgets.show_withdrawal(place, words)


def _shown(visits: list[Visit], judged: dict[str, Verdict], viewer: Viewer, words: Words) -> Shown:
    """The rows; one that this viewer may not withdraw has no key, so that no button, and says whose it is."""
    known_on = next((words.date(one.known_on) for one in judged.values()), "")
    caption = words("Janji dinilai menurut pembayaran sampai {date}.", date=known_on) if known_on else ""
    return Shown(
        caption or words("Terbaru dulu."),
        widgets.translated_heads(_HEADS, words),
        [
            (visit.id if visit.may_be_changed_by(viewer) else "", _cells(visit, judged, viewer, words))
            for visit in visits
        ],
        act=words("Cabut"),
    )


def _cells(visit: Visit, judged: dict[str, Verdict], viewer: Viewer, words: Words) -> list[Cell]:
    by = [visit.officer]
    if not visit.may_be_changed_by(viewer):
        who = session.recorder_name(visit.role, visit.offices, words)
        by.append(words("dicatat oleh {who}", who=who))
    return [
        (widgets.visit_day(visit, words), " · ".join(filter(None, by))),
        (widgets.result_said(visit, judged.get(visit.id), words), visit.note),
        words.date(visit.next_on) if visit.next_on else "–",
    ]


def _withdrawn(visit: Visit, words: Words) -> str:
    said = widgets.result_said(visit, None, words)
    return f"{widgets.visit_day(visit, words)}: {said}; {widgets.withdrawn_said(visit, words)}."
