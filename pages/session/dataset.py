"""Which data a page shows, to whom: published figures or a ledger, and the role that looks at it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache, partial

import streamlit as st

from data import ahead, places
from data.access import PUBLIK, ROLES, Viewer
from data.clock import local, today
from data.months import last_full_month
from data.people import may_try
from data.queries import Reading
from data.settings import home
from data.store import Release
from data.tables import Facts
from data.words import Problem, Words
from geo.classes import CHANCE
from pages import templates
from pages.session import address, facts_in_view, lookups, scope, who
from pages.session.links import open_page
from pages.session.simulation import retry_button, simulation_progress, simulation_run
from pages.session.stores import release, store
from pages.view import View, first_indicator, without_ledger

# `View.data` -> what it is called.
_NAMES = {"": "Data publikasi", "simulasi": "Simulasi", "sendiri": "Data sendiri"}


def reading(view: View) -> Reading | None:
    """The ledger of the view as this reader may see it. None: it is being made, or nobody has published one.

    A simulated ledger whose last month is not the last full one stays in sight while a newer one is made.
    """
    newest = release(view.data)
    if view.data == "simulasi" and _is_stale(newest) and simulation_run().problem is None:
        simulation_run().start(facts_in_view.embedded_facts())
    if newest is None or not newest.months:
        return None
    ahead.looks(viewer().stands_for)
    return Reading(newest, f"{home()}/{view.data}", facts_in_view.facts_of(view.data), viewer())


def public_reading(data: str, number: int = 0) -> Reading | None:
    """A ledger (as `View.data`) as the public may see it, of a release by its number, or of the one in force.

    Whoever is at the computer: for what is shown to a room. Where the store has no such release any more, as of a
    simulated ledger that was made anew, it is the one in force. None: nobody has published one.
    """
    shown = _released(data, number) or release(data)
    if not data or shown is None or not shown.months:
        return None
    return Reading(shown, f"{home()}/{data}", facts_in_view.facts_of(data), PUBLIK)


def _released(data: str, number: int) -> Release | None:
    try:
        return store(data).release(number) if number else None
    except (Problem, KeyError):
        return None


def _is_stale(newest: Release | None) -> bool:
    """Whether a simulated ledger is missing, or lacks the last full month."""
    return newest is None or not newest.months or newest.months[-1] < last_full_month(today())


def month_of(view: View, reading: Reading) -> str:
    """The month that is shown: the one asked for, or the last before it that the ledger has.

    The newest where none is asked for, the first where the ledger begins later.
    """
    earlier = [month for month in reading.months if not view.month or month <= view.month]
    return earlier[-1] if earlier else reading.months[0]


def month_in_view(month: str, reading: Reading) -> str:
    """`View.month` for a month of the reading: "" for the newest, so that it stays the newest next month."""
    return "" if month == reading.months[-1] else month


def dataset_switch(view: View, words: Words) -> None:
    """Published figures, the simulated ledger, and one's own where there is one."""
    offered = ["", "simulasi"]
    if view.data == "sendiri" or _has_own_ledger():
        offered.append("sendiri")
    st.segmented_control(
        words("Data"),
        offered,
        required=True,
        label_visibility="collapsed",
        format_func=lambda data: words(_NAMES[data]),
        **{**address.bound_widget("data"), "on_change": lambda: _turn_to(st.session_state["w_data"])},
    )


def _has_own_ledger() -> bool:
    """Whether months of one's own are published; a release of facts alone has none.

    Where it cannot be told the shell says why, and nothing is offered that could not be shown.
    """
    try:
        newest = release("sendiri")
    except Problem:
        return False
    return newest is not None and bool(newest.months)


def show_simulation() -> None:
    """Turn to the simulated ledger, from a page that has nothing without one."""
    _turn_to("simulasi")


def open_own_data(page: str) -> None:
    """Open a page (its address) on the organisation's own ledger, as it stands now; for a callback of a widget."""
    _turn_to("sendiri")
    open_page(page)


def _turn_to(data: str) -> None:
    """Look at other data. What only a ledger can be asked, and a month that the other may not have, is let go."""
    let_go = without_ledger()
    if st.session_state["view"].map.scheme == CHANCE:
        let_go["scheme"] = View().map.scheme
    address.change_view(data=data, indicator=first_indicator(data), month="", **let_go)


def viewer() -> Viewer:
    """Who is looking: as whom they signed in, or a lesser role that they try on.

    Where nobody signs in, the role is chosen by whoever sits at the computer, and begins with the least. A wall shows
    what the public may see, whoever stands at the computer.
    """
    view = st.session_state.get("view")
    return PUBLIK if view is not None and view.display else who.tried()


def role_chooser(words: Words) -> None:
    """The role that is tried on, of those that tell no more than one's own; an office's brings its offices with it."""
    mine, now = who.own(), viewer()
    choices = tuple(choice for choice in _roles(facts_in_view.facts()) if may_try(mine, choice))
    if now not in choices:  # of an office that this data does not have
        choices = (*choices, now)
    st.session_state["w_viewer"] = now
    st.selectbox(
        words("Lihat sebagai") if who.signs_in() else words("Peran"),
        choices,
        format_func=lambda choice: role_name(choice, words),
        key="w_viewer",
        on_change=lambda: who.try_on(st.session_state["w_viewer"]),
    )


@lru_cache(maxsize=8)
def _roles(facts: Facts) -> tuple[Viewer, ...]:
    """The roles that can be tried on with the offices of these facts, which are those in view."""
    choices = [PUBLIK, *(Viewer(role) for role in ROLES if role not in ("publik", "wilayah", "cabang"))]
    choices += [Viewer("wilayah", places.with_its_own(facts, code)) for code in lookups.kanwil()]
    return (*choices, *(Viewer("cabang", places.with_its_own(facts, code)) for code in lookups.branches()))


def role_name(choice: Viewer, words: Words) -> str:
    """A role by the name of the office that it stands for; one that stands for none by its own."""
    return _role_name(choice, facts_in_view.facts(), words)


def recorder_name(role: str, offices: Collection[str] | None, words: Words) -> str:
    """Who recorded something, as the role's name; of an older version, which did not keep the offices, that they are unknown."""
    try:
        return role_name(Viewer(role, frozenset(offices or ())), words)
    except Problem:
        return words("kantor yang tidak diketahui")


def role_short(choice: Viewer, words: Words) -> str:
    """The same where there is little room: by its office's short name, or how many offices it stands for."""
    if choice == PUBLIK:
        return words("Publik")
    heads = _heads(choice, facts_in_view.facts())
    if len(heads) > 1:
        return words("{n} kantor", n=words.number(len(heads)))
    return scope.short_office(heads[0]) if heads else choice.title(words)


@lru_cache(maxsize=512)
def _role_name(choice: Viewer, facts: Facts, words: Words) -> str:
    heads = _heads(choice, facts)
    return ", ".join(map(lookups.area_name, heads)) if heads else choice.title(words)


@lru_cache(maxsize=512)
def _heads(choice: Viewer, _: Facts) -> tuple[str, ...]:
    """The offices that a role is named by: the one above all others, or all of them; none of a role without offices."""
    if not choice.stands_for:
        return ()
    heads = [code for code in sorted(choice.offices) if choice.offices <= lookups.branch_with_its_own(code)]
    return tuple(heads or sorted(choice.offices))


def ribbon(data: str, words: Words) -> None:
    """Whose numbers these are, above every page: simulated data says so, one's own its release.

    It stands on all pages, so that what is below it never moves.
    """
    name, text, kind = words(_NAMES[data]), "", "peta-own"
    if data == "simulasi":
        name, kind = f"{words('SIMULASI – bukan data resmi')}.", "peta-simulated"
        text = words("Semua pemberi kerja dan angkanya dibuat-buat.")
    elif data:
        name = _own_release(words) or name
    else:
        text = words("Dari berita dan laman publik, bukan data resmi.")
    st.html(templates.render("session_banner", name=name, text=text, kind=kind))


def _own_release(words: Words) -> str:
    """The newest release of one's own; "" where there is none, or the page itself says what is wrong with it."""
    with suppress(Problem):
        newest = release("sendiri")
        return "" if newest is None else release_name(newest, words)
    return ""


def tell_what_failed(words: Words) -> None:
    """Why the simulated ledger in sight has no newer month, where making it failed; and a button to try again."""
    failed = simulation_run().problem
    if failed is None:
        return
    with suppress(Problem):  # that it cannot be read is said where its numbers would stand
        newest = release("simulasi")
        if newest is not None and newest.months and _is_stale(newest):
            reason = words.explain(failed)
            st.warning(templates.plain(words("Bulan terbaru simulasi belum dibuat. {reason}", reason=reason)))
            retry_button(words)


def published_day(release: Release) -> date:
    """The day on which a release was published, by the clocks of western Indonesia."""
    return local(release.at).date()


def said_time(at: datetime, words: Words) -> str:
    """A moment as people in the west of Indonesia read it."""
    there = local(at)
    return f"{words.date(there.date())}, {there:%H.%M} {there.tzname()}"


def release_name(release: Release, words: Words) -> str:
    """A release of one's own data as files and pictures name it, with its day; of a simulated one its number alone."""
    number = words.number(release.number)
    if release.simulated:
        return words("{name}, rilis {number}", name=words("Simulasi"), number=number)
    return words(
        "Data sendiri, rilis {number}, {date}", number=number, date=words.date(published_day(release))
    )


def no_ledger_yet(data: str, words: Words) -> None:
    """Why a ledger has no numbers yet, and the way to some: it is being made, or nobody has published one."""
    if data == "simulasi":
        simulation_progress(words)
        return
    st.info(words("Belum ada data sendiri yang terbit."))
    may_bring = viewer().may_bring
    if not may_bring:
        st.caption(words("Berkas hanya diterima dari kantor cabang dan pengelola data."))
    with st.container(horizontal=True):
        if may_bring:
            bring = partial(open_page, "data")
            st.button(words("Bawa berkas"), key="bring_first", type="primary", on_click=bring)
        st.button(words("Lihat simulasi"), key="to_simulation", on_click=show_simulation)
