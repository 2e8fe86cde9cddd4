"""A page from kept answers is the page worked out afresh, in every role; and what one role was told no other is."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data import answers
from data.access.viewer import PUBLIK, Viewer
from data.places import offices
from tests.facts import FACTS
from tests.pages.reading import opened

pytestmark = pytest.mark.usefixtures("ledger_home")
STEWARD = Viewer("pengelola")
BRANCH = Viewer("cabang", offices.with_its_own(FACTS, "KC-PALEMBANG"))
DEPUTY = Viewer("wilayah", offices.with_its_own(FACTS, "KANWIL-SUMBAGSEL"))
ROLES = (STEWARD, PUBLIK, BRANCH, DEPUTY)
PAGES = (
    *("", "tunggakan", "kunjungan", "pwbd-pds", "penegakan", "informal", "kemitraan", "andai"),
    *("kantor-kc-palembang", "kantor-kanwil-sumbagsel"),
)


@pytest.fixture(autouse=True)
def nothing_kept_before(monkeypatch):
    monkeypatch.delenv("PETA_CACHE", raising=False)
    answers.forget()
    yield
    monkeypatch.undo()
    answers.forget()


def messages(page: str, viewer: Viewer, **query: str) -> list[str]:
    """All that a page sends to its reader."""
    app = opened(page, viewer, data="simulasi", kantor="KC-PALEMBANG", **query)
    assert not app.exception
    return sent(app)


def sent(app: AppTest) -> list[str]:
    """What stands in a page that was run, in its order; the address of a file is drawn by lot at each run."""
    protos = [f"{node.proto}" for node in app._tree if getattr(node, "proto", None) is not None]
    return [re.sub(r'deferred_file_id: "\w+"', "", proto) for proto in protos]


def afresh(monkeypatch: pytest.MonkeyPatch, page: str, viewer: Viewer, **query: str) -> list[str]:
    """The page with nothing kept, before or meanwhile: the slow twin."""
    with monkeypatch.context() as patch:
        patch.setenv("PETA_CACHE", "0")
        answers.forget()
        found = messages(page, viewer, **query)
        assert answers.size() == 0
    answers.forget()
    return found


@pytest.mark.sampled(2)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "peta")
def test_a_page_from_kept_answers_is_the_page_worked_out_afresh(page, monkeypatch):
    slow = {viewer: afresh(monkeypatch, page, viewer) for viewer in ROLES}
    for _ in range(2):  # kept now; then nothing is worked out
        for viewer in ROLES:
            assert messages(page, viewer) == slow[viewer], viewer


def test_it_is_so_in_english_and_in_another_month(monkeypatch):
    for query in ({"lang": "en"}, {"per": "2026-08"}, {"cakupan": "layanan"}):
        slow = afresh(monkeypatch, "kantor-kc-palembang", STEWARD, **query)
        messages("kantor-kc-palembang", STEWARD)
        assert messages("kantor-kc-palembang", STEWARD, **query) == slow, query


def test_what_a_steward_was_told_is_not_told_to_the_public(monkeypatch):
    pages = ("kantor-kc-palembang", "tunggakan", "penegakan")
    alone = {page: afresh(monkeypatch, page, PUBLIK) for page in pages}
    for page in pages:
        steward = messages(page, STEWARD)
        assert messages(page, PUBLIK) == alone[page] != steward
