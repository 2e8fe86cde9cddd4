"""What if: drag a coverage target, see the people needed by region and month, and the cheapest mix that reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from data.indicators import Target, definitions, target_in
from data.months import month_end, month_index, month_text
from data.queries import HIDDEN, UNKNOWN, Plan, Region, plan, standing
from data.words import Words
from pages import session, widgets
from pages.plans import mix_table
from pages.session import Place
from pages.view import View
from pages.widgets import show_work_page

ONLY = ("goal", "until")
_MONTHS = 36  # how far ahead a goal may lie
_STEP = 0.5


def show_what_if() -> None:
    """The page."""
    show_work_page("andai", ONLY, _body)


def _body(place: Place, view: View, words: Words) -> None:
    # the people who work are known of regions alone
    place = replace(place, level="region", key=place.key[:5]) if place.level == "kecamatan" else place
    lead = st.container()
    standard = _standard(place)
    goal = view.goal or (standard.value if standard else 100.0)
    until = _controls(goal, standard, place, view, words)
    with st.spinner(words("Menghitung …"), show_time=False):
        regions = standing(place.found, place.month, until, place.regions)
    plans, left_out = plan(regions, goal), [one for one in regions if one.why in (HIDDEN, UNKNOWN)]
    months = month_index(until) - month_index(place.month)
    note = words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))
    widgets.page_head(
        lead, words("Bagaimana jika cakupan dinaikkan"), note, _lead(plans, goal, until, months, words)
    )
    if not plans:
        return
    mix_table.by_source(plans, words)
    st.html(_reach(plans, words))
    st.subheader(words("Menurut wilayah"))
    mix_table.by_region(plans, left_out, months, words)
    widgets.offer_files(f"andai-{place.name(words)}-{place.month}",
                lambda: mix_table.sheet(plans, goal, place, view, words), words, "what_if_take")  # fmt: skip
    st.subheader(words("Cara menghitung biaya"))
    st.html(
        mix_table.model(plans, until, place.found.viewer.sees_every_cell, words) + _sources(regions, words)
    )


def _standard(place: Place) -> Target | None:
    """The UCJ target of the year looked at, or the last one set before it."""
    year = month_index(place.month) // 12
    return target_in(session.facts().targets, definitions()["coverage_workers"], year)


def _controls(goal: float, standard: Target | None, place: Place, view: View, words: Words) -> str:
    """The target, and the month by which it is to be reached; returns that month."""
    start = month_index(place.month) + 1
    months = [month_text(index) for index in range(start, start + _MONTHS)]
    december = month_text(start + 11 - start % 12)
    until = view.until if view.until in months else december
    left, right = st.columns([3, 1], gap="medium", vertical_alignment="bottom")
    with left:
        _slider(goal, standard, words)
    st.session_state["w_until"] = until
    right.selectbox(words("Tercapai pada akhir"), months, format_func=words.date, key="w_until",
                    on_change=lambda: _until(december))  # fmt: skip
    if standard:
        st.caption(words("Bila tidak digeser: target UCJ nasional {goal} ({year}, {series}).", goal=words.percent(standard.value),
                         year=standard.year, series=standard.series))  # fmt: skip
    return until


def _slider(goal: float, standard: Target | None, words: Words) -> None:
    steps = {step * _STEP for step in range(1, int(100 / _STEP) + 1)}
    options = sorted(steps | {goal} | ({standard.value} if standard else set()))
    st.session_state["w_goal"] = goal
    st.select_slider(words("Target cakupan"), options, format_func=words.percent, key="w_goal",
                     on_change=lambda: _dragged(standard))  # fmt: skip


def _dragged(standard: Target | None) -> None:
    goal = float(st.session_state["w_goal"])
    session.change_view(goal=0.0 if standard and goal == standard.value else goal)


def _until(december: str) -> None:
    until = st.session_state["w_until"]
    session.change_view(until="" if until == december else until)


def _lead(plans: Sequence[Plan], goal: float, until: str, months: int, words: Words) -> str:
    if not plans:
        return words("Cakupan tempat ini disembunyikan dari peran ini, atau penyebutnya tidak diketahui.")
    need, unreachable, untold = (sum(getattr(one, name) for one in plans) for name in ("need", "unreachable", "untold"))  # fmt: skip
    if not need:
        return words(
            "Cakupan {goal} sudah tercapai di setiap wilayah yang diketahui.", goal=words.percent(goal)
        )
    said = words(
        "Untuk cakupan {goal} di tiap wilayah perlu {need} pekerja lagi: {monthly} sebulan selama {n} bulan, sampai {until}.",
        goal=words.percent(goal), need=words.number(need), monthly=words.number(-(-need // months)),
        n=words.number(months), until=words.date(until),
    )  # fmt: skip
    return f"{said} {_covered(need - unreachable - untold, unreachable, untold, words)}"


def _covered(reached: int, unreachable: int, untold: int, words: Words) -> str:
    """How much of the need the sources cover."""
    if not untold and not unreachable:
        return words("Sumber di buku besar cukup.")
    said = words("Sumber di buku besar menutup {reached}; {left} belum terjangkau", reached=words.number(reached), left=words.number(unreachable))  # fmt: skip
    if untold:
        said += "; " + words("{n} di wilayah yang sumbernya disembunyikan dari peran ini", n=words.number(untold))  # fmt: skip
    return said + "."


def _reach(plans: Sequence[Plan], words: Words) -> str:
    """How far everything that the ledger holds would go, and who is registered but not active."""
    plans = [one for one in plans if one.told]
    people, covered = (sum(getattr(one.region, name) for one in plans) for name in ("people", "covered"))
    held = sum(source.people for one in plans for source in one.region.sources)
    said = words("Dengan semua orang di ketiga sumber, cakupan menjadi {share}.", share=words.percent(100 * (covered + held) / people)) if people else ""  # fmt: skip
    inactive = sum(one.region.inactive for one in plans)
    if inactive:
        said += " " + words("Di luar itu {n} pekerja terdaftar tidak terhitung aktif karena pemberi kerjanya menunggak terlalu lama: lihat Tunggakan.", n=words.number(inactive))  # fmt: skip
    return f'<p class="peta-note">{escape(said.strip())}</p>'


def _sources(regions: Sequence[Region], words: Words) -> str:
    """Where the denominators come from."""
    used = sorted({one for region in regions for one in region.source.split(";") if one})
    named = "; ".join(session.source_parts(key)[0] for key in used)
    said = words("Penduduk bekerja: {sources}. Cakupan dengan Jakon, seperti indikator “{name}”.", sources=named,
                 name=definitions()["coverage_workers"].title[words.language])  # fmt: skip
    return f'<p class="peta-note">{escape(said)}</p>' if used else ""
