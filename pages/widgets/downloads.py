"""Buttons that offer what a page shows as a file. It is made when it is asked for, not when the page is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from contextvars import ContextVar
from functools import partial
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pandas as pd
import streamlit as st

from data import law
from data.access import instead, why
from data.digest import Reader
from data.disclosure import HIDDEN
from data.indicators import definitions
from data.months import month_end
from data.queries import Reading
from data.settings import base_url
from data.sheets import Column, Sheet, csv_file, workbook
from data.words import Words
from pages import session
from pages.charts import Caption, Chart, face, still_png
from pages.digest import digest_file
from pages.session import Place
from pages.view import View
from pages.widgets.head import origin, origin_in_short, whose_note
from pages.widgets.received import received_note
from pages.widgets.rules_used import rests_note

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "png": "image/png",
    "gpkg": "application/geopackage+sqlite3",
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# The address of the page whose file is being made: that happens in a thread of its own, where Streamlit no longer
# knows the reader's address.
_BASE: ContextVar[str] = ContextVar("base", default="")


def offer_files(name: str, make: Callable[[], Sheet], words: Words, key: str) -> None:
    """Two buttons; `make` gives the table when one of them is pressed. The files are called `name`."""
    with st.container(horizontal=True, key=f"take_{key}"):
        file_button(name, "xlsx", lambda: workbook(make(), words), words, key)
        file_button(name, "csv", lambda: csv_file(make(), words), words, key)


def offer_chart(
    name: str, chart: Chart, make: Callable[[], Sheet], place: Place, words: Words, key: str
) -> None:
    """A chart as a picture, and its numbers as a workbook with a chart of its own and as CSV, in one row of buttons."""
    with st.container(horizontal=True, key=f"take_{key}"):
        file_button(name, "png", lambda: still_png(chart, _caption(place, words)), words, key)
        file_button(name, "xlsx", lambda: workbook(make(), words), words, key)
        file_button(name, "csv", lambda: csv_file(make(), words), words, key)


def _caption(place: Place, words: Words) -> Caption:
    """What a picture of a chart says around it: place, day and whose employers, where from, and that data is simulated."""
    release = place.reading.release
    where = words("{place}, per {date}", place=place.name(words), date=words.date(month_end(place.month)))
    source = words("Rilis {number}", number=words.number(release.number))
    return Caption(
        note=f"{where} · {place.whose_said(words)}",
        foot=f"Peta Patuh. {source}. {origin_in_short(session.data_in_view(), words)}",
        mark=words("SIMULASI – bukan data resmi")
        if release.simulated
        else session.release_name(release, words),
        simulated=release.simulated,
        face=face(),
    )


def file_button(
    name: str, kind: str, make: Callable[[], bytes], words: Words, key: str, label: str = ""
) -> None:
    """One button for a file of this kind (one of _TYPES), which `make` gives when it is pressed.

    The file is called `name`, with a hyphen for what is no letter or digit. `label` stands on the button; "" names
    the kind.
    """
    safe = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "tabel"
    base, data = _page_address(), session.data_in_view()
    made = session.guarded(make, f"{key}.{kind}")

    def content() -> bytes:
        token = _BASE.set(base)
        try:
            with session.read_with(data):
                return made()
        finally:
            _BASE.reset(token)

    st.download_button(
        label or words("Unduh {kind}", kind=kind.upper()),
        content,
        file_name=f"{safe}.{kind}",
        mime=_TYPES[kind],
        key=f"{key}_{kind}",
        on_click="ignore",
        icon=":material/download:",
    )


def _page_address() -> str:
    """The address of this page as people open it, without what is asked of it; a proxy's name is known to the setting."""
    own = str(st.context.url or "").split("?")[0]
    return urljoin(f"{base_url()}/", urlsplit(own).path.lstrip("/")) if base_url() else own


def offer_digest(reading: Reading, data: str, reader: Reader | None, words: Words, key: str) -> None:
    """The digest of the release in force for a reader, as PDF and HTML; nothing for who has none (None)."""
    if reader is None:
        return
    store, name = session.store(data), f"ringkasan-rilis-{reading.release.number}-{reader.key}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"take_{key}"):
        for kind, label in (
            ("pdf", words("Ringkasan rilis (PDF)")),
            ("html", words("Ringkasan rilis (HTML)")),
        ):
            make = partial(digest_file, reading, reader, store, kind, words)
            file_button(name, kind, make, words, key, label)


def base_address() -> str:
    """The address of the page whose file is being made, without what is asked of it; "" where none is."""
    return _BASE.get()


def about_rows(
    place: Place, view: View, words: Words, filters: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """What every export says of itself: place, as-of, release, role, filters and the address of the page."""
    return [
        (words("Tempat"), place.name(words)),
        (words("Yang dihitung"), whose_note(place, words)),
        (words("Per"), words.date(month_end(place.month))),
        *sent_rows(place.reading, place.month, place.regions, words),
        *release_rows(place.reading, words),
        *filters,
        *_empty_rows(place, words),
        *address_rows(view, words),
    ]


def place_sheet(
    title: str,
    columns: Sequence[Column],
    rows: pd.DataFrame,
    place: Place,
    view: View,
    words: Words,
    *,
    indicators: Sequence[str] = (),
    rules: Sequence[str] = (),
    filters: Sequence[tuple[str, str]] = (),
    notes: Sequence[tuple[str, str]] = (),
    **more: Any,
) -> Sheet:
    """A table of what was counted in a place, as a file: every such file is made here, so that all say the same.

    `indicators` and `rules` are explained in it; `filters` stand under the title, `notes` with the explanations.
    `more` are other fields of `Sheet`.
    """
    role = (words("Peran"), session.role_name(place.reading.viewer, words))
    whose = (words("Yang dihitung"), place.whose_said(words))
    return Sheet(
        title,
        columns,
        rows,
        [*about_rows(place, view, words, filters), *notes],
        [*more.pop("definitions", ()), *definition_rows(indicators, place.month, words, rules)],
        place.reading.release.simulated,
        scope=scope_line([(words("Tempat"), place.name(words)), whose, *filters, role]),
        reasons=hidden_reasons(place, words),
        **more,
    )


def scope_line(pairs: Sequence[tuple[str, str]]) -> str:
    """Whose numbers a file has, in the line under its title: names and what they are."""
    return " · ".join(f"{term}: {text}" for term, text in pairs if text)


def hidden_reasons(place: Place, words: Words) -> dict[str, str]:
    """What stands in place of a hidden number -> the sentence behind it."""
    note = hidden_note(place, words)
    return {instead(HIDDEN, words): note} if note else {}


def hidden_note(place: Place, words: Words) -> str:
    """The sentence that stands for a hidden number; "" for a reader who is told all."""
    if place.reading.viewer.sees_every_cell:
        return ""
    return f"{why(HIDDEN, words, law.at(place.month))}."


def _empty_rows(place: Place, words: Words) -> list[tuple[str, str]]:
    """What an empty cell means to a reader who is not told all: the sentence that stands in its place on the page."""
    note = hidden_note(place, words)
    return [(words("Sel kosong"), note)] if note else []


def sent_rows(
    reading: Reading, month: str, regions: Collection[str] | None, words: Words
) -> list[tuple[str, str]]:
    """Who has not sent the month, and of how many of the regions (None: all) the numbers are; none where all is there."""
    note = received_note(reading, month, regions, words)
    return [(words("Kiriman data"), note)] if note else []


def release_rows(reading: Reading, words: Words) -> list[tuple[str, str]]:
    """Which release was read, of one's own data with its day, and by whom."""
    release = reading.release
    own = [] if release.simulated else [(words("Data"), session.release_name(release, words))]
    return [
        *own,
        (words("Rilis"), words.number(release.number)),
        (words("Peran"), session.role_name(reading.viewer, words)),
    ]


def address_rows(view: View, words: Words, data: str | None = None) -> list[tuple[str, str]]:
    """The address that opens the same view, the app, where the numbers are from, and which facts are one's own.

    `data` (as `View.data`) where the file holds other numbers than the page: what was published, say.
    """
    query, base = urlencode(sorted(view.to_query().items())), _BASE.get()
    own = session.own_facts_note(words)
    return [
        (words("Alamat"), f"{base}?{query}" if query else base),
        (words("Aplikasi"), "Peta Patuh"),
        (words("Asal angka"), origin(view.data if data is None else data, words)),
        *([(words("Data rujukan"), own)] if own else []),
    ]


def definition_rows(
    names: Sequence[str], month: str, words: Words, rules: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """The definitions of these indicators, for the sheet that explains the table, and what of it is not confirmed.

    `month` is that whose rules hold ("" where they are told elsewhere, or there are none); `rules` are those that a
    column rests on that is no indicator.
    """
    rows = [
        (definitions()[name].title[words.language], definitions()[name].definition[words.language])
        for name in names
    ]
    resting = [*rules, *(rule for name in names for rule in definitions()[name].rests_on)]
    note = rests_note(resting, month, words) if month else ""
    return [*rows, *([(words("Belum dikonfirmasi"), note)] if note else [])]
