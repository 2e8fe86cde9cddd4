"""What is being edited and is not published yet: whole tables of facts, as the editor shows them, kept in the session.

An edited table has the columns of its schema and two more: where a row comes from, and whether it is in force. Rows
are labelled with their numbers from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from data.parsing import is_missing
from data.tables import (
    EMBEDDED_ROW,
    SCHEMAS,
    Breach,
    Difference,
    Facts,
    Overlaid,
    all_breaches,
    difference,
    numbered_rows,
    row_keys,
    shaped_as,
    with_numbers,
)

ORIGIN, IN_FORCE = "_asal", "_berlaku"
# What stands as the origin of a row that is not in force, and of one that is not published yet.
WITHDRAWN_ROW, NEW_ROW = "dicabut", "baru"
_DRAFT = "facts_draft"  # in the session's state


@dataclass
class Draft:
    """The edited tables of one reader: name -> rows.

    `on` is the release that they were begun on (0: none), `begun` the tables as they were in force then. `turn` counts
    up when the editor must forget what it holds; `moved`: in this run they were laid on a release that came since.
    """

    on: int = 0
    begun: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    edited: dict[str, pd.DataFrame] = field(default_factory=dict)
    turn: int = 0
    moved: bool = False

    def rows_of(self, name: str, own: Overlaid) -> pd.DataFrame:
        """The table as it is edited, or as it is in force."""
        return self.edited[name] if name in self.edited else editable(name, own)

    def frames(self, own: Overlaid) -> dict[str, pd.DataFrame]:
        """Every table of facts as it would be in force, each row under its number on the page."""
        return {
            name: in_force_rows(name, self.edited[name]) if name in self.edited else numbered_rows(rows)
            for name, rows in own.tables.items()
        }


def draft(newest: int, own: Overlaid) -> Draft:
    """The draft of this session, on the newest release: what is edited is laid over what others published since."""
    kept = st.session_state.setdefault(_DRAFT, Draft())
    kept.moved = bool(kept.edited) and kept.on != newest
    if kept.moved:
        kept.edited = {
            name: moved_rows(name, kept.begun[name], rows, own) for name, rows in kept.edited.items()
        }
        kept.turn += 1
    if kept.moved or not kept.edited:
        kept.on, kept.begun = newest, own.tables
    return kept


def moved_rows(name: str, begun: pd.DataFrame, edited: pd.DataFrame, own: Overlaid) -> pd.DataFrame:
    """An edited table on other rows in force than those that it was begun on: the rows that were edited, by key."""
    rows = in_force_rows(name, edited)
    edits = difference(name, begun, rows)
    ours = dict(zip(row_keys(name, rows), rows.index, strict=True))
    now, columns = editable(name, own), list(rows.columns)
    there = dict(zip(row_keys(name, now), now.index, strict=True))
    for key in (*edits.new, *edits.changed):
        label = there.get(key, len(now) + 1)
        now.loc[label, columns] = rows.loc[ours[key]]
        now.loc[label, IN_FORCE] = True
        if key not in there:
            now.loc[label, ORIGIN] = NEW_ROW
    now.loc[[there[key] for key in edits.gone if key in there], IN_FORCE] = False
    return now


def forget_draft() -> None:
    """Begin anew, with the tables as they are in force."""
    turn = st.session_state[_DRAFT].turn if _DRAFT in st.session_state else 0
    st.session_state[_DRAFT] = Draft(turn=turn + 1)


def editable(name: str, own: Overlaid) -> pd.DataFrame:
    """A table as it is edited: the rows in force, and after them the embedded ones that were withdrawn."""
    rows = own.tables[name]
    gone = own.withdrawn.get(name, rows.head(0))
    every = pd.concat([rows, gone], ignore_index=True)
    # The types are said, since a table without any row has none that the editor could go by.
    every[ORIGIN] = pd.Series([*own.origins[name], *[WITHDRAWN_ROW] * len(gone)], dtype=str)
    every[IN_FORCE] = pd.Series([True] * len(rows) + [False] * len(gone), dtype=bool)
    return numbered_rows(every)


def understood(name: str, edited: pd.DataFrame) -> pd.DataFrame:
    """A table as it came from the editor, in the form of `editable`; a new row in which nothing stands is left out."""
    rows = shaped_as(name, edited)
    begun = rows.notna().to_numpy() & (rows != "").to_numpy()
    kept = begun.any(axis=1)
    rows = with_numbers(name, rows[kept])
    rows[ORIGIN] = [NEW_ROW if is_missing(cell) else str(cell) for cell in edited[ORIGIN][kept]]
    rows[IN_FORCE] = [is_missing(cell) or bool(cell) for cell in edited[IN_FORCE][kept]]
    return rows


def in_force_rows(name: str, edited: pd.DataFrame) -> pd.DataFrame:
    """The rows of an edited table that are to be in force, with the columns of its schema and their labels."""
    return edited.loc[edited[IN_FORCE].astype(bool), list(SCHEMAS[name].columns)]


@dataclass(frozen=True)
class Checked:
    """What is wrong with a draft, and what it would change; `frames` are the tables as they would be in force."""

    breaches: list[Breach]
    differences: Mapping[str, Difference]
    frames: Mapping[str, pd.DataFrame]


def checked(kept: Draft, own: Overlaid, embedded: Facts) -> Checked:
    """The draft held against the rules of the tables, and against what is in force."""
    frames = kept.frames(own)
    differences = {name: difference(name, own.tables[name], frames[name]) for name in kept.edited}
    found = {name: one for name, one in differences.items() if one}
    # A key that is there twice makes two rows one when they are compared, so the number of rows counts as well.
    brought = [name for name in kept.edited if name in found or len(frames[name]) != len(own.tables[name])]
    if own.problem is not None:  # own rows that no longer fit are to be mended here
        brought = list(
            dict.fromkeys([*brought, *(n for n in frames if set(own.origins[n]) - {EMBEDDED_ROW})])
        )
    return Checked(all_breaches(embedded, frames, brought) if brought else [], found, frames)
