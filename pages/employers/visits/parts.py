"""Where the visits are and whose they are: bars beside the list, choices that narrow it, and the weights of its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from data.answers import kept
from data.parsing import each_row, is_missing
from data.queries import EmployerList, EmployerQuery
from data.vocabulary import NOT_TOLD
from data.words import Words
from pages import charts, session, templates, widgets
from pages.session import Place
from pages.templates import AGEING_NAMES
from pages.view import WEIGHTS, View

KINDS = {"menunggak": "Menunggak"}
# By what a list is told apart in bars: the column of its rows, and what it is called.
_PARTS = {"kecamatan": "Kecamatan", "officer": "Pembina"}
_HEADINGS = {
    "kecamatan": "Tunggakan menurut kecamatan",
    "officer": "Tunggakan menurut pembina",
}
_OTHERS = {"kecamatan": "{n} kecamatan lain", "officer": "{n} pembina lain"}
_UNKNOWN = {"kecamatan": "kecamatan belum diketahui", "officer": "tanpa pembina"}
# How many have a bar of their own.
_MOST = 6
_WEIGHT_NAMES = ("Bobot rupiah", "Bobot pekerja", "Bobot umur")
_FORMULA = (
    "Urutan: (tunggakan + denda) pangkat bobot rupiah × pekerja terdampak pangkat bobot pekerja × umur tertua dalam "
    "bulan pangkat bobot umur. Skor: rata-rata geometrik berbobot dari ketiganya; 100 adalah yang tertinggi dalam daftar."
)


def narrow(
    place: Place,
    query: EmployerQuery,
    officers: Mapping[str, str],
    schedules: Mapping[str, str],
    view: View,
    words: Words,
) -> None:
    """The row that narrows the list, with the weights of its order behind one button."""
    row = widgets.filter_controls(
        view,
        words,
        KINDS,
        ageing={key: words(name) for key, name in AGEING_NAMES.items()},
        officers=officers,
        schedules=schedules,
    )
    with row:
        if place.level not in ("region", "kecamatan"):  # there the choice of the place has its kecamatan
            _choose_kecamatan(place, query, words)
        _weights(view, words)


@kept
def officers_of(place: Place, query: EmployerQuery, words: Words) -> dict[str, str]:
    """Value in the view -> name of each officer whose employers are on the list; none where nobody said who."""
    names = list(EmployerList(place.reading, place.month).sums(place.where, query, "officer")["officer"])
    known = {name: name for name in sorted(filter(None, names))}
    return known | ({NOT_TOLD: words(_UNKNOWN["officer"])} if known and "" in names else {})


def _sums(place: Place, query: EmployerQuery, by: str) -> Any:
    """What the list adds up to by one of _PARTS, the most rupiah first."""
    sums = EmployerList(place.reading, place.month).sums(place.where, query, by)
    return sums.sort_values(["outstanding", by], ascending=[False, True])


def _choose_kecamatan(place: Place, query: EmployerQuery, words: Words) -> None:
    """A kecamatan of the list with what is owed there; it becomes the place of the page."""
    choices = dict(_owed(place, query.unordered, words))
    st.session_state["w_kecamatan_list"] = ""
    st.selectbox(
        words("Kecamatan"),
        list(choices),
        key="w_kecamatan_list",
        format_func=choices.__getitem__,
        on_change=_kecamatan_chosen,
    )


@kept
def _owed(place: Place, query: EmployerQuery, words: Words) -> tuple[tuple[str, str], ...]:
    """Each kecamatan of the list with its name and what is owed there, all of them ("") first."""
    names = session.kecamatan_names()
    sums = _sums(place, query, "kecamatan").set_index("kecamatan")["outstanding"]
    owed = ((str(code), rupiah) for code, rupiah in sums.items() if code in names)
    named = ((code, f"{names[code]} · {words.rupiah(int(rupiah))}") for code, rupiah in owed)
    return ("", words("Semua kecamatan")), *named


def _kecamatan_chosen() -> None:
    code = str(st.session_state["w_kecamatan_list"])
    session.change_view(kecamatan=code, region=code[:5], page=1)


def show_parts(place: Place, query: EmployerQuery, has_officers: bool, words: Words) -> None:
    """The bars, by kecamatan or, where officers are known, by officer."""
    by = "kecamatan"
    if has_officers:
        by = widgets.choose_dimension({key: words(name) for key, name in _PARTS.items()}, "visits_by", words)
    st.html(by_part(place, query, by, words))


@kept
def by_part(place: Place, query: EmployerQuery, by: str, words: Words) -> Markup:
    """Where the list is, or whose: what is owed by kecamatan or officer, the largest first, and all others as one bar."""
    parts = [(_name(by, str(getattr(row, by)), words), row) for row in each_row(_sums(place, query, by))]
    named, others = parts[:_MOST], [row for _, row in parts[_MOST:]]
    longest = max(
        [1, *(int(row.outstanding) for _, row in named), sum(int(row.outstanding) for row in others)]
    )
    bars = [_bar(name, [row], longest, words) for name, row in named]
    if others:
        bars.append(_bar(words(_OTHERS[by], n=words.number(len(others))), others, longest, words))
    heading = words(_HEADINGS[by])
    total = (words("Jumlah"), words.rupiah(sum(int(row.outstanding) for _, row in parts)))
    chart = charts.bars(bars, heading, words("rupiah"), words, total)
    return templates.section("peta-beside", chart.html or "")


def _name(by: str, key: str, words: Words) -> str:
    known = session.kecamatan_names().get(key) if by == "kecamatan" else key
    return known or words(_UNKNOWN[by])


def _bar(name: str, rows: Sequence[Any], longest: int, words: Words) -> charts.Bar:
    owed, employers, workers = (
        sum(0 if is_missing(one) else int(one) for one in (getattr(row, column) for row in rows))
        for column in ("outstanding", "employers", "workers_exposed")
    )
    note = words(
        "{n} pemberi kerja, {workers} pekerja", n=words.number(employers), workers=words.number(workers)
    )
    return charts.Bar(name, words.rupiah(owed), owed / longest, note)


def _weights(view: View, words: Words) -> None:
    """Three weights behind one button, which says them: 0 leaves a factor out, 2 counts it twice."""
    with st.popover(words("Bobot {weights}", weights=weights_said(view, words)), key="weights"):
        for at, name in enumerate(_WEIGHT_NAMES):
            key = f"w_weight_{at}"
            st.session_state[key] = view.list.weights[at]
            st.select_slider(words(name), WEIGHTS, key=key, format_func=_decimal(words), on_change=_weighed)
        st.html(templates.note(words(_FORMULA)))


def weights_said(view: View, words: Words) -> str:
    """The weights of rupiah, workers and age, as short as they can be written."""
    return " : ".join(
        words.number(weight, 1).removesuffix(",0").removesuffix(".0") for weight in view.list.weights
    )


def _decimal(words: Words) -> Callable[[float], str]:
    return lambda weight: words.number(weight, 1)


def _weighed() -> None:
    # A message made by hand may move one weight of a page that was not drawn: the others stay as they are.
    now = session.read_view().list.weights
    weights = tuple(st.session_state.get(f"w_weight_{at}", weight) for at, weight in enumerate(now))
    session.change_view(weights=weights, page=1, sort="")
