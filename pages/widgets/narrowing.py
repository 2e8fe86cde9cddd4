"""The row that narrows a list of employers: which ones, ageing class, sector, scale, and a search."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.queries import EmployerQuery
from data.vocabulary import NOT_TOLD, SCALES, SECTORS
from data.words import Words
from pages import session
from pages.templates import SCALE_NAMES
from pages.view import View
from pages.widgets.table import order_of


def choose_dimension(dimensions: Mapping[str, str], key: str, words: Words) -> str:
    """By which of the `dimensions` (id -> name) the reader wants a table split; the first where none was chosen."""
    chosen = st.segmented_control(
        words("Menurut"),
        list(dimensions),
        default=next(iter(dimensions)),
        required=True,
        format_func=dimensions.__getitem__,
        key=key,
    )
    return str(chosen) if chosen in dimensions else next(iter(dimensions))


def filter_controls(
    view: View,
    words: Words,
    kinds: Mapping[str, str],
    ageing: Mapping[str, str] | None = None,
    officers: Mapping[str, str] | None = None,
    schedules: Mapping[str, str] | None = None,
) -> DeltaGenerator:
    """The controls in a row, which is returned; each writes its part of the view and turns back to the first page.

    Employers of whom sector or scale is not known can be asked for where there are any. `kinds`, `ageing`, `officers` and
    `schedules`: value in the view -> what it is called. One kind is no choice, nor is none of the others.
    """
    reading = session.reading(view)
    not_told = reading.not_told if reading else frozenset()
    sectors = {
        sector: session.sector_name(sector, words) for sector in _with_unknown("sector", SECTORS, not_told)
    }
    scales = {scale: words(SCALE_NAMES[scale]) for scale in _with_unknown("scale", SCALES, not_told)}
    row = st.container(horizontal=True, vertical_alignment="bottom", key="narrowing_row")
    with row:
        if len(kinds) > 1:
            _select(words("Jenis"), "kind", view.list.kind, kinds)
        if ageing:
            _select(words("Umur"), "ageing", view.list.ageing, {"": words("Semua umur"), **ageing})
        every_sector = words("Semua lapangan usaha")
        _select(words("Lapangan usaha"), "sector", view.sector, {"": every_sector, **sectors})
        _select(words("Skala"), "scale", view.scale, {"": words("Semua skala"), **scales})
        if officers:
            _select(words("Pembina"), "officer", view.list.officer, {"": words("Semua pembina"), **officers})
        if schedules:
            every = words("Semua jadwal")
            _select(words("Jadwal berikutnya"), "schedule", view.list.schedule, {"": every, **schedules})
        _search(view, words("Cari nama atau NPP"), words("nama, NPP, atau nomor daftar"))
    return row


def _with_unknown(name: str, known: tuple[str, ...], not_told: Collection[str]) -> tuple[str, ...]:
    return (*known, NOT_TOLD) if name in not_told else known


def case_filters(
    view: View, words: Words, kinds: Mapping[str, str], steps: Mapping[str, str], due: Mapping[str, str]
) -> None:
    """The row of a list of cases: kind, step, deadline, and a search."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="narrowing_cases"):
        _select(words("Jenis"), "kind", view.list.kind, {"": words("Semua jenis"), **kinds})
        _select(words("Langkah"), "step", view.list.step, {"": words("Semua langkah"), **steps})
        _select(words("Tenggat"), "due", view.list.due, {"": words("Semua tenggat"), **due})
        _search(view, words("Cari nama atau kasus"), words("nama, NPP, nomor daftar atau kasus"))


def figure_filters(
    view: View, words: Words, areas: Mapping[str, str], measures: Mapping[str, str], marks: Mapping[str, str]
) -> None:
    """The row of the list of published figures: area, indicator, mark (value in the view -> its name), and a search."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="narrowing_figures"):
        every = words("Semua wilayah dan kantor")
        _select(words("Wilayah atau kantor"), "about", view.list.about, {"": every, **areas})
        _select(words("Indikator"), "measure", view.list.measure, {"": words("Semua indikator"), **measures})
        _select(words("Tanda"), "mark", view.list.mark, {"": words("Semua angka"), **marks})
        _search(view, words("Cari angka"), words("wilayah, catatan, sumber, atau nomor"))


def _search(view: View, label: str, hint: str) -> None:
    st.session_state["w_search"] = view.list.search
    st.text_input(
        label,
        key="w_search",
        max_chars=60,
        placeholder=hint,
        on_change=lambda: _change("search", " ".join(st.session_state["w_search"].split())),
    )


def _select(label: str, field: str, value: str, options: Mapping[str, str]) -> None:
    """A choice of one of `options`; the first of them where the view has another (it came from another page)."""
    key = f"w_{field}_list"
    st.session_state[key] = value if value in options else next(iter(options))
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda option: options[option],
        on_change=lambda: _change(field, st.session_state[key]),
    )


def _change(field: str, value: str) -> None:
    session.change_view(**{field: value, "page": 1})


def employer_query(view: View, kinds: Mapping[str, str], sort: str, rising: bool = False) -> EmployerQuery:
    """What the view asks of a list whose own order is `sort`."""
    by, up = order_of(view, sort, rising)
    return EmployerQuery(
        kind=view.list.kind if view.list.kind in kinds else next(iter(kinds)),
        ageing=view.list.ageing,
        sector=view.sector if view.sector in (*SECTORS, NOT_TOLD) else "",
        scale=view.scale,
        search=view.list.search,
        sort=by,
        rising=up,
        page=view.list.page,
        weights=view.list.weights,
    )


# Kind of a list of employers -> the indicator of how many they are; of others the kind itself is the name.
_KIND_OF = {
    "menunggak": "ledger_arrears_employers",
    "pwbd": "ledger_pwbd_employers",
    "pds_tk": "pds_workers_employers",
    "pds_upah": "pds_wage_employers",
    "pds_program": "pds_programme_employers",
}


def kind_counts(
    place: session.Place, kind: str, sums: Mapping[str, int], words: Words, *, rupiah: str = ""
) -> session.Counts:
    """What the number of employers of a list counts, and the rupiah that they owe where these are shown (`rupiah`)."""
    texts = {_KIND_OF.get(kind, kind): words.number(sums["employers"])}
    if rupiah:
        texts["ledger_arrears_rp" if kind == "menunggak" else f"{kind}.outstanding"] = rupiah
    return session.counts_of(place, texts)


def list_counts(
    place: session.Place, asked: EmployerQuery, sums: Mapping[str, int], words: Words, *, rupiah: str = ""
) -> dict[str, session.Counts]:
    """The same for the total of a list as it is narrowed; of a narrowed one nothing else counts the same."""
    is_narrowed = bool(asked.ageing or asked.sector or asked.scale or asked.officer or asked.search)
    is_narrowed = is_narrowed or asked.among is not None
    return {} if is_narrowed else {"": kind_counts(place, asked.kind, sums, words, rupiah=rupiah)}


def filter_rows(asked: EmployerQuery, kinds: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """What a list is narrowed to, as names and values, for an export."""
    rows = [(words("Jenis"), kinds.get(asked.kind, ""))]
    if asked.sector:
        rows.append((words("Lapangan usaha"), session.sector_name(asked.sector, words)))
    if asked.scale:
        rows.append((words("Skala"), words(SCALE_NAMES[asked.scale])))
    if asked.officer:
        rows.append(
            (words("Pembina"), words("tanpa pembina") if asked.officer == NOT_TOLD else asked.officer)
        )
    if asked.search:
        rows.append((words("Cari nama atau NPP"), asked.search))
    return rows
