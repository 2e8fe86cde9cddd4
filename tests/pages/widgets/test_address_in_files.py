"""The address that a file names is one that whoever is given the file can open."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from pages.widgets import downloads


@pytest.mark.parametrize(
    ("set_", "here", "written"),
    [
        ("", "http://127.0.0.1:8501/tunggakan?data=simulasi", "http://127.0.0.1:8501/tunggakan"),
        (
            "https://peta.kantor.go.id",
            "http://127.0.0.1:8501/tunggakan?x=1",
            "https://peta.kantor.go.id/tunggakan",
        ),
        ("https://peta.kantor.go.id/", "http://10.0.0.5:8501/", "https://peta.kantor.go.id/"),
        ("https://peta.kantor.go.id", None, "https://peta.kantor.go.id/"),
    ],
)
def test_the_address_of_the_page_is_below_the_one_that_is_set(monkeypatch, set_, here, written):
    monkeypatch.setenv("PETA_URL", set_)
    monkeypatch.setattr(st, "context", SimpleNamespace(url=here))
    assert downloads._page_address() == written


def test_a_button_hands_it_to_what_makes_the_file(monkeypatch):
    """Every export, slide and paper asks `base_address` while it is made."""
    made = []
    monkeypatch.setenv("PETA_URL", "https://peta.kantor.go.id")
    monkeypatch.setattr(st, "context", SimpleNamespace(url="http://127.0.0.1:8501/tunggakan?x=1"))
    monkeypatch.setattr(st, "download_button", lambda label, content, **_: made.append(content()))
    monkeypatch.setattr(downloads.session, "data_in_view", lambda: "")
    from data.words import Words

    downloads.file_button("uji", "csv", lambda: downloads.base_address().encode(), Words("id"), "uji")
    assert made == [b"https://peta.kantor.go.id/tunggakan"]
