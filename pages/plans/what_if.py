"""What if each region reached its target: the people needed by region and month, and the cheapest mix that reaches it.

The targets are those of the map, so that what is needed is what is lacking there; one goal for all is an option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st
from markupsafe import Markup

from data.answers import kept
from data.indicators import Target, definitions, goal_of
from data.months import month_index, month_text
from data.queries import HIDDEN, UNKNOWN, Plan, Region, plan, standing
from data.tables import Facts
from data.words import Words
from pages import charts, session, templates, widgets
from pages.plans.cost_model import cost_model
from pages.plans.mix_table import by_region, by_source, mix_sheet
from pages.session import Place
from pages.view import View
from pages.widgets import Shown, listing, show_work_page

_VIEW_PARTS = ("goal", "until")
_MONTHS_AHEAD = 36  # within which a goal may be reached
_STEP = 0.5  # of the slider, in points of coverage
_NEED = (
    "Untuk cakupan {goal} di tiap wilayah perlu {need} pekerja lagi: "
    "{monthly} sebulan selama {n} bulan, sampai {until}."
)
_NEED_OWN = (
    "{behind} dari {all} wilayah di bawah targetnya: perlu {need} pekerja lagi, "
    "{monthly} sebulan selama {n} bulan, sampai {until}."
)
_OWN = "Target tiap wilayah untuk {year}, sama dengan di peta; wilayah tanpa target sendiri memakai target di atasnya."
# Each region's own target, or one goal for all.
_BY_REGION, _ONE = "wilayah", "satu"
_GOALS = {_BY_REGION: "Target tiap wilayah", _ONE: "Satu target"}
_INACTIVE = (
    "Di luar itu {n} pekerja terdaftar tidak terhitung aktif karena pemberi kerjanya menunggak terlalu lama: "
    "lihat Tunggakan."
)


def show_what_if() -> None:
    """Draws the page "andai"."""
    show_work_page(
        "andai", _VIEW_PARTS, _body, needs=definitions()["coverage_workers"].counted_from, by_office=False
    )


def _body(place: Place, view: View, words: Words) -> None:
    # The people who work are known of regions alone.
    place = replace(place, level="region", key=place.key[:5]) if place.level == "kecamatan" else place
    head = st.container()
    standard = _standard(place)
    first = standard.value if standard else 100.0
    has_targets = _has_targets(place)
    goal = view.plan.goal or (0.0 if has_targets else first)
    until = _controls(goal, standard, has_targets, place, view, words)
    with st.spinner(words("Menghitung …"), show_time=False):
        asked = _Asked(place, until, goal)
        regions, plans = _planned(asked)
    note = widgets.place_note(place, words)
    answer, rest = _lead(plans, goal, until, asked.months, words)
    widgets.page_head(head, words("Bagaimana jika cakupan dinaikkan"), note, rest, answer=answer)
    if plans:
        _tables(asked, words)
        name = f"andai-{place.name(words)}-{place.month}"
        widgets.offer_files(name, lambda: mix_sheet(plans, goal, place, view, words), words, "what_if_take")
        _costs(plans, regions, until, place, words)


@dataclass(frozen=True)
class _Asked:
    """A place that is to reach a goal (per cent; 0: each region its own target) by the end of a month."""

    place: Place
    until: str
    goal: float

    @property
    def months(self) -> int:
        """How many there are until then."""
        return month_index(self.until) - month_index(self.place.month)


@kept
def _planned(asked: _Asked) -> tuple[tuple[Region, ...], tuple[Plan, ...]]:
    """The regions of the place as they stand, and what each needs."""
    place = asked.place
    regions = standing(place.reading, place.month, asked.until, place.regions)
    return regions, tuple(plan(regions, asked.goal))


def _tables(asked: _Asked, words: Words) -> None:
    above, sources, reach, by_regions = _written(asked, words)
    if above:
        st.html(above)
    listing(sources, words, "what_if_sources")
    st.html(reach)
    st.subheader(words("Menurut wilayah"))
    listing(by_regions, words, "what_if_regions")


@kept
def _written(asked: _Asked, words: Words) -> tuple[Markup, Shown, Markup, Shown]:
    """The bars of the need (empty where there is none), the sources, how far these go, and the regions."""
    regions, plans = _planned(asked)
    left_out = [region for region in regions if region.why in (HIDDEN, UNKNOWN)]
    bars = _need_bars(plans, words) or Markup()
    by_regions = by_region(plans, left_out, asked.months, words)
    return bars, by_source(plans, words), _reach(plans, words), by_regions


def _need_bars(plans: Sequence[Plan], words: Words) -> Markup | None:
    """The need of each region as a bar, the largest first, and all of them; None where nobody is needed."""
    needed = sorted((plan for plan in plans if plan.need), key=lambda one: (-one.need, one.region.code))
    if not needed:
        return None
    bars = [
        charts.Bar(session.area_name(one.region.code), words.number(one.need), one.need / needed[0].need, "")
        for one in needed
    ]
    total = (words("Jumlah kebutuhan"), words.number(sum(one.need for one in needed)))
    heading = words("Pekerja yang dibutuhkan menurut wilayah")
    return charts.bars(bars, heading, words("pekerja"), words, total).html


def _costs(plans: Sequence[Plan], regions: Sequence[Region], until: str, place: Place, words: Words) -> None:
    st.subheader(words("Cara menghitung biaya"))
    model = cost_model(plans, until, place.reading.viewer.sees_every_cell, words)
    resting = widgets.rests_note(definitions()["coverage_workers"].rests_on, place.month, words)
    rests = templates.note(resting) if resting else ""
    st.html(templates.together(model, _denominators(regions, words), rests))


def _standard(place: Place) -> Target | None:
    """The UCJ target of the year looked at, or the last one set before it."""
    return _goal(session.facts(), month_index(place.month) // 12)


@lru_cache(maxsize=64)
def _goal(facts: Facts, year: int) -> Target | None:
    return goal_of(facts.targets, definitions()["coverage_workers"], year)


def _has_targets(place: Place) -> bool:
    """Whether any region of the place has a target to be held against in this month, as the map has."""
    now = place.month
    return any(region.target is not None for region in standing(place.reading, now, now, place.regions))


def _controls(
    goal: float, standard: Target | None, has_targets: bool, place: Place, view: View, words: Words
) -> str:
    """The targets, and the month by which they are to be reached; returns that month. `goal` 0: each region's own."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="what_if_controls"):
        if has_targets:
            _choose_goals(goal, standard, words)
        if goal:
            _slider(goal, standard, words)
        until = _until(place, view, words)
    if not goal:
        st.caption(words(_OWN, year=place.month[:4]))
    elif standard:
        standard_text = words(
            "Target UCJ nasional: {goal} ({year}, {series}).",
            goal=words.percent(standard.value),
            year=standard.year,
            series=standard.series,
        )
        st.caption(standard_text)
    return until


def _choose_goals(goal: float, standard: Target | None, words: Words) -> None:
    st.session_state["w_goals"] = _ONE if goal else _BY_REGION
    st.segmented_control(
        words("Target cakupan"),
        list(_GOALS),
        required=True,
        format_func=lambda one: words(_GOALS[one]),
        key="w_goals",
        on_change=lambda: session.change_view(
            goal=(standard.value if standard else 100.0) if st.session_state["w_goals"] == _ONE else 0.0
        ),
    )


def _slider(goal: float, standard: Target | None, words: Words) -> None:
    steps = {step * _STEP for step in range(1, int(100 / _STEP) + 1)}
    options = sorted(steps | {goal} | ({standard.value} if standard else set()))
    st.session_state["w_goal"] = goal
    st.select_slider(
        words("Satu target"),
        options,
        format_func=words.percent,
        key="w_goal",
        on_change=lambda: session.change_view(goal=float(st.session_state["w_goal"])),
    )


def _until(place: Place, view: View, words: Words) -> str:
    """The choice of the month by which the goal is to be reached: as the view says, else the next December."""
    start = month_index(place.month) + 1
    months = [month_text(index) for index in range(start, start + _MONTHS_AHEAD)]
    december = month_text(start + 11 - start % 12)
    until = view.plan.until if view.plan.until in months else december
    st.session_state["w_until"] = until
    st.selectbox(
        words("Tercapai pada akhir"),
        months,
        format_func=words.date,
        key="w_until",
        on_change=lambda: _month_chosen(december),
    )
    return until


def _month_chosen(december: str) -> None:
    """December is what an address without a month means."""
    until = st.session_state["w_until"]
    session.change_view(until="" if until == december else until)


def _lead(plans: Sequence[Plan], goal: float, until: str, months: int, words: Words) -> tuple[str, str]:
    """How many people the goal asks for, in all and a month, and how many of them can be found."""
    if not plans:
        said = words("Cakupan tempat ini tidak ditampilkan bagi peran ini, atau penyebutnya tidak diketahui.")
        return said, ""
    need = sum(each.need for each in plans)
    if not need:
        return _reached(goal, words), ""
    sentence = words(
        _NEED if goal else _NEED_OWN,
        goal=words.percent(goal),
        behind=words.number(sum(each.need > 0 for each in plans)),
        all=words.number(len(plans)),
        need=words.number(need),
        monthly=words.number(-(-need // months)),
        n=words.number(months),
        until=words.date(until),
    )
    return sentence, _covered(plans, need, words)


def _reached(goal: float, words: Words) -> str:
    if not goal:
        return words("Setiap wilayah yang diketahui sudah mencapai targetnya.")
    return words("Cakupan {goal} sudah tercapai di setiap wilayah yang diketahui.", goal=words.percent(goal))


def _covered(plans: Sequence[Plan], need: int, words: Words) -> str:
    """How much of the need the sources cover."""
    unreachable, untold = (sum(getattr(each, name) for each in plans) for name in ("unreachable", "untold"))
    if not untold and not unreachable:
        return words("Sumber yang tercatat cukup.")
    sentence = words(
        "Sumber yang tercatat menutup {reached}; {left} belum terjangkau",
        reached=words.number(need - unreachable - untold),
        left=words.number(unreachable),
    )
    if untold:
        untold_text = words(
            "{n} di wilayah yang sumbernya tidak ditampilkan bagi peran ini", n=words.number(untold)
        )
        sentence = f"{sentence}; {untold_text}"
    return sentence + "."


def _reach(plans: Sequence[Plan], words: Words) -> Markup:
    """How far everything that the ledger holds would go, and who is registered but not active."""
    regions = [each.region for each in plans if each.told]
    people, covered, inactive = (
        sum(getattr(region, name) for region in regions) for name in ("people", "covered", "inactive")
    )
    held = sum(source.people for region in regions for source in region.sources)
    sentences = []
    if people:
        share = words.percent(100 * (covered + held) / people)
        sentences.append(words("Dengan semua orang di ketiga sumber, cakupan menjadi {share}.", share=share))
    if inactive:
        sentences.append(words(_INACTIVE, n=words.number(inactive)))
    return templates.note(" ".join(sentences))


def _denominators(regions: Sequence[Region], words: Words) -> str:
    """Where the numbers of people who work come from."""
    keys = sorted({key for region in regions for key in region.source.split(";") if key})
    if not keys:
        return ""
    text = words(
        "Penduduk bekerja: {sources}. Cakupan dengan Jakon, seperti indikator “{name}”.",
        sources="; ".join(session.source_parts(key)[0] for key in keys),
        name=definitions()["coverage_workers"].title[words.language],
    )
    return templates.note(text)
