"""The budget simulator: what it costs to pay for a share of the missing informal workers, by the rates in force."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from data.law import at
from data.queries import Line, budget, laws, span
from data.sheets import Column, Sheet
from data.vocabulary import TRADES
from data.words import Words
from pages import session, templates, widgets
from pages.plans.informal_sums import Sums
from pages.plans.informal_table import name_of, payers
from pages.session import Place
from pages.view import View
from pages.widgets import Head, Shown, listing

_SHARES = (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100)
_SPANS = (1, 2, 3, 6, 9, 12, 18, 24, 36, 60)


def simulator(sums: Sums, place: Place, view: View, words: Words) -> None:
    """Controls, the sentence with the rupiah, the lines behind it, the formula and the law."""
    st.subheader(words("Simulator anggaran"))
    gaps = sums.gaps
    if not gaps:
        st.info(words("Tidak ada kekurangan menurut pekerjaan yang dapat dihitung untuk tempat ini dan peran ini."))  # fmt: skip
        return
    chosen = _controls(gaps, view, words)
    lines = budget(chosen, view.share, place.month, view.span, view.payer)
    st.html(_said(lines, place, view, words))
    listing(_table(lines, words), words, "informal_budget")
    st.html(_law(place, view, words))
    widgets.offer_files(f"anggaran-bpu-{place.name(words)}-{place.month}",
                lambda: sheet(lines, place, view, words), words, "informal_budget_take")  # fmt: skip


def _controls(gaps: Mapping[str, int], view: View, words: Words) -> dict[str, int]:
    """The row of controls; returns the gaps of the trades that are chosen."""
    asked = [trade for trade in view.trades.split("-") if trade in gaps] or list(gaps)
    with st.container(horizontal=True, vertical_alignment="bottom", key="budget_row"):
        shares = sorted({*_SHARES, view.share})
        st.selectbox(words("Bagian kekurangan"), shares, format_func=lambda one: words.percent(one),
                     **session.bound_widget("share", shares))  # fmt: skip
        spans = sorted({*_SPANS, view.span})
        st.selectbox(words("Lama"), spans, format_func=lambda one: words("{n} bulan", n=one),
                     **session.bound_widget("span", spans))  # fmt: skip
        names = payers(words)
        st.selectbox(words("Dibayar oleh"), list(names), format_func=lambda one: names[one],
                     **session.bound_widget("payer", list(names)))  # fmt: skip
    st.session_state["w_trades"] = asked
    st.pills(words("Pekerjaan"), list(gaps), selection_mode="multi", key="w_trades",
             format_func=lambda one: name_of("trade", one, words), on_change=lambda: _picked(gaps))  # fmt: skip
    return {trade: gaps[trade] for trade in asked}


def _picked(gaps: Mapping[str, int]) -> None:
    """All trades, or none, is what an address without trades means."""
    picked = [trade for trade in TRADES if trade in st.session_state["w_trades"]]
    session.change_view(trades="" if set(picked) == set(gaps) else "-".join(picked))


def _said(lines: list[Line], place: Place, view: View, words: Words) -> str:
    rupiah, people = sum(line.rupiah for line in lines), sum(line.people for line in lines)
    months = span(place.month, view.span)
    said = words(
        "{rupiah} untuk {n} pekerja selama {months} bulan ({first} sampai {last}), pembayar: {payer}.",
        rupiah=words.rupiah(rupiah), n=words.number(people), months=words.number(view.span),
        first=words.date(months[0]), last=words.date(months[-1]), payer=payers(words)[view.payer],
    )  # fmt: skip
    gap = sum(line.gap for line in lines)
    share = words("{share} dari kekurangan {gap} pekerja pada pekerjaan yang dipilih; tepatnya {exact}.",
                  share=words.percent(view.share), gap=words.number(gap), exact=_exact(rupiah, words))  # fmt: skip
    return f'<p class="peta-big">{escape(said)}</p><p class="peta-note">{escape(share)}</p>'


def _exact(rupiah: int, words: Words) -> str:
    return f"Rp{words.number(rupiah)}"


def _rates(line: Line, words: Words) -> str:
    return " + ".join(
        words("{rate} × {n} bulan", rate=_exact(rate, words), n=months) for rate, months in line.rates
    )


def _table(lines: list[Line], words: Words) -> Shown:
    rows = [
        (line.trade, [name_of("trade", line.trade, words), words.number(line.gap), words.number(line.people),
                      _rates(line, words), _exact(line.rupiah, words)])
        for line in lines
    ]  # fmt: skip
    total = [words("Jumlah"), words.number(sum(line.gap for line in lines)),
             words.number(sum(line.people for line in lines)), "", _exact(sum(line.rupiah for line in lines), words)]  # fmt: skip
    heads = [Head(words("Pekerjaan")), Head(words("Kekurangan"), True), Head(words("Dibayar"), True),
             Head(words("Iuran seorang"), True), Head(words("Rupiah"), True)]  # fmt: skip
    caption = words("Pekerja yang dibayar × iuran sebulan × jumlah bulan; bagian kekurangan dibulatkan ke atas per pekerjaan.")  # fmt: skip
    return Shown(caption, heads, rows, total)


def _law(place: Place, view: View, words: Words) -> str:
    """The law behind the rates, and whether the relief is for this payer."""
    items = []
    for one in laws(place.month, view.span):
        until = words.date(one.until) if one.until else words("seterusnya")
        since = words("{first} sampai {last}", first=words.date(one.since), last=until)
        said = f"{one.law} ({since}). {one.note[words.language]}"
        if view.payer in one.values.get("excluded_payers", ()):  # noqa: PD011 - of a period of law
            said += " " + words("Tidak berlaku di sini: dibayar {payer}.", payer=payers(words)[view.payer])
        items.append((one.title[words.language], escape(said)))
    items.append((words("Yang dihitung"), escape(_counted(place, view, words))))
    return templates.pairs(items)


def _counted(place: Place, view: View, words: Words) -> str:
    least = at(place.month).bpu.least_rupiah
    said = words("Iuran paling sedikit untuk JKK dan JKM, {least} sebulan sebelum keringanan, menurut aturan tiap bulannya; JHT tidak termasuk.", least=_exact(least, words))  # fmt: skip
    if view.payer == "dbh_sawit":
        said += " " + words("DBH sawit masuk lewat APBD: bila dianggap APBD, keringanan tidak berlaku; pilih APBD untuk hitungan yang lebih aman.")  # fmt: skip
    return said


def sheet(lines: list[Line], place: Place, view: View, words: Words) -> Sheet:
    """The lines to take along, whole rupiah."""
    rows = pd.DataFrame(
        {
            "trade": [name_of("trade", line.trade, words) for line in lines],
            "gap": [line.gap for line in lines],
            "people": [line.people for line in lines],
            "rates": [_rates(line, words) for line in lines],
            "rupiah": [line.rupiah for line in lines],
        }
    )
    columns = [Column("trade", words("Pekerjaan")), Column("gap", words("Kekurangan"), "count"),
               Column("people", words("Dibayar"), "count"), Column("rates", words("Iuran seorang")),
               Column("rupiah", words("Rupiah"), "rupiah")]  # fmt: skip
    filters = [(words("Bagian kekurangan"), words.percent(view.share)), (words("Lama"), words("{n} bulan", n=view.span)),
               (words("Dibayar oleh"), payers(words)[view.payer])]  # fmt: skip
    law = [(one.title[words.language], f"{one.law}. {one.note[words.language]}") for one in laws(place.month, view.span)]  # fmt: skip
    title = words("Anggaran iuran BPU: {place}", place=place.name(words))
    return Sheet(title, columns, rows, widgets.about_rows(place, view, words, filters), law, place.found.release.simulated)  # fmt: skip
