"""A table of facts in Streamlit's editor: closed lists to choose from, numbers to the right, headings of the reader.

The editor takes a table whose rows or choices changed for another table, and forgets what was typed and where the
cursor stood. So it is given the same again until the reader turns to another table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.tables import (
    SCHEMAS,
    Facts,
    Overlaid,
    counted_key,
    heading,
    key_columns,
    kind_of,
    known_codes,
    rules_of,
)
from data.words import Words
from pages.facts.draft import IN_FORCE, ORIGIN, Draft, in_force_rows, understood
from pages.facts.names import ORIGINS, code_names

_GIVEN = (
    "facts_given"  # in the session's state: which table the editor was given, its rows and how they are shown
)
_HEIGHT = 248  # pixels: what is below the table begins at the same height whatever the table holds


def edit_table(name: str, kept: Draft, own: Overlaid, embedded: Facts, words: Words) -> None:
    """The editor of one table; what the reader changed is in `kept` afterwards."""
    rows, columns = _given(name, kept, own, embedded, words)
    edited = st.data_editor(
        rows,
        key=f"facts_{name}_{kept.turn}_{words.language}",
        num_rows="add",
        hide_index=False,
        height=_HEIGHT,
        placeholder="–",
        column_config=columns,
    )
    rows = understood(name, edited)
    if in_force_rows(name, rows).reset_index(drop=True).equals(own.tables[name]):
        kept.edited.pop(name, None)
    else:
        kept.edited[name] = rows


def read_table(name: str, own: Overlaid, embedded: Facts, words: Words) -> None:
    """The same table to be read alone."""
    kept = Draft()
    frames = kept.frames(own)
    codes = known_codes({"regions": embedded.regions, **frames})
    columns = _columns(name, codes, code_names(frames, embedded.regions, words), words)
    rows = _for_editor(kept.rows_of(name, own))
    st.dataframe(rows, key=f"facts_read_{name}", hide_index=False, height=_HEIGHT, column_config=columns)


def _given(
    name: str, kept: Draft, own: Overlaid, embedded: Facts, words: Words
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """What the editor is given: the same as before, until another table, language or release is shown."""
    mark = (name, words.language, kept.turn, kept.on)
    if st.session_state.get(_GIVEN, (None,))[0] != mark:
        frames = kept.frames(own)
        codes = known_codes({"regions": embedded.regions, **frames})
        columns = _columns(name, codes, code_names(frames, embedded.regions, words), words)
        st.session_state[_GIVEN] = (mark, (_for_editor(kept.rows_of(name, own)), columns))
    return st.session_state[_GIVEN][1]


def _for_editor(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, numbered, the two columns of our own in front, and nothing where a text is empty."""
    shown = rows.set_axis(range(1, len(rows) + 1))
    for column in shown.columns.difference([ORIGIN, IN_FORCE]):
        if not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = shown[column].mask(shown[column] == "")
    return shown[[ORIGIN, IN_FORCE, *(column for column in rows if column not in (ORIGIN, IN_FORCE))]]


def _columns(
    name: str, codes: Mapping[tuple[str, str], Sequence[str]], said: Callable[[Any], str], words: Words
) -> dict[str, Any]:
    """How each column is shown and edited."""
    own: dict[str, Any] = {
        "_index": st.column_config.NumberColumn(words("Baris"), disabled=True),
        ORIGIN: st.column_config.SelectboxColumn(
            words("Asal"), disabled=True, width=90, options=list(ORIGINS), format_func=_origin_names(words)
        ),
        IN_FORCE: st.column_config.CheckboxColumn(
            words("Berlaku"), default=True, width=80, help=words("Hapus centangnya untuk mencabut baris ini.")
        ),
    }
    return own | {
        column: _column(name, column, codes.get((name, column), ()), said, words)
        for column in SCHEMAS[name].columns
    }


def _column(name: str, column: str, codes: Sequence[str], said: Callable[[Any], str], words: Words) -> Any:
    spec, title = SCHEMAS[name].columns[column], heading(name, column, words.language)
    kind, rules = kind_of(name, column), rules_of(spec)
    options = [*codes, *(choice for rule in rules for choice in rule.choices)]
    if options:
        return st.column_config.SelectboxColumn(title, options=[o for o in options if o], format_func=said)
    if kind == "day":
        return st.column_config.DateColumn(title, format="YYYY-MM-DD")
    if kind != "text":
        year = (spec.metadata or {}).get("unit") == "year"
        return st.column_config.NumberColumn(title, format="%d" if year else "localized")
    if counted_key(name) and column == key_columns(name)[0]:
        return st.column_config.TextColumn(
            title,
            disabled=True,
            help=words("Nomor baris baru diberi sendiri, mulai {n}.", n=f"{counted_key(name)}9001"),
        )
    examples = [str(rule.details["example"]) for rule in rules if "example" in rule.details]
    advice = words("Berbentuk seperti {example}", example=examples[0]) if examples else None
    return st.column_config.TextColumn(title, help=advice)


def _origin_names(words: Words) -> Callable[[Any], str]:
    return lambda origin: words(ORIGINS[origin])
