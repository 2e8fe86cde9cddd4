"""Enforcement: the open cases and their clocks, where they stand, who was handed them and what came of it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from data.indicators import definitions
from data.months import months_between
from data.queries import DUE_WITHIN, Enforcement
from data.words import Words
from pages import session, templates, widgets
from pages.cases.board import board
from pages.cases.due import due_and_overdue
from pages.cases.lanes import lanes
from pages.cases.pipeline import pipeline
from pages.cases.scoreboard import scoreboard
from pages.cases.table import asked_of, case_counts, cases
from pages.session import Place
from pages.view import View
from pages.widgets import show_work_page

# The parts of a view that this page has besides those of every page of work.
_VIEW = ("kind", "step", "due", "search", "sort", "page")
# What those who see no case may know, each guarded by its own rule.
_SUMS = (
    "cases_open",
    "cases_past_deadline",
    "cases_past_deadline_unconfirmed",
    "cases_at_skk",
    "cases_started",
    "cases_settled",
    "ledger_recovered_rp",
    "ledger_recovered_beyond_rp",
)


def show_cases() -> None:
    """The page of enforcement: the board of steps, the open cases, the scoreboard; for the public, sums alone."""
    show_work_page("penegakan", _VIEW, _body, needs=("employers", "cases"))


def _body(place: Place, view: View, words: Words) -> None:
    note = widgets.place_note(place, words)
    named = place.named
    if named != place:
        widgets.page_head(st.container(), words("Penegakan"), note, _public_lead(place, words))
        _public(place, words)
    if named is None:
        return
    enforcement = Enforcement(place.reading, place.month)
    if named == place:
        sums = enforcement.headline(place.where)
        counts = case_counts(place, sums, words) if sums["cases"] else ()
        answer, rest = _lead(sums, place, words)
        widgets.page_head(st.container(), words("Penegakan"), note, rest, counts, answer=answer)
    widgets.named_note(place, words)
    place = named
    pipeline(place, words)
    due_and_overdue(place, enforcement, asked_of(view), words)
    cases(place, enforcement, view, words)
    board(place, words)
    scoreboard(place, enforcement, view, words)


def _lead(sums: dict[str, int], place: Place, words: Words) -> tuple[str, str]:
    """What is open and overdue; then what was collected of debts this year, and what this month brought."""
    standing = words("Tidak ada kasus terbuka")
    if sums["cases"]:
        standing = words(
            "{n} kasus terbuka: {late}, {due} jatuh tempo dalam {days} hari",
            n=words.number(sums["cases"]),
            late=_late(words.number(sums["overdue"]), sums["unconfirmed"], words),
            due=words.number(sums[f"due_{DUE_WITHIN[1]}"]),
            days=DUE_WITHIN[1],
        )
    moved = words(
        "{month}: {opened} dibuka dan {closed} ditutup.",
        month=words.date(place.month),
        opened=words.number(sums["opened"]),
        closed=words.number(sums["closed"]),
    )
    return f"{standing}.", f"{_collected(sums['collected'], place, words)}. {moved}"


def _late(count: str, unconfirmed: float, words: Words) -> str:
    """How many are overdue, and how many of them by a limit that no source confirms."""
    if not unconfirmed:
        return words("{n} lewat tenggat", n=count)
    return words(
        "{n} lewat tenggat ({m} di antaranya menurut batas Nota yang belum dikonfirmasi)",
        n=count,
        m=words.number(unconfirmed),
    )


def _collected(rupiah: float, place: Place, words: Words) -> str:
    return words("{rupiah} utang tertagih selama {year}", rupiah=words.rupiah(rupiah), year=place.month[:4])


def _public_lead(place: Place, words: Words) -> str:
    """The same for the public: each part that is not hidden."""
    count, late = (place.value(name) for name in ("cases_open", "cases_past_deadline"))
    if count is None:
        return widgets.told_instead(place, "cases_open", words)
    lead = words("{n} kasus terbuka", n=words.number(count))
    if late is not None:
        lead = words(
            "{n} kasus terbuka, {late}",
            n=words.number(count),
            late=_late(words.number(late), place.value("cases_past_deadline_unconfirmed") or 0, words),
        )
    recovered = _recovered(place)
    if recovered is not None:
        lead += "; " + _collected(recovered, place, words)
    return f"{lead}."


def _recovered(place: Place) -> float | None:
    """Rupiah of the year up to the month; None as soon as one of its months is hidden or unknown."""
    months = months_between(f"{place.month[:4]}-01", place.month)
    values = [place.value("ledger_recovered_rp", month) for month in months if month in place.reading.months]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(months) else None


def _public(place: Place, words: Words) -> None:
    """The sums alone, as the guard gives them."""
    st.html(templates.render("tiles", tiles=[_tile(name, place, words) for name in _SUMS]))
    if drawn := lanes(place, words):
        st.html(drawn)
    if place.reading.viewer.names_employers:
        st.info(words("Kasus satu per satu hanya ditampilkan bagi kantor yang membina pemberi kerjanya."))
        return
    st.info(
        words(
            "Daftar kasus dan rekap per instansi tersusun dari pemberi kerja satu per satu; "
            "hanya untuk kantor cabang, kantor wilayah dan pengelola."
        )
    )


def _tile(name: str, place: Place, words: Words) -> Markup:
    indicator, total = definitions()[name], place.sum(name)
    title, definition = indicator.title[words.language], indicator.definition[words.language]
    if total is None or total.suppressed or total.value is None:
        value, note = widgets.untold_tile(place, name, words)
        return templates.tile(title, value, [note, definition])
    value = words.rupiah(total.value) if total.unit == "rupiah" else words.number(total.value)
    return templates.tile(title, value, [definition], counts=session.counts_of(place, {name: value}))
