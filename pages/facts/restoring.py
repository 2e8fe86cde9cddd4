"""Own rows of a table given up: each becomes what it is in the embedded data, or goes when it is not there."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from data.tables import SCHEMAS, Overlaid, difference, row_keys
from data.words import Words
from pages.facts.draft import IN_FORCE, Draft, in_force_rows
from pages.facts.names import code_names, key_name

_CHOSEN = "facts_given_up"  # key of the widget that holds the chosen rows


def offer_embedded(name: str, kept: Draft, own: Overlaid, embedded: pd.DataFrame, words: Words) -> None:
    """A button that opens the rows of a table that are not as embedded, to choose which are to be so again."""
    popover = st.popover(words("Kembali ke bawaan"), key=f"facts_embedded_{kept.turn}", on_change="rerun")
    if popover.open:
        with popover:
            _offer(name, kept, own, embedded, words)


def _offer(name: str, kept: Draft, own: Overlaid, embedded: pd.DataFrame, words: Words) -> None:
    rows = kept.rows_of(name, own)
    differs = difference(name, embedded, in_force_rows(name, rows))
    keys = [*differs.new, *differs.changed, *differs.gone]
    if not keys:
        st.markdown(words("Semua baris tabel ini sudah seperti bawaan."))
        return
    said = code_names(own.tables, own.facts.regions, words)
    chosen = st.multiselect(
        words("Baris yang dikembalikan"),
        keys,
        format_func=lambda key: key_name(key, said),
        key=f"{_CHOSEN}_{name}_{kept.turn}",
    )
    if st.button(words("Kembalikan"), key="facts_embedded_now", disabled=not chosen):
        kept.edited[name] = as_embedded(name, rows, chosen, embedded)
        kept.turn += 1
        st.rerun()


def as_embedded(name: str, rows: pd.DataFrame, keys: Collection[str], embedded: pd.DataFrame) -> pd.DataFrame:
    """The edited table with the rows of these keys as they are embedded; those that are not embedded are gone."""
    known = dict(zip(row_keys(name, embedded), embedded.index, strict=True))
    columns, restored = list(SCHEMAS[name].columns), rows.copy()
    for label, key in zip(rows.index, row_keys(name, rows), strict=True):
        if key in keys and key in known:
            restored.loc[label, columns] = embedded.loc[known[key], columns]
            restored.loc[label, IN_FORCE] = True
        elif key in keys:
            restored = restored.drop(index=label)
    return restored
