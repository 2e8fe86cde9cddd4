"""What is remembered of an office's files: to be seen, changed, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import local
from data.intake import Remembered
from data.words import Words
from pages import session, templates
from pages.intake import desk
from pages.intake.history import said_answer
from pages.intake.names import FIELDS


def show_memory(office: str, words: Words) -> None:
    """Each layout with its mapping and answers; nothing where nothing is remembered."""
    known = desk.memory(office).known()
    if not known:
        return
    label = words("Yang diingat ({count} bentuk berkas)", count=len(known))
    with st.expander(label, key="intake_memory", on_change="rerun") as box:
        if not box.open:
            return
        for one in known:
            with st.container(border=True, key=f"intake_mem_{one.layout}"):
                _layout(one, words)


def _layout(one: Remembered, words: Words) -> None:
    note = words("diingat {date}", date=words.date(local(one.at).date()))
    empty = "" if one.mapping or one.answers else words("Tanpa perubahan pemetaan dan tanpa jawaban.")
    st.html(templates.render("intake_memory", title=one.title, note=note, empty=empty))
    if one.mapping:
        _mapping(one, words)
    for number, answer in enumerate(one.answers):
        ask, said = said_answer(answer, words)
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"intake_ans_{one.layout}_{number}"
        ):
            st.html(templates.render("intake_waiting", file=said, note=ask))
            st.button(
                words("Tanya lagi"),
                key=f"intake_ask_{one.layout}_{number}",
                on_click=_forget,
                args=(one, answer),
            )
    st.button(words("Lupakan"), key=f"intake_forget_{one.layout}", on_click=_forget, args=(one,))


def _forget(one: Remembered, answer: Mapping[str, Any] | None = None) -> None:
    """Forget a layout, or one answer of it, as whoever looks when it is pressed."""
    session.refusing(lambda: desk.memory(one.office).forget(one.layout, answer))


def _mapping(one: Remembered, words: Words) -> None:
    """Headings that somebody gave a column of ours, as a table in which another can be chosen."""
    names = {field: words(name) for field, name in FIELDS.items()}
    heads = [words("Judul di berkas"), words("Kolom kita")]
    rows = [(heading, names.get(field, field)) for heading, field in one.mapping.items()]
    key = f"intake_memmap_{one.layout}_{one.at:%H%M%S%f}"
    st.data_editor(
        pd.DataFrame(rows, columns=heads),
        key=key,
        hide_index=True,
        disabled=heads[:1],
        column_config={
            heads[1]: st.column_config.SelectboxColumn(options=sorted(set(names.values())), required=True)
        },
        on_change=_changed,
        args=(key, one, heads[1], {name: field for field, name in names.items()}),
    )


def _changed(key: str, one: Remembered, column: str, fields: dict[str, str]) -> None:
    headings = list(one.mapping)
    edited = st.session_state[key].get("edited_rows", {})
    chosen = {
        headings[int(row)]: fields[values[column]] for row, values in edited.items() if column in values
    }
    session.refusing(lambda: desk.memory(one.office).change(one.layout, chosen))
