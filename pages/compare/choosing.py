"""Which places stand side by side: chosen by kind and name, offered where too few are chosen, kept in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.places import office_group
from data.words import Words
from pages import session
from pages.view import BETWEEN_CODES, FEWEST_BESIDE, MOST_BESIDE, OF_AREA, OF_OFFICE, View

REGIONS, OFFICES = "wilayah", "kantor"
_KIND = "w_beside_kind"
_OFFERED = 3


def kind_of(view: View) -> str:
    """Whether offices or regions are compared: what is chosen says so, else what was pressed last."""
    codes = chosen(view)
    if codes:
        return REGIONS if codes[0] in _regions() else OFFICES
    return str(st.session_state.get(_KIND) or REGIONS)


def chosen(view: View) -> list[str]:
    """The chosen codes that the data in view have: an office of one's own is unknown to a simulation."""
    known = {*_regions(), *_offices()}
    return [code for code in view.side.codes if code in known]


def _regions() -> list[str]:
    return list(session.facts().regions["code"])


def _offices() -> list[str]:
    return list(session.facts().offices["code"])


def choose(view: View, words: Words) -> None:
    """The kind, and up to four places of it in the order in which they stand."""
    kind = kind_of(view)
    names = {REGIONS: words("Wilayah"), OFFICES: words("Kantor")}
    st.session_state[_KIND] = kind
    st.segmented_control(
        words("Yang dibandingkan"),
        list(names),
        required=True,
        format_func=names.__getitem__,
        key=_KIND,
        on_change=lambda: session.change_view(beside=""),
    )
    key = f"w_beside_{kind}"
    st.session_state[key] = chosen(view)
    st.multiselect(
        words("Dua sampai empat, yang pertama jadi pembanding"),
        _regions() if kind == REGIONS else _offices(),
        format_func=session.short_name,
        max_selections=MOST_BESIDE,
        placeholder=words("Pilih tempat"),
        key=key,
        on_change=lambda: put(st.session_state[key]),
    )


def choose_whose(view: View, words: Words) -> None:
    """Of offices, whose employers are counted: their own, or all in the regions that they serve."""
    if kind_of(view) != OFFICES or not session.viewer().names_employers:
        return
    names = {OF_OFFICE: words("Binaan kantor"), OF_AREA: words("Seluruh wilayah layanan")}
    st.segmented_control(
        words("Cakupan"),
        list(names),
        required=True,
        format_func=names.__getitem__,
        **session.bound_widget("scope"),
    )


def put(codes: Sequence[str]) -> None:
    """Put these places side by side."""
    session.change_view(beside=BETWEEN_CODES.join(codes))


def offer(view: View, words: Words) -> None:
    """The next step where fewer than two are chosen: what may stand beside, a button each."""
    codes = chosen(view)
    said = (
        words("Pilih satu tempat lagi untuk dibandingkan.")
        if codes
        else words("Pilih dua sampai empat kabupaten/kota, atau dua sampai empat kantor.")
    )
    st.info(said)
    with st.container(horizontal=True, key="compare_offers"):
        for at, (label, more) in enumerate(_offers(codes, kind_of(view), words)):
            st.button(
                label,
                key=f"compare_offer_{at}",
                type="secondary" if at else "primary",
                on_click=put,
                args=([*codes, *more],),
            )


def _offers(codes: Sequence[str], kind: str, words: Words) -> list[tuple[str, list[str]]]:
    """What each button says, and the codes that it adds: like beside like, of the same area or group."""
    groups = _groups(kind)
    if codes:
        near = next((group for group in groups if codes[0] in group), [])
        others = [code for code in near if code not in codes][:_OFFERED]
        return [(words("dengan {name}", name=session.area_name(code)), [code]) for code in others]
    offered = [group[:MOST_BESIDE] for group in groups if len(group) >= FEWEST_BESIDE]
    return [(", ".join(map(session.area_name, group)), group) for group in offered[:_OFFERED]]


def _groups(kind: str) -> list[list[str]]:
    """The regions of each area, or the offices of each group of the navigation."""
    groups: dict[str, list[str]] = {}
    if kind == REGIONS:
        table = session.facts().regions
        for code, area in zip(table["code"], table["area"], strict=True):
            groups.setdefault(str(area), []).append(str(code))
    else:
        serving = set(session.branches())
        for code, _ in session.office_pages():
            if code in serving:
                groups.setdefault(office_group(session.facts(), code), []).append(code)
    return list(groups.values())
