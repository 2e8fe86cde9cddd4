"""Informal workers (BPU): how many are missing to the target, how fast they come, and what paying for them costs."""

from __future__ import annotations

import streamlit as st

from data import law
from data.access import why
from data.cube import NOT_KNOWN
from data.months import month_text
from data.queries import SPANS, Pace, pace
from data.words import Words
from pages import session, widgets
from pages.plans.budget import simulator
from pages.plans.informal_sums import Sums, area_of, exact, headline, sums
from pages.plans.informal_table import informal_sheet, informal_table, target_bars
from pages.session import Place
from pages.view import View
from pages.widgets import choose_dimension, show_work_page

_VIEW_PARTS = ("share", "span", "payer", "trades")
_PAYERS_HIDDEN = "Rincian menurut pembayar tidak ditampilkan bagi peran ini: dari jumlahnya, kelompok yang kecil dapat dihitung."


def show_informal() -> None:
    """Draws the page "informal"."""
    show_work_page("informal", _VIEW_PARTS, _body, needs=("informal",), by_office=False)


def _body(place: Place, view: View, words: Words) -> None:
    by_trade = sums(place, "trade")
    note = widgets.place_note(place, words)
    active = _active(by_trade, place)
    answer, lead, counts = "", _lead(by_trade, place, words), session.counts_of(place, {})
    if active is not None:
        answer = words("{n} pekerja informal aktif.", n=words.number(active))
        counts = session.counts_of(place, {"ledger_bpu_active": words.number(active)})
    widgets.page_head(st.container(), words("Pekerja informal (BPU)"), note, lead, counts, answer=answer)
    _tables(place, words)
    if len(by_trade.rows):
        name = f"informal-{place.name(words)}-{place.month}"
        widgets.offer_files(
            name, lambda: informal_sheet(by_trade, place, view, words), words, "informal_take"
        )
    simulator(by_trade, place, view, words)


def _active(by_trade: Sums, place: Place) -> int | None:
    """All who are active, with a target or without; None where that is not told."""
    if by_trade.exact:
        return sum(by_trade.total[name] or 0 for name in ("active", "untargeted"))
    active = place.value("ledger_bpu_active")
    return None if active is None else int(active)


def _lead(by_trade: Sums, place: Place, words: Words) -> str:
    """How many workers are missing to the target, and how fast they would have to come."""
    whole = headline(place, by_trade)
    target, gap = whole["target"], whole["gap"]
    if target is None or gap is None:
        return _no_target(place, words)
    if gap <= 0:
        sentence = words("Target {target} pekerja sudah tercapai.", target=words.number(target))
    else:
        paces = pace(place.month, gap, {months: whole[f"added_{months}"] for months in SPANS})
        sentence = _missing(gap, target, by_trade.exact, words) + _pace(paces, place, words)
    return f"{sentence} {_without_target(whole, by_trade, words)}".strip()


def _no_target(place: Place, words: Words) -> str:
    attainment = place.sum("informal_attainment")
    if attainment is not None and attainment.suppressed == NOT_KNOWN:
        return f"{why(NOT_KNOWN, words, law.at(place.month))}."
    if attainment is not None and attainment.suppressed:
        return widgets.told_instead(place, "informal_attainment", words)
    return words("Tidak ada target pekerja informal untuk tempat dan bulan ini.")


def _missing(gap: int, target: int, is_exact: bool, words: Words) -> str:
    sentence = words(
        "{gap} pekerja lagi menuju target {target}", gap=words.number(gap), target=words.number(target)
    )
    return sentence if is_exact else words("Paling sedikit {said}", said=sentence)


def _pace(paces: Pace, place: Place, words: Words) -> str:
    """The pace needed, beside the one there was."""
    return f"{_pace_needed(paces, place, words)}{_pace_so_far(paces, words)}."


def _pace_needed(paces: Pace, place: Place, words: Words) -> str:
    year = place.month[:4]
    if paces.needed is None:
        return "; " + words("tahun target {year} berakhir bulan ini", year=year)
    december = words.date(month_text(int(year) * 12 + 11))
    return ": " + words("perlu {n} sebulan sampai {end}", n=words.number(paces.needed), end=december)


def _pace_so_far(paces: Pace, words: Words) -> str:
    so_far = [
        words(
            "{pace} sebulan dalam {n} bulan terakhir",
            pace=("+" if people > 0 else "−" if people < 0 else "") + words.number(abs(people), 1),
            n=months,
        )
        for months, people in paces.was.items()
        if people is not None
    ]
    return "; " + words("selama ini {paces}", paces=", ".join(so_far)) if so_far else ""


def _without_target(whole: dict[str, int | None], by_trade: Sums, words: Words) -> str:
    """Those whose group has no target: missing is missing, so they fill no gap."""
    if not by_trade.exact or not whole["untargeted"]:
        return ""
    return words(
        "{n} pekerja aktif berada di kelompok tanpa target dan tidak ikut dihitung.",
        n=words.number(whole["untargeted"]),
    )


def _tables(place: Place, words: Words) -> None:
    """The table by what the reader chooses: trade, payer (for those who are told), or area."""
    dimensions = _dimensions(place, words)
    by = choose_dimension(dimensions, "informal_by", words)
    if bars := target_bars(place, by, words):
        st.html(bars)
    informal_table(by, dimensions[by], place, words)
    if not exact(place):
        st.caption(words(_PAYERS_HIDDEN))


def _dimensions(place: Place, words: Words) -> dict[str, str]:
    dimensions = {"trade": words("Pekerjaan")}
    if exact(place):
        dimensions["payer"] = words("Pembayar iuran")
    area = area_of(place)
    if area:
        dimensions[area] = words("Wilayah") if area == "region" else words("Kecamatan")
    return dimensions
