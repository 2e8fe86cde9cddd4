"""The budget simulator: what it costs to pay for a share of the missing informal workers, by the rates in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data.law import Period, at
from data.queries import Line, budget, laws, span
from data.sheets import Chart, Column, Sheet
from data.vocabulary import TRADES
from data.words import Words
from pages import session, templates, widgets
from pages.plans.informal_sums import Sums
from pages.plans.names import name_of, payer_names
from pages.session import Place
from pages.view import View
from pages.widgets import Cell, Head, Shown, listing, translated_columns, translated_heads

# What the controls offer, beside what the address asks for: per cent of the gap, and months.
_SHARES = (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100)
_SPANS = (1, 2, 3, 6, 9, 12, 18, 24, 36, 60)
_HEADS = (
    Head("Pekerjaan"),
    Head("Gap ke target", True),
    Head("Dibayar", True),
    Head("Iuran seorang", True),
    Head("Rupiah", True),
)
_COLUMNS = (
    Column("trade", "Pekerjaan"),
    Column("gap", "Gap ke target", "count", adds=True),
    Column("people", "Dibayar", "count", adds=True),
    Column("rates", "Iuran seorang"),
    Column("rupiah", "Rupiah", "rupiah", adds=True),
)
_CAPTION = "Pekerja yang dibayar × iuran sebulan × jumlah bulan; bagian gap dibulatkan ke atas per pekerjaan."
_COUNTED = (
    "Iuran paling sedikit untuk JKK dan JKM, {least} sebulan sebelum keringanan, menurut aturan tiap bulannya; "
    "JHT tidak termasuk."
)
_PALM_OIL_FUND = (
    "DBH sawit masuk lewat APBD: bila dianggap APBD, keringanan tidak berlaku; "
    "pilih APBD untuk hitungan yang lebih aman."
)


def simulator(sums: Sums, place: Place, view: View, words: Words) -> None:
    """Controls, the sentence with the rupiah, the lines behind it, the formula and the law; `sums` are by trade."""
    st.subheader(words("Simulator anggaran"))
    if not sums.gaps:
        st.info(
            words(
                "Tidak ada gap ke target menurut pekerjaan yang dapat dihitung untuk tempat ini dan peran ini."
            )
        )
        return
    chosen = _controls(sums.gaps, view, words)
    lines = budget(chosen, view.plan.share, place.month, view.plan.span, view.plan.payer)
    st.html(_sentences(lines, place, view, words))
    listing(_table(lines, words), words, "informal_budget")
    st.html(_law(place, view, words))
    name = f"anggaran-bpu-{place.name(words)}-{place.month}"
    widgets.offer_files(name, lambda: _sheet(lines, place, view, words), words, "informal_budget_take")


def _controls(gaps: Mapping[str, int], view: View, words: Words) -> dict[str, int]:
    """The row of controls; returns the gaps of the trades that are chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="budget_row"):
        _choices(view, words)
    asked = [trade for trade in view.plan.trades.split("-") if trade in gaps] or list(gaps)
    st.session_state["w_trades"] = asked
    st.pills(
        words("Pekerjaan"),
        list(gaps),
        selection_mode="multi",
        key="w_trades",
        format_func=lambda trade: name_of("trade", trade, words),
        on_change=lambda: _picked(gaps),
    )
    return {trade: gaps[trade] for trade in asked}


def _choices(view: View, words: Words) -> None:
    """Which share of the gap, for how long, paid by whom."""
    shares = sorted({*_SHARES, view.plan.share})
    share = session.bound_widget("share", shares)
    st.selectbox(words("Bagian gap"), shares, format_func=lambda share: words.percent(share), **share)
    spans = sorted({*_SPANS, view.plan.span})
    months = session.bound_widget("span", spans)
    st.selectbox(words("Lama"), spans, format_func=lambda span: words("{n} bulan", n=span), **months)
    payers = payer_names(words)
    payer = session.bound_widget("payer", list(payers))
    st.selectbox(words("Dibayar oleh"), list(payers), format_func=payers.__getitem__, **payer)


def _picked(gaps: Mapping[str, int]) -> None:
    """All trades, or none, is what an address without trades means."""
    every = [*TRADES, *sorted(set(gaps).difference(TRADES))]
    picked = [trade for trade in every if trade in st.session_state["w_trades"]]
    session.change_view(trades="" if set(picked) == set(gaps) else "-".join(picked))


def _sentences(lines: Sequence[Line], place: Place, view: View, words: Words) -> Markup:
    """What it costs in all, in large print; under it how much of the gap that is."""
    rupiah = sum(line.rupiah for line in lines)
    months = span(place.month, view.plan.span)
    cost = words(
        "{rupiah} untuk {n} pekerja selama {months} bulan ({first} sampai {last}), pembayar: {payer}.",
        rupiah=words.rupiah(rupiah),
        n=words.number(sum(line.people for line in lines)),
        months=words.number(view.plan.span),
        first=words.date(months[0]),
        last=words.date(months[-1]),
        payer=payer_names(words)[view.plan.payer],
    )
    share = words(
        "{share} dari gap {gap} pekerja pada pekerjaan yang dipilih; tepatnya {exact}.",
        share=words.percent(view.plan.share),
        gap=words.number(sum(line.gap for line in lines)),
        exact=_exact(rupiah, words),
    )
    return templates.render("plans_budget", cost=cost, share=templates.note(share))


def _exact(rupiah: int, words: Words) -> str:
    return f"Rp{words.number(rupiah)}"


def _rates(line: Line, words: Words) -> str:
    return " + ".join(
        words("{rate} × {n} bulan", rate=_exact(rate, words), n=months) for rate, months in line.rates
    )


def _table(lines: Sequence[Line], words: Words) -> Shown:
    rows = [(line.trade, _cells(line, words)) for line in lines]
    gap, people, rupiah = (sum(getattr(line, name) for line in lines) for name in ("gap", "people", "rupiah"))
    total = [words("Jumlah"), words.number(gap), words.number(people), "", _exact(rupiah, words)]
    return Shown(words(_CAPTION), translated_heads(_HEADS, words), rows, total)


def _cells(line: Line, words: Words) -> list[Cell]:
    return [
        name_of("trade", line.trade, words),
        words.number(line.gap),
        words.number(line.people),
        _rates(line, words),
        _exact(line.rupiah, words),
    ]


def _law(place: Place, view: View, words: Words) -> Markup:
    """The law behind the rates, and whether the relief is for this payer."""
    periods = laws(place.month, view.plan.span)
    items = [(period.title[words.language], _period(period, view.plan.payer, words)) for period in periods]
    return templates.pairs([*items, (words("Yang dihitung"), _counted(place, view, words))])


def _period(period: Period, payer: str, words: Words) -> str:
    """What a period of the law says and from when to when, and whether it leaves this payer out."""
    last = words.date(period.until) if period.until else words("seterusnya")
    dates = words("{first} sampai {last}", first=words.date(period.since), last=last)
    text = f"{period.law} ({dates}). {period.note[words.language]}"
    if payer in period.values.get("excluded_payers", ()):  # noqa: PD011 - `values` of a period, not of a frame
        text += " " + words("Tidak berlaku di sini: dibayar {payer}.", payer=payer_names(words)[payer])
    return text


def _counted(place: Place, view: View, words: Words) -> str:
    text = words(_COUNTED, least=_exact(at(place.month).bpu.least_rupiah, words))
    return f"{text} {words(_PALM_OIL_FUND)}" if view.plan.payer == "dbh_sawit" else text


def _sheet(lines: Sequence[Line], place: Place, view: View, words: Words) -> Sheet:
    """The lines as a file, in whole rupiah, with the law that they rest on."""
    filters = [
        (words("Bagian gap"), words.percent(view.plan.share)),
        (words("Lama"), words("{n} bulan", n=view.plan.span)),
        (words("Dibayar oleh"), payer_names(words)[view.plan.payer]),
    ]
    periods = laws(place.month, view.plan.span)
    return widgets.place_sheet(
        words("Anggaran iuran BPU: {place}", place=place.name(words)),
        translated_columns(_COLUMNS, words),
        _rows(lines, words),
        place,
        view,
        words,
        filters=filters,
        definitions=[
            (period.title[words.language], f"{period.law}. {period.note[words.language]}")
            for period in periods
        ],
        chart=Chart("bar", "trade", ("rupiah",)),
    )


def _rows(lines: Sequence[Line], words: Words) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "trade": [name_of("trade", line.trade, words) for line in lines],
            "gap": [line.gap for line in lines],
            "people": [line.people for line in lines],
            "rates": [_rates(line, words) for line in lines],
            "rupiah": [line.rupiah for line in lines],
        }
    )
