"""Informal workers (BPU): how many are missing to the target, how fast they come, and what paying for them costs."""

from __future__ import annotations

import streamlit as st

from data.months import month_end, month_text
from data.queries import SPANS, Pace, pace
from data.words import Words
from pages import widgets
from pages.plans.budget import simulator
from pages.plans.informal_sums import Sums, area_of, exact, headline, sums
from pages.plans.informal_table import sheet, table
from pages.session import Place
from pages.view import View
from pages.widgets import show_work_page

ONLY = ("share", "span", "payer", "trades")


def show_informal() -> None:
    """The page."""
    show_work_page("informal", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    by_trade = sums(place, "trade")
    found = headline(place, by_trade)
    note = words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))
    widgets.page_head(
        st.container(), words("Pekerja informal (BPU)"), note, _lead(found, by_trade, place, words)
    )
    _tables(by_trade, place, words)
    if len(by_trade.rows):
        widgets.offer_files(f"informal-{place.name(words)}-{place.month}",
                    lambda: sheet(by_trade, place, view, words), words, "informal_take")  # fmt: skip
    simulator(by_trade, place, view, words)


def _lead(found: dict[str, int | None], by_trade: Sums, place: Place, words: Words) -> str:
    target, gap = found["target"], found["gap"]
    if target is None or gap is None:
        whole = place.sum("informal_attainment")
        if whole is not None and whole.suppressed:
            return words("Jumlahnya disembunyikan dari peran ini.")
        return words("Tidak ada sasaran pekerja informal untuk tempat dan bulan ini.")
    if gap <= 0:
        said = words("Sasaran {target} pekerja sudah tercapai.", target=words.number(target))
    else:
        said = words("{gap} pekerja lagi menuju sasaran {target}", gap=words.number(gap), target=words.number(target))  # fmt: skip
        if not by_trade.exact:
            said = words("Paling sedikit {said}", said=said)
        said += _pace(pace(place.month, gap, {n: found[f"added_{n}"] for n in SPANS}), place, words)
    return f"{said} {_apart(found, by_trade, words)}".strip()


def _pace(now: Pace, place: Place, words: Words) -> str:
    """The pace needed, beside the one there was."""
    year = place.month[:4]
    if now.needed is None:
        said = "; " + words("tahun sasaran {year} berakhir bulan ini", year=year)
    else:
        end = words.date(month_text(int(year) * 12 + 11))
        said = ": " + words("perlu {n} sebulan sampai {end}", n=words.number(now.needed), end=end)
    was = [words("{pace} sebulan dalam {n} bulan terakhir", pace=words.number(value, 1), n=span)
           for span, value in now.was.items() if value is not None]  # fmt: skip
    return said + ("; " + words("bertambah {paces}", paces=", ".join(was)) if was else "") + "."


def _apart(found: dict[str, int | None], by_trade: Sums, words: Words) -> str:
    """Those whose group has no target: missing is missing, so they fill no gap."""
    if by_trade.exact and found["untargeted"]:
        return words("{n} pekerja aktif berada di kelompok tanpa sasaran dan tidak ikut dihitung.", n=words.number(found["untargeted"]))  # fmt: skip
    return ""


def _tables(by_trade: Sums, place: Place, words: Words) -> None:
    ways = {"trade": words("Pekerjaan"), "payer": words("Pembayar iuran")}
    if not exact(place):
        del ways["payer"]
    area = area_of(place)
    if area:
        ways[area] = words("Wilayah") if area == "region" else words("Kecamatan")
    by = str(st.segmented_control(words("Menurut"), list(ways), default="trade", required=True,
                                  format_func=lambda way: ways[way], key="informal_by"))  # fmt: skip
    by = by if by in ways else "trade"
    table(by_trade if by == "trade" else sums(place, by), by, ways[by], place, words)
    if not exact(place):
        st.caption(words("Rincian menurut pembayar tidak ditampilkan bagi peran ini: dari jumlahnya, kelompok yang kecil dapat dihitung."))  # fmt: skip
