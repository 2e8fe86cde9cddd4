"""The releases of the ledgers: which there have been, when each was published, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from data.intake import told_titles
from data.store import Release
from data.words import Problem, Words
from pages import session, templates

_HEADS = ("Rilis", "Terbit", "Jenis", "Bulan", "Judul")
# `View.data` of a store -> its heading.
_STORES = {"simulasi": "Data simulasi", "sendiri": "Data sendiri"}


def release_list(words: Words) -> None:
    """The releases of each store, newest first; where there are none, how one comes to have some."""
    st.markdown(
        words(
            "Data terbit sebagai rilis: semuanya atau tidak sama sekali. Angka menyebut rilisnya, dan rilis lama tetap tersimpan."
        )
    )
    for dataset, heading in _STORES.items():
        st.subheader(words(heading))
        try:
            releases = session.store(dataset).history()
        except Problem as problem:
            session.tell(problem, words)
            continue
        if releases:
            st.html(_table(releases, told_titles(session.store(dataset), session.viewer()), words))
        elif dataset == "simulasi":
            st.markdown(words("Belum ada rilis. Rilis pertama dibuat saat Simulasi dipilih di halaman peta."))
        else:
            st.markdown(words("Belum ada rilis. Data sendiri terbit setelah pengelola data memasukkannya."))


def _table(releases: list[Release], titles: Mapping[int, str], words: Words) -> Markup:
    """The releases, newest first; the first of them is the one in force. A file of another office has no name here."""
    rows = [
        [*_row(release, release is releases[0], words), titles.get(release.number, "")]
        for release in releases
    ]
    return templates.stack([words(head) for head in _HEADS], rows)


def _row(release: Release, in_force: bool, words: Words) -> list[str]:
    published = _at(release, words)
    if in_force:
        published = templates.render("flagged", text=published, flag=words("berlaku"), kind="peta-flag")
    return [
        words("Rilis {number}", number=release.number),
        published,
        _kind(release, words),
        _months(release, words),
    ]


def _at(release: Release, words: Words) -> str:
    """When it was published, by the clocks of western Indonesia."""
    return session.said_time(release.at, words)


def _kind(release: Release, words: Words) -> str:
    if release.points_to == release.number:
        return words("terbit")
    return words("pembatalan: kembali ke nomor {number}", number=release.points_to)


def _months(release: Release, words: Words) -> str:
    first, last = release.entry.first_month, release.entry.last_month
    if not first:
        return words("tanpa bulan")
    return words("{start} sampai {end}", start=words.date(first), end=words.date(last))
