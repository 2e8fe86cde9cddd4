"""What meetings of an office's regions agreed to, and whether it was kept: the first tab of its page where there is any."""

from __future__ import annotations

import streamlit as st

from data.commitments import Verdict
from data.words import Words
from pages import session, templates, widgets
from pages.session import OfficeSums
from pages.view import View


def agreed(of: OfficeSums, view: View) -> list[Verdict]:
    """The verdicts on the commitments of the regions of an office; none where they cannot be read, which their page says."""
    try:
        return widgets.commitments_of(of.reading, view.data, of.regions)
    except OSError:
        return []


def show(verdicts: list[Verdict], of: OfficeSums, view: View, words: Words) -> None:
    """The sentence and the rows."""
    said = widgets.commitments_said(verdicts, words)
    table = widgets.commitments_table(widgets.commitment_rows(verdicts, words), words)
    st.html(templates.together(templates.note(said), table))
    st.button(
        words("Buka halaman komitmen"),
        key="to_commitments",
        type="tertiary",
        on_click=session.open_page,
        args=("komitmen",),
        kwargs={"office": of.code, "region": "", "kecamatan": ""},
    )
