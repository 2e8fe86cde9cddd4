"""Whose employers a page counts: those of an office and of the offices below it, or all that are in its regions.

One value says it for the whole page (`pages.session.place.Place.whose`): it stands in the address, is chosen in sight,
and is said in words. What is one's own is never hidden; what is not is guarded (`data.access`).
"""

from __future__ import annotations

import re

import streamlit as st

from data import places
from data.access import Viewer
from data.offices import Whose
from data.words import Words
from pages.session import address, facts_in_view, lookups
from pages.view import OF_AREA, OF_OFFICE, SCOPES, View

# More names than these are counted, not named.
_NAMED = 4
# What a kind of office is called for short, where it stands before its town.
_SHORT = (
    (re.compile(r"^Kantor Cabang (Perintis|Pembantu) "), "KCP "),
    (re.compile(r"^Kantor Cabang "), "KC "),
)


def family_of(view: View, viewer: Viewer, office: str = "") -> frozenset[str]:
    """The offices that "the office" means: `office` or the one in view with those below it, else the reader's own.

    None for the public, who is told of places alone.
    """
    code = office or view.office
    if not viewer.names_employers:
        return frozenset()
    if code in lookups.offices_in_view():
        return places.with_its_own(facts_in_view.facts(), code)
    return viewer.stands_for


def head_of(family: frozenset[str]) -> str:
    """The office that all others of the family are below; "" where there is none, or several."""
    facts, known = facts_in_view.facts(), lookups.offices_in_view()
    heads = [code for code in sorted(family) if code in known and family == places.with_its_own(facts, code)]
    return heads[0] if len(heads) == 1 else ""


def short_office(code: str) -> str:
    """An office by its short name: "KCP Jombang"."""
    name = lookups.area_name(code)
    for long, short in _SHORT:
        name = long.sub(short, name)
    return name


def short_name(code: str) -> str:
    """A region or an office as short as it may be called: "OKU Timur", "KC Mojokerto"."""
    regions = facts_in_view.facts().regions
    short = regions.loc[regions["code"] == code, "short"]
    return str(short.iloc[0]) if len(short) else short_office(code)


def offices_said(family: tuple[str, ...], words: Words) -> str:
    """The offices of a family in words: all by name, or the one above them and how many are below it."""
    head = head_of(frozenset(family))
    below = [code for code in family if code != head]
    if head and len(below) > _NAMED:
        return words("{name} dan {n} kantornya", name=short_office(head), n=words.number(len(below)))
    names = [short_office(code) for code in ([head] if head else []) + below]
    return _joined(names, words)


def regions_said(regions: tuple[str, ...], words: Words) -> str:
    """Regions in words: by name, or how many they are."""
    if len(regions) > _NAMED:
        return words("{n} kabupaten dan kota", n=words.number(len(regions)))
    return _joined([lookups.area_name(code) for code in regions], words)


def _joined(names: list[str], words: Words) -> str:
    return (
        words("{first} dan {last}", first=", ".join(names[:-1]), last=names[-1])
        if len(names) > 1
        else names[0]
    )


def without_kanwil_said(whose: Whose, viewer: Viewer, words: Words) -> str:
    """Where a deputy's own are counted: which offices no kanwil is known of; "" for others, or where there is none."""
    is_kanwil = viewer.role == "wilayah" and viewer.stands_for == frozenset(whose.family)
    left = places.without_kanwil(facts_in_view.facts()) if is_kanwil and viewer.stands_for else []
    if not left:
        return ""
    return words("Kanwil belum diketahui, jadi tidak termasuk: {names}.", names=_few(left, words))


def _few(codes: list[str], words: Words) -> str:
    if len(codes) > _NAMED + 1:
        return words("{n} kantor", n=words.number(len(codes)))
    return _joined([short_office(code) for code in codes], words)


def choose_scope(view: View, viewer: Viewer, family: frozenset[str], words: Words) -> None:
    """The choice whose employers are counted: of the office in view and its regions, else of a place in general."""
    own = bool(viewer.stands_for) and family <= viewer.stands_for
    names = {
        OF_OFFICE: words("Kantor saya") if own else words("Kantor ini"),
        OF_AREA: words("Seluruh wilayah layanan") if view.office else words("Semua pemberi kerja"),
    }
    st.session_state["w_scope"] = view.scope
    st.segmented_control(
        words("Cakupan"),
        SCOPES,
        required=True,
        format_func=names.__getitem__,
        key="w_scope",
        on_change=lambda: address.change_view(scope=st.session_state["w_scope"], office=view.office, page=1),
    )
