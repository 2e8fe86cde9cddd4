"""What stands at the head and foot of every page."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.components import v2
from streamlit.delta_generator import DeltaGenerator

from data.words import LANGUAGES, Words
from pages import session, templates


def address_warnings(words: Words) -> None:
    """What in the address could not be followed, in the reader's language."""
    for problem in session.address_problems():
        st.warning(templates.plain(words.explain(problem)))


def page_head(place: DeltaGenerator, title: str, note: str, lead: str) -> None:
    """The title with a note beside it, and the sentence that answers the page's question."""
    place.html(
        f'<h1 class="peta-title">{escape(title)} <small>{escape(note)}</small></h1>'
        f'<p class="peta-lead">{escape(lead)}</p>'
    )


def page_tools(words: Words) -> None:
    """Language, projector theme, and the share button; the style sheet sets them beside the navigation."""
    with st.container(key="tools", horizontal=True, vertical_alignment="center", gap="small"):
        st.segmented_control(
            words("Bahasa"),
            LANGUAGES,
            required=True,
            format_func=str.upper,
            label_visibility="collapsed",
            **session.bound_widget("language"),
        )
        st.session_state["w_projector"] = bool(st.session_state["view"].display)
        st.toggle(words("Proyektor"), key="w_projector", on_change=_projector)
        share_button(words, st.session_state["view"].display)


def _projector() -> None:
    session.change_view(display="proyektor" if st.session_state["w_projector"] else "")


def page_footer(words: Words) -> None:
    """What this is and is not, on every page."""
    said = words(
        "Peta Patuh menggambarkan BPJS Ketenagakerjaan, bukan BPJS Kesehatan. Angka diambil dari berita dan "
        "laman publik sebagaimana terbit, dengan tanggal dan catatannya; bukan data resmi BPJS Ketenagakerjaan."
    )
    st.html(f'<p class="peta-foot">{escape(said)}</p>')


_button = v2.component(
    "peta_share",
    html=f'{templates.style("share.css")}<button type="button"></button><output aria-live="polite"></output>',
    js=templates.script("share.js"),
)


def share_button(words: Words, display: str) -> None:
    """A button that copies the address; where the browser forbids that, the address to copy by hand.

    It also tells the page its language and theme, which only a script can.
    """
    _button(
        data={
            "label": words("Salin alamat"),
            "done": words("Alamat tersalin"),
            "manual": words("Salin alamat ini:"),
            "language": words.language,
            "display": display,
        },
        key="share",
        width="content",
    )
