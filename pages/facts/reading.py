"""Facts to be read: a table as it is in force, and where it is another than the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from data.tables import Overlaid, difference, embedded_tables
from data.words import Words
from pages import session, templates
from pages.facts.editor import read_table
from pages.facts.names import code_names, table_name, tables_in_order
from pages.facts.rehearsal import changed_rows


def show_read_only(words: Words) -> None:
    """The tables for those who do not edit them: the same rows, with where each comes from."""
    own, embedded = session.own_facts(), session.embedded_facts()
    name = st.selectbox(
        words("Tabel"),
        tables_in_order(),
        format_func=lambda one: table_name(one, words),
        key="facts_read",
        width=260,
    )
    read_table(name, own, embedded, words)
    said = code_names(own.tables, own.facts.regions, words)
    beside_embedded(name, own, embedded_tables(embedded), said, words)


def beside_embedded(
    name: str, own: Overlaid, embedded: Mapping[str, pd.DataFrame], said: Callable[[str], str], words: Words
) -> None:
    """The rows of a table that the organisation added, replaced or withdrew, with what is embedded in their place."""
    found = difference(name, embedded[name], own.tables[name])
    if not found:
        return
    st.html(templates.note(words("Dibanding data bawaan, yang berlaku sekarang:")))
    st.html(changed_rows({name: found}, embedded, own.tables, said, words))
