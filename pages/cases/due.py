"""What falls due and what is overdue, side by side: the nearest deadline first, and of those that are over the one with
the most workers, which is the one measure that all lanes share.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from data.answers import kept
from data.months import month_end
from data.parsing import each_row, is_missing
from data.queries import (
    DUE_WITHIN,
    OVERDUE,
    CaseQuery,
    Enforcement,
    Ground,
    Reading,
    Where,
    grounds_of,
)
from data.words import Words
from pages import session, templates, widgets
from pages.cases.pipeline import millions
from pages.session import Place, open_page
from pages.templates import KIND_NAMES, SHORT_STEPS, day_text
from pages.widgets import Cell, Head, Shown, listing, translated_heads

_SHOWN = 9
_DUE_HEADS = (
    Head("Pemberi kerja"),
    Head("Tenggat"),
    Head("Langkah → berikut"),
    Head("Pekerja", True),
    Head("Rp juta", True),
)
_LATE_HEADS = (
    Head("Pemberi kerja"),
    Head("Hari", alarms=True),
    Head("Langkah → berikut"),
    Head("Pekerja", True),
    Head("Rp juta", True),
)


def due_and_overdue(place: Place, enforcement: Enforcement, asked: CaseQuery, words: Words) -> None:
    """Both lists, narrowed to the step that the lanes are narrowed to; a click on a name opens its case."""
    asked = CaseQuery(kind=asked.kind, step=asked.step, due=asked.due)
    left, right = st.columns(2, gap="medium")
    with left:
        _due(place, enforcement, asked, words)
    with right:
        _overdue(place, enforcement, asked, words)
    said = words(
        "Rp juta menurut jenis kasusnya: tiga hal yang berbeda, tidak dijumlahkan. hk = hari kerja; ? = batas yang belum "
        "dikonfirmasi."
    )
    st.html(templates.note(said))


def _due(place: Place, enforcement: Enforcement, asked: CaseQuery, words: Words) -> None:
    sums = enforcement.sums(place.where, replace(asked, due=""))
    counts = {days: sums[f"due_{days}"] for days in DUE_WITHIN}
    standard = int(asked.due) if asked.due in map(str, DUE_WITHIN) else DUE_WITHIN[1]
    with st.container(horizontal=True, vertical_alignment="center", key="cases_due_head"):
        st.markdown(f"**{words('Jatuh tempo')}**", width="content")
        days = st.segmented_control(
            words("Jatuh tempo dalam"),
            DUE_WITHIN,
            default=standard,
            required=True,
            label_visibility="collapsed",
            format_func=lambda days: words("{n} hari · {count}", n=days, count=words.number(counts[days])),
            key="due_within",
        )
    within = replace(asked, due=str(days or standard), sort="tenggat", rising=True)
    caption = words("Terdekat dahulu, sesudah {date}.", date=words.date(month_end(place.month)))
    _list(counts[int(within.due)], _DUE_HEADS, caption, within, place, words)


def _overdue(place: Place, enforcement: Enforcement, asked: CaseQuery, words: Words) -> None:
    late = replace(asked, due=OVERDUE, sort="pekerja", rising=False)
    count = enforcement.sums(place.where, replace(asked, due=""))["overdue"]
    with st.container(horizontal=True, vertical_alignment="center", key="cases_late_head"):
        st.markdown(f"**{words('Lewat · {n}', n=words.number(count))}**")
    _list(count, _LATE_HEADS, words("Terbesar dahulu menurut pekerja."), late, place, words)


# A release never changes, so that these are asked for once for all who see the same.
@lru_cache(maxsize=256)
def _first(reading: Reading, month: str, where: Where, asked: CaseQuery) -> tuple[pd.DataFrame, list[Ground]]:
    """The first cases of a list, and what may follow in each."""
    rows = Enforcement(reading, month).every(where, asked, most=_SHOWN)
    return rows, grounds_of(reading, month, list(each_row(rows)))


def _list(
    count: int,
    heads: tuple[Head, ...],
    caption: str,
    asked: CaseQuery,
    place: Place,
    words: Words,
) -> None:
    shown = _shown(heads, caption, asked, place, words)
    key = "cases_late" if asked.due == OVERDUE else "cases_due"
    listing(shown, words, key, lambda case: open_page("perkara", case=case))
    if count > len(shown.rows):
        st.button(
            words("{n} lagi di daftar di bawah", n=words.number(count - len(shown.rows))),
            key=f"{key}_more",
            type="tertiary",
            on_click=_show_all,
            args=(asked,),
        )


@kept
def _shown(heads: tuple[Head, ...], caption: str, asked: CaseQuery, place: Place, words: Words) -> Shown:
    """The first cases of a list as rows."""
    is_late = asked.due == OVERDUE
    rows, grounds = _first(place.reading, place.month, place.where, asked)
    return Shown(
        caption,
        translated_heads(heads, words),
        [
            (str(row.case), _cells(row, ground, is_late, place, words))
            for row, ground in zip(each_row(rows), grounds, strict=True)
        ],
        alarm=frozenset(rows["case"]) if is_late else frozenset(),
        empty=words("Tidak ada yang lewat.") if is_late else words("Tidak ada yang jatuh tempo."),
    )


def _show_all(asked: CaseQuery) -> None:
    way = "naik" if asked.rising else "turun"
    session.change_view(due=asked.due, sort=f"{asked.sort}.{way}", page=1)


def _cells(row: Any, ground: Ground, is_late: bool, place: Place, words: Words) -> list[Cell]:
    step = words(SHORT_STEPS[row.step])
    following, _ = widgets.first_step(ground, month_end(place.month), words, when=False)
    when = words("● {n}", n=words.number(row.days_late)) if is_late else day_text(row.deadline, words)
    return [
        row.name,
        when,
        f"{step} ? → {following}" if row.unconfirmed else f"{step} → {following}",
        "–" if is_missing(row.workers) else words.number(row.workers),
        ("–" if is_missing(row.value) else millions(int(row.value), words), words(KIND_NAMES[row.kind])),
    ]
