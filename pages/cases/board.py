"""The board: how many open cases stand at each step of enforcement, and how long it takes to leave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from data.answers import kept
from data.months import month_end, month_index, month_text
from data.parsing import is_missing
from data.queries import Enforcement
from data.vocabulary import NOT_TOLD, STEPS
from data.words import Words
from pages import session
from pages.cases.amounts import WORTH_HEADS, collected, overdue, worth_by_kind
from pages.cases.table import case_counts
from pages.session import Place
from pages.templates import STEP_NAMES
from pages.widgets import Cell, Head, Shown, listing, translated_heads

_WINDOW = 12  # months in which what ended counts for the median
_HEADS = (
    Head("Langkah"),
    Head("Kasus", number=True),
    Head("Lewat tenggat", number=True),
    *(Head(title, number=True) for title in WORTH_HEADS.values()),
    Head("Utang tertagih", number=True),
    Head("Berlanjut", number=True),
    Head("Median hari", number=True),
)


def board(place: Place, words: Words) -> None:
    """The open cases by step; a click on a step narrows the list below to it."""
    st.subheader(words("Papan langkah"))
    listing(
        _steps(place, words),
        words,
        "case_board",
        lambda step: session.change_view(step=step, kind="", due="", search="", page=1),
    )


@kept
def _steps(place: Place, words: Words) -> Shown:
    """The steps as rows, with what their numbers count."""
    enforcement, since = Enforcement(place.reading, place.month), _since(place.month)
    rows = _with_waits(enforcement.board(place.where), enforcement.waits(place.where, since))
    return replace(_shown(rows, since, words), counts=_counts(rows, place, words))


def _counts(rows: pd.DataFrame, place: Place, words: Words) -> dict[str, session.Counts]:
    """What the numbers of each step, and of all, count."""
    cases = {str(step) or NOT_TOLD: int(n) for step, n in zip(rows["step"], rows["cases"], strict=True)}
    steps = {step: session.counts_of(place, {f"step {step}": words.number(n)}) for step, n in cases.items()}
    sums = {name: int(rows[name].sum()) for name in ("cases", "overdue")}
    return steps | {"": case_counts(place, sums, words)}


def _since(month: str) -> date:
    return month_end(month_text(month_index(month) - _WINDOW + 1)).replace(day=1)


def _with_waits(standing: pd.DataFrame, waits: pd.DataFrame) -> pd.DataFrame:
    """A row a step at which a case stands or that one left, in the order of STEPS; counts are 0 without a case."""
    rows = standing.merge(waits, on="step", how="outer")
    counts = list(rows.columns.difference(["step", "days"]))
    rows[counts] = rows[counts].fillna(0).astype("int64")
    return rows.sort_values("step", key=lambda step: step.map(("", *STEPS).index), ignore_index=True)


def _shown(rows: pd.DataFrame, since: date, words: Words) -> Shown:
    caption = words(
        "Kasus terbuka menurut langkah terakhirnya. Berlanjut: yang sejak {date} sampai ke langkah berikutnya "
        "atau ditutup, dan median harinya. Utang, iuran sebulan dan kekurangan sebulan tiga hal yang berbeda: tidak dijumlahkan. "
        "Pilih langkah untuk memfilter daftar.",
        date=words.date(since),
    )
    sums = rows.drop(columns=["step", "days"]).sum()
    return Shown(
        caption=caption,
        heads=translated_heads(_HEADS, words),
        rows=[(str(row["step"]) or NOT_TOLD, _cells(row, words)) for _, row in rows.iterrows()],
        total=[words("Jumlah"), *_numbers(sums, words), ""],
        empty=words("Tidak ada kasus terbuka"),
    )


def _cells(row: pd.Series, words: Words) -> list[Cell]:
    median = "–" if is_missing(row["days"]) else words.number(float(row["days"]), 1)
    return [words(STEP_NAMES[row["step"]]), *_numbers(row, words), median]


def _numbers(row: pd.Series, words: Words) -> list[Cell]:
    """The sums of a step, or of all."""
    return [
        words.number(row["cases"]),
        overdue(row, words),
        *worth_by_kind(row, words),
        collected(row, words),
        words.number(row["passed"]),
    ]
